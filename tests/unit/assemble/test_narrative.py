import datetime as dt
from decimal import Decimal

import pytest

from tasks.assemble.blocks import (
    Callout,
    Cell,
    Chart,
    Contents,
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
    plain_text,
)
from tasks.assemble.narrative import DocumentParts, NarrativeError, render_blocks

ACTORS = Table("actors", "Toimijat", (TableColumn("Nimi"),), ((Cell("Lampila Oy"),),), "Kaupungin ilmoitus")
JOBS = Chart("jobs", "Työpaikat", "bar", ("Metsä",), (Series("Työpaikat", (120.0,)),), "Metsä 120.", "Tilasto")
NETWORK = Figure("network", "Verkosto", "<svg/>", "Kaksi toimijaa.", "Kaupungin ilmoitus")
PARTS = DocumentParts(
    tables={"actors": ACTORS},
    charts={"jobs": JOBS},
    figures={"network": NETWORK},
    values={"employee_count": "5\u00a0240", "location_quotient.metsa": "1,4"},
)


@pytest.fixture
def rendered(tmp_path):
    def render(template, data=None, language="fi", **other_files):
        folder = tmp_path / "deliverable"
        folder.mkdir(exist_ok=True)
        (folder / "10_text.md.j2").write_text(template, encoding="utf-8")
        for name, text in other_files.items():
            (folder / f"{name}.md.j2").write_text(text, encoding="utf-8")
        return render_blocks(folder, data or {}, PARTS, language, deliverable="situation_picture", town="mallila")

    return render


def text_of(blocks):
    return [block.inlines for block in blocks]


def test_a_chapter_is_read_with_its_headings_paragraphs_and_lists(rendered):
    assert rendered("""# Johdanto {-}

Kunnan **vahvuudet** ja *heikkoudet*
samassa kappaleessa.

## Aineisto

- ensimmäinen
- toinen **lihava**

1. vaihe yksi
2. vaihe kaksi
""") == (
        Heading(1, (Run("Johdanto"),), numbered=False),
        Paragraph(
            (
                Run("Kunnan "),
                Run("vahvuudet", bold=True),
                Run(" ja "),
                Run("heikkoudet", italic=True),
                Run(" samassa kappaleessa."),
            )
        ),
        Heading(2, (Run("Aineisto"),)),
        ListBlock(((Run("ensimmäinen"),), (Run("toinen "), Run("lihava", bold=True)))),
        ListBlock(((Run("vaihe yksi"),), (Run("vaihe kaksi"),)), ordered=True),
    )


def test_templates_are_taken_in_the_order_of_their_names_without_the_included_ones(rendered):
    blocks = rendered("Toinen.", **{"05_first": "Ensimmäinen.", "_included": "Ei yksin.", "20_last": "Viimeinen."})
    assert [block.inlines[0].text for block in blocks] == ["Ensimmäinen.", "Toinen.", "Viimeinen."]


def test_fences_place_parts_boxes_and_sections_for_people(rendered):
    assert rendered("""::: contents "Sisällys"
:::
::: pagebreak
:::
::: edit summary "Tiivistelmä"
Kirjoittakaa tähän.

::: warning
Tarkistakaa luvut.
:::
:::
::: gap
Tietoja ei ole toimitettu.
:::
::: table actors
:::
::: chart jobs
:::
::: figure network
:::
""") == (
        Contents("Sisällys"),
        PageBreak(),
        Editable(
            "summary",
            "Tiivistelmä",
            (
                Paragraph((Run("Kirjoittakaa tähän."),)),
                Callout("warning", (Paragraph((Run("Tarkistakaa luvut."),)),)),
            ),
        ),
        Callout("gap", (Paragraph((Run("Tietoja ei ole toimitettu."),)),)),
        ACTORS,
        JOBS,
        NETWORK,
    )


def test_a_machine_number_is_a_control_also_in_bold_and_beside_other_text(rendered):
    [paragraph] = rendered('Työpaikkoja on **{{ value("employee_count") }}**, {{ "noin " ~ value("employee_count") }}.')
    assert paragraph.inlines == (
        Run("Työpaikkoja on "),
        ValueRun("employee_count", "5\u00a0240", bold=True),
        Run(", noin "),
        ValueRun("employee_count", "5\u00a0240"),
        Run("."),
    )


