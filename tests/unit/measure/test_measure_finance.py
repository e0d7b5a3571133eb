"""The money of the three towns' project in a quarter; Alfala coordinates, and every number is worked by hand."""

import pytest

from tests.unit.measure.three_towns import everything

BUDGET = [
    (2021, "personnel", "TP1", "alfala", 12000),
    (2022, "personnel", "TP1", "alfala", 24000),
    (2022, "personnel", "TP2", "betala", 12000),
    (2022, "services", "TP1", "alfala", 6000),
    (2022, "services", "kohdentamaton", "alfala", 1000),
    (2023, "personnel", "TP2", "alfala", 45000),
]
CLAIMS = [
    (1, "personnel", "2021-09-01", "2021-12-31", 11000.40, 10900.40, 8720.32),
    (1, "services", "2021-09-01", "2021-12-31", 500.10, 500.10, 400.08),
    (2, "personnel", "2022-01-01", "2022-06-30", 18000.00, None, None),
    (2, "services", "2022-01-01", "2022-06-30", 2000.33, None, None),
    (3, "personnel", "2022-07-01", "2022-12-31", 999.00, None, None),
]
VOUCHERS = [
    ("v1", "alfala", "2022-07-31", "personnel", "TP1", 6000.10, "recorded"),
    ("v2", "betala", "2022-08-31", "personnel", "TP2", 3000.20, "recorded"),
    ("v3", "alfala", "2022-09-10", "services", "TP1", 700.00, "recorded"),
    ("v4", "alfala", "2022-09-11", "services", "TP1", -50.30, "recorded"),
    ("v5", "alfala", "2022-09-12", "services", "kohdentamaton", 100.00, "recorded"),
    ("v6", "alfala", "2022-09-13", "services", "TP1", 5000.00, "rejected"),
]
COMMITMENTS = [("alfala", 2021, 1000, 1000), ("alfala", 2022, 3000, 500), ("betala", 2022, 2000, None)]


def rows(table, *columns):
    return [dict(zip(columns, row, strict=True)) for row in table]


def vouchers(table=VOUCHERS):
    return rows(table, "voucher_id", "partner_town", "voucher_date", "cost_type", "work_package", "amount_eur", "state")


def claims(table=CLAIMS):
    return rows(
        table, "claim_number", "cost_type", "period_start", "period_end", "claimed_eur", "approved_eur", "paid_eur"
    )


def hours(town, *worked):
    return [
        {"person_id": f"{town}-hlo1", "month": month, "work_package": package, "hour_count": count}
        for month, package, count in worked
    ]


def money(**tables):
    """Return what was sent with the coordinator's tables; None leaves one out."""
    sent = everything()
    sent["alfala"] |= {
        "budget_plan": rows(BUDGET, "year", "cost_type", "work_package", "partner_town", "amount_eur"),
        "claims": claims(),
        "costs": vouchers(),
        "municipal_funding": rows(COMMITMENTS, "partner_town", "year", "committed_eur", "paid_eur"),
        "hours": hours("alfala", ("2022-07-01", "TP1", 143), ("2022-08-01", "TP1", 143), ("2022-09-01", "TP2", 144)),
    }
    sent["betala"]["hours"] = hours("betala", ("2022-07-01", "TP1", 215), ("2022-06-01", "TP1", 99))
    sent["alfala"] |= {name: table for name, table in tables.items() if table is not None}
    return {
        town: {name: table for name, table in sheets.items() if tables.get(name, ...) is not None}
        for town, sheets in sent.items()
    }


@pytest.fixture(scope="module")
def values(measure):
    return measure(money())


def test_the_budget_is_the_accepted_table_by_cost_type_and_year(values):
    assert values.number("network", "budget_eur") == 100_000
    assert values.number("network", "budget_eur", "services") == 7000
    assert values.number("network", "budget_eur", "2022") == 43_000
    assert values.number("network", "budget_eur", "personnel--2022") == 36_000
    assert values.number("network", "budget_eur", "services--2023") == 0
    assert values.row("network", "budget_eur").variant == "budget=table"
    assert values.row("network", "budget_eur", "personnel--2022").source == "alfala.xlsx!budget_plan!3-4"


