"""The manifest of a quarter: the one list that every reader of the deliverables goes through."""

import datetime as dt
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from config.models import Project
from config.texts import Text
from tasks.digests import code_digest
from tasks.findings import Severity
from tasks.measure.past import Past
from tasks.submissions import AcceptedData, FileOrigin, Standing


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PublishedPdf(_Record):
    """The accessible PDF beside a document."""

    key: str
    version_id: str
    sha256: str
    size: int


class PublishedRedline(_Record):
    """The document with tracked changes against an accepted version.

    `approver_role` is empty where nobody approved that version and it is the last one of an earlier quarter.
    """

    key: str
    version_id: str
    sha256: str
    size: int
    compared_quarter: str
    compared_sha256: str
    approver_role: str = ""


class InputFile(_Record):
    """One object version that a run read."""

    key: str
    version_id: str
    sha256: str
    uploaded_at: dt.datetime
    size: int


class PublishedDocument(_Record):
    """One version of one deliverable in S3.

    Attributes:
        id: Stable name of the document, `<deliverable>_<town>_<language>`; the address of its download.
        key: Its key in the bucket.
        version_id: The version of the object that this manifest stands for.
        provenance_key: Key of the JSON that leads each number back to its cells.
        town: Slug of the town, or `network`.
        state: `complete`, or `gaps` when tables that it needs are missing or stand from an earlier quarter.
        inputs_digest: Digest of everything that made it.
        returned: The files that people sent back for it and whose texts it was made with.
        built_at: When the run that made it was started.
        layout_program: What the page numbers of its contents come from, with its version; empty when it has none.
        unpaged_sha256: Digest of its bytes before it had page numbers; empty when it has none.
        pdf: The same as a PDF, where one was made.
        redline: The same with tracked changes against the version that was accepted last, where there is one.
    """

    id: str
    deliverable: str
    work_package: str
    town: str
    language: str
    title: Text
    key: str
    version_id: str
    sha256: str
    size: int
    provenance_key: str
    state: str
    gaps: tuple[Text, ...] = ()
    critical_count: int = 0
    warning_count: int = 0
    is_sample: bool = False
    inputs_digest: str
    returned: tuple[InputFile, ...] = ()
    run_id: str
    built_at: dt.datetime
    layout_program: str = ""
    unpaged_sha256: str = ""
    pdf: PublishedPdf | None = None
    redline: PublishedRedline | None = None


class TableStanding(_Record):
    """Which data of a town's table counted."""

    table: str
    verdict: str
    data_quarter: str
    sent_on: dt.date | None
    row_count: int
    file_key: str | None
    file_version_id: str | None


class TownInputs(_Record):
    """What a town sent, and what of it counted."""

    town: str
    files: tuple[InputFile, ...]
    standings: tuple[TableStanding, ...]
    critical_count: int
    warning_count: int


class ComparedQuarter(_Record):
    """An earlier quarter that a run's values are compared with.

    Attributes:
        quarter: The quarter.
        runs: The run behind its values, by town or network.
        document: Id of the document whose approved version they are behind; empty for all that was published.
    """

    quarter: str
    runs: dict[str, str]
    document: str = ""


class Manifest(_Record):
    """`deliverables/<quarter>/manifest.json`.

    Attributes:
        compared_with: The earlier quarters that the run's values are compared with.
        earlier_quarters: Every earlier quarter whose values its documents may show.
        published_before: The runs whose published key figures decided with the run's own which are hidden.
    """

    quarter: str
    project: str
    documents: tuple[PublishedDocument, ...] = ()
    towns: tuple[TownInputs, ...] = ()
    snapshots: tuple[str, ...] = ()
    run_id: str = ""
    started_at: dt.datetime | None = None
    configuration_digest: str = ""
    code_version: str = ""
    compared_with: tuple[ComparedQuarter, ...] = ()
    earlier_quarters: tuple[ComparedQuarter, ...] = ()
    published_before: tuple[str, ...] = ()


def run_manifest(
    project: Project,
    accepted: AcceptedData,
    snapshot_names: Iterable[str],
    documents: Iterable[PublishedDocument],
    past: Past,
    *,
    run_id: str,
    started_at: dt.datetime,
) -> Manifest:
    """Return the manifest of one run, before it is merged into the quarter's."""
    return Manifest(
        quarter=accepted.quarter,
        project=project.identity.id,
        documents=tuple(documents),
        towns=town_inputs(accepted),
        snapshots=tuple(sorted(snapshot_names)),
        run_id=run_id,
        started_at=started_at,
        configuration_digest=project.digest,
        code_version=code_digest(),
        compared_with=tuple(
            ComparedQuarter(quarter=base.quarter, runs=dict(base.runs), document=base.document) for base in past.bases
        ),
        earlier_quarters=tuple(ComparedQuarter(quarter=one.quarter, runs=dict(one.runs)) for one in past.quarters),
        published_before=tuple(one.run_id for one in past.publications),
    )


def town_inputs(accepted: AcceptedData) -> tuple[TownInputs, ...]:
    """Return what each town sent and what of it counted."""
    return tuple(
        TownInputs(
            town=town,
            files=tuple(input_file(origin) for origin in accepted.files.get(town, ())),
            standings=tuple(_table_standing(one) for one in accepted.standings if one.town == town),
            critical_count=accepted.finding_count(town, Severity.CRITICAL),
            warning_count=accepted.finding_count(town, Severity.WARNING),
        )
        for town in accepted.towns
    )


def input_file(origin: FileOrigin) -> InputFile:
    """Return what the manifest says of an object version that was read."""
    return InputFile(
        key=origin.key,
        version_id=origin.version_id,
        sha256=origin.sha256,
        uploaded_at=origin.uploaded_at,
        size=origin.size,
    )


def _table_standing(standing: Standing) -> TableStanding:
    origin = standing.origin
    return TableStanding(
        table=standing.table,
        verdict=str(standing.verdict),
        data_quarter=standing.data_quarter,
        sent_on=standing.sent_on,
        row_count=standing.row_count,
        file_key=origin.key if origin else None,
        file_version_id=origin.version_id if origin else None,
    )


def manifest_key(quarter: str) -> str:
    """Return the key of a quarter's manifest."""
    return f"deliverables/{quarter}/manifest.json"


def merge_manifests(published: Manifest | None, run: Manifest) -> Manifest:
    """Return the manifest after a run: its documents and towns replace those of the same id, the others stay."""
    if published is None:
        return run
    documents = {d.id: d for d in published.documents} | {d.id: d for d in run.documents}
    towns = {t.town: t for t in published.towns} | {t.town: t for t in run.towns}
    return run.model_copy(
        update={
            "documents": tuple(documents[key] for key in sorted(documents)),
            "towns": tuple(towns[key] for key in sorted(towns)),
        }
    )
