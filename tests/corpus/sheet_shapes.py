"""Files whose sheets are odd: formulas, errors, merged and hidden cells, headings, sums, sizes."""

from collections.abc import Iterator
from functools import partial

from tests.corpus.corpus_file import CorpusFile
from tests.corpus.packages import (
    Xml,
    ods_parts,
    ods_rows,
    rows_xml,
    sheet_xml,
    xlsx,
    xlsx_parts,
    zipped,
)
from tests.corpus.town_tables import (
    ACTOR_HEADINGS,
    FIGURE_HEADINGS,
    FIRST_ACTOR,
    FIRST_FIGURES,
    SECOND_ACTOR,
    TOTAL_FIGURES,
    actor_rows,
    actors_workbook,
    figure_rows,
    figures_workbook,
)

_BOOK = "lomake.xlsx"


def sheet_shape_files() -> Iterator[CorpusFile]:
    """Yield the files."""
    yield from _formulas()
    yield from _errors()
    yield from _merged()
    yield from _hidden()
    yield from _headings()
    yield from _sums()
    yield from _sheets()
    yield from _sizes()


def _figure(kind: str, column: str, cell: object, expected: object, *codes: str) -> CorpusFile:
    values = {("key_figures", 0, column): expected, ("key_figures", 1, "source"): "rekisteri"}
    return CorpusFile(kind, _BOOK, partial(figures_workbook, **{column: cell}), codes, values)


def _formulas() -> Iterator[CorpusFile]:
    yield _figure("a formula with a value", "employee_count", Xml('<c r="{ref}"><f>60*2</f><v>120</v></c>'), 120)
    yield _figure("a formula with a text", "source", Xml('<c r="{ref}" t="str"><f>"a"</f><v>a</v></c>'), "a")
    yield _figure("a formula with an empty text", "source", Xml('<c r="{ref}" t="str"><f>""</f><v></v></c>'), None)
    for number, inner in enumerate(("<f>60*2</f>", "<f>60*2</f><v></v>", "<f>60*2</f><v/>", '<f t="shared" si="0"/>')):
        cell = Xml(f'<c r="{{ref}}">{inner}</c>')
        yield _figure(f"a formula without a value, {number}", "employee_count", cell, None, "CEL-012")
        yield _figure(f"an optional formula without a value, {number}", "turnover_eur", cell, None, "CEL-112")
    never = ("", '<calcPr calcId="1" fullCalcOnLoad="1"/>')
    for value, expected, codes in ((0, None, ("CEL-012",)), (120, 120, ())):
        rows = rows_xml(figure_rows(employee_count=Xml(f'<c r="{{ref}}"><f>A1</f><v>{value}</v></c>')))
        make = partial(xlsx, {"Tunnusluvut": sheet_xml(rows)}, workbook=never)
        kind = f"a formula never computed that shows {value}"
        yield CorpusFile(kind, _BOOK, make, codes, {("key_figures", 0, "employee_count"): expected})
    unaddressed = "".join(
        f"<row>{''.join(_cell_without_address(cell) for cell in row)}</row>"
        for row in figure_rows(employee_count=Xml("<c><f>A1</f></c>"))
    )
    make = partial(xlsx, {"Tunnusluvut": sheet_xml(unaddressed)})
    values = {("key_figures", 0, "firm_count"): 8, ("key_figures", 1, "employee_count"): 120}
    yield CorpusFile("rows and cells without addresses", _BOOK, make, ("CEL-012",), values)
    rows = rows_xml(
        [(*row, None, Xml('<c r="{ref}"><f>A1</f></c>') if row[0] == 2021 else "Muistio") for row in figure_rows()]
    )
    make = partial(xlsx, {"Tunnusluvut": sheet_xml(rows)})
    yield CorpusFile("a formula without a value outside the table", _BOOK, make, ("COL-001",))


