"""What the costs promise: each voucher is eligible, exact to the cent and claimed once."""

import pandas as pd

from expectations.dates import day_has_come, has_come, within_project
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key

_CENT = 1e-6
_ROUNDING_EUR = 1.0


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether each amount and day is eligible, and the services used by work package."""
    amount = frame["amount_eur"]
    is_credit = frame["is_credit_note"].fillna(False)
    is_service = frame["cost_type"] == "services"
    claims = frame.groupby(["town", "folder_quarter", "voucher_id"])["claim_number"].transform("nunique")
    used = _services_used(frame[is_service], known).reindex(frame.index)
    packages = known.project.work_packages
    allowed = (
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
    return frame.assign(
        claims_of_voucher=claims,
        services_used_eur=used,
        services_allowed_eur=allowed,
        check_one_claim=claims <= 1,
        check_project=within_project(frame["voucher_date"], known),
        check_come=has_come(frame["voucher_date"], known),
        check_sign=only_where(amount < 0, is_credit),
        check_credit=only_where(is_credit, amount <= 0),
        check_cents=only_where(amount.notna(), (amount * 100 - (amount * 100).round()).abs() < _CENT),
        check_services=only_where(used.notna() & allowed.notna(), used <= allowed + _ROUNDING_EUR),
        check_claim=only_where(frame["state"].isin(["claimed", "approved", "rejected"]), frame["claim_number"].notna()),
        check_supplier=only_where(is_service, frame["supplier"].notna()),
    )


def _services_used(services: pd.DataFrame, known: Known) -> pd.Series:
    """Return what was used of a work package's services up to this submission, on the package's first row."""
    keys = ["town", "folder_quarter", "work_package"]
    counted = services[services["state"] != "rejected"]
    used = counted.groupby(keys)["amount_eur"].transform("sum")
    before = known.accepted_before.get("costs")
    if before is not None:
        earlier = before[(before["cost_type"] == "services") & (before["state"] != "rejected")]
        used += [
            earlier.loc[
                (earlier["town"] == town)
                & (earlier["work_package"] == package)
                & (earlier["folder_quarter"] < quarter),
                "amount_eur",
            ].sum()
            for town, quarter, package in counted[keys].itertuples(index=False)
        ]
    return used.where(~counted.duplicated(keys))


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    identity = known.project.identity
    start, end = (f"{day.day}.{day.month}.{day.year}" for day in (identity.planned_start, identity.end))
    return (
        unique_key("COS-001", known.project.tables["costs"]),
        Promise(
            "COS-002",
            "claim_number",
            told(
                "critical",
                (
                    "Tosite {voucher} on {count} maksatuksessa.",
                    "Verifikatet {voucher} finns i {count} utbetalningar.",
                    "The voucher {voucher} is in {count} claims.",
                ),
                (
                    "Jätä tosite yhteen maksatukseen.",
                    "Lämna verifikatet i en utbetalning.",
                    "Leave the voucher in one claim.",
                ),
            ),
            true_column("check_one_claim"),
            {"voucher": "voucher_id", "count": "claims_of_voucher"},
        ),
        Promise(
            "COS-003",
            "voucher_date",
            told(
                "critical",
                (
                    f"Tositteen päivä {{value}} ei ole hankkeen aikana ({start}–{end}).",
                    f"Verifikatets datum {{value}} är inte under projektets tid ({start}–{end}).",
                    f"The voucher's day {{value}} is not within the project ({start}–{end}).",
                ),
                (
                    "Korjaa päivä tai poista tosite: hankkeen ulkopuolinen kustannus ei ole tukikelpoinen.",
                    "Rätta datumet eller ta bort verifikatet: en kostnad utanför projektet är inte stödberättigad.",
                    "Correct the day, or remove the voucher: a cost outside the project is not eligible.",
                ),
            ),
            true_column("check_project"),
        ),
        Promise(
            "COS-004",
            "amount_eur",
            told(
                "critical",
                (
                    "Määrä {value} € on negatiivinen, mutta riviä ei ole merkitty hyvityslaskuksi.",
                    "Beloppet {value} € är negativt, men raden är inte märkt som kreditnota.",
                    "The amount {value} € is negative, but the row is not marked as a credit note.",
                ),
                (
                    "Korjaa etumerkki tai merkitse hyvityslasku.",
                    "Rätta tecknet eller märk raden som kreditnota.",
                    "Correct the sign, or mark the credit note.",
                ),
            ),
            true_column("check_sign"),
        ),
        Promise(
            "COS-005",
            "amount_eur",
            told(
                "warning",
                (
                    "Määrässä on enemmän kuin kaksi desimaalia (noin {value} €).",
                    "Beloppet har fler än två decimaler (cirka {value} €).",
                    "The amount has more than two decimals (about {value} €).",
                ),
                (
                    "Kirjoita määrä sentin tarkkuudella.",
                    "Skriv beloppet med en cents noggrannhet.",
                    "Write the amount to the cent.",
                ),
            ),
            true_column("check_cents"),
        ),
        Promise(
            "COS-006",
            "amount_eur",
            told(
                "warning",
                (
                    "Työpaketin {package} ostopalveluihin on käytetty {used} €, mutta budjetti on {allowed} €.",
                    "För köpta tjänster i {package} har {used} € använts, men budgeten är {allowed} €.",
                    "For the purchased services of {package}, {used} € are used, but the budget is {allowed} €.",
                ),
                (
                    "Tarkista työpaketti tai hae budjetin muutosta.",
                    "Kontrollera arbetspaketet eller ansök om ändring av budgeten.",
                    "Check the work package, or apply for a change of the budget.",
                ),
            ),
            true_column("check_services"),
            {"package": "work_package", "used": "services_used_eur", "allowed": "services_allowed_eur"},
        ),
        Promise(
            "COS-007",
            "claim_number",
            told(
                "warning",
                (
                    "Tosite {voucher} on haettu, mutta maksatuksen numero puuttuu.",
                    "Verifikatet {voucher} har sökts, men utbetalningens nummer saknas.",
                    "The voucher {voucher} was claimed, but the claim's number is missing.",
                ),
                (
                    "Kirjoita maksatuksen numero tai muuta tilaksi Kirjattu.",
                    "Skriv utbetalningens nummer eller ändra läget till Bokförd.",
                    "Write the claim's number, or change the state to Recorded.",
                ),
            ),
            true_column("check_claim"),
            {"voucher": "voucher_id"},
        ),
        day_has_come("COS-008", "voucher_date", "check_come"),
        Promise(
            "COS-009",
            "amount_eur",
            told(
                "warning",
                (
                    "Rivi on merkitty hyvityslaskuksi, mutta määrä {value} € on positiivinen.",
                    "Raden är märkt som kreditnota, men beloppet {value} € är positivt.",
                    "The row is marked as a credit note, but the amount {value} € is positive.",
                ),
                ("Tarkista etumerkki.", "Kontrollera tecknet.", "Check the sign."),
            ),
            true_column("check_credit"),
        ),
        Promise(
            "COS-010",
            "supplier",
            told(
                "warning",
                (
                    "Ostopalvelun tositteelta {voucher} puuttuu toimittaja.",
                    "Verifikatet {voucher} för en köpt tjänst saknar leverantör.",
                    "The voucher {voucher} of a purchased service lacks its supplier.",
                ),
                (
                    "Kirjoita toimittajana oleva organisaatio.",
                    "Skriv organisationen som är leverantör.",
                    "Write the organisation that supplied it.",
                ),
            ),
            true_column("check_supplier"),
            {"voucher": "voucher_id"},
        ),
    )
