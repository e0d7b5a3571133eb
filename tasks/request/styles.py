"""How the workbook looks: few colours, each with a contrast of at least 7 to 1 between text and ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from config.contracts import ColumnType
from tasks.request.layout import WRAPPED_TYPES

FONT: Mapping[str, object] = {"font_name": "Arial", "font_size": 10}
INK = "#1F2A33"
DEEP = "#1F3A4D"
PALE = "#DCE6EC"
LOCKED = "#ECEFF1"
MISSING = "#FFF2C2"
LINE = "#8A98A3"
LINK = "#0B4F79"
SUBMISSION_TAB = "#1F3A4D"
REGISTER_TAB = "#4F7F99"
ACTIVITY_TAB = "#B07A2A"
COVER_TAB = "#FFFFFF"

_NUMBER_FORMATS: Mapping[str, str] = {
    "integer": "#,##0",
    "year": "0",
    "number": "General",
    "money": '#,##0.00\\ "€"',
    "date": "d\\.m\\.yyyy",
}
_TEXT_FORMAT = "@"


@dataclass(frozen=True)
class Styles:
    """The formats of one workbook."""

    title: Any
    heading: Any
    label: Any
    text: Any
    link: Any
    table_heading: Any
    table_cell: Any
    table_number: Any
    required: Any
    optional: Any
    margin: Any
    outside: Any
    missing: Any
    cells: Mapping[str, Any]
    locked: Mapping[str, Any]


def make_styles(book: Any, column_types: tuple[ColumnType, ...]) -> Styles:
    """Return the formats of a workbook: those of the cover, of headings, and an open and a locked one for each type."""
    top = {"valign": "top", "font_color": INK}
    wrapped = {**top, "text_wrap": True}
    heading = {
        "bold": True,
        "text_wrap": True,
        "align": "left",
        "indent": 1,
        "valign": "vcenter",
        "border": 1,
        "border_color": LINE,
    }
    bordered = {**wrapped, "align": "left", "indent": 1, "border": 1, "border_color": LINE}

    def cell(column_type: ColumnType, extra: dict[str, object]) -> Any:
        number_format = _NUMBER_FORMATS.get(column_type, _TEXT_FORMAT)
        wraps = column_type in WRAPPED_TYPES
        side = "right" if column_type in _NUMBER_FORMATS else "left"
        return book.add_format(
            {**top, "num_format": number_format, "text_wrap": wraps, "align": side, "indent": 1, **extra}
        )

    return Styles(
        title=book.add_format({"bold": True, "font_size": 16, "font_color": DEEP, "valign": "vcenter"}),
        heading=book.add_format({"bold": True, "font_size": 12, "font_color": DEEP, "valign": "bottom"}),
        label=book.add_format({**wrapped, "bold": True}),
        text=book.add_format(wrapped),
        link=book.add_format({**bordered, "bold": True, "underline": 1, "font_color": LINK}),
        table_heading=book.add_format({**heading, "bg_color": PALE, "font_color": DEEP}),
        table_cell=book.add_format(bordered),
        table_number=book.add_format({**bordered, "num_format": "#,##0", "align": "right"}),
        required=book.add_format({**heading, "bg_color": DEEP, "font_color": "#FFFFFF"}),
        optional=book.add_format({**heading, "bg_color": PALE, "font_color": DEEP}),
        margin=book.add_format({"locked": True}),
        outside=book.add_format({"locked": False}),
        missing=book.add_format({"bg_color": MISSING}),
        cells={name: cell(name, {"locked": False}) for name in column_types},
        locked={
            name: cell(name, {"locked": True, "bg_color": LOCKED, "border": 1, "border_color": LINE})
            for name in column_types
        },
    )
