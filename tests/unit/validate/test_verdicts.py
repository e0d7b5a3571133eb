"""Which data counts: the latest accepted version of a register; activity only of the quarter itself."""

from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.validate.verdicts import accept_tables, judge, tables_wanted
from tests.workbooks import sent, workbook

GAPS = """
Puutteen tunnus | Toimiala | Kuvaus | Puutteen tyyppi | Tärkeys 1–3 | Tila
iisalmi-p01 | Metsäteollisuus | Automaatio | Osaajat | 3 | Avoin
"""
EVENTS = """
Tapahtuman tunnus | Päivä | Menetelmä | Organisaation tyyppi | Osallistujia
iisalmi-h01 | 1.6.2022 | Haastattelu | Yritykset | 3
"""
UNREADABLE = GAPS.replace("| 3 |", "| kolme |")


def validated(project, quarter, **sheets):
    submission = read_submission(project, "iisalmi", quarter, [sent(f"lomake_{quarter}.xlsx", workbook(**sheets))])
    return judge(submission, [])


def accept(project, *submissions):
    return accept_tables(project, Quarter(2022, 3), ["iisalmi"], submissions)


def standing(accepted, table):
    one = accepted.standing("iisalmi", table)
    return str(one.verdict), one.data_quarter, one.row_count


def test_an_accepted_table_of_the_quarter_counts(project):
    accepted = accept(project, validated(project, "2022Q3", Osaamispuutteet=GAPS))
    assert standing(accepted, "competence_gaps") == ("accepted", "2022Q3", 1)
    assert accepted.tables["competence_gaps"]["gap_id"].tolist() == ["iisalmi-p01"]


def test_when_a_register_is_rejected_the_last_accepted_one_stands(project):
    accepted = accept(
        project,
        validated(project, "2022Q3", Osaamispuutteet=UNREADABLE),
        validated(project, "2022Q1", Osaamispuutteet=GAPS),
    )
    assert standing(accepted, "competence_gaps") == ("rejected", "2022Q1", 1)


def test_a_silent_towns_register_stands_and_its_activity_is_a_gap(project):
    accepted = accept(project, validated(project, "2022Q2", Osaamispuutteet=GAPS, Haastattelut_ja_työpajat=EVENTS))
    assert standing(accepted, "competence_gaps") == ("missing", "2022Q2", 1)
    assert standing(accepted, "interviews_workshops") == ("missing", "", 0)
    assert accepted.tables["interviews_workshops"].empty


COSTS = """
Tositteen tunnus | Toteuttaja | Tositteen päivä | Kustannuslaji | Työpaketti | Määrä € | Tila
2022-1 | Iisalmi | 1.6.2022 | Henkilöstökulut | TP1 | 100,10 | Kirjattu
"""


def test_of_the_costs_the_accepted_rows_of_earlier_quarters_stand_beside_the_quarters_own(project):
    accepted = accept(
        project,
        validated(project, "2022Q3", Kustannukset=COSTS),
        validated(project, "2022Q2", Kustannukset=COSTS.replace("100,10", "200,20")),
        validated(project, "2022Q1", Kustannukset=COSTS.replace("100,10", "sata")),
    )
    assert accepted.tables["costs"]["amount_eur"].tolist() == [100.10]
    assert {quarter: rows["amount_eur"].tolist() for quarter, rows in accepted.earlier["costs"].items()} == {
        "2022Q2": [200.20]
    }
    assert {name for name, by_quarter in accepted.earlier.items() if by_quarter} == {"costs"}
    assert accepted.earlier["costs"]["2022Q2"]["source_ref"].tolist() == ["2022Q2/lomake_2022Q2.xlsx!Kustannukset!2"]


def test_a_town_that_never_sent_anything_has_empty_tables_with_all_columns(project):
    accepted = accept(project)
    assert standing(accepted, "actors") == ("missing", "", 0)
    assert set(project.tables["actors"].columns) <= set(accepted.tables["actors"].columns)


def test_one_rejected_table_does_not_spoil_the_others(project):
    accepted = accept(
        project, validated(project, "2022Q3", Osaamispuutteet=UNREADABLE, Haastattelut_ja_työpajat=EVENTS)
    )
    assert standing(accepted, "competence_gaps") == ("rejected", "", 0)
    assert standing(accepted, "interviews_workshops") == ("accepted", "2022Q3", 1)


def test_registers_are_wanted_from_earlier_quarters_until_one_is_accepted(project):
    rejected = validated(project, "2022Q3", Osaamispuutteet=UNREADABLE)
    assert "competence_gaps" in tables_wanted(project, "iisalmi", [rejected])
    assert "interviews_workshops" not in tables_wanted(project, "iisalmi", [rejected])
    older = validated(project, "2022Q2", Osaamispuutteet=GAPS)
    assert "competence_gaps" not in tables_wanted(project, "iisalmi", [rejected, older])
