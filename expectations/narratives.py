"""What the narratives promise: the chapters that wait for one are there, and no text contradicts what was recorded."""

from collections.abc import Hashable

import pandas as pd

from config.texts import Text
from expectations.promise import Known, Promise, told, true_column, unique_key
from expectations.text_figures import contradictions


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with what the promises are about.

    That is the chapters that a town owes, on its first row, the figures that texts get wrong, and the sheets on which
    nobody recorded anything of the work package that a text says was carried out.
    """
    missing = _missing_chapters(frame, known)
    wrong = contradictions(frame, known)
    unshown = _empty_tables_of_package(frame, known)
    return frame.assign(
        missing_chapters=missing,
        check_chapters=missing.isna(),
        claim=pd.Series([one.claim if one else None for one in wrong], frame.index, dtype="str"),
        figure=pd.Series([one.figure if one else None for one in wrong], frame.index, dtype="float64"),
        check_figures=[one is None for one in wrong],
        empty_tables=unshown,
        check_outputs=unshown.isna(),
    )


def _missing_chapters(frame: pd.DataFrame, known: Known) -> pd.Series:
    """Return, on a town's first row, what the documents due in the reported quarter need and it did not send."""
    missing: dict[Hashable, Text] = {}
    own = frame[frame["folder_quarter"] == str(known.quarter)]
    for town, rows in own.groupby("town"):
        sent = set(zip(rows["report"], rows["chapter"], strict=True))
        owed = [one for one in _chapters_due(known, str(town)) if one not in sent]
        if owed:
            missing[rows.index[0]] = _named(known, owed)
    return pd.Series([missing.get(row) for row in frame.index], frame.index, dtype="object")


def _chapters_due(known: Known, town: str) -> list[tuple[str, str]]:
    project = known.project
    due = ((name, project.calendar.due[name]) for name in project.calendar.due_in(known.quarter))
    return [
        (report, chapter) for report, one in due if town in project.chapter_writers(report) for chapter in one.chapters
    ]


def _named(known: Known, chapters: list[tuple[str, str]]) -> Text:
    lists = known.project.code_lists
    by_report: dict[str, list[str]] = {}
    for report, chapter in chapters:
        by_report.setdefault(report, []).append(chapter)

    def words(language: str) -> str:
        return "; ".join(
            f"{getattr(lists['report'][report], language)}: "
            + ", ".join(getattr(lists["chapter"][chapter], language) for chapter in of_report)
            for report, of_report in by_report.items()
        )

    return Text(fi=words("fi"), sv=words("sv"), en=words("en"))


def _empty_tables_of_package(frame: pd.DataFrame, known: Known) -> pd.Series:
    """Return the sheets of the work package whose implementation a text describes, when all of them are empty.

    A file that is checked alone says nothing of what other towns have recorded.
    """
    towns = {str(town) for rows in known.rows.values() for town in rows["town"].unique()}
    is_alone = len(towns) < min(2, len(known.project.towns))
    empty: dict[str, Text] = {}
    for name, package in known.project.work_packages.items():
        rows = [known.rows[table] for table in package.shown_in if table in known.rows]
        if package.shown_in and not is_alone and all(one.empty for one in rows):
            labels = [known.project.tables[table].name for table in package.shown_in]
            empty[f"implementation_{name.lower()}"] = Text(
                fi=", ".join(label.fi for label in labels),
                sv=", ".join(label.sv for label in labels),
                en=", ".join(label.en for label in labels),
            )
    return pd.Series([empty.get(str(chapter)) for chapter in frame["chapter"]], frame.index, dtype="object")


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("NAR-001", known.project.tables["narratives"]),
        Promise(
            "NAR-002",
            "chapter",
            told(
                "warning",
                (
                    "Tällä neljänneksellä valmistuvista asiakirjoista puuttuu tekstejä. {missing}.",
                    "I de dokument som blir färdiga detta kvartal saknas texter. {missing}.",
                    "Texts are missing from the documents that are due this quarter. {missing}.",
                ),
                (
                    "Lisää välilehdelle rivi ja teksti kustakin luvusta.",
                    "Lägg till en rad med text för varje kapitel på bladet.",
                    "Add a row with a text to the sheet for each chapter.",
                ),
            ),
            true_column("check_chapters"),
            {"missing": "missing_chapters"},
        ),
        Promise(
            "NAR-003",
            "text",
            told(
                "warning",
                (
                    "Tekstissä lukee ”{claim}”, mutta Tunnusluvut-välilehdellä luku on {figure}.",
                    "I texten står ”{claim}”, men på bladet Nyckeltal är talet {figure}.",
                    "The text says ”{claim}”, but on the sheet Key figures the figure is {figure}.",
                ),
                (
                    "Tarkista, kumpi luku on oikein, ja korjaa toinen.",
                    "Kontrollera vilket tal som stämmer och rätta det andra.",
                    "Check which of the two is right, and correct the other.",
                ),
            ),
            true_column("check_figures"),
            {"claim": "claim", "figure": "figure"},
        ),
        Promise(
            "NAR-004",
            "text",
            told(
                "warning",
                (
                    "Teksti kuvaa työpaketin toteutusta, mutta työpaketin tuloksia ei ole kirjattu tältä eikä "
                    "edelliseltä neljännekseltä. Kaikkien kuntien työkirjoissa ovat tyhjinä: {tables}.",
                    "Texten beskriver genomförandet av arbetspaketet, men dess resultat har inte antecknats för detta "
                    "eller föregående kvartal. Följande blad är tomma i alla kommuners arbetsböcker: {tables}.",
                    "The text describes the implementation of the work package, but its results have not been recorded "
                    "for this quarter or the one before. These sheets are empty in the workbooks of all towns: "
                    "{tables}.",
                ),
                (
                    "Kirjatkaa tulokset välilehdille tai kertokaa tekstissä, miksi niitä ei vielä ole.",
                    "Anteckna resultaten på bladen eller berätta i texten varför de ännu saknas.",
                    "Record the results on the sheets, or say in the text why there are none yet.",
                ),
            ),
            true_column("check_outputs"),
            {"tables": "empty_tables"},
        ),
    )
