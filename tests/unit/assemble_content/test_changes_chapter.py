"""The chapter on changes lists what a document prints otherwise than the quarter before, and what that means."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from tasks.assemble.blocks import Table
from tasks.assemble.dimension_words import dimension_words
from tasks.assemble.documents import assemble_model, build_document
from tasks.assemble.outline import outline
from tasks.assemble.provenance import walk
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tasks.assemble.scope import open_scope
from tasks.measure.changes import changes_of_document, compare_values
from tests.golden.invented_quarter import document_inputs

NO_PAST = "Aiemmilta neljänneksiltä ei ole julkaistu lukuja"


def earlier(values, **numbers):
    """Return the values of the quarter before: those of the quarter but for some numbers, `indicator__dimension`."""
    was = values.assign(quarter="2022Q2")
    for name, number in numbers.items():
        indicator, _, dimension = name.partition("__")
        row = (was["indicator"] == indicator) & (was["dimension"] == dimension)
        assert row.any(), name
        was.loc[row, "value"] = number
    return was


def about_2020(was):
    """Return values whose key figures are of 2020, a year before those of the quarter."""
    return was.assign(variant=was["variant"].str.replace(r"^year=2021", "year=2020", regex=True))


def with_past(town, was, first=None):
    inputs = document_inputs(town)
    return replace(inputs, changes=compare_values(was, inputs.values, first))


def table_of(inputs):
    deliverable = "network_picture" if inputs.town == "network" else "situation_picture"
    model, provenance, _, _ = assemble_model(find_deliverable(deliverable), inputs)
    found = [block for block in walk(model.blocks) if isinstance(block, Table) and block.id == "changes"]
    rows = [tuple(cell.text.replace("\u00a0", " ") for cell in row) for block in found for row in block.rows]
    return rows, provenance["values"]


def text_of(inputs, deliverable="situation_picture"):
    built = build_document(find_deliverable(deliverable), inputs)
    assert check_document(built.content) == []
    return outline(built.content)


@pytest.fixture(scope="module")
def values():
    return document_inputs("esimerkkila").values


def test_without_a_past_one_sentence_says_so():
    for deliverable, town in (("situation_picture", "esimerkkila"), ("network_picture", "network")):
        assert NO_PAST in text_of(document_inputs(town), deliverable)
        assert table_of(document_inputs(town))[0] == []


def test_an_unchanged_quarter_says_that_the_numbers_are_the_same(values):
    text = text_of(with_past("esimerkkila", earlier(values)))
    assert "Tämän asiakirjan luvut ovat samat kuin neljänneksellä Q2/2022." in text
    assert NO_PAST not in text


def test_only_numbers_that_the_document_prints_otherwise_are_listed(values):
    own = values[values["town"] == "esimerkkila"].set_index(["indicator", "dimension"])["value"]
    actors, density = own["actor_count", ""], own["network_density", ""]
    was = earlier(values, actor_count=actors - 2, network_density=density + 1e-6, driver_link_count__public=99)
    rows, _ = table_of(with_past("esimerkkila", was))
    assert rows == [("Toimijat", f"{actors - 2:.0f}", f"{actors:.0f}", "+2", "Luku kasvoi.")]


def test_the_sentence_follows_the_interval_of_the_difference(values):
    own = values[values["town"] == "esimerkkila"].set_index(["indicator", "dimension"])
    quotient = own.loc[("location_quotient", "metsa")]
    near = about_2020(earlier(values, location_quotient__metsa=quotient["value"] - 0.02))
    (row,) = table_of(with_past("esimerkkila", near))[0]
    assert row[0].endswith(", metsäteollisuus")
    assert row[3:] == ("+0,02", "Ero mahtuu satunnaisvaihteluun.")
    far = about_2020(earlier(values, location_quotient__metsa=0.1))
    metsa = (far["indicator"] == "location_quotient") & (far["dimension"] == "metsa")
    far.loc[metsa, ["lower", "upper"]] = [0.05, 0.2]
    (row,) = table_of(with_past("esimerkkila", far))[0]
    assert row[4] == "Kasvu on suurempi kuin satunnaisvaihtelu selittää."


def test_another_number_about_the_same_year_is_a_correction(values):
    (row,) = table_of(with_past("esimerkkila", earlier(values, location_quotient__metsa=0.1)))[0]
    assert row[4] == "Saman ajankohdan tieto on tarkentunut, joten ero ei kerro kehityksestä."


def test_a_corrected_earlier_number_shows_what_was_published_first(values):
    (row,) = table_of(with_past("esimerkkila", earlier(values), earlier(values, actor_count=3)))[0]
    assert row[3:] == ("0", "Luku ei muuttunut. Aiempi luku on korjattu; ensin julkaistiin 3.")


def test_a_number_that_could_not_be_shown_before_has_no_difference(values):
    was = earlier(values)
    gaps = (was["indicator"] == "gap_coverage_pct") & (was["town"] == "esimerkkila")
    was.loc[gaps, ["value", "status"]] = [float("nan"), "missing"]
    (row,) = table_of(with_past("esimerkkila", was))[0]
    assert (row[1], row[3], row[4]) == ("ei tietoa", "–", "Lukua ei voitu esittää aiemmin.")


def test_each_number_of_the_table_can_be_followed(values):
    rows, traced = table_of(with_past("esimerkkila", earlier(values, actor_count=3), earlier(values, actor_count=2)))
    assert len(rows) == 1
    assert (traced["actor_count.was"]["value"], traced["actor_count.was"]["base_quarter"]) == (3, "2022Q2")
    assert traced["actor_count.first"]["value"] == 2
    assert traced["actor_count.difference"]["value"] == traced["actor_count"]["value"] - 3


def test_more_changes_than_fit_are_counted(values):
    was = earlier(values)
    was["value"] = was["value"] + 1
    inputs = with_past("esimerkkila", was)
    assert len(table_of(inputs)[0]) == 20
    assert "muuta lukua on muuttunut, mutta ne eivät mahdu taulukkoon" in text_of(inputs)


def test_a_pair_of_towns_is_named_by_both_and_comes_last(values):
    was = earlier(values)
    pairs = was["indicator"] == "town_pair_link_count"
    was.loc[pairs | ((was["indicator"] == "actor_count") & (was["town"] == "network")), "value"] += 1
    rows, _ = table_of(with_past("network", was))
    assert rows[0][0] == "Toimijat"
    assert rows[-1][0] in {"Kuntaparin yhteydet, Esimerkkilä–Hiljala", "Kuntaparin yhteydet, Esimerkkilä–Mallila"}


def test_equal_changes_give_equal_bytes_and_other_changes_do_not(values):
    deliverable = find_deliverable("network_picture")
    was = earlier(values, actor_count=3)
    first, again = (build_document(deliverable, with_past("network", was)).content for _ in range(2))
    other = build_document(deliverable, with_past("network", earlier(values, actor_count=4))).content
    assert first == again != other


def test_a_document_with_an_approved_version_is_compared_with_that_and_the_others_with_the_quarter_before(values):
    published = compare_values(earlier(values, actor_count=7), values)
    approved_id = "situation_picture_esimerkkila_fi"
    was = earlier(values, actor_count=5).assign(quarter="2022Q1")
    approved = compare_values(was, values, document=approved_id)
    changes = pd.concat([published, approved], ignore_index=True)
    own = changes_of_document(changes, "esimerkkila", approved_id)
    assert set(own["base_quarter"]) == {"2022Q1"}
    assert set(changes_of_document(changes, "esimerkkila", "town_strategy_esimerkkila_fi")["base_quarter"]) == {
        "2022Q2"
    }
    told = text_of(replace(document_inputs("esimerkkila"), changes=own))
    assert "poikkeavat viimeksi hyväksytyn asiakirjan (Q1/2022) luvuista" in told


def test_a_report_ends_with_what_changed(values):
    was = values.assign(quarter="2022Q2")
    was.loc[was["value"].notna(), "value"] += 1
    told = text_of(with_past("network", was), "national_comparison")
    assert "Muutokset neljänneksestä Q2/2022 neljännekseen Q3/2022" in told.rpartition("Muutokset aiempaan")[2]


@pytest.mark.parametrize(
    ("indicator", "dimension", "words"),
    [
        ("comms_output_count", "release", "tiedote"),
        ("event_count", "remote_meeting", "etätapaaminen"),
        ("cost_to_date_eur", "services--2023", "ostopalvelut–2023"),
        ("cross_town_link_change_to_date_count", "after", "lopussa"),
        ("event_count_by_quarter", "2022Q3", "Q3/2022"),
        ("national_job_share_pct", "group.metsa", "vertailuryhmä, metsäteollisuus"),
        ("cross_town_link_count", "mallila--hiljala", "Mallila–Hiljala"),
        ("claimed_eur", "2", "2"),
    ],
)
def test_what_a_number_is_about_is_said_in_words(indicator, dimension, words):
    assert dimension_words(open_scope(document_inputs("network"), "network_picture"), indicator, dimension) == words


def test_every_dimension_of_the_networks_numbers_has_words(values):
    """But for what is a name already, a number or the id of an actor; two codes are the Finnish word."""
    scope = open_scope(document_inputs("network"), "network_picture")
    own = values[values["town"] == "network"]
    named = {*scope.inputs.project.towns}
    codes = {(i, d) for i, d in zip(own["indicator"], own["dimension"], strict=True) if d and d not in named}
    unnamed = {d for i, d in codes if dimension_words(scope, i, d) == d and re.fullmatch(r"[a-z_]+", d)}
    assert unnamed <= {"kohdentamaton", "video"}