def test_a_reference_names_the_part_that_it_points_to(rendered):
    [paragraph] = rendered('Toimijat: {{ ref("actors") }}.')
    assert paragraph.inlines == (Run("Toimijat: "), ReferenceRun("actors"), Run("."))


def test_foreign_words_carry_their_language(rendered):
    [paragraph] = rendered('{{ "Invest in" | lang("en") }} -aineisto')
    assert paragraph.inlines == (Run("Invest in", language="en"), Run(" -aineisto"))


@pytest.mark.parametrize(
    "name",
    [
        "A*B Oy",
        "1. Konepaja Oy",
        "[x](http://y)",
        "[[val:x|1]]",
        "::: edit",
        "# Otsikko Oy",
        "- Viiva Oy",
        "_Alku_ **Oy**",
        "<b>Lihava</b> & Pojat Oy",
        "alle <5 %",
        "![kuva](http://y)",
        "{{ value('employee_count') }}",
        "C:\\polku\\Oy",
        "{-}",
        "`koodi` ~~yli~~ | sarake",
    ],
)
@pytest.mark.parametrize(
    "template", ["{{ name }}\n", "Yritys {{ name }} toimii.\n", "- {{ name }}\n", "# {{ name }}\n"]
)
def test_no_name_of_a_firm_becomes_markup(rendered, name, template):
    [block] = rendered(template, {"name": name})
    inlines = block.items[0] if isinstance(block, ListBlock) else block.inlines
    expected = template.strip().lstrip("#- ").replace("{{ name }}", name)
    assert inlines == (Run(expected),)
    assert getattr(block, "numbered", True)


def test_a_name_with_line_breaks_stays_in_its_paragraph(rendered):
    [paragraph] = rendered("{{ name }} toimii.", {"name": "  Rivi\n\n::: edit x\n    Toinen\u00a0Oy"})
    assert paragraph.inlines == (Run("Rivi ::: edit x Toinen\u00a0Oy toimii."),)


def test_data_cannot_forge_a_control_marker(rendered):
    [first] = rendered('{{ value("employee_count") }} {{ name }}', {"name": "\ue0000123456789abcdef:0\ue001"})
    assert first.inlines == (ValueRun("employee_count", "5\u00a0240"), Run(" 0123456789abcdef:0"))


def test_a_partners_text_keeps_its_paragraphs_lists_marks_and_web_links(rendered):
    told = "Vahvuudet **ovat** *selvät*.\nToinen rivi.\n\n- yksi\n- [kaksi](https://example.org/sivu)\n\n1. a\n2. b"
    assert rendered("{{ narrative(told) }}", {"told": told}) == (
        Paragraph((Run("Vahvuudet "), Run("ovat", bold=True), Run(" "), Run("selvät", italic=True), Run("."))),
        Paragraph((Run("Toinen rivi."),)),
        ListBlock(((Run("yksi"),), (LinkRun("kaksi", "https://example.org/sivu"),))),
        ListBlock(((Run("a"),), (Run("b"),)), ordered=True),
    )


def test_a_partners_text_in_another_language_bears_it_in_paragraphs_and_lists(rendered):
    told = "Vi **växer**.\n\n- ett\n- två"
    assert rendered('{{ narrative(told, "sv") }}', {"told": told}) == (
        Paragraph((Run("Vi ", language="sv"), Run("växer", bold=True, language="sv"), Run(".", language="sv"))),
        ListBlock(((Run("ett", language="sv"),), (Run("två", language="sv"),))),
    )


@pytest.mark.parametrize(
    "told",
    [
        "# Otsikko",
        "<b>lihava</b>",
        "![kuva](https://example.org/k.png)",
        "::: edit muu",
        "```koodi```",
        "[paha](javascript:alert(1))",
        "[[val:employee_count|1]]",
        "{{ value('x') }}",
        "> lainaus",
        "| a | b |",
    ],
)
def test_what_is_outside_a_partners_subset_is_shown_as_it_was_typed(rendered, told):
    [paragraph] = rendered("{{ narrative(told) }}", {"told": told})
    assert "".join(inline.text for inline in paragraph.inlines) == told
    assert all(isinstance(inline, Run) and not inline.bold for inline in paragraph.inlines)


def test_the_items_of_an_inner_list_follow_their_item(rendered):
    [block] = rendered("{{ narrative(told) }}", {"told": "- ylä\n  - ala yksi\n  - ala kaksi\n- toinen"})
    assert [item[0].text for item in block.items] == ["ylä", "ala yksi", "ala kaksi", "toinen"]


