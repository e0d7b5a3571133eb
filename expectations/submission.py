"""What the submission sheet promises: it is this town's, for this quarter, on a form that we know."""

import great_expectations.expectations as gxe
import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.promise import Known, Promise, only_where, told, true_column

_WITH_PROPOSALS = "situation_picture"


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with what they are compared with: the folder's quarter and the town's own code."""
    towns = known.project.towns
    codes = [towns[town].municipality_codes for town in frame["town"]]
    # Excel turns a typed 1.0 into the number 1.
    versions = frame["form_version"].str.replace(r" .*$", "", regex=True).str.replace(r"^(\d+)$", r"\1.0", regex=True)
    is_own = pd.Series([code in own for code, own in zip(frame["municipality_code"], codes, strict=True)], frame.index)
    return frame.assign(
        check_code=is_own,
        check_version=versions.isin(known.project.identity.form_versions),
        own_code=[", ".join(own) for own in codes],
        check_proposals=_proposals_are_sent(frame, known).mask(~is_own),
        known_versions=", ".join(known.project.identity.form_versions),
    )


def _proposals_are_sent(frame: pd.DataFrame, known: Known) -> pd.Series:
    """Return a helper column: whether a town has proposals in the quarter that closes their work package."""
    bar = known.project.calendar.bars.get(known.project.package_of(_WITH_PROPOSALS) or "")
    closes = (frame["quarter"] == frame["folder_quarter"]) & (frame["quarter"] == (str(bar.to) if bar else ""))
    proposals = known.rows.get("proposals")
    return only_where(closes, frame["town"].isin([] if proposals is None else proposals["town"]))


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        Promise(
            "SUB-001",
            "quarter",
            Message(
                severity="critical",
                message=Text(
                    fi="Lähetys-välilehdellä on useampi kuin yksi rivi.",
                    sv="Bladet Inlämning har fler än en rad.",
                    en="The sheet Submission has more than one row.",
                ),
                fix=Text(fi="Jätä yksi rivi.", sv="Lämna en rad.", en="Leave one row."),
            ),
            gxe.ExpectCompoundColumnsToBeUnique(column_list=["town", "folder_quarter"]),
        ),
        Promise(
            "SUB-002",
            "quarter",
            Message(
                severity="critical",
                message=Text(
                    fi="Lomake koskee neljännestä {value}, mutta se lähetettiin neljännekselle {folder}.",
                    sv="Blanketten gäller kvartalet {value} men skickades för kvartalet {folder}.",
                    en="The form is for the quarter {value}, but it was sent for {folder}.",
                ),
                fix=Text(
                    fi="Korjaa neljännes tai lähetä tiedosto oikean neljänneksen kansioon.",
                    sv="Rätta kvartalet eller skicka filen till rätt kvartals mapp.",
                    en="Correct the quarter or send the file to the right quarter's folder.",
                ),
            ),
            gxe.ExpectColumnPairValuesToBeEqual(
                column_A="quarter", column_B="folder_quarter", ignore_row_if="either_value_is_missing"
            ),
            {"folder": "folder_quarter"},
        ),
        Promise(
            "SUB-003",
            "municipality_code",
            Message(
                severity="critical",
                message=Text(
                    fi="Kuntanumero {value} ei ole lähettäneen kunnan numero {own}. Lähetystä ei käytetty.",
                    sv="Kommunkoden {value} är inte den avsändande kommunens kod {own}. Inlämningen användes inte.",
                    en="The municipality code {value} is not the sending town's {own}. The submission was not used.",
                ),
                fix=Text(
                    fi="Tarkista, että lähetit oman kuntasi lomakkeen, ja korjaa kuntanumero.",
                    sv="Kontrollera att du skickade din egen kommuns blankett och rätta kommunkoden.",
                    en="Check that you sent your own town's form, and correct the municipality code.",
                ),
            ),
            true_column("check_code"),
            {"own": "own_code"},
        ),
        Promise(
            "SUB-004",
            "form_version",
            Message(
                severity="critical",
                message=Text(
                    fi="Lomakeversiota {value} ei tunneta.",
                    sv="Blankettversionen {value} är okänd.",
                    en="The form version {value} is not known.",
                ),
                fix=Text(
                    fi="Käytä hankkeen lähettämää lomaketta (versio {versions}).",
                    sv="Använd blanketten som projektet har skickat (version {versions}).",
                    en="Use the form that the project sent (version {versions}).",
                ),
            ),
            true_column("check_version"),
            {"versions": "known_versions"},
        ),
        Promise(
            "SUB-005",
            "quarter",
            told(
                "warning",
                (
                    "Lähetyksessä ei ole kehittämisehdotuksia, vaikka tilannekuvan työpaketti päättyy ({value}).",
                    "Inlämningen har inget utvecklingsförslag, fast arbetspaketet för lägesbilden slutar ({value}).",
                    "There is no development proposal, although the situation picture's work package ends ({value}).",
                ),
                (
                    "Kirjoita vähintään yksi ehdotus. Jos aiemmin lähetetyt ehdotukset pätevät, korjausta ei tarvita.",
                    "Skriv minst ett förslag. Om de förslag som skickats tidigare gäller behövs ingen rättelse.",
                    "Write at least one proposal. If those sent before hold, nothing needs to be corrected.",
                ),
            ),
            true_column("check_proposals"),
        ),
    )
