"""What the documents say for a good town, a small one, a silent one, one that never sent anything, and all of them."""

import re

import pytest

from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tests.golden.invented_quarter import built_document

CASES = {
    "situation_picture_good_town": ("situation_picture", "esimerkkila"),
    "situation_picture_small_municipality": ("situation_picture", "mallila"),
    "situation_picture_silent_town": ("situation_picture", "hiljala"),
    "situation_picture_town_without_data": ("situation_picture", "tyhjala"),
    "network_picture": ("network_picture", "network"),
    "invest_in_good_town": ("invest_in", "esimerkkila"),
    "invest_in_good_town_sv": ("invest_in", "esimerkkila", "sv"),
    "invest_in_good_town_en": ("invest_in", "esimerkkila", "en"),
    "invest_in_small_municipality_en": ("invest_in", "mallila", "en"),
    "network_marketing_sheet": ("network_marketing_sheet", "network"),
    "network_marketing_sheet_en": ("network_marketing_sheet", "network", "en"),
    "advocacy_guidelines": ("advocacy_guidelines", "network"),
    "cooperation_forms": ("cooperation_forms", "network"),
    "national_comparison": ("national_comparison", "network"),
    "marketing_sheet_good_town": ("marketing_sheet", "esimerkkila"),
    "marketing_sheet_good_town_sv": ("marketing_sheet", "esimerkkila", "sv"),
    "marketing_sheet_small_municipality_en": ("marketing_sheet", "mallila", "en"),
    "invest_in_town_without_data": ("invest_in", "tyhjala"),
    "networking_report": ("networking_report", "network"),
    "hei_liaison_study": ("hei_liaison_study", "network"),
    "hei_cooperation_models": ("hei_cooperation_models", "network"),
    "ministry_agreement": ("ministry_agreement", "network"),
    "communications_report": ("communications_report", "network"),
    "town_strategy_good_town": ("town_strategy", "esimerkkila"),
    "town_strategy_good_town_sv": ("town_strategy", "esimerkkila", "sv"),
    "town_strategy_silent_town": ("town_strategy", "hiljala"),
    "town_strategy_town_without_data": ("town_strategy", "tyhjala"),
    "network_strategy": ("network_strategy", "network"),
    "final_report": ("final_report", "network"),
    "steering_pack": ("steering_pack", "network"),
    "interim_report": ("interim_report", "network"),
}


@pytest.mark.parametrize("name", CASES)
def test_document_says_what_its_golden_file_says(name, compare_with_golden):
    built = built_document(*CASES[name])
    assert check_document(built.content) == []
    compare_with_golden(name, outline(built.content))


MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
FINNISH_OR_SWEDISH_NUMBER = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b|\d,\d(?!\d\d)|\d\u00a0\d{3}\b|\d\u00a0%")
ENGLISH_NUMBER = re.compile(rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}\b|\d\.\d+\s?%|€\d")


@pytest.mark.parametrize("name", [name for name in CASES if name != "final_report"])
def test_numbers_and_dates_are_written_as_the_language_writes_them(name):
    """The final report is left out: its public summary is in three languages."""
    deliverable, town, *language = CASES[name]
    text = outline(built_document(deliverable, town, *language).content)
    foreign = FINNISH_OR_SWEDISH_NUMBER if language == ["en"] else ENGLISH_NUMBER
    assert foreign.findall(text) == []
