"""What the claims promise: an unbroken chain of periods, and never more approved than claimed or decided."""

from collections.abc import Mapping
from functools import cache

import pandas as pd

from config.quarters import Quarter
from expectations.history import has_not_fallen, never_falls, no_row_vanishes, with_earlier, with_vanished
from expectations.promise import Known, Promise, Words, in_order, only_where, told, true_column, unique_key

_ROUNDING_EUR = 1.0


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with where each period should begin, and the sums that must not be exceeded."""
    frame = with_vanished(frame, known, "claims", "claim_number")
    frame = with_earlier(frame, known, "claims", ("claim_number", "cost_type"), ("paid_eur",))
    chain = _chain(frame, known)
    budget = known.project.budget
    by_number = frame.sort_values("claim_number").groupby(["town", "folder_quarter", "cost_type"])
    to_date = by_number["claimed_eur"].cumsum().reindex(frame.index)
    decided = (
        frame["cost_type"]
        .map({name: float(cost.total_eur) for name, cost in budget.cost_types.items()})
        .astype("float64")
    )
    vouchers = _voucher_sums(frame, known)
    starts = frame.groupby(["town", "folder_quarter", "claim_number"])["period_start"].transform("nunique")
    ends = frame.groupby(["town", "folder_quarter", "claim_number"])["period_end"].transform("nunique")
    return frame.assign(
        expected_start=chain,
        claimed_to_date_eur=to_date,
        decided_eur=decided,
        vouchers_eur=vouchers,
        check_chain=only_where(chain.notna() & frame["period_start"].notna(), frame["period_start"] == chain),
        check_approved=~(frame["approved_eur"] > frame["claimed_eur"]),
        check_paid=~(frame["paid_eur"] > frame["approved_eur"]),
        check_decision=~(to_date > decided + _ROUNDING_EUR),
        check_not_fallen=has_not_fallen(frame, "paid_eur"),
        check_period=(starts <= 1) & (ends <= 1),
        check_vouchers=~((vouchers - frame["claimed_eur"]).abs() > _ROUNDING_EUR),
    )


def _chain(frame: pd.DataFrame, known: Known) -> pd.Series:
    """Return the day on which each claim's period should begin; of the first one, a day the project may begin on."""
    keys = ["town", "folder_quarter", "claim_number"]
    claims = frame.sort_values("claim_number").drop_duplicates(keys)
    previous = claims.groupby(["town", "folder_quarter"])["period_end"].shift()
    expected = previous + pd.Timedelta(days=1)
    identity = known.project.identity
    starts = [pd.Timestamp(identity.planned_start), pd.Timestamp(identity.actual_start)]
    first = claims["period_start"].where(claims["period_start"].isin(starts), starts[0])
    is_first = claims["claim_number"] == 1
    expected = expected.where(~is_first.fillna(False).astype(bool), first)
    by_claim = claims[keys].assign(expected=expected)
    return frame[keys].merge(by_claim, on=keys, how="left").set_index(frame.index)["expected"]


def _voucher_sums(frame: pd.DataFrame, known: Known) -> pd.Series:
    """Return the sum of a claim's vouchers, where the costs of all quarters of its period were read."""
    costs = known.rows.get("costs")
    if costs is None:
        return pd.Series(None, index=frame.index, dtype="float64")
    key = ["town", "claim_number", "cost_type"]
    sum_of_claim = costs.groupby(key)["amount_eur"].sum().to_dict()
    quarters_of_town = costs.groupby("town")["folder_quarter"].agg(set).to_dict()
    sums: list[float | None] = []
    for town, number, cost_type, start, end in frame[[*key, "period_start", "period_end"]].itertuples(index=False):
        if pd.isna(start) or pd.isna(end) or not _quarters(start, end) <= quarters_of_town.get(town, set()):
            sums.append(None)
        else:
            sums.append(float(sum_of_claim.get((town, number, cost_type), 0.0)))
    return pd.Series(sums, index=frame.index, dtype="float64")


