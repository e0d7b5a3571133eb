"""Figures about firms are hidden so that no reader can compute one of them."""

import pandas as pd
import pytest
from hypothesis import given, settings

from tasks.measure.disclosure import sensitivity, suppress
from tasks.measure.key_figures import pool_key_figures
from tasks.measure.suppression_grid import Grid
from tests.unit.measure.attack import derivable, derivable_cells
from tests.unit.measure.firm_figures import LIMITS, SECTORS, key_figures, towns_with_figures
from tests.unit.measure.three_towns import BETALA_FIGURES, everything, figures

COUNTRY_SHARES = {"metsa": 0.04, "teknologia": 0.12, "meri": 0.02, "elintarvike": 0.06, "muu": 0.76}


# The single cell


@pytest.mark.parametrize(
    ("firms", "employees", "share_class", "reason"),
    [
        (0, 0, "", ""),
        (0, 7, "", "few_firms"),
        (None, 7, "under_50", "few_firms"),
        (1, 7, "over_70", "few_firms"),
        (2, 7, "under_50", "few_firms"),
        (3, 7, "under_50", ""),
        (3, 7, "from_50_to_70", ""),
        (3, 7, "", "dominance_unknown"),
        (4, 7, "", "dominance_unknown"),
        (5, 7, "", ""),
        (40, 7, "over_70", "dominant_firm"),
    ],
)
def test_a_cell_is_sensitive_with_few_firms_or_a_dominant_one(firms, employees, share_class, reason):
    assert sensitivity(firms, employees, share_class, LIMITS) == reason


# One town


def hidden_employees(towns, *, is_pooled=False):
    pooled = pool_key_figures(towns, SECTORS) if is_pooled else None
    return dict(suppress(towns, pooled, LIMITS).hidden["employee_count"])


def test_nothing_is_hidden_without_a_sensitive_cell():
    assert hidden_employees({"a": key_figures("a", BETALA_FIGURES)}, is_pooled=True) == {}


def test_a_sensitive_sector_takes_the_next_smallest_with_it():
    # The total minus the other sectors would be the two firms' 40 employees.
    town = key_figures(
        "a", {"metsa": (40, 2), "teknologia": (90, 9), "meri": (60, 4), "elintarvike": (70, 7), "muu": (900, 99)}
    )
    assert hidden_employees({"a": town}) == {("a", "metsa"): "few_firms", ("a", "meri"): "complementary"}


def test_a_sector_without_firms_hides_nobody_and_is_not_hidden():
    town = key_figures(
        "a", {"metsa": (40, 2), "teknologia": (90, 9), "meri": (0, 0), "elintarvike": (70, 7), "muu": (900, 99)}
    )
    assert hidden_employees({"a": town}) == {("a", "metsa"): "few_firms", ("a", "elintarvike"): "complementary"}


def test_two_single_firms_do_not_hide_each_other():
    # Each of the two knows its own figure and would have the other's from the sum.
    town = key_figures(
        "a", {"metsa": (40, 1), "teknologia": (90, 9), "meri": (60, 1), "elintarvike": (70, 7), "muu": (900, 99)}
    )
    assert set(hidden_employees({"a": town})) == {("a", "metsa"), ("a", "meri"), ("a", "elintarvike")}


def test_a_total_of_one_sector_is_hidden_with_it():
    town = key_figures(
        "a", {"metsa": (40, 2), "teknologia": (0, 0), "meri": (0, 0), "elintarvike": (0, 0), "muu": (0, 0)}
    )
    assert set(hidden_employees({"a": town})) == {("a", "metsa"), ("a", "yhteensa")}


def test_a_dominated_total_is_not_the_sum_of_published_sectors():
    town = key_figures("a", BETALA_FIGURES, {"yhteensa": "over_70"})
    hidden = hidden_employees({"a": town})
    assert hidden["a", "yhteensa"] == "dominant_firm"
    assert len(hidden) == 2


# Several towns and their sum

CALM = {"metsa": (100, 9), "teknologia": (200, 9), "meri": (300, 9), "elintarvike": (400, 9), "muu": (500, 9)}


