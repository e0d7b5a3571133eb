"""What a difference between two quarters is: real, uncertain, another definition, or a corrected past."""

import pandas as pd
import pytest

from tasks.measure.changes import CHANGE_COLUMNS, compare_values, no_changes
from tasks.measure.values import IndicatorValue, Status, values_table


def values(quarter, *rows):
    return values_table([IndicatorValue("mallila", quarter, **row) for row in rows])


def change(was, now, **more):
    """Return the one change between two values of the same indicator, of Q2 and Q3."""
    both = {"indicator": "location_quotient", "dimension": "metsa", "unit": "ratio"}
    before, after = (values(q, both | row) for q, row in (("2022Q2", was), ("2022Q3", now)))
    (row,) = compare_values(before, after, **more).to_dict("records")
    return row


def counted(number, **more):
    return {"indicator": "actor_count", "dimension": "", "unit": "count", "value": number, **more}


def test_a_count_that_grew_has_changed_by_the_difference():
    row = change(counted(10), counted(12))
    assert (row["was"], row["now"], row["difference"], row["kind"]) == (10, 12, 2, "real")
    assert pd.isna(row["difference_lower"])
    assert (row["base_quarter"], row["quarter"]) == ("2022Q2", "2022Q3")


def test_an_equal_number_is_unchanged_though_its_last_bits_differ():
    assert change(counted(0.3), counted(0.1 + 0.2))["kind"] == "unchanged"


def test_intervals_that_lie_apart_make_the_change_real():
    # 14 - 10 = 4; below sqrt((14 - 12)² + (13 - 10)²) = sqrt(13), above sqrt((17 - 14)² + (10 - 8)²) = sqrt(13).
    row = change({"value": 10, "lower": 8, "upper": 13}, {"value": 14, "lower": 12, "upper": 17})
    assert row["kind"] == "real"
    assert row["difference_lower"] == pytest.approx(4 - 13**0.5)
    assert row["difference_upper"] == pytest.approx(4 + 13**0.5)


def test_a_difference_whose_interval_holds_zero_is_within_uncertainty():
    # 12 - 10 = 2; below sqrt((12 - 9)² + (13 - 10)²) = sqrt(18) > 2.
    row = change({"value": 10, "lower": 8, "upper": 13}, {"value": 12, "lower": 9, "upper": 14})
    assert row["kind"] == "within_uncertainty"


def test_the_interval_of_a_difference_is_the_published_one_of_two_proportions():
    # Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: 56/70 and 48/80 give 0.0524 to 0.3339.
    fewer = {"value": 48 / 80, "lower": 0.490413, "upper": 0.700360}
    more = {"value": 56 / 70, "lower": 0.691834, "upper": 0.876952}
    row = change(fewer, more)
    assert (round(row["difference_lower"], 4), round(row["difference_upper"], 4)) == (0.0524, 0.3339)


def test_an_interval_of_one_value_alone_counts_with_the_other_as_exact():
    row = change({"value": 10}, {"value": 12, "lower": 9, "upper": 14})
    assert row["kind"] == "within_uncertainty"
    assert row["difference_lower"] == pytest.approx(-1)


def test_a_phase_that_moved_is_a_new_judgement_and_not_chance():
    phase = {"indicator": "development_phase", "dimension": "", "unit": "level", "lower": 1, "upper": 4}
    row = change(phase | {"value": 2}, phase | {"value": 3})
    assert row["kind"] == "real"
    assert pd.isna(row["difference_lower"])


def test_another_definition_cannot_be_compared():
    assert change(counted(10, variant="simple_graph"), counted(12, variant="multigraph"))["kind"] == (
        "definition_changed"
    )
    assert change(counted(10), counted(10) | {"unit": "pct"})["kind"] == "definition_changed"


def test_an_interval_that_there_are_enough_actors_for_is_no_other_definition():
    row = change(counted(19, variant="simple_graph"), counted(20, variant="simple_graph;interval=vertex_bootstrap_95"))
    assert row["kind"] == "real"


