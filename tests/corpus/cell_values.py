"""Files whose single cells are odd: dates, numbers and words as people write them, and characters that nobody sees."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from tests.corpus.corpus_file import CorpusFile
from tests.corpus.packages import DATE, DAY_AND_TIME, PER_CENT, Xml, rows_xml, sheet_xml, xlsx
from tests.corpus.town_tables import NARRATIVE_HEADINGS, actor_rows, actors_workbook, figures_workbook

_ACTOR = "actors"
_FIGURES = "key_figures"


def cell_value_files() -> Iterator[CorpusFile]:
    """Yield the files."""
    yield from _dates()
    yield from _numbers()
    yield from _booleans()
    yield from _characters()
    yield from _long_texts()


def _actor(kind: str, column: str, text: object, expected: object, *codes: str) -> CorpusFile:
    values = {(_ACTOR, 0, column): expected, (_ACTOR, 1, "name"): "Palikka Oy"}
    return CorpusFile(kind, "lomake.xlsx", partial(actors_workbook, **{column: text}), codes, values)


def _figure(kind: str, column: str, text: object, expected: object, *codes: str) -> CorpusFile:
    values = {(_FIGURES, 0, column): expected, (_FIGURES, 1, "source"): "rekisteri"}
    return CorpusFile(kind, "lomake.xlsx", partial(figures_workbook, **{column: text}), codes, values)


def _dates() -> Iterator[CorpusFile]:
    day = dt.datetime(2022, 6, 30)
    for text in (
        "30.6.2022", "30.06.2022", "30. 6. 2022", "30.\u00a06.\u00a02022", "30/6/2022", "2022-06-30",
        "30.6.2022 klo 14.05",
        "30.6.2022 14:05", "2022-06-30T14:05:00", "2022-06-30 14:05:00",
    ):  # fmt: skip
        yield _actor(f"a date as the text {text}", "active_from", text, day)
    for text in (
        "30.6.22", "kesäkuu 2022", "6/30/2022", "31.2.2022", "1.9.2021 - 30.9.2021", "1.9.2021–", "Q3/2022",
        "30.6.0202",
        "2022", "30.6.", "30-6-2022", "44742",
    ):  # fmt: skip
        yield _actor(f"no date: {text}", "active_from", text, None, "CEL-105")
    yield _actor("a day as a date cell", "active_from", _styled(44742, DATE), day)
    yield _actor("a day and time as a date cell", "active_from", _styled(44742.58, DAY_AND_TIME), day)
    yield _actor("a serial number without a date format", "active_from", 44742, None, "CEL-105")
    yield _actor("an ISO date cell", "active_from", Xml('<c r="{ref}" t="d"><v>2022-06-30</v></c>'), day)
    yield _actor("a date cell of day zero", "active_from", _styled(0, DATE), None, "CEL-105")
    yield _actor("a date cell far in the future", "active_from", _styled(2958465, DATE), None, "CEL-105")
    yield _actor("a number too large for a date", "active_from", _styled(99999999999, DATE), None, "CEL-105")
    yield _figure("a count formatted as a date", "employee_count", _styled(120, DATE), None, "CEL-002")
    rows = rows_xml(actor_rows(active_from=_styled(43280, DATE)))
    make = partial(xlsx, {"Toimijat": sheet_xml(rows)}, workbook=('<workbookPr date1904="1"/>', ""))
    yield CorpusFile("days counted from 1904", "lomake.xlsx", make, (), {(_ACTOR, 0, "active_from"): day})


def _styled(number: float, style: int) -> Xml:
    return Xml(f'<c r="{{ref}}" s="{style}"><v>{number}</v></c>')


def _numbers() -> Iterator[CorpusFile]:
    for text, number in (
        ("1 234", 1234), ("1\u00a0234", 1234), ("1\u202f234", 1234), ("1\u2009234", 1234), ("1'234", 1234),
        ("1.234.567", 1234567), ("12 345 678", 12345678), ("+7", 7), ("−7", -7), ("- 7", -7), ("120,0", 120),
        ("1e3", 1000),
        (" 120 ", 120), ("120\u200b", 120), ("120 €", 120),
    ):  # fmt: skip
        yield _figure(f"a whole number as the text {text!a}", "employee_count", text, number)
    for text, code in (
        ("n. 12", "02"), ("12-15", "02"), ("12 kpl", "02"), ("1 2", "02"), ("1234 567", "02"), ("(7)", "02"),
        ("1,2,3", "02"), ("noin sata", "02"), ("\uff11\uff12", "02"), ("-", "02"), ("1/2", "02"), ("=120", "02"),
        ("12,5", "03"), ("1.234", "10"), ("1,234", "10"), ("2.000", "10"), ("12\u00a0", ""),
    ):  # fmt: skip
        codes = (f"CEL-0{code}",) if code else ()
        yield _figure(f"a count that reads {text!a}", "employee_count", text, None if code else 12, *codes)
    for text, number in (
        ("1 500 000,50", 1500000.5), ("1.500.000,50", 1500000.5), ("1,500,000.50", 1500000.5), ("1500000.5", 1500000.5),
        ("1 500 000 €", 1500000.0), ("12,345 €", None), ("12.345", None), ("9" * 40, None),
    ):  # fmt: skip
        code = "CEL-102" if text[0] == "9" else "CEL-110"
        yield _figure(f"an amount that reads {text[:20]!a}", "turnover_eur", text, number, *(() if number else (code,)))
    for value, number in ((1.234, 1.234), (0.125, 0.125), (2.5, 2.5), (1e-07, 1e-07)):
        yield _figure(f"a number cell of {value}", "rd_person_years", value, number)
    yield _figure("a cell of 12,5 per cent", "rd_person_years", _styled(0.125, PER_CENT), 0.125)
    yield _figure("mixed decimals in one column", "rd_person_years", "2,5", 2.5)
    yield _figure("a decimal comma with three decimals", "rd_person_years", "12,345", 12.345)
    yield _figure("a decimal point with three decimals as text", "rd_person_years", "12.345", None, "CEL-110")
    for text in ("1e999", "NaN", "INF"):
        cell = Xml(f'<c r="{{ref}}"><v>{text}</v></c>')
        yield _figure(f"a number cell that holds {text}", "rd_person_years", cell, None, "CEL-102")
    yield _figure("a number with 20 digits", "employee_count", 12345678901234567890, None, "CEL-003")
    yield _figure("a truth value where a count belongs", "employee_count", True, None, "CEL-002")


def _booleans() -> Iterator[CorpusFile]:
    for word, value in (
        ("kyllä", True), ("KYLLÄ", True), ("k", True), ("Ja", True), ("yes", True), ("tosi", True), ("SANT", True),
        ("x", True), ("ei", False), ("Nej", False), ("no", False), ("EPÄTOSI", False), ("falskt", False),
        (True, True), (False, False), (1, True), (0, False),
    ):  # fmt: skip
        yield _actor(f"yes or no as {word!r}", "name_is_public", word, value)
    yield _actor("perhaps", "name_is_public", "ehkä", None, "CEL-006")


def _characters() -> Iterator[CorpusFile]:
    for text in ("=1+1", '=HYPERLINK("http://a.fi";"x")', "+358 40", "-Ahjo", "@Ahjo", "=cmd|' /C calc'!A0"):
        yield _actor(f"a text that begins like a formula: {text}", "name", text, text)
    for text, expected in (
        ("Ahjo\u202e yO", "Ahjo yO"), ("\u2067Ahjo\u2069", "Ahjo"), ("Ah\u200bjo", "Ahjo"), ("\ufeffAhjo", "Ahjo"),
        ("Ah\u00adjo", "Ahjo"), ("Ahjo\u200f", "Ahjo"), ("Ahjo_x0007_ Oy", "Ahjo Oy"), ("Ahjo_x005F_x000D_", "Ahjo"),
        ("Ahjo\u00a0Oy", "Ahjo Oy"), ("Ahjo  Oy ", "Ahjo Oy"), ("Ahjo\r\nOy", "Ahjo Oy"), ("Ahjo\tOy", "Ahjo Oy"),
        ("Ahjo 🏭", "Ahjo 🏭"), ("👩\u200d💻 Oy", "👩\u200d💻 Oy"), ("❤\ufe0f", "❤\ufe0f"), ("A\u0308hjo", "Ähjo"),
        ("A*B Oy", "A*B Oy"), ("[x](http://y)", "[x](http://y)"), ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("Ahjo\uffff", "Ahjo"),
        ("عربي", "عربي"), ("{file}", "{file}"), ("Summa Oy", "Summa Oy"),
    ):  # fmt: skip
        name = text.replace("\uffff", "")
        yield _actor(f"the name {text!a}", "name", name, expected)
    for text, expected in (
        ("KIVIJARVI-001", "kivijarvi-001"), ("kivijarvi\u2060-001", "kivijarvi-001"), (" kivijarvi-001\u00a0",
        "kivijarvi-001"),
        ("kivija\u0308rvi-001", "kivijärvi-001"),
    ):  # fmt: skip
        yield _actor(f"the id {text!a}", "actor_id", text, expected)
    yield _actor("an id of two words", "actor_id", "kivijarvi 001", None, "CEL-007")
    yield _actor("a name of unseen characters only", "name", "\u200b\u2060", None, "CEL-001")
    yield _actor("a placeholder in a code cell", "helix", "{allowed} {0}", None, "CEL-004")


def _long_texts() -> Iterator[CorpusFile]:
    long = "Ahjo " * 6400
    yield _actor("a name of 32,000 characters", "name", long, None, "CEL-011")
    yield _actor("an optional text of 32,000 characters", "source", long, None, "CEL-111")
    yield _actor("an id of 32,000 characters", "actor_id", "a" * 32000, None, "CEL-011")
    yield _figure("a number of 32,000 digits", "employee_count", "7" * 32000, None, "CEL-011")
    yield _figure("32,000 blanks in a number", "employee_count", "1" + " " * 32000 + "x", None, "CEL-011")
    rows = [NARRATIVE_HEADINGS, ("Kaupungin tilannekuva", "Tiivistelmä", "suomi", long, "kehittäjä", "Luonnos")]
    make = partial(xlsx, {"Tekstit": sheet_xml(rows_xml(rows))})
    yield CorpusFile(
        "a chapter of 32,000 characters", "lomake.xlsx", make, (), {("narratives", 0, "text"): long.strip()}
    )
