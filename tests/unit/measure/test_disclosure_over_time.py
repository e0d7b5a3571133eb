"""No hidden figure can be derived from the tables of two quarters together, to within its protection range."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.measure.disclosure import suppress
from tasks.measure.key_figures import pool_key_figures
from tasks.measure.publications import PublishedFigures, grid_amounts, published_figures
from tasks.measure.quarter import measure_quarter
from tests.unit.measure.attack import possible_range, sums
from tests.unit.measure.firm_figures import LIMITS, SECTORS, key_figures, towns_with_figures
from tests.unit.measure.three_towns import QUARTER, accept, everything, figures

COLUMNS = (*SECTORS, "yhteensa")
CALM = {"metsa": (100, 9), "teknologia": (200, 9), "meri": (300, 9), "elintarvike": (400, 9), "muu": (500, 9)}


def publish(name, towns, *before):
    """Return what a quarter publishes of the towns' employees after what was published before."""
    pooled = pool_key_figures(towns, SECTORS)
    hidden = suppress(towns, pooled, LIMITS, before).hidden
    cells = {(row, column) for row in (*towns, "network") for column in COLUMNS}
    return PublishedFigures(
        name, towns, pooled,
        {amount: frozenset(cells - cells_hidden.keys()) for amount, cells_hidden in hidden.items()}, hidden,
    )  # fmt: skip


def hidden_employees(publication):
    return dict(publication.hidden["employee_count"])


def a_and_b(**changed):
    return {"a": key_figures("a", {**CALM, "metsa": (40, 2), **changed}), "b": key_figures("b", CALM)}


# Worked by hand


def test_a_table_that_stands_keeps_its_pattern_and_so_does_a_rerun():
    first = publish("q2", a_and_b())
    second = publish("q3", a_and_b(), first)
    assert hidden_employees(second) == hidden_employees(first)
    assert hidden_employees(publish("q2 again", a_and_b(), first, second)) == hidden_employees(first)


def test_a_cell_that_was_hidden_and_stands_unchanged_stays_hidden():
    # Alone, the later table would hide meri, the smallest, beside metsa. The reader has the sum of metsa and teknologia
    # from the earlier table, and with teknologia published would have metsa.
    later = {"a": key_figures("a", {**CALM, "metsa": (40, 2), "meri": (60, 4)})}
    alone = hidden_employees(publish("q3", later))
    assert {column for row, column in alone if row == "a"} == {"metsa", "meri"}
    earlier = {"a": key_figures("a", {**CALM, "metsa": (40, 2)})}
    after = hidden_employees(publish("q3", later, publish("q2", earlier)))
    assert {column for row, column in after if row == "a"} == {"metsa", "teknologia"}


def test_a_town_that_joins_a_sum_is_not_given_away_by_the_sum_before():
    # Towns a and b hide metsa and are published as a sum of 90. With c the sum would be 150, so c would be 60.
    before = {town: key_figures(town, {**CALM, "metsa": (n, 2)}) for town, n in (("a", 40), ("b", 50))}
    now = before | {"c": key_figures("c", {**CALM, "metsa": (60, 2)})}
    first = publish("q2", before)
    assert ("network", "metsa") not in hidden_employees(first)
    assert ("network", "metsa") not in hidden_employees(publish("q3", now))
    assert ("network", "metsa") in hidden_employees(publish("q3", now, first))


def test_a_figure_that_was_published_and_stands_hides_nothing():
    # The single firm of metsa comes when teknologia has been published, so teknologia cannot stand in its way.
    before = {"a": key_figures("a", {**CALM, "metsa": (90, 9)})}
    now = {"a": key_figures("a", {**CALM, "metsa": (30, 1)})}
    alone = hidden_employees(publish("q3", now))
    assert ("a", "teknologia") in alone
    after = hidden_employees(publish("q3", now, publish("q2", before)))
    assert {column for row, column in after if row == "a"} == {"metsa", "yhteensa"}


def test_a_total_that_was_published_and_stands_cannot_be_taken_back():
    # The one sector of the earlier table gave way to another of the same size, with a single firm: nothing else in the
    # later table is more than zero, so there is nothing to hide it behind.
    none = dict.fromkeys(SECTORS, (0, 0))
    before = {"a": key_figures("a", {**none, "elintarvike": (7, 3)})}
    now = {"a": key_figures("a", {**none, "teknologia": (7, 1)})}
    first = publish("q2", before)
    second = publish("q3", now, first)
    assert {("a", "teknologia"), ("a", "yhteensa")} <= hidden_employees(second).keys()
    assert unprotected(first, second) == set()
    same = [table_of(first, lambda c: c if c == ("a", "yhteensa") else ("q2", *c)), table_of(second, lambda c: c)]
    assert possible_range(same, ("a", "teknologia")) == (7, 7)


def test_another_year_of_the_figures_is_another_table():
    before = {"a": replace(key_figures("a", {**CALM, "metsa": (90, 9)}), first_year=2020, year=2020)}
    now = {"a": key_figures("a", {**CALM, "metsa": (30, 1)})}
    assert hidden_employees(publish("q3", now, publish("q2", before))) == hidden_employees(publish("q3", now))


def test_a_hidden_sector_is_not_known_to_within_a_tenth_from_its_row():
    # Two sectors of 900 and 10 employees hidden together would leave the larger one between 0 and 910.
    towns = {"a": key_figures("a", {**CALM, "metsa": (900, 2), "meri": (10, 3)})}
    hidden = hidden_employees(publish("q3", towns))
    lost = {column for row, column in hidden if row == "a"}
    assert {"metsa", "meri"} < lost
    _, greatest = possible_range([table_of(publish("q3", towns), lambda cell: cell)], ("a", "metsa"))
    assert greatest >= 990


