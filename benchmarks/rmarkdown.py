"""The benchmark's document written by R Markdown with pandoc, where the machine has both."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

CHAPTERS, PARAGRAPHS, ROWS, COLUMNS = 10, 16, 12, 6
_SENTENCE = (
    "Toimijoiden määrä kasvoi alueella, ja yritykset tekivät aiempaa enemmän yhteistyötä korkeakoulujen kanssa. "
    "Osaajien saatavuus on edelleen kehittämisen keskeinen edellytys, ja tilanne vaihtelee toimialoittain."
)
_HEAD = """---
title: "Tilannekuva"
output:
  word_document:
    toc: true
    number_sections: true
---

```{r setup, include=FALSE}
knitr::opts_chunk$set(echo = FALSE, dpi = 150, fig.width = 6, fig.height = 3)
value <- function(chapter, number) 1000 + number
```
"""
_TABLE = """
```{{r table{chapter}}}
cells <- outer(0:{rows}, 0:{columns}, function(row, column) row * 100 + column)
knitr::kable(data.frame(Toimiala = paste("Toimiala", 0:{rows}), cells), caption = "Luvut toimialoittain")
```
"""
_CHART = """
```{{r chart{chapter}, fig.cap = "Kehitys", fig.alt = "A kasvoi arvoon 50."}}
matplot(2016:2021, cbind(0:5 * 10, 0:5 * 10 + 1), type = "b", pch = 1:2, xlab = "", ylab = "")
```
"""


def has_rmarkdown() -> bool:
    """Return whether R Markdown and pandoc are installed."""
    if not (shutil.which("Rscript") and shutil.which("pandoc")):
        return False
    asked = ["Rscript", "-e", "quit(status = !requireNamespace('rmarkdown', quietly = TRUE))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def rmarkdown_document(folder: Path) -> Callable[[], object]:
    """Return what renders the same tables, values and charts from a source that is written before the clock runs.

    The process starts anew each time, as R Markdown is used.
    """
    source = folder / "document.Rmd"
    source.write_text("".join([_HEAD, *(_chapter(chapter) for chapter in range(CHAPTERS))]), encoding="utf-8")
    command = ["Rscript", "-e", f"rmarkdown::render('{source}', quiet = TRUE)"]

    def render() -> bytes:
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        return source.with_suffix(".docx").read_bytes()

    return render


def _chapter(chapter: int) -> str:
    lines = [f"\n# Luku {chapter + 1}\n"]
    for number in range(PARAGRAPHS):
        if number % 4 == 0:
            lines.append(f"\n## Alaluku {chapter + 1}.{number // 4 + 1}\n")
        lines.append(f"\n{_SENTENCE} `r value({chapter}, {number})`.\n")
    lines.append(_TABLE.format(chapter=chapter, rows=ROWS - 1, columns=COLUMNS - 2))
    if chapter % 2 == 0:
        lines.append(_CHART.format(chapter=chapter))
    return "".join(lines)
