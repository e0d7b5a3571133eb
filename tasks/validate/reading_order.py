"""Says which submissions to read next: the newest of each town, then older ones while a register is wanting."""

from collections.abc import Callable, Mapping, Sequence

from config.models import Project
from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.collect.inbox import Inbox
from tasks.storage import StoredObject
from tasks.submissions import AcceptedData, SubmittedFile
from tasks.validate.submissions import validate_submissions
from tasks.validate.verdicts import ValidatedSubmission, accept_tables, tables_wanted


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


def accept_inbox(
    project: Project,
    quarter: Quarter,
    inbox: Inbox,
    fetch: Callable[[Sequence[StoredObject]], Sequence[SubmittedFile]],
) -> AcceptedData:
    """Return the tables that count for a quarter, read one after the other without a Prefect run.

    All towns are read: a link of one may lead to an actor of another.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        inbox: What the towns have sent.
        fetch: Returns listed objects with their bytes.
    """
    quarters_of_town = {town: tuple(quarters) for town, quarters in inbox.objects.items()}
    validated: list[ValidatedSubmission] = []
    while pairs := submissions_to_read(project, quarters_of_town, validated):
        read = [
            read_submission(project, town, sent_for, fetch(inbox.objects[town][sent_for])) for town, sent_for in pairs
        ]
        validated += validate_submissions(project, quarter, read, validated)
    return accept_tables(project, quarter, tuple(project.towns), validated, inbox.findings)
