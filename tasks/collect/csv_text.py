"""Reads a CSV file as rows of text, whatever program wrote it."""

import csv
import io
import re
from collections.abc import Iterator

from tasks.collect.package import RefusedError

_DELIMITERS = ";,\t|"
_RECORDS_COMPARED = 20

# What å, ä, ö, Å, Ä and Ö are in the old encodings: inside a word, at its end and at its beginning. Left out is what
# another encoding has at such a place for a quotation mark, an ellipsis or a dagger.
_NORDIC_LETTERS = {
    "cp1252": (rb"\xe5\xe4\xf6\xc5\xc4\xd6", rb"\xe5\xe4\xf6", rb"\xc5\xc4\xd6"),
    "cp850": (rb"\x86\x84\x94\x8f\x8e\x99", rb"\x84", rb"\x8f\x8e\x99"),
    "mac_roman": (rb"\x8c\x8a\x9a\x81\x80\x85", rb"\x8a\x9a", rb"\x81\x80"),
}
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_STRAY_BYTE = re.compile(rb"[\x80-\xff]")


def read_csv(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, each cell as text without blanks around it.

    Raises:
        RefusedError: A quotation mark opens a cell and nothing closes it, so that rows would be lost in it.
    """
    text = decode_csv(content)
    text, delimiter = _declared_delimiter(text)
    rows = []
    for record in _records(text, delimiter or find_delimiter(text)):
        row = [cell.strip() for cell in record]
        while row and not row[-1]:
            row.pop()
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def decode_csv(content: bytes) -> str:
    """Return the text of a CSV file in UTF-8, UTF-16, Windows-1252, ISO 8859-15, the code page 850 or Mac Roman.

    UTF-8 and UTF-16 can be told for certain, UTF-8 also where a few bytes of it are damaged. Of the others the one is
    taken in which the most characters inside words are Finnish or Swedish letters.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if order := looks_like_utf16(content[:4096]):
        return content.decode(order, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_damaged = len(_UTF8_LETTER.findall(content)) > len(_STRAY_BYTE.findall(_UTF8_LETTER.sub(b"", content)))
        return content.decode("utf-8-sig" if is_damaged else _old_encoding(content), errors="replace")


def looks_like_utf16(head: bytes) -> str:
    """Return the byte order of a text without a byte order mark whose every second byte is zero, or an empty text."""
    pairs = max(1, len(head) // 2)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > pairs * 0.7 and even < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.7 and odd < pairs * 0.1 else ""


def _old_encoding(content: bytes) -> str:
    counts = {name: _nordic_letter_count(content, *letters) for name, letters in _NORDIC_LETTERS.items()}
    best = max(counts, key=lambda name: counts[name])
    if best != "cp1252":
        return best
    has_windows_marks = re.search(rb"[\x80-\x9f]", content) is not None
    has_latin9_marks = re.search(rb"\xa4|[\xa6\xa8\xb8](?=[A-Za-z])|(?<=[A-Za-z])[\xa6\xa8\xb8]", content) is not None
    return "iso-8859-15" if has_latin9_marks and not has_windows_marks else "cp1252"


def _nordic_letter_count(content: bytes, inside: bytes, final: bytes, initial: bytes) -> int:
    near = b"A-Za-z" + inside
    pattern = rb"(?<=[%b])[%b](?=[%b])|(?<=[A-Za-z])[%b](?![%b])|(?<![%b])[%b](?=[a-z])"
    return len(re.findall(pattern % (near, inside, near, final, near, near, initial), content))


def find_delimiter(text: str) -> str:
    """Return the delimiter that parts the most of the first records into the same number of cells.

    A decimal comma must not win over a semicolon, nor a comma in a title above the headings.
    """
    lines = _lines_outside_quotes(text)
    best, best_score = ";", (0, 0)
    for mark in _DELIMITERS:
        counts = [line.count(mark) for line in lines if mark in line]
        score = max(((counts.count(count), count) for count in set(counts)), default=(0, 0))
        if score > best_score:
            best, best_score = mark, score
    return best


def _lines_outside_quotes(text: str) -> list[str]:
    """Return the first records without their quoted parts."""
    head = text[:200_000]
    plain = re.sub(r'"(?:[^"]|"")*"', "", head)
    lines = [line for line in re.split(r"\r\n|\r|\n", plain) if line.strip()]
    return lines[:_RECORDS_COMPARED]


def _declared_delimiter(text: str) -> tuple[str, str]:
    """Return the text without Excel's line `sep=;`, and the delimiter that it names, or an empty one."""
    match = re.match(r"sep=([;,\t|])\r?\n", text, re.IGNORECASE)
    # Excel takes the line as an instruction and gives the next one the row number 1.
    return (text[match.end() :], match[1]) if match else (text, "")


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    row_number = 0
    while True:
        taken.clear()
        row_number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A mark inside one line is a sloppy quotation; one that runs on would swallow the rows that follow.
            if len(taken) > 1 or "unexpected end" in str(error) or "field limit" in str(error):
                raise RefusedError("FIL-019", row=row_number) from error
            yield next(csv.reader(taken, delimiter=delimiter), [])
