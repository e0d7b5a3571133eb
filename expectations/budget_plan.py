"""What the budget promises: it adds up to the application's, unless a change decision is named."""

import pandas as pd

from config.texts import number_text
from expectations.promise import Known, Promise, told, true_column, unique_key

_ROUNDING_EUR = 1.0


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with the sums of the coordinator's plan beside the application's, on one row of each group."""
    budget = known.project.budget
    is_coordinators = frame["town"] == known.project.identity.coordinator
    decision = frame["change_decision"].groupby(frame["town"]).transform("first")
    plan = frame.assign(is_service=frame["cost_type"] == "services")
    sums = _group_sums(plan, is_coordinators, ["year", "cost_type"], "amount_eur")
    planned = pd.Series(
        [
            budget.cost_types[cost_type].by_year.get(int(year)) if cost_type in budget.cost_types else None
            for year, cost_type in zip(frame["year"].fillna(0), frame["cost_type"], strict=True)
        ],
        index=frame.index,
        dtype="float64",
    )
    differs = (sums - planned).abs() > _ROUNDING_EUR
    services = _group_sums(plan, is_coordinators & plan["is_service"], ["work_package"], "amount_eur")
    packages = known.project.work_packages
    services_planned = (
        frame["work_package"]
        .map(
            {
                name: float(package.services_eur)
                for name, package in packages.items()
                if package.services_eur is not None
            }
        )
        .astype("float64")
    )
    shares = frame[["municipal_eur", "state_eur"]].sum(axis="columns", min_count=2)
    totals = {
        f"{share}_sum": _group_sums(plan, is_coordinators, [], f"{share}_eur") for share in ("municipal", "state")
    }
    return frame.assign(
        decision=decision,
        sum_eur=sums,
        planned_eur=planned,
        check_sum=~(differs & decision.isna()),
        check_changed=~(differs & decision.notna()),
        services_eur=services,
        services_planned_eur=services_planned,
        check_services=~((services > services_planned + _ROUNDING_EUR) & decision.isna()),
        shares_eur=shares,
        check_shares=~((shares - frame["amount_eur"]).abs() > _ROUNDING_EUR),
        **totals,
        **{
            f"check_{share}": ~((totals[f"{share}_sum"] - budget.funding[share].amount_eur).abs() > len(frame) / 2 + 1)
            for share in ("municipal", "state")
            if share in budget.funding
        },
    )


def _group_sums(frame: pd.DataFrame, counted: pd.Series, group: list[str], column: str) -> pd.Series:
    """Return the sum of each town's group on the group's first row that counts, and nothing elsewhere."""
    rows = frame[counted & frame[column].notna()]
    keys = ["town", "folder_quarter", *group]
    sums = rows.groupby(keys)[column].transform("sum")
    return sums.where(~rows.duplicated(keys)).reindex(frame.index)


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    budget = known.project.budget
    return (
        unique_key("BUD-001", known.project.tables["budget_plan"]),
        Promise(
            "BUD-002",
            "amount_eur",
            told(
                "critical",
                (
                    "Vuoden {year} budjetti kustannuslajissa {cost_type} on {sum} €, hakemuksessa {planned} €.",
                    "Budgeten för {year} i kostnadsslaget {cost_type} är {sum} €, i ansökan {planned} €.",
                    "The budget of {year} for {cost_type} is {sum} €, in the application {planned} €.",
                ),
                (
                    "Korjaa rivit tai kirjoita muutospäätöksen numero ja päivä.",
                    "Rätta raderna eller skriv ändringsbeslutets nummer och datum.",
                    "Correct the rows, or write the number and day of the change decision.",
                ),
            ),
            true_column("check_sum"),
            {"year": "year", "cost_type": "cost_type", "sum": "sum_eur", "planned": "planned_eur"},
        ),
        Promise(
            "BUD-003",
            "amount_eur",
            told(
                "info",
                (
                    "Vuoden {year} budjetti ({cost_type}, {sum} €) poikkeaa hakemuksesta ({planned} €): {decision}.",
                    "Budgeten för {year} ({cost_type}, {sum} €) avviker från ansökan ({planned} €): {decision}.",
                    "The {year} budget ({cost_type}, {sum} €) differs from the application ({planned} €): {decision}.",
                ),
                ("Tieto ei vaadi korjausta.", "Uppgiften behöver inte rättas.", "Nothing needs to be corrected."),
            ),
            true_column("check_changed"),
            {
                "year": "year",
                "cost_type": "cost_type",
                "sum": "sum_eur",
                "planned": "planned_eur",
                "decision": "decision",
            },
        ),
        Promise(
            "BUD-004",
            "amount_eur",
            told(
                "warning",
                (
                    "Työpaketin {package} ostopalvelut ovat {sum} €, hakemuksessa {planned} €.",
                    "Köpta tjänster i arbetspaketet {package} är {sum} €, i ansökan {planned} €.",
                    "The purchased services of {package} are {sum} €, in the application {planned} €.",
                ),
                (
                    "Tarkista rivit tai kirjoita muutospäätös.",
                    "Kontrollera raderna eller skriv ändringsbeslutet.",
                    "Check the rows, or write the change decision.",
                ),
            ),
            true_column("check_services"),
            {"package": "work_package", "sum": "services_eur", "planned": "services_planned_eur"},
        ),
        Promise(
            "BUD-005",
            "amount_eur",
            told(
                "warning",
                (
                    "Rivin määrä on {value} €, mutta rahoitusosuudet ovat yhteensä {shares} €.",
                    "Radens belopp är {value} €, men finansieringsandelarna är sammanlagt {shares} €.",
                    "The row's amount is {value} €, but the funding shares sum to {shares} €.",
                ),
                (
                    "Tarkista kuntarahoitus ja valtion rahoitus.",
                    "Kontrollera den kommunala och den statliga finansieringen.",
                    "Check the municipal and the state funding.",
                ),
            ),
            true_column("check_shares"),
            {"shares": "shares_eur"},
        ),
        *(
            Promise(
                code,
                f"{share}_eur",
                told(
                    "warning",
                    (
                        f"{{column}}: rivien summa on {{sum}}, hakemuksessa {amount.fi}.",
                        f"{{column}}: radernas summa är {{sum}}, i ansökan {amount.sv}.",
                        f"{{column}}: the rows sum to {{sum}}, in the application {amount.en}.",
                    ),
                    (
                        "Tarkista rahoituksen jako rivien kesken.",
                        "Kontrollera hur finansieringen är fördelad på raderna.",
                        "Check how the funding is split over the rows.",
                    ),
                ),
                true_column(f"check_{share}"),
                {"sum": f"{share}_sum"},
            )
            for code, share in (("BUD-006", "municipal"), ("BUD-007", "state"))
            if share in budget.funding
            for amount in [number_text(budget.funding[share].amount_eur)]
        ),
    )
