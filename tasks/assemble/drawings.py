"""Charts and pictures in the line of text: what holds them, and what a screen reader says of them."""

from tasks.assemble.word_xml import NAMESPACES, xml_attribute

_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def chart_drawing(relationship: str, number: int, name: str, alt: str, width_emu: int, height_emu: int) -> str:
    """Return the drawing that holds a chart."""
    graphic = f'<c:chart r:id="{relationship}"/>'
    return _inline(number, name, alt, width_emu, height_emu, NAMESPACES["c"], graphic)


def picture_drawing(
    bitmap: str, drawing: str, number: int, name: str, alt: str, width_emu: int, height_emu: int
) -> str:
    """Return the drawing that holds a picture: a bitmap, and the same as SVG for programs that know it."""
    described = f'id="{number}" name="{xml_attribute(name)}" descr="{xml_attribute(alt)}"'
    graphic = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{bitmap}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip r:embed="{drawing}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width_emu}" cy="{height_emu}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return _inline(number, name, alt, width_emu, height_emu, NAMESPACES["pic"], graphic)


def _inline(number: int, name: str, alt: str, width_emu: int, height_emu: int, kind: str, graphic: str) -> str:
    if not alt.strip():
        raise ValueError(f"{name} needs a text for those who do not see it")
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width_emu}" cy="{height_emu}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="{xml_attribute(name)}" '
        f'descr="{xml_attribute(alt)}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{kind}">{graphic}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
