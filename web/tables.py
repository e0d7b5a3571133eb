"""Tables that become a list of cards on a narrow screen and stay tables for a screen reader.

The style sheet shows rows and cells as blocks there, which takes the table's meaning from some browsers: the roles give
it back. Each cell carries its column's label, which the style sheet then prints before the value.
"""

from collections.abc import Iterable, Sequence

from web.markup import Child, Markup, element


def table(kind: str, caption: Markup, labels: Sequence[str], rows: Iterable[Markup]) -> Markup:
    """Return a table; `kind` is its class in the style sheet."""
    headings = [element("th", label, scope="col", role="columnheader") for label in labels]
    head = element("thead", element("tr", headings, role="row"), role="rowgroup")
    return element("table", caption, head, element("tbody", rows, role="rowgroup"), class_=kind, role="table")


def row(labels: Sequence[str], heading: Child, cells: Sequence[Child]) -> Markup:
    """Return a row: its heading, and one cell for each further column."""
    first = element("th", heading, scope="row", role="rowheader")
    others = [
        element("td", element("div", cell), role="cell", data_label=label)
        for label, cell in zip(labels[1:], cells, strict=True)
    ]
    return element("tr", first, others, role="row")