def test_another_snapshot_or_another_of_its_years_may_be_the_change():
    old, new = {"reference_snapshot": "jobs@2022-03-01"}, {"reference_snapshot": "jobs@2022-09-01"}
    years = {"variant": "year=2020;reference_year=2020"}, {"variant": "year=2021;reference_year=2021"}
    assert change({"value": 1, **old}, {"value": 2, **new})["kind"] == "statistics_changed"
    assert change({"value": 1, **years[0]}, {"value": 2, **years[1]})["kind"] == "statistics_changed"
    assert change({"value": 1, **old}, {"value": 1, **new})["kind"] == "unchanged"


def test_a_number_about_the_same_past_year_was_revised_and_did_not_grow():
    assert change(counted(10, variant="year=2021"), counted(12, variant="year=2021"))["kind"] == "revised"
    assert change(counted(10, variant="year=2020"), counted(12, variant="year=2021"))["kind"] == "real"
    jobs = {"indicator": "job_count", "dimension": "2020", "unit": "persons"}
    assert change(jobs | {"value": 1000}, jobs | {"value": 1010})["kind"] == "revised"


def test_a_year_that_goes_on_is_not_revised():
    phase = {"indicator": "development_phase", "dimension": "2022", "unit": "level"}
    assert change(phase | {"value": 2}, phase | {"value": 3})["kind"] == "real"


def test_a_status_is_no_number_and_no_difference():
    hidden = counted(None, status=Status.SUPPRESSED, reason="few_firms")
    for was, now in ((hidden, counted(12)), (counted(12), hidden)):
        row = change(was, now)
        assert row["kind"] == "status_changed"
        assert pd.isna(row["difference"])
    assert change(hidden, hidden)["kind"] == "unchanged"
    assert change(hidden, counted(None, status=Status.MISSING, reason="not_sent"))["kind"] == "status_changed"


def test_what_one_side_lacks_is_added_or_ended():
    before = values("2022Q2", counted(3) | {"dimension": "a"}, counted(4) | {"dimension": "b"})
    after = values("2022Q3", counted(4) | {"dimension": "b"}, counted(5) | {"dimension": "c"})
    kinds = compare_values(before, after).set_index("dimension")["kind"]
    assert dict(kinds) == {"a": "ended", "b": "unchanged", "c": "added"}


def test_a_base_that_was_published_otherwise_at_first_shows_it():
    first = values("2022Q2", {"indicator": "location_quotient", "dimension": "metsa", "unit": "ratio", "value": 9})
    assert change({"value": 10}, {"value": 10}, first_published=first)["first_published"] == 9
    assert pd.isna(change({"value": 9}, {"value": 10}, first_published=first)["first_published"])


def test_a_sum_over_another_number_of_towns_is_no_change_of_theirs():
    def network(quarter, towns, actors):
        return values_table(
            [
                IndicatorValue("network", quarter, "town_with_data_count", value=towns, unit="count"),
                IndicatorValue("network", quarter, "actor_count", value=actors, unit="count"),
                IndicatorValue("mallila", quarter, "actor_count", value=actors, unit="count"),
            ]
        )

    changes = compare_values(network("2022Q2", 8, 100), network("2022Q3", 9, 120))
    kinds = {(row.town, row.indicator): row.kind for row in changes.itertuples()}
    assert kinds == {
        ("network", "actor_count"): "coverage_changed",
        ("network", "town_with_data_count"): "real",
        ("mallila", "actor_count"): "real",
    }


def test_the_order_of_rows_does_not_matter_and_an_empty_dimension_is_the_same_in_a_file():
    before, after = (
        values(q, counted(n), counted(n) | {"indicator": "link_count"}) for q, n in (("2022Q2", 1), ("2022Q3", 2))
    )
    as_read = before.assign(dimension=None)
    pd.testing.assert_frame_equal(compare_values(before, after), compare_values(as_read.iloc[::-1], after.iloc[::-1]))


def test_without_a_past_there_are_no_changes_but_the_same_columns():
    assert list(no_changes().columns) == list(CHANGE_COLUMNS)
    assert no_changes().empty
