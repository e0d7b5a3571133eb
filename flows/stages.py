"""How a run's steps are wired, stage by stage; the flows call these in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.futures import wait
from prefect.states import Completed, Failed
from prefect.utilities.annotations import quote, unmapped

from config.loading import current_project
from flows.run import RunScope
from tasks.assemble.documents import BuiltDocument
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.registry import Deliverable, document_id
from tasks.assemble.steps import assemble_document, lay_out_documents
from tasks.assemble.town_series import SERIES_INDICATORS
from tasks.assemble.work_list import document_inputs, documents_to_make
from tasks.clean.steps import read_town_submission
from tasks.collect.steps import fetch_town_files, list_inbox
from tasks.measure.past import changes_since
from tasks.measure.series import series_until_now
from tasks.measure.steps import fetch_snapshot, measure_towns
from tasks.publish.documents import FinishedDocument, finish_document
from tasks.publish.gate import DocumentDefectError
from tasks.publish.manifest import PublishedDocument, run_manifest
from tasks.publish.report import final_words, run_texts
from tasks.publish.returned_report import EditsOfRun, edits_of_run
from tasks.publish.steps import (
    approve_documents,
    fetch_laid_out,
    fetch_past,
    fetch_returned,
    find_made,
    find_outdated,
    inspect_at_gate,
    keep_run_records,
    publish_document,
    publish_manifest,
    show_edits,
    show_results,
    show_submissions,
)
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.submissions import AcceptedData, SubmittedFile
from tasks.validate.reading_order import submissions_to_read
from tasks.validate.steps import accept_towns, answer_town, begin_importing_expectations, validate_towns
from tasks.validate.verdicts import ValidatedSubmission

Value = TypeVar("Value")


def whole(value: Value) -> Value:
    """Return a value marked so that Prefect hands it on as it is, without searching its thousands of parts."""
    return cast(Value, quote(value))


@dataclass(frozen=True)
class CollectedQuarter:
    """What a run read: the tables that count, and the submissions behind them with the files of the quarter itself.

    `outdated` has the towns whose files changed after an earlier quarter was published, by quarter. `statistics` is the
    outcome of fetching the official statistics, which may have failed.
    """

    accepted: AcceptedData
    statistics: "State[ReferenceSnapshot]"
    sent: Mapping[str, Sequence[SubmittedFile]]
    validated: Sequence[ValidatedSubmission]
    outdated: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class PublishedRun:
    """What a run published, and which documents a defect of ours kept back, with the reason.

    `edits` says what became of the documents that people sent back.
    """

    documents: tuple[PublishedDocument, ...]
    held_back: Mapping[str, str]
    edits: EditsOfRun


def collect_and_validate(scope: RunScope) -> CollectedQuarter:
    """Return what the towns sent and what of it counts, after submissions were read as far back as needed."""
    logger = get_run_logger()
    project = current_project()
    begin_importing_expectations()
    # A broken snapshot keeps no town from its answer: the figures are not compared, and measuring tells what is wrong.
    statistics = fetch_snapshot(str(scope.quarter), return_state=True)
    snapshot = statistics.result() if statistics.is_completed() else None
    inbox = list_inbox(str(scope.quarter))
    validated: list[ValidatedSubmission] = []
    sent: dict[str, list[SubmittedFile]] = {}
    while readings := submissions_to_read(project, scope.quarter, inbox, validated):
        towns = [one.town for one in readings]
        quarters = [one.quarter for one in readings]
        files = fetch_town_files.map(towns, quarters, [whole(one.objects) for one in readings])
        contents = [future.result() for future in files]
        for reading, content in zip(readings, contents, strict=True):
            if reading.is_current and reading.quarter == str(scope.quarter):
                sent[reading.town] = content
        submissions = read_town_submission.map(
            towns,
            quarters,
            [whole(one) for one in contents],
            [whole(one.tables) for one in readings],
            is_current=[one.is_current for one in readings],
        )
        read = [future.result() for future in submissions]
        validated = validate_towns(str(scope.quarter), whole(read), whole(tuple(validated)), whole(snapshot))
        logger.info("Read and validated %d submissions", len(read))
    accepted = accept_towns(str(scope.quarter), whole(validated), whole(inbox.findings))
    return CollectedQuarter(accepted, statistics, sent, validated, find_outdated(str(scope.quarter), whole(inbox)))


def answer_towns(collected: CollectedQuarter) -> tuple[str, ...]:
    """Answer every town that sent something for the quarter; return those that a defect of ours left without one."""
    logger = get_run_logger()
    accepted, sent = collected.accepted, collected.sent
    of_quarter = {one.submission.town: one for one in collected.validated if one.submission.quarter == accepted.quarter}
    towns = [town for town in sent if town in of_quarter]
    futures = answer_town.map(
        towns,
        unmapped(accepted.quarter),
        [whole(sent[town]) for town in towns],
        [whole(of_quarter[town]) for town in towns],
        [whole([one for one in accepted.standings if one.town == town]) for town in towns],
    )
    wait(futures)
    unanswered = {
        town: future.state.message
        for town, future in zip(towns, futures, strict=True)
        if not future.state.is_completed()
    }
    for town, message in unanswered.items():
        logger.error("The answer to %s has a defect: %s", town, message)
    logger.info("Answered %d of %d towns", len(towns) - len(unanswered), len(towns))
    return tuple(unanswered)


def measure_assemble_publish(scope: RunScope, collected: CollectedQuarter) -> PublishedRun:
    """Return what was published: every document of the run's scope that could be made, and then the manifest."""
    logger = get_run_logger()
    project = current_project()
    accepted, snapshot = collected.accepted, collected.statistics.result()
    past = fetch_past(str(scope.quarter))
    values = measure_towns(str(scope.quarter), whole(accepted), whole(snapshot), whole(past))
    changes = changes_since(past, values)
    series = series_until_now(past, scope.quarter, values, SERIES_INDICATORS)
    logger.info("Measured %d indicator values", len(values))
    wanted = documents_to_make(project, scope.deliverables, scope.towns)
    made = find_made(str(scope.quarter))
    returned = fetch_returned(
        str(scope.quarter), tuple(document_id(one.deliverable, one.town, one.language) for one in wanted)
    )
    inputs = document_inputs(
        project, scope.quarter, wanted, accepted, snapshot, values, changes, made, returned.documents, series
    )
    futures = assemble_document.map([whole(one.deliverable) for one in wanted], [whole(one) for one in inputs])
    wait(futures)
    edited: list[BuiltDocument] = []
    held_back: dict[str, str] = {}
    built: list[BuiltDocument] = []
    sources: list[tuple[Deliverable, DocumentInputs]] = []
    for document, one, future in zip(wanted, inputs, futures, strict=True):
        if future.state.is_completed():
            finished_one = future.result()
            edited += [finished_one] if one.sent_back.digests else []
            # A text with open changes is nobody's decision yet, so what was published before stands.
            if not finished_one.edits.open_changes:
                built.append(finished_one)
                sources.append((document.deliverable, one))
        else:
            held_back[f"{document.deliverable.id} {document.town} {document.language}"] = future.state.message or ""
    logger.info("Assembled %d of %d documents", len(built), len(wanted))
    laid_out = lay_out_documents(whole(built), whole(fetch_laid_out(str(scope.quarter), whole(built))))
    finished = [finish_document(*source, built_one) for source, built_one in zip(sources, laid_out, strict=True)]
    documents, stopped = publish_documents(scope, finished)
    held_back |= stopped
    for name, reason in held_back.items():
        logger.error("%s is not published: %s", name, reason)
    names = [dataset.name for dataset in snapshot.datasets.values()]
    manifest = run_manifest(project, accepted, names, documents, past, run_id=scope.run_id, started_at=scope.started_at)
    keep_run_records(manifest, whole(accepted), whole(values), whole(changes))
    publish_manifest(manifest)
    if scope.approver_role:
        approve_documents(str(scope.quarter), whole(documents), scope.approver_role, scope.started_at.date())
    logger.info("Published %d documents and the manifest", len(documents))
    return PublishedRun(documents, held_back, edits_of_run(edited, returned.refused))


