"""A town document of 24 pages, ten tables and five charts: written, drawn, through the gate, and beside its peers."""

import datetime as dt
import importlib.util
import io
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measuring import cpu_seconds
from benchmarks.rmarkdown import has_rmarkdown, rmarkdown_document
from tasks.assemble.blocks import (
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    DocumentModel,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    ReferenceRun,
    Run,
    Series,
    Table,
    TableColumn,
    ValueRun,
)
from tasks.assemble.inspection import Inspection, inspect_document
from tasks.assemble.network_figure import NetworkEdge, NetworkNode, draw_network
from tasks.assemble.quality import check_document
from tasks.assemble.word import write_document
from tasks.processes import call_on_all_cores

CHAPTERS, PARAGRAPHS, ROWS, COLUMNS = 10, 16, 12, 6
YEARS = tuple(str(year) for year in range(2016, 2022))
SENTENCE = (
    "Toimijoiden määrä kasvoi alueella, ja yritykset tekivät aiempaa enemmän yhteistyötä korkeakoulujen kanssa. "
    "Osaajien saatavuus on edelleen kehittämisen keskeinen edellytys, ja tilanne vaihtelee toimialoittain. "
)
SOURCE = "Lähde: kunnan aineisto, 30.9.2022"
DATED = dt.date(2022, 9, 30)
_REPEATS = 5


def main() -> None:
    """Print the CPU seconds of one document, warm, and of its peers when they are installed."""
    print(f"One document: {CHAPTERS} tables of {ROWS} rows, 5 charts, {CHAPTERS * PARAGRAPHS} paragraphs with a value")
    plain, drawn = town_document(), town_document(figures=tuple(_figures(0)))
    ours = _show("written", lambda: write_document(plain), 0.15)
    # A bitmap is kept for equal drawings, so each call draws another one.
    runs = itertools.count(1)
    _show("with a drawn network of 60 actors", lambda: write_document(town_document(tuple(_figures(next(runs))))), 0.3)
    content = write_document(drawn)
    gated = _seconds(lambda: check_document(content))
    written = _seconds(lambda: write_document(drawn))
    print(f"  {'written and through the gate':<52}{written + gated:6.2f} s  (target 1.6)")
    _show_ten_documents()
    _show_peers(ours)


def _show_peers(ours: float) -> None:
    if importlib.util.find_spec("docxtpl") and importlib.util.find_spec("matplotlib"):
        peer = _show("docxtpl with matplotlib, the same tables and charts", _docxtpl_document())
        print(f"  {'docxtpl takes so many times as long':<52}{peer / ours:6.1f}    (target 3)")
    else:
        print("  docxtpl and matplotlib are not installed and not compared: pip install docxtpl matplotlib")
    if has_rmarkdown():
        with tempfile.TemporaryDirectory() as folder:
            peer = _show("R Markdown with pandoc, the same tables and charts", rmarkdown_document(Path(folder)))
        print(f"  {'R Markdown takes so many times as long':<52}{peer / ours:6.1f}    (target 7)")
    else:
        print("  R Markdown is not installed and not compared: apt-get install r-cran-rmarkdown pandoc")


def _show_ten_documents() -> None:
    jobs = [Inspection(write_document(town_document(tuple(_figures(-n)))), True, DATED) for n in range(1, 11)]
    for cores, words in ((1, "ten of them through the gate on one core, wall"), (None, "the same on all cores, wall")):
        started = time.perf_counter()
        call_on_all_cores(inspect_document, jobs, cores)
        print(f"  {words:<52}{time.perf_counter() - started:6.2f} s", flush=True)


def town_document(figures: tuple[Figure, ...] = ()) -> DocumentModel:
    """Return the document that is measured."""
    cover = Cover("Tilannekuva", "Mallila", ("Q3/2022",), "Tilannekuva", "", "Tilannekuva", "Verkosto", "fi")
    blocks = (Contents("Sisällys"), PageBreak(), *_chapters(), *figures)
    return DocumentModel(cover, blocks, dated=DATED)


