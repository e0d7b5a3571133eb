from tasks.assemble.outline import outline
from tasks.assemble.word import write_document


def test_an_outline_shows_every_block_and_who_writes_where(every_block):
    lines = outline(write_document(every_block())).splitlines()
    shown = "\n".join(line for line in lines if not line.startswith(("        Toimija", "[Source]", "[Toc", "[TOC")))
    assert (
        shown
        == """[Cover Organisation] Verkoston kehittäminen
[Title] Ekosysteemin tilannekuva
[Subtitle] Mallila, Q3/2022
[Cover Line First] Verkosto
[Cover Line] Tiedot 30.9.2022
[Example] Esimerkkiaineisto: luvut ovat keksittyjä.
{contents "Sisällys"
}
{contents "Taulukot ja kuviot"
[Captions Heading] Taulukot ja kuviot
[Table of figures] Taulukko\u00a01. Toimijat
[Table of figures] Taulukko\u00a02. Toimijat
[Table of figures] Kuvio\u00a01. Luvut
[Table of figures] Kuvio\u00a02. Luvut
[Table of figures] Kuvio\u00a03. Luvut
[Table of figures] Kuvio\u00a04. Luvut
[Table of figures] Kuvio\u00a05. Luvut
[Table of figures] Kuvio\u00a06. Luvut
[Table of figures] Kuvio\u00a07. Aikataulu
[Table of figures] Kuvio\u00a08. Verkosto
}
# Tiivistelmä {-}
{edit:summary "Tiivistelmä"
Työpaikkoja on ‹val:job_count›5\u00a0240.
[Summary] Havainnot
[Summary] - yksi
[Summary] - kaksi
[Summary] Lopuksi.
}
# Johdanto
Lihava ja vino ja quadruple helix, verkoston sivu →, taulukko\u00a01, kuvio\u00a01, ‹val:job_count#2›5\u00a0240.
## Aineisto
- ensimmäinen
- toinen
1. vaihe
1. toinen vaihe
1. neljäs
1. viides
### Tarkennus
[Warning] Laatikko warning.
[Gap] Laatikko gap.
[Example] Laatikko example.
{gen:actors
[Caption] Taulukko\u00a01. Toimijat
[Table] Toimija | Yhteyksiä
}
{gen:many-actors
[Caption] Taulukko\u00a02. Toimijat
[Table] Toimija | Yhteyksiä
}
{gen:bar-chart
[Caption] Kuvio\u00a01. Luvut
[chart bar: bar-chart]
}
{gen:grouped_bar-chart
[Caption] Kuvio\u00a02. Luvut
[chart grouped bar: grouped_bar-chart]
}
{gen:stacked_bar-chart
[Caption] Kuvio\u00a03. Luvut
[chart stacked bar: stacked_bar-chart]
}
{gen:line-chart
[Caption] Kuvio\u00a04. Luvut
[chart line: line-chart]
}
{gen:radar-chart
[Caption] Kuvio\u00a05. Luvut
[chart radar: radar-chart]
}
{gen:interval-chart
[Caption] Kuvio\u00a06. Luvut
[chart interval: interval-chart]
}
{gen:gantt-chart
[Caption] Kuvio\u00a07. Aikataulu
[chart gantt: gantt-chart]
}
{gen:network
[Caption] Kuvio\u00a08. Verkosto
[figure: network]
}
{edit:notes "Vapaat huomiot"
Kirjoittakaa tähän.
}
‹val:a_very_long_indicator_name_that_nobody_would_choose~073e7890›1"""
    )


def test_rows_of_a_table_are_lines_of_its_cells(pieces):
    assert "[Table] Toimija | Yhteyksiä\n        Toimija 0 Oy | 0\n        Toimija 1 Oy | 1\n" in outline(
        write_document(pieces.document(pieces.table()))
    )


def test_the_contents_list_the_headings_with_their_numbers(every_block):
    lines = outline(write_document(every_block())).splitlines()
    assert [line for line in lines if line.startswith("[Toc")] == [
        "[Toc 1] Tiivistelmä",
        "[Toc 1] 1 Johdanto",
        "[Toc 2] 1.1 Aineisto",
        "[Toc 3] 1.1.1 Tarkennus",
    ]
