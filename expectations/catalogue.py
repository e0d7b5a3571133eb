"""All tables' promises, by table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from expectations import (
    actors,
    agreements,
    budget_plan,
    claims,
    comms_outputs,
    competence_gaps,
    contacts,
    costs,
    events_visits,
    external_actors,
    hei_contacts,
    hei_presence,
    hours,
    interviews_workshops,
    invest_offer,
    key_figures,
    links,
    maturity_scores,
    measures,
    municipal_funding,
    narratives,
    needed_actors,
    peer_ecosystems,
    proposals,
    risks,
    service_feedback,
    steering,
    strategy,
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
    "strategy": TablePromises(strategy.prepare, strategy.promises),
    "measures": TablePromises(measures.prepare, measures.promises),
    "agreements": TablePromises(agreements.prepare, agreements.promises),
    "needed_actors": TablePromises(needed_actors.prepare, needed_actors.promises),
    "invest_offer": TablePromises(invest_offer.prepare, invest_offer.promises),
    "events_visits": TablePromises(events_visits.prepare, events_visits.promises),
    "hei_contacts": TablePromises(hei_contacts.prepare, hei_contacts.promises),
    "comms_outputs": TablePromises(comms_outputs.prepare, comms_outputs.promises),
    "budget_plan": TablePromises(budget_plan.prepare, budget_plan.promises),
    "costs": TablePromises(costs.prepare, costs.promises),
    "hours": TablePromises(hours.prepare, hours.promises),
    "claims": TablePromises(claims.prepare, claims.promises),
    "municipal_funding": TablePromises(municipal_funding.prepare, municipal_funding.promises),
    "steering": TablePromises(steering.prepare, steering.promises),
    "risks": TablePromises(risks.prepare, risks.promises),
    "service_feedback": TablePromises(service_feedback.prepare, service_feedback.promises),
    "contacts": TablePromises(contacts.prepare, contacts.promises),
}
