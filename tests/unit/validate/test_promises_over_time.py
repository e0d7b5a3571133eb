"""What registers promise over time; silent where no earlier submission was read."""

import pytest

FIGURES = """
Vuosi | Toimiala        | Henkilöstö | Yritykset | Liikevaihto € | Vienti € | Lähde | Arvio
2019  | Metsäteollisuus | 100        | 10        | 1000000       | 400000   | kysely | ei
2019  | Yhteensä        | 100        | 10        | 1000000       | 400000   | kysely | ei
2020  | Metsäteollisuus | 110        | 11        | 1100000       | 410000   | kysely | ei
2020  | Yhteensä        | 110        | 11        | 1100000       | 410000   | kysely | ei
2021  | Metsäteollisuus | 120        | 12        | 1200000       | 420000   | kysely | kyllä
2021  | Yhteensä        | 120        | 12        | 1200000       | 420000   | kysely | kyllä
"""
GAPS = """
Puutteen tunnus | Toimiala        | Kuvaus      | Puutteen tyyppi | Tärkeys 1–3 | Tila              | Lähde
iisalmi-p01     | Metsäteollisuus | Automaatio  | Osaajat         | 2           | Osittain katettu  | kysely
"""
ACTORS = """
Toimijan tunnus | Nimi       | Nelikierteen osa | Toimijatyyppi | Päätoimiala     | Mukana saakka | Nimi julkinen
iisalmi-001     | Ahjo Oy    | Yritykset        | Pk-yritys     | Metsäteollisuus | .             | kyllä
iisalmi-002     | Kehitys Oy | Julkinen sektori | Kehitysyhtiö  | Muut toimialat  | .             | kyllä
iisalmi-003     | Vanha Oy   | Yritykset        | Pk-yritys     | Muut toimialat  | 1.5.2022      | kyllä
"""


def brief(validated):
    return [(f.code, f.cell, str(f.severity)) for f in validated.findings]


def changed_2020(employees, source="kysely"):
    return (
        FIGURES.replace("2020  | Metsäteollisuus | 110", f"2020 | Metsäteollisuus | {employees}")
        .replace("2020  | Yhteensä        | 110", f"2020 | Yhteensä | {employees}")
        .replace(" 1100000       | 410000   | kysely", f" 1100000 | 410000 | {source}")
    )


def test_steady_figures_have_no_findings(validate):
    earlier = validate(quarter="2022Q2", Tunnusluvut=FIGURES)
    assert brief(earlier) == []
    assert brief(validate(earlier=[earlier], Tunnusluvut=FIGURES)) == []


def test_a_figure_of_a_closed_year_is_frozen(validate):
    earlier = validate(quarter="2022Q2", Tunnusluvut=FIGURES)
    validated = validate(earlier=[earlier], Tunnusluvut=changed_2020(115))
    assert brief(validated) == [("KEY-007", "C4", "critical"), ("KEY-007", "C5", "critical")]
    assert validated.findings[0].message.fi == (
        "Henkilöstö: vuoden 2020 luku on 115, mutta neljänneksellä Q2/2022 se oli 110."
    )
    assert str(validated.verdicts["key_figures"]) == "rejected"


@pytest.mark.parametrize(
    "reason", ["Korjaus: yksi toimipaikka puuttui", "rättelse av kvartal 2", "Correction, late firm"]
)
def test_a_figure_of_a_closed_year_may_change_with_a_reason(validate, reason):
    earlier = validate(quarter="2022Q2", Tunnusluvut=FIGURES)
    assert brief(validate(earlier=[earlier], Tunnusluvut=changed_2020(115, reason))) == []


def test_the_latest_year_and_estimates_may_change(validate):
    earlier = validate(quarter="2022Q2", Tunnusluvut=FIGURES)
    changed = FIGURES.replace("| 120 ", "| 130 ")
    assert brief(validate(earlier=[earlier], Tunnusluvut=changed)) == []
    next_year = validate(quarter="2022Q2", Tunnusluvut=FIGURES.replace("ei\n", "kyllä\n"))
    assert brief(validate(earlier=[next_year], Tunnusluvut=changed_2020(115))) == []


def test_without_an_earlier_submission_or_with_a_rejected_one_nothing_is_frozen(validate):
    assert brief(validate(Tunnusluvut=changed_2020(115))) == []
    rejected = validate(quarter="2022Q2", Tunnusluvut=FIGURES.replace("| 100 ", "| 101 ", 1))
    assert str(rejected.verdicts["key_figures"]) == "rejected"
    assert brief(validate(earlier=[rejected], Tunnusluvut=changed_2020(115))) == []


def test_a_newer_submission_does_not_freeze_an_older_one(validate):
    newer = validate(quarter="2022Q3", Tunnusluvut=FIGURES)
    assert brief(validate(quarter="2022Q2", earlier=[newer], Tunnusluvut=changed_2020(115))) == []


def test_another_towns_figures_freeze_nothing(validate):
    earlier = validate("raahe", quarter="2022Q2", Tunnusluvut=FIGURES)
    assert brief(validate(earlier=[earlier], Tunnusluvut=changed_2020(115))) == []


