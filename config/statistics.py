"""Which official statistics the towns are compared with, on which boundaries, and in which groups."""

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from config.strict import MunicipalityCode, Strict
from config.texts import Text


class Selection(Strict):
    """Which values of a variable are asked for, in the words of the PxWeb interface.

    Attributes:
        filter: `item` names values, `all` takes patterns such as `KU*`, `top` the latest so many.
        values: The values, the patterns, or one number.
    """

    filter: Literal["item", "all", "top"]
    values: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _top_is_a_number(self) -> Self:
        if self.filter == "top" and not (len(self.values) == 1 and self.values[0].isdigit() and int(self.values[0])):
            raise ValueError("the filter `top` takes one whole number above 0, such as ['5']")
        return self


class OfficialDataset(Strict):
    """Where a dataset of the snapshot comes from and how its columns are made.

    Attributes:
        title: The table's name as a document prints it.
        organisation: The office that publishes it.
        licence: The licence of the data, such as `CC BY 4.0`.
        classification_year: Year of the municipality boundaries that the table uses.
        table: Path of the table below the service's address; None where the data is ordered and added from a file.
        query: What is asked for, by variable; empty without a table.
        variables: The table's variable that each column of text is made of, and the year.
        measures: The values of variables that each column of numbers stands for.
    """

    title: Text
    organisation: Text
    licence: str
    classification_year: int
    table: str | None = None
    query: dict[str, Selection] = Field(default_factory=dict)
    variables: dict[str, str]
    measures: dict[str, dict[str, str]]

    @model_validator(mode="after")
    def _query_goes_with_table(self) -> Self:
        if (self.table is None) == bool(self.query):
            raise ValueError("`table` and `query` belong together: give both or neither")
        return self


class MunicipalityMerger(Strict):
    """A municipality that became a part of another on the first day of a year."""

    old: MunicipalityCode
    new: MunicipalityCode
    from_: dt.date = Field(alias="from")


class GroupMembers(Strict):
    """Who belongs to a comparison group from a day on."""

    from_: dt.date = Field(alias="from")
    municipalities: tuple[MunicipalityCode, ...] = Field(min_length=1)


class ComparisonGroup(Strict):
    """Municipalities that are compared with together; `basis` says who decided on them."""

    name: Text
    basis: str
    memberships: tuple[GroupMembers, ...]

    def members_on(self, day: dt.date) -> tuple[str, ...]:
        """Return the codes of the municipalities that belong to the group on a day."""
        begun = [membership for membership in self.memberships if membership.from_ <= day]
        return max(begun, key=lambda membership: membership.from_).municipalities if begun else ()


class OfficialStatistics(Strict):
    """reference.yaml."""

    boundary_year: int
    municipality_mergers: tuple[MunicipalityMerger, ...]
    comparison_groups: dict[str, ComparisonGroup]
    datasets: dict[str, OfficialDataset]

    @model_validator(mode="after")
    def _nobody_merges_twice(self) -> Self:
        old = [merger.old for merger in self.municipality_mergers]
        twice = sorted({code for code in old if old.count(code) > 1})
        if twice:
            raise ValueError(f"municipality_mergers: {', '.join(twice)} stands twice as `old`")
        return self

    def code_on_boundaries(self, municipality: str, classification_year: int = 0) -> str:
        """Return the code that a municipality of an earlier classification has on the project's boundaries.

        Without a year all mergers up to those boundaries count.
        """
        for merger in sorted(self.municipality_mergers, key=lambda merger: merger.from_):
            if merger.old == municipality and classification_year < merger.from_.year <= self.boundary_year:
                municipality = merger.new
        return municipality
