"""What makes the page usable with a keyboard, a screen reader, a small screen and weak sight."""

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

import web
from config.quarters import Quarter
from config.texts import LANGUAGES, Text
from tests.unit.web.invented_submissions import TWO_REJECTED, answered, asked, silent, unchecked
from tests.unit.web.publications import document, manifest, town_inputs
from web.catalogue import PublishedQuarter
from web.invest_data import InvestRow, InvestSelection, InvestTable, InvestView
from web.invest_page import invest_page
from web.layout import Frame, error_page
from web.listing import list_page
from web.overview_page import overview_page
from web.selection import Selection
from web.town_page import Outcome, Problem, town_page

STYLE = (Path(web.__file__).parent / "style.css").read_text("utf-8")
GAPS = (Text(fi="Yhteydet puuttuvat", sv="Förbindelserna saknas", en="The links are missing"),)
SILENT = dict.fromkeys(("actors", "links", "key_figures", "competence_gaps"), ("missing", "2022Q2"))
SENT_AT = dt.datetime(2022, 9, 30, tzinfo=dt.UTC)


def full_quarter(name):
    documents = [
        document("network", name, gaps=GAPS, is_sample=True),
        document("aarnio", name, gaps=GAPS),
        document("aarnio", name, language="sv", gaps=GAPS, id="situation_picture_aarnio_sv"),
        document("zetala", name, work_package="TP2", critical_count=2),
    ]
    towns = [town_inputs("aarnio", SILENT), town_inputs("zetala", files=[("zetala.xlsx", SENT_AT)])]
    return PublishedQuarter(Quarter.parse(name), "etag", manifest(name, documents, towns))


NEEDED = InvestRow("aarnio", "metsa", ("Tutkija", "Metsä", "Puute (P01)", "Tunnistettu"), ("fi", "", "", ""))
INVEST_VIEW = InvestView(
    Quarter(2022, 3),
    (document("aarnio", deliverable="invest_in", id="invest_in_aarnio_fi", is_sample=True),),
    {"needed_actors": InvestTable(("Ketä", "Toimiala", "Puute", "Yhteydenotto"), (NEEDED,))},
)


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


PAGES = (
    "full", "filtered", "no match", "empty", "unreadable", "not found", "store",
    "invest in", "no invest in", "overview", "answered town", "silent town", "unchecked town",
)  # fmt: skip


@pytest.fixture(params=PAGES)
def page(request, language, words, invented_project):
    frame = Frame(words(language))
    current = asked(invented_project)
    rejected = answered("aarnio", TWO_REJECTED, names=("a.xlsx", "b.xlsx"), foremost=[("A", "B", "C")])
    in_town = Frame(words(language), path="/send/2022Q3/aarnio")
    quarters = [full_quarter("2022Q4"), full_quarter("2022Q3")]
    made = {
        "full": lambda: list_page(frame, quarters, Selection()),
        "filtered": lambda: list_page(frame, quarters, Selection(town="aarnio")),
        "no match": lambda: list_page(frame, quarters, Selection(town="nowhere")),
        "empty": lambda: list_page(frame, [], Selection()),
        "unreadable": lambda: list_page(frame, [PublishedQuarter(Quarter(2022, 3), "etag", None)], Selection()),
        "invest in": lambda: invest_page(frame, INVEST_VIEW, InvestSelection()),
        "no invest in": lambda: invest_page(frame, None, InvestSelection()),
        "not found": lambda: error_page(frame, "document"),
        "store": lambda: error_page(frame, "store"),
        "overview": lambda: overview_page(frame, current, [rejected, silent("zetala"), unchecked("ahvenla")], []),
        "answered town": lambda: town_page(in_town, current, rejected, 20_000_000, Outcome(received_count=1)),
        "silent town": lambda: town_page(in_town, current, silent(), 20_000_000, Outcome(), Problem("no_file", 400)),
        "unchecked town": lambda: town_page(in_town, current, unchecked(), 20_000_000, Outcome()),
    }[request.param]()
    return html.document_fromstring(made)


def name_of(element):
    return " ".join(element.text_content().split())


def test_the_page_names_its_language_and_itself(page, language):
    assert page.get("lang") == language
    assert name_of(page.xpath("//title")[0]).startswith(name_of(page.xpath("//h1")[0]))


