"""All tables' promises, by table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from expectations import (
    actors,
    competence_gaps,
    external_actors,
    hei_presence,
    interviews_workshops,
    key_figures,
    links,
    maturity_scores,
    narratives,
    peer_ecosystems,
    proposals,
    submission,
)
from expectations.promise import Known, Promise


@dataclass(frozen=True)
class TablePromises:
    """How a table's rows are made ready for checking, and what they promise."""

    prepare: Callable[[pd.DataFrame, Known], pd.DataFrame]
    promises: Callable[[Known], tuple[Promise, ...]]


CATALOGUE: Mapping[str, TablePromises] = {
    "submission": TablePromises(submission.prepare, submission.promises),
    "actors": TablePromises(actors.prepare, actors.promises),
    "external_actors": TablePromises(external_actors.prepare, external_actors.promises),
    "links": TablePromises(links.prepare, links.promises),
    "key_figures": TablePromises(key_figures.prepare, key_figures.promises),
    "competence_gaps": TablePromises(competence_gaps.prepare, competence_gaps.promises),
    "maturity_scores": TablePromises(maturity_scores.prepare, maturity_scores.promises),
    "proposals": TablePromises(proposals.prepare, proposals.promises),
    "hei_presence": TablePromises(hei_presence.prepare, hei_presence.promises),
    "peer_ecosystems": TablePromises(peer_ecosystems.prepare, peer_ecosystems.promises),
    "narratives": TablePromises(narratives.prepare, narratives.promises),
    "interviews_workshops": TablePromises(interviews_workshops.prepare, interviews_workshops.promises),
}