def publish_documents(
    scope: RunScope, finished: Sequence[FinishedDocument]
) -> tuple[tuple[PublishedDocument, ...], dict[str, str]]:
    """Return the documents that passed the gate and are in S3, and why the others did not pass."""
    inspected, comparisons = inspect_at_gate(str(scope.quarter), whole(finished))
    futures = publish_document.map(
        unmapped(str(scope.quarter)),
        [whole(one) for one in finished],
        [whole(one) for one in inspected],
        [whole(comparisons.get(one.id)) for one in finished],
        unmapped(scope.run_id),
        unmapped(scope.started_at),
    )
    wait(futures)
    documents: list[PublishedDocument] = []
    stopped: dict[str, str] = {}
    for document, future in zip(finished, futures, strict=True):
        error = None if future.state.is_completed() else future.result(raise_on_failure=False)
        if isinstance(error, DocumentDefectError):
            stopped[f"{document.deliverable} {document.town} {document.language}"] = str(error)
        else:
            documents.append(future.result())
    return tuple(documents), stopped


def finish(collected: CollectedQuarter, unanswered: Sequence[str], published: PublishedRun | None) -> "State[None]":
    """Return the final state of a run, after its results were shown; Prefect's own inference would hide what failed."""
    accepted = collected.accepted
    documents = published.documents if published else ()
    held_back = published.held_back if published else {}
    edits = published.edits if published else EditsOfRun()
    state, words = final_words(
        current_project(), accepted, documents, tuple(held_back), unanswered, edits.problems,
        is_build=published is not None,
    )  # fmt: skip
    show_submissions(whole(accepted))
    show_edits(whole(edits))
    show_results(whole(accepted), whole(documents), held_back, state, words, collected.outdated)
    if state == "failed":
        return Failed(message=words)
    return Completed(name="Partial", message=words) if state == "partial" else Completed(message=words)


def outside_schedule() -> "State[None]":
    """Return the final state of a run for which the calendar has no quarter: there was nothing to do."""
    return Completed(name="OutsideSchedule", message=run_texts()["outside_schedule"])
