"""The smallest pieces of WordprocessingML, as text: a whole document is written and parsed once."""

import re
from xml.sax.saxutils import escape

from config.texts import Language

LOCALES: dict[Language, str] = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}

_BLANKS = re.compile(r"[ \t\r\n]+")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return text for an element, without the characters that XML does not know."""
    return escape(_NOT_IN_XML.sub("", text))


def xml_attribute(text: str) -> str:
    """Return text for an attribute in double quotation marks."""
    return xml_text(_BLANKS.sub(" ", text).strip(" ")).replace('"', "&quot;")


def run(text: str, *, bold: bool = False, italic: bool = False, language: Language | None = None) -> str:
    """Return a run of text; a line break in it stays one."""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    if language:
        marks += f'<w:lang w:val="{LOCALES[language]}"/>'
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    lines = [f'<w:t xml:space="preserve">{xml_text(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def styled_run(text: str, style_id: str) -> str:
    """Return a run of text in a character style."""
    return f'<w:r><w:rPr><w:rStyle w:val="{style_id}"/></w:rPr><w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>'


def field(instruction: str, cached: str) -> str:
    """Return a field with the text that it shows until somebody updates it."""
    return f'<w:fldSimple w:instr=" {xml_attribute(instruction)} ">{run(cached)}</w:fldSimple>'


def paragraph(style_id: str, inner: str, *, properties: str = "") -> str:
    """Return a paragraph in a style; `properties` are further ones, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{properties}</w:pPr>{inner}</w:p>'


def bookmarked(inner: str, name: str, number: int) -> str:
    """Return runs with a bookmark around them."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def bookmarked_blocks(blocks: str, name: str, number: int) -> str:
    """Return blocks with a bookmark from the start of their first paragraph to the end of their last one."""
    start = blocks.index("</w:pPr>") + len("</w:pPr>")
    end = blocks.rindex("</w:p>")
    return (
        f'{blocks[:start]}<w:bookmarkStart w:id="{number}" w:name="{name}"/>{blocks[start:end]}'
        f'<w:bookmarkEnd w:id="{number}"/>{blocks[end:]}'
    )


def control(tag: str, number: int, title: str, lock: str, content: str, kind: str = "") -> str:
    """Return a content control around runs or blocks."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{xml_attribute(title)}"/><w:tag w:val="{xml_attribute(tag)}"/>'
        f'<w:id w:val="{number}"/><w:lock w:val="{lock}"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