@cache
def _quarters(start: pd.Timestamp, end: pd.Timestamp) -> frozenset[str]:
    """Return the quarters that a period touches."""
    days = pd.date_range(start, max(start, end), freq="MS").union([start, max(start, end)])
    return frozenset(str(Quarter.of_day(day.date())) for day in days)


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    contract = known.project.tables["claims"]
    columns = contract.columns
    return (
        unique_key("CLA-001", contract),
        in_order("CLA-002", "period_start", "period_end", columns["period_start"].label, columns["period_end"].label),
        Promise(
            "CLA-003",
            "period_start",
            told(
                "critical",
                (
                    "Maksatuksen {number} kausi alkaa {value}, mutta sen pitäisi alkaa {expected}.",
                    "Perioden för utbetalning {number} börjar {value} men borde börja {expected}.",
                    "The period of claim {number} begins on {value}, but should begin on {expected}.",
                ),
                (
                    "Korjaa kausi: kaudet seuraavat toisiaan ilman aukkoja hankkeen alusta.",
                    "Rätta perioden: perioderna följer på varandra utan luckor från projektets början.",
                    "Correct the period: the periods follow each other without gaps from the project's start.",
                ),
            ),
            true_column("check_chain"),
            {"number": "claim_number", "expected": "expected_start"},
        ),
        _at_most("CLA-004", "approved_eur", "check_approved", "claimed_eur", "critical"),
        Promise(
            "CLA-005",
            "claimed_eur",
            told(
                "warning",
                (
                    "Kustannuslajissa {cost_type} on haettu yhteensä {sum} €, päätöksessä {decided} €.",
                    "I kostnadsslaget {cost_type} har sammanlagt {sum} € sökts, i beslutet {decided} €.",
                    "For {cost_type}, {sum} € are claimed in all; the decision says {decided} €.",
                ),
                (
                    "Tarkista haetut määrät tai hae budjetin muutosta.",
                    "Kontrollera de sökta beloppen eller ansök om ändring av budgeten.",
                    "Check what is claimed, or apply for a change of the budget.",
                ),
            ),
            true_column("check_decision"),
            {"cost_type": "cost_type", "sum": "claimed_to_date_eur", "decided": "decided_eur"},
        ),
        _at_most("CLA-006", "paid_eur", "check_paid", "approved_eur", "warning"),
        Promise(
            "CLA-007",
            "period_start",
            told(
                "critical",
                (
                    "Maksatuksen {number} riveillä on eri kausia.",
                    "Raderna för utbetalning {number} har olika perioder.",
                    "The rows of claim {number} have different periods.",
                ),
                (
                    "Kirjoita sama kausi maksatuksen kaikille riveille.",
                    "Skriv samma period på alla rader för utbetalningen.",
                    "Write the same period on all rows of the claim.",
                ),
            ),
            true_column("check_period"),
            {"number": "claim_number"},
        ),
        Promise(
            "CLA-008",
            "claimed_eur",
            told(
                "warning",
                (
                    "Maksatuksessa {number} haettiin {value} € ({cost_type}), mutta sen tositteiden summa on {sum} €.",
                    "I utbetalning {number} söktes {value} € ({cost_type}), men dess verifikat är sammanlagt {sum} €.",
                    "Claim {number} is for {value} € ({cost_type}), but its vouchers sum to {sum} €.",
                ),
                (
                    "Tarkista tositteiden maksatusnumerot ja haettu määrä.",
                    "Kontrollera verifikatens utbetalningsnummer och det sökta beloppet.",
                    "Check the claim numbers of the vouchers and the claimed amount.",
                ),
            ),
            true_column("check_vouchers"),
            {"number": "claim_number", "cost_type": "cost_type", "sum": "vouchers_eur"},
        ),
        in_order(
            "CLA-009", "claimed_date", "decided_date", columns["claimed_date"].label, columns["decided_date"].label
        ),
        no_row_vanishes("CLA-010", "claim_number"),
        never_falls("CLA-011", "paid_eur"),
    )


_MORE_THAN_THE_STEP_BEFORE: Mapping[str, Words] = {
    "approved_eur": (
        "Hyväksytty määrä {value} € on suurempi kuin haettu määrä {whole} €.",
        "Det godkända beloppet {value} € är större än det sökta beloppet {whole} €.",
        "The approved amount of {value} € is greater than the claimed {whole} €.",
    ),
    "paid_eur": (
        "Maksettu määrä {value} € on suurempi kuin hyväksytty määrä {whole} €.",
        "Det utbetalda beloppet {value} € är större än det godkända beloppet {whole} €.",
        "The paid amount of {value} € is greater than the approved {whole} €.",
    ),
}


def _at_most(code: str, column: str, check: str, whole: str, severity: str) -> Promise:
    return Promise(
        code,
        column,
        told(
            "critical" if severity == "critical" else "warning",
            _MORE_THAN_THE_STEP_BEFORE[column],
            (
                "Tarkista määrät: maksettu on enintään hyväksytty ja hyväksytty enintään haettu.",
                "Kontrollera beloppen: utbetalt är högst godkänt och godkänt högst ansökt.",
                "Check the amounts: paid is at most approved, and approved at most claimed.",
            ),
        ),
        true_column(check),
        {"whole": whole},
    )
