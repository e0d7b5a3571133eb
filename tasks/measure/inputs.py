"""What the indicators of a quarter are computed from, prepared once for all of them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.findings import NETWORK, Verdict
from tasks.measure.actor_network import ActorNetwork, Subnetwork, active_on, build_network, take_subnetwork
from tasks.measure.area_jobs import JobTable, region_area
from tasks.measure.disclosure import Suppression, suppress
from tasks.measure.finance_project import ProjectMoney, read_money
from tasks.measure.key_figures import KeyFigures, latest_key_figures, pool_key_figures
from tasks.measure.measurement import Measurement, missing
from tasks.measure.municipalities import MunicipalJobs
from tasks.measure.publications import PublishedFigures
from tasks.measure.values import Status
from tasks.reference.areas import municipality_area, on_project_areas
from tasks.reference.snapshot import COMPARISON_GROUP, COUNTRY, ReferenceSnapshot
from tasks.submissions import AcceptedData, Standing


@dataclass(frozen=True)
class MeasureInputs:
    """The configuration, the tables that count, the snapshot, and the key figures that were published before.

    The properties are prepared at first use; none of them changes.
    """

    project: Project
    quarter: Quarter
    accepted: AcceptedData
    snapshot: ReferenceSnapshot
    publications: tuple[PublishedFigures, ...] = ()

    @property
    def towns(self) -> tuple[str, ...]:
        """The towns of the run, in the order of the configuration."""
        return self.accepted.towns or tuple(self.project.towns)

    def rows(self, table: str, town: str) -> pd.DataFrame:
        """Return a town's rows of a table."""
        return self._rows_by_town(table).get(town, self.accepted.tables[table].iloc[:0])

    def rows_to_date(self, table: str, *towns: str) -> pd.DataFrame:
        """Return the rows of some towns of a table that adds up, of all quarters up to the reported one."""
        if (table, towns) not in self._rows_to_date:
            earlier = self.accepted.earlier.get(table, {})
            found = [earlier[quarter][earlier[quarter]["town"].isin(towns)] for quarter in sorted(earlier)]
            rows = pd.concat([*found, *(self.rows(table, town) for town in towns)])
            # Each town's rows stay together, the oldest first.
            places = rows["town"].map({town: place for place, town in enumerate(towns)})
            self._rows_to_date[table, towns] = rows.iloc[places.argsort(kind="stable")]
        return self._rows_to_date[table, towns]

    def lacking(self, town: str, tables: Iterable[str], *, to_date: bool = False) -> Measurement | None:
        """Return the status of everything that needs some tables of a town, or None when all of them count.

        A table that the coordinator sends for all towns is looked for there. What is summed to date also counts where
        only earlier quarters have rows.
        """
        sent = [(self._sender(town, table), table) for table in tables]
        unusable = [
            self._standings[sender, table]
            for sender, table in sent
            if not self._counts(sender, table) and not (to_date and self._counted_earlier(sender, table))
        ]
        if not unusable:
            return None
        rejected = [standing for standing in unusable if standing.verdict is Verdict.REJECTED]
        if rejected:
            return Measurement(None, status=Status.REJECTED, reason=f"{rejected[0].table}_rejected")
        return missing(f"{unusable[0].table}_not_sent")

    def lacking_of_network(self, tables: Iterable[str]) -> Measurement:
        """Return the status of everything that needs some tables when no town has them all."""
        coordinators = [table for table in tables if self.project.tables[table].sent_by == "coordinator"]
        return self.lacking(self.project.identity.coordinator, coordinators) or missing("no_towns")

    def is_asked(self, town: str, tables: Iterable[str]) -> bool:
        """Return whether a town, or the coordinator for it, is asked for some tables."""
        asked = {table.id for table in self.project.tables_of(town)}
        return all(self._sender(town, table) != town or table in asked for table in tables)

    @cached_property
    def money(self) -> ProjectMoney:
        """The budget, claims and costs of the project."""
        vouchers = dict(self.accepted.earlier.get("costs", {}))
        if self._counts(self.project.identity.coordinator, "costs"):
            vouchers[str(self.quarter)] = self.coordinators_rows("costs")
        return read_money(
            self.project,
            self.quarter,
            {name: self.coordinators_rows(name) for name in ("budget_plan", "claims", "municipal_funding")},
            vouchers,
        )

    def coordinators_rows(self, table: str) -> pd.DataFrame:
        """Return the rows of a table that the coordinator sends for all towns."""
        return self.rows(table, self.project.identity.coordinator)

    @cached_property
    def figures(self) -> Mapping[str, KeyFigures]:
        """The latest key figures of every town that has any."""
        found = {town: latest_key_figures(town, self.rows("key_figures", town)) for town in self.towns}
        return {town: figures for town, figures in found.items() if figures is not None}

    @cached_property
    def pooled_figures(self) -> KeyFigures | None:
        """The sum of the towns' key figures."""
        return pool_key_figures(self.figures, tuple(self.project.sectors))

    def figures_of(self, unit: str) -> KeyFigures | None:
        """Return the key figures of a town or of the network."""
        return self.pooled_figures if unit == NETWORK else self.figures.get(unit)

    @cached_property
    def suppression(self) -> Suppression:
        """Which key figures are not published."""
        return suppress(self.figures, self.pooled_figures, self.project.identity.disclosure, self.publications)

    @cached_property
    def network(self) -> ActorNetwork:
        """The network of all actors at the end of the quarter."""
        return self._network_on(self.quarter.last_day)

    @cached_property
    def previous_network(self) -> ActorNetwork:
        """The network at the end of the quarter before, as the same registers tell it."""
        return self._network_on(self.quarter.previous.last_day)

    @cached_property
    def network_at_start(self) -> ActorNetwork:
        """The network on the day on which the project began, as the same registers tell it."""
        return self._network_on(min(self.project.identity.actual_start, self.quarter.last_day))

    def active_actors(self, *towns: str) -> pd.DataFrame:
        """Return the actors of some towns at the end of the quarter."""
        actors = self._active_actors
        return actors[actors["town"].isin(towns)]

    def subnetwork(self, *towns: str) -> Subnetwork:
        """Return the actors of some towns and the links between them."""
        if towns not in self._subnetworks:
            self._subnetworks[towns] = take_subnetwork(self.network, towns)
        return self._subnetworks[towns]

    @cached_property
    def statistics(self) -> ReferenceSnapshot:
        """The snapshot on the project's municipality boundaries, with its comparison groups."""
        return on_project_areas(self.snapshot, self.project.statistics, self.quarter.last_day)

    @cached_property
    def jobs_by_sector(self) -> JobTable | None:
        """Jobs of the areas by sector; None when the snapshot lacks them."""
        return self._job_table("jobs_by_sector", "sector")

    @cached_property
    def jobs_by_industry(self) -> JobTable | None:
        """Jobs of the areas by industry; None when the snapshot lacks them."""
        return self._job_table("jobs_by_industry", "industry")

    @cached_property
    def municipal_jobs_by_sector(self) -> MunicipalJobs | None:
        """Jobs of all municipalities by sector; None when the snapshot lacks them."""
        return self._municipal_jobs("jobs_by_sector", "sector")

    @cached_property
    def municipal_jobs_by_industry(self) -> MunicipalJobs | None:
        """Jobs of all municipalities by industry; None when the snapshot lacks them."""
        return self._municipal_jobs("jobs_by_industry", "industry")

    def municipality_areas(self, town: str) -> tuple[str, ...]:
        """Return the area codes of the municipalities that a town reports for."""
        return tuple(municipality_area(code) for code in self.project.towns[town].municipality_codes)

    def region_of(self, town: str) -> str:
        """Return the area code of a town's region."""
        return region_area(self.project.towns[town].region_code)

    def _network_on(self, day: dt.date) -> ActorNetwork:
        tables = self.accepted.tables
        return build_network(tables["actors"], tables["external_actors"], tables["links"], day)

    def _job_table(self, name: str, group_column: str) -> JobTable | None:
        dataset = self.statistics.datasets.get(name)
        if dataset is None:
            return None
        municipalities = [area for town in self.towns for area in self.municipality_areas(town)]
        regions = [self.region_of(town) for town in self.towns]
        return JobTable(dataset, group_column, [COUNTRY, COMPARISON_GROUP, *regions, *municipalities])

    def _sender(self, town: str, table: str) -> str:
        is_coordinators = self.project.tables[table].sent_by == "coordinator"
        return self.project.identity.coordinator if is_coordinators else town

    def _municipal_jobs(self, name: str, group_column: str) -> MunicipalJobs | None:
        dataset = self.statistics.datasets.get(name)
        units = {town: self.municipality_areas(town) for town in self.towns}
        return None if dataset is None else MunicipalJobs(dataset, group_column, units)

    def _counts(self, town: str, table: str) -> bool:
        standing = self._standings[town, table]
        if self.project.tables[table].kind == "activity":
            return standing.data_quarter == str(self.quarter)
        return standing.data_quarter != ""

    def _counted_earlier(self, town: str, table: str) -> bool:
        return any((frame["town"] == town).any() for frame in self.accepted.earlier.get(table, {}).values())

    @cached_property
    def _standings(self) -> Mapping[tuple[str, str], Standing]:
        return {(standing.town, standing.table): standing for standing in self.accepted.standings}

    @cached_property
    def _active_actors(self) -> pd.DataFrame:
        return active_on(self.accepted.tables["actors"], self.quarter.last_day)

    @cached_property
    def _subnetworks(self) -> dict[tuple[str, ...], Subnetwork]:
        return {}

    @cached_property
    def _rows_to_date(self) -> dict[tuple[str, tuple[str, ...]], pd.DataFrame]:
        return {}

    @cached_property
    def _tables_by_town(self) -> dict[str, dict[str, pd.DataFrame]]:
        return {}

    def _rows_by_town(self, table: str) -> dict[str, pd.DataFrame]:
        if table not in self._tables_by_town:
            frame = self.accepted.tables[table]
            self._tables_by_town[table] = {str(town): rows for town, rows in frame.groupby("town")}
        return self._tables_by_town[table]
