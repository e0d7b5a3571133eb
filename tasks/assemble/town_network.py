"""The drawn network of a town's actors."""

from tasks.assemble.blocks import Figure
from tasks.assemble.directory import Directory
from tasks.assemble.exhibits import Exhibit, shorten
from tasks.assemble.network_figure import NetworkEdge, NetworkNode, draw_network
from tasks.assemble.scope import NONE, Scope
from tasks.assemble.town_registers import hub_ids, listed_link_counts

EMPHASISED_HUBS = 5
FIGURE_HEIGHT_PX = 460
NAMED_HUBS = 3


def town_network(scope: Scope, directory: Directory) -> Exhibit | None:
    """Return the figure of a town's linked actors and the links between them, the best linked ones emphasised."""
    town = scope.inputs.town
    links = directory.links_inside(town)
    if scope.state("links") == NONE or not links:
        return None
    counts = listed_link_counts(links)
    actors = [actor for actor in directory.of_town(town) if counts[actor.id]]
    emphasised = set(hub_ids(directory, town, EMPHASISED_HUBS))
    labels = _labels(scope, directory)
    nodes = [
        NetworkNode(
            id=actor.id,
            label=labels[actor.id],
            group=actor.helix,
            emphasis=actor.id in emphasised,
            weight=float(counts[actor.id]),
        )
        for actor in actors
    ]
    edges = [NetworkEdge(link.first, link.second, float(link.intensity)) for link in links]
    helices = {actor.helix for actor in actors}
    legend = {code: scope.label("helix", code) for code in scope.inputs.project.code_lists["helix"] if code in helices}
    figure = Figure(
        id="network",
        caption=scope.wording("figures.network.caption", inside=scope.town_form(scope.town, "inside")),
        svg=draw_network(nodes, edges, legend=legend, height_px=FIGURE_HEIGHT_PX),
        alt=shorten(
            scope.wording.counted(
                "figures.network.alt",
                len(links),
                actors=len(actors),
                hubs=", ".join(labels[actor] for actor in hub_ids(directory, town, NAMED_HUBS)),
            )
        ),
        source=scope.source_line(scope.town_source("actors", "links")),
    )
    refs = [actor.source_ref for actor in actors] + [ref for link in links for ref in link.source_refs]
    return Exhibit(figure, source_refs=tuple(refs))


def _labels(scope: Scope, directory: Directory) -> dict[str, str]:
    """Return a label for each actor; those whose name is not public are told apart by a number."""
    labels: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for actor in directory.of_town(scope.inputs.town):
        if actor.is_named:
            labels[actor.id] = actor.name
        else:
            number = numbers[actor.actor_type] = numbers.get(actor.actor_type, 0) + 1
            kind = scope.label("actor_type", actor.actor_type)
            labels[actor.id] = scope.wording("unnamed_in_figure", type=kind, number=number)
    return labels
