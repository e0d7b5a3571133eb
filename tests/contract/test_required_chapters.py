"""The chapters that the calendar asks for are chapters that a town can send, of reports that it can choose."""


def test_the_chapters_of_what_is_due_can_be_sent(project):
    asked = {name: due.chapters for name, due in project.calendar.due.items() if due.chapters}
    assert asked
    assert set(asked) <= set(project.code_lists["report"])
    for chapters in asked.values():
        assert set(chapters) <= set(project.code_lists["chapter"])