def test_what_no_work_package_was_given_stays_a_line_of_its_own(values):
    assert values.number("network", "services_budget_eur", "TP1") == 6000
    assert values.number("network", "services_budget_eur", "kohdentamaton") == 1000
    assert values.number("network", "services_budget_eur", "TP2") == 0
    assert values.number("network", "services_budget_eur") == 7000


def test_without_a_budget_table_the_applications_budget_stands_with_its_unallocated_services(measure):
    values = measure(money(budget_plan=None))
    assert values.number("network", "budget_eur") == 629_996
    assert values.number("network", "budget_eur", "personnel--2021") == 71_018
    assert values.number("network", "services_budget_eur") == 120_000
    assert values.number("network", "services_budget_eur", "kohdentamaton") == 10_000
    assert values.number("network", "services_budget_eur", "TP5") == 0
    assert values.number("network", "planned_value_eur") == 296_942.5
    assert values.row("network", "budget_eur").variant == "budget=application"


def test_the_plan_to_date_is_2021_and_three_quarters_of_2022(values):
    assert values.number("network", "planned_value_eur") == 12_000 + 43_000 * 3 / 4
    assert values.number("network", "planned_value_eur", "services") == 5250


def test_the_costs_of_the_quarter_are_its_vouchers_without_the_rejected_one(values):
    assert values.number("network", "quarter_cost_eur") == 9750.00
    assert values.number("network", "quarter_cost_eur", "personnel") == 9000.30
    assert values.number("network", "quarter_cost_eur", "services") == 749.70
    assert values.number("network", "quarter_cost_eur", "TP1") == 6649.80
    assert values.number("network", "quarter_cost_eur", "kohdentamaton") == 100
    assert values.number("alfala", "quarter_cost_eur") == 6749.80
    assert values.number("betala", "quarter_cost_eur") == 3000.20
    assert values.number("gammala", "quarter_cost_eur") == 0
    assert values.row("betala", "quarter_cost_eur").source == "alfala.xlsx!costs!3"


def test_the_costs_to_date_are_the_claims_and_the_vouchers_after_them(values):
    # Approved of claim 1, claimed of claim 2, and the quarter:
    # 10 900.40 + 18 000 + 9000.30 of personnel, and 500.10 + 2000.33 + 749.70 of services.
    assert values.number("network", "cost_to_date_eur", "personnel") == 37_900.70
    assert values.number("network", "cost_to_date_eur", "services") == 3250.13
    assert values.number("network", "cost_to_date_eur") == 41_150.83
    assert values.number("network", "cost_to_date_eur", "2021") == 11_400.50
    assert values.number("network", "cost_to_date_eur", "personnel--2022") == 27_000.30
    assert values.status("network", "cost_to_date_eur", "2023") == ("not_assessable", "not_begun")
    assert values.row("network", "cost_to_date_eur").variant == "costs=claims_then_vouchers"


def test_claims_do_not_say_the_work_package_of_a_service(values):
    assert values.number("network", "services_cost_eur") == 3250.13
    assert values.status("network", "services_cost_eur", "TP1") == ("missing", "package_not_claimed")
    assert values.number("network", "services_left_eur") == 3749.87
    assert values.status("network", "services_left_eur", "kohdentamaton") == ("missing", "package_not_claimed")


def test_use_pace_and_forecast_rest_on_the_thirteen_months_from_the_planned_start(values):
    assert values.number("network", "budget_use_pct") == pytest.approx(41.15083, abs=1e-12)
    assert values.number("network", "budget_use_pct", "services") == pytest.approx(100 * 3250.13 / 7000)
    assert values.number("network", "burn_rate_eur") == 3165.45  # 41 150.83 / 13
    assert values.number("network", "runway_months") == pytest.approx(58_849.17 * 13 / 41_150.83)
    assert values.number("network", "runway_months", "services") == pytest.approx(3749.87 * 13 / 3250.13)
    assert values.number("network", "forecast_eur", "linear") == 88_632.56  # 41 150.83 * 28 / 13


def test_the_forecasts_of_the_years_add_up_to_the_linear_one(values):
    # 41 150.83 / 13 a month: 2021 is over, 2022 has three months left and 2023 all twelve.
    assert values.number("network", "year_forecast_eur", "2021") == 11_400.50
    assert values.number("network", "year_forecast_eur", "2022") == 39_246.68  # 29 750.33 + 3 * 3165.448...
    assert values.number("network", "year_forecast_eur", "2023") == 37_985.38
    assert round(11_400.50 + 39_246.68 + 37_985.38, 2) == values.number("network", "forecast_eur", "linear")


