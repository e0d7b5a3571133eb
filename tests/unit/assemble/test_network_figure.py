import re
import xml.etree.ElementTree as ET

import pytest

from tasks.assemble.figures import height_to_width, png_bytes
from tasks.assemble.network_figure import NetworkEdge, NetworkNode, draw_network, draw_town_links

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


def test_a_long_name_is_shortened_and_a_strange_one_written_as_it_is():
    nodes = [NetworkNode("a", "A & <B> " + "x" * 60, "business", True), NetworkNode("b", "B", "business")]
    svg = draw_network(nodes, [NetworkEdge("a", "b")], legend={})
    assert "A &amp; &lt;B&gt; " in svg
    assert "…" in svg
    ET.fromstring(svg)


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
