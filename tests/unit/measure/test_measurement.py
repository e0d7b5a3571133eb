"""A measurement remembers what was put into its formula, so that it can be explained."""

import networkx as nx

from tasks.measure.concentration import herfindahl_index
from tasks.measure.measurement import Measurement, formula
from tasks.measure.specialisation import location_quotient


def test_the_numbers_stand_by_the_names_of_the_formulas_parameters():
    quotient = location_quotient(30, 100, reference_sector=100, reference_total=1000)
    assert quotient.arguments == {
        "region_sector": 30,
        "region_total": 100,
        "reference_sector": 100,
        "reference_total": 1000,
    }


def test_a_sequence_of_numbers_is_remembered_whole():
    assert herfindahl_index([60, 40]).arguments == {"counts": (60, 40)}


def test_what_was_put_in_does_not_make_two_equal_measurements_differ():
    assert herfindahl_index([60, 40]) == herfindahl_index([40, 60])


def test_a_graph_is_not_remembered():
    @formula
    def node_count(graph: nx.Graph, weight: float) -> Measurement:
        return Measurement(weight * len(graph))

    assert node_count(nx.path_graph(3), 2.0).arguments == {"weight": 2.0}


def test_each_of_several_measurements_remembers():
    @formula
    def halves(whole: float) -> tuple[str, dict[str, Measurement]]:
        return "halves", {"left": Measurement(whole / 2), "right": Measurement(whole / 2)}

    _, parts = halves(8)
    assert [part.arguments for part in parts.values()] == [{"whole": 8}, {"whole": 8}]
