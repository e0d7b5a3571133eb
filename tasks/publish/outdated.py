"""Finds published quarters whose documents no longer agree with what the towns have sent."""

from collections.abc import Iterable

from tasks.collect.inbox import INPUTS_PREFIX, Inbox
from tasks.publish.documents import read_manifest
from tasks.publish.manifest import Manifest, TownInputs
from tasks.storage import Store


def outdated_quarters(store: Store, inbox: Inbox, reported: str) -> dict[str, tuple[str, ...]]:
    """Return, by published quarter before the reported one, the towns whose files changed after it was published."""
    published = (read_manifest(store, quarter)[0] for quarter in store.list_folders("deliverables/"))
    return {
        manifest.quarter: towns
        for manifest in published
        if manifest is not None and manifest.quarter < reported and (towns := changed_towns(manifest, inbox))
    }


def changed_towns(manifest: Manifest, inbox: Inbox) -> tuple[str, ...]:
    """Return the towns whose files are not those that the documents of a manifest were made from.

    Files are compared in the folders that were read, and in the town's folder for the quarter itself. A quarter without
    documents has nothing to make again.
    """
    if not manifest.documents:
        return ()
    return tuple(one.town for one in manifest.towns if _has_changed(manifest.quarter, one, inbox))


def _has_changed(quarter: str, town: TownInputs, inbox: Inbox) -> bool:
    read = {(file.key, file.version_id) for file in town.files}
    folders = {_quarter_of(file.key) for file in town.files} | {quarter}
    present = {
        (stored.key, stored.version_id)
        for folder in folders
        for stored in inbox.objects.get(town.town, {}).get(folder, ())
    }
    # Versions that were read beside the current one have its key, so a file that was withdrawn is missing by its key.
    return not present <= read or _keys(read) != _keys(present)


def _quarter_of(key: str) -> str:
    return key.removeprefix(INPUTS_PREFIX).split("/")[0]


def _keys(versions: Iterable[tuple[str, str]]) -> set[str]:
    return {key for key, _ in versions}
