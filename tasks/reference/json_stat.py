"""Reads a table in the form JSON-stat 2, as statistical services answer and as their pages save it."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from tasks.reference.table import StatisticalTable, TableError, lay_out


class _Category(BaseModel):
    """The values of a dimension: their order, and their words, which alone are given for a single value."""

    model_config = ConfigDict(extra="ignore")

    index: dict[str, int] | list[str] | None = None
    label: dict[str, str] | None = None

    def codes(self) -> list[str]:
        if isinstance(self.index, dict):
            return sorted(self.index, key=self.index.__getitem__)
        return self.index if self.index is not None else list(self.label or {})


class _Dimension(BaseModel):
    model_config = ConfigDict(extra="ignore")

    category: _Category


class _Document(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: list[str]
    size: list[int]
    dimension: dict[str, _Dimension]
    value: list[int | float | None] | dict[str, int | float | None]
    label: str = ""
    updated: str = ""


def read_json_stat(document: Mapping[str, Any]) -> StatisticalTable:
    """Return the table of a JSON-stat 2 dataset.

    Values may be a list or, where most are missing, an object by position.

    Raises:
        TableError: It is not such a dataset, or its sizes do not agree.
    """
    try:
        read = _Document.model_validate(document)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise TableError(f"it is not a JSON-stat 2 dataset: {place}: {error.errors()[0]['msg']}") from error
    lacking = [name for name in read.id if name not in read.dimension]
    if lacking:
        raise TableError(f"the dimension '{lacking[0]}' is named but not described")
    codes = {name: read.dimension[name].category.codes() for name in read.id}
    sizes = [len(of_one) for of_one in codes.values()]
    if sizes != read.size:
        raise TableError(f"the sizes {read.size} do not agree with the {sizes} values of its dimensions")
    values = read.value
    if isinstance(values, dict):
        cell_count = 1
        for size in sizes:
            cell_count *= size
        values = [values.get(str(place)) for place in range(cell_count)]
    return StatisticalTable(read.label, read.updated, lay_out(codes, [_text(value) for value in values]))


def _text(value: float | None) -> str:
    return "" if value is None else str(int(value)) if float(value).is_integer() else repr(value)