def test_the_sum_over_towns_is_hidden_where_it_would_give_the_one_hidden_town_away():
    towns = {
        "a": key_figures("a", {**CALM, "metsa": (40, 2)}),
        "b": key_figures("b", CALM),
        "c": key_figures("c", CALM),
    }
    # Town a hides metsa and its next smallest, teknologia; no other town hides them, so their sums are hidden too.
    assert set(hidden_employees(towns, is_pooled=True)) == {
        ("a", "metsa"), ("a", "teknologia"), ("network", "metsa"), ("network", "teknologia")
    }  # fmt: skip


def test_two_hidden_towns_protect_each_other_and_their_sum_is_published():
    towns = {
        "a": key_figures("a", {**CALM, "metsa": (40, 2)}),
        "b": key_figures("b", {**CALM, "metsa": (50, 2)}),
        "c": key_figures("c", CALM),
    }
    assert set(hidden_employees(towns, is_pooled=True)) == {
        ("a", "metsa"), ("a", "teknologia"), ("b", "metsa"), ("b", "teknologia")
    }  # fmt: skip


def test_a_sum_that_is_mostly_one_dominated_town_is_hidden():
    towns = {
        "a": key_figures("a", {**CALM, "metsa": (9000, 9)}, {"metsa": "over_70"}),
        "b": key_figures("b", {**CALM, "metsa": (50, 2)}),
        "c": key_figures("c", CALM),
    }
    assert hidden_employees(towns, is_pooled=True)["network", "metsa"] == "dominant_firm"


def test_cells_that_only_all_sums_together_give_away_are_hidden_further():
    # Towns 1 and 2 hide A and B, towns 3 and 4 hide C and D; town 5 hides A and C. No single sum has one unknown,
    # but the sums of A and B minus the rows of 1 and 2 leave town 5's A.
    amounts = {(t, s): 10.0 for t in "12345" for s in "ABCD"}
    amounts |= {(t, "yhteensa"): 40.0 for t in "12345"} | {("network", s): 50.0 for s in "ABCD"}
    amounts["network", "yhteensa"] = 200.0
    hidden = {
        (t, s): "few_firms" for t, sectors in zip("12345", ("AB", "AB", "CD", "CD", "AC"), strict=True) for s in sectors
    }
    grid = Grid(amounts, dict.fromkeys(amounts, 5), LIMITS, dict(hidden), frozenset("12345"))
    open_to = {cell for cell in hidden if not grid.is_protected(cell, grid.attack())}
    assert open_to == {("5", "A"), ("5", "C")} == derivable_cells(amounts, hidden)
    grid.protect()
    assert derivable_cells(amounts, grid.hidden) == set()


@given(towns_with_figures())
@settings(max_examples=100, deadline=None)
def test_no_sensitive_cell_can_be_computed_from_what_is_published(towns):
    pooled = pool_key_figures(towns, SECTORS)
    hidden = suppress(towns, pooled, LIMITS).hidden["employee_count"]
    cells = {(town, s) for town in towns for s in (*SECTORS, "yhteensa")}
    cells |= {("network", s) for s in (*SECTORS, "yhteensa")}
    sensitive = {cell for cell, reason in hidden.items() if reason != "complementary"}
    assert not derivable_cells(cells, set(hidden)) & sensitive


@given(towns_with_figures())
@settings(max_examples=100, deadline=None)
def test_the_hidden_sectors_of_a_published_total_stand_for_enough_firms(towns):
    hidden = suppress(towns, pool_key_figures(towns, SECTORS), LIMITS).hidden["employee_count"]
    for town, known in towns.items():
        lost = [sector for sector in SECTORS if (town, sector) in hidden]
        if lost and (town, "yhteensa") not in hidden:
            assert len(lost) >= 2
            assert sum(known.amount("firm_count", sector) for sector in lost) >= 3


@given(towns_with_figures())
@settings(max_examples=50, deadline=None)
def test_hiding_does_not_depend_on_the_order_of_the_towns(towns):
    turned = dict(reversed(towns.items()))
    assert suppress(towns, pool_key_figures(towns, SECTORS), LIMITS) == suppress(
        turned, pool_key_figures(turned, SECTORS), LIMITS
    )


# The whole table: every published number of every indicator is used for the attack.


