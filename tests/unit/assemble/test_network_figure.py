import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from tasks.assemble.figures import height_to_width, png_bytes
from tasks.assemble.network_edges import overlap
from tasks.assemble.network_figure import NetworkEdge, NetworkNode, draw_network, draw_town_links
from tasks.assemble.network_labels import wrapped
from tasks.assemble.svg_shapes import text_width

LEGEND = {"business": "Yritykset", "public": "Julkinen sektori"}
SVG = "{http://www.w3.org/2000/svg}"


def ring(count, emphasised=()):
    nodes = [NetworkNode(f"n{i:03}", f"Toimija {i} Oy", "business", i in emphasised, 1 + i % 4) for i in range(count)]
    edges = [NetworkEdge(f"n{i:03}", f"n{(i * 7 + 1) % count:03}") for i in range(count)]
    return nodes, [edge for edge in edges if edge.source != edge.target]


def circles_of(svg):
    return [
        (float(c.get("cx")), float(c.get("cy")), float(c.get("r"))) for c in ET.fromstring(svg).iter(f"{SVG}circle")
    ]


def test_the_drawing_does_not_depend_on_the_order_of_actors_and_links():
    nodes, edges = ring(30)
    assert draw_network(nodes, edges, legend=LEGEND) == draw_network(nodes[::-1], edges[::-1], legend=LEGEND)


@pytest.mark.parametrize("count", [1, 2, 40, 150])
def test_no_two_actors_overlap_and_none_leaves_the_frame(count):
    nodes, edges = ring(count)
    circles = circles_of(draw_network(nodes, edges, legend={}))
    assert len(circles) == count
    for i, (x, y, r) in enumerate(circles):
        assert r <= x <= 1000 - r
        assert r <= y <= 680 - r
        for other_x, other_y, other_r in circles[i + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 > (r + other_r) ** 2


def test_the_drawing_fills_its_frame():
    circles = circles_of(draw_network(*ring(40), legend={}))
    assert max(x for x, _, _ in circles) - min(x for x, _, _ in circles) > 800
    assert max(y for _, y, _ in circles) - min(y for _, y, _ in circles) > 480


def test_actors_without_links_stay_near_the_others():
    nodes, edges = ring(30)
    lonely = [NetworkNode(f"x{i}", "Yksinäinen Oy", "business") for i in range(3)]
    circles = circles_of(draw_network(nodes + lonely, edges, legend={}))
    across = sorted(x for x, _, _ in circles)
    assert across[-4] - across[3] > 400


def test_a_part_of_the_helix_has_its_shape_in_drawing_and_legend():
    nodes = [NetworkNode("a", "A", "business"), NetworkNode("b", "B", "public")]
    svg = draw_network(nodes, [NetworkEdge("a", "b")], legend=LEGEND)
    assert svg.count("<circle") == 2
    assert len(re.findall(r'<polygon points="(?:\S+ ){2}\S+" fill="#A67C00"', svg)) == 2
    assert re.findall(r">([^<>]+)</text>", svg) == ["Yritykset", "Julkinen sektori"]


def test_only_emphasised_actors_are_named_and_their_names_are_read_on_lines():
    svg = draw_network(*ring(30, emphasised={3, 17}), legend={})
    assert sorted(set(re.findall(r">(Toimija [^<]+)</text>", svg))) == ["Toimija 17 Oy", "Toimija 3 Oy"]
    assert svg.count('stroke-width="5" stroke-linejoin') == 2


def test_a_strange_name_is_written_as_it_is_and_only_one_without_end_is_shortened():
    nodes = [NetworkNode("a", "A & <B> " + "x" * 60, "business", True), NetworkNode("b", "B", "business")]
    svg = draw_network(nodes, [NetworkEdge("a", "b")], legend={})
    assert "A &amp; &lt;B&gt;" in svg
    assert "xxx…" in svg
    ET.fromstring(svg)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Raahen seudun kehitys", ["Raahen seudun kehitys"]),
        ("Itä-Savon koulutuskuntayhtymä", ["Itä-Savon", "koulutuskuntayhtymä"]),
        (
            "Etelä-Pohjanmaan elinkeino-, liikenne- ja ympäristökeskus",
            ["Etelä-Pohjanmaan", "elinkeino-, liikenne-", "ja ympäristökeskus"],
        ),
        ("Metalliteollisuuden standardisointiyhdistys ry", ["Metalliteollisuuden", "standardisointiyhdistys ry"]),
    ],
)
def test_a_long_name_stands_in_lines_of_about_equal_width(name, lines):
    assert wrapped(name) == lines


