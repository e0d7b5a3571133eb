"""Files that are something else than they say, are broken, or mean harm."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import cache, partial

from tests.corpus.corpus_file import CorpusFile
from tests.corpus.packages import ods, ods_parts, rows_xml, sheet_xml, xlsx_parts, zipped
from tests.corpus.town_tables import actor_rows, actors_workbook

_BOOK = "lomake.xlsx"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = {("actors", 0, "name"): "Ahjo Oy"}
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20


def other_files() -> Iterator[CorpusFile]:
    """Yield the files."""
    yield from _renamed()
    yield from _names()
    yield from _truncated()
    yield from _packages()
    yield from _bombs()
    yield from _definitions()


@cache
def _actors_parts() -> dict[str, str | bytes]:
    return xlsx_parts({"Toimijat": sheet_xml(rows_xml(actor_rows()))})


@cache
def _actors_ods() -> bytes:
    return ods("Toimijat", actor_rows())


def _file(kind: str, name: str, content: bytes | Callable[[], bytes], *codes: str, **more: object) -> CorpusFile:
    make = content if callable(content) else lambda: content
    return CorpusFile(kind, name, make, codes, **more)  # type: ignore[arg-type]


def _renamed() -> Iterator[CorpusFile]:
    document = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
    text = ods_parts("")
    text["mimetype"] = "application/vnd.oasis.opendocument.text"
    locked = _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    encrypted = ods_parts("")
    encrypted["META-INF/manifest.xml"] = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    encrypted["content.xml"] = bytes(range(256)) * 8
    html = b"<html><table><tr><td>Toimijan tunnus</td></tr></table></html>"
    for name, content, code in (
        ("kuva.xlsx", _PNG, "FIL-001"), ("kuva.ods", _PNG, "FIL-001"), ("kuva.csv", _PNG, "FIL-001"),
        ("valokuva.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(500), "FIL-001"),
        ("valokuva.csv", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(500), "FIL-001"),
        ("raportti.xlsx", b"%PDF-1.7\n" + b"x" * 500, "FIL-001"), ("raportti.csv", b"%PDF-1.7\n%\xe2\xe3", "FIL-001"),
        ("raportti.xlsx", zipped(document), "FIL-001"), ("raportti.docx", zipped(document), "FIL-005"),
        ("raportti.csv", zipped(document), "FIL-001"), ("teksti.ods", zipped(text), "FIL-001"),
        ("teksti.xlsx", zipped(text), "FIL-001"), ("sivu.xlsx", html, "FIL-001"), ("sivu.csv", html, "FIL-010"),
        ("lomake.xls", _OLE + bytes(3000), "FIL-005"), ("lomake.xlsx", _OLE + bytes(3000), "FIL-005"),
        ("lomake.xls", zipped(_actors_parts()), "FIL-013"), ("toimijat.csv", zipped(_actors_parts()), "FIL-013"),
        ("toimijat.csv", _actors_ods(), "FIL-013"), ("lomake.xlsb", zipped(_actors_parts()), "FIL-005"),
        ("lomake.zip", zipped(_actors_parts()), "FIL-005"),
        ("lomake.xlsx", zipped({"lomake.xlsx": zipped(_actors_parts())}), "FIL-001"),
        ("lomake.xlsx", locked, "FIL-002"), ("lomake.xlsm", locked, "FIL-002"), ("lomake.ods", zipped(encrypted),
        "FIL-002"),
        ("lomake.xlsx", b"Toimijan tunnus;Nimi", "FIL-001"), ("lomake.xlsx", b"", "FIL-008"), ("lomake.csv", b"",
        "FIL-008"),
        ("lomake.xlsx", bytes(1000), "FIL-008"), ("lomake.csv", b"\r\n \r\n\t", "FIL-008"),
        ("lomake.xlsx", b"PK", "FIL-003"),
        ("lomake.csv", bytes(range(1, 256)) * 8, "FIL-001"), ("lomake", zipped(_actors_parts()), "FIL-005"),
        ("lomake.rtf", b"{\\rtf1}", "FIL-005"), ("kuva.heic", b"ftypheic", "FIL-005"),
        ("numbers.numbers", b"PK\x03\x04", "FIL-005"),
    ):  # fmt: skip
        yield _file(f"{name} of {len(content)} bytes that begin {content[:6]!r}", name, content, code)
    yield _file("an .ods named .xlsx", _BOOK, _actors_ods(), values=_NAME)
    yield _file("an .xlsx named .ods", "lomake.ods", zipped(_actors_parts()), values=_NAME)
    yield _file("a capital ending", "LOMAKE.XLSX", zipped(_actors_parts()), values=_NAME)


def _names() -> Iterator[CorpusFile]:
    for name in ("lomake!1.xlsx", "lomake\u202exslx.xlsx", "lomake\x07.xlsx", "lomake\u200b.csv", "loma\nke.xlsx"):
        yield _file(f"the file name {name!a}", name, zipped(_actors_parts()), "FIL-016")
    for name in ("lomake (2).xlsx", "Ähtävä & Öja.xlsx", "=1+1.xlsx", "a" * 200 + ".xlsx", "{0}{file}.xlsx", "😀.xlsx"):
        yield _file(f"the file name {name[:20]!a}", name, zipped(_actors_parts()), values=_NAME)


def _truncated() -> Iterator[CorpusFile]:
    for name, make in (("lomake.xlsx", actors_workbook), ("lomake.ods", _actors_ods)):
        for part in range(1, 16):
            cut = partial(lambda whole, part: whole()[: len(whole()) * part // 16], make, part)
            yield _file(f"{name} cut after {part} of 16 parts", name, cut, "FIL-003", alternatives=("FIL-001",))
    yield _file("the last byte is missing", _BOOK, lambda: actors_workbook()[:-1], "FIL-003")
    yield _file("the beginning is missing", _BOOK, lambda: actors_workbook()[100:], "FIL-001")


def _packages() -> Iterator[CorpusFile]:
    parts = _actors_parts()
    for name in ("../../etc/cron.d/x", "/etc/passwd", "xl/../../x.xml", "C:\\x.xml", "..\\..\\x.xml"):
        yield _file(f"a part named {name}", _BOOK, zipped({**parts, name: "x"}), "FIL-012")
    twice = [*parts.items(), ("xl/worksheets/sheet1.xml", sheet_xml(rows_xml(actor_rows(name="Toinen Oy"))))]
    yield _file("two parts with one name", _BOOK, partial(_zipped_twice, twice), "FIL-003")
    macros = {**parts, "xl/vbaProject.bin": _OLE + bytes(1000)}
    yield _file("macros", "lomake.xlsm", zipped(macros), "FIL-014", values=_NAME)
    yield _file("macros in an .xlsx", _BOOK, zipped(macros), "FIL-014", values=_NAME)
    links = {**parts, "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    yield _file("links to other files", _BOOK, zipped(links), "FIL-015", values=_NAME)
    yield _file("a picture inside", _BOOK, zipped({**parts, "xl/media/image1.png": _PNG}), values=_NAME)
    yield _file("10,001 parts", _BOOK, zipped({**parts, **{f"x{n}": "" for n in range(10_001)}}), "FIL-011")
    yield _file(
        "bytes before the package", _BOOK, b"PK" + bytes(20) + zipped(parts), "FIL-003", alternatives=("FIL-001",)
    )
    whole = zipped(parts)
    yield _file("bytes behind the package", _BOOK, whole + b"terveisin", values=_NAME)
    yield _file("a wrong checksum", _BOOK, partial(_altered, "xl/worksheets/sheet1.xml", crc=1), "FIL-003")
    yield _file("an unknown compression", _BOOK, partial(_altered, "xl/worksheets/sheet1.xml", method=99), "FIL-003")
    yield _file("a part locked by a password", _BOOK, partial(_altered, "xl/worksheets/sheet1.xml", flags=1), "FIL-002")
    for missing in ("xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        rest = {name: content for name, content in parts.items() if name != missing}
        yield _file(f"{missing} is missing", _BOOK, zipped(rest), "FIL-003", alternatives=("FIL-006", "SHE-002"))
    broken = {**parts, "xl/worksheets/sheet1.xml": str(parts["xl/worksheets/sheet1.xml"])[:900]}
    yield _file("a sheet that breaks off", _BOOK, zipped(broken), "FIL-003")
    shared = str(parts["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", '<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row>'
    )
    yield _file(
        "a shared text that does not exist", _BOOK, zipped({**parts, "xl/worksheets/sheet1.xml": shared}), "FIL-003"
    )
    latin = str(parts["xl/worksheets/sheet1.xml"]).replace("Ahjo", "Ähjo").encode("cp1252")
    yield _file("a sheet in the wrong encoding", _BOOK, zipped({**parts, "xl/worksheets/sheet1.xml": latin}), "FIL-003")


def _zipped_twice(parts: list[tuple[str, str | bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts:
            # The library warns of a second entry with one name; written another way it says nothing.
            archive.writestr(name.replace("sheet1", "sheet_") if name in archive.namelist() else name, content)
    return target.getvalue().replace(b"sheet_.xml", b"sheet1.xml")


def _altered(part: str, *, crc: int = 0, method: int = 0, flags: int = 0, size: int = 0) -> bytes:
    """Return the actors' workbook in which the directory says something false about a part."""
    content = bytearray(zipped(_actors_parts()))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        local = archive.getinfo(part).header_offset
    directory = content.find(b"PK\x01\x02")
    while content[directory + 46 : directory + 46 + len(part)] != part.encode():
        directory = content.find(b"PK\x01\x02", directory + 4)
    for header, shift in ((local, 0), (directory, 2)):
        if flags:
            struct.pack_into("<H", content, header + 6 + shift, flags)
        if method:
            struct.pack_into("<H", content, header + 8 + shift, method)
        if crc:
            struct.pack_into("<I", content, header + 14 + shift, crc)
        if size:
            struct.pack_into("<I", content, header + 22 + shift, size)
    return bytes(content)


