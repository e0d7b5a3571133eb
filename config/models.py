"""The shape of the configuration of a project, as frozen and strict models; the tables' are in `contracts`."""

import datetime as dt
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from config.calendar import Calendar
from config.contracts import Correction, IndicatorText, Message, TableContract
from config.statistics import OfficialStatistics
from config.strict import MunicipalityCode, RegionCode, Slug, Strict
from config.texts import Language, Text


class ContextClaims(Strict):
    """Numbers that the application states about sub-regional towns in general.

    `competing_town_counts` are counts of sub-regional towns that other public sources give.
    """

    town_count: int
    inhabitant_count: int
    gdp_share_low_pct: int
    gdp_share_high_pct: int
    towns_with_higher_education_rdi_count: int
    competing_town_counts: tuple[int, ...] = ()


class Disclosure(Strict):
    """Limits below which a figure about firms, or the mean of what people answered, is not printed."""

    minimum_firm_count: int = Field(ge=1)
    dominance_share_pct: int = Field(ge=50, le=100)
    minimum_firm_count_when_dominance_unknown: int = Field(ge=1)
    protection_range_pct: int = Field(ge=1, le=100)
    minimum_response_count: int = Field(ge=1)


ClaimColumn = Literal["budget", "before", "period", "total", "left"]
"""An amount of the payment claim: the budget, what was claimed before, in the period and in all, and what is left."""


class PaymentClaimForm(Strict):
    """How the figures of the payment claim are laid out: the order of the funder's columns, and the attachments."""

    columns: tuple[ClaimColumn, ...] = ("budget", "before", "period", "total", "left")
    attachments: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _each_column_once(self) -> Self:
        if sorted(self.columns) != sorted(get_args(ClaimColumn)):
            raise ValueError(f"payment_claim.columns must name each of {', '.join(get_args(ClaimColumn))} once")
        return self


class ProjectIdentity(Strict):
    """Names, dates and funder of the project.

    `decision_number` is that of the funder's decision, where it is known, and `language` the one of the documents that
    are about the whole network. `call_criteria` names for each criterion of the call the outputs that answer it.
    """

    id: Slug
    title: Text
    network_name: Text
    planned_start: dt.date
    actual_start: dt.date
    end: dt.date
    timezone: str
    coordinator: Slug
    applied_from: Text
    funder: Text
    decision_number: str = ""
    form_versions: tuple[str, ...] = Field(min_length=1)
    programme: Text
    language: Language = "fi"
    context_claims: ContextClaims | None = None
    disclosure: Disclosure
    payment_claim: PaymentClaimForm = PaymentClaimForm()
    call_criteria: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class TownForms(Strict):
    """Reviewed Finnish forms of a town's name; which local case is used cannot be derived."""

    genitive: str
    inside: str
    from_: str = Field(alias="from")
    to: str
    adjective: str


class Town(Strict):
    """One reporting unit: a municipality, or a joint unit of several."""

    slug: Slug
    name: Text
    municipality_code: MunicipalityCode
    kind: Literal["town", "municipality", "joint_unit"]
    region_code: RegionCode
    subregion: str
    role: Literal["lead_partner", "partner", "participant"]
    has_project_staff: bool
    language: Language
    mapping_method: Literal["own_staff", "consultant"]
    sectors: tuple[str, ...]
    sector_lead: tuple[str, ...]
    population: dict[int, int]
    forms: TownForms
    member_codes: tuple[MunicipalityCode, ...] = ()

    @property
    def municipality_codes(self) -> tuple[str, ...]:
        """The codes of all municipalities that this unit reports for."""
        return self.member_codes or (self.municipality_code,)


class JointUnit(Strict):
    """Two or more municipalities that report together."""

    name: Text
    members: tuple[Slug, ...] = Field(min_length=2)
    forms: TownForms
    language: Language = "fi"


class TownsFile(Strict):
    """towns.yaml; `former_towns` have left the project, and only what others say of them is read."""

    towns: dict[Slug, Town] = Field(min_length=1)
    former_towns: dict[Slug, Text] = Field(default_factory=dict)
    joint_units: dict[Slug, JointUnit]
    regions: dict[RegionCode, Text]

    @model_validator(mode="before")
    @classmethod
    def _name_the_towns(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("towns"), dict):
            towns = {k: {**v, "slug": k} if isinstance(v, dict) else v for k, v in data["towns"].items()}
            return {**data, "towns": towns}
        return data


class Sector(Strict):
    """A sector of the project and the industries (TOL 2008) that it is made of."""

    name: Text
    responsible: tuple[Slug, ...]
    industries: tuple[str, ...]


class SectorsFile(Strict):
    """sectors.yaml."""

    sectors: dict[Slug, Sector] = Field(min_length=1)


