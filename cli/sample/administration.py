"""The invented administration of the project: budget, costs, hours, claims, municipal funding, decisions and risks."""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import TownProfile, latest_population
from cli.sample.records import Record, TownTables
from config.loading import UNALLOCATED
from config.models import Project, Town
from config.quarters import Quarter

HOURS_A_DAY = 7.25
_CENTS = 100
_CLAIMED_AFTER = dt.timedelta(days=45)
_DECIDED_AFTER = dt.timedelta(days=90)
_WORKED_SHARE = 0.88


def administration(project: Project, profile: TownProfile, quarter: Quarter) -> TownTables:
    """Return the tables of the administration that a town sends: hours where it has staff, all if it coordinates."""
    tables: TownTables = {}
    if profile.town.has_project_staff:
        tables["hours"] = hours(project, profile, quarter)
    if profile.town.slug == project.identity.coordinator:
        tables |= {
            "budget_plan": budget_plan(project),
            "costs": costs(project, quarter),
            "claims": claims(project, quarter),
            "municipal_funding": municipal_funding(project, quarter),
            "steering": steering(project, profile, quarter),
            "risks": risks(profile, quarter),
        }
    return {name: rows for name, rows in tables.items() if rows}


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Return a whole amount in parts by weight that add up to it."""
    whole = sum(weights)
    marks = [round(total * float(part) / whole) for part in accumulate(weights, initial=0.0)]
    return [after - before for before, after in pairwise(marks)]


def _staff_towns(project: Project) -> list[tuple[Town, float]]:
    """Return the towns with project staff, each with its share of the staff."""
    full_time = project.budget.full_time_equivalents
    staffed = [town for town in project.towns.values() if town.has_project_staff]
    others = max(1, len(staffed) - 1)
    is_lead = {town.slug: town.slug == project.identity.coordinator for town in staffed}
    return [
        (town, float(full_time["lead_partner"]) if is_lead[town.slug] else float(full_time["others"]) / others)
        for town in staffed
    ]


def budget_plan(project: Project) -> list[Record]:
    """Return the budget by year, cost type, work package and town; its sums are those of the application."""
    lead = project.identity.coordinator
    rows: list[Record] = []
    for year in project.budget.years:
        towns = _staff_towns(project)
        by_town = shared_out(project.budget.cost_types["personnel"].by_year[year], [share for _, share in towns])
        packages = _personnel_weights(project, year)
        for (town, _), amount in zip(towns, by_town, strict=True):
            parts = shared_out(amount, list(packages.values()))
            rows += [
                _budget_row(year, "personnel", name, town.slug, part)
                for name, part in zip(packages, parts, strict=True)
            ]
        rows += [_budget_row(year, "services", name, lead, euros) for name, euros in _services(project, year).items()]
    amounts = [int(str(row["amount_eur"])) for row in rows]
    municipal = shared_out(project.budget.funding["municipal"].amount_eur, amounts)
    for row, amount, share in zip(rows, amounts, municipal, strict=True):
        row |= {"municipal_eur": share, "state_eur": amount - share, "change_decision": None}
    return rows


def _budget_row(year: int, cost_type: str, package: str, town: str, amount_eur: int) -> Record:
    return {
        "year": year,
        "cost_type": cost_type,
        "work_package": package,
        "partner_town": town,
        "amount_eur": amount_eur,
    }


def _working_months(project: Project, year: int) -> list[int]:
    """Return the months of a year in which the project works, and so has costs: from its actual start on."""
    start, end = project.identity.actual_start, project.identity.end
    return [month for month in range(1, 13) if (start.year, start.month) <= (year, month) <= (end.year, end.month)]


def _months_of(project: Project, quarter: Quarter) -> list[int]:
    months = _working_months(project, quarter.year)
    return [month for month in months if Quarter.of_day(dt.date(quarter.year, month, 1)) == quarter]


def costs(project: Project, quarter: Quarter) -> list[Record]:
    """Return the quarter's vouchers of all towns; over the quarters they add up to the budget."""
    packages = _personnel_weights(project, quarter.year)
    rows: list[Record] = []
    for month in _months_of(project, quarter):
        towns = _staff_towns(project)
        for number, ((town, _), cents) in enumerate(
            zip(towns, _salaries(project, quarter.year, month), strict=True), 1
        ):
            for package, part in zip(packages, shared_out(cents, list(packages.values())), strict=True):
                rows.append(
                    _voucher(
                        f"{quarter.year}-{month:02d}-p{number}", town.slug, _month_end(quarter.year, month),
                        "personnel", package, part, None,
                    )
                )  # fmt: skip
    return rows + service_vouchers(project, quarter)