def test_euros_in_thousands_are_told_by_the_year_before(validate):
    slipped = FIGURES.replace("1200000       | 420000", "1200 | 420")
    validated = validate(Tunnusluvut=slipped)
    cells = [("E6", "KEY-008"), ("E7", "KEY-008"), ("F6", "KEY-008"), ("F7", "KEY-008")]
    assert sorted((f.cell, f.code) for f in validated.findings) == cells
    assert "1\xa0200" in validated.findings[0].message.fi


@pytest.mark.parametrize(("employees", "leaps"), [(160, False), (180, True), (55, False), (50, True)])
def test_a_leap_of_more_than_half_is_told(validate, employees, leaps):
    # The year before has 110: half of it more is 165, half of it less is 55.
    validated = validate(Tunnusluvut=FIGURES.replace("| 120 ", f"| {employees} "))
    expected = [("KEY-009", "C6", "warning"), ("KEY-009", "C7", "warning")] if leaps else []
    assert brief(validated) == expected


def test_small_counts_may_leap(validate):
    small = FIGURES.replace("| 11 ", "| 2 ").replace("| 12 ", "| 6 ").replace("| 10 ", "| 2 ")
    assert brief(validate(Tunnusluvut=small)) == []


def test_a_gap_may_go_back_only_with_a_reason(validate):
    earlier = validate(quarter="2022Q2", Osaamispuutteet=GAPS)
    back = GAPS.replace("Osittain katettu", "Avoin")
    validated = validate(earlier=[earlier], Osaamispuutteet=back)
    assert brief(validated) == [("GAP-004", "F2", "warning")]
    assert validated.findings[0].message.fi == (
        "Puutteen tila on Avoin, mutta neljänneksellä Q2/2022 se oli Osittain katettu."
    )
    assert (
        brief(validate(earlier=[earlier], Osaamispuutteet=back.replace("kysely", "korjaus: arvioitu uudelleen"))) == []
    )
    assert brief(validate(earlier=[earlier], Osaamispuutteet=GAPS.replace("Osittain katettu", "Katettu"))) == []


def test_an_actor_vanishes_only_by_its_end_date(validate):
    earlier = validate(quarter="2022Q2", Toimijat=ACTORS)
    without = "\n".join(line for line in ACTORS.splitlines() if "iisalmi-003" not in line)
    assert brief(validate(earlier=[earlier], Toimijat=without)) == []
    without = "\n".join(line for line in ACTORS.splitlines() if "iisalmi-002" not in line)
    validated = validate(earlier=[earlier], Toimijat=without)
    assert brief(validated) == [("ACT-007", "A2", "warning")]
    assert "iisalmi-002" in validated.findings[0].message.fi


def test_an_important_open_gap_that_nobody_is_looked_for_is_noted(validate):
    gaps = GAPS.replace("| 2           | Osittain katettu", "| 3 | Avoin")
    needed = "Tarpeen tunnus | Mitä haetaan | Toimijatyyppi | Toimiala | Tila | Julkinen | Osaamispuutteen tunnus\n"
    row = "iisalmi-n01 | Kouluttaja | Pk-yritys | Metsäteollisuus | Tunnistettu | kyllä | "
    assert brief(validate(Osaamispuutteet=gaps)) == []
    assert brief(validate(Osaamispuutteet=gaps, Tarvittavat_toimijat=needed + row + "iisalmi-p01")) == []
    validated = validate(Osaamispuutteet=gaps, Tarvittavat_toimijat=needed + row + ".")
    assert brief(validated) == [("GAP-005", "A2", "info")]


LINKS = """
Mistä       | Mihin       | Yhteyden tyyppi | Vahvuus 1–3 | Alkoi    | Päättyi
iisalmi-001 | iisalmi-003 | TKI             | 2           | 1.2.2021 | 1.4.2022
"""


def test_a_link_lies_within_the_time_of_its_actors(validate):
    assert brief(validate(Toimijat=ACTORS, Yhteydet=LINKS)) == []
    validated = validate(Toimijat=ACTORS, Yhteydet=LINKS.replace("1.4.2022", "1.6.2022"))
    assert brief(validated) == [("LNK-007", "E2", "warning")]


def test_both_towns_of_a_link_agree_on_its_intensity(project):
    from tasks.clean.submissions import read_submission
    from tasks.validate.submissions import validate_submissions
    from tests.unit.validate.conftest import REPORTED
    from tests.workbooks import sent, workbook

    links = LINKS.replace("iisalmi-003", "raahe-001").replace("1.2.2021 | 1.4.2022", ". | .")
    own = read_submission(project, "iisalmi", "2022Q3", [sent("a.xlsx", workbook(Toimijat=ACTORS, Yhteydet=links))])
    theirs = {"Toimijat": ACTORS.replace("iisalmi-", "raahe-"), "Yhteydet": links.replace("| 2 ", "| 3 ")}
    other = read_submission(project, "raahe", "2022Q3", [sent("b.xlsx", workbook(**theirs))])
    iisalmi, raahe = validate_submissions(project, REPORTED, [own, other])
    assert brief(iisalmi) == [("LNK-008", "D2", "info")]
    assert brief(raahe) == []