def test_there_is_one_main_heading_and_no_level_is_skipped(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_field_has_a_label(page):
    labelled = {label.get("for") for label in page.xpath("//label") if name_of(label)}
    assert all(field.get("id") in labelled for field in page.xpath("//select | //input[@type!='hidden'] | //textarea"))
    assert all(name_of(button) for button in page.xpath("//button"))


def test_ids_are_unique_and_references_lead_somewhere(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = [*page.xpath("//@aria-labelledby"), *(a[1:] for a in page.xpath("//@href") if a.startswith("#"))]
    assert set(named) <= set(ids)


def test_the_first_link_skips_to_the_content(page):
    first = page.xpath("//a")[0]
    assert page.xpath(f"//*[@id='{first.get('href')[1:]}']")[0].tag == "main"


def test_a_link_s_name_tells_where_it_leads(page):
    targets = {}
    for link in page.xpath("//a"):
        assert len(name_of(link)) > 4
        targets.setdefault(name_of(link), set()).add(link.get("href"))
    assert all(len(addresses) == 1 for addresses in targets.values()), targets


def test_what_can_be_opened_has_a_name_of_its_own(page):
    names = [name_of(summary) for summary in page.xpath("//summary")]
    assert len(names) == len(set(names))


def test_every_table_has_a_caption_and_headings_with_a_scope(page):
    for table in page.xpath("//table"):
        assert name_of(table.xpath("caption")[0])
        assert {th.get("scope") for th in table.xpath("thead//th")} == {"col"}
        assert all(row.xpath("count(th[@scope='row'])") == 1 for row in table.xpath("tbody/tr"))


def test_a_table_stays_a_table_when_it_is_shown_as_cards(page):
    for table in page.xpath("//table"):
        labels = [name_of(th) for th in table.xpath("thead//th")]
        roles = {"tr": "row", "td": "cell", "thead": "rowgroup", "tbody": "rowgroup"}
        assert all(element.get("role") == roles[element.tag] for element in table.iter(*roles))
        for row in table.xpath("tbody/tr"):
            assert [cell.get("data-label") for cell in row.xpath("td")] == labels[1:]


def test_links_to_other_languages_are_marked_as_such(page):
    for link in page.xpath("//nav[@class='languages']//a"):
        assert link.get("lang") == link.get("hreflang") == link.get("href").strip("/").split("?")[0].split("/")[0]


def test_the_page_needs_no_script_no_inline_style_and_no_other_host(page):
    assert not page.xpath("//script | //style | //@style | //@onclick | //iframe | //img")
    assert all(address.startswith(("/", "#")) for address in page.xpath("//@href | //@src | //@action"))


# The colours of the style sheet


def colours():
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", STYLE.split("}", 1)[0]))


def rules():
    """Return the declarations of each rule by its selector, with those of media queries among them."""
    without_comments = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL).split("}", 1)[1]
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", without_comments):
        yield selector.strip(), dict(re.findall(r"([a-z-]+): ([^;]+);", body))


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def variable(value):
    found = re.fullmatch(r"var\(--([a-z-]+)\)", value.strip())
    return colours()[found[1]] if found else None


def test_contrast_is_computed_as_the_guideline_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_colours_are_named_in_one_place():
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", STYLE.split("}", 1)[1].replace("#content", ""))


def test_every_text_stands_out_from_its_ground():
    plain_grounds = [colours()["paper"], colours()["wash"]]
    pairs = []
    for selector, declarations in rules():
        text = variable(declarations.get("color", ""))
        ground = variable(declarations.get("background", ""))
        if text or ground:
            grounds = [ground] if ground else plain_grounds
            pairs += [(selector, contrast(text or colours()["ink"], each)) for each in grounds]
    assert len(pairs) > 20
    assert [pair for pair in pairs if pair[1] < 4.5] == []


def test_links_stand_out_on_every_ground_on_which_they_can_stand():
    grounds = ("paper", "wash", "sample-ground")
    assert min(contrast(colours()["link"], colours()[ground]) for ground in grounds) >= 4.5


def test_the_edges_of_fields_and_the_focus_can_be_seen():
    named = colours()
    for line, ground in (
        ("field-line", "paper"),
        ("field-line", "wash"),
        ("focus", "paper"),
        ("focus", "wash"),
        ("on-brand", "brand"),
        ("sample-line", "sample-ground"),
        ("bad", "bad-ground"),
        ("good", "good-ground"),
    ):
        assert contrast(named[line], named[ground]) >= 3, (line, ground)


def test_the_focus_is_drawn_and_never_taken_away_from_what_can_be_used():
    drawn = {selector: declarations.get("outline", "") for selector, declarations in rules()}
    assert drawn[":focus-visible"].startswith("3px solid")
    assert [selector for selector, outline in drawn.items() if outline == "none"] == ["main:focus-visible"]
