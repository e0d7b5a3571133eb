"""How the timetable is told: as rows, in words and as Markdown."""

from collections.abc import Sequence

from config.models import Project
from config.texts import Language
from tasks.assemble.wording import read_texts
from tasks.timetable import DueState, TimetableEntry


def timetable_rows(
    project: Project, entries: Sequence[TimetableEntry], language: Language
) -> list[tuple[str, str, str]]:
    """Return the name of each deliverable, the quarter in which it is due, and its state in words."""
    due = project.calendar.due
    return [
        (due[one.deliverable].name.in_language(language), one.due.label, state_words(project, one, language))
        for one in entries
    ]


def state_words(project: Project, entry: TimetableEntry, language: Language) -> str:
    """Return where a deliverable stands in words: its state, what it waits for or lacks, and when it was made."""
    texts = read_texts("calendar.yaml")
    state = project.label("due_state", entry.state, language)
    if entry.blocked_by:
        names = ", ".join(project.calendar.due[name].name.in_language(language) for name in entry.blocked_by)
        return texts["blocked_by"].in_language(language).format(state=state, names=names)
    if entry.made_without:
        names = ", ".join(project.calendar.due[name].name.in_language(language) for name in entry.made_without)
        return texts["made_without"].in_language(language).format(state=state, names=names)
    if entry.made is not None and (entry.was_late or entry.state is DueState.EARLY):
        form = "was_late" if entry.was_late else "made_early"
        return texts[form].in_language(language).format(state=state, quarter=entry.made.label)
    return state


def timetable_markdown(project: Project, entries: Sequence[TimetableEntry], language: Language) -> str:
    """Return the timetable as a Markdown table."""
    header = read_texts("calendar.yaml")["columns"].in_language(language)
    rows = [" | ".join(row) for row in timetable_rows(project, entries, language)]
    return "\n".join(f"| {row} |" for row in [header, " | ".join(["---"] * 3), *rows])
