"""What the measures promise: a published one can be followed, and each comes from a proposal and serves a goal."""

import pandas as pd

from expectations.history import no_row_vanishes, with_vanished
from expectations.promise import Known, Promise, Words, in_order, only_where, told, true_column, unique_key
from expectations.references import all_exist, partner_ids, reference_exists, sheet_name
from expectations.strategy import goal_counts


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether what they refer to exists, and whether what is published is complete."""
    frame = with_vanished(frame, known, "measures", "measure_id")
    published = frame["is_published"].fillna(False)
    counts = _goals_of_strategies(known)
    units = zip(frame["town"], frame["scope"].fillna("town"), strict=True)
    goals = pd.Series([counts.get(unit) for unit in units], frame.index, dtype="float64")
    return frame.assign(
        goal_count=goals,
        check_owner_named=only_where(published, frame["owner_id"].notna()),
        check_deadline=only_where(published, frame["end_date"].notna()),
        check_indicator=only_where(published, frame["indicator_name"].notna()),
        check_proposals=all_exist(frame["proposal_ids"], known.ids("proposals", "proposal_id")),
        check_basis=frame["proposal_ids"].notna(),
        check_owner=all_exist(frame["owner_id"], partner_ids(known)),
        check_goal=only_where(frame["goal_number"].notna() & goals.notna(), frame["goal_number"] <= goals),
        check_goal_named=only_where(published, frame["goal_number"].notna()),
    )


def _goals_of_strategies(known: Known) -> dict[tuple[str, str], float]:
    """Return how many goals each strategy has, by the town that sent it and whose it is; nothing of one not sent."""
    strategies = known.rows.get("strategy")
    if strategies is None:
        return {}
    counts: dict[tuple[str, str], float] = {}
    for town, scope, count in zip(
        strategies["town"], strategies["scope"], goal_counts(strategies["goals"]), strict=True
    ):
        if not pd.isna(count):
            counts[town, scope] = max(float(count), counts.get((town, scope), 0.0))
    return counts


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    contract = known.project.tables["measures"]
    columns = contract.columns
    return (
        unique_key("MEA-001", contract),
        in_order("MEA-002", "start_date", "end_date", columns["start_date"].label, columns["end_date"].label),
        _needed_to_publish("MEA-003", "owner_id", "check_owner_named", ("vastuutaho", "ansvarig part", "owner")),
        _needed_to_publish("MEA-004", "end_date", "check_deadline", ("määräpäivä", "sista dag", "deadline")),
        _needed_to_publish("MEA-005", "indicator_name", "check_indicator", ("mittari", "mätare", "indicator")),
        reference_exists("MEA-006", "proposal_ids", "check_proposals", sheet_name(known, "proposals")),
        Promise(
            "MEA-007",
            "proposal_ids",
            told(
                "warning",
                (
                    "Toimenpide ”{title}” ei perustu yhteenkään kehittämisehdotukseen.",
                    "Åtgärden ”{title}” bygger inte på något utvecklingsförslag.",
                    "The measure ”{title}” is not based on any development proposal.",
                ),
                (
                    "Kirjoita sen ehdotuksen tunnus, johon toimenpide perustuu.",
                    "Skriv beteckningen på det förslag som åtgärden bygger på.",
                    "Write the id of the proposal that the measure is based on.",
                ),
            ),
            true_column("check_basis"),
            {"title": "title"},
        ),
        reference_exists("MEA-008", "owner_id", "check_owner", sheet_name(known, "actors")),
        Promise(
            "MEA-009",
            "goal_number",
            told(
                "warning",
                (
                    "Päämäärää {value} ei ole: strategian päämäärien määrä on {count}.",
                    "Målet {value} finns inte: antalet mål i strategin är {count}.",
                    "There is no goal {value}: the number of the strategy's goals is {count}.",
                ),
                (
                    "Korjaa numero tai lisää päämäärä strategiaan.",
                    "Rätta numret eller lägg till målet i strategin.",
                    "Correct the number, or add the goal to the strategy.",
                ),
            ),
            true_column("check_goal"),
            {"count": "goal_count"},
        ),
        _needed_to_publish("MEA-010", "goal_number", "check_goal_named", ("päämäärä", "mål", "goal")),
        no_row_vanishes("MEA-011", "measure_id"),
    )


def _needed_to_publish(code: str, column: str, check: str, lacking: Words) -> Promise:
    return Promise(
        code,
        column,
        told(
            "warning",
            (
                f"Julkaistavalta toimenpiteeltä ”{{title}}” puuttuu {lacking[0]}.",
                f"Åtgärden ”{{title}}”, som ska publiceras, saknar {lacking[1]}.",
                f"The measure ”{{title}}”, which is to be published, lacks its {lacking[2]}.",
            ),
            (
                "Täytä tieto tai muuta toimenpide julkaisemattomaksi.",
                "Fyll i uppgiften eller ändra åtgärden till opublicerad.",
                "Complete it, or mark the measure as not published.",
            ),
        ),
        true_column(check),
        {"title": "title"},
    )
