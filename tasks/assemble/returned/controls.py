"""What a content control is, also after a program that drops its tag, and how elements are taken out and put in."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from tasks.assemble.word_file import Element, W, control_tag_of

Kind = Literal["edit", "gen", "val"]

_IN_TITLE = re.compile(r"\[?((?:edit|gen|val):[^\]]+)\]?$")


def own_tag(control: Element) -> str:
    """Return the tag that we gave a control, from its title where the tag is lost; empty for a control of others."""
    tag = control_tag_of(control)
    if tag.startswith(("edit:", "gen:", "val:")):
        return tag
    title = control.find(f"{W}sdtPr/{W}alias")
    match = _IN_TITLE.search("" if title is None else title.get(f"{W}val", ""))
    return match[1] if match else ""


def own_controls(element: Element, kind: Kind) -> Iterator[tuple[str, Element]]:
    """Yield our controls of a kind in an element, with their tags."""
    for control in element.iter(f"{W}sdt"):
        tag = own_tag(control)
        if tag.startswith(f"{kind}:"):
            yield tag, control


def part_id(tag: str, shortened: dict[str, str]) -> str:
    """Return the id in a tag, such as `job_count` for `val:job_count#2`.

    Args:
        tag: The tag.
        shortened: The whole tags of cut ones, as the file's properties give them.
    """
    return shortened.get(tag, tag).partition(":")[2].partition("#")[0]


def content_of(control: Element) -> list[Element]:
    """Return what stands in a control."""
    content = control.find(f"{W}sdtContent")
    return [] if content is None else list(content)


def unwrap(control: Element) -> None:
    """Take a control away and leave what stands in it."""
    if control.getparent() is None:
        return
    for child in content_of(control):
        control.addprevious(child)
    remove(control)


def remove(element: Element) -> None:
    """Take an element away with all that is in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def put_before(parent: Element, element: Element, names: Iterable[str]) -> None:
    """Put an element before the first child that must stand behind it, or last where there is none.

    Args:
        parent: Where it goes.
        element: What is put there.
        names: The names of the children that the format wants behind it, in their order.
    """
    behind = [parent.find(f"{W}{name}") for name in names]
    before = next((one for one in behind if one is not None), None)
    if before is None:
        parent.append(element)
    else:
        before.addprevious(element)
