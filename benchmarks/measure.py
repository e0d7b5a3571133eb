"""The indicators of ten towns: those without resampling, those with, and the composites, in CPU seconds."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import print_heading, print_line, seconds_of
from cli.offline import accept_folder, snapshot_of_folder
from cli.sample import write_sample
from config.loading import load_project
from config.quarters import Quarter
from tasks.findings import NETWORK
from tasks.measure.indicators import INDICATORS, Indicator
from tasks.measure.inputs import MeasureInputs
from tasks.measure.quarter import measure_quarter, unit_rows

_QUARTER = Quarter(2022, 3)
_COMPOSITES = ("composite_rank", "composite_rank_shift", "composite_sensitivity")
_RESAMPLED = ("network_density", "mean_degree", "ei_index", "cross_town_link_share_pct", "modularity_expected")
"""Those with an interval of 500 draws of actors, or beside rewired networks."""
_SLOWEST_SHOWN = 5


def main() -> None:
    """Print what each kind of indicator costs, after the tables that they share were prepared, and the slowest ones."""
    project = load_project()
    with tempfile.TemporaryDirectory() as folder:
        write_sample(project, Path(folder), _QUARTER)
        accepted = accept_folder(project, _QUARTER, Path(folder))
        snapshot = snapshot_of_folder(project, _QUARTER, Path(folder))
    # What is computed first pays for imports and caches of the libraries.
    measure_quarter(project, _QUARTER, accepted, snapshot)
    inputs = MeasureInputs(project, _QUARTER, accepted, snapshot)
    kinds = {
        "without resampling": ([one for one in INDICATORS if one.id not in (*_RESAMPLED, *_COMPOSITES)], 1.5),
        "with resampling": ([one for one in INDICATORS if one.id in _RESAMPLED], 3.0),
        "composites": ([one for one in INDICATORS if one.id in _COMPOSITES], 5.0),
    }
    print_heading(f"Indicators of {len(inputs.towns)} towns and the network, by kind (CPU)")
    slowest = []
    for name, (indicators, target) in kinds.items():
        seconds = {one.id: seconds_of(lambda one=one: _measure(inputs, [one])) for one in indicators}  # type: ignore[misc]
        slowest += list(seconds.items())
        print_line(f"{len(indicators)} {name}", sum(seconds.values()), target)
    print_heading("The slowest indicators (CPU)")
    for name, spent in sorted(slowest, key=lambda each: -each[1])[:_SLOWEST_SHOWN]:
        print_line(name, spent)


def _measure(inputs: MeasureInputs, indicators: Sequence[Indicator]) -> None:
    for indicator in indicators:
        for unit in (*inputs.towns, NETWORK):
            for _ in unit_rows(inputs, indicator, unit):
                pass


if __name__ == "__main__":
    main()
