"""The lists of moved text: each becomes a list of its own in the target, so that none goes on counting another's."""

import copy

from tasks.assemble.returned.controls import remove
from tasks.assemble.returned.moved_styles import MovedStyles
from tasks.assemble.returned.package import Package
from tasks.assemble.word_file import Element, W

_NOT_MOVED = ("pStyle", "styleLink", "numStyleLink", "lvlPicBulletId", "tmpl")


class MovedLists:
    """Brings the lists that moved paragraphs are items of."""

    def __init__(self, source: Package, target: Package, styles: MovedStyles) -> None:
        self._styles = styles
        source_part, target_part = source.related_part("numbering"), target.related_part("numbering")
        self._source = source.root(source_part) if source_part else None
        self._target = target.root(target_part) if target_part else None
        self._moved: dict[str, str] = {}

    def bring(self, holder: Element) -> None:
        """Make every list of the paragraphs below an element one of the target."""
        for use in list(holder.iter(f"{W}numId")):
            number = use.get(f"{W}val", "0")
            moved = "0" if number == "0" else self._number_of(number)
            if moved:
                use.set(f"{W}val", moved)
            else:
                remove(next(use.iterancestors(f"{W}numPr")))

    def _number_of(self, number: str) -> str:
        if number not in self._moved:
            self._moved[number] = self._bring(number)
        return self._moved[number]

    def _bring(self, number: str) -> str:
        if self._source is None or self._target is None:
            return ""
        found = next((one for one in self._source.iter(f"{W}num") if one.get(f"{W}numId") == number), None)
        abstract = None if found is None else self._abstract(found)
        if found is None or abstract is None:
            return ""
        abstract_number = _next(self._target, "abstractNum", "abstractNumId")
        brought = copy.deepcopy(abstract)
        brought.set(f"{W}abstractNumId", abstract_number)
        for element in list(brought.iter(*(f"{W}{name}" for name in _NOT_MOVED))):
            remove(element)
        for identity in brought.iter(f"{W}nsid"):
            identity.set(f"{W}val", f"4B4A{int(abstract_number):04X}")
        self._styles.bring(brought)
        first = self._target.find(f"{W}num")
        if first is None:
            self._target.append(brought)
        else:
            first.addprevious(brought)
        moved = copy.deepcopy(found)
        moved.set(f"{W}numId", _next(self._target, "num", "numId"))
        for lead in moved.iter(f"{W}abstractNumId"):
            lead.set(f"{W}val", abstract_number)
        for override in list(moved.iter(*(f"{W}{name}" for name in _NOT_MOVED))):
            remove(override)
        last = self._target.findall(f"{W}num")
        if last:
            last[-1].addnext(moved)
        else:
            self._target.append(moved)
        return moved.get(f"{W}numId", "")

    def _abstract(self, number: Element) -> Element | None:
        lead = number.find(f"{W}abstractNumId")
        wanted = "" if lead is None else lead.get(f"{W}val")
        if self._source is None:
            return None
        abstracts = self._source.findall(f"{W}abstractNum")
        return next((one for one in abstracts if one.get(f"{W}abstractNumId") == wanted), None)


def _next(root: Element, kind: str, attribute: str) -> str:
    return str(max((int(one.get(f"{W}{attribute}", "0")) for one in root.findall(f"{W}{kind}")), default=0) + 1)
