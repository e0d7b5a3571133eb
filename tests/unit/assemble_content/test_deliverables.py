"""Registry, calendar, templates and captions name the same things."""

import re

import pytest
import yaml

from tasks.assemble import (
    advocacy_guidelines,
    communications_report,
    cooperation_forms,
    final_report,
    hei_reports,
    interim_report,
    invest_in,
    marketing_sheet,
    ministry_agreement,
    national_comparison,
    network_marketing_sheet,
    network_picture,
    network_strategy,
    networking_report,
    situation_picture,
    steering_pack,
    town_strategy,
)
from tasks.assemble.blocks import Chart, Figure, Heading, Table
from tasks.assemble.documents import assemble_model
from tasks.assemble.exhibits import ALT_TEXT_LIMIT, shorten
from tasks.assemble.provenance import walk
from tasks.assemble.registry import DELIVERABLES, find_deliverable
from tasks.assemble.wording import CAPTIONS_FILE, TEMPLATES, read_wording
from tests.golden.invented_quarter import document_inputs

FOLDERS = {
    "situation_picture": situation_picture.EXHIBIT_IDS,
    "network_picture": network_picture.EXHIBIT_IDS,
    "invest_in": invest_in.EXHIBIT_IDS,
    "marketing_sheet": marketing_sheet.EXHIBIT_IDS,
    "networking_report": networking_report.EXHIBIT_IDS,
    "national_comparison": national_comparison.EXHIBIT_IDS,
    "advocacy_guidelines": advocacy_guidelines.EXHIBIT_IDS,
    "cooperation_forms": cooperation_forms.EXHIBIT_IDS,
    "hei_liaison_study": hei_reports.STUDY_EXHIBIT_IDS,
    "hei_cooperation_models": hei_reports.MODELS_EXHIBIT_IDS,
    "ministry_agreement": ministry_agreement.EXHIBIT_IDS,
    "communications_report": communications_report.EXHIBIT_IDS,
    "network_marketing_sheet": network_marketing_sheet.EXHIBIT_IDS,
    "steering_pack": steering_pack.EXHIBIT_IDS,
    "interim_report": interim_report.EXHIBIT_IDS,
    "final_report": final_report.EXHIBIT_IDS,
    "town_strategy": town_strategy.EXHIBIT_IDS,
    "network_strategy": network_strategy.EXHIBIT_IDS,
}


def whole_text(folder):
    """Return the texts of a template folder with the shared parts that they include, and those that these include."""
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.j2"))
    shared = {path.name: path.read_text("utf-8") for path in (TEMPLATES / "shared" / folder.name).glob("_*.j2")}
    included: list[str] = []
    while new := [name for name in re.findall(r'include "(\w[\w.]*)"', text) if name not in included]:
        included += dict.fromkeys(new)
        text += "".join(shared.get(name, "") for name in dict.fromkeys(new))
    return text


def test_every_deliverable_has_its_quarters_in_the_calendar(project):
    assert {deliverable.id for deliverable in DELIVERABLES} <= set(project.calendar.due)


@pytest.mark.parametrize("deliverable", DELIVERABLES, ids=lambda d: d.id)
def test_a_deliverable_has_templates_and_captions_in_each_of_its_languages(deliverable, project):
    assert deliverable.work_package in project.work_packages
    for language in deliverable.languages:
        folder = TEMPLATES / deliverable.template_folder / language
        assert list(folder.glob("*.md.j2")) or deliverable.write_workbook is not None
        assert (folder / CAPTIONS_FILE).is_file()


def test_an_unknown_deliverable_is_refused():
    with pytest.raises(KeyError):
        find_deliverable("horoscope")


@pytest.mark.parametrize("name", FOLDERS)
def test_templates_place_exactly_the_exhibits_that_can_be_built(name):
    text = whole_text(TEMPLATES / name / "fi")
    assert set(re.findall(r"::: (?:table|chart|figure) (\w+)", text)) == set(FOLDERS[name])


# Brochures for readers outside the project are not followed from quarter to quarter.
FOLLOWED = sorted(name for name, ids in FOLDERS.items() if "changes" in ids)


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_document_that_is_followed_ends_with_its_list_of_changes(name):
    deliverable = find_deliverable(name)
    town = "network" if deliverable.scope == "network" else "esimerkkila"
    for language in (*deliverable.languages, *deliverable.own_languages):
        model, *_ = assemble_model(deliverable, document_inputs(town, deliverable=name, language=language))
        last = [block for block in walk(model.blocks) if isinstance(block, Heading)][-1]
        title = "".join(run.text for run in last.inlines)
        assert re.fullmatch(r"(Liite|Bilaga) \d\. (Muutokset|Förändringar) .+", title), title


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("fi/*")), ids=lambda p: "/".join(p.parts[-3:]))
def test_a_per_cent_sign_is_kept_with_its_number(path):
    assert re.findall(r"[\d}] %[^}]", path.read_text("utf-8")) == []


def test_shared_texts_stand_in_all_languages():
    texts = yaml.safe_load((TEMPLATES / "shared" / "texts.yaml").read_text("utf-8"))
    assert {frozenset(text) for text in texts.values()} == {frozenset({"fi", "sv", "en"})}


@pytest.mark.parametrize(
    ("deliverable", "town"), [("situation_picture", "esimerkkila"), ("network_picture", "network")]
)
def test_every_exhibit_has_caption_source_and_a_text_instead_of_the_picture(deliverable, town):
    model, _, _, _ = assemble_model(find_deliverable(deliverable), document_inputs(town))
    shown = [block for block in walk(model.blocks) if isinstance(block, Table | Chart | Figure)]
    assert sum(isinstance(block, Chart) for block in shown) >= 3
    for block in shown:
        assert block.caption
        assert block.source.startswith(("Lähde: ", "Lähteet: "))
        words = block.description if isinstance(block, Table) else block.alt
        assert 20 < len(words) <= ALT_TEXT_LIMIT


def test_a_long_text_is_cut_between_words():
    assert shorten("Metsä 1,2, teknologia 3,4", 20) == "Metsä 1,2…"
    assert shorten("lyhyt", 20) == "lyhyt"


def test_a_missing_caption_is_a_defect():
    with pytest.raises(KeyError, match="no text 'tables\\.horoscope"):
        read_wording("situation_picture", "fi")("tables.horoscope.caption")


def test_a_count_chooses_the_form_of_a_text():
    wording = read_wording("situation_picture", "fi")
    assert wording.counted("source.tables", 1, names="Toimijat") == "taulukko Toimijat"
    assert wording.counted("source.tables", 2, names="Toimijat ja Yhteydet") == "taulukot Toimijat ja Yhteydet"