def _salaries(project: Project, year: int, month: int) -> list[int]:
    """Return the month's personnel costs of each town with staff, in cents."""
    months = _working_months(project, year)
    shares = [share for _, share in _staff_towns(project)]
    yearly = shared_out(project.budget.cost_types["personnel"].by_year[year] * _CENTS, [1.0] * len(months))
    return shared_out(yearly[months.index(month)], shares)


def service_vouchers(project: Project, quarter: Quarter) -> list[Record]:
    """Return the quarter's vouchers of purchased services, one a work package; a year's are spread evenly."""
    bank = phrases("administration")
    quarters = _service_quarters(project, quarter.year)
    if quarter not in quarters:
        return []
    rows = []
    for number, (package, amount) in enumerate(_services(project, quarter.year).items(), start=1):
        cents = shared_out(amount * _CENTS, [1.0] * len(quarters))[quarters.index(quarter)]
        day = quarter.last_day - dt.timedelta(days=20 + number)
        voucher = f"{quarter.year}-{quarter.number}-o{number}"
        lead = project.identity.coordinator
        rows.append(
            _voucher(voucher, lead, day, "services", package, cents, _supplier(bank["suppliers"], package, number))
        )
    return rows


def _service_quarters(project: Project, year: int) -> list[Quarter]:
    """Return the quarters of a year in which services are bought: not in the one in which the project starts."""
    first = Quarter.of_day(project.identity.planned_start)
    last = Quarter.of_day(project.identity.end)
    return [Quarter(year, n) for n in range(1, 5) if _services(project, year) and first < Quarter(year, n) <= last]


def _personnel_weights(project: Project, year: int) -> Mapping[str, float]:
    """Return how work divides between work packages: as written for the shipped project, else evenly."""
    written: Mapping[str, float] = phrases("administration")["personnel_pct"].get(year, {})
    fits = written and set(written) <= set(project.work_packages)
    return written if fits else dict.fromkeys(project.work_packages, 1.0)


def _services(project: Project, year: int) -> Mapping[str, int]:
    """Return the purchased services of a year by work package: as written, or else the year's budget evenly."""
    written: Mapping[str, int] = phrases("administration")["services_eur"].get(year, {})
    services = project.budget.cost_types.get("services")
    budgeted = services.by_year.get(year, 0) if services else 0
    if sum(written.values()) == budgeted and set(written) <= {*project.work_packages, UNALLOCATED}:
        return written
    parts = shared_out(budgeted, [1.0] * len(project.work_packages))
    return dict(zip(project.work_packages, parts, strict=True)) if budgeted else {}


def _supplier(suppliers: Mapping[str, str], package: str, number: int) -> str:
    names = list(suppliers.values())
    return suppliers.get(package, names[number % len(names)])


