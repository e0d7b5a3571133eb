"""The styles of moved text: found by name, as programs in other languages give them other ids, or brought along."""

import copy

from tasks.assemble.returned.controls import remove
from tasks.assemble.returned.package import Package
from tasks.assemble.word_file import Element, W

STYLES = "word/styles.xml"
_USES = ("pStyle", "rStyle", "tblStyle")
_LEADS_TO = ("basedOn", "next", "link")


class MovedStyles:
    """Finds or brings the styles that moved text uses."""

    def __init__(self, source: Package, target: Package) -> None:
        self._by_id = {style.get(f"{W}styleId", ""): style for style in source.root(STYLES).iter(f"{W}style")}
        self._root = target.root(STYLES)
        there = list(self._root.iter(f"{W}style"))
        self._ids = {style.get(f"{W}styleId", "") for style in there}
        self._by_name = {(_kind(style), _name(style)): style.get(f"{W}styleId", "") for style in there}
        self._moved: dict[str, str] = {}

    def bring(self, holder: Element) -> None:
        """Make every style that is used below an element one of the target."""
        for use in list(holder.iter(*(f"{W}{kind}" for kind in _USES))):
            moved = self.id_of(use.get(f"{W}val", ""))
            if moved:
                use.set(f"{W}val", moved)
            else:
                remove(use)

    def id_of(self, identifier: str) -> str:
        """Return the target's id of a style of the source; empty when the source does not know it either."""
        if identifier in self._moved:
            return self._moved[identifier]
        style = self._by_id.get(identifier)
        if style is None:
            return ""
        known = self._by_name.get((_kind(style), _name(style)))
        self._moved[identifier] = known or self._bring(style, identifier)
        return self._moved[identifier]

    def _bring(self, style: Element, identifier: str) -> str:
        free = identifier
        while free in self._ids:
            free += "x"
        self._ids.add(free)
        self._moved[identifier] = free
        self._by_name[_kind(style), _name(style)] = free
        brought = copy.deepcopy(style)
        brought.set(f"{W}styleId", free)
        brought.attrib.pop(f"{W}default", "")
        for numbering in list(brought.iter(f"{W}numPr")):
            remove(numbering)
        self._root.append(brought)
        for name in _LEADS_TO:
            lead = brought.find(f"{W}{name}")
            if lead is not None:
                target = self.id_of(lead.get(f"{W}val", ""))
                if target:
                    lead.set(f"{W}val", target)
                else:
                    brought.remove(lead)
        return free


def _kind(style: Element) -> str:
    return style.get(f"{W}type", "")


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "").lower()
