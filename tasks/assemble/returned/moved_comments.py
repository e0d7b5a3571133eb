"""The comments of moved text, with their threads, and the comments that the program itself writes."""

import copy
import datetime as dt
import re
from collections.abc import Sequence

from lxml import etree

from tasks.assemble.returned.moved_styles import MovedStyles
from tasks.assemble.returned.package import BODY, Package
from tasks.assemble.word_file import Element, W
from tasks.assemble.word_package import PROGRAM
from tasks.assemble.word_xml import NAMESPACES, run, styled_run

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_CEX = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DECLARED = (
    f'xmlns:w="{NAMESPACES["w"]}" xmlns:r="{NAMESPACES["r"]}" xmlns:mc="{_MC}" xmlns:w14="{_W14[1:-1]}" '
    f'xmlns:w15="{_W15[1:-1]}" xmlns:w16cid="{_CID[1:-1]}" xmlns:w16cex="{_CEX[1:-1]}" '
    'mc:Ignorable="w14 w15 w16cid w16cex"'
)
_MICROSOFT = "http://schemas.microsoft.com/office/"
# Part, root element, kind of link, and the last word of its content type.
_PARTS = {
    "comments": ("w:comments", "comments"),
    "commentsExtended": ("w15:commentsEx", f"{_MICROSOFT}2011/relationships/commentsExtended"),
    "commentsIds": ("w16cid:commentsIds", f"{_MICROSOFT}2016/09/relationships/commentsIds"),
    "commentsExtensible": ("w16cex:commentsExtensible", f"{_MICROSOFT}2018/08/relationships/commentsExtensible"),
    "people": ("w15:people", f"{_MICROSOFT}2011/relationships/people"),
}
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
_DATE = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T")
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


class CommentBook:
    """The comments of one document that is being filled, which had none when it was generated."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._comment_count = self._paragraph_count = 0

    def root(self, name: str) -> Element:
        """Return the root of one of the comment parts, which is made when there is none."""
        part = self._package.related_part(name)
        if not part:
            element, kind = _PARTS[name]
            content = f"<{element} {_DECLARED}/>".encode()
            part = self._package.add_part(f"word/{name}.xml", content, _CONTENT_TYPE.format(name=name))
            self._package.relate(BODY, kind, part)
        return self._package.root(part)

    def next_number(self) -> str:
        """Return the number of the next comment."""
        self._comment_count += 1
        return str(self._comment_count - 1)

    def next_paragraph_number(self) -> str:
        """Return the number of the next comment's paragraph, by which threads are kept together."""
        self._paragraph_count += 1
        return f"4B4A{self._paragraph_count:04X}"

    def add(self, blocks: Sequence[Element], lines: Sequence[str], dated: dt.date, mark_style: str) -> None:
        """Put a comment of the program around blocks.

        Args:
            blocks: Where it stands; without a paragraph in them there is no comment.
            lines: Its paragraphs.
            dated: Its day, which is the data's.
            mark_style: Id of the style of its mark in the text.
        """
        paragraphs = [paragraph for block in blocks for paragraph in block.iter(f"{W}p")]
        if not paragraphs:
            return
        number = self.next_number()
        text = "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
        self.root("comments").append(
            etree.fromstring(
                f'<w:comment {_DECLARED} w:id="{number}" w:author="{PROGRAM}" w:initials="KJ" '
                f'w:date="{dated.isoformat()}T00:00:00Z">{text}</w:comment>'
            )
        )
        start = etree.Element(f"{W}commentRangeStart", {f"{W}id": number})
        first, last = paragraphs[0], paragraphs[-1]
        first.insert(1 if len(first) and first[0].tag == f"{W}pPr" else 0, start)
        last.append(etree.Element(f"{W}commentRangeEnd", {f"{W}id": number}))
        mark = etree.fromstring(f'<w:p xmlns:w="{NAMESPACES["w"]}">{styled_run("", mark_style)}</w:p>')[0]
        mark[-1] = etree.Element(f"{W}commentReference", {f"{W}id": number})
        last.append(mark)


