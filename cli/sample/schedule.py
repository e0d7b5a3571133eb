"""What the project's calendar decides in the invented data: when towns map, plan and approve."""

import datetime as dt

from config.models import Project
from config.quarters import Quarter

_APPROVED_AFTER = dt.timedelta(days=37)


def mapping_quarter(project: Project) -> Quarter:
    """Return the quarter by whose end the towns are mapped: that of their situation pictures, else the last one."""
    due = project.calendar.due.get("situation_picture")
    return min(due.quarters) if due else max(project.calendar.quarters)


def strategy_begins(project: Project) -> Quarter | None:
    """Return the quarter in which the work package of the strategies begins, or None where the project has none."""
    due = project.calendar.due.get("town_strategy")
    if due is None:
        return None
    bars = [
        project.calendar.bars[name]
        for name, package in project.work_packages.items()
        if name in project.calendar.bars and set(due.outputs) & set(package.outputs)
    ]
    return min((bar.from_ for bar in bars), default=min(due.quarters))


def strategy_approved(project: Project) -> tuple[Quarter, dt.date]:
    """Return the quarter and the day in which councils approve the strategies: when that of the network is due."""
    due = project.calendar.due.get("network_strategy") or project.calendar.due.get("town_strategy")
    quarter = min(due.quarters) if due else max(project.calendar.quarters)
    return quarter, quarter.first_day + _APPROVED_AFTER
