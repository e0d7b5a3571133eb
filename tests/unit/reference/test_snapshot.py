"""Reading the reference snapshot: which dataset counts, and what is refused with which words."""

import datetime as dt
import hashlib

import pytest

from config.quarters import Quarter
from tasks.reference.snapshot import SnapshotError, read_snapshot
from tests.unit.measure.three_towns import AREAS, QUARTER, country_and_towns, dataset_files, industries, snapshot_files


def named(snapshot, name="areas"):
    return snapshot.datasets[name].name


def areas(*dates):
    return {key: content for date in dates for key, content in dataset_files("areas", AREAS, date).items()}


def test_the_newest_dataset_up_to_the_quarters_end_counts():
    files = areas("2022-03-01", "2022-09-30", "2022-10-01")
    assert named(read_snapshot(files, QUARTER)) == "areas@2022-09-30"


def test_the_calendars_deadline_decides_where_it_is_known():
    files = areas("2022-03-01", "2022-10-01")
    assert named(read_snapshot(files, QUARTER, deadline=dt.date(2022, 10, 3))) == "areas@2022-10-01"


def test_statistics_that_came_late_are_used_when_there_are_no_earlier_ones():
    files = areas("2023-05-01", "2022-12-01")
    assert named(read_snapshot(files, QUARTER)) == "areas@2022-12-01"
    assert named(read_snapshot(files, Quarter.parse("2023Q3"))) == "areas@2023-05-01"


def test_a_dataset_keeps_what_its_manifest_says():
    dataset = read_snapshot(snapshot_files(), QUARTER).datasets["jobs_by_sector"]
    assert dataset.source.fi == "Keksitty lähde"
    assert dataset.retrieved == "2022-06-01"
    assert dataset.classification_year == 2022
    assert dataset.is_sample
    assert dataset.frame["area_code"].iloc[0] == "SSS"


def test_codes_keep_their_leading_zeros():
    files = dataset_files("jobs_by_industry", [("SSS", 2021, "02", 5)])
    assert list(read_snapshot(files, QUARTER).datasets["jobs_by_industry"].frame["industry"]) == ["02"]


def test_an_empty_folder_is_an_empty_snapshot():
    assert read_snapshot({}, QUARTER).datasets == {}
    assert (
        read_snapshot({"reference/README.md": b"x", "reference/prices@2022-06-01/data.csv": b"x"}, QUARTER).datasets
        == {}
    )


def without(files, ending):
    return {key: content for key, content in files.items() if not key.endswith(ending)}


def with_data(files, change):
    """Return the files with the data changed and the manifest's hash left as it was."""
    return {k: change(v) if k.endswith("data.csv") else v for k, v in files.items()}


SECTOR_ROWS = country_and_towns()
WRONG_TOTAL = [(*r[:3], 99, 1) if r[:3] == ("KU901", 2021, "yhteensa") else r for r in SECTOR_ROWS]
REFUSED = {
    "no manifest": (
        without(areas("2022-06-01"), "manifest.yaml"),
        r"areas@2022-06-01/manifest\.yaml: the file is missing",
    ),
    "no data": (without(areas("2022-06-01"), "data.csv"), r"data\.csv: the file is missing"),
    "no date": (dataset_files("areas", AREAS, "June"), r"must end in a date"),
    "changed data": (
        with_data(areas("2022-06-01"), lambda b: b + b"x"),
        r"data\.csv: its SHA-256 is .*, but the manifest",
    ),
    "no licence": (dataset_files("areas", AREAS, licence=None), r"manifest\.yaml: licence: Field required"),
    "no Swedish": (dataset_files("areas", AREAS, title="{fi: a, en: b}"), r"title\.sv: Field required"),
    "not YAML": (dataset_files("areas", AREAS, title="{fi: ["), r"manifest\.yaml: it is not valid YAML"),
    "unknown level": (
        dataset_files("areas", [("KU1", "village", "a", "a", "a")]),
        r"row 2: 'village' is none of country",
    ),
    "an area twice": (dataset_files("areas", [AREAS[0], AREAS[1], AREAS[0]]), r"row 4 repeats the area_code"),
    "no country": (dataset_files("jobs_by_industry", industries()[2:]), r"the whole country \(SSS\) is missing"),
    "a negative count": (
        dataset_files("jobs_by_industry", [("SSS", 2021, "16", -1)]),
        r"row 2, column employee_count: '-1' is not a whole number",
    ),
    "a blank count": (
        dataset_files("jobs_by_industry", [("SSS", 2021, "16", "")]),
        r"row 2, column employee_count: '' is not a whole number",
    ),
    "a sector lacking": (
        dataset_files("jobs_by_sector", [row for row in SECTOR_ROWS if row[:3] != ("KU902", 2021, "meri")]),
        r"KU902 has no row for the sector meri in 2021",
    ),
    "no total": (
        dataset_files("jobs_by_sector", [row for row in SECTOR_ROWS if row[2] != "yhteensa"]),
        r"the total row \(yhteensa\) is missing",
    ),
    "a wrong total": (
        dataset_files("jobs_by_sector", WRONG_TOTAL),
        r"the sectors of KU901 in 2021 do not sum to its total",
    ),
}


@pytest.mark.parametrize(("files", "words"), REFUSED.values(), ids=REFUSED)
def test_a_snapshot_that_breaks_its_promises_is_refused_in_one_sentence(files, words):
    with pytest.raises(SnapshotError, match=words):
        read_snapshot(files, QUARTER)


def test_a_missing_column_is_named():
    files = dataset_files("areas", AREAS)
    key = next(key for key in files if key.endswith("data.csv"))
    renamed = files[key].replace(b"name_sv", b"namn")
    files = dataset_files("areas", AREAS) | {key: renamed}
    manifest = key.replace("data.csv", "manifest.yaml")
    files[manifest] = dataset_files("areas", AREAS, sha256=hashlib.sha256(renamed).hexdigest())[manifest]
    with pytest.raises(SnapshotError, match="the columns name_sv are missing"):
        read_snapshot(files, QUARTER)


def test_data_that_is_not_utf8_is_refused():
    key = "reference/areas@2022-06-01/data.csv"
    content = b"area_code,level,name_fi,name_sv,name_en\nKU1,municipality,\xe4,a,a\n"
    files = dataset_files("areas", AREAS, sha256=hashlib.sha256(content).hexdigest()) | {key: content}
    with pytest.raises(SnapshotError, match="it is not a CSV file in UTF-8"):
        read_snapshot(files, QUARTER)
