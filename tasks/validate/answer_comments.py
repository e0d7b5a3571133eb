"""Comments at cells: an .xlsx keeps their words in one part and the boxes that show them in another."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from tasks.validate.answer import cell_place
from tasks.validate.answer_package import Package, Relationship
from tasks.validate.answer_styles import SPREADSHEET
from tasks.validate.answer_xml import PartError, escape

AUTHOR = "Kivijalka"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_ADDED = f"\n\n—— {AUTHOR} ——\n"
"""What parts our words from those of a comment that a person had made."""
_S = f"{{{SPREADSHEET}}}"
_NO_COMMENTS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{SPREADSHEET}"><authors/><commentList/>'
    "</comments>"
).encode()
_VML_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_BOX_KIND = (
    f'<v:shapetype {_VML_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
).encode()
_NO_DRAWING = (
    f'<xml {_VML_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
).encode()
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_SHAPE_PLACE = re.compile(rb'ObjectType="Note".*?<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>', re.DOTALL)
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d+)")
_FIRST_SHAPE = 1025
_BOX_WIDTH_PIXELS = 340
_LETTERS_A_LINE = 48
_LINE_PIXELS, _ROW_PIXELS = 19, 20
_MOST_LINES = 24
_COMMENT_LIMIT = 4000


def clear_comments(package: Package, sheet: str, drawing_id: str) -> bool:
    """Take our comments out of a sheet; return whether its drawing of boxes is gone with them.

    Args:
        package: The workbook.
        sheet: Name of the sheet's part.
        drawing_id: The id of the relationship to the drawing; empty when there is none.

    Raises:
        PartError: The comments cannot be read.
    """
    comments, drawing = _comments_and_drawing(package, sheet, drawing_id)
    if comments is None or AUTHOR.encode() not in package.parts.get(comments.target, b""):
        return False
    root = _parse(package.parts[comments.target])
    authors = [author.text or "" for author in root.iter(f"{_S}author")]
    gone: set[tuple[int, int]] = set()
    is_changed = False
    for comment in list(root.iter(f"{_S}comment")):
        number = int(comment.get("authorId", "0"))
        text = "".join(part.text or "" for part in comment.iter(f"{_S}t"))
        if (number < len(authors) and authors[number] == AUTHOR) or text.startswith(f"{AUTHOR}\n"):
            _remove(comment)
            place = cell_place(comment.get("ref", ""))
            gone |= {place} if place else set()
        elif _ADDED.strip() in text:
            _cut_added_words(comment)
            is_changed = True
    if not gone and not is_changed:
        return False
    _drop_unused_author(root)
    if root.find(f"{_S}commentList/{_S}comment") is not None:
        package.parts[comments.target] = _serialise(root)
    else:
        package.unrelate(sheet, comments.id)
        package.drop_part(comments.target)
    if drawing is None or drawing.target not in package.parts:
        return False
    boxes = _SHAPE.sub(lambda match: b"" if _place_of(match[0]) in gone else match[0], package.parts[drawing.target])
    if _SHAPE.search(boxes):
        package.parts[drawing.target] = boxes
        return False
    package.unrelate(sheet, drawing.id)
    package.drop_part(drawing.target)
    return True


def add_comments(
    package: Package, sheet: str, drawing_id: str, texts: Mapping[str, str], widths: Mapping[int, int]
) -> tuple[str, tuple[str, ...]]:
    """Add a comment at each cell.

    Args:
        package: The workbook.
        sheet: Name of the sheet's part.
        drawing_id: The id of the relationship to the sheet's drawing of boxes; empty when there is none.
        texts: The words for each cell address; the first line is the author's name.
        widths: Width in pixels of each column, from 1, that is not of the usual width.

    Returns:
        The id of the relationship to a new drawing (empty when the sheet had one), and the cells that hold a thread
        of comments, which cannot take one more.

    Raises:
        PartError: The sheet's own comments cannot be read.
    """
    comments, drawing = _comments_and_drawing(package, sheet, drawing_id)
    threads = _cells_with_threads(package, [one.target for one in package.relationships(sheet)])
    if comments is None or comments.target not in package.parts:
        name = package.unused_name("xl/comments{}.xml")
        package.add_part(name, _NO_COMMENTS, _COMMENTS_TYPE)
        package.relate(sheet, "comments", name, "rIdKivijalkaComments")
    else:
        name = comments.target
    root = _parse(package.parts[name])
    own = {comment.get("ref", ""): comment for comment in root.iter(f"{_S}comment")}
    fresh: list[str] = []
    for cell, text in texts.items():
        if cell in threads:
            continue
        if cell in own:
            _add_words(own[cell], text)
        else:
            fresh.append(cell)
    package.parts[name] = _with_comments(root, {cell: texts[cell] for cell in fresh})
    identifier = _add_boxes(package, sheet, drawing, {cell: texts[cell] for cell in fresh}, widths)
    return identifier, tuple(cell for cell in texts if cell in threads)


def _comments_and_drawing(
    package: Package, sheet: str, drawing_id: str
) -> tuple[Relationship | None, Relationship | None]:
    """Return the relationships to the words and to the boxes; pictures of a header have boxes of their own."""
    related = package.relationships(sheet)
    comments = next((one for one in related if one.kind == "comments"), None)
    return comments, next((one for one in related if one.id == drawing_id), None)


def _with_comments(root: etree._Element, texts: Mapping[str, str]) -> bytes:
    authors, comments = root.find(f"{_S}authors"), root.find(f"{_S}commentList")
    if authors is None or comments is None:
        raise PartError("the comments have no list")
    known = [author.text or "" for author in authors]
    if AUTHOR not in known and texts:
        etree.SubElement(authors, f"{_S}author").text = AUTHOR
        known.append(AUTHOR)
    written = "".join(
        f'<comment ref="{cell}" authorId="{known.index(AUTHOR)}"><text>{_runs(text)}</text></comment>'
        for cell, text in texts.items()
    )
    added = etree.fromstring(f'<list xmlns="{SPREADSHEET}">{written}</list>', _parser())
    comments.extend(list(added))
    return _serialise(root)


def _runs(text: str) -> str:
    first, _, rest = text[:_COMMENT_LIMIT].partition("\n")
    font = '<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/>'
    return (
        f"<r><rPr><b/>{font}</rPr><t>{escape(first)}</t></r>"
        f'<r><rPr>{font}</rPr><t xml:space="preserve">{escape(chr(10) + rest)}</t></r>'
    )


def _add_words(comment: etree._Element, text: str) -> None:
    """Put our words after those of a person; a plain text becomes a run, for it cannot stand beside one."""
    holder = comment.find(f"{_S}text")
    if holder is None:
        raise PartError("a comment has no text")
    plain = holder.find(f"{_S}t")
    if plain is not None:
        run = etree.Element(f"{_S}r")
        holder.replace(plain, run)
        run.append(plain)
    added = etree.SubElement(etree.SubElement(holder, f"{_S}r"), f"{_S}t")
    added.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    added.text = _ADDED + text.partition("\n")[2][:_COMMENT_LIMIT]


def _cut_added_words(comment: etree._Element) -> None:
    mark = _ADDED.strip()
    is_ours = False
    for text in list(comment.iter(f"{_S}t")):
        if is_ours:
            text.text = ""
        elif mark in (text.text or ""):
            text.text = (text.text or "").partition(mark)[0].rstrip("\n")
            is_ours = True
        run = text.getparent()
        if is_ours and not text.text and run is not None and run.tag == f"{_S}r":
            _remove(run)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _drop_unused_author(root: etree._Element) -> None:
    """Take our name out of the authors when it is the last one and nobody uses it, as it is after our comments went."""
    authors = root.find(f"{_S}authors")
    if authors is None or not len(authors) or authors[-1].text != AUTHOR:
        return
    if not any(comment.get("authorId") == str(len(authors) - 1) for comment in root.iter(f"{_S}comment")):
        authors.remove(authors[-1])


def _add_boxes(
    package: Package,
    sheet: str,
    drawing: Relationship | None,
    texts: Mapping[str, str],
    widths: Mapping[int, int],
) -> str:
    identifier = ""
    if drawing is None or drawing.target not in package.parts:
        name = package.unused_name("xl/drawings/vmlDrawing{}.vml")
        package.add_part_by_extension(name, _NO_DRAWING, _DRAWING_TYPE)
        identifier = package.relate(sheet, "vmlDrawing", name, "rIdKivijalkaBoxes")
    else:
        name = drawing.target
    data = package.parts[name]
    number = max([_FIRST_SHAPE - 1, *(int(found) for found in _SHAPE_NUMBER.findall(data))])
    boxes = [] if b'id="_x0000_t202"' in data else [_BOX_KIND]
    for cell, text in texts.items():
        number += 1
        boxes.append(_box(number, cell, text, widths).encode())
    end = data.rindex(b"</xml>") if b"</xml>" in data else -1
    if end < 0:
        raise PartError("the drawing of comments has no end")
    package.parts[name] = data[:end] + b"".join(boxes) + data[end:]
    return identifier


def _box(number: int, cell: str, text: str, widths: Mapping[int, int]) -> str:
    place = cell_place(cell)
    if place is None:
        raise PartError(f"{cell} is no cell")
    row, column = place[0] - 1, place[1] - 1
    last_column, room = column + 1, _BOX_WIDTH_PIXELS
    while room > widths.get(last_column + 1, 64):
        room -= widths.get(last_column + 1, 64)
        last_column += 1
    line_count = sum(1 + len(part) // _LETTERS_A_LINE for part in text[:_COMMENT_LIMIT].split("\n"))
    height = min(line_count, _MOST_LINES) * _LINE_PIXELS // _ROW_PIXELS + 1
    top = max(row - 1, 0)
    return (
        f'<v:shape {_VML_NAMESPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        'style=\'position:absolute;visibility:hidden\' fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {top}, 10, {last_column}, {room}, {top + height}, 15</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _place_of(shape: bytes) -> tuple[int, int] | None:
    found = _SHAPE_PLACE.search(shape)
    return (int(found[1]) + 1, int(found[2]) + 1) if found else None


def _cells_with_threads(package: Package, parts: Iterable[str]) -> frozenset[str]:
    cells: set[str] = set()
    for part in parts:
        data = package.parts.get(part, b"")
        if b"<ThreadedComments" in data[:1000]:
            cells |= {comment.get("ref", "") for comment in _parse(data)}
    return frozenset(cells)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True)


def _parse(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise PartError(str(error)) from error


def _serialise(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
