"""CSV files as different programs write them, and broken ones."""

import csv
import io
from collections.abc import Iterator, Sequence

from tests.corpus.corpus_file import CorpusFile
from tests.corpus.town_tables import FIGURE_HEADINGS, actor_rows

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-15", "cp850", "mac_roman")
_DIALECTS = {"semicolons": (";", False), "commas": (",", False), "tabs": ("\t", False), "pipes": ("|", False),
             "quotes and line ends in cells": (";", True)}  # fmt: skip
_NAME = {("actors", 0, "name"): "Ähtävä Oy", ("actors", 1, "name"): "Palikka Oy"}


def csv_files() -> Iterator[CorpusFile]:
    """Yield the files."""
    for encoding in _ENCODINGS:
        for dialect, (delimiter, quoted) in _DIALECTS.items():
            name = "Ähtävä\nOy" if quoted else "Ähtävä Oy"
            text = _written(actor_rows(name=name, source="a; b, c | d"), delimiter, all_quoted=quoted)
            yield _file(f"{encoding} with {dialect}", "toimijat.csv", text.encode(encoding), values=_NAME)
    rows = actor_rows(name="Ähtävä Oy")
    plain = _written(rows, ";")
    yield _file("the line sep=;", "toimijat.csv", ("sep=;\r\n" + plain).encode("cp1252"), values=_NAME)
    yield _file("a title above the headings", "toimijat.csv", ("Toimijat, kevät\n\n" + plain).encode(), values=_NAME)
    yield _file("line ends of old Macs", "toimijat.csv", plain.replace("\r\n", "\r").encode(), values=_NAME)
    yield _file("no line end at the end", "toimijat.csv", plain.rstrip().encode(), values=_NAME)
    yield _file("rows of different lengths", "toimijat.csv", (plain + "kivijarvi-003;Sampo Oy\n").encode(), "CEL-001")
    yield _file(
        "too many cells in a row", "toimijat.csv", (plain.rstrip() + ";;;x\n").encode(), "COL-005", values=_NAME
    )
    yield _file("a CSV file of headings only", "toimijat.csv", plain.split("\r\n")[0].encode(), "SHE-002")
    yield _file(
        "a quotation mark that nothing closes", "toimijat.csv", plain.replace("Palikka", '"Palikka').encode(), "FIL-019"
    )
    two = plain.replace("Ähtävä", '"Ähtävä').replace("Palikka", '"Palikka')
    yield _file("two quotation marks that swallow a row", "toimijat.csv", two.encode(), "FIL-019")
    sloppy = plain.replace("Ähtävä Oy", '"Ähtävä" Oy')
    yield _file("a word in quotation marks", "toimijat.csv", sloppy.encode(), values=_NAME)
    inside = plain.replace("Ähtävä Oy", 'Ähtävä "Oy')
    yield _file(
        "a quotation mark inside a cell", "toimijat.csv", inside.encode(), values={("actors", 0, "name"): 'Ähtävä "Oy'}
    )
    quotes = plain.replace("Ähtävä", "Ähtävä ”A”").encode("cp1252")
    yield _file(
        "cp1252 with curved quotation marks", "toimijat.csv", quotes, values={("actors", 0, "name"): "Ähtävä ”A” Oy"}
    )
    euro = _written(
        [
            FIGURE_HEADINGS,
            (2021, "Metsäteollisuus", "1 200", 8, "1 500 000,50 €", "2,5", "š"),
            (2021, "Yhteensä", "1200", 8, "", "", ""),
        ],
        ";",
    )
    for encoding in ("cp1252", "iso-8859-15", "utf-8"):
        content = euro.encode(encoding)
        values = {("key_figures", 0, "turnover_eur"): 1500000.5, ("key_figures", 0, "source"): "š"}
        yield _file(f"euro signs in {encoding}", "tunnusluvut.csv", content, values=values)
    broken = plain.encode("utf-8").replace(b"Palikka", b"Palikk\x81 \xe4")
    yield _file(
        "UTF-8 with a broken byte", "toimijat.csv", broken, "FIL-018", values={("actors", 0, "name"): "Ähtävä Oy"}
    )
    replaced = plain.replace("Palikka", "Palikk\ufffd").encode()
    yield _file("a character lost earlier", "toimijat.csv", replaced, "FIL-018")
    yield _file("control characters", "toimijat.csv", plain.replace("Ähtävä", "Äh\x07tävä").encode(), values=_NAME)
    yield _file("zero bytes inside", "toimijat.csv", plain.replace("Palikka", "Pal\0ikka").encode(), "FIL-001")
    formulas = plain.replace("Ähtävä Oy", "=1+1")
    yield _file(
        "a cell that begins like a formula", "toimijat.csv", formulas.encode(), values={("actors", 0, "name"): "=1+1"}
    )
    big = plain + "".join(
        f"kivijarvi-{n};Sampo Oy;Yritykset;Pk-yritys;Meriklusteri;ei;;\r\n" for n in range(100, 30_000)
    )
    yield _file("a large file", "toimijat.csv", big.encode("cp1252"), values=_NAME)
    yield _file(
        "a cell of 200,000 characters", "toimijat.csv", plain.replace("Palikka", "x" * 200_000).encode(), "FIL-019"
    )
    yield _file("20 million delimiters", "toimijat.csv", (plain + ";" * 20_000_000).encode(), values=_NAME)
    yield _file("an unknown table", "taulukko1.csv", b"a;b\n1;2\n", "FIL-010")
    yield _file("one word", "toimijat.csv", b"terve", "COL-004")


def _written(rows: Sequence[Sequence[object]], delimiter: str, *, all_quoted: bool = False) -> str:
    target = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(target, delimiter=delimiter, quoting=quoting).writerows(rows)
    return target.getvalue()


def _file(kind: str, name: str, content: bytes, *codes: str, **more: object) -> CorpusFile:
    return CorpusFile(kind, name, lambda: content, codes, **more)  # type: ignore[arg-type]
