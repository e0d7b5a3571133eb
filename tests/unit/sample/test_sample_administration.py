"""The invented administration adds up to the application's budget, and only the coordinator sends it."""

from collections import Counter
from collections.abc import Iterable

import pytest

from cli.sample.administration import claims, costs
from cli.sample.records import Record, TownTables
from config.models import Project
from config.quarters import Quarter

AllTables = dict[str, TownTables]
COORDINATORS = {"budget_plan", "costs", "claims", "municipal_funding", "steering", "risks"}


def sums(rows: Iterable[Record], *columns: str) -> dict[tuple[object, ...], float]:
    totals: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        totals[tuple(row[column] for column in columns)] += round(100 * float(str(row["amount_eur"])))  # cents
    return {key: cents / 100 for key, cents in totals.items()}


def test_the_administration_is_sent_by_the_coordinator_and_hours_by_towns_with_staff(
    project: Project, tables_of_towns: AllTables
):
    for town, tables in tables_of_towns.items():
        assert (set(tables) >= COORDINATORS) == (town == project.identity.coordinator)
        assert bool(set(tables) & COORDINATORS) == (town == project.identity.coordinator)
        assert ("hours" in tables) == project.towns[town].has_project_staff


def test_the_budget_has_the_applications_sums(project: Project, tables_of_towns: AllTables):
    rows = tables_of_towns["iisalmi"]["budget_plan"]
    by_year = {
        (year, name): eur for name, cost in project.budget.cost_types.items() for year, eur in cost.by_year.items()
    }
    assert sums(rows, "year", "cost_type") == by_year
    assert sum(row["municipal_eur"] for row in rows) == 125_999
    assert sum(row["state_eur"] for row in rows) == 503_997
    services = sums([row for row in rows if row["cost_type"] == "services"], "work_package")
    assert services == {
        ("TP1",): 40_000, ("TP2",): 45_000, ("TP3",): 10_000, ("TP4",): 15_000, ("kohdentamaton",): 10_000
    }  # fmt: skip


def test_the_costs_of_all_quarters_add_up_to_the_budget(project: Project):
    vouchers = [row for quarter in project.calendar.quarters for row in costs(project, quarter)]
    by_year: Counter[tuple[int, object]] = Counter()
    for row in vouchers:
        by_year[row["voucher_date"].year, row["cost_type"]] += round(100 * row["amount_eur"])
    assert {key: cents / 100 for key, cents in by_year.items()} == {
        (year, name): eur for name, cost in project.budget.cost_types.items() for year, eur in cost.by_year.items()
    }
    assert all(project.identity.planned_start <= row["voucher_date"] <= project.identity.end for row in vouchers)


def test_the_last_claims_leave_nothing_of_the_budget_but_the_last_half_year(project: Project):
    rows = claims(project, Quarter(2023, 4))
    claimed = sum(row["claimed_eur"] for row in rows)
    last_half = sum(row["amount_eur"] for quarter in (3, 4) for row in costs(project, Quarter(2023, quarter)))
    assert claimed + last_half == pytest.approx(629_996)


def test_every_towns_commitment_is_in_the_municipal_funding(project: Project, tables_of_towns: AllTables):
    rows = tables_of_towns["iisalmi"]["municipal_funding"]
    assert {row["partner_town"] for row in rows} == set(project.towns)
    assert sum(row["committed_eur"] for row in rows) == 125_999


def test_an_events_cost_names_a_voucher_that_is_among_the_costs(tables_of_towns: AllTables):
    tables = tables_of_towns["iisalmi"]
    (event,) = [row for row in tables["events_visits"] if row["cost_eur"]]
    (voucher,) = [row for row in tables["costs"] if (row["voucher_id"],) == event["voucher_ids"]]
    assert event["cost_eur"] <= voucher["amount_eur"]


def test_mailboxes_are_example_addresses(tables_of_towns: AllTables):
    for tables in tables_of_towns.values():
        assert all(row["email"].endswith("@example.org") for row in tables["contacts"])
