"""The project's money: exact to the cent, with parts that add up, and every number worked by hand."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tasks.measure import finance, finance_amounts, finance_claims
from tasks.measure.finance_claims import Claim
from tasks.measure.values import Status

START, END = dt.date(2021, 9, 1), dt.date(2023, 12, 31)
STARTS = (START, dt.date(2021, 10, 1))
YEARS = {2021: Decimal(84268), 2022: Decimal(283566), 2023: Decimal(262162)}
RATES = {"municipal": 20, "state": 80}

cents = st.integers(-(10**10), 10**10).map(lambda count: Decimal(count) / 100)
costs = st.integers(0, 10**10).map(lambda count: Decimal(count) / 100)


def euros(*amounts):
    return [Decimal(amount) for amount in amounts]


def claim(number, start, end, claimed="0", **more):
    given = {"approved": {}, "paid": {}} | more
    return Claim(number, dt.date.fromisoformat(start), dt.date.fromisoformat(end), {"personnel": Decimal(claimed)},
                 given["approved"], given["paid"], {"personnel": f"a.xlsx!claims!{number + 1}"})  # fmt: skip


CHAIN = [
    claim(1, "2021-09-01", "2021-12-31"),
    claim(2, "2022-01-01", "2022-06-30"),
    claim(3, "2022-07-01", "2022-12-31"),
]


# Amounts


def test_ten_cents_three_times_are_thirty_cents():
    assert finance.cost_eur(finance_amounts.read_amount(0.1) for _ in range(3)).value == 0.3
    assert 0.1 + 0.1 + 0.1 != 0.3


def test_half_a_cent_is_rounded_away_from_zero():
    assert finance_amounts.read_amount(2.675) == Decimal("2.68")
    assert finance_amounts.read_amount(-2.675) == Decimal("-2.68")
    assert finance_amounts.round_amount(Decimal("0.5"), Decimal(1)) == 1
    assert finance_amounts.round_amount(Decimal("-0.4"), Decimal(1)) == 0


@given(cents)
def test_an_amount_comes_back_from_a_table_and_from_a_value_as_it_was_written(amount):
    assert finance_amounts.read_amount(float(amount)) == amount
    assert Decimal(repr(finance.amount_eur(amount).value)) == amount


@given(st.lists(cents, max_size=30), st.randoms())
def test_a_sum_does_not_depend_on_the_order(amounts, chance):
    turned = [float(amount) for amount in amounts]
    chance.shuffle(turned)
    assert finance.cost_eur(map(finance_amounts.read_amount, turned)) == finance.cost_eur(amounts)


# The funders' and the towns' parts


def test_three_claims_of_a_hundred_and_one_euros_are_divided_by_their_sums_to_date():
    # 80 % of 101, 202 and 303 is 80.8, 161.6 and 242.4: rounded 81, 162 and 242, so the parts are 81, 81 and 80.
    parts = finance_amounts.split_each_by_rate(euros(101, 101, 101), RATES, "municipal")
    assert [part["state"] for part in parts] == [81, 81, 80]
    assert [part["municipal"] for part in parts] == [20, 20, 21]


def test_the_claims_of_the_whole_budget_give_each_funder_what_the_application_says():
    parts = finance_amounts.split_each_by_rate(YEARS.values(), RATES, "municipal")
    assert sum(part["state"] for part in parts) == 503_997
    assert sum(part["municipal"] for part in parts) == 125_999


def test_the_rest_bears_the_cents():
    assert finance_amounts.split_by_rate(Decimal("100.99"), RATES, "municipal") == {
        "municipal": Decimal("19.99"), "state": Decimal(81)
    }  # fmt: skip


@given(st.lists(costs, min_size=1, max_size=12), st.integers(0, 100))
def test_cumulative_rounding_adds_up_in_every_claim_and_never_drifts(amounts, state_pct):
    rates = {"municipal": 100 - state_pct, "state": state_pct}
    parts = finance_amounts.split_each_by_rate(amounts, rates, "municipal")
    for amount, part in zip(amounts, parts, strict=True):
        assert sum(part.values()) == amount
    for place in range(1, len(amounts) + 1):
        to_date, state = sum(amounts[:place]), sum(part["state"] for part in parts[:place])
        assert abs(state - to_date * state_pct / 100) <= Decimal("0.5")
        assert state == finance_amounts.split_by_rate(to_date, rates, "municipal")["state"]


def test_the_largest_remainders_get_the_cents_that_are_left():
    # 1.00 in sevenths of 3, 3 and 1: 42.857, 42.857 and 14.286 cents; two cents are left for the two large remainders.
    weights = {"a": Decimal(3), "b": Decimal(3), "c": Decimal(1)}
    assert finance_amounts.split_by_weight(Decimal(1), weights) == {
        "a": Decimal("0.43"), "b": Decimal("0.43"), "c": Decimal("0.14")
    }  # fmt: skip


def test_of_equal_remainders_the_first_by_name_gets_the_cent():
    thirds = {name: Decimal(1) for name in "cab"}
    assert finance_amounts.split_by_weight(Decimal("0.10"), thirds) == {
        "a": Decimal("0.04"), "b": Decimal("0.03"), "c": Decimal("0.03")
    }  # fmt: skip


@given(costs, st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 10**6).map(Decimal), min_size=1))
def test_parts_by_weight_add_up_whatever_the_order_and_none_is_a_cent_off(total, weights):
    assume(sum(weights.values()))
    parts = finance_amounts.split_by_weight(total, weights)
    assert sum(parts.values()) == total
    assert parts == finance_amounts.split_by_weight(total, dict(reversed(weights.items())))
    for name, part in parts.items():
        assert abs(part - total * weights[name] / sum(weights.values())) < Decimal("0.01001")


@pytest.mark.parametrize("weights", [{}, {"a": Decimal(0)}, {"a": Decimal(-1), "b": Decimal(2)}])
def test_weights_that_divide_nothing_are_a_defect(weights):
    with pytest.raises(ValueError, match="cannot be divided"):
        finance_amounts.split_by_weight(Decimal(1), weights)


def test_half_a_cent_cannot_be_divided():
    with pytest.raises(ValueError, match="cannot be divided"):
        finance_amounts.split_by_weight(Decimal("0.005"), {"a": Decimal(1)})


def test_percentages_that_do_not_make_a_whole_are_a_defect():
    with pytest.raises(ValueError, match="sum to 90"):
        finance_amounts.split_by_rate(Decimal(1), {"state": 80, "municipal": 10}, "municipal")


# Plan


@pytest.mark.parametrize(
    ("until", "planned"),
    [
        ("2021-09-30", 21067.0),
        ("2021-12-31", 84268.0),
        ("2022-03-31", 155159.5),
        ("2022-09-30", 296942.5),
        ("2023-03-31", 433374.5),
        ("2023-12-31", 629996.0),
        ("2024-03-31", 629996.0),
    ],
)
def test_the_plan_spends_each_year_evenly_over_its_project_months(until, planned):
    assert finance.planned_value_eur(YEARS, START, END, dt.date.fromisoformat(until)).value == planned


def test_a_plan_has_no_value_before_the_start_or_in_a_year_without_months():
    assert finance.planned_value_eur(YEARS, START, END, dt.date(2021, 6, 30)).reason == "before_start"
    assert finance.planned_value_eur({2024: Decimal(1)}, START, END, END).reason == "no_months"
    assert finance.planned_value_eur({2024: Decimal(0)}, START, END, END).value == 0


def test_months_are_counted_with_the_first_and_the_last():
    assert finance.months_between(START, dt.date(2021, 9, 30)) == 1
    assert finance.months_between(START, END) == 28
    assert finance.months_between(START, dt.date(2021, 6, 30)) == 0


# Use, pace and forecasts


def test_the_use_and_the_pace_of_the_budget():
    assert finance.budget_use_pct(Decimal(150), Decimal(200)).value == 75
    assert finance.budget_use_pct(Decimal(250), Decimal(200)).value == 125
    assert finance.budget_use_pct(Decimal(0), Decimal(0)).reason == "no_base"
    assert finance.burn_rate_eur(Decimal(100), 3).value == 33.33
    assert finance.burn_rate_eur(Decimal(0), 0).reason == "before_start"
    assert finance.budget_left_eur(Decimal(100), Decimal("100.01")).value == -0.01


def test_the_budget_lasts_as_many_months_as_its_rest_has_of_the_months_so_far():
    # 30 000 in 4 months is 7 500 a month; 45 000 are left.
    assert finance.runway_months(Decimal(45000), Decimal(30000), 4).value == 6
    assert finance.runway_months(Decimal(-5), Decimal(30000), 4).value == 0
    assert finance.runway_months(Decimal(45000), Decimal(0), 4).reason == "no_costs"
    assert finance.runway_months(Decimal(45000), Decimal(0), 0).reason == "before_start"


def test_earned_value_is_the_budget_of_the_work_that_is_done():
    budgets = {"TP1": Decimal(40000), "TP2": Decimal(45000), "TP5": Decimal(0)}
    done = {"TP1": Decimal(1), "TP2": Decimal("0.2")}
    assert finance.earned_value_eur(budgets, done).value == 49000
    unreported = finance.earned_value_eur(budgets, {"TP1": Decimal(1)})
    assert (unreported.status, unreported.reason) == (Status.MISSING, "progress_not_reported")
    assert finance.earned_value_eur(budgets, {**done, "TP2": Decimal("1.1")}).reason == "inconsistent"


def test_performance_is_the_earned_value_beside_cost_and_plan():
    assert finance.cost_performance_index(Decimal(49000), Decimal(50000)).value == 0.98
    assert finance.schedule_performance_index(Decimal(49000), Decimal(56000)).value == 0.875
    assert finance.cost_performance_index(Decimal(0), Decimal(50000)).value == 0
    assert finance.cost_performance_index(Decimal(0), Decimal(0)).reason == "no_costs"
    assert finance.cost_performance_index(Decimal(1), Decimal(-1)).reason == "inconsistent"
    assert finance.schedule_performance_index(Decimal(0), Decimal(0)).reason == "no_base"


def test_the_three_forecasts_of_a_project_that_is_dear_and_late():
    # 60 000 spent in 5 of 20 months for work worth 40 000 of 200 000: 240 000; 200 000 / (2/3); 60 000 + 160 000.
    found = finance.forecasts_eur(Decimal(200000), Decimal(60000), Decimal(40000), 5, 20)
    assert {name: forecast.value for name, forecast in found.items()} == {
        "linear": 240000, "cost_performance": 300000, "budget_rate": 220000
    }  # fmt: skip


def test_a_forecast_without_its_base_says_why():
    unreported = finance.forecasts_eur(Decimal(200000), Decimal(60000), None, 5, 20)
    assert [forecast.reason for forecast in unreported.values()] == ["", *["progress_not_reported"] * 2]
    nothing_done = finance.forecasts_eur(Decimal(200000), Decimal(60000), Decimal(0), 5, 20)
    assert nothing_done["cost_performance"].reason == "no_progress"
    assert nothing_done["budget_rate"].value == 260000
    assert finance.forecasts_eur(Decimal(1), Decimal(0), None, 0, 20)["linear"].reason == "before_start"


@given(costs, costs, st.integers(1, 28))
def test_work_that_costs_its_budget_is_forecast_at_the_budget(budget, done, elapsed):
    assume(0 < done <= budget)
    found = finance.forecasts_eur(budget, done, done, elapsed, 28)
    assert found["cost_performance"].value == found["budget_rate"].value == float(budget)
    assert finance.forecasts_eur(budget, done, done, 28, 28)["linear"].value == float(done)


def test_a_full_time_person_works_430_hours_in_a_quarter():
    assert finance.full_time_equivalents([143.5, 143.5, 143.0], 3).value == 1
    assert finance.full_time_equivalents([71.5, 71.5, 72.0], 3).value == 0.5
    assert finance.full_time_equivalents([], 3).value == 0
    assert finance.full_time_equivalents([10.0], 0).reason == "before_start"


@given(st.lists(st.floats(0, 250), max_size=20), st.randoms())
def test_full_time_equivalents_do_not_depend_on_the_order(hours, chance):
    turned = list(hours)
    chance.shuffle(turned)
    assert finance.full_time_equivalents(turned, 3) == finance.full_time_equivalents(hours, 3)


# Claims


def test_claims_that_follow_each_other_are_a_chain():
    assert finance_claims.unbroken_claim_count(CHAIN, STARTS).value == 3
    assert finance_claims.unbroken_claim_count([], STARTS).value == 0
    late_start = claim(1, "2021-10-01", "2021-12-31")
    assert finance_claims.unbroken_claim_count([late_start, *CHAIN[1:]], STARTS).value == 3


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ([CHAIN[0], CHAIN[2]], "claim_number_missing"),
        ([CHAIN[0], claim(2, "2022-01-02", "2022-06-30")], "claim_gap"),
        ([CHAIN[0], claim(2, "2021-12-31", "2022-06-30")], "claim_overlap"),
        ([claim(1, "2021-08-31", "2021-12-31")], "claim_starts_early"),
        ([claim(1, "2021-09-02", "2021-12-31")], "claim_starts_late"),
        ([claim(1, "2021-09-01", "2021-08-31")], "claim_ends_early"),
    ],
)
def test_a_broken_chain_says_where(claims, reason):
    assert finance_claims.unbroken_claim_count(claims, STARTS).reason == reason


def test_a_claim_counts_with_what_was_approved_of_it_once_that_is_decided():
    assert claim(1, "2021-09-01", "2021-12-31", "100").eligible("personnel") == 100
    decided = claim(1, "2021-09-01", "2021-12-31", "100", approved={"personnel": Decimal(90)})
    assert decided.eligible("personnel") == 90
    assert decided.eligible("services") == 0


def test_claims_are_read_by_number_with_blank_amounts_left_out():
    day = pd.Timestamp
    rows = pd.DataFrame(
        [(2, "personnel", day("2022-01-01"), day("2022-06-30"), 50.1, None, None, "a!claims!3"),
         (1, "services", day("2021-09-01"), day("2021-12-31"), 9.99, 9.0, 7.2, "a!claims!2")],
        columns=["claim_number", "cost_type", "period_start", "period_end", "claimed_eur", "approved_eur", "paid_eur",
                 "source_ref"],
    )  # fmt: skip
    first, second = finance_claims.read_claims(rows)
    assert (first.number, first.claimed, first.approved) == (1, {"services": Decimal("9.99")}, {"services": Decimal(9)})
    assert (second.start, second.approved, second.paid) == (dt.date(2022, 1, 1), {}, {})


def test_towns_share_the_municipal_part_by_what_they_committed():
    parts = finance_claims.municipal_parts(Decimal("10.00"), {"a": Decimal(2), "b": Decimal(1), "c": Decimal(0)})
    assert parts == {"a": Decimal("6.67"), "b": Decimal("3.33")}
    assert finance_claims.municipal_share_eur(parts, ["a", "b", "c"]).value == 10
    assert finance_claims.municipal_share_eur(parts, ["c"]).reason == "not_committed"
    assert finance_claims.municipal_parts(Decimal(10), {"a": Decimal(0)}) == {}