def _bombs() -> Iterator[CorpusFile]:
    parts = _actors_parts()

    def flat() -> bytes:
        return zipped({**parts, **{f"xl/worksheets/sheet{n}.xml": bytes(50 * 1024**2) for n in range(2, 11)}})

    yield _file("a zip bomb", _BOOK, flat, "FIL-004")

    def nested() -> bytes:
        inner = zipped({"x": bytes(20 * 1024**2)})
        for _ in range(3):
            inner = zipped({f"{n}.zip": inner for n in range(4)})
        return zipped({**parts, "xl/embeddings/oleObject1.bin": inner})

    yield _file("a zip bomb inside an embedded file, which is never opened", _BOOK, nested, values=_NAME)
    yield _file("a part smaller than it is", _BOOK, partial(_altered, "xl/worksheets/sheet1.xml", size=10), "FIL-003")
    yield _file(
        "a part larger than it is", _BOOK, partial(_altered, "xl/worksheets/sheet1.xml", size=10**6), values=_NAME
    )

    def lying() -> bytes:
        blanks = _with_long_part("xl/sharedStrings.xml", b"", b" ", 390)
        at = blanks.rfind(b"xl/sharedStrings.xml") - 46 + 24
        return blanks[:at] + struct.pack("<I", 1000) + blanks[at + 4 :]

    yield _file("a zip bomb that lies about its size", _BOOK, lying, "FIL-003", alternatives=("FIL-011",))

    def text_bomb() -> bytes:
        begin = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>').partition("</sheetData>")[0]
        return _with_long_part("xl/worksheets/sheet1.xml", begin.encode(), b"a", 300)

    yield _file("one text of 300 million characters", _BOOK, text_bomb, "FIL-011", alternatives=("FIL-003",))

    def deep() -> bytes:
        return zipped({**parts, "xl/worksheets/sheet1.xml": sheet_xml("<row>" * 500_000)})

    yield _file("rows half a million deep, without a cell", _BOOK, deep, "SHE-002")
    yield _file("more than 50 MB", _BOOK, lambda: b"PK\x03\x04" + bytes(51 * 1024**2), "FIL-004")


