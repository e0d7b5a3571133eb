"""The shape of the table contracts, and of the words and corrections that go with them."""

import datetime as dt
import re
from typing import Literal, Self

from pydantic import Field, model_validator

from config.strict import QuarterField, Slug, Strict
from config.texts import Text

ColumnType = Literal[
    "id", "id_list", "text", "long_text", "code", "code_list", "integer", "number", "money", "year",
    "date", "boolean", "business_id", "municipality_code", "quarter", "url",
]  # fmt: skip


class Column(Strict):
    """One column of a table: how a town writes it and what the program makes of it.

    `of_budget` says that its greatest value is the last year of the budget, and its least, if none is named, the first.
    """

    type: ColumnType
    label: Text
    help: Text
    required: bool = False
    codes: str | None = None
    unit: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    of_budget: bool = False

    @model_validator(mode="after")
    def _codes_fit_type(self) -> Self:
        if (self.type in ("code", "code_list")) != (self.codes is not None):
            raise ValueError("`codes` names a code list for the types code and code_list, and only for them")
        return self


class TableContract(Strict):
    """One sheet of the partner workbook: its columns, key, names and kind.

    Attributes:
        sent_by: Who fills it in: every town, the towns with project staff, or the coordinator for all.
        adds_up: Whether sums to date need its rows of all quarters; of an activity table.
        restricted: Whether it holds contact persons; its cells are read by no stage after the checks.
    """

    id: str = Field(pattern=r"^[a-z_]+$")
    code: str = Field(pattern=r"^[A-Z]{3}$")
    kind: Literal["register", "activity"]
    sent_by: Literal["every_town", "staff_towns", "coordinator"] = "every_town"
    adds_up: bool = False
    restricted: bool = False
    name: Text
    help: Text
    key: tuple[str, ...] = Field(min_length=1)
    columns: dict[str, Column] = Field(min_length=1)

    @model_validator(mode="after")
    def _key_is_required(self) -> Self:
        for column in self.key:
            if column not in self.columns or not self.columns[column].required:
                raise ValueError(f"the key column {column} must be a required column of the table")
        return self


class Message(Strict):
    """A finding's words: what is wrong and what to do, with `{placeholders}` for the case at hand."""

    severity: Literal["critical", "warning", "info"]
    message: Text
    fix: Text

    @model_validator(mode="after")
    def _languages_agree(self) -> Self:
        for text in (self.message, self.fix):
            names = [set(re.findall(r"\{(\w+)\}", text.in_language(language))) for language in ("fi", "sv", "en")]
            if names[0] != names[1] or names[0] != names[2]:
                raise ValueError(f"the placeholders differ between the languages of '{text.fi}'")
        return self


class Correction(Strict):
    """A correction that the project itself makes to one cell, until the town has mended its file.

    `expected` is the text that the cell holds when the correction is right; when the cell holds another one, the
    correction is out of date and stops the run.
    """

    town: Slug
    quarter: QuarterField
    table: str
    source_ref: str = Field(pattern=r"^[^!]+![^!]+!\d+$")
    column: str
    expected: str
    corrected: str
    reason: Text
    corrected_by: str
    corrected_on: dt.date


class IndicatorText(Strict):
    """What a reader sees of an indicator."""

    name: Text
    unit: Text
    reading: Text
