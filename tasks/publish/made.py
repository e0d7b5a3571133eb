"""Which deliverables have been published whole, quarter by quarter."""

from collections.abc import Sequence

from config.models import Project
from config.quarters import Quarter
from tasks.assemble.registry import DELIVERABLES
from tasks.assemble.work_list import documents_to_make
from tasks.publish.documents import read_manifest
from tasks.publish.manifest import Manifest
from tasks.storage import Store


def made_until(store: Store, project: Project, quarter: Quarter) -> dict[str, tuple[Quarter, ...]]:
    """Return the quarters up to one for which each deliverable was published whole; read from the manifests."""
    quarters = [one for one in sorted(project.calendar.quarters) if one <= quarter]
    published = [manifest for one in quarters if (manifest := read_manifest(store, str(one))[0]) is not None]
    return made_quarters(project, published)


def made_quarters(project: Project, manifests: Sequence[Manifest]) -> dict[str, tuple[Quarter, ...]]:
    """Return the quarters for which all documents of a deliverable are in the manifest, by deliverable.

    The towns are those of the manifest that the project still has: one that joined later owes no earlier document.
    """
    made: dict[str, list[Quarter]] = {}
    for manifest in manifests:
        published = {(one.deliverable, one.town, one.language) for one in manifest.documents}
        towns = {one.town for one in manifest.towns} & set(project.towns)
        for deliverable in DELIVERABLES:
            wanted = {
                (deliverable.id, one.town, one.language)
                for one in documents_to_make(project, (deliverable.id,), ())
                if deliverable.scope == "network" or one.town in towns
            }
            if wanted and wanted <= published:
                made.setdefault(deliverable.id, []).append(Quarter.parse(manifest.quarter))
    return {name: tuple(sorted(quarters)) for name, quarters in made.items()}
