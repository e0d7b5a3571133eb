"""What the strategies say when measures, owners or baselines are missing: the gap is named, and nothing is a zero."""

import pytest

from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tests.golden.invented_quarter import document_inputs
from tests.golden.invented_submissions import ESIMERKKILA, SENT


def text_of(deliverable, town, **changed):
    own = {name: text for name, text in {**ESIMERKKILA, **changed}.items() if text is not None}
    inputs = document_inputs(town, {**SENT, "esimerkkila": own}, deliverable=deliverable)
    built = build_document(find_deliverable(deliverable), inputs)
    assert check_document(built.content) == []
    return built, outline(built.content)


def measures_without(town_part):
    """Return the measures without the lines that hold a text."""
    return "\n".join(line for line in ESIMERKKILA["measures"].splitlines() if town_part not in line)


def test_a_strategy_whose_measures_nobody_sent_says_that_the_table_is_missing():
    built, text = text_of("town_strategy", "esimerkkila", measures=None)
    assert "Strategiassa ei ole yhtään julkaistavaa toimenpidettä." in text
    assert any("Kehittämistoimenpiteet" in gap.fi for gap in built.gaps)
    assert "0 toimenpidettä" not in text


def test_a_strategy_with_unpublished_measures_alone_counts_them_and_publishes_none():
    _, text = text_of("town_strategy", "esimerkkila", measures=measures_without("| true "))
    assert "Toimenpiteitä, joita ei vielä julkaista, on 1." in text
    assert "Keskeneräinen aihio" not in text


def test_a_measure_without_an_owner_is_named_and_its_owner_is_a_word():
    _, text = text_of("town_strategy", "esimerkkila")
    assert "vastuutaho puuttuu: T02" in text
    assert "T02 | Suunnittelijakoulutus | 1 | vastuutaho puuttuu | määräpäivä puuttuu" in text


@pytest.mark.parametrize("measures", [None, measures_without("verkosto-t01")], ids=["no table", "no common measure"])
def test_a_network_strategy_without_common_measures_says_so(measures):
    _, text = text_of("network_strategy", "network", measures=measures)
    assert "Yhteisiä toimenpiteitä ei ole kirjattu." in text
