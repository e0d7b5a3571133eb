"""What the communication outputs promise: they mention the funder, can be read by all, and are dated in the project."""

import great_expectations.expectations as gxe
import pandas as pd

from expectations.dates import day_has_come, day_within_project, has_come, within_project
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key

_ON_THE_WEB = ("website", "video", "social_media", "article", "newsletter")


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether their day is in order and what is on the web has an address."""
    return frame.assign(
        check_project=within_project(frame["published_date"], known),
        check_come=has_come(frame["published_date"], known),
        check_url=only_where(frame["output_type"].isin(_ON_THE_WEB), frame["url"].notna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("COM-001", known.project.tables["comms_outputs"]),
        Promise(
            "COM-002",
            "mentions_funder",
            told(
                "warning",
                (
                    "Tuotoksessa ”{title}” ei mainita rahoittajaa.",
                    "Finansiären nämns inte i ”{title}”.",
                    "The output ”{title}” does not mention the funder.",
                ),
                (
                    "Lisää rahoittajan maininta, jos tuotosta voi vielä muuttaa.",
                    "Lägg till ett omnämnande av finansiären om materialet ännu kan ändras.",
                    "Add the mention, if the output can still be changed.",
                ),
            ),
            true_column("mentions_funder"),
            {"title": "title"},
        ),
        Promise(
            "COM-003",
            "is_accessible",
            told(
                "warning",
                (
                    "Tuotos ”{title}” ei ole saavutettava.",
                    "Materialet ”{title}” är inte tillgängligt.",
                    "The output ”{title}” is not accessible.",
                ),
                (
                    "Tarkista otsikot, vaihtoehtoiset tekstit ja kontrastit ja julkaise korjattu versio.",
                    "Kontrollera rubriker, alternativa texter och kontraster och publicera en rättad version.",
                    "Check headings, alternative texts and contrasts, and publish a corrected version.",
                ),
            ),
            true_column("is_accessible"),
            {"title": "title"},
        ),
        day_within_project("COM-004", "published_date", "check_project"),
        day_has_come("COM-005", "published_date", "check_come"),
        Promise(
            "COM-006",
            "url",
            told(
                "info",
                (
                    "Verkossa julkaistulta tuotokselta ”{title}” puuttuu linkki.",
                    "Materialet ”{title}” har publicerats på webben men saknar länk.",
                    "The output ”{title}” was published on the web but has no link.",
                ),
                ("Kirjoita verkko-osoite.", "Skriv webbadressen.", "Write the web address."),
            ),
            true_column("check_url"),
            {"title": "title"},
        ),
        Promise(
            "COM-007",
            "title",
            told(
                "warning",
                (
                    "Tuotos ”{value}” näyttää olevan luettelossa kahdesti.",
                    "Materialet ”{value}” verkar finnas två gånger i förteckningen.",
                    "The output ”{value}” seems to stand in the list twice.",
                ),
                (
                    "Poista toinen rivi, jos kyse on samasta tuotoksesta.",
                    "Ta bort den ena raden om det är samma material.",
                    "Remove one row if it is the same output.",
                ),
            ),
            gxe.ExpectCompoundColumnsToBeUnique(
                column_list=["town", "folder_quarter", "title", "output_type", "language", "published_date"]
            ),
        ),
    )
