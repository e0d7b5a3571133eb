"""Drives a real LibreOffice: converts files, and types into a workbook as a person would."""

import html
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.programs import need_program

TIMEOUT_SECONDS = 300
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">"""
_EXCEL = "Calc MS Excel 2007 XML"


def convert(path: Path, ending: str, folder: Path) -> Path:
    """Return the file that LibreOffice makes of another one, in a folder."""
    _run(folder, "--convert-to", ending, "--outdir", str(folder), str(path))
    return folder / f"{path.stem}.{ending}"


def type_into(path: Path, cells: Sequence[tuple[str, str, str]], target: Path) -> None:
    """Open a workbook, type texts into cells and save it as .xlsx.

    Args:
        path: The workbook.
        cells: Sheet, address and what is typed, which LibreOffice reads as it reads the keyboard.
        target: Where the workbook is saved; the program's profile is kept beside it.
    """
    typed = "\n".join(
        f'sheets.getByName("{sheet}").getCellRangeByName("{cell}").FormulaLocal = "{text}"'
        for sheet, cell, text in cells
    )
    macro = f"""
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL("{path}"), "_blank", 0, hidden())
  sheets = document.Sheets
  {typed}
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "{_EXCEL}"
  document.storeToURL(ConvertToURL("{target}"), kind())
  document.close(True)
  StarDesktop.terminate()
End Sub
"""
    module = target.parent / "profile/user/basic/Standard/Module1.xba"
    if not module.exists():
        # The first start fills a new profile and would write over what is there.
        _run(target.parent, "--terminate_after_init")
    module.write_text(f"{_MODULE}{html.escape(macro, quote=False)}</script:module>", "utf-8")
    _run(target.parent, "--norestore", "macro:///Standard.Module1.Main")


def _run(folder: Path, *arguments: str) -> None:
    program = need_program("libreoffice-calc", "soffice")
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT_SECONDS)
