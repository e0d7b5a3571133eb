"""What the strategy promises: one vision a unit, of a readable length, measures, and an approval that is dated."""

import great_expectations.expectations as gxe
import pandas as pd

from expectations.dates import day_has_come, has_come
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key

VISION_LENGTHS = (20, 600)
MOST_GOALS = 7


def goal_counts(goals: pd.Series) -> pd.Series:
    """Return how many goals each cell holds: one a line."""
    return goals.str.split("\n").map(lambda lines: sum(bool(line.strip()) for line in lines), na_action="ignore")


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with the number of their goals, and whether the network's strategy comes from the coordinator."""
    counts = goal_counts(frame["goals"])
    most = counts.groupby([frame["town"], frame["scope"]]).transform("max")
    is_network = frame["scope"] == "network"
    is_approved = frame["state"] == "approved"
    return frame.assign(
        goal_count=counts,
        goal_count_elsewhere=most,
        check_goal_count=only_where(counts.notna(), counts <= MOST_GOALS),
        check_same_goals=only_where(counts.notna(), counts == most),
        check_sender=only_where(is_network, frame["town"] == known.project.identity.coordinator),
        check_approval=only_where(is_approved, frame["approved_date"].notna()),
        check_come=has_come(frame["approved_date"], known),
        check_measures=_has_measures(frame, known),
    )


def _has_measures(frame: pd.DataFrame, known: Known) -> pd.Series:
    """Return a helper column, on the first row of each strategy: whether measures were sent for it.

    The network's measures come when its strategy is approved; a town plans its strategy by its measures.
    """
    measures = known.rows.get("measures")
    scopes = pd.Series(dtype="str") if measures is None else measures["scope"].fillna("town")
    towns = pd.Series(dtype="str") if measures is None else measures["town"]
    sent = set(zip(towns, scopes, strict=True))
    holds = pd.Series([one in sent for one in zip(frame["town"], frame["scope"], strict=True)], frame.index)
    is_first = ~frame.duplicated(["town", "folder_quarter", "scope"])
    is_expected = (frame["scope"] == "town") | (frame["state"] == "approved")
    return only_where(is_first & is_expected, holds)


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    shortest, longest = VISION_LENGTHS
    return (
        unique_key("STR-001", known.project.tables["strategy"]),
        Promise(
            "STR-002",
            "vision",
            told(
                "warning",
                (
                    f"Vision pituus ei ole {shortest}–{longest} merkkiä: ”{{value}}”.",
                    f"Visionens längd är inte {shortest}–{longest} tecken: ”{{value}}”.",
                    f"The vision is not {shortest} to {longest} characters long: ”{{value}}”.",
                ),
                (
                    "Kirjoita visio yhdellä tai kahdella virkkeellä.",
                    "Skriv visionen med en eller två meningar.",
                    "Write the vision in one or two sentences.",
                ),
            ),
            gxe.ExpectColumnValueLengthsToBeBetween(column="vision", min_value=shortest, max_value=longest),
        ),
        Promise(
            "STR-003",
            "goals",
            told(
                "warning",
                (
                    f"Päämääriä on {{count}}, suositus on enintään {MOST_GOALS}.",
                    f"Målen är {{count}}, högst {MOST_GOALS} rekommenderas.",
                    f"There are {{count}} goals; at most {MOST_GOALS} are recommended.",
                ),
                (
                    "Yhdistä päämääriä. Jokainen on omalla rivillään.",
                    "Slå ihop mål. Varje mål står på en egen rad.",
                    "Merge goals. Each stands on a line of its own.",
                ),
            ),
            true_column("check_goal_count"),
            {"count": "goal_count"},
        ),
        Promise(
            "STR-004",
            "goals",
            told(
                "warning",
                (
                    "Päämääriä on {count}, mutta saman strategian toisessa kieliversiossa niitä on {other}.",
                    "Målen är {count}, men i samma strategis andra språkversion är de {other}.",
                    "There are {count} goals, but {other} in the same strategy's other language.",
                ),
                (
                    "Kirjoita samat päämäärät kaikilla kielillä samassa järjestyksessä.",
                    "Skriv samma mål på alla språk i samma ordning.",
                    "Write the same goals in all languages, in the same order.",
                ),
            ),
            true_column("check_same_goals"),
            {"count": "goal_count", "other": "goal_count_elsewhere"},
        ),
        Promise(
            "STR-005",
            "scope",
            told(
                "warning",
                (
                    "Verkoston strategian ({value}) lähettää päätoteuttaja.",
                    "Nätverkets strategi ({value}) skickas av huvudgenomföraren.",
                    "The network's strategy ({value}) is sent by the lead partner.",
                ),
                (
                    "Valitse ”Kunta” tai poista rivi.",
                    "Välj ”Kommun” eller ta bort raden.",
                    "Choose ”Town” or remove the row.",
                ),
            ),
            true_column("check_sender"),
        ),
        Promise(
            "STR-006",
            "approved_date",
            told(
                "warning",
                (
                    "Hyväksytyltä strategialta puuttuu hyväksymispäivä.",
                    "Den godkända strategin saknar datum för godkännandet.",
                    "The approved strategy lacks the day of its approval.",
                ),
                (
                    "Kirjoita hyväksymispäivä tai muuta tilaksi Luonnos.",
                    "Skriv datumet eller ändra läget till Utkast.",
                    "Write the day, or change the state to Draft.",
                ),
            ),
            true_column("check_approval"),
        ),
        day_has_come("STR-007", "approved_date", "check_come"),
        Promise(
            "STR-008",
            "scope",
            told(
                "warning",
                (
                    "Strategialla ({value}) ei ole yhtään kehittämistoimenpidettä.",
                    "Strategin ({value}) har inte en enda utvecklingsåtgärd.",
                    "The strategy ({value}) has no measure.",
                ),
                (
                    "Kirjaa toimenpiteet kehittämistoimenpiteiden välilehdelle.",
                    "Skriv in åtgärderna på bladet för utvecklingsåtgärder.",
                    "Record the measures on the sheet of measures.",
                ),
            ),
            true_column("check_measures"),
        ),
    )
