"""An indicator over the published quarters: its values in order, and what each change is."""

import pandas as pd

from tasks.measure.past import PublishedValues
from tasks.measure.series import SERIES_COLUMNS, Step, value_series
from tasks.measure.values import IndicatorValue, Status, values_table


def published(quarter, *rows, first=None):
    values, first_values = (
        values_table([IndicatorValue("mallila", quarter, **row) for row in found]) for found in (rows, first or rows)
    )
    return PublishedValues(quarter, values, first_values, {"mallila": f"run-of-{quarter}"})


def actors(number, **more):
    return {"indicator": "actor_count", "unit": "count", "value": number, **more}


def quotient(value, lower, upper):
    return {"indicator": "location_quotient", "dimension": "metsa", "unit": "ratio", "value": value, "lower": lower,
            "upper": upper}  # fmt: skip


def told(series, *columns):
    return list(series[list(columns)].itertuples(index=False, name=None))


def test_each_quarter_is_compared_with_the_one_before():
    series = value_series([published("2022Q1", actors(10)), published("2022Q2", actors(12))])
    assert tuple(series.columns) == SERIES_COLUMNS
    assert told(series, "quarter", "value", "base_quarter", "kind") == [
        ("2022Q1", 10, "", ""),
        ("2022Q2", 12, "2022Q1", "real"),
    ]
    assert series["difference"].iloc[1] == 2


def test_the_order_in_which_quarters_are_given_does_not_matter():
    quarters = [published("2021Q4", actors(9)), published("2022Q1", actors(10)), published("2022Q2", actors(12))]
    pd.testing.assert_frame_equal(value_series(quarters), value_series(quarters[::-1]))


def test_a_quarter_that_was_not_published_leaves_a_gap_and_the_next_is_compared_across_it():
    series = value_series([published("2021Q4", actors(9)), published("2022Q2", actors(12))])
    assert told(series, "quarter", "base_quarter") == [("2021Q4", ""), ("2022Q2", "2021Q4")]


def test_a_year_is_compared_with_the_same_quarter_of_the_year_before_and_with_no_other():
    quarters = [published(q, actors(n)) for q, n in (("2021Q3", 8), ("2021Q4", 9), ("2022Q2", 11), ("2022Q3", 12))]
    series = value_series(quarters, Step.YEAR)
    assert told(series, "quarter", "base_quarter") == [
        ("2021Q3", ""), ("2021Q4", ""), ("2022Q2", ""), ("2022Q3", "2021Q3"),
    ]  # fmt: skip
    assert series["difference"].iloc[3] == 4


def test_a_small_change_lies_within_the_interval_and_a_large_one_is_real():
    series = value_series(
        [published("2022Q1", quotient(1.0, 0.7, 1.4)), published("2022Q2", quotient(1.1, 0.8, 1.5)),
         published("2022Q3", quotient(2.4, 2.0, 2.9))]
    )  # fmt: skip
    assert told(series, "kind") == [("",), ("within_uncertainty",), ("real",)]


def test_a_changed_definition_explains_the_change():
    series = value_series(
        [published("2022Q1", actors(10, variant="active")), published("2022Q2", actors(14, variant="all"))]
    )
    assert told(series, "kind") == [("",), ("definition_changed",)]


def test_a_corrected_value_keeps_the_number_that_was_published_first():
    series = value_series(
        [published("2022Q1", actors(11), first=[actors(10)]), published("2022Q2", actors(12))]
    )  # fmt: skip
    assert series["first_published"].iloc[0] == 10
    assert pd.isna(series["first_published"].iloc[1])
    assert series["difference"].iloc[1] == 1


def test_a_past_year_that_a_later_quarter_corrects_is_revised():
    jobs = {"indicator": "job_count", "dimension": "2020", "unit": "persons"}
    series = value_series([published("2022Q1", jobs | {"value": 900}), published("2022Q2", jobs | {"value": 905})])
    assert told(series, "kind") == [("",), ("revised",)]


def test_a_status_has_no_number_and_no_difference():
    hidden = actors(None, status=Status.SUPPRESSED, reason="few")
    series = value_series([published("2022Q1", actors(10)), published("2022Q2", hidden)])
    assert told(series, "status", "reason", "kind") == [("ok", "", ""), ("suppressed", "few", "status_changed")]
    assert pd.isna(series["difference"].iloc[1])


def test_a_value_that_begins_later_says_so():
    series = value_series(
        [published("2022Q1", actors(10)), published("2022Q2", actors(10), quotient(1.0, 0.7, 1.4))]
    )  # fmt: skip
    row = series[series["indicator"] == "location_quotient"].iloc[0]
    assert (row["quarter"], row["kind"]) == ("2022Q2", "added")


def test_nothing_published_is_an_empty_table_of_the_same_columns():
    assert tuple(value_series([]).columns) == SERIES_COLUMNS
    assert value_series([]).empty
