"""The only kind of data that templates are given."""

import datetime as dt
from collections.abc import Mapping, Sequence

from tasks.assemble.markers import without_markers


def plain_copy(value: object, path: str = "data") -> object:
    """Return a copy of plain data: texts, numbers, truth values, dates, and lists and dicts of them.

    Raises:
        TypeError: Something else stands in it, which templates could reach into.
    """
    if value is None or type(value) in (str, int, float, bool, dt.date):
        return without_markers(value) if isinstance(value, str) else value
    if type(value) in (list, tuple) and isinstance(value, Sequence):
        return [plain_copy(item, f"{path}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, Mapping) and type(value) is dict:
        for key in value:
            if type(key) is not str:
                raise TypeError(f"{path} has the key {key!r}, which is not a text")
        return {key: plain_copy(item, f"{path}.{key}") for key, item in value.items()}
    raise TypeError(f"{path} is a {type(value).__name__}; templates are given plain data only")
