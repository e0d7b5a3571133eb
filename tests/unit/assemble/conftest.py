import datetime as dt

import pytest

from tasks.assemble.blocks import (
    Callout,
    Cell,
    Chart,
    Contents,
    Cover,
    DocumentModel,
    Editable,
    Figure,
    Heading,
    LinkRun,
    ListBlock,
    PageBreak,
    Paragraph,
    ReferenceRun,
    Run,
    Series,
    Table,
    TableColumn,
    ValueRun,
)
from tasks.assemble.network_figure import NetworkEdge, NetworkNode, draw_network
from tests.word_parts import part_of, with_part

SOURCE = "Lähde: kunnan ilmoitus 30.9.2022."
SECTORS = ("Metsä", "Teknologia", "Meri")


def words(text):
    return (Run(text),)


def cover_in(language, notice="Esimerkkiaineisto: luvut ovat keksittyjä."):
    return Cover(
        "Ekosysteemin tilannekuva",
        "Mallila, Q3/2022",
        ("Verkosto", "Tiedot 30.9.2022"),
        "Tilannekuva, Mallila",
        notice,
        "Tilannekuva",
        "Verkoston kehittäminen",
        language,
    )


def actors_table(row_count=2, table_id="actors"):
    return Table(
        table_id,
        "Toimijat",
        (TableColumn("Toimija", width=2), TableColumn("Yhteyksiä", "right")),
        tuple((Cell(f"Toimija {n} Oy"), Cell(str(n), "link_count", bold=n == 0)) for n in range(row_count)),
        SOURCE,
        "Toimijat ja niiden yhteydet.",
    )


def chart_of(kind, chart_id="", **settings):
    series = [Series("Mallila", (1.5, 0.8, None), (1.2, 0.5, None), (1.9, 1.2, None))]
    if kind != "bar" and kind != "interval":
        series.append(Series("Koko maa", (1.0, 1.1, 0.9)))
    return Chart(chart_id or f"{kind}-chart", "Luvut", kind, SECTORS, tuple(series), "Metsä 1,5.", SOURCE, **settings)


def gantt_chart(**settings):
    """Plan and actual of two work packages over four quarters; the second one has not begun."""
    rows = ("TP1, suunnitelma", "TP1, toteuma", "TP2, suunnitelma")
    series = (
        Series("Suunnitelma", (2.0, None, 1.0), (0.0, None, 3.0)),
        Series("Toteuma", (None, 3.0, None), (None, 1.0, None)),
    )
    steps = ("Q3/2021", "Q4/2021", "Q1/2022", "Q2/2022", "Q3/2022")
    return Chart("gantt-chart", "Aikataulu", "gantt", rows, series, "TP1.", SOURCE, **{"steps": steps, **settings})


def network_svg():
    nodes = [NetworkNode("a", "Lampila Oy", "business", True, 2), NetworkNode("b", "Mallilan kaupunki", "public")]
    return draw_network(nodes, [NetworkEdge("a", "b")], legend={"business": "Yritykset", "public": "Julkinen sektori"})


def document(*blocks, language="fi", **cover):
    return DocumentModel(cover_in(language, **cover), (Heading(1, words("Luku")), *blocks))


def every_block_model(language="fi"):
    return DocumentModel(
        cover_in(language),
        (
            Contents("Sisällys"),
            PageBreak(),
            Heading(1, words("Tiivistelmä"), numbered=False),
            Editable(
                "summary",
                "Tiivistelmä",
                (
                    Paragraph((Run("Työpaikkoja on "), ValueRun("job_count", "5\u00a0240", bold=True), Run("."))),
                    Callout(
                        "summary",
                        (
                            Paragraph(words("Havainnot")),
                            ListBlock((words("yksi"), words("kaksi"))),
                            Paragraph(words("Lopuksi.")),
                        ),
                    ),
                ),
            ),
            Heading(1, words("Johdanto")),
            Paragraph(
                (
                    Run("Lihava", bold=True),
                    Run(" ja "),
                    Run("vino", italic=True),
                    Run(" ja "),
                    Run("quadruple helix", language="en"),
                    Run(", "),
                    LinkRun("verkoston sivu", "https://example.org/verkosto?a=1&b=2"),
                    Run(", "),
                    ReferenceRun("actors"),
                    Run(", "),
                    ReferenceRun("bar-chart"),
                    Run(", "),
                    ValueRun("job_count", "5\u00a0240"),
                    Run("."),
                )
            ),
            Heading(2, words("Aineisto")),
            ListBlock((words("ensimmäinen"), words("toinen"))),
            ListBlock((words("vaihe"), words("toinen vaihe")), ordered=True),
            ListBlock((words("neljäs"), words("viides")), ordered=True, start=4),
            Heading(3, words("Tarkennus")),
            *(Callout(kind, (Paragraph(words(f"Laatikko {kind}.")),)) for kind in ("warning", "gap", "example")),
            actors_table(),
            actors_table(40, "many-actors"),
            chart_of("bar"),
            chart_of("grouped_bar", number_format="percent"),
            chart_of("stacked_bar"),
            chart_of("line", number_format="one_decimal", reference=1.0),
            chart_of("radar", minimum=0, maximum=5),
            chart_of("interval", number_format="two_decimals", reference=1.0, value_title="Osamäärä (koko maa = 1)"),
            gantt_chart(value_title="Neljänneksen alku"),
            Figure("network", "Verkosto", network_svg(), "Kaksi toimijaa, yksi yhteys.", SOURCE),
            Editable("notes", "Vapaat huomiot", ()),
            Paragraph((ValueRun("a_very_long_indicator_name_that_nobody_would_choose.with_a_dimension", "1"),)),
        ),
        (("Aineiston tiiviste", "1a2b3c"),),
        dt.date(2022, 9, 30),
    )


@pytest.fixture
def every_block():
    return every_block_model


@pytest.fixture
def word_parts():
    """The helpers that look into a package, as pytest's importlib mode has no sibling imports."""
    return part_of, with_part


@pytest.fixture
def pieces():
    """Builders of small blocks and documents."""

    class Pieces:
        document = staticmethod(document)
        table = staticmethod(actors_table)
        chart = staticmethod(chart_of)
        gantt = staticmethod(gantt_chart)
        words = staticmethod(words)
        network_svg = staticmethod(network_svg)
        source = SOURCE

    return Pieces