def _with_long_part(name: str, begin: bytes, repeated: bytes, size_mb: int) -> bytes:
    """Return the actors' workbook with a part of a begin and then one byte for many megabytes, written in pieces."""
    target = io.BytesIO(zipped({part: xml for part, xml in _actors_parts().items() if part != name}))
    about = zipfile.ZipInfo(name)
    about.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "a") as archive, archive.open(about, "w") as part:
        part.write(begin)
        for _ in range(size_mb):
            part.write(repeated * 1024**2)
    return target.getvalue()


def _definitions() -> Iterator[CorpusFile]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    outside = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
    network = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    sheet = str(_actors_parts()["xl/worksheets/sheet1.xml"])
    for kind, definition in (
        ("an entity bomb", bomb),
        ("an entity from a file", outside),
        ("a definition from the net", network),
    ):
        for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
            xml = definition + str(_actors_parts()[part]).replace("Ahjo", "&l9;")
            yield _file(f"{kind} in {part}", _BOOK, zipped({**_actors_parts(), part: xml}), "FIL-012")
        shared = f'{definition}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&l9;</t></si></sst>'
        yield _file(
            f"{kind} in the shared texts", _BOOK, zipped({**_actors_parts(), "xl/sharedStrings.xml": shared}), "FIL-012"
        )
        content = ods_parts(f'<table:table table:name="Toimijat"/>{"&l9;" if definition != network else ""}')
        content["content.xml"] = str(content["content.xml"]).replace("?>", f"?>{definition}", 1)
        yield _file(f"{kind} in an .ods", "lomake.ods", zipped(content), "FIL-012")
    late = sheet.replace("<worksheet", f"<!--{'x' * 3_000_000}-->{bomb}<worksheet", 1)
    yield _file(
        "an entity bomb behind a long comment",
        _BOOK,
        zipped({**_actors_parts(), "xl/worksheets/sheet1.xml": late}),
        "FIL-012",
    )
