"""The calendar carries every output that the application names, and keeps what must come first."""


def carriers(project, output):
    return [name for name, due in project.calendar.due.items() if output in due.outputs]


def first_quarter(project, output):
    return min(min(project.calendar.due[name].quarters) for name in carriers(project, output))


def test_each_of_the_24_named_outputs_is_carried_by_a_deliverable(project):
    outputs = [output for package in project.work_packages.values() for output in package.outputs]
    assert len(outputs) == 24
    assert [output for output in outputs if not carriers(project, output)] == []


def test_an_output_is_due_after_the_one_that_it_is_based_on(project):
    """The application: strategies and measures (TP2-O1) rest on the proposals of work package 1 (TP1-O5)."""
    based_on = [
        (output, earlier)
        for package in project.work_packages.values()
        for output, described in package.outputs.items()
        for earlier in described.based_on
    ]
    assert ("TP2-O1", "TP1-O5") in based_on
    for output, earlier in based_on:
        assert first_quarter(project, earlier) < first_quarter(project, output)
        for name in carriers(project, output):
            assert set(carriers(project, earlier)) & set(project.calendar.due[name].after)


def test_what_a_work_package_delivers_is_due_inside_its_bar_of_the_schedule(project):
    for name, due in project.calendar.due.items():
        for output in due.outputs:
            bar = project.calendar.bars[output.partition("-")[0]]
            assert bar.from_ <= min(due.quarters), f"{name} is due before its work package begins"
            assert max(due.quarters) <= bar.to, f"{name} is due after its work package ends"


def test_the_final_report_is_due_in_the_last_quarter(project):
    assert project.calendar.due["final_report"].quarters == (max(project.calendar.quarters),)