def _voucher(
    voucher_id: str, town: str, day: dt.date, cost_type: str, package: str, cents: int, supplier: str | None
) -> Record:
    return {
        "voucher_id": voucher_id,
        "partner_town": town,
        "voucher_date": day,
        "cost_type": cost_type,
        "work_package": package,
        "amount_eur": cents / _CENTS,
        "vat_treatment": "excluded" if supplier else "not_applicable",
        "supplier": supplier,
        "procurement": "quotes" if supplier else "none",
        "state": "recorded",
        "claim_number": None,
        "is_credit_note": False,
    }


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def hours(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return the hours of the town's staff by month and work package, under pseudonyms."""
    chance = random_for(profile.seed, profile.town.slug, "hours", quarter)
    share = next(share for town, share in _staff_towns(project) if town.slug == profile.town.slug)
    persons = [100] * int(share) + [round(100 * (share % 1))] * (share % 1 > 0.01)
    packages = _personnel_weights(project, quarter.year)
    rows: list[Record] = []
    for month in _months_of(project, quarter):
        days = sum(
            dt.date(quarter.year, month, day).weekday() < 5 for day in range(1, _month_end(quarter.year, month).day + 1)
        )
        for number, percentage in enumerate(persons, start=1):
            worked = days * HOURS_A_DAY * percentage / 100 * _WORKED_SHARE * chance.uniform(0.94, 1.06)
            parts = shared_out(round(worked * 2), list(packages.values()))
            rows += [
                {
                    "person_id": f"{profile.town.slug}-hlo{number}",
                    "month": dt.date(quarter.year, month, 1),
                    "work_package": package,
                    "hour_count": part / 2,
                    "employment_pct": percentage,
                }
                for package, part in zip(packages, parts, strict=True)
            ]
    return rows


def _claim_periods(project: Project) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the half-yearly periods of the claims, from the planned start to the end."""
    start = project.identity.planned_start
    while start < project.identity.end:
        end = dt.date(start.year, 6, 30) if start.month < 7 else dt.date(start.year, 12, 31)
        yield start, end
        start = end + dt.timedelta(days=1)


def claims(project: Project, quarter: Quarter) -> list[Record]:
    """Return the claims that were made by the end of the quarter; of the decided ones the state has paid its part."""
    rows: list[Record] = []
    state_pct = project.budget.funding["state"].rate_pct
    for number, (start, end) in enumerate(_claim_periods(project), start=1):
        claimed_on, decided_on = end + _CLAIMED_AFTER, end + _DECIDED_AFTER
        if claimed_on > quarter.last_day:
            break
        is_decided = decided_on <= quarter.last_day
        sums = _costs_between(project, start, end)
        for cost_type in project.budget.cost_types:
            amount = sums.get(cost_type, 0.0)
            rows.append(
                {
                    "claim_number": number,
                    "cost_type": cost_type,
                    "period_start": start,
                    "period_end": end,
                    "claimed_eur": amount,
                    "approved_eur": amount if is_decided else None,
                    "paid_eur": round(amount * state_pct / 100, 2) if is_decided else None,
                    "claimed_date": claimed_on,
                    "decided_date": decided_on if is_decided else None,
                    "paid_date": decided_on if is_decided else None,
                    "is_last": end == project.identity.end,
                }
            )
    return rows


def _costs_between(project: Project, start: dt.date, end: dt.date) -> dict[str, float]:
    sums: dict[str, int] = {}
    quarter = Quarter.of_day(start)
    while quarter.first_day <= end:
        for voucher in costs(project, quarter):
            cents = round(float(str(voucher["amount_eur"])) * _CENTS)
            sums[str(voucher["cost_type"])] = sums.get(str(voucher["cost_type"]), 0) + cents
        quarter = quarter.next
    return {cost_type: cents / _CENTS for cost_type, cents in sums.items()}


def municipal_funding(project: Project, quarter: Quarter) -> list[Record]:
    """Return every town's commitment by year, in proportion to its population; past years are paid."""
    towns, years = list(project.towns.values()), project.budget.years
    weights = [latest_population(town) * project.budget.total_by_year[year] for town in towns for year in years]
    committed = iter(shared_out(project.budget.funding["municipal"].amount_eur, weights))
    rows: list[Record] = []
    for number, town in enumerate(towns):
        for year in years:
            amount = next(committed)
            rows.append(
                {
                    "partner_town": town.slug,
                    "year": year,
                    "committed_eur": amount,
                    "paid_eur": amount if year < quarter.year else 0,
                    "decision_date": dt.date(2021, 6, 1) + dt.timedelta(days=number % 28),
                }
            )
    return rows


def steering(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return two decisions of each quarter's meeting; those of the latest meeting are open and not due yet."""
    bank, language = phrases("administration"), profile.language
    rows: list[Record] = []
    meeting_quarter, number = Quarter.of_day(project.identity.planned_start), 1
    while meeting_quarter <= quarter:
        day = meeting_quarter.last_day - dt.timedelta(days=18)
        is_latest = meeting_quarter == quarter
        for turn in (0, 1):
            text, owner = bank["decisions"][(2 * (number - 1) + turn) % len(bank["decisions"])][language]
            due = meeting_quarter.next.first_day + dt.timedelta(days=30 + 14 * turn)
            rows.append(
                {
                    "decision_id": f"oh{number:02d}-{turn + 1}",
                    "meeting_number": number,
                    "meeting_date": day,
                    "organisations_present": bank["present"][language],
                    "attendee_count": len(project.towns) + 2 - number % 3 if len(project.towns) > 2 else 3,
                    "decision": text,
                    "owner_role": owner,
                    "due_date": due,
                    "state": "open" if is_latest else "closed",
                    "closed_date": None if is_latest else due - dt.timedelta(days=20),
                }
            )
        meeting_quarter, number = meeting_quarter.next, number + 1
    return rows


def risks(profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return the project's risks as the steering group saw them in the quarter."""
    bank, language = phrases("administration"), profile.language
    return [
        {
            "risk_id": f"r{number:02d}",
            "description": risk[language][0],
            "probability": risk["p"],
            "impact": risk["i"],
            "score": risk["p"] * risk["i"],
            "response": risk[language][1],
            "owner_role": risk[language][2],
            "state": risk["state"],
            "assessed_date": quarter.last_day - dt.timedelta(days=18),
        }
        for number, risk in enumerate(bank["risks"], start=1)
    ]
