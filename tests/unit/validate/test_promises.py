"""What a table promises, and what the town is told when it does not hold."""

import pytest

from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.validate.submissions import validate_submissions
from tests.workbooks import sent, workbook

QUARTER = Quarter(2022, 3)

ACTORS = """
Toimijan tunnus | Nimi       | Nelikierteen osa | Toimijatyyppi   | Päätoimiala | Nimi julkinen
iisalmi-001     | Ahjo Oy    | Yritykset        | Pk-yritys       | Metsäteollisuus | kyllä
iisalmi-002     | Palikka Oy | Yritykset        | Pk-yritys       | Muut toimialat  | kyllä
iisalmi-003     | Kehitys Oy | Julkinen sektori | Kehitysyhtiö    | Muut toimialat  | kyllä
"""
LINKS = """
Mistä       | Mihin       | Yhteyden tyyppi | Vahvuus 1–3
iisalmi-001 | iisalmi-003 | TKI             | 2
iisalmi-002 | iisalmi-003 | Verkosto        | 1
"""
FIGURES = """
Vuosi | Toimiala        | Henkilöstö | Yritykset | Liikevaihto € | Vienti €
2021  | Metsäteollisuus | 100        | 10        | 1000000       | 400000
2021  | Muut toimialat  | 50         | 20        | 500000        | 0
2021  | Yhteensä        | 150        | 30        | 1500000       | 400000
"""
SUBMISSION = """
Neljännes | Kuntanumero | Lähettäjän rooli | Lomakeversio | Päiväys
2022Q3    | 140         | Yhteyshenkilö    | 1.0          | 30.9.2022
"""
SCORES = """
Vuosi | Ulottuvuus    | Pistemäärä 1–4 | Perustelu  | Arvioijan rooli | Arviointipäivä
2021  | Toimijat      | 2              | haastattelut | konsultti     | 1.9.2022
2022  | Toimijat      | 2              | haastattelut | konsultti     | 1.9.2022
"""
PROPOSALS = """
Ehdotuksen tunnus | Ehdotus  | Perustelu | Vastuutaho | Kiireellisyys | Vaihe
iisalmi-e01       | Koulutus | Tarve     | Kehitys Oy | Heti          | Sovittu
"""


def found(project, **sheets):
    submission = read_submission(project, "iisalmi", "2022Q3", [sent("lomake.xlsx", workbook(**sheets))])
    (validated,) = validate_submissions(project, QUARTER, [submission])
    return validated


def brief(validated):
    return [(f.code, f.cell, f.value) for f in validated.findings]


def test_a_faultless_submission_has_no_findings(project):
    validated = found(
        project,
        Lähetys=SUBMISSION,
        Toimijat=ACTORS,
        Yhteydet=LINKS,
        Tunnusluvut=FIGURES,
        Kehittämisehdotukset=PROPOSALS,
    )
    assert brief(validated) == []
    assert {str(v) for v in validated.verdicts.values()} == {"accepted"}


