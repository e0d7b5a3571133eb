"""What the towns have sent, and what became of it: read from S3, checked by nobody here."""

from dataclasses import dataclass

from config.models import Project
from config.quarters import Quarter
from tasks.collect.inbox import INPUTS_PREFIX, sort_inbox
from tasks.collect.uploads import inbox_folder
from tasks.storage import Store, StoredObject
from tasks.validate.answer_record import RECORDS_PREFIX, AnswerRecord, parse_record, record_key


@dataclass(frozen=True)
class TownSubmission:
    """A town's submission for a quarter.

    Attributes:
        town: Slug of the town.
        files: The files that it has sent.
        record: What became of these very files; None while they are not checked.
    """

    town: str
    files: tuple[StoredObject, ...]
    record: AnswerRecord | None


class Submissions:
    """The submissions in a bucket; the record of an answer is fetched only once a version."""

    def __init__(self, store: Store, project: Project) -> None:
        self._store = store
        self._project = project
        self._records: dict[str, tuple[str, AnswerRecord | None]] = {}

    def of_quarter(self, quarter: Quarter) -> list[TownSubmission]:
        """Return one submission a town, in the configuration's order; a silent town's has no files.

        Raises:
            StorageError: S3 cannot be read.
        """
        return self._read(quarter, f"{INPUTS_PREFIX}{quarter}/", f"{RECORDS_PREFIX}{quarter}/", [*self._project.towns])

    def of_town(self, quarter: Quarter, town: str) -> TownSubmission:
        """Return the submission of one town.

        Raises:
            StorageError: S3 cannot be read.
        """
        (one,) = self._read(quarter, inbox_folder(quarter, town), record_key(str(quarter), town), [town])
        return one

    def _read(self, quarter: Quarter, inputs: str, records: str, towns: list[str]) -> list[TownSubmission]:
        sent = sort_inbox(self._project, quarter, self._store.list_uploads(inputs)).objects
        stored_records = {stored.key: stored for stored in self._store.list_objects(records)}
        submissions = []
        for town in towns:
            files = sent[town].get(str(quarter), ())
            stored = stored_records.get(record_key(str(quarter), town))
            record = self._record(stored) if stored and files else None
            submissions.append(TownSubmission(town, files, record if record and _is_of(record, files) else None))
        return submissions

    def _record(self, stored: StoredObject) -> AnswerRecord | None:
        known = self._records.get(stored.key)
        if known is None or known[0] != stored.version_id:
            known = (stored.version_id, parse_record(self._store.get(stored.key, stored.version_id)))
            self._records[stored.key] = known
        return known[1]


def _is_of(record: AnswerRecord, files: tuple[StoredObject, ...]) -> bool:
    return {(one.key, one.version_id) for one in record.files} == {(one.key, one.version_id) for one in files}