def text_boxes(svg):
    """Return the boxes of the names' lines; twice the same line is its light edge."""
    boxes = set()
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        x, y, wide = float(text.get("x")), float(text.get("y")), text_width(text.text)
        left = {"start": x, "end": x - wide}.get(text.get("text-anchor"), x - wide / 2)
        boxes.add((left, y - 14, left + wide, y + 4))
    return sorted(boxes)


@pytest.mark.parametrize(("count", "named"), [(3, 3), (40, 5), (40, 12), (150, 8)])
def test_names_cover_neither_each_other_nor_a_named_actor_and_stay_in_the_drawing(count, named):
    nodes, edges = ring(count, emphasised=set(range(named)))
    nodes = [replace(node, label=f"Järvi-Suomen {i}. ammattikorkeakoulu") for i, node in enumerate(nodes)]
    svg = draw_network(nodes, edges, legend={}, height_px=460)
    boxes = text_boxes(svg)
    assert len(boxes) == 2 * named
    shapes = [(x - r, y - r, x + r, y + r) for x, y, r in named_circles_of(svg)]
    for number, box in enumerate(boxes):
        assert box[0] >= 0
        assert box[2] <= 1000
        assert box[3] <= 460
        assert all(overlap(box, other) == 0 for other in boxes[number + 1 :])
        assert all(overlap(box, other) == 0 for other in shapes)


def named_circles_of(svg):
    circles = ET.fromstring(svg).iter(f"{SVG}circle")
    return [tuple(float(c.get(name)) for name in ("cx", "cy", "r")) for c in circles if c.get("stroke-width") == "3"]


def test_more_names_than_there_is_room_for_are_numbers_with_a_key():
    svg = draw_network(*ring(40, emphasised=set(range(13))), legend=LEGEND)
    assert sorted({int(number) for number in re.findall(r">(\d+)</text>", svg)}) == list(range(1, 14))
    assert len(re.findall(r">Toimija \d+ Oy</text>", svg)) == 13
    assert height_to_width(svg) > 0.68


def test_several_links_of_a_pair_are_one_line():
    nodes = [NetworkNode("a", "A", "business"), NetworkNode("b", "B", "business")]
    svg = draw_network(nodes, [NetworkEdge("a", "b"), NetworkEdge("b", "a"), NetworkEdge("a", "a")], legend={})
    assert svg.count("<line") == 1


def test_a_link_to_nobody_is_refused():
    with pytest.raises(ValueError, match="an edge ends at ghost"):
        draw_network([NetworkNode("a", "A", "business")], [NetworkEdge("a", "ghost")], legend={})


def towns(*names):
    return [NetworkNode(name.lower(), name, "town") for name in names]


def test_towns_stand_on_a_ring_in_alphabetical_order_whatever_order_they_come_in():
    edges = [NetworkEdge("aapala", "beekylä", 3)]
    drawn = draw_town_links(towns("Ceeniemi", "Aapala", "Beekylä"), edges)
    assert drawn == draw_town_links(towns("Aapala", "Beekylä", "Ceeniemi"), edges)
    assert re.findall(r'fill="#1E2B33">([A-ZÄ]\w+)</text>', drawn) == ["Aapala", "Beekylä", "Ceeniemi"]


def test_the_more_links_the_wider_the_line_and_wide_lines_bear_their_number():
    edges = [NetworkEdge("aapala", "beekylä", 12), NetworkEdge("beekylä", "ceeniemi", 1)]
    svg = draw_town_links(towns("Aapala", "Beekylä", "Ceeniemi"), edges)
    widths = [float(width) for width in re.findall(r'stroke="#8A989F" stroke-width="([\d.]+)"', svg)]
    assert widths == [2.1, 12]
    assert re.findall(r">(\d+)</text>", svg) == ["12"]


def test_a_drawing_becomes_the_same_bitmap_each_time():
    svg = draw_network(*ring(10), legend=LEGEND)
    png = png_bytes(svg)
    png_bytes.cache_clear()
    assert png == png_bytes(svg)
    assert png.startswith(b"\x89PNG")
    assert height_to_width(svg) == 0.68


def test_a_drawing_without_a_size_is_refused():
    with pytest.raises(ValueError, match="viewBox"):
        height_to_width("<svg/>")