def _cell_without_address(value: object) -> str:
    if isinstance(value, Xml):
        return value
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def _errors() -> Iterator[CorpusFile]:
    for error in ("#REF!", "#DIV/0!", "#NAME?", "#N/A", "#VALUE!", "#NUM!", "#NULL!"):
        cell = Xml(f'<c r="{{ref}}" t="e"><f>A1/0</f><v>{error}</v></c>')
        yield _figure(f"the error {error}", "employee_count", cell, None, "CEL-009")
        yield _figure(f"the error {error} in an optional cell", "rd_person_years", cell, None, "CEL-109")
    for text in ("#ARVO!", "#JAKO/0!", "#PUUTTUU!", "#VIITTAUS!", "#VÄRDEFEL!", "#SAKNAS!", "Err:502", "Virhe:504"):
        yield _figure(f"the error {text} as a text", "employee_count", text, None, "CEL-009")
    cell = Xml(
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    yield _open_document("an error in an .ods", figure_rows(employee_count=cell), "CEL-009")
    cell = Xml('<table:table-cell table:formula="of:=1+1"/>')
    yield _open_document("a formula without a value in an .ods", figure_rows(employee_count=cell), "CEL-012")
    cell = Xml(
        '<table:table-cell office:value-type="float" office:value="120"><office:annotation>'
        "<dc:creator>Maija</dc:creator><text:p>tarkista</text:p></office:annotation><text:p>120</text:p></table:table-cell>"
    )
    yield _open_document("a comment at a number in an .ods", figure_rows(employee_count=cell))


def _open_document(kind: str, rows: list, *codes: str) -> CorpusFile:
    tables = f'<table:table table:name="Tunnusluvut">{ods_rows(rows)}</table:table>'
    values = {("key_figures", 0, "employee_count"): None if codes else 120, ("key_figures", 0, "firm_count"): 8}
    return CorpusFile(kind, "lomake.ods", lambda: zipped(ods_parts(tables)), codes, values)


def _merged() -> Iterator[CorpusFile]:
    def merged(kind: str, ranges: str, *codes: str, first: int = 1, **changes: object) -> CorpusFile:
        cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges.split())
        data = rows_xml(figure_rows(**changes), first=first)
        data = rows_xml([["Kunnan tunnusluvut"]]) + data if first > 1 else data
        xml = sheet_xml(data, after=f"<mergeCells>{cells}</mergeCells>")
        return CorpusFile(kind, _BOOK, partial(xlsx, {"Tunnusluvut": xml}), codes)

    yield merged("merged over two rows of data", "C2:C3", "SHE-004")
    yield merged("merged over two columns of data", "E2:F2", "SHE-004", rd_person_years=None)
    yield merged("merged over a required cell", "C2:D2", "CEL-001", "SHE-004", firm_count=None)
    yield merged("merged in the title", "A1:G1", first=2)
    yield merged("blank cells merged", "H2:I3")
    yield merged("many merged", "A2:A3 E2:E3 G2:G3", "SHE-004")
    headings = rows_xml([(*FIGURE_HEADINGS[:6], "Lähde", None), (*FIRST_FIGURES, "jatkuu"), TOTAL_FIGURES])
    xml = sheet_xml(headings, after='<mergeCells><mergeCell ref="G1:H1"/></mergeCells>')
    yield CorpusFile("a merged heading with data below both", _BOOK, partial(xlsx, {"Tunnusluvut": xml}), ("COL-005",))
    span = Xml(
        '<table:table-cell office:value-type="float" office:value="120" table:number-rows-spanned="2">'
        "<text:p>120</text:p></table:table-cell>"
    )
    covered = Xml("<table:covered-table-cell/>")
    rows = [
        FIGURE_HEADINGS,
        (*FIRST_FIGURES[:2], span, *FIRST_FIGURES[3:]),
        (*TOTAL_FIGURES[:2], covered, *TOTAL_FIGURES[3:]),
    ]
    tables = f'<table:table table:name="Tunnusluvut">{ods_rows(rows)}</table:table>'
    yield CorpusFile("merged in an .ods", "lomake.ods", lambda: zipped(ods_parts(tables)), ("CEL-001", "SHE-004"))


