"""`kivijalka erase`: removes objects from the bucket for good, with all their versions."""

from collections.abc import Iterable, Sequence

import click
from rich.console import Console

from cli.embedded_s3 import storage_for
from cli.errors import UnknownChoiceError
from config.settings import Settings
from tasks.publish.documents import read_manifest
from tasks.storage import Store, StoredObject
from tasks.validate.answer_files import ANSWERS_PREFIX
from tasks.validate.answer_record import record_key

_FEWEST_FOLDERS = 3


def erase_objects(keys: Sequence[str], prefix: str | None, *, is_agreed: bool) -> int:
    """Remove objects with all versions and delete markers; return 0, or 1 when there is nothing or nobody agreed.

    Args:
        keys: Whole keys, such as `inputs/2022Q3/iisalmi/lomake.xlsx`.
        prefix: A folder all of whose objects are removed; it must be a town's or narrower.
        is_agreed: Whether not to ask.

    Raises:
        UnknownChoiceError: Neither or both are given, or the prefix is too wide.
    """
    if bool(keys) == (prefix is not None):
        raise UnknownChoiceError("give either the keys of objects or --prefix with a folder")
    if prefix is not None:
        _refuse_wide(prefix)
    console = Console(highlight=False, soft_wrap=True, markup=False)
    with storage_for(Settings()) as store:
        kept = store.list_history(prefix) if prefix is not None else _of_keys(store, keys)
        if not kept:
            console.print("There is no such object, nor any version of it. Nothing was removed.")
            return 1
        _show(console, kept)
        _tell_what_remains(console, store, {one.key for one in kept})
        if not is_agreed and not click.confirm("Remove them for good? This cannot be undone."):
            console.print("Nothing was removed.")
            return 1
        for one in kept:
            store.erase_version(one.key, one.version_id)
            console.print(f"removed {one.key} {one.version_id}")
    console.print(f"{len(kept)} versions of {len({one.key for one in kept})} objects were removed.")
    return 0


def _refuse_wide(prefix: str) -> None:
    folders = prefix.split("/")[:-1]
    if len(folders) < _FEWEST_FOLDERS or not all(folders) or not prefix.endswith("/"):
        raise UnknownChoiceError(
            f"the prefix '{prefix}' is too wide: name a folder at least {_FEWEST_FOLDERS} levels deep that ends in /, "
            "such as inputs/2022Q3/iisalmi/"
        )


def _of_keys(store: Store, keys: Sequence[str]) -> list[StoredObject]:
    return [one for key in dict.fromkeys(keys) for one in store.list_history(key) if one.key == key]


def _show(console: Console, kept: Sequence[StoredObject]) -> None:
    for one in kept:
        what = f"{one.size} bytes" if one.etag else "delete marker"
        console.print(f"{one.key}  {one.modified_at:%Y-%m-%d %H:%M}  {what}  {one.version_id}")


def _tell_what_remains(console: Console, store: Store, keys: Iterable[str]) -> None:
    """Say which manifests name the objects, and where the program may have put copies of a town's data."""
    wanted = set(keys)
    for quarter in store.list_folders("deliverables/"):
        manifest, _ = read_manifest(store, quarter)
        if manifest is None:
            continue
        named = {file.key for town in manifest.towns for file in town.files}
        named |= {standing.file_key for town in manifest.towns for standing in town.standings if standing.file_key}
        named |= {key for document in manifest.documents for key in (document.key, document.provenance_key)}
        named |= {file.key for document in manifest.documents for file in document.returned}
        named |= {document.pdf.key for document in manifest.documents if document.pdf}
        for key in sorted(wanted & named):
            console.print(f"The manifest of {quarter} refers to {key} until the quarter is run again.")
    towns = {tuple(key.split("/")[1:3]) for key in wanted if key.startswith("inputs/") and key.count("/") > 2}
    for quarter, town in sorted(towns):
        copies = [*store.list_objects(f"{ANSWERS_PREFIX}{quarter}/{town}/"), store.head(record_key(quarter, town))]
        for copy in copies:
            if copy is not None:
                console.print(f"The answer {copy.key} repeats what was sent; erase it as well if need be.")
