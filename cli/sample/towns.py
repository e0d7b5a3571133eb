"""All tables of one town, put together so that they agree with each other."""

import datetime as dt
from collections.abc import Sequence

from cli.sample.activities import quarter_activity
from cli.sample.actors import external_actors, town_actors
from cli.sample.administration import administration
from cli.sample.assessments import (
    competence_gaps,
    hei_presence,
    interviews_workshops,
    maturity_scores,
    peer_ecosystems,
    proposals,
)
from cli.sample.figures import key_figures
from cli.sample.links import Neighbour, linkable_actors, town_links
from cli.sample.narratives import narratives
from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import TownProfile, town_profiles
from cli.sample.records import (
    Record,
    TownTables,
    day_of,
    known_by,
    members_known_by,
    with_long_standing,
)
from cli.sample.schedule import mapping_quarter
from cli.sample.strategies import strategy_work
from config.models import Project
from config.quarters import Quarter

SAMPLE_FORM_MARK = "esimerkki"
"""Stands behind the form version of every invented submission."""

_NEIGHBOURS_OF_BRIEF_TOWN = 4
_SENT_BEFORE_QUARTER_END = 12


class SampleNetwork:
    """The invented network: makes each town's tables when they are asked for."""

    def __init__(self, project: Project, quarter: Quarter, seed: int, seen_from: Quarter | None = None) -> None:
        """Invent the network.

        Args:
            project: The project whose towns send.
            quarter: The quarter that is reported.
            seed: Equal seeds give equal tables.
            seen_from: The last quarter of a history of which the reported one is a part: members and links are those of
                the history, as far as they were known by the reported quarter. None invents the quarter by itself.
        """
        self.project = project
        self.quarter = quarter
        self.profiles = town_profiles(project, seed)
        self._seen_from = seen_from or quarter
        self._is_part_of_history = seen_from is not None
        self._actors = [town_actors(project, profile, self._seen_from) for profile in self.profiles]
        if self._is_part_of_history:
            self._actors = [with_long_standing(actors, project.identity.planned_start) for actors in self._actors]
        self._linkable = [
            Neighbour(profile.town.slug, profile.strong_sectors, linkable_actors(actors, self._seen_from))
            for profile, actors in zip(self.profiles, self._actors, strict=True)
        ]

    def tables(self, profile: TownProfile, data_quarter: Quarter) -> TownTables:
        """Return a town's tables as it sends them for a quarter: the reported one, or the one before."""
        project, reported = self.project, self.quarter
        actors = self._actors[profile.index]
        externals = external_actors(project, profile)
        links = town_links(profile, actors, externals, self._neighbours(profile), self._seen_from)
        mapped = reported
        if self._is_part_of_history:
            actors, links = members_known_by(actors, links, data_quarter, self._unknown_elsewhere(data_quarter))
            mapped = mapping_quarter(project)
        gaps = competence_gaps(profile, actors, mapped)
        tables: TownTables = {
            "submission": [_submission(project, profile, data_quarter)],
            "actors": actors,
            "external_actors": externals,
            "links": links,
            "key_figures": key_figures(project, profile, reported),
            "competence_gaps": gaps,
            "maturity_scores": maturity_scores(profile, reported, data_quarter),
            "proposals": proposals(profile, actors, gaps),
            "hei_presence": hei_presence(profile, reported),
            "peer_ecosystems": peer_ecosystems(profile),
            "interviews_workshops": interviews_workshops(project, profile, data_quarter),
        }
        is_final = data_quarter == reported and data_quarter >= mapped
        if not is_final:
            tables = known_by(tables, data_quarter)
        tables["narratives"] = narratives(project, profile, tables, reported, is_final=is_final)
        return (
            tables
            | strategy_work(project, profile, tables, data_quarter)
            | quarter_activity(project, profile, data_quarter)
            | administration(project, profile, data_quarter)
        )

    def _unknown_elsewhere(self, quarter: Quarter) -> frozenset[str]:
        """Return the actors of all towns that are too new in a quarter for another town's links."""
        return frozenset(
            str(actor["actor_id"])
            for neighbour in self._linkable
            for actor in neighbour.actors
            if (day_of(actor, "active_from") or quarter.first_day) >= quarter.previous.first_day
        )

    def _neighbours(self, profile: TownProfile) -> Sequence[Neighbour]:
        """Return the other towns, those with a strong sector in common and those that come next first."""
        count = len(self._linkable)
        nearest = [(profile.index + step) % count for step in range(1, min(count, 10))]
        others = [self._linkable[place] for place in nearest]
        others.sort(key=lambda other: not set(other.strong_sectors) & set(profile.strong_sectors))
        return others[:_NEIGHBOURS_OF_BRIEF_TOWN] if profile.is_brief else others


def _submission(project: Project, profile: TownProfile, data_quarter: Quarter) -> Record:
    town = profile.town
    chance = random_for(profile.seed, town.slug, "submission")
    updated = profile.phase > 1 and profile.index % 2 == 0
    day = data_quarter.last_day - dt.timedelta(days=chance.randrange(1, _SENT_BEFORE_QUARTER_END))
    return {
        "quarter": str(data_quarter),
        "municipality_code": town.municipality_code,
        "sender_role": "project_worker" if town.has_project_staff else "contact_person",
        "form_version": f"{project.identity.form_versions[-1]} {SAMPLE_FORM_MARK}",
        "submitted_date": day,
        "mapping_method": town.mapping_method,
        "mapping_kind": "updated" if updated else "new",
        "existing_description_title": phrases("words")["existing_description"][profile.language] if updated else None,
        "existing_description_date": dt.date(2019, 3 + profile.index % 8, 15) if updated else None,
    }
