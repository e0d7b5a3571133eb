"""Records what LibreOffice saves after a person's edits; it needs LibreOffice's own API (`python3-uno`).

    python3 tests/recorded/record_libreoffice.py BASE.docx FOLDER

It starts a LibreOffice of its own on loopback, edits the small document of `tests/edited_documents.py` through the API
once a story, and writes one .docx a story into the folder. The recordings are committed, so that the tests need none.
"""

import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.awt import Size
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

WORD = "MS Word 2007 XML"


def find(document, words):
    """Return the range of the last place where some words stand."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    found = document.findAll(search)
    return found.getByIndex(found.Count - 1)


def type_after(document, words, addition):
    end = find(document, words).getEnd()
    cursor = end.getText().createTextCursorByRange(end)
    end.getText().insertString(cursor, addition, False)
    return cursor


def paragraph_after(document, words, addition):
    """Press Enter at the end of some words and write a paragraph."""
    cursor = find(document, words).getText().createTextCursorByRange(find(document, words).getEnd())
    cursor.gotoEndOfParagraph(False)
    cursor.getText().insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor.getText().insertString(cursor, addition, False)
    return cursor


def untouched(document):
    pass


def word_typed(document):
    type_after(document, "oman kuvauksensa", " kirjoitettu LibreOfficessa")


def bold(document):
    find(document, "oman kuvauksensa").CharWeight = 150


def paragraph_added(document):
    paragraph_after(document, "oman kuvauksensa.", "Toinen kappale LibreOfficesta.")


def paragraphs_behind_a_shrunk_control(document):
    paragraph_after(document, "Työpaikkoja on", "Toinen kappale.")
    paragraph_after(document, "Toinen kappale.", "Kolmas kappale.")


def two_paragraphs_in_two_sections(document):
    paragraph_after(document, "oman kuvauksensa.", "Toimijoista lisää.")
    paragraph_after(document, "osaaminen", "yhteistyö")
    cursor = find(document, "Työpaikkoja on").getText().createTextCursorByRange(find(document, "Työpaikkoja on"))
    cursor.setString("Työpaikkoja on yhteensä")


def comment(document):
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author = "Maija"
    note.Content = "Tarkistakaa tämä."
    cursor = find(document, "oman kuvauksensa")
    document.getText().insertTextContent(cursor.getEnd(), note, False)


def footnote(document):
    note = document.createInstance("com.sun.star.text.Footnote")
    document.getText().insertTextContent(find(document, "oman kuvauksensa").getEnd(), note, False)
    note.setString("Alaviite LibreOfficesta.")


def table(document):
    cursor = paragraph_after(document, "oman kuvauksensa.", "Taulukon edellä.")
    made = document.createInstance("com.sun.star.text.TextTable")
    made.initialize(2, 2)
    document.getText().insertTextContent(cursor.getEnd(), made, False)
    for name, words in (("A1", "Asia"), ("B1", "Arvo"), ("A2", "Oma luku"), ("B2", "7")):
        made.getCellByName(name).setString(words)


def picture(document):
    cursor = paragraph_after(document, "oman kuvauksensa.", "Kuva: ")
    drawing = document.createInstance("com.sun.star.text.TextGraphicObject")
    drawing.GraphicURL = PICTURE.as_uri()
    drawing.AnchorType = uno.Enum("com.sun.star.text.TextContentAnchorType", "AS_CHARACTER")
    drawing.setSize(Size(1000, 1000))
    drawing.Title, drawing.Description = "", "Kaupungintalo"
    document.getText().insertTextContent(cursor.getEnd(), drawing, False)


def tracked(document):
    document.RecordChanges = True
    type_after(document, "oman kuvauksensa", " (ehdotus)")
    document.RecordChanges = False


def heading_edited_outside(document):
    find(document, "Luku actors").setString("Meidän toimijamme")


def link(document):
    cursor = type_after(document, "oman kuvauksensa", " ")
    addition = cursor.getText().createTextCursorByRange(cursor.getEnd())
    addition.getText().insertString(addition, "sivumme", True)
    addition.HyperLinkURL = "https://example.org/kaupunki"


STORIES = (
    untouched, word_typed, bold, paragraph_added, paragraphs_behind_a_shrunk_control, two_paragraphs_in_two_sections,
    comment, footnote, table, picture, tracked, heading_edited_outside, link,
)  # fmt: skip
PICTURE = Path(__file__).with_name("dot.png").resolve()


def argument(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def main(base: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as profile:
        program = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
             f"--accept=socket,host=127.0.0.1,port={port};urp;"],
        )  # fmt: skip
        desktop = connect(port)
        try:
            for story in STORIES:
                document = desktop.loadComponentFromURL(
                    base.resolve().as_uri(), "_blank", 0, (argument("Hidden", True),)
                )
                story(document)
                target = (folder / f"{story.__name__}.docx").resolve()
                document.storeToURL(target.as_uri(), (argument("FilterName", WORD),))
                document.close(True)
        finally:
            desktop.terminate()
            program.wait(30)


def connect(port):
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(100):
        try:
            there = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.3)
        else:
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    raise SystemExit("LibreOffice does not answer")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
