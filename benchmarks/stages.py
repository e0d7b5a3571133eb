"""The pure stages over the sample of ten towns: CPU seconds of each stage, beside the imports."""

import tempfile
from pathlib import Path

from benchmarks.measuring import Clock


def main() -> None:
    """Print the CPU seconds of each stage."""
    clock = Clock()
    clock.measure("import the stages", _import_stages)
    clock.measure("import Great Expectations", _import_expectations)

    from cli.offline import accept_folder, snapshot_of_folder
    from cli.sample import write_sample
    from config.loading import load_project
    from config.quarters import Quarter
    from tasks.assemble.documents import build_document
    from tasks.assemble.work_list import document_inputs, documents_to_make
    from tasks.measure.changes import no_changes
    from tasks.measure.quarter import measure_quarter

    project = load_project()
    quarter = Quarter(2022, 3)
    with tempfile.TemporaryDirectory() as folder_name:
        folder = Path(folder_name)
        clock.measure("write the sample", lambda: write_sample(project, folder, quarter))
        accepted = clock.measure("collect, clean, validate", lambda: accept_folder(project, quarter, folder))
        snapshot = clock.measure("read the snapshot", lambda: snapshot_of_folder(project, quarter, folder))
    values = clock.measure("measure", lambda: measure_quarter(project, quarter, accepted, snapshot))
    documents = documents_to_make(project, ("situation_picture", "network_picture"), ())
    inputs = document_inputs(project, quarter, documents, accepted, snapshot, values, no_changes())
    build_document(documents[0].deliverable, inputs[0])
    for document, one in zip(documents, inputs, strict=True):
        clock.measure("assemble", lambda d=document.deliverable, i=one: build_document(d, i))  # type: ignore[misc]

    staged = ("collect, clean, validate", "read the snapshot", "measure", "assemble")
    total = sum(clock.seconds[name] for name in staged)
    print("Ten towns, from bytes to bytes (CPU)")
    for name in ("import the stages", "import Great Expectations", "write the sample"):
        print(f"  {name:<36}{clock.seconds[name]:6.2f} s")
    for name in staged:
        print(f"  {name:<36}{clock.seconds[name]:6.2f} s  {100 * clock.seconds[name] / total:3.0f} %")
    print(f"  {'all stages':<36}{total:6.2f} s  (target 10)")
    mean = clock.seconds["assemble"] / len(documents)
    print(f"  {f'one document, mean of {len(documents)}':<36}{mean:6.2f} s  (target 0.4)")


def _import_stages() -> None:
    import cli.offline  # noqa: F401
    import tasks.assemble.documents  # noqa: F401


def _import_expectations() -> None:
    import tasks.validate.suites  # noqa: F401


if __name__ == "__main__":
    main()
