"""Cleaning types a table and names each cell that it cannot read."""

import pytest

from tasks.clean.submissions import read_submission
from tests.workbooks import sent, workbook

KEY_FIGURES = """
Vuosi | Toimiala | Henkilöstö | Yritykset | Liikevaihto €
2021  | Metsäteollisuus | 1 200  | 40      | 12 000 000,50
2021  | Muut toimialat  | n. 300 | 25      | noin miljoona
2021  | Yhteensä        | 1500   | .       | .
"""


def submission(project, **sheets):
    return read_submission(project, "kivijarvi", "2022Q3", [sent("lomake.xlsx", workbook(**sheets))])


def test_columns_have_the_types_of_the_contract_and_all_columns_are_there(project):
    frame = submission(project, Tunnusluvut=KEY_FIGURES).tables["key_figures"].frame
    assert str(frame["employee_count"].dtype) == "Int64"
    assert str(frame["turnover_eur"].dtype) == "float64"
    assert frame.loc[0, "turnover_eur"] == 12_000_000.50
    assert set(project.tables["key_figures"].columns) <= set(frame.columns)
    assert frame["town"].tolist() == ["kivijarvi"] * 3


def test_a_text_in_a_required_number_is_critical_at_its_cell_and_in_an_optional_one_a_warning(project):
    findings = submission(project, Tunnusluvut=KEY_FIGURES).findings
    assert [(f.code, f.cell, str(f.severity), f.value) for f in findings] == [
        ("CEL-002", "C3", "critical", "n. 300"),
        ("CEL-001", "D4", "critical", ""),
        ("CEL-102", "E3", "warning", "noin miljoona"),
    ]
    assert findings[0].message.fi == "Sarakkeessa Henkilöstö on ”n. 300”, joka ei ole luku."
    assert findings[0].message.sv == "I kolumnen Personal står ”n. 300”, som inte är ett tal."


def test_a_blank_is_missing_and_a_zero_is_zero(project):
    text = KEY_FIGURES.replace("| 40 ", "| 0 ")
    frame = submission(project, Tunnusluvut=text).tables["key_figures"].frame
    assert frame.loc[0, "firm_count"] == 0
    assert frame["firm_count"].isna().tolist() == [False, False, True]


def test_a_sum_of_money_with_a_third_decimal_is_rounded_to_the_cent_and_told(project):
    read = submission(project, Tunnusluvut=KEY_FIGURES.replace("12 000 000,50", "12 000 000,456"))
    (found,) = [f for f in read.findings if f.code == "CEL-113"]
    assert (found.cell, found.value, str(found.severity)) == ("E2", "12 000 000,456", "warning")
    assert found.message.fi == (
        "Sarakkeen Liikevaihto € määrässä ”12 000 000,456” on enemmän kuin kaksi desimaalia. "
        "Käytettiin sentteihin pyöristettyä määrää 12\xa0000\xa0000,46\xa0€."
    )
    assert read.tables["key_figures"].frame.loc[0, "turnover_eur"] == 12_000_000.46


@pytest.mark.parametrize("amount", ["12 000 000,50", "12000000,500", "12000000", "12000000.499999998"])
def test_no_decimal_that_matters_is_lost_from_an_amount_to_the_cent(project, amount):
    read = submission(project, Tunnusluvut=KEY_FIGURES.replace("12 000 000,50", amount))
    assert "CEL-113" not in [f.code for f in read.findings]


def test_a_formula_error_is_named_as_one(project):
    text = KEY_FIGURES.replace("n. 300", "#REF!")
    assert submission(project, Tunnusluvut=text).findings[0].code == "CEL-009"


def test_more_than_a_thousand_faults_of_one_rule_are_counted_and_the_first_hundred_located(project):
    rows = "\n".join(f"2021 | Metsäteollisuus | paljon | {n}" for n in range(1200))
    text = "Vuosi | Toimiala | Henkilöstö | Yritykset\n" + rows
    findings = [f for f in submission(project, Tunnusluvut=text).findings if f.column != "firm_count"]
    assert len([f for f in findings if f.code == "CEL-002"]) == 100
    assert [f.message.fi for f in findings if f.code == "CEL-900"] == [
        "Virhe CEL-002 toistuu 1\xa0200 kertaa. Vain 100 ensimmäistä on lueteltu."
    ]
