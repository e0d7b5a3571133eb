"""What Great Expectations answered is kept with a run: by promise, with the addresses of broken rows and no cell."""

import json

from tasks.publish.documents import json_bytes
from tasks.validate.verdicts import accept_tables
from tests.unit.validate.conftest import REPORTED

CONTACTS = """
Rooli         | Organisaatio    | Sähköposti
Yhteyshenkilö | Iisalmi         | aino.keksitty@example.org
Yhteyshenkilö | Kehitys Oy      | ei osoitetta
"""
OUTPUTS = """
Tuotoksen tunnus | Tuotoksen tyyppi | Julkaistu | Otsikko          | Kieli | Rahoittaja mainittu | Saavutettava
iisalmi-v01      | Tiedote          | 1.8.2022  | Metsän esite     | suomi | ei                  | kyllä
iisalmi-v02      | Tiedote          | 2.8.2022  | Soita 0401234567 | suomi | ei                  | kyllä
iisalmi-v03      | Tiedote          | 3.8.2022  | Kolmas           | suomi | kyllä               | kyllä
"""


def kept(project, *validated):
    accepted = accept_tables(project, REPORTED, ["iisalmi"], validated)
    return {(one.table, one.code): one for one in accepted.expectation_results}


def test_a_broken_promise_is_kept_with_the_addresses_of_its_rows(project, validate):
    result = kept(project, validate(Viestintätuotokset=OUTPUTS))["comms_outputs", "COM-002"]
    assert result.expectation_type == "expect_column_values_to_be_in_set"
    assert dict(result.kwargs) == {"column": "mentions_funder", "value_set": (True,)}
    assert result.submissions == ("iisalmi/2022Q3",)
    assert (result.success, result.element_count, result.unexpected_count) == (False, 3, 2)
    assert result.unexpected_rows == (("iisalmi/2022Q3", "lomake.xlsx!Viestintätuotokset!2-3"),)


def test_a_promise_that_holds_is_kept_with_the_rows_that_were_looked_at(project, validate):
    result = kept(project, validate(Viestintätuotokset=OUTPUTS))["comms_outputs", "COM-003"]
    assert (result.success, result.element_count, result.unexpected_count) == (True, 3, 0)
    assert result.unexpected_rows == ()


def test_no_cell_of_a_restricted_table_or_of_a_row_with_personal_data_is_kept(project, validate):
    results = kept(project, validate(Viestintätuotokset=OUTPUTS, Yhteyshenkilöt=CONTACTS))
    assert not results["contacts", "CON-002"].success
    told = json_bytes([vars(one) for one in results.values()]).decode()
    for cell in ("keksitty", "ei osoitetta", "0401234567", "esite"):
        assert cell not in told
    assert "lomake.xlsx!Yhteyshenkilöt!3" in told


def test_the_same_submissions_give_the_same_record_and_each_round_of_reading_is_kept_once(project, validate):
    first, again = (validate(Viestintätuotokset=OUTPUTS) for _ in range(2))
    earlier = validate(quarter="2022Q2", Viestintätuotokset=OUTPUTS)
    assert first.expectation_results == again.expectation_results
    accepted = accept_tables(project, REPORTED, ["iisalmi"], [first, earlier])
    assert accepted.expectation_results == (*first.expectation_results, *earlier.expectation_results)
    assert len(accept_tables(project, REPORTED, ["iisalmi"], [first, again]).expectation_results) == len(
        first.expectation_results
    )


def test_the_record_is_json(project, validate):
    results = validate(Viestintätuotokset=OUTPUTS).expectation_results
    assert len(json.loads(json_bytes([vars(one) for one in results]))) == len(results) > 5