@pytest.mark.parametrize("bullet", ["-", "*", "–", "—", "•", "·"])
def test_typed_bullets_of_a_partner_become_a_list(rendered, bullet):
    [told, block] = rendered("{{ narrative(told) }}", {"told": f"Haasteet:\n{bullet} matka\n{bullet} osaajat"})
    assert told == Paragraph((Run("Haasteet:"),))
    assert block == ListBlock(((Run("matka"),), (Run("osaajat"),)))


def test_dates_at_the_beginning_of_lines_keep_their_numbers(rendered):
    told = "12. huhtikuuta pidettiin työpaja.\n3. toukokuuta haastateltiin."
    assert text_of(rendered("{{ narrative(told) }}", {"told": told})) == [
        (Run("12. "), Run("huhtikuuta pidettiin työpaja.")),
        (Run("3. "), Run("toukokuuta haastateltiin.")),
    ]


def test_a_numbered_list_may_begin_later_than_at_one(rendered):
    [block] = rendered("{{ narrative(told) }}", {"told": "4. neljäs\n5. viides"})
    assert block == ListBlock(((Run("neljäs"),), (Run("viides"),)), ordered=True, start=4)


def test_a_section_with_a_partners_text_is_a_written_one_and_an_invitation_is_not(rendered):
    (written,) = rendered('::: edit swot "SWOT"\n{{ narrative(told) }}\n:::', {"told": "Vahva osaaminen."})
    (invitation,) = rendered('::: edit swot "SWOT"\nKirjoittakaa tähän.\n:::', {})
    assert (written.is_written, invitation.is_written) == (True, False)


def test_an_empty_partners_text_leaves_an_empty_section(rendered):
    assert rendered('::: edit swot "SWOT"\n{{ narrative(told) }}\n:::', {"told": None}) == (
        Editable("swot", "SWOT", ()),
    )


def test_a_partners_short_text_may_stand_in_a_sentence(rendered):
    [paragraph] = rendered("Kunnan mukaan: {{ narrative(told) }}.", {"told": "kasvu *jatkuu*"})
    assert paragraph.inlines == (Run("Kunnan mukaan: "), Run("kasvu "), Run("jatkuu", italic=True), Run("."))


def test_filters_write_numbers_dates_and_words_in_the_language(rendered):
    data = {"share": 12.345, "day": dt.date(2022, 6, 30), "sum": 629996, "names": ["A", "B", "C"]}
    template = "{{ share | number(2) }}; {{ share | pct(1) }}; {{ sum | eur }}; {{ day | date }}; {{ names | words }}"
    [finnish] = rendered(template, data)
    [english] = rendered(template, data, language="en")
    assert finnish.inlines[0].text == "12,35; 12,3\u00a0%; 629\u00a0996\u00a0€; 30.6.2022; A, B ja C"
    assert english.inlines[0].text == "12.35; 12.3%; €629,996; 30 June 2022; A, B and C"


def test_the_id_of_a_part_may_come_from_data(rendered):
    assert rendered("::: table {{ name }}\n:::", {"name": "actors"}) == (ACTORS,)


def test_a_folder_may_include_texts_that_deliverables_share(tmp_path, monkeypatch):
    shared = tmp_path / "shared"
    (shared / "fi").mkdir(parents=True)
    (shared / "fi" / "_notice.md.j2").write_text("Aineisto on esimerkki.", encoding="utf-8")
    folder = tmp_path / "deliverable"
    folder.mkdir()
    (folder / "10_text.md.j2").write_text('{% include "_notice.md.j2" %}', encoding="utf-8")
    monkeypatch.setattr("tasks.assemble.narrative.SHARED_TEMPLATES", shared)
    [paragraph] = render_blocks(folder, {}, PARTS, "fi", deliverable="d", town="mallila")
    assert paragraph.inlines == (Run("Aineisto on esimerkki."),)


def test_what_introduces_a_text_of_people_is_a_paragraph_of_its_own(rendered):
    template = (
        "Luku on 5.{% if True %} Se kasvoi.{% endif %}\n\n"
        '{% with chapter="actors", lead="Oma kuvaus", invitation="" %}{% include "_edit.md.j2" %}{% endwith %}\n'
    )
    written = {"text": "Teksti.", "is_draft": False, "is_earlier": False}
    blocks = rendered(template, data={"texts": {"actors": written}, "chapters": {"actors": "Toimijat"}})
    assert [plain_text(one.inlines) for one in blocks[:2]] == ["Luku on 5. Se kasvoi.", "Oma kuvaus:"]


