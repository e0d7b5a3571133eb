"""Says which submissions to read next: the newest of each town, then older ones while a register is wanting."""

from collections.abc import Mapping, Sequence

from config.models import Project
from tasks.validate.verdicts import ValidatedSubmission, tables_wanted


def submissions_to_read(
    project: Project,
    quarters_of_town: Mapping[str, Sequence[str]],
    validated: Sequence[ValidatedSubmission],
) -> list[tuple[str, str]]:
    """Return the (town, quarter) pairs to read next; none when every register is accepted or nothing older is left.

    Args:
        project: The configuration.
        quarters_of_town: The quarters for which each town has sent something, newest first.
        validated: What has been read and validated so far.
    """
    pairs = []
    for town, quarters in quarters_of_town.items():
        read = {one.submission.quarter for one in validated if one.submission.town == town}
        unread = [quarter for quarter in quarters if quarter not in read]
        if unread and (not read or tables_wanted(project, town, validated)):
            pairs.append((town, unread[0]))
    return pairs
