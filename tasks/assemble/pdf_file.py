"""A PDF file that LibreOffice wrote: its pages, its seal, and whether it keeps to PDF/UA."""

import datetime as dt
import io
import re
from collections.abc import Iterator

import page
import pikepdf

from tasks.assemble.defects import Defect

_STAMPS = re.compile(rb"(<xmp:(?:CreateDate|ModifyDate|MetadataDate)[^>]*>)[^<]*")


def bookmark_pages(content: bytes) -> dict[str, int]:
    """Return the page of each named destination, counted from 1; the names as LibreOffice writes them."""
    with pikepdf.open(io.BytesIO(content)) as file:
        numbers = {leaf.obj.objgen: number for number, leaf in enumerate(file.pages, start=1)}
        destinations = file.Root.get("/Dests", pikepdf.Dictionary())
        return {name.removeprefix("/"): numbers[target[0].objgen] for name, target in destinations.items()}


def destination_name(bookmark: str) -> str:
    """Return how LibreOffice names the destination of a bookmark: all but letters and digits as hexadecimal numbers."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"{ord(sign):02X}" for sign in bookmark)


def sealed_pdf(content: bytes, dated: dt.date) -> bytes:
    """Return a PDF whose bytes depend on its content alone: dated as its Word file, without random ids."""
    with pikepdf.open(io.BytesIO(content)) as file:
        stamp = f"D:{dated:%Y%m%d}000000Z"
        for name in ("/CreationDate", "/ModDate"):
            if name in file.docinfo:
                file.docinfo[name] = stamp
        for name in ("/DocChecksum", "/ID"):
            if name in file.trailer:
                del file.trailer[name]
        metadata = file.Root.Metadata.read_bytes()
        metadata = _STAMPS.sub(rb"\g<1>" + f"{dated.isoformat()}T00:00:00Z".encode(), metadata)
        file.Root.Metadata = file.make_stream(metadata, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        sealed = io.BytesIO()
        file.save(sealed, deterministic_id=True)
    return sealed.getvalue()


def pdf_defects(content: bytes) -> Iterator[Defect]:
    """Yield where a PDF breaks PDF/UA-1, the standard of accessible PDF files."""
    for failure in page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1).failures:
        yield Defect(f"pdf-{failure.rule_id}", "pdf", failure.message)