def _hidden() -> Iterator[CorpusFile]:
    data = rows_xml(actor_rows())
    name = {("actors", 1, "name"): "Palikka Oy"}
    for state in ("hidden", "veryHidden"):
        attributes = {"Toimijat": f'state="{state}"'}
        make = partial(xlsx, {"Muistio": sheet_xml(""), "Toimijat": sheet_xml(data)}, sheet_attributes=attributes)
        yield CorpusFile(f"a {state} sheet", _BOOK, make, ("SHE-001", "SHE-005"), name)
    for mark in ('hidden="1"', 'hidden="true"'):
        xml = sheet_xml(rows_xml(actor_rows(), {3: mark}))
        yield CorpusFile(f"a row with {mark}", _BOOK, partial(xlsx, {"Toimijat": xml}), ("SHE-006",), name)
    xml = sheet_xml(rows_xml(actor_rows(), {3: 'hidden="0"'}))
    yield CorpusFile("a row that is not hidden", _BOOK, partial(xlsx, {"Toimijat": xml}), (), name)
    xml = sheet_xml(data + '<row r="9" hidden="1"/>')
    yield CorpusFile("a hidden row without data", _BOOK, partial(xlsx, {"Toimijat": xml}), (), name)
    xml = sheet_xml(data, before='<cols><col min="2" max="3" hidden="1"/></cols>')
    yield CorpusFile("hidden columns", _BOOK, partial(xlsx, {"Toimijat": xml}), ("SHE-007",), name)
    rows = ods_rows(actor_rows()).replace("<table:table-row>", '<table:table-row table:visibility="filter">')
    tables = f'<table:table table:name="Toimijat" table:style-name="ta1">{rows}</table:table>'
    unseen = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="ta1" style:family="table">{unseen}</style:style>'
    make = lambda: zipped(ods_parts(tables, style))  # noqa: E731
    yield CorpusFile("a hidden sheet with filtered rows in an .ods", "lomake.ods", make, ("SHE-005", "SHE-006"), name)


def _headings() -> Iterator[CorpusFile]:
    def sheet(kind: str, rows: list, *codes: str, **values: object) -> CorpusFile:
        make = partial(xlsx, {"Toimijat": sheet_xml(rows_xml(rows))})
        return CorpusFile(kind, _BOOK, make, codes, {("actors", 0, n): value for n, value in values.items()})

    two = ["Kunnan toimijat", None], [None, None]
    yield sheet("headings on row 3", [*two, *actor_rows()], name="Ahjo Oy")
    yield sheet("headings on row 15", [["Ohje"]] * 14 + actor_rows(), name="Ahjo Oy")
    yield sheet("headings on row 16", [["Ohje"]] * 15 + actor_rows(), "COL-004")
    yield sheet("no headings", actor_rows()[1:], "COL-004")
    doubled = [(*row, row[1]) for row in actor_rows()]
    yield sheet("a heading twice", doubled, "COL-003")
    yield sheet("a heading in two languages", [(*ACTOR_HEADINGS, "Namn"), (*FIRST_ACTOR, "Ahjo Ab")], "COL-003")
    yield sheet("data without a heading", [ACTOR_HEADINGS, (*FIRST_ACTOR, "muista")], "COL-005", name="Ahjo Oy")
    yield sheet("an unknown heading", [(*ACTOR_HEADINGS, "Väri"), (*FIRST_ACTOR, "sini")], "COL-001", name="Ahjo Oy")
    yield sheet("a required column missing", [row[:5] for row in actor_rows()], "COL-002")
    heading = "Väri\u202e" + "ä" * 32000
    yield sheet("a heading of 32,000 characters", [(*ACTOR_HEADINGS, heading), (*FIRST_ACTOR, "x")], "COL-001")
    starred = [tuple(f" {h.upper()} * " for h in ACTOR_HEADINGS), FIRST_ACTOR]
    yield sheet("headings in capitals with stars", starred, name="Ahjo Oy")
    unseen = [tuple(f"\u200b{h}\u00a0" for h in ACTOR_HEADINGS), FIRST_ACTOR]
    yield sheet("headings with unseen characters", unseen, name="Ahjo Oy")