# By linear programming, over the tables of two quarters


def table_of(publication, name):
    """Return a publication as the attacker of the tests takes it, each figure under a name."""
    amounts = grid_amounts(publication.figures, publication.pooled, "employee_count")
    towns = publication.pooled.towns
    parts = {cell for cell in amounts if cell[0] in (*towns, "network")}
    equations = sums(parts, "yhteensa", "network")
    published = publication.open_cells["employee_count"] & amounts.keys()
    return (
        {name(cell): amount for cell, amount in amounts.items()},
        {name(cell) for cell in published},
        [{name(cell): sign for cell, sign in equation.items()} for equation in equations],
    )


def unprotected(first, second):
    """Return the sensitive figures that the tables of two quarters together give away and hiding more would not.

    No choice of hidden cells protects what the earlier table gives away with the zeros of the later one, which say that
    there is no firm: a total that was published and stands, with one sector in it now.
    """
    then, now = (grid_amounts(p.figures, p.pooled, "employee_count") for p in (first, second))
    same = {cell for cell in then if cell[0] != "network" and then[cell] == now.get(cell)}

    def earlier_name(cell):
        return cell if cell in same else ("q2", *cell)

    before, after = table_of(first, earlier_name), table_of(second, lambda cell: cell)
    amounts, _, equations = after
    zeros = {name for name in after[1] if amounts[name] == 0}
    sensitive = {cell for cell, reason in hidden_employees(second).items() if reason != "complementary"}
    sensitive |= {earlier_name(c) for c, reason in hidden_employees(first).items() if reason != "complementary"}
    return {
        figure
        for figure in sensitive - before[1] - after[1]
        if comes_near(figure, before, after) and not comes_near(figure, before, (amounts, zeros, equations))
    }


def comes_near(figure, before, after):
    """Return whether two tables leave a figure less than its protection range on some side."""
    true = {**before[0], **after[0]}[figure]
    least, greatest = possible_range([before, after], figure)
    wanted = max(true / 10, 1)
    return greatest < true + wanted - 1e-6 or least > max(true - wanted, 0) + 1e-6


@st.composite
def two_quarters(draw):
    """Return the towns of a quarter and of the next, in which some stand unchanged, some change and some are new."""
    before, drawn = draw(towns_with_figures()), draw(towns_with_figures())
    now = {}
    for town in sorted(before | drawn):
        fate = draw(st.sampled_from(["stands", "stands", "one_sector", "other"]))
        if town not in before or (fate == "other" and town in drawn):
            now[town] = drawn[town]
        elif fate == "one_sector":
            by_sector = {
                s: (before[town].amount("employee_count", s), before[town].amount("firm_count", s)) for s in SECTORS
            }
            sector = draw(st.sampled_from(SECTORS))
            classes = {s: cell.largest_firm_share_class for s, cell in before[town].cells.items()}
            now[town] = key_figures(
                town, {**by_sector, sector: (draw(st.integers(1, 400)), draw(st.integers(1, 7)))}, classes
            )
        else:
            now[town] = before[town]
    return before, now


@given(two_quarters())
@settings(max_examples=60, deadline=None)
def test_no_two_quarters_give_a_hidden_figure_away(quarters):
    before, now = quarters
    first = publish("q2", before)
    assert unprotected(first, publish("q3", now, first)) == set()


@given(towns_with_figures())
@settings(max_examples=30, deadline=None)
def test_no_single_quarter_gives_a_hidden_figure_away(towns):
    only = publish("q3", towns)
    assert unprotected(only, only) == set()


def test_the_attack_finds_what_a_quarter_alone_would_give_away():
    # A guard of the tests above: the town that joins, as if nothing had been published before.
    before = {town: key_figures(town, {**CALM, "metsa": (n, 2)}) for town, n in (("a", 40), ("b", 50))}
    now = before | {"c": key_figures("c", {**CALM, "metsa": (60, 2)})}
    assert ("c", "metsa") in unprotected(publish("q2", before), publish("q3", now))


# The tables that a run makes


def sectors_hidden(values, indicator):
    rows = values[(values["town"] == "alfala") & (values["indicator"] == indicator)]
    return set(rows["dimension"][rows["status"] == "suppressed"])


@pytest.mark.parametrize("indicator", ["employee_count", "turnover_eur", "location_quotient"])
def test_the_values_of_a_run_keep_hidden_what_the_run_before_hid(three_towns, snapshot, indicator):
    first_figures = {
        "metsa": (40, 2),
        "teknologia": (300, 12),
        "meri": (60, 6),
        "elintarvike": (100, 7),
        "muu": (500, 50),
    }
    money = {"turnover_eur": {"metsa": 8e6, "teknologia": 90e6, "meri": 30e6, "elintarvike": 40e6, "muu": 200e6}}

    def run(by_sector, *publications):
        sent = everything()
        sent["alfala"]["key_figures"] = figures(by_sector, **money)
        accepted = accept(three_towns, sent)
        return accepted, measure_quarter(three_towns, QUARTER, accepted, snapshot, publications)

    accepted, first = run(first_figures)
    published = published_figures("r1", accepted.tables["key_figures"], first, tuple(three_towns.sectors))
    fewer_in_food = {**first_figures, "elintarvike": (50, 7)}
    assert sectors_hidden(first, indicator) == {"metsa", "meri"}
    assert sectors_hidden(run(fewer_in_food)[1], indicator) == {"metsa", "elintarvike"}
    assert sectors_hidden(run(fewer_in_food, published)[1], indicator) == {"metsa", "meri"}
