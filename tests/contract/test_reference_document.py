import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from ooxml_integrity import check
from openxml_audit import FileFormat, OpenXmlValidator

from tasks.assemble import palette
from tasks.assemble.contrast import contrast_ratio
from tasks.assemble.figures import FONTS
from tasks.assemble.word import NEEDED_STYLES, REFERENCE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def part(name):
    with zipfile.ZipFile(REFERENCE) as package:
        return etree.fromstring(package.read(name))


def styles():
    return {style.find(f"{W}name").get(f"{W}val"): style for style in part("word/styles.xml").findall(f"{W}style")}


def inherited(found, style, path, attribute):
    by_id = {one.get(f"{W}styleId"): one for one in found.values()}
    while style is not None:
        element = style.find(path)
        if element is not None and element.get(f"{W}{attribute}") is not None:
            return element.get(f"{W}{attribute}")
        based = style.find(f"{W}basedOn")
        style = None if based is None else by_id[based.get(f"{W}val")]
    return None


def test_the_reference_document_is_a_sound_word_file():
    assert OpenXmlValidator(file_format=FileFormat.OFFICE_2013).validate(REFERENCE).errors == []
    assert list(check(str(REFERENCE))) == []


def test_it_has_every_style_that_documents_are_written_in():
    assert set(NEEDED_STYLES) <= set(styles())


def test_it_holds_styles_only_and_nothing_that_word_rewrites():
    with zipfile.ZipFile(REFERENCE) as package:
        assert not [name for name in package.namelist() if "stylesWithEffects" in name or "media" in name]
    assert "".join(part("word/document.xml").itertext()).strip() == ""


@pytest.mark.parametrize("name", [name for name in NEEDED_STYLES if name != "KivijalkaTable"])
def test_the_text_of_every_style_can_be_read_on_its_shade(name):
    found = styles()
    colour = inherited(found, found[name], f"{W}rPr/{W}color", "val") or "000000"
    shade = inherited(found, found[name], f"{W}pPr/{W}shd", "fill") or "FFFFFF"
    assert contrast_ratio(colour, shade) >= 4.5


def test_table_headings_can_be_read_on_the_header_row():
    found = styles()
    colour = inherited(found, found["Table Heading"], f"{W}rPr/{W}color", "val")
    shade = found["KivijalkaTable"].find(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd").get(f"{W}fill")
    assert contrast_ratio(colour, shade) >= 4.5


def test_charts_and_figures_have_the_same_colours_and_stand_out_from_paper():
    theme = part("word/theme/theme1.xml")
    accents = tuple(theme.find(f".//{A}accent{number}/{A}srgbClr").get("val") for number in range(1, 7))
    assert accents == palette.ACCENTS
    assert theme.find(f".//{A}dk1/{A}srgbClr").get("val") == palette.INK
    assert all(contrast_ratio(colour, palette.PAPER) >= 3 for colour in (*accents, palette.SLATE))


def test_headings_are_numbered_by_one_list_bound_to_their_styles():
    bound = [
        level.find(f"{W}pStyle") for level in part("word/numbering.xml").find(f"{W}abstractNum").findall(f"{W}lvl")
    ]
    found = styles()
    assert [style.get(f"{W}val") for style in bound] == [
        found[f"heading {level}"].get(f"{W}styleId") for level in (1, 2, 3)
    ]


def test_headers_and_footers_keep_a_place_for_each_running_text():
    tags = [
        tag.get(f"{W}val") for name in ("word/header1.xml", "word/footer1.xml") for tag in part(name).iter(f"{W}tag")
    ]
    assert sorted(tags) == ["cover:author", "cover:header", "cover:notice"]
    assert [
        field.strip() for field in re.findall(r"\b(?:PAGE|NUMPAGES)\b", "".join(part("word/footer1.xml").itertext()))
    ] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_the_fonts_of_figures_come_with_their_licence():
    assert {path.name for path in FONTS.iterdir()} == {
        "LiberationSans-Bold.ttf",
        "LiberationSans-Regular.ttf",
        "OFL.txt",
    }
    assert "SIL OPEN FONT LICENSE Version 1.1" in Path(FONTS / "OFL.txt").read_text(encoding="utf-8")