def test_what_needs_the_share_of_work_done_says_that_nobody_reports_it(values):
    unreported = ("missing", "progress_not_reported")
    assert values.status("network", "forecast_eur", "cost_performance") == unreported
    assert values.status("network", "forecast_eur", "budget_rate") == unreported
    assert values.status("network", "earned_value_eur") == unreported
    assert values.status("network", "cost_performance_index") == unreported
    assert values.status("network", "schedule_performance_index") == unreported


def test_without_claims_the_costs_to_date_lack_the_earlier_quarters(measure):
    values = measure(money(claims=None))
    assert values.status("network", "cost_to_date_eur") == ("missing", "costs_incomplete")
    assert values.status("network", "budget_use_pct", "services") == ("missing", "costs_incomplete")
    assert values.status("network", "forecast_eur", "linear") == ("missing", "costs_incomplete")
    assert values.number("network", "quarter_cost_eur") == 9750
    assert values.status("network", "claimed_to_date_eur") == ("missing", "claims_not_sent")
    assert values.status("alfala", "municipal_share_eur") == ("missing", "claims_not_sent")


def test_without_the_coordinators_costs_every_town_and_the_network_say_so(measure):
    values = measure(money(costs=None), rejected={("alfala", "costs")})
    for town in ("alfala", "betala", "network"):
        assert values.status(town, "quarter_cost_eur") == ("rejected", "costs_rejected")
    assert values.status("network", "cost_to_date_eur", "personnel--2022") == ("rejected", "costs_rejected")
    assert values.number("network", "budget_eur") == 100_000


EARLIER = {
    "2021Q3": [("u1", "alfala", "2021-09-30", "personnel", "TP1", 2000.00, "recorded")],
    "2021Q4": [("u2", "alfala", "2021-12-31", "services", "TP1", 500.10, "recorded")],
    "2022Q1": [],
    "2022Q2": [("u3", "betala", "2022-06-30", "services", "kohdentamaton", 1100.05, "recorded")],
}


def test_with_the_vouchers_of_every_quarter_the_costs_to_date_need_no_claim(measure):
    earlier = {quarter: vouchers(table) for quarter, table in EARLIER.items()}
    values = measure(money(), earlier={"alfala": {"costs": earlier}})
    assert values.number("network", "cost_to_date_eur") == 13_350.15  # 2000 + 500.10 + 1100.05 + 9750
    assert values.number("network", "cost_to_date_eur", "services--2021") == 500.10
    assert values.row("network", "cost_to_date_eur").variant == "costs=vouchers"
    assert values.number("network", "services_cost_eur", "TP1") == 1149.80
    assert values.number("network", "services_left_eur", "TP1") == 4850.20
    assert values.number("network", "services_left_eur", "kohdentamaton") == -200.05
    assert values.number("network", "services_left_eur", "TP3") == 0
    assert values.number("network", "quarter_cost_eur") == 9750


def test_a_missing_quarter_is_bridged_by_the_claims_or_leaves_the_costs_incomplete(measure):
    earlier = {quarter: vouchers(EARLIER[quarter]) for quarter in ("2021Q3", "2022Q1", "2022Q2")}
    values = measure(money(), earlier={"alfala": {"costs": earlier}})
    assert values.number("network", "cost_to_date_eur") == 41_150.83
    values = measure(money(claims=claims(CLAIMS[:2])), earlier={"alfala": {"costs": earlier}})
    assert values.number("network", "cost_to_date_eur") == 11_400.50 + 1100.05 + 9750
    values = measure(money(claims=claims(CLAIMS[:2])), earlier={"alfala": {"costs": {"2022Q2": earlier["2022Q2"]}}})
    assert values.status("network", "cost_to_date_eur") == ("missing", "costs_incomplete")


