"""A submission over time: the latest accepted version of each table counts, and earlier quarters are compared."""

import datetime as dt
import itertools
from collections import Counter

import pytest

from config.contracts import Correction
from config.quarters import Quarter
from tasks.clean.corrections import CorrectionError
from tasks.collect.inbox import sort_inbox
from tasks.storage import StoredObject, sha256
from tasks.submissions import FileOrigin, SubmittedFile
from tasks.validate.reading_order import accept_inbox
from tests.workbooks import workbook

REPORTED = Quarter(2022, 3)
GAPS = """
Puutteen tunnus | Toimiala        | Kuvaus     | Puutteen tyyppi | Tärkeys 1–3 | Tila
iisalmi-p01     | Metsäteollisuus | Automaatio | Osaajat         | 3           | Avoin
"""
UNREADABLE_GAPS = GAPS.replace("| 3 ", "| kolme ")
EVENTS = """
Tapahtuman tunnus | Päivä    | Menetelmä   | Organisaation tyyppi | Osallistujia
iisalmi-h01       | 1.6.2022 | Haastattelu | Yritykset            | 3
"""
UNREADABLE_EVENTS = EVENTS.replace("| 3", "| kolme")
FIGURES = """
Vuosi | Toimiala        | Henkilöstö | Yritykset | Liikevaihto € | Vienti € | Lähde  | Arvio
2020  | Metsäteollisuus | 110        | 11        | 1100000       | 410000   | kysely | ei
2020  | Yhteensä        | 110        | 11        | 1100000       | 410000   | kysely | ei
2021  | Metsäteollisuus | 120        | 12        | 1200000       | 420000   | kysely | kyllä
2021  | Yhteensä        | 120        | 12        | 1200000       | 420000   | kysely | kyllä
"""
CHANGED_FIGURES = FIGURES.replace("| 110 ", "| 115 ")


class Folder:
    """What Iisalmi uploads, one file an hour from 26.9.2022 at noon on; versions are numbered as they come."""

    def __init__(self):
        self.contents = {}
        self.stored = []
        self.reads = Counter()
        self.hours = itertools.count()

    def upload(self, name, quarter="2022Q3", content=None, day=26, **sheets):
        content = workbook(**sheets) if content is None else content
        hour = next(self.hours)
        at = dt.datetime(2022, 9, 1, 12, tzinfo=dt.UTC) + dt.timedelta(days=day - 1, hours=hour)
        key, version = f"inputs/{quarter}/iisalmi/{name}", f"v{hour + 1}"
        self.contents[version] = content
        self.stored.append(StoredObject(key, version, sha256(content), len(content), at))

    def fetch(self, objects):
        self.reads.update(one.version_id for one in objects)
        return [
            SubmittedFile(
                FileOrigin(one.key, one.version_id, one.etag, one.modified_at, one.size), self.contents[one.version_id]
            )
            for one in objects
        ]

    def accept(self, project):
        inbox = sort_inbox(project, REPORTED, list(reversed(self.stored)))
        return accept_inbox(project, REPORTED, inbox, self.fetch)


@pytest.fixture
def folder():
    return Folder()


def in_use(accepted, table):
    """Return verdict, quarter and version of the table that counts."""
    one = accepted.standing("iisalmi", table)
    return str(one.verdict), one.data_quarter, one.origin.version_id if one.origin else ""


def codes(accepted, quarter="2022Q3"):
    return sorted(f.code for f in accepted.findings if f.town == "iisalmi" and f.quarter == quarter)


# Sent anew for the same quarter


def test_a_corrected_file_replaces_the_one_that_was_rejected(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=UNREADABLE_GAPS)
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS)
    accepted = folder.accept(project)
    assert in_use(accepted, "competence_gaps") == ("accepted", "2022Q3", "v2")
    assert folder.reads == {"v2": 1}


def test_a_rejected_version_leaves_the_accepted_one_before_it_in_use_of_registers_and_activities_alike(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS, Haastattelut_ja_työpajat=EVENTS)
    folder.upload("lomake.xlsx", Osaamispuutteet=UNREADABLE_GAPS, Haastattelut_ja_työpajat=UNREADABLE_EVENTS)
    accepted = folder.accept(project)
    assert in_use(accepted, "competence_gaps") == ("rejected", "2022Q3", "v1")
    assert in_use(accepted, "interviews_workshops") == ("rejected", "2022Q3", "v1")
    assert accepted.tables["interviews_workshops"]["participant_count"].tolist() == [3]
    assert [one.version_id for one in accepted.files["iisalmi"]] == ["v2", "v1"]