class MovedComments:
    """Brings the comments that stand in moved text."""

    def __init__(self, source: Package, book: CommentBook, styles: MovedStyles) -> None:
        self._source = source
        self._book = book
        self._styles = styles
        part = source.related_part("comments")
        comments = source.root(part).iter(f"{W}comment") if part else ()
        self._comments = {one.get(f"{W}id", ""): one for one in comments}

    def bring(self, holder: Element) -> None:
        """Bring the comments whose mark stands below an element; a beginning or end alone stays behind."""
        marks = list(holder.iter(*(f"{W}{name}" for name in _MARKS)))
        if not marks:
            return
        wanted = [mark.get(f"{W}id", "") for mark in marks if mark.tag == f"{W}commentReference"]
        wanted = [number for number in dict.fromkeys(wanted) if number in self._comments]
        numbers: dict[str, str] = {}
        paragraphs: dict[str, str] = {}
        for number in wanted:
            numbers[number] = self._book.next_number()
            brought = copy.deepcopy(self._comments[number])
            brought.set(f"{W}id", numbers[number])
            drop_false_date(brought)
            self._styles.bring(brought)
            self._book.root("comments").append(brought)
            for paragraph in brought.iter(f"{W}p"):
                old = paragraph.attrib.pop(f"{_W14}paraId", "")
                paragraph.attrib.pop(f"{_W14}textId", "")
                if old:
                    paragraphs[str(old)] = self._book.next_paragraph_number()
                    paragraph.set(f"{_W14}paraId", paragraphs[str(old)])
        for mark in marks:
            moved = numbers.get(mark.get(f"{W}id", ""))
            if moved is not None:
                mark.set(f"{W}id", moved)
            else:
                _remove_mark(mark)
        _keep_whole_ranges(holder)
        self._bring_threads(paragraphs)
        self._bring_people({self._comments[number].get(f"{W}author", "") for number in wanted})

    def _bring_threads(self, paragraphs: dict[str, str]) -> None:
        durable = set()
        for name, attribute in (("commentsExtended", f"{_W15}paraId"), ("commentsIds", f"{_CID}paraId")):
            part = self._source.related_part(name)
            for entry in self._source.root(part) if part else ():
                moved = paragraphs.get(entry.get(attribute, ""))
                if moved is None:
                    continue
                brought = copy.deepcopy(entry)
                brought.set(attribute, moved)
                parent = paragraphs.get(str(brought.attrib.pop(f"{_W15}paraIdParent", "")))
                if parent is not None:
                    brought.set(f"{_W15}paraIdParent", parent)
                self._book.root(name).append(brought)
                durable.add(brought.get(f"{_CID}durableId"))
        part = self._source.related_part("commentsExtensible")
        for entry in self._source.root(part) if part else ():
            if entry.get(f"{_CEX}durableId") in durable:
                self._book.root("commentsExtensible").append(copy.deepcopy(entry))

    def _bring_people(self, authors: set[str]) -> None:
        part = self._source.related_part("people")
        for person in self._source.root(part) if part else ():
            author = person.get(f"{_W15}author", "")
            known = {one.get(f"{_W15}author") for one in self._book.root("people")} if author in authors else {author}
            if author not in known:
                self._book.root("people").append(copy.deepcopy(person))


def drop_false_date(element: Element) -> None:
    """Remove a date that is none, such as the `0-00-00` that LibreOffice gives a comment without a day."""
    date = element.get(f"{W}date")
    if date is not None and not _DATE.match(date):
        del element.attrib[f"{W}date"]


def drop_own_comments(holder: Sequence[Element], own: set[str]) -> None:
    """Remove the marks of comments by their numbers, before text is moved."""
    for block in holder:
        for mark in list(block.iter(*(f"{W}{name}" for name in _MARKS))):
            if mark.get(f"{W}id") in own:
                _remove_mark(mark)


def _keep_whole_ranges(holder: Element) -> None:
    starts = {one.get(f"{W}id"): one for one in holder.iter(f"{W}commentRangeStart")}
    ends = {one.get(f"{W}id"): one for one in holder.iter(f"{W}commentRangeEnd")}
    for number in starts.keys() ^ ends.keys():
        _remove_mark(starts.get(number, ends.get(number)))


def _remove_mark(mark: Element | None) -> None:
    parent = None if mark is None else mark.getparent()
    if mark is None or parent is None:
        return
    parent.remove(mark)
    is_mark_run = parent.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in parent)
    holder = parent.getparent()
    if is_mark_run and holder is not None:
        holder.remove(parent)
