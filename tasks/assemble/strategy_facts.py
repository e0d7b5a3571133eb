"""What the templates of strategies may say: plain data about a strategy, its measures and what they lack."""

from collections.abc import Sequence

import pandas as pd

from tasks.assemble.scope import Scope
from tasks.assemble.strategy_rows import LACKS, Measure, Strategy
from tasks.assemble.strategy_tables import row_label
from tasks.assemble.town_facts import Facts
from tasks.assemble.typography import in_sentence

APPROVED = "approved"


def strategy_facts(scope: Scope, strategy: Strategy | None) -> Facts:
    """Return vision, mission, goals, focus areas and approval; `is_there` tells whether there is a strategy at all."""
    if strategy is None:
        return {"is_there": False, "is_other_language": False}
    return {
        "is_there": True,
        "vision": strategy.vision,
        "mission": strategy.mission,
        "goals": list(strategy.goals),
        "focus_areas": [in_sentence(area) for area in strategy.focus_areas],
        "is_approved": strategy.state == APPROVED,
        "approved_on": strategy.approved_on,
        "approved_by": in_sentence(strategy.approved_by),
        "is_other_language": strategy.is_other_language,
    }


def measure_facts(
    measures: Sequence[Measure], unpublished: int, strategy: Strategy | None, proposals: pd.DataFrame
) -> Facts:
    """Return how many measures there are, how many of them have everything, and which lack what."""
    goals = range(1, len(strategy.goals) + 1) if strategy else ()
    served = {one.goal_number for one in measures}
    used = {proposal for one in measures for proposal in one.proposal_ids}
    unused = [row_label(one) for one in proposals["proposal_id"] if one not in used]
    return {
        "count": len(measures),
        "unpublished_count": unpublished,
        "complete_count": sum(not one.lacks for one in measures),
        "traced_count": sum(bool(one.proposal_ids) for one in measures),
        "lacking": {str(lack): [row_label(one.id) for one in measures if lack in one.lacks] for lack in LACKS},
        "goals_without": [number for number in goals if number not in served],
        "unused_proposals": unused if measures else [],
        "proposal_count": len(proposals),
        "funding_sources": list(
            dict.fromkeys(in_sentence(one.funding_source) for one in measures if one.funding_source)
        ),
    }


def count_by_state(scope: Scope, code_list: str, frame: pd.DataFrame) -> Facts:
    """Return how many rows of a register there are, and in which state, in the order of the code list."""
    states = [{"name": name, "count": count} for name, count in state_counts(scope, code_list, frame)]
    return {"count": len(frame), "states": states}


def state_counts(scope: Scope, code_list: str, frame: pd.DataFrame) -> list[tuple[str, int]]:
    """Return the states that rows of a register are in, in words, with the number of rows."""
    counts = frame["state"].value_counts()
    codes = [code for code in scope.inputs.project.code_lists[code_list] if code in counts]
    return [(in_sentence(scope.label(code_list, code)), int(counts[code])) for code in codes]