def test_only_the_table_that_was_rejected_is_taken_from_the_version_before(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS, Haastattelut_ja_työpajat=EVENTS)
    folder.upload("lomake.xlsx", Osaamispuutteet=UNREADABLE_GAPS, Haastattelut_ja_työpajat=EVENTS.replace("3", "5"))
    accepted = folder.accept(project)
    assert in_use(accepted, "competence_gaps") == ("rejected", "2022Q3", "v1")
    assert in_use(accepted, "interviews_workshops")[2] == "v2"


def test_a_sheet_that_the_town_left_out_when_it_sent_anew_is_a_gap_and_not_a_rejection(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS, Haastattelut_ja_työpajat=EVENTS)
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS.replace("| 3 ", "| 2 "))
    accepted = folder.accept(project)
    assert in_use(accepted, "interviews_workshops") == ("missing", "", "")
    assert in_use(accepted, "competence_gaps") == ("accepted", "2022Q3", "v2")


def test_findings_of_the_version_that_stands_are_not_told_again(project, folder):
    unknown_column = EVENTS.replace("Osallistujia", "Osallistujia | Oma huomio").replace("| 3", "| 3 | x")
    folder.upload("lomake.xlsx", Haastattelut_ja_työpajat=unknown_column)
    folder.upload("lomake.xlsx", Haastattelut_ja_työpajat=UNREADABLE_EVENTS)
    accepted = folder.accept(project)
    assert in_use(accepted, "interviews_workshops")[2] == "v1"
    assert codes(accepted) == ["CEL-002"]


def test_a_damaged_file_leaves_all_tables_of_the_one_before_it_in_use(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS, Haastattelut_ja_työpajat=EVENTS)
    folder.upload("lomake.xlsx", content=b"tekstia")
    accepted = folder.accept(project)
    assert in_use(accepted, "competence_gaps") == ("rejected", "2022Q3", "v1")
    assert in_use(accepted, "interviews_workshops") == ("rejected", "2022Q3", "v1")
    assert in_use(accepted, "measures") == ("missing", "", "")


def test_of_two_files_the_older_counts_where_the_newer_ones_table_is_rejected(project, folder):
    folder.upload("kesä.xlsx", Osaamispuutteet=GAPS)
    folder.upload("syksy.xlsx", Osaamispuutteet=UNREADABLE_GAPS, Haastattelut_ja_työpajat=EVENTS)
    accepted = folder.accept(project)
    assert in_use(accepted, "competence_gaps") == ("rejected", "2022Q3", "v1")
    assert in_use(accepted, "interviews_workshops") == ("accepted", "2022Q3", "v2")


def test_a_rejected_table_that_was_never_sent_before_is_not_searched_for(project, folder):
    folder.upload("a.xlsx", Osaamispuutteet=UNREADABLE_GAPS)
    folder.upload("b.xlsx", Haastattelut_ja_työpajat=EVENTS)
    assert in_use(folder.accept(project), "competence_gaps") == ("rejected", "", "")
    assert folder.reads == {"v1": 1, "v2": 1}


def test_the_version_of_the_quarter_itself_stands_before_that_of_an_earlier_quarter(project, folder):
    folder.upload("lomake.xlsx", quarter="2022Q2", Osaamispuutteet=GAPS)
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS)
    folder.upload("lomake.xlsx", Osaamispuutteet=UNREADABLE_GAPS)
    assert in_use(folder.accept(project), "competence_gaps") == ("rejected", "2022Q3", "v2")


def test_the_fifth_version_is_the_last_that_is_read_and_the_town_is_told(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS)
    for word in ("yksi", "kaksi", "kolme", "neljä", "viisi"):
        folder.upload("lomake.xlsx", Osaamispuutteet=GAPS.replace("| 3 ", f"| {word} "))
    accepted = folder.accept(project)
    assert in_use(accepted, "competence_gaps") == ("rejected", "", "")
    assert sorted(folder.reads) == ["v2", "v3", "v4", "v5", "v6"]
    (told,) = [f for f in accepted.findings if f.code == "FIL-021"]
    assert "viimeksi lähetetyistä versioista (5): Osaamispuutteet" in told.message.fi


# Corrections of the project


def correction(expected):
    return Correction.model_validate(
        {
            "town": "iisalmi", "quarter": "2022Q3", "table": "competence_gaps", "column": "importance",
            "source_ref": "lomake.xlsx!Osaamispuutteet!2", "expected": expected, "corrected": "2",
            "reason": {"fi": "Väärä luokka", "sv": "Fel klass", "en": "Wrong class"},
            "corrected_by": "projektisihteeri", "corrected_on": "2022-10-04",
        }
    )  # fmt: skip


