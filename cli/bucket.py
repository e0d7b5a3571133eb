"""Commands that look into the bucket: load and fetch."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from cli.choices import read_quarter
from cli.embedded_s3 import storage_for
from config.loading import current_project
from config.settings import Settings
from tasks.collect.inbox import INPUTS_PREFIX
from tasks.publish.documents import read_manifest
from tasks.reference.snapshot import REFERENCE_PREFIX
from tasks.storage import Store, sha256


def load_folder(folder: Path) -> int:
    """Put a folder's inputs and reference data into the bucket and return the exit code."""
    with storage_for(Settings()) as store:
        written = sum(put_folder(store, folder))
    Console(highlight=False).print(f"{written} new or changed files put into the bucket '{store.bucket}'.")
    return 0


def put_folder(store: Store, folder: Path) -> Iterator[bool]:
    """Write each file below `inputs/` and `reference/` to the bucket; yield whether it was new or changed.

    A file whose bytes are there already is left alone, so that loading twice makes no second version.
    """
    for prefix in (INPUTS_PREFIX, REFERENCE_PREFIX):
        present = {stored.key: stored for stored in store.list_objects(prefix)}
        for path in sorted((folder / prefix).rglob("*")):
            if not path.is_file():
                continue
            key = path.relative_to(folder).as_posix()
            content = path.read_bytes()
            known = present.get(key)
            if known and known.size == len(content) and sha256(store.get(key, known.version_id)) == sha256(content):
                yield False
            else:
                store.put(key, content)
                yield True


def fetch_quarter(quarter: str, out: Path) -> int:
    """Download a quarter's documents and return the exit code: 0, or 1 when nothing has been published."""
    reported = str(read_quarter(current_project(), quarter))
    console = Console(highlight=False)
    with storage_for(Settings()) as store:
        paths = save_documents(store, reported, out)
    if not paths:
        console.print(f"Nothing has been published for {reported}.")
        return 1
    for path in paths:
        console.print(f"  {path}")
    return 0


def save_documents(store: Store, quarter: str, out: Path) -> list[Path]:
    """Return the files that a quarter's published documents were written to."""
    manifest, _ = read_manifest(store, quarter)
    if manifest is None:
        return []
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for document in manifest.documents:
        for file in (document, document.pdf, document.redline):
            if file is not None:
                path = out / file.key.rsplit("/", 1)[-1]
                path.write_bytes(store.get(file.key, file.version_id or None))
                paths.append(path)
    return paths
