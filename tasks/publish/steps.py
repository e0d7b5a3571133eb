"""Publish as Prefect sees it: bytes to S3, the manifest last, and artifacts with stable keys."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd
from prefect import get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from config.loading import current_project
from config.quarters import Quarter
from config.settings import Settings
from tasks.assemble.documents import BuiltDocument
from tasks.assemble.inspection import Inspected
from tasks.assemble.registry import deliverable_ids
from tasks.assemble.timetable_words import timetable_markdown
from tasks.collect.inbox import Inbox
from tasks.measure.past import Past
from tasks.publish.approvals import approve_document
from tasks.publish.documents import (
    FinishedDocument,
    read_manifest,
    write_document,
    write_manifest,
)
from tasks.publish.gate import inspect_documents, pass_gate
from tasks.publish.laid_out import laid_out_before
from tasks.publish.made import made_until
from tasks.publish.manifest import Manifest, PublishedDocument
from tasks.publish.outdated import outdated_quarters
from tasks.publish.past import read_past
from tasks.publish.redlines import Comparison, find_comparisons, with_redline
from tasks.publish.report import findings_rows, outdated_lines, run_texts, submissions_rows, summary_markdown
from tasks.publish.returned_files import ReturnedQuarter, read_returned
from tasks.publish.returned_report import EditsOfRun
from tasks.publish.run_records import run_records, write_run_records
from tasks.retries import RETRY_DELAYS_SECONDS, is_storage_error
from tasks.storage import configured_store
from tasks.submissions import AcceptedData
from tasks.timetable import timetable
from tasks.validate.answer_files import ANSWERS_PREFIX


@task(
    task_run_name="fetch-past-of-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def fetch_past(quarter: str) -> Past:
    """Return what was published before the quarter."""
    return read_past(current_project(), configured_store(), Quarter.parse(quarter))


@task(
    task_run_name="fetch-edited-documents-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def fetch_returned(quarter: str, document_ids: tuple[str, ...]) -> ReturnedQuarter:
    """Return what people wrote for some documents of a quarter."""
    return read_returned(configured_store(), current_project(), Quarter.parse(quarter), document_ids)


@task(
    task_run_name="fetch-layouts-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def fetch_laid_out(quarter: str, documents: Sequence[BuiltDocument]) -> dict[str, BuiltDocument]:
    """Return the documents that an earlier run of the quarter laid out from the same bytes, by id."""
    store = configured_store()
    published, _ = read_manifest(store, quarter)
    return laid_out_before(store, published, documents)


@task(
    task_run_name="approve-{quarter}-{role}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def approve_documents(quarter: str, documents: Sequence[PublishedDocument], role: str, day: dt.date) -> None:
    """Mark published documents as approved."""
    store = configured_store()
    for document in documents:
        approve_document(store, quarter, document, role, day)


@task(task_run_name="tell-what-became-of-edits", cache_policy=NO_CACHE)
def show_edits(edits: EditsOfRun) -> None:
    """Show in Prefect what became of the documents that people sent back; nothing when there are none."""
    if edits.rows:
        create_table_artifact(
            key="30-edited-documents", table=list(edits.rows), description=run_texts()["edits_description"]
        )


@task(
    task_run_name="inspect-documents-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def inspect_at_gate(
    quarter: str, documents: Sequence[FinishedDocument]
) -> tuple[list[Inspected | Exception], dict[str, Comparison]]:
    """Return what the gate found in each document, and by id what documents were compared with."""
    store = configured_store()
    published, _ = read_manifest(store, quarter)
    comparisons = find_comparisons(store, quarter, documents, published)
    return inspect_documents(quarter, documents, published, comparisons), comparisons


@task(
    task_run_name="publish-{document.id}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def publish_document(
    quarter: str,
    document: FinishedDocument,
    inspected: Inspected | Exception,
    comparison: Comparison | None,
    run_id: str,
    built_at: dt.datetime,
) -> PublishedDocument:
    """Return the manifest's entry of a document that has passed the gate and is in S3, with its redline."""
    passed = pass_gate(document.file_name, inspected)
    store = configured_store()
    published, _ = read_manifest(store, quarter)
    entry = write_document(store, quarter, document, published, run_id=run_id, built_at=built_at)
    if passed.redline_problem:
        get_run_logger().error("%s has no redline: %s", document.file_name, passed.redline_problem)
    return with_redline(store, entry, comparison, passed.redline)


@task(
    task_run_name="publish-manifest-{manifest.quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def publish_manifest(manifest: Manifest) -> Manifest:
    """Return the quarter's manifest after this run's documents were merged into it."""
    return write_manifest(configured_store(), manifest)


@task(
    task_run_name="keep-records-{manifest.quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def keep_run_records(
    manifest: Manifest, accepted: AcceptedData, values: pd.DataFrame, changes: pd.DataFrame
) -> None:  # fmt: skip
    """Keep what the run made on its way, so that a number can be followed back to it."""
    write_run_records(configured_store(), manifest.run_id, run_records(manifest, accepted, values, changes))


@task(
    task_run_name="tell-what-came-{accepted.quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def show_submissions(accepted: AcceptedData) -> None:
    """Show in Prefect what each town sent and what was found in it."""
    texts = run_texts()
    project = current_project()
    folder = f"{ANSWERS_PREFIX}{accepted.quarter}/"
    answers = [stored.key for stored in configured_store().list_objects(folder)]
    create_table_artifact(
        key="10-submissions",
        table=submissions_rows(project, accepted, answers),
        description=texts["submissions_description"],
    )
    create_table_artifact(
        key="20-findings", table=findings_rows(project, accepted), description=texts["findings_description"]
    )


@task(
    task_run_name="find-outdated-before-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def find_outdated(quarter: str, inbox: Inbox) -> dict[str, tuple[str, ...]]:
    """Return, by published quarter before this one, the towns whose files changed after it was published."""
    return outdated_quarters(configured_store(), inbox, quarter)


@task(
    task_run_name="find-made-before-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def find_made(quarter: str) -> dict[str, tuple[Quarter, ...]]:
    """Return the quarters up to this one for which each deliverable has been published whole."""
    return made_until(configured_store(), current_project(), Quarter.parse(quarter))


@task(
    task_run_name="tell-what-was-made-{accepted.quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def show_results(
    accepted: AcceptedData,
    documents: Sequence[PublishedDocument],
    held_back: Mapping[str, str],
    state: str,
    details: str,
    outdated: Mapping[str, Sequence[str]],
) -> None:
    """Show in Prefect the run's summary and a link to each document that it made."""
    texts = run_texts()
    address = Settings().public_address.rstrip("/")
    project, quarter = current_project(), Quarter.parse(accepted.quarter)
    entries = timetable(project.calendar, quarter, made_until(configured_store(), project, quarter), deliverable_ids())
    create_markdown_artifact(
        key="00-summary",
        markdown=summary_markdown(
            accepted,
            documents,
            state,
            details,
            address,
            outdated_lines(project, outdated),
            held_back,
            timetable_markdown(project, entries, "fi"),
        ),
        description=texts["summary_description"],
    )
    for document in documents:
        create_link_artifact(
            key=f"document-{document.id.replace('_', '-')}",
            link=f"{address}/d/{accepted.quarter}/{document.id}",
            link_text=texts["link_text"].format(title=document.title.fi),
            description=texts["document_description"].format(title=document.title.fi),
        )