def _sums() -> Iterator[CorpusFile]:
    def with_row(kind: str, row: tuple, *codes: str, rows: int = 2) -> CorpusFile:
        make = partial(xlsx, {"Toimijat": sheet_xml(rows_xml([*actor_rows(), row]))})
        return CorpusFile(kind, _BOOK, make, codes, {("actors", rows, "name"): None} if rows == 2 else {})

    for word in ("Yhteensä", "YHTEENSÄ:", "Summa", "Total", "Totalt", "Sammanlagt", "Yht."):
        yield with_row(f"a row of sums that begins with {word}", (word, 2), "ROW-001")
    yield with_row("a sum in a code cell", (None, None, "Yhteensä", None, 2), "ROW-001")
    yield with_row("a sum in a text cell of a row without an id", (None, "Yhteensä", None, 2), "ROW-001")
    yield CorpusFile(
        "the total of the key figures is data", _BOOK, figures_workbook, (),
        {("key_figures", 1, "sector"): "yhteensa", ("key_figures", 1, "employee_count"): 120},
    )  # fmt: skip
    name = {("actors", 0, "name"): "Yhteensä"}
    yield CorpusFile("an actor with an id called Yhteensä", _BOOK, partial(actors_workbook, name="Yhteensä"), (), name)


def _sheets() -> Iterator[CorpusFile]:
    data = sheet_xml(rows_xml(actor_rows()))
    name = {("actors", 0, "name"): "Ahjo Oy"}
    for sheet in (
        " Toimijat ",
        "TOIMIJAT",
        "toimijat!",
        "Toi\u200bmijat",
        "Toimijat*",
        "'Toimijat'",
        "Aktörer",
        "actors",
    ):
        yield CorpusFile(f"the sheet {sheet!a}", _BOOK, partial(xlsx, {sheet: data}), (), name)
    for sheet in ("Taul1", "😀", "a&b<c>", "../../etc/passwd", "Toimijat (2)", "\u202etajimioT", "{file}{sheet}"):
        yield CorpusFile(
            f"a strange sheet {sheet!a}", _BOOK, partial(xlsx, {"Toimijat": data, sheet: data}), ("SHE-001",), name
        )
    swedish = sheet_xml(rows_xml([("Aktörens beteckning", "Namn"), ("kivijarvi-009", "Ahjo Ab")]))
    make = partial(xlsx, {"Toimijat": data, "Aktörer": swedish})
    yield CorpusFile("one table on a Finnish and a Swedish sheet", _BOOK, make, ("SHE-003",))
    blank = sheet_xml(rows_xml([
        ("Aktörens beteckning", "Namn", "Del av fyrhelixen", "Aktörstyp", "Huvudbransch", "Namnet offentligt"),
    ]))  # fmt: skip
    for order in ({"Toimijat": data, "Aktörer": blank}, {"Aktörer": blank, "Toimijat": data}):
        kind = f"one of two languages left blank, {next(iter(order))} first"
        yield CorpusFile(kind, _BOOK, partial(xlsx, order), ("SHE-002",), name)
    yield CorpusFile("no sheet of the form", _BOOK, partial(xlsx, {"Taul1": data}), ("FIL-006",))
    yield CorpusFile("an empty sheet", _BOOK, partial(xlsx, {"Toimijat": sheet_xml("")}), ("SHE-002",))
    yield CorpusFile(
        "a sheet of blanks",
        _BOOK,
        partial(xlsx, {"Toimijat": sheet_xml(rows_xml([[" ", "\u00a0"]] * 9))}),
        ("SHE-002",),
    )
    yield CorpusFile(
        "headings only", _BOOK, partial(xlsx, {"Toimijat": sheet_xml(rows_xml([ACTOR_HEADINGS]))}), ("SHE-002",)
    )
    own = {"Ohje": data, "Toimijat": data, "Palaute": data}
    yield CorpusFile("our own sheets beside the data", _BOOK, partial(xlsx, own), (), name)
    prefixed = (
        sheet_xml(rows_xml(actor_rows())).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    )
    yield CorpusFile("XML with a prefix at each element", _BOOK, partial(xlsx, {"Toimijat": prefixed}), (), name)


