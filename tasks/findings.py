"""A finding: one problem in the data, told to the partner who can mend it. The one type that every stage may emit."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from config.contracts import Message
from config.texts import Text, number_text

Fault = TypeVar("Fault")

NETWORK = "network"
"""The `town` of values and findings that concern the whole network."""

UPLOADED_LATE = "FIL-020"
"""The code of a file that came after the deadline. No document depends on it: equal files give equal bytes."""


class Severity(StrEnum):
    """How bad a finding is: critical rejects the table, warning is used and listed, info is logged."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """What became of a town's table."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    REJECTED = "rejected"
    MISSING = "missing"


@dataclass(frozen=True)
class Finding:
    """One problem at one place.

    Attributes:
        town: Slug of the town that sent the data.
        table: Machine name of the table; empty when the whole file is meant.
        code: Stable code of the rule, such as `LNK-004`.
        severity: How bad it is.
        message: What is wrong, in the partner's languages.
        fix: What to do about it.
        source_ref: Where: `workbook!sheet!row`, or only the workbook, or empty.
        cell: Cell address such as `C7`; empty when no single cell is meant.
        column: Machine name of the column; empty when no single column is meant.
        value: The offending value as text.
        quarter: The quarter whose submission this is about, such as `2022Q3`.
    """

    town: str
    table: str
    code: str
    severity: Severity
    message: Text
    fix: Text
    source_ref: str = ""
    cell: str = ""
    column: str = ""
    value: str = ""
    quarter: str = ""


@dataclass(frozen=True)
class Place:
    """Where a finding is: the fields of `Finding` that locate it."""

    town: str
    quarter: str = ""
    table: str = ""
    source_ref: str = ""
    cell: str = ""
    column: str = ""
    value: str = ""


def finding_at(place: Place, code: str, message: Message, /, **words: object) -> Finding:
    """Return the finding that a message describes at a place.

    Args:
        place: Where it is.
        code: The rule's stable code.
        message: Severity, message and fix; its `{placeholders}` are filled in.
        words: A value for each placeholder; a `Text` is put in by language, and `{value}` is the place's value.

    Raises:
        KeyError: A placeholder has no value: a defect.
    """
    filled = {"value": place.value, **words}
    return Finding(
        town=place.town,
        table=place.table,
        code=code,
        severity=Severity(message.severity),
        message=_fill(message.message, filled),
        fix=_fill(message.fix, filled),
        source_ref=place.source_ref,
        cell=place.cell,
        column=place.column,
        value=place.value,
        quarter=place.quarter,
    )


def _fill(text: Text, placeholders: Mapping[str, object]) -> Text:
    def filled(template: str, language: str) -> str:
        words = {k: getattr(v, language) if isinstance(v, Text) else v for k, v in placeholders.items()}
        return template.format_map(words)

    return Text(fi=filled(text.fi, "fi"), sv=filled(text.sv, "sv"), en=filled(text.en, "en"))


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Return the verdict on a table that was received, from the findings about it."""
    severities = {finding.severity for finding in findings}
    if Severity.CRITICAL in severities:
        return Verdict.REJECTED
    return Verdict.ACCEPTED_WITH_WARNINGS if Severity.WARNING in severities else Verdict.ACCEPTED


def join_source_refs(source_refs: Iterable[str]) -> str:
    """Return references to rows in short form: `book!sheet!2-14,16; book!other!3`."""
    rows: dict[str, set[int]] = {}
    for ref in source_refs:
        sheet, _, row = ref.rpartition("!")
        rows.setdefault(sheet, set()).add(int(row))
    return "; ".join(f"{sheet}!{_ranges(sorted(numbers))}" for sheet, numbers in sorted(rows.items()))


def split_source_refs(joined: str) -> list[str]:
    """Return the references to rows that a short form made by `join_source_refs` stands for, one a row."""
    refs = []
    for sheet, ranges in re.findall(r"(?:^|; )(.+?)!(\d+(?:[-,]\d+)*)(?=; |$)", joined):
        for part in ranges.split(","):
            first, _, last = part.partition("-")
            refs += [f"{sheet}!{row}" for row in range(int(first), int(last or first) + 1)]
    return refs


def _ranges(numbers: list[int]) -> str:
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


REPEATS_LISTED_WHOLE = 1000
REPEATS_SHOWN = 100


def limit_repeats(findings: Iterable[Finding], message: Message) -> list[Finding]:
    """Return findings in which a rule that fails more than 1,000 times in one file shows its first 100 places.

    The rest is counted in one finding more, made from `message`, so that nothing is lost from sight.
    """
    by_rule: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        workbook = finding.source_ref.split("!")[0]
        by_rule.setdefault((finding.code, finding.table, workbook), []).append(finding)
    return make_limited(by_rule.values(), lambda finding: finding, message)


def make_limited(
    repeats: Iterable[Sequence[Fault]], make_finding: Callable[[Fault], Finding], message: Message
) -> list[Finding]:
    """Return findings as `limit_repeats` does, but make only those that are shown: a file may have a million faults.

    Args:
        repeats: The faults of each rule in each file.
        make_finding: Returns the finding of a fault.
        message: Of the finding that counts the faults that are not shown.
    """
    limited: list[Finding] = []
    for same in repeats:
        shown = [make_finding(one) for one in (same if len(same) <= REPEATS_LISTED_WHOLE else same[:REPEATS_SHOWN])]
        limited += shown
        if len(shown) < len(same):
            first = shown[0]
            place = Place(first.town, first.quarter, first.table, first.source_ref.split("!")[0])
            limited.append(
                finding_at(
                    place, "CEL-900", message, code=first.code, count=number_text(len(same)), shown=REPEATS_SHOWN
                )
            )
    return limited
