"""The marks in rendered text that stand for controls, and for the places of fences."""

import re
from dataclasses import dataclass
from typing import Literal

from config.texts import Language

MARKER_START, MARKER_END = "\ue000", "\ue001"
"""What a marker stands between; data never holds these two characters, as they are taken out of it."""

CONTROL_MARKER = re.compile(f"{MARKER_START}([0-9a-f]+):(\\d+){MARKER_END}")
LINE_MARKER = re.compile(f"\\s*{MARKER_START}@(.+?)@(\\d+){MARKER_END}")


@dataclass(frozen=True)
class Control:
    """What a marker in the rendered text stands for: a value, a reference, a footnote, a partner's or foreign words."""

    kind: Literal["value", "reference", "narrative", "foreign", "note"]
    target: str
    text: str = ""
    language: Language | None = None


def line_marker(template: str, line: int) -> str:
    """Return the marker behind a fence that tells in which template and line the fence stands."""
    return f" {MARKER_START}@{template}@{line}{MARKER_END}"


def control_marker(nonce: str, index: int) -> str:
    """Return the marker that stands in the rendered text for a control."""
    return f"{MARKER_START}{nonce}:{index}{MARKER_END}"


def without_markers(text: str) -> str:
    """Return data without the characters that markers are made of."""
    return text.replace(MARKER_START, "").replace(MARKER_END, "")