def test_macros_may_place_values_too(rendered):
    [paragraph] = rendered(
        '{% from "_macros.md.j2" import jobs %}{{ jobs("noin") }}',
        _macros='{% macro jobs(word) %}{{ word }} {{ value("employee_count") }} työpaikkaa{% endmacro %}',
    )
    assert paragraph.inlines == (Run("noin "), ValueRun("employee_count", "5\u00a0240"), Run(" työpaikkaa"))


@pytest.mark.parametrize(
    ("template", "line", "problem"),
    [
        ("Ensin.\n\n{{ puuttuva }}", 3, "'puuttuva' is undefined"),
        ("\n{{ town.nimi }}", 2, "has no attribute 'nimi'"),
        ('\n\n{{ value("no_such") }}', 3, "there is no value with the id 'no_such'"),
        ('{{ ref("no_such") }}', 1, "there is no table, chart or figure with the id 'no_such'"),
        ("a\n\n::: table no_such\n:::", 3, "there is no table with the id `no_such`"),
        ("a\n::: chart actors\n:::", 2, "there is no chart with the id `actors`"),
        ("::: laatikko\n:::", 1, "`laatikko` is not a kind of fence"),
        (":::summary\na\n:::", 1, "`:::summary` is not a fence"),
        ("a\n:::", 2, "closes a fence that was never opened"),
        ("a\n\n::: summary\nb", 3, "`::: summary` is never closed"),
        ("::: edit\n:::", 1, "`::: edit` needs an id"),
        ("::: edit summary\n:::", 1, "needs a title in quotation marks"),
        ("::: summary\n::: table actors\n:::\n:::", 2, "`::: table` must not stand inside `::: summary`"),
        ("::: table actors\nTeksti.\n:::", 1, "`::: table` takes no text"),
        ("::: table actors\n:::\n::: table actors\n:::", 3, "`actors` is placed a second time"),
        ("::: gap\n:::", 1, "`::: gap` is empty"),
        ("a\n\n<div>b</div>", 3, "not part of the dialect (html_block)"),
        ("a\n\n> b", 0, "not part of the dialect (blockquote_open)"),
        ("a\n\n#### Liian syvä", 3, "a heading has at most 3 levels"),
        ("a [b](sivu.html)", 1, "the link to `sivu.html` is not a web address"),
        ("a\n{{ share }}", 2, "0.5 cannot be printed as it is"),
        ("a\n{{ nothing }}", 2, "None cannot be printed as it is"),
        ("a\n{{ nothing | number(1) }}", 2, "None is not a number"),
        ("a\n{% if %}", 2, "Expected an expression"),
        ('{{ value("employee_count") | upper }}', 1, "a filter altered what value()"),
        ("a\n{{ town.__class__ }}", 2, "unsafe"),
    ],
)
def test_an_error_says_where_it_is_and_what_is_wrong(rendered, template, line, problem):
    data = {"town": {"name": "Mallila"}, "share": 0.5, "nothing": None}
    with pytest.raises(NarrativeError) as caught:
        rendered(template, data)
    error = caught.value
    assert problem in error.problem
    assert (error.deliverable, error.town, error.template) == ("situation_picture", "mallila", "10_text.md.j2")
    assert error.line == line


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("1.5"), "data.item is a Decimal"),
        ({"inner": {1, 2}}, "data.item.inner is a set"),
        ([object()], r"data.item\[0\] is a object"),
        ({1: "a"}, "data.item has the key 1"),
    ],
)
def test_only_plain_data_reaches_a_template(rendered, value, told):
    with pytest.raises(NarrativeError, match=told):
        rendered("a", {"item": value})


def test_data_does_not_hide_what_templates_call(rendered):
    with pytest.raises(NarrativeError, match=r"data\.value would hide a function"):
        rendered("a", {"value": 1})


def test_the_same_data_gives_the_same_blocks(rendered):
    template = '{{ name }} {{ value("employee_count") }} {{ ref("actors") }}'
    assert rendered(template, {"name": "Lampila Oy"}) == rendered(template, {"name": "Lampila Oy"})
