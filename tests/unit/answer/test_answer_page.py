"""The page says the same as the workbook, and everybody can read it."""

import dataclasses
import datetime as dt
import re
from itertools import pairwise

import pytest
from lxml import html

from config.own_sheets import OWN_SHEET_NAMES
from config.texts import LANGUAGES
from tasks.findings import Verdict
from tasks.submissions import Standing
from tasks.validate.answer_page import answer_page
from tasks.validate.answer_words import TEMPLATES, answer_texts
from tests.unit.answer.conftest import ACTORS, GAPS

FULL, FAULTLESS, UNREADABLE = "full", "faultless", "unreadable"


@pytest.fixture
def made(towns, aarnio, judged, plain):
    """Return the page of a submission in a language."""

    def make(kind=FULL, language="fi", standings=None, **sheets):
        file = plain(**(sheets or {"Toimijat": ACTORS, "Osaamispuutteet": GAPS}))
        if kind == UNREADABLE:
            file = dataclasses.replace(file, content=b"tekstia")
        validated = judged(file)
        if kind == FAULTLESS:
            validated = dataclasses.replace(validated, findings=(), verdicts={"actors": Verdict.ACCEPTED})
        return answer_page(towns, aarnio, validated, language, standings, ["palaute_lomake.xlsx"])

    return make


def words(page):
    return " ".join(html.document_fromstring(page).text_content().split())


def test_the_page_lists_each_finding_with_place_value_message_and_fix(made):
    page = html.document_fromstring(made())
    rows = [[" ".join(cell.itertext()) for cell in row] for row in page.xpath("(//table)[1]/tbody/tr")]
    assert ["Virhe CEL-006", "Toimijat, F3", "ehkä"] in [row[:3] for row in rows]
    assert all(row[3] and row[4] for row in rows)


def test_a_town_is_not_told_that_it_left_out_what_only_the_coordinator_sends(made, project):
    page = html.document_fromstring(made())
    named = {row[0].text_content() for row in page.xpath("(//table)[2]/tbody/tr")}
    assert project.tables["links"].name.fi in named
    assert project.tables["steering"].name.fi not in named


def test_the_page_says_which_data_stands_and_from_when(made):
    standings = [
        Standing("aarnio", "competence_gaps", Verdict.REJECTED, "2022Q1", dt.date(2022, 3, 31)),
        Standing("aarnio", "links", Verdict.MISSING, "2021Q4", dt.date(2021, 12, 31)),
    ]
    page = html.document_fromstring(made(standings=standings))
    rows = {
        row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in page.xpath("(//table)[2]/tbody/tr")
    }
    assert rows["Osaamispuutteet"] == ["Ei hyväksytty", "1", "Neljänneksen Q1/2022 tiedot, lähetetty 31.3.2022"]
    assert rows["Yhteydet"] == ["Ei lähetetty", "–", "Neljänneksen Q4/2021 tiedot, lähetetty 31.12.2021"]
    assert rows["Toimijat"] == ["Ei hyväksytty", "2", "Ei tietoja"]


@pytest.mark.parametrize(
    ("day", "sentence"), [("3.10.2022", "Määräaika on 3.10.2022."), ("4.10.2022", "Lähetys myöhästyi.")]
)
def test_a_late_submission_is_told_so(made, day, sentence):
    submission = f"""
    Neljännes | Kuntanumero | Lähettäjän rooli | Lomakeversio | Päiväys
    2022Q3    | 901         | Yhteyshenkilö    | 1.0          | {day}
    """
    assert sentence in words(made(Lähetys=submission))


def test_without_a_day_of_its_own_a_submission_is_only_told_the_deadline(made):
    assert "Määräaika on 3.10.2022." in words(made())
    assert "päiväys" not in words(made())


def test_sheets_that_were_left_blank_are_told_once_among_the_tables(made):
    headings = GAPS.strip().splitlines()[0]
    page = made(Toimijat=ACTORS, Osaamispuutteet=headings)
    assert "SHE-002" not in page
    assert "Osaamispuutteet Ei lähetetty" in " ".join(html.document_fromstring(page).xpath("//tbody//text()"))


def test_a_faultless_submission_asks_for_nothing(made):
    assert "Kaikki lähetetyt taulukot hyväksyttiin. Korjattavaa ei ole." in words(made(FAULTLESS))
    assert "Sinun ei tarvitse tehdä mitään." in words(made(FAULTLESS))


def test_values_are_text_and_never_html(made):
    page = made(Osaamispuutteet=GAPS.replace("kolme", "<script>alert(1)</script>"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_equal_submissions_give_equal_pages(made):
    assert made() == made()


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(params=[FULL, FAULTLESS, UNREADABLE])
def page(request, made, language):
    return html.document_fromstring(made(request.param, language))


def test_the_page_names_its_language_and_itself(page, language):
    assert page.get("lang") == language
    assert page.xpath("//title")[0].text == page.xpath("//h1")[0].text


def test_there_is_one_main_heading_and_no_level_is_skipped(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_headings_with_a_scope(page):
    for table in page.xpath("//table"):
        assert table.xpath("caption")[0].text
        assert {th.get("scope") for th in table.xpath("thead//th")} == {"col"}
        assert all(row.xpath("count(th[@scope='row'])") == 1 for row in table.xpath("tbody/tr"))
        width = len(table.xpath("thead//th"))
        assert all(len(row) == width for row in table.xpath("tbody/tr"))


def test_what_can_be_scrolled_can_be_reached_with_the_keyboard_and_has_a_name(page):
    for region in page.xpath("//div[@class='scroll']"):
        assert (region.get("tabindex"), region.get("role")) == ("0", "region")
        assert region.get("aria-label")


def test_the_page_needs_no_script_and_no_other_file(page):
    assert not page.xpath("//script | //link | //img | //iframe | //@href | //@src | //@style | //@onclick")
    assert "url(" not in page.xpath("//style")[0].text
    assert "@import" not in page.xpath("//style")[0].text


def test_text_stands_out_from_what_is_behind_it():
    style = (TEMPLATES / "answer.css").read_text("utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style))
    pairs = [("ink", "paper"), ("quiet", "paper"), ("brand", "paper"), ("paper", "brand")]
    pairs += [("ink", f"{kind}-ground") for kind in ("critical", "warning", "info")]
    for ink, ground in pairs:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for kind in ("critical", "warning", "info"):
        assert contrast(colours[f"{kind}-line"], colours["paper"]) >= 3


def contrast(first, second):
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# The words


def test_every_text_has_the_same_placeholders_in_all_languages():
    for name, text in answer_texts().items():
        found = [set(re.findall(r"\{(\w+)\}", text.in_language(language))) for language in LANGUAGES]
        assert found[0] == found[1] == found[2], name


def test_the_names_of_our_sheet_are_known_to_the_reader():
    for name in ("sheet_name", "second_sheet_name"):
        for language in LANGUAGES:
            assert answer_texts()[name].in_language(language).casefold() in OWN_SHEET_NAMES