def test_a_quarter_that_was_over_before_the_work_began_lacks_neither_costs_nor_hours(measure):
    """The plan said September 2021, and the work began in October: nobody has anything of the third quarter."""
    of_work = ("2021Q4", "2022Q1", "2022Q2")
    costs = {quarter: vouchers(EARLIER[quarter]) for quarter in of_work}
    worked = {quarter: hours("alfala", (month, "TP1", 100)) for quarter, month in
              zip(of_work, ("2021-11-01", "2022-02-01", "2022-06-01"), strict=True)}  # fmt: skip
    values = measure(money(claims=[]), earlier={"alfala": {"costs": costs, "hours": worked}})
    euros = sum(row[5] for quarter in of_work for row in EARLIER[quarter]) + 9750
    assert values.number("network", "cost_to_date_eur") == pytest.approx(euros)
    assert values.number("alfala", "full_time_equivalents_to_date") == pytest.approx(730 * 12 / (13 * 1720))
    del costs["2021Q4"]
    values = measure(money(claims=[]), earlier={"alfala": {"costs": costs}})
    assert values.status("network", "cost_to_date_eur") == ("missing", "costs_incomplete")


def test_a_voucher_that_is_in_a_claim_is_not_counted_again(measure):
    late = [*VOUCHERS, ("v7", "alfala", "2022-06-20", "personnel", "TP1", 400.00, "claimed")]
    sent = vouchers(late)
    sent[-1]["claim_number"] = 2
    assert measure(money(costs=sent)).number("network", "cost_to_date_eur") == 41_150.83
    sent[-1]["claim_number"] = None
    assert measure(money(costs=sent)).number("network", "cost_to_date_eur") == 41_550.83


def test_a_claim_that_ends_within_the_quarter_leaves_only_the_days_after_it(measure):
    table = [*CLAIMS[:2], (2, "personnel", "2022-01-01", "2022-08-31", 27000.00, None, None)]
    values = measure(money(claims=claims(table)))
    # 11 400.50 approved, 27 000 claimed, and of the vouchers only those of September.
    assert values.number("network", "cost_to_date_eur") == 11_400.50 + 27_000 + 749.70


def test_a_claim_over_two_years_hides_the_years_of_the_costs(measure):
    values = measure(money(claims=claims([(1, "personnel", "2021-09-01", "2022-06-30", 30000.00, None, None)])))
    assert values.number("network", "cost_to_date_eur") == 39_750
    assert values.status("network", "cost_to_date_eur", "2022") == ("missing", "claim_over_years")
    assert values.number("network", "cost_to_date_eur", "services--2022") == 749.70
    assert values.status("network", "year_forecast_eur", "2023") == ("missing", "claim_over_years")


def test_the_claims_to_date_leave_out_the_one_whose_period_is_not_over(values):
    assert values.number("network", "unbroken_claim_count") == 2
    assert values.number("network", "claimed_eur", "1") == 11_500.50
    assert values.number("network", "claimed_eur", "2--services") == 2000.33
    assert values.dimensions("network", "claimed_eur") == {
        "1", "1--personnel", "1--services", "2", "2--personnel", "2--services"
    }  # fmt: skip
    assert values.number("network", "claimed_to_date_eur", "1--personnel") == 11_000.40
    assert values.number("network", "claimed_to_date_eur", "2--personnel") == 29_000.40
    assert values.number("network", "claimed_to_date_eur") == 31_500.83
    assert values.number("network", "unclaimed_budget_eur") == 68_499.17
    assert values.number("network", "unclaimed_budget_eur", "1--services") == 6499.90


def test_only_what_was_decided_is_approved_and_paid(values):
    assert values.number("network", "approved_eur") == 11_400.50
    assert values.row("network", "approved_eur").n == 1
    assert values.number("network", "approved_eur", "1--personnel") == 10_900.40
    assert values.status("network", "approved_eur", "2") == ("missing", "not_decided")
    assert values.number("network", "paid_eur") == 9120.40
    assert values.status("network", "paid_eur", "2--services") == ("missing", "not_decided")


def test_the_funding_of_each_claim_adds_up_to_it(values):
    # 80 % of 11 500.50 is 9200.40, and of 31 500.83 it is 25 200.664: in whole euros 9200 and 25 201.
    assert values.number("network", "claim_funding_eur", "1--state") == 9200
    assert values.number("network", "claim_funding_eur", "1--municipal") == 2300.50
    assert values.number("network", "claim_funding_eur", "2--state") == 16_001
    assert values.number("network", "claim_funding_eur", "2--municipal") == 3999.33
    assert values.number("network", "claim_funding_eur", "state") == 25_201
    assert values.number("network", "claim_funding_eur", "municipal") == 6299.83