@pytest.fixture(scope="module")
def sensitive_values(measure):
    sent = everything()
    money = {
        "turnover_eur": {"metsa": 8e6, "teknologia": 90e6, "meri": 30e6, "elintarvike": 10e6, "muu": 200e6},
        "export_eur": {"metsa": 4e6, "teknologia": 45e6, "meri": 10e6, "elintarvike": 1e6, "muu": 20e6},
        "rd_expenditure_eur": {"metsa": 1e5, "teknologia": 4e6, "meri": 0, "elintarvike": 0, "muu": 1e6},
    }
    sent["alfala"]["key_figures"] = figures(
        {"metsa": (40, 2), "teknologia": (300, 12), "meri": (60, 6), "elintarvike": (100, 7), "muu": (500, 50)}, **money
    )
    return measure(sent)


def known_employees(values):
    """Return the employees of each town and sector that a reader can read, or compute by multiplication."""
    known = {}
    for town in ("alfala", "betala", "network"):
        for sector in (*COUNTRY_SHARES, "yhteensa"):
            row = values.row(town, "employee_count", sector)
            if row.status == "ok":
                known[town, sector] = row.value
        total = known[town, "yhteensa"]
        for sector, country_share in COUNTRY_SHARES.items():
            quotient = values.row(town, "location_quotient", sector)
            if quotient.status == "ok":
                known[town, sector] = quotient.value * country_share * total
            if not pd.isna(quotient.n):
                known[town, sector] = quotient.n
            if town != "network" and values.row(town, "employee_share_pct", sector).status == "ok":
                known[town, sector] = values.number(town, "employee_share_pct", sector) / 100 * total
    return known


def test_employees_of_two_firms_cannot_be_had_from_any_published_number(sensitive_values):
    cells = {(town, s) for town in ("alfala", "betala", "network") for s in (*COUNTRY_SHARES, "yhteensa")}
    hidden = cells - set(known_employees(sensitive_values))
    assert ("alfala", "metsa") in hidden
    assert derivable_cells(cells, hidden) == set()


def test_a_measure_over_all_sectors_is_no_equation_for_a_hidden_one(sensitive_values):
    for town in ("alfala", "network"):
        for indicator in ("herfindahl_index", "krugman_index"):
            assert sensitive_values.status(town, indicator) == ("suppressed", "complementary")
    assert sensitive_values.number("betala", "herfindahl_index") > 0


def test_the_number_of_observations_does_not_tell_what_is_hidden(sensitive_values):
    hidden = sensitive_values.frame[sensitive_values.frame["status"] == "suppressed"]
    assert hidden["n"].isna().all()
    assert {"employee_count", "turnover_eur", "export_share_pct", "location_quotient"} <= set(hidden["indicator"])


def test_money_of_two_firms_cannot_be_had_from_totals_and_shares(sensitive_values):
    columns = (*COUNTRY_SHARES, "yhteensa")
    turnover = {s for s in columns if sensitive_values.row("alfala", "turnover_eur", s).status == "ok"}
    exports = {
        s for s in turnover if sensitive_values.row("alfala", "export_share_pct", s).status == "ok"
    }  # fmt: skip
    for published in (turnover, exports):
        assert "yhteensa" in published
        assert "metsa" not in published
        cells = {("alfala", s) for s in columns}
        assert derivable_cells(cells, cells - {("alfala", s) for s in published}) == set()


def test_the_number_of_firms_of_a_dominated_sector_is_published(measure):
    sent = everything()
    sent["alfala"]["key_figures"][1]["largest_firm_share_class"] = "over_70"
    values = measure(sent)
    assert values.status("alfala", "employee_count", "teknologia") == ("suppressed", "dominant_firm")
    assert values.number("alfala", "firm_count", "teknologia") == 12


def test_the_attack_finds_a_figure_that_is_left_open():
    # A guard of the tests above: one hidden cell in a row with its total is computed at once.
    cells = {("a", "metsa"), ("a", "muu"), ("a", "yhteensa")}
    assert derivable_cells(cells, {("a", "metsa")}) == {("a", "metsa")}
    assert derivable([{"x": 1, "y": 1}, {"x": 1, "y": -1}], {"x", "y"}) == {"x", "y"}
    assert derivable([{"x": 1, "y": 1}], {"x", "y"}) == set()
