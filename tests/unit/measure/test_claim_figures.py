"""The figures of a payment claim, worked by hand: a period of two quarters, earlier claims, funders and towns."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from config.quarters import Quarter
from tasks.measure.claim_figures import claim_figures
from tests.conftest import table
from tests.unit.measure.three_towns import with_three_towns

CLAIMS = """
    claim_number | cost_type | period_start | period_end | claimed_eur | approved_eur | paid_eur
    1            | personnel | 2021-09-01   | 2021-12-31 | 11000.40    |              |
    1            | services  | 2021-09-01   | 2021-12-31 | 500.10      |              |
"""
VOUCHERS = {
    "2021Q3": "alfala | 2021-09-30 | personnel | 4000.40 | recorded |",
    "2021Q4": """alfala | 2021-12-30 | personnel | 7000.00 | recorded |
                 alfala | 2021-12-31 | services  | 500.10  | recorded |""",
    "2022Q1": """alfala | 2022-01-31 | personnel | 9000.00 | recorded |
                 betala | 2022-02-28 | personnel | 1000.25 | recorded |
                 alfala | 2022-03-01 | services  | 700.00  | rejected |""",
    "2022Q2": """betala | 2022-06-30 | services  | 2000.08 | recorded |
                 alfala | 2021-12-20 | personnel | 100.00  | claimed  | 2""",
}
COMMITMENTS = "alfala | 2022 | 4000\nbetala | 2022 | 2000"


def typed(text, columns, dates=()):
    frame = table(" | ".join(columns) + "\n" + text)
    for name in dates:
        frame[name] = pd.to_datetime(frame[name])
    return frame


def with_refs(frame, sheet):
    return frame.assign(source_ref=[f"a.xlsx!{sheet}!{row}" for row in range(2, len(frame) + 2)])


def vouchers(given=None):
    columns = ("partner_town", "voucher_date", "cost_type", "amount_eur", "state", "claim_number")
    found = {}
    for quarter, text in (VOUCHERS if given is None else given).items():
        frame = typed(text, columns, ["voucher_date"])
        numbers = pd.to_numeric(frame["claim_number"], errors="coerce").astype("Int64")
        refs = [f"{quarter}/a.xlsx!costs!{row}" for row in range(2, len(frame) + 2)]
        found[quarter] = frame.assign(claim_number=numbers, source_ref=refs, state=frame["state"].str.strip())
    return found


def figures(project, quarter="2022Q2", claims=CLAIMS, commitments=COMMITMENTS, given=None):
    claim_rows = table(claims)
    for name in ("period_start", "period_end"):
        claim_rows[name] = pd.to_datetime(claim_rows[name])
    claim_rows["source_ref"] = [f"a.xlsx!claims!{row}" for row in range(2, len(claim_rows) + 2)]
    tables = {
        "budget_plan": pd.DataFrame(),
        "claims": claim_rows,
        "municipal_funding": with_refs(typed(commitments, ("partner_town", "year", "committed_eur")), "funding"),
    }
    return claim_figures(with_three_towns(project), Quarter.parse(quarter), tables, vouchers(given))


@pytest.fixture
def second(project):
    """The claim of the first half of 2022."""
    return figures(project)


def test_the_period_begins_on_the_day_after_the_claim_before_and_ends_with_the_quarter(second):
    assert (second.number, second.start, second.end) == (2, dt.date(2022, 1, 1), dt.date(2022, 6, 30))
    assert not second.is_last
    assert second.breaks == ()


def test_a_voucher_counts_by_its_day_or_by_the_claim_that_it_names_and_a_rejected_one_does_not(second):
    assert second.period == {"personnel": Decimal("10100.25"), "services": Decimal("2000.08")}
    assert second.before == {"personnel": Decimal("11000.40"), "services": Decimal("500.10")}
    assert second.sources.period["personnel"] == (
        "2022Q1/a.xlsx!costs!2", "2022Q1/a.xlsx!costs!3", "2022Q2/a.xlsx!costs!3"
    )  # fmt: skip


def test_the_implementing_towns_add_up_to_the_period(second):
    assert second.by_town["alfala"] == {"personnel": Decimal("9100.00"), "services": 0}
    assert second.by_town["betala"] == {"personnel": Decimal("1000.25"), "services": Decimal("2000.08")}


def test_the_funders_parts_are_rounded_by_their_sums_to_date(second):
    # 80 % of 11 500.50 is 9200.40, and of 23 600.83 it is 18 880.664: 9200 and 18 881, so this period has 9681.
    assert second.funding == {"state": Decimal(9681), "municipal": Decimal("2419.33")}
    assert second.funding_before == {"state": Decimal(9200), "municipal": Decimal("2300.50")}
    assert sum(second.funding.values()) == second.period_total == Decimal("12100.33")


def test_the_towns_bear_the_municipal_part_in_proportion_to_their_commitments(second):
    # Two thirds and a third of 4719.83 (3146.553, 1573.277) less those of 2300.50 (1533.667, 766.833).
    assert second.municipal == {"alfala": Decimal("1612.88"), "betala": Decimal("806.45")}
    assert sum(second.municipal.values()) == second.funding["municipal"]


def test_all_vouchers_to_date_are_what_was_claimed_before_and_now(second):
    assert second.vouchers_to_date == Decimal("23600.83")


def test_a_quarter_without_vouchers_leaves_the_period_unknown_and_is_named(project):
    some = {quarter: text for quarter, text in VOUCHERS.items() if quarter != "2022Q1"}
    claim = figures(project, given=some)
    assert claim.missing_quarters == ("2022Q1",)
    assert (claim.period, claim.period_total, claim.funding, claim.vouchers_to_date) == (None, None, None, None)
    assert claim.before["personnel"] == Decimal("11000.40")


def test_the_first_claim_begins_with_the_project(project):
    none = CLAIMS.splitlines()[1]
    claim = figures(project, "2021Q4", claims=none)
    assert (claim.number, claim.start, claim.end) == (1, dt.date(2021, 9, 1), dt.date(2021, 12, 31))
    assert claim.period_total == Decimal("11500.50")
    assert claim.stated is None


def test_a_claim_that_the_register_has_is_made_again_from_its_vouchers(project):
    row = "    2 | personnel | 2022-01-01 | 2022-06-30 | 10000.25 | |\n"
    claim = figures(project, claims=CLAIMS + row)
    assert claim.number == 2
    assert claim.stated == {"personnel": Decimal("10000.25"), "services": 0}
    assert claim.period["personnel"] == Decimal("10100.25")


def test_a_gap_between_claims_and_an_overlap_are_named(project):
    gap = CLAIMS.replace("2021-09-01", "2021-11-01")
    assert figures(project, claims=gap).breaks == (1,)
    overlap = CLAIMS + "    2 | personnel | 2021-12-01 | 2022-06-30 | 10.00 | |\n"
    claim = figures(project, claims=overlap)
    assert claim.breaks == (2,)
    assert (claim.start, claim.expected_start) == (dt.date(2021, 12, 1), dt.date(2022, 1, 1))


def test_a_voucher_outside_the_project_is_named(project):
    late = VOUCHERS | {"2022Q2": "alfala | 2024-01-03 | services | 10.00 | recorded |"}
    assert figures(project, given=late).outside_refs == ("2022Q2/a.xlsx!costs!2",)


def test_the_last_claim_ends_with_the_project(project):
    claim = figures(project, "2023Q4")
    assert claim.is_last
    assert claim.end == dt.date(2023, 12, 31)


def test_without_commitments_no_town_bears_a_part(project):
    claim = figures(project, commitments="alfala | 2022 |")
    assert claim.commitments == claim.municipal == {}


def test_each_figure_names_the_rows_that_it_is_made_from(second):
    sources = second.sources
    assert sources.before == {"personnel": ("a.xlsx!claims!2",), "services": ("a.xlsx!claims!3",)}
    assert sources.by_town["betala", "personnel"] == ("2022Q1/a.xlsx!costs!3",)
    assert sources.by_town["betala", "services"] == ("2022Q2/a.xlsx!costs!2",)
    assert sources.commitments == {"alfala": ("a.xlsx!funding!2",), "betala": ("a.xlsx!funding!3",)}
    assert set(sources.claimed) == {*sources.claimed_before, *sources.period["personnel"], *sources.period["services"]}
    # The rejected voucher, in the fourth row of the first quarter of 2022, is in none of them.
    assert len(sources.to_date) == 7
    assert "2022Q1/a.xlsx!costs!4" not in sources.to_date
    assert sources.budget["personnel"] == (), "the budget is that of the application"
    assert sources.stated == ()