def test_a_broken_chain_of_claims_gives_no_sums_to_date_but_each_claim_stands(measure):
    gap = [*CLAIMS[:2], (2, "personnel", "2022-02-01", "2022-06-30", 18000.00, None, None)]
    values = measure(money(claims=claims(gap)))
    broken = ("not_assessable", "claim_gap")
    assert values.status("network", "unbroken_claim_count") == broken
    assert values.status("network", "claimed_to_date_eur") == broken
    assert values.status("network", "claim_funding_eur", "2--state") == broken
    assert values.status("betala", "municipal_share_eur") == broken
    assert values.number("network", "claimed_eur", "2") == 18_000
    assert values.status("network", "cost_to_date_eur") == ("missing", "costs_incomplete")


def test_commitments_and_payments_are_each_towns_and_all_towns(values):
    assert values.number("network", "municipal_commitment_eur") == 6000
    assert values.number("alfala", "municipal_commitment_eur") == 4000
    assert values.number("alfala", "municipal_commitment_eur", "2022") == 3000
    assert values.number("alfala", "municipal_payment_eur") == 1500
    assert values.status("betala", "municipal_payment_eur") == ("missing", "not_reported")
    assert values.status("gammala", "municipal_commitment_eur") == ("missing", "not_reported")


def test_the_towns_shares_of_the_claims_add_up_to_the_municipal_part(values):
    # 6299.83 in proportion to 4000 and 2000: 4199.886 and 2099.943; the cent goes to the larger remainder.
    assert values.number("alfala", "municipal_share_eur") == 4199.89
    assert values.number("betala", "municipal_share_eur") == 2099.94
    assert values.number("network", "municipal_share_eur") == 6299.83
    assert values.status("gammala", "municipal_share_eur") == ("missing", "not_committed")
    assert values.row("betala", "municipal_share_eur").source == (
        "alfala.xlsx!claims!2-5; alfala.xlsx!municipal_funding!4"
    )


def test_hours_of_the_quarter_become_full_time_persons(values):
    assert values.number("alfala", "full_time_equivalents") == 1
    assert values.number("alfala", "full_time_equivalents", "TP1") == pytest.approx(286 / 430)
    assert values.number("betala", "full_time_equivalents") == 0.5
    assert values.number("network", "full_time_equivalents") == 1.5
    assert values.status("gammala", "full_time_equivalents") == ("missing", "hours_not_sent")


def test_hours_of_every_quarter_become_the_mean_of_full_time_persons_since_the_start(measure):
    # 830 hours in the 13 months since 1.9.2021: 830 / (13 · 1720 / 12). Those of June came twice and count once.
    months = {"2021Q3": "2021-09-01", "2021Q4": "2021-11-01", "2022Q1": "2022-02-01", "2022Q2": "2022-06-01"}
    earlier = {quarter: hours("alfala", (month, "TP1", 100)) for quarter, month in months.items()}
    sent = money()
    sent["alfala"]["hours"] += hours("alfala", ("2022-06-01", "TP1", 100))
    values = measure(sent, earlier={"alfala": {"hours": earlier}})
    assert values.number("alfala", "full_time_equivalents_to_date") == pytest.approx(830 * 12 / (13 * 1720))
    assert values.number("alfala", "full_time_equivalents_to_date", "TP2") == pytest.approx(144 * 12 / (13 * 1720))
    assert values.status("betala", "full_time_equivalents_to_date") == ("missing", "hours_incomplete")
    assert values.status("network", "full_time_equivalents_to_date") == ("missing", "hours_incomplete")


def test_a_town_that_is_not_asked_for_hours_has_no_row_of_them(measure, three_towns):
    gammala = three_towns.towns["gammala"].model_copy(update={"has_project_staff": False})
    project = three_towns.model_copy(update={"towns": {**three_towns.towns, "gammala": gammala}})
    values = measure(money(), project=project)
    assert "full_time_equivalents" not in set(values.frame["indicator"][values.frame["town"] == "gammala"])
    assert values.number("network", "full_time_equivalents") == 1.5


def test_the_order_of_the_coordinators_rows_changes_no_amount(measure, values):
    turned = money()
    for name in ("budget_plan", "claims", "costs", "municipal_funding"):
        turned["alfala"][name] = turned["alfala"][name][::-1]
    columns = ["town", "indicator", "dimension", "value", "status", "reason", "n"]
    assert measure(turned).frame[columns].equals(values.frame[columns])