PROPOSALS = """
Ehdotuksen tunnus | Ehdotus  | Perustelu | Vastuutaho | Kiireellisyys | Vaihe
iisalmi-e01       | Koulutus | Tarve     | Kehitys Oy | Heti          | Sovittu
iisalmi-e02       | Kokeilu  | Tarve     | Ahjo Oy    | Heti          | Sovittu
"""
MEASURES = """
Toimenpiteen tunnus | Toimenpide | Kehittämisehdotukset | Tila        | Julkaistaan
iisalmi-t01         | Koulutus   | iisalmi-e01          | Suunniteltu | ei
iisalmi-t02         | Kokeilu    | iisalmi-e01          | Suunniteltu | ei
"""
AGREEMENTS = """
Sopimuksen tunnus | Sopimus    | Osapuolet           | Sopimuksen tyyppi | Tila
iisalmi-s01       | Aiesopimus | Kunta ja Kehitys Oy | Aiesopimus        | Luonnos
iisalmi-s02       | Kumppanuus | Kunta ja Ahjo Oy    | Muu sopimus       | Luonnos
"""
NEEDED = """
Tarpeen tunnus | Mitä haetaan | Toimijatyyppi | Toimiala        | Tila        | Julkinen
iisalmi-n01    | Kouluttaja   | Pk-yritys     | Metsäteollisuus | Tunnistettu | kyllä
iisalmi-n02    | Ylläpitäjä   | Kehitysyhtiö  | Muut toimialat  | Tunnistettu | ei
"""
TWO_GAPS = GAPS + "iisalmi-p02 | Metsäteollisuus | Robotit | Osaajat | 2 | Osittain katettu | kysely\n"
STEERING = """
Päätöksen tunnus | Kokouksen numero | Kokouspäivä | Päätös | Vastuurooli | Määräpäivä | Tila | Valmistunut
oh01-1 | 1 | 10.12.2021 | Hyväksyttiin suunnitelma | Projektipäällikkö | 31.1.2022 | Valmis | 20.1.2022
oh01-2 | 1 | 10.12.2021 | Merkittiin talous        | Hankesihteeri     | 31.1.2022 | Valmis | 20.1.2022
"""
CLAIMS = """
Maksatuksen numero | Kustannuslaji   | Kausi alkaa | Kausi päättyy | Haettu € | Hyväksytty € | Maksettu €
1                  | Henkilöstökulut | 1.9.2021    | 31.12.2021    | 70000    | 70000        | 60000
2                  | Henkilöstökulut | 1.1.2022    | 30.6.2022     | 100000   | .            | .
"""
FUNDING = """
Kunta   | Vuosi | Sitoumus € | Maksettu €
Iisalmi | 2021  | 100000     | 90000
Rauma   | 2022  | 25999      | 0
"""


@pytest.mark.parametrize(
    ("sheet", "text", "code", "gone"),
    [
        ("Kehittämisehdotukset", PROPOSALS, "PRO-003", "iisalmi-e02"),
        ("Kehittämistoimenpiteet", MEASURES, "MEA-011", "iisalmi-t02"),
        ("Sopimukset", AGREEMENTS, "AGR-008", "iisalmi-s02"),
        ("Tarvittavat_toimijat", NEEDED, "NEE-008", "iisalmi-n02"),
        ("Osaamispuutteet", TWO_GAPS, "GAP-006", "iisalmi-p02"),
        ("Ohjausryhmä", STEERING, "STE-010", "oh01-2"),
        ("Maksatukset", CLAIMS, "CLA-010", "2"),
    ],
)
def test_a_row_that_was_listed_once_stays_in_the_register(validate, sheet, text, code, gone):
    others = {"Kehittämisehdotukset": PROPOSALS} if sheet == "Kehittämistoimenpiteet" else {}
    earlier = validate(quarter="2022Q2", **others, **{sheet: text})
    assert brief(earlier) == brief(validate(earlier=[earlier], **others, **{sheet: text})) == []
    shorter = text.rstrip("\n").rpartition("\n")[0]
    validated = validate(earlier=[earlier], **others, **{sheet: shorter})
    assert brief(validated) == [(code, "A2", "warning")]
    assert validated.findings[0].message.fi == f"Aiemmin ilmoitetut rivit puuttuvat: {gone}."


@pytest.mark.parametrize(
    ("sheet", "text", "paid", "code", "cell"),
    [("Maksatukset", CLAIMS, "60000", "CLA-011", "G2"), ("Kuntarahoitus", FUNDING, "90000", "MUN-004", "D2")],
)
def test_what_has_been_paid_does_not_fall(validate, sheet, text, paid, code, cell):
    earlier = validate(quarter="2022Q2", **{sheet: text})
    assert brief(validate(earlier=[earlier], **{sheet: text})) == []
    assert (
        brief(validate(earlier=[earlier], **{sheet: text.replace(paid, "70000" if paid == "60000" else "95000")})) == []
    )
    assert brief(validate(earlier=[earlier], **{sheet: text.replace(paid, "50000")})) == [(code, cell, "warning")]