def _sizes() -> Iterator[CorpusFile]:
    rows = rows_xml(actor_rows())
    name = {("actors", 0, "name"): "Ahjo Oy", ("actors", 2, "name"): None}

    def styled() -> bytes:
        blank = "".join(
            f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>'
            for n in range(4, 500_004)
        )
        return xlsx({"Toimijat": sheet_xml(rows + blank)})

    yield CorpusFile("half a million empty styled rows", _BOOK, styled, (), name)
    wide = [(*ACTOR_HEADINGS, *(f"Sarake {n}" for n in range(16_384 - len(ACTOR_HEADINGS)))), FIRST_ACTOR]
    make = partial(xlsx, {"Toimijat": sheet_xml(rows_xml(wide))})
    yield CorpusFile("16,384 headings", _BOOK, make, ("CEL-900", "COL-001"), {("actors", 0, "name"): "Ahjo Oy"})
    far = rows + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    make = partial(xlsx, {"Toimijat": sheet_xml(far)})
    yield CorpusFile("one cell in the last corner of the sheet", _BOOK, make, ("FIL-011",))
    low = rows + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    make = partial(xlsx, {"Toimijat": sheet_xml(low)})
    yield CorpusFile("one cell in the last row", _BOOK, make, ("CEL-001",), {("actors", 1, "name"): "Palikka Oy"})

    def many() -> bytes:
        cells = "".join(f'<c t="inlineStr"><is><t>{n % 97}</t></is></c>' for n in range(100))
        return xlsx({"Toimijat": sheet_xml(rows + f"<row>{cells}</row>" * 60_000)})

    yield CorpusFile("six million cells", _BOOK, many, ("FIL-011",))
    for kind, repeated in (
        ("a row of values repeated to the end", '<table:table-row table:number-rows-repeated="1048000">'),
        ("rows repeated beyond the end", '<table:table-row table:number-rows-repeated="99999999999">'),
    ):
        cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
        rows_and_more = f"{ods_rows(actor_rows())}{repeated}{cell}</table:table-row>"
        tables = f'<table:table table:name="Toimijat">{rows_and_more}</table:table>'
        make = partial(lambda xml: zipped(ods_parts(xml)), tables)
        yield CorpusFile(f"{kind} of an .ods", "lomake.ods", make, ("FIL-011",), alternatives=("FIL-003",))
    empty = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    tables = f'<table:table table:name="Toimijat">{ods_rows(actor_rows())}{empty}</table:table>'
    yield CorpusFile("blank rows to the end of an .ods", "lomake.ods", lambda: zipped(ods_parts(tables)), (), name)
    many_sheets = {"Toimijat": sheet_xml(rows)} | {f"Muistio {n}": sheet_xml("") for n in range(300)}
    yield CorpusFile("300 sheets", _BOOK, partial(xlsx, many_sheets), ("SHE-001",), {("actors", 0, "name"): "Ahjo Oy"})
    actors = [ACTOR_HEADINGS, *[FIRST_ACTOR, SECOND_ACTOR] * 1000]
    parts = xlsx_parts({"Toimijat": sheet_xml(rows_xml(actors))})
    yield CorpusFile("2,000 actors", _BOOK, lambda: zipped(parts), (), {("actors", 1999, "name"): "Palikka Oy"})