def test_a_correction_that_fits_an_earlier_version_too_is_applied_to_it(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS)
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS.replace("Avoin", "Auki"))
    corrected = project.model_copy(update={"corrections": {"luokka": correction("3")}})
    accepted = folder.accept(corrected)
    assert in_use(accepted, "competence_gaps")[2] == "v1"
    assert accepted.tables["competence_gaps"]["importance"].tolist() == [2]


def test_a_correction_of_the_current_version_does_not_stop_the_reading_of_an_earlier_one(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS)
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS.replace("| 3 ", "| 1 ").replace("Avoin", "Auki"))
    corrected = project.model_copy(update={"corrections": {"luokka": correction("1")}})
    accepted = folder.accept(corrected)
    assert in_use(accepted, "competence_gaps")[2] == "v1"
    assert accepted.tables["competence_gaps"]["importance"].tolist() == [3]


def test_a_correction_that_fits_only_an_earlier_version_stops_the_run(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS)
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS.replace("| 3 ", "| 1 "))
    with pytest.raises(CorrectionError, match="the cell holds '1' and not '3'"):
        folder.accept(project.model_copy(update={"corrections": {"luokka": correction("3")}}))


# Compared with the quarter before


def test_a_closed_years_figure_that_changed_since_the_quarter_before_is_rejected_and_the_earlier_stands(
    project, folder
):
    folder.upload("lomake.xlsx", quarter="2022Q2", Tunnusluvut=FIGURES)
    folder.upload("lomake.xlsx", Tunnusluvut=CHANGED_FIGURES)
    accepted = folder.accept(project)
    assert codes(accepted) == ["KEY-007", "KEY-007"]
    assert in_use(accepted, "key_figures") == ("rejected", "2022Q2", "v1")


def test_a_version_that_was_rejected_is_no_measure_of_the_next_quarter(project, folder):
    folder.upload(
        "lomake.xlsx",
        quarter="2022Q2",
        Tunnusluvut=FIGURES.replace("2020  | Yhteensä        | 110", "2020 | Yhteensä | 999"),
    )
    folder.upload("lomake.xlsx", Tunnusluvut=CHANGED_FIGURES)
    accepted = folder.accept(project)
    assert "KEY-007" not in codes(accepted)
    assert in_use(accepted, "key_figures")[1:] == ("2022Q3", "v2")


def test_an_old_quarter_that_is_corrected_later_is_what_the_next_one_is_compared_with(project, folder):
    folder.upload("lomake.xlsx", quarter="2022Q2", Tunnusluvut=FIGURES)
    folder.upload("lomake.xlsx", Tunnusluvut=CHANGED_FIGURES)
    folder.upload("lomake.xlsx", quarter="2022Q2", Tunnusluvut=CHANGED_FIGURES)
    accepted = folder.accept(project)
    assert codes(accepted) == []
    assert in_use(accepted, "key_figures") == ("accepted", "2022Q3", "v2")


# Late


def test_a_late_file_counts_and_is_told_with_its_day_and_the_deadline(project, folder):
    folder.upload("lomake.xlsx", day=34, Osaamispuutteet=GAPS)
    accepted = folder.accept(project)
    assert in_use(accepted, "competence_gaps") == ("accepted", "2022Q3", "v1")
    (told,) = accepted.findings
    assert (told.code, str(told.severity)) == ("FIL-020", "info")
    assert told.message.fi == (
        "Tiedosto lomake.xlsx saapui 4.10.2022, vaikka määräaika oli 3.10.2022. Se luettiin ja tarkistettiin silti."
    )


def test_the_same_bytes_sent_again_after_the_deadline_do_not_make_a_file_late(project, folder):
    folder.upload("lomake.xlsx", Osaamispuutteet=GAPS)
    folder.upload("lomake.xlsx", day=34, Osaamispuutteet=GAPS)
    accepted = folder.accept(project)
    assert in_use(accepted, "competence_gaps") == ("accepted", "2022Q3", "v1")
    assert codes(accepted) == []


@pytest.mark.parametrize(("hour_utc", "told"), [(20, []), (21, ["FIL-020"])])
def test_the_deadlines_day_ends_at_midnight_in_helsinki(project, folder, hour_utc, told):
    content = workbook(Osaamispuutteet=GAPS)
    folder.contents["v1"] = content
    at = dt.datetime(2022, 10, 3, hour_utc, 30, tzinfo=dt.UTC)
    folder.stored.append(StoredObject("inputs/2022Q3/iisalmi/a.xlsx", "v1", sha256(content), len(content), at))
    assert codes(folder.accept(project)) == told
