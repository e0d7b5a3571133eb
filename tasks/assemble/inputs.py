"""What a document is assembled from."""

from dataclasses import dataclass, field

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from config.texts import Language
from tasks.assemble.returned.sent_back import NOTHING_SENT_BACK, SentBack
from tasks.measure.changes import no_changes
from tasks.measure.series import no_series
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.submissions import AcceptedData
from tasks.timetable import Made


@dataclass(frozen=True)
class DocumentInputs:
    """Everything that one document may use; equal inputs give equal bytes.

    Attributes:
        project: The configuration.
        quarter: The quarter that is reported.
        town: Slug of the town, or `network`.
        language: Language of the document.
        work_package: The work package that owes it.
        accepted: The tables that count, of all towns.
        values: `indicator_values` of all towns and the network.
        snapshot: The official statistics that the denominators come from.
        is_sample: Whether the data is invented; then the document says so on its cover and in its header.
        inputs_digest: Digest of the content of everything else and of the code; stamped on the last page.
        made: The earlier quarters for which each deliverable was published, where the document tells of them.
        producible: The deliverables that the program can make, where the document tells of the calendar.
        missing_basis: Deliverables that it builds on and that are not there; the document says so.
        changes: How the values changed since what was published before; empty without a past.
        series: The values over the published quarters, where the document tells them.
        sent_back: What people wrote in earlier versions of the document.
    """

    project: Project
    quarter: Quarter
    town: str
    language: Language
    work_package: str
    accepted: AcceptedData
    values: pd.DataFrame
    snapshot: ReferenceSnapshot
    is_sample: bool
    inputs_digest: str
    made: Made = field(default_factory=dict)
    producible: tuple[str, ...] = ()
    missing_basis: tuple[str, ...] = ()
    changes: pd.DataFrame = field(default_factory=no_changes)
    series: pd.DataFrame = field(default_factory=no_series)
    sent_back: SentBack = NOTHING_SENT_BACK