def _chapters() -> Iterator[Block]:
    for chapter in range(CHAPTERS):
        yield Heading(1, (Run(f"Luku {chapter + 1}"),))
        for number in range(PARAGRAPHS):
            if number % 4 == 0:
                yield Heading(2, (Run(f"Alaluku {chapter + 1}.{number // 4 + 1}"),))
            value = ValueRun(f"job_count.{chapter}_{number}", f"{1000 + number}")
            yield Paragraph((Run(SENTENCE), value, Run(" (" if number == 0 else "."), *_reference(chapter, number)))
        yield Table(
            f"table-{chapter}",
            "Luvut toimialoittain",
            (TableColumn("Toimiala", width=2.0), *(TableColumn(year, "right") for year in YEARS[1:])),
            tuple(
                (
                    Cell(f"Toimiala {row}"),
                    *(Cell(f"{row * 100 + column}", "job_count") for column in range(COLUMNS - 1)),
                )
                for row in range(ROWS)
            ),
            SOURCE,
        )
        if chapter % 2 == 0:
            series = tuple(Series(name, tuple(float(n * 10 + k) for n in range(6))) for k, name in enumerate("AB"))
            yield Chart(f"chart-{chapter}", "Kehitys", "line", YEARS, series, "A kasvoi arvoon 50.", SOURCE)


def _reference(chapter: int, number: int) -> tuple[ReferenceRun | Run, ...]:
    return (ReferenceRun(f"table-{chapter}"), Run(").")) if number == 0 else ()


def _figures(run: int) -> Iterator[Figure]:
    nodes = [NetworkNode(f"n{n}", f"Toimija {run}.{n} Oy", "business", n < 3, n % 5) for n in range(60)]
    edges = [NetworkEdge(f"n{n}", f"n{(n * 7 + 1) % 60}") for n in range(60)]
    svg = draw_network(nodes, edges, legend={"business": "Yritykset"})
    yield Figure("network", "Verkosto", svg, "60 toimijaa.", SOURCE)


def _docxtpl_document() -> Callable[[], object]:
    """Return what renders the same tables, values and charts with docxtpl, its template made before the clock runs."""
    import docx
    import matplotlib as mpl

    mpl.use("Agg")
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage
    from matplotlib import pyplot

    template = docx.Document()
    for chapter in range(CHAPTERS):
        template.add_heading(f"Luku {chapter + 1}", 1)
        for number in range(PARAGRAPHS):
            template.add_paragraph(f"{SENTENCE}{{{{ v{chapter}_{number} }}}}.")
        table = template.add_table(4, COLUMNS)
        for column in range(COLUMNS):
            table.rows[0].cells[column].text = f"Sarake {column}"
            table.rows[2].cells[column].text = f"{{{{ r[{column}] }}}}"
        table.rows[1].cells[0].text = f"{{%tr for r in t{chapter} %}}"
        table.rows[3].cells[0].text = "{%tr endfor %}"
        if chapter % 2 == 0:
            template.add_paragraph(f"{{{{ c{chapter} }}}}")
    content = io.BytesIO()
    template.save(content)

    def render() -> bytes:
        document = DocxTemplate(io.BytesIO(content.getvalue()))
        context: dict[str, object] = {
            f"v{chapter}_{number}": 1000 + number for chapter in range(CHAPTERS) for number in range(PARAGRAPHS)
        }
        for chapter in range(CHAPTERS):
            context[f"t{chapter}"] = [[row * 100 + column for column in range(COLUMNS)] for row in range(ROWS)]
            if chapter % 2 == 0:
                figure, axes = pyplot.subplots(figsize=(6, 3))
                for k in range(2):
                    axes.plot(YEARS, [n * 10 + k for n in range(6)])
                bitmap = io.BytesIO()
                figure.savefig(bitmap, dpi=150)
                pyplot.close(figure)
                context[f"c{chapter}"] = InlineImage(document, io.BytesIO(bitmap.getvalue()), width=Cm(15))
        document.render(context)
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()

    return render


def _show(name: str, call: Callable[[], object], target: float | None = None) -> float:
    seconds = _seconds(call)
    print(f"  {name:<52}{seconds:6.2f} s" + (f"  (target {target})" if target else ""), flush=True)
    return seconds


def _seconds(call: Callable[[], object]) -> float:
    """Return the CPU seconds of the best of some calls, after one that warms up."""
    call()
    best = float("inf")
    for _ in range(_REPEATS):
        started = cpu_seconds()
        call()
        best = min(best, cpu_seconds() - started)
    return best


if __name__ == "__main__":
    main()
