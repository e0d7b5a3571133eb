"""`make lint` of the templates: every document of a sample, in every language, and what is wrong with it."""

import sys
import tempfile
from pathlib import Path

from cli.offline import accept_folder, snapshot_of_folder
from cli.sample import write_sample
from config.loading import load_project
from config.quarters import Quarter
from tasks.assemble.registry import DELIVERABLES, deliverable_ids
from tasks.assemble.template_lint import document_problems, translation_problems
from tasks.assemble.work_list import document_inputs, documents_to_make
from tasks.findings import NETWORK
from tasks.measure.changes import no_changes
from tasks.measure.quarter import measure_quarter

_QUARTER = Quarter(2022, 3)


def main() -> None:
    """Print the problems of all templates, and exit with 1 when there are any.

    One town of each role in the sample and one of each language is enough: they differ in what they lack.
    """
    project = load_project()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roles = write_sample(project, folder, _QUARTER).roles
        accepted = accept_folder(project, _QUARTER, folder)
        snapshot = snapshot_of_folder(project, _QUARTER, folder)
    values = measure_quarter(project, _QUARTER, accepted, snapshot)
    towns = {NETWORK, *{role: town for town, role in roles.items()}.values()}
    towns |= set({town.language: slug for slug, town in project.towns.items()}.values())
    wanted = [one for one in documents_to_make(project, deliverable_ids(), ()) if one.town in towns]
    inputs = document_inputs(project, _QUARTER, wanted, accepted, snapshot, values, no_changes())
    documents = [(one.deliverable, given) for one, given in zip(wanted, inputs, strict=True)]
    problems = [*translation_problems(DELIVERABLES), *document_problems(documents)]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(documents)} documents from templates, {len(problems)} problems\n")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
