"""What the service feedback promises: few responses stay hidden, and nobody is named in them."""

import pandas as pd

from expectations.hei_contacts import no_person_named
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with how many responses each service has from all towns, on the town's first row of it."""
    told_by_all = known.rows.get("service_feedback", frame).groupby(["folder_quarter", "service"])["rating"].count()
    asked = zip(frame["folder_quarter"], frame["service"], strict=True)
    count = pd.Series([told_by_all.get(one, 0) for one in asked], index=frame.index)
    fewest_shown = known.project.identity.disclosure.minimum_response_count
    is_first = ~frame.duplicated(["town", "folder_quarter", "service"])
    return frame.assign(response_count=count, check_few=only_where(is_first, count >= fewest_shown))


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    fewest_shown = known.project.identity.disclosure.minimum_response_count
    return (
        unique_key("FEE-001", known.project.tables["service_feedback"]),
        Promise(
            "FEE-002",
            "service",
            told(
                "info",
                (
                    f"Palvelun vastausten määrä on {{count}}. Alle {fewest_shown} vastausta ei näytetä.",
                    f"Antalet svar om tjänsten är {{count}}. Färre än {fewest_shown} svar visas inte.",
                    f"The number of responses is {{count}}. Fewer than {fewest_shown} are not shown.",
                ),
                ("Tieto ei vaadi korjausta.", "Uppgiften behöver inte rättas.", "Nothing needs to be corrected."),
            ),
            true_column("check_few"),
            {"count": "response_count"},
        ),
        no_person_named("FEE-003", "comment"),
    )