@pytest.mark.parametrize(
    ("sheet", "text", "change", "finding", "verdict"),
    [
        (
            "Yhteydet",
            LINKS,
            ("iisalmi-002 | iisalmi-003", "iisalmi-002 | iisalmi-999"),
            ("LNK-004", "B3", "iisalmi-999"),
            "rejected",
        ),
        (
            "Yhteydet",
            LINKS,
            ("iisalmi-002 | iisalmi-003", "iisalmi-404 | iisalmi-003"),
            ("LNK-002", "A3", "iisalmi-404"),
            "rejected",
        ),
        (
            "Yhteydet",
            LINKS,
            ("iisalmi-002 | iisalmi-003", "iisalmi-003 | iisalmi-003"),
            ("LNK-001", "B3", "iisalmi-003"),
            "rejected",
        ),
        ("Yhteydet", LINKS, ("| 1", "| 4"), ("RNG-001", "D3", "4"), "rejected"),
        ("Tunnusluvut", FIGURES, ("| 150 ", "| 160 "), ("KEY-002", "C4", "160"), "rejected"),
        ("Tunnusluvut", FIGURES, ("| 30 ", "| 31 "), ("KEY-003", "D4", "31"), "rejected"),
        (
            "Tunnusluvut",
            FIGURES,
            ("1000000       | 400000", "300000 | 400000"),
            ("KEY-004", "F2", "400\xa0000"),
            "rejected",
        ),
        (
            "Tunnusluvut",
            FIGURES,
            ("| 500000        | 0", "| -5 | ."),
            ("RNG-101", "E3", "-5"),
            "accepted_with_warnings",
        ),
        (
            "Kehitysvaiheen_arviot",
            SCORES,
            ("2022  | Toimijat      | 2", "2022 | Toimijat | 4"),
            ("MAT-003", "C3", "4"),
            "accepted_with_warnings",
        ),
        (
            "Kehitysvaiheen_arviot",
            SCORES,
            ("| 1.9.2022", "| 1.12.2022"),
            ("MAT-004", "F2", "1.12.2022"),
            "accepted_with_warnings",
        ),
        (
            "Toimijat",
            ACTORS,
            ("Julkinen sektori |", "Yritykset |"),
            ("ACT-002", "C4", "Yritykset"),
            "accepted_with_warnings",
        ),
        ("Toimijat", ACTORS, ("Palikka Oy", "AHJO OY AB"), ("ACT-004", "B2", "Ahjo Oy"), "accepted_with_warnings"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) and value[0][3:4] == "-" else "",
)
def test_a_broken_promise_is_found_at_its_cell(project, sheet, text, change, finding, verdict):
    sheets = {"Toimijat": ACTORS, sheet: text.replace(change[0], change[1], 1)}
    validated = found(project, **sheets)
    assert finding in brief(validated)
    table = next(f.table for f in validated.findings if f.code == finding[0])
    assert str(validated.verdicts[table]) == verdict


def test_a_duplicate_key_names_both_rows(project):
    validated = found(project, Toimijat=ACTORS.replace("iisalmi-002", "iisalmi-001"))
    assert [f.cell for f in validated.findings if f.code == "ACT-001"] == ["A2", "A3"]
    assert str(validated.verdicts["actors"]) == "rejected"


def test_a_score_without_evidence_is_rejected(project):
    validated = found(project, Kehitysvaiheen_arviot=SCORES.replace("| haastattelut", "| .", 1))
    assert brief(validated) == [("MAT-002", "D2", "–")]


def test_a_missing_total_row_is_told_by_its_year(project):
    validated = found(project, Tunnusluvut="\n".join(FIGURES.strip().splitlines()[:-1]))
    assert [f.message.fi for f in validated.findings if f.code == "KEY-006"] == ["Vuodelta 2021 puuttuu rivi Yhteensä."]


def test_another_towns_code_rejects_the_whole_submission(project):
    validated = found(project, Lähetys=SUBMISSION.replace("140", "740"), Toimijat=ACTORS, Yhteydet=LINKS)
    assert [f.code for f in validated.findings] == ["SUB-003"]
    assert {str(v) for v in validated.verdicts.values()} == {"rejected"}


def test_a_form_for_another_quarter_rejects_the_whole_submission(project):
    validated = found(project, Lähetys=SUBMISSION.replace("2022Q3", "2022Q2"), Toimijat=ACTORS)
    assert [f.code for f in validated.findings] == ["SUB-002"]
    assert str(validated.verdicts["actors"]) == "rejected"


def test_an_actor_id_of_another_town_is_refused_to_the_town_that_took_it(project):
    own = read_submission(project, "iisalmi", "2022Q3", [sent("a.xlsx", workbook(Toimijat=ACTORS))])
    first_actor = "\n".join(ACTORS.strip().splitlines()[:2])
    other = read_submission(project, "raahe", "2022Q3", [sent("b.xlsx", workbook(Toimijat=first_actor))])
    iisalmi, raahe = validate_submissions(project, QUARTER, [own, other])
    assert brief(iisalmi) == []
    assert brief(raahe) == [("ACT-006", "A2", "iisalmi-001")]


def test_a_link_may_point_to_another_towns_actor(project):
    links = (
        LINKS.replace("iisalmi-003\n", "raahe-001\n")
        if "iisalmi-003\n" in LINKS
        else LINKS.replace("| iisalmi-003 | TKI", "| raahe-001 | TKI")
    )
    own = read_submission(project, "iisalmi", "2022Q3", [sent("a.xlsx", workbook(Toimijat=ACTORS, Yhteydet=links))])
    other = read_submission(
        project, "raahe", "2022Q2", [sent("b.xlsx", workbook(Toimijat=ACTORS.replace("iisalmi-", "raahe-")))]
    )
    iisalmi, _ = validate_submissions(project, QUARTER, [own, other])
    assert brief(iisalmi) == []


def test_a_link_to_a_town_that_has_sent_nothing_rejects_no_table(project):
    links = LINKS.replace("iisalmi-001 | iisalmi-003", "iisalmi-001 | raahe-001")
    validated = found(project, Toimijat=ACTORS, Yhteydet=links)
    assert brief(validated) == [("LNK-009", "B2", "raahe-001")]
    assert str(validated.verdicts["links"]) == "accepted"
    # The own town's actors are known to be missing, and no town is called nowhere.
    for unknown in ("iisalmi-009", "nowhere-001"):
        validated = found(project, Toimijat=ACTORS, Yhteydet=links.replace("raahe-001", unknown))
        assert brief(validated) == [("LNK-004", "B2", unknown)]
    assert [code for code, _, _ in brief(found(project, Yhteydet=LINKS))] == [
        "LNK-002",
        "LNK-002",
        "LNK-004",
        "LNK-004",
    ]


def test_a_swedish_towns_finding_shows_a_code_by_its_swedish_label(project):
    actors = ACTORS.replace("iisalmi-", "kristiinankaupunki-").replace("Julkinen sektori |", "Yritykset |")
    submission = read_submission(
        project, "kristiinankaupunki", "2022Q3", [sent("lomake.xlsx", workbook(Toimijat=actors))]
    )
    (validated,) = validate_submissions(project, QUARTER, [submission])
    assert ("ACT-002", "C4", "Företag") in brief(validated)


def test_the_messages_speak_all_languages_and_name_the_value(project):
    validated = found(project, Toimijat=ACTORS, Yhteydet=LINKS.replace("iisalmi-003", "iisalmi-999", 1))
    (finding,) = validated.findings
    assert "iisalmi-999" in finding.message.fi
    assert "iisalmi-999" in finding.message.sv
    assert finding.source_ref == "lomake.xlsx!Yhteydet!2"
