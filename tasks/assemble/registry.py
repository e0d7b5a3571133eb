"""Every deliverable that the program can assemble. One is added here, in one template folder, and in the calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from config.texts import Language
from tasks.assemble.draft import Draft
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_picture import build_network_picture
from tasks.assemble.situation_picture import build_situation_picture


@dataclass(frozen=True)
class Deliverable:
    """A kind of document.

    Attributes:
        id: Stable name, as in the calendar.
        work_package: The work package that it belongs to.
        scope: Whether there is one a town or one for the network.
        languages: The languages that it is made in.
        template_folder: Its folder in `templates/`; inside is one folder a language.
        build: Makes its draft.
        tables: The tables that it is made from; nothing is said of the others.
    """

    id: str
    work_package: str
    scope: Literal["town", "network"]
    languages: tuple[Language, ...]
    template_folder: str
    build: Callable[[DocumentInputs], Draft]
    tables: tuple[str, ...]


PICTURE_TABLES = (
    "submission", "actors", "external_actors", "links", "key_figures", "competence_gaps", "maturity_scores",
    "proposals", "hei_presence", "peer_ecosystems", "narratives", "interviews_workshops",
)  # fmt: skip

DELIVERABLES: tuple[Deliverable, ...] = (
    Deliverable(
        "situation_picture", "TP1", "town", ("fi",), "situation_picture", build_situation_picture, PICTURE_TABLES
    ),
    Deliverable("network_picture", "TP1", "network", ("fi",), "network_picture", build_network_picture, PICTURE_TABLES),
)


def find_deliverable(deliverable_id: str) -> Deliverable:
    """Return the deliverable with an id.

    Raises:
        KeyError: There is none.
    """
    for deliverable in DELIVERABLES:
        if deliverable.id == deliverable_id:
            return deliverable
    raise KeyError(deliverable_id)