class ActorTypesFile(Strict):
    """actor_types.yaml."""

    helix_of_actor_type: dict[str, str]
    higher_education: tuple[str, ...]


class Output(Strict):
    """A named output of a work package.

    `planned_counts` says by which indicators it is counted, what kinds of each, and how many of a kind the plan names.
    """

    fi: str
    level: Literal["town", "network", "both"]
    based_on: tuple[str, ...] = ()
    planned_counts: dict[str, dict[str, int | None]] = Field(default_factory=dict)


class WorkPackage(Strict):
    """A work package with its lead, its purchased services and its outputs; its work shows as rows of `shown_in`."""

    name: Text
    gantt_name_fi: str
    lead: Slug
    services_eur: int | None
    shown_in: tuple[str, ...] = ()
    outputs: dict[str, Output] = Field(min_length=1)


class WorkPackagesFile(Strict):
    """work_packages.yaml."""

    work_packages: dict[str, WorkPackage] = Field(min_length=1)
    dependencies: tuple[tuple[str, str], ...]


class CostType(Strict):
    """A cost type of the budget table, in euros by year."""

    name: Text
    by_year: dict[int, int]
    total_eur: int


class FundingShare(Strict):
    """One funder's share of the budget."""

    name: Text
    rate_pct: int
    amount_eur: int


class Budget(Strict):
    """budget.yaml: the budget table and the funding split; its sums must hold."""

    years: tuple[int, ...]
    cost_types: dict[str, CostType]
    total_by_year: dict[int, int]
    total_eur: int
    unallocated_services_eur: int
    funding: dict[str, FundingShare]
    full_time_equivalents: dict[str, str]

    @model_validator(mode="after")
    def _sums_hold(self) -> Self:
        for name, cost in self.cost_types.items():
            if sum(cost.by_year.values()) != cost.total_eur:
                raise ValueError(f"the years of {name} sum to {sum(cost.by_year.values())}, not {cost.total_eur}")
        for year in self.years:
            total = sum(cost.by_year[year] for cost in self.cost_types.values())
            if total != self.total_by_year[year]:
                raise ValueError(f"the cost types of {year} sum to {total}, not {self.total_by_year[year]}")
        if sum(self.total_by_year.values()) != self.total_eur:
            raise ValueError(f"the years sum to {sum(self.total_by_year.values())}, not {self.total_eur}")
        if sum(share.amount_eur for share in self.funding.values()) != self.total_eur:
            raise ValueError("the funding shares do not sum to the total")
        return self


class Project(Strict):
    """The whole configuration of a project."""

    identity: ProjectIdentity
    towns: dict[str, Town]
    former_towns: dict[str, Text] = Field(default_factory=dict)
    regions: dict[str, Text]
    sectors: dict[str, Sector]
    statistics: OfficialStatistics
    work_packages: dict[str, WorkPackage]
    dependencies: tuple[tuple[str, str], ...]
    calendar: Calendar
    budget: Budget
    code_lists: dict[str, dict[str, Text]]
    helix_of_actor_type: dict[str, str]
    higher_education_types: tuple[str, ...]
    tables: dict[str, TableContract]
    messages: dict[str, Message]
    indicators: dict[str, IndicatorText]
    corrections: dict[str, Correction]
    digest: str

    def tables_of(self, town: str) -> tuple[TableContract, ...]:
        """Return the tables that a town of the project, named by its slug, is asked to fill in."""
        return self.tables_asked_of(self.towns[town])

    def package_of(self, deliverable: str) -> str | None:
        """Return the work package whose outputs a deliverable carries, or None where the calendar names none."""
        due = self.calendar.due.get(deliverable)
        outputs = set(due.outputs) if due else set()
        return next((name for name, package in self.work_packages.items() if outputs & set(package.outputs)), None)

    def chapter_writers(self, deliverable: str) -> tuple[str, ...]:
        """Return the towns that write the chapters of a deliverable which nothing but a text can fill.

        Nobody does where the calendar lacks the deliverable.
        """
        due = self.calendar.due.get(deliverable)
        if due is None:
            return ()
        if due.chapters_from == "every_town":
            return tuple(self.towns)
        if due.chapters_from == "coordinator":
            return (self.identity.coordinator,)
        packages = [package for package in self.work_packages.values() if set(due.outputs) & set(package.outputs)]
        return tuple(package.lead for package in packages)

    def tables_asked_of(self, town: Town) -> tuple[TableContract, ...]:
        """Return the tables that a reporting unit is asked to fill in."""
        senders = {
            "every_town": True,
            "staff_towns": town.has_project_staff,
            "coordinator": town.slug == self.identity.coordinator,
        }
        return tuple(table for table in self.tables.values() if senders[table.sent_by])

    def label(self, code_list: str, code: str, language: Language) -> str:
        """Return the words for a code in a language."""
        return self.code_lists[code_list][code].in_language(language)
