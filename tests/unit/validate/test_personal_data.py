"""Personal data in free text: found, left out with its row, and repeated nowhere."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.loading import load_project
from tasks.validate.personal_data import HIDDEN, personal_data_code
from tasks.validate.verdicts import accept_tables
from tests.unit.validate.conftest import REPORTED

# The published example code of the Digital and Population Data Services Agency, and codes computed by its rule:
# the nine digits modulo 31 give the place of the check character in 0123456789ABCDEFHJKLMNPRSTUVWXY.
CODE = "131052-308T"


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        "131052–308T",
        "131052Y308T",
        "131052u308t",
        f"Tunnus {CODE}.",
        "010101A123N",
        "010101B123N",
        "010101+123N",
        "131052X308T",
        "131052W308T",
        "131052V308T",
        "010101C123N",
        "010101D123N",
        "010101E123N",
        "010101F123N",
        "131052\u2011308T",
        "131052\u2212308T",
        "131052 - 308T",
        "13.10.52-308T",
    ],
)
def test_an_identity_code_is_found_with_old_and_newer_separators(text):
    assert personal_data_code(text) == "PER-001"


@pytest.mark.parametrize(
    "text",
    ["131052-308S", "131052-308", "311352-308T", "310252-308T", "1131052-308T", "131052-308T1", "131052G308T"],
)
def test_what_only_looks_like_an_identity_code_is_not_one(text):
    assert personal_data_code(text) != "PER-001"


def test_a_slip_of_the_pen_makes_a_code_no_less_personal_where_the_text_says_what_it_is():
    assert personal_data_code("henkilötunnus 131052-308S") == "PER-001"
    assert personal_data_code("Hetu on 131052-308S.") == "PER-001"
    assert personal_data_code("tuote 131052-308S") is None


@given(st.integers(2, 899), st.dates())
def test_only_one_check_character_of_31_makes_an_identity_code(number, day):
    stem = f"{day:%d%m%y}{number:03d}"
    characters = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    found = [c for c in characters if personal_data_code(f"{stem[:6]}-{stem[6:]}{c}", is_id=True) == "PER-001"]
    # The separator says 19xx: 29 February 00 is a day of the year 2000 only.
    assert found in ([characters[int(stem) % 31]], [])


@pytest.mark.parametrize(
    "text",
    [
        "aino.keksitty@example.org",
        "Kysy: AINO@EXAMPLE.CO.UK!",
        "aino.keksitty(at)example.org",
        "aino [at] example.org",
        "aino.keksitty @ example.org",
        "aino.keksitty@ example.org",
        "aino.keksitty@example. org",
        "aino.keksitty (a) example.org",
        "aino.keksitty at example.org",
        "aino.keksitty\uff20example.org",
    ],
)
def test_an_e_mail_address_is_found(text):
    assert personal_data_code(text) == "PER-002"


@pytest.mark.parametrize(
    "text",
    [
        "040 123 4567",
        "0401234567",
        "050-1234567",
        "0400 123456",
        "+358 40 1234567",
        "00358401234567",
        "+46 70 123 45 67",
        "(017) 272 3000",
        "017 272 3000",
        "09 1234567",
        "puh. 272 3000 12",
        "tel: 123 456 789",
        "+358 40 123 4567",
        "+358 (0)40 123 4567",
        "+46 (0)70-123 45 67",
        "358 40 123 4567",
        "040-1234567",
        "040\u2011123\u20114567",
        "040/123 4567",
        "040.123.4567",
        "044 12 34 567",
        "09 123 456",
        "09 123 45 67",
        "09\u00a0123\u00a0456",
        "0295 123 456",
        "020 123 4567",
    ],
)
def test_a_telephone_number_is_found(text):
    assert personal_data_code(text) == "PER-003"


@pytest.mark.parametrize(
    "text",
    [
        "Y-tunnus 1234567-1",
        "0401234-5",
        "0912345-6",
        "18.4.2022",
        "18.4.2022–12.12.2023",
        "2022-09-01",
        "2021–2023",
        "vuosina 2019 2020 2021",
        "1 040 123 456 €",
        "040 123 456 €",
        "+12 345 678",
        "kasvu +45 000 000 €",
        "toimialat 02 16 17 31",
        "TOL 28, 29 ja 3315",
        "0,045 123 456",
        "629 996 € ja 125 999 €",
        "kohta 03 2022 2023",
        "PSL/1234/2022",
        "https://example.org/@verkosto",
        "12 yritystä, 040 hanketta",
        "74100 Iisalmi",
        "1 234 567",
        "1 234 567 euroa",
        "02 123 456 euroa",
        "5.10.2022–6.11.2022",
        "laki 306/2019",
        "KUMPPANUUS-2022-001",
        "dnro 123/02.05.00/2022",
        "kiinteistö 140-401-12-345",
        "klo 08 00–16 00",
        "kunnat 016 017 018 019",
        "puhelinpalvelu 2021 2022 2023",
        "verkkolaskuosoite 003712345671",
        "tilinumero FI12 3456 7890 1234 56",
        "seuraa tiliä @kunta.fi",
        "kokous @ Ruka 2022",
        "kohdat (a) esim. metsä ja (b) meri",
        "ISBN 978-952-327-123-4",
    ],
)
def test_dates_ids_and_amounts_are_not_personal_data(text):
    assert personal_data_code(text) is None


ACTORS = """
Toimijan tunnus | Nimi         | Nelikierteen osa | Toimijatyyppi | Päätoimiala     | Toimialaluokka TOL 2008 | \
Lähde | Nimi julkinen
iisalmi-001     | Ahjo Oy      | Yritykset        | Pk-yritys     | Metsäteollisuus | 16                      | \
TEXT  | kyllä
iisalmi-002     | Kehitys Oy   | Julkinen sektori | Kehitysyhtiö  | Muut toimialat  | 70                      | \
haastattelu | kyllä
"""
LINKS = """
Mistä       | Mihin       | Yhteyden tyyppi | Vahvuus 1–3
iisalmi-001 | iisalmi-002 | TKI             | 2
"""
TEXTS = {
    "PER-001": f"Yrittäjä {CODE} kertoi",
    "PER-002": "aino.keksitty@example.org",
    "PER-003": "soita 040 123 4567",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_row_is_left_out_and_its_text_stands_nowhere(project, validate, code):
    text = TEXTS[code]
    validated = validate(Toimijat=ACTORS.replace("TEXT", text), Yhteydet=LINKS)
    (finding,) = validated.findings
    assert (finding.code, finding.cell, finding.value, str(finding.severity)) == (code, "G2", HIDDEN, "warning")
    assert str(validated.verdicts["actors"]) == "accepted_with_warnings"
    accepted = accept_tables(project, REPORTED, ["iisalmi"], [validated])
    assert accepted.tables["actors"]["actor_id"].tolist() == ["iisalmi-002"]
    assert len(accepted.tables["links"]) == 1
    kept = "".join(frame.to_csv() for frame in accepted.tables.values())
    told = json.dumps([vars(f) for f in accepted.findings], default=str, ensure_ascii=False)
    assert text not in kept + told
    assert text not in "".join(t.frame.to_csv() for t in validated.submission.tables.values())


def test_other_faults_of_such_a_row_are_not_told_for_they_might_repeat_it(validate):
    twice = ACTORS.replace("TEXT", TEXTS["PER-002"]).replace("| 16 ", "| kuusi ")
    assert [f.code for f in validate(Toimijat=twice).findings] == ["PER-002"]


def test_personal_data_where_a_number_belongs_is_masked(validate):
    figures = "Vuosi | Toimiala | Henkilöstö | Yritykset | Liikevaihto €\n2021 | Yhteensä | 5 | 2 | kysy 040 123 4567\n"
    validated = validate(Tunnusluvut=figures)
    (finding,) = [f for f in validated.findings if f.code == "CEL-102"]
    assert finding.value == HIDDEN
    assert "040" not in finding.message.fi + finding.fix.fi
    assert finding.message.fi == "Sarakkeessa Liikevaihto € on ”•••”, joka ei ole luku. Solu jätettiin tyhjäksi."


def test_an_identity_code_as_an_id_is_left_out_too(validate):
    hours = f"Henkilön peitetunnus | Kuukausi | Työpaketti | Tunnit\n{CODE} | 1.8.2022 | TP1 | 100\n"
    validated = validate(Työtunnit=hours)
    assert [(f.code, f.cell, f.value) for f in validated.findings] == [("PER-001", "A2", HIDDEN)]
    assert validated.submission.tables["hours"].frame.empty


def test_a_heading_with_personal_data_is_not_repeated(validate):
    validated = validate(Toimijat=ACTORS.replace("TEXT", "haastattelu").replace("Lähde", "aino@example.org"))
    told = json.dumps([vars(f) for f in validated.findings], default=str, ensure_ascii=False)
    assert "COL-001" in told
    assert "aino@example.org" not in told


CONTACTS = """
Rooli         | Organisaatio | Sähköposti
Yhteyshenkilö | Iisalmi      | aino.keksitty@example.org
Kuningas      | Iisalmi      | eino.keksitty@example.org
Yhteyshenkilö | Iisalmi      | eino keksitty
"""


def test_contact_persons_reach_nothing_after_the_checks(project, validate):
    validated = validate(Yhteyshenkilöt=CONTACTS)
    assert [(f.code, f.cell, f.value) for f in validated.findings] == [
        ("CEL-004", "A3", HIDDEN),
        ("CON-002", "C4", HIDDEN),
    ]
    accepted = accept_tables(project, REPORTED, ["iisalmi"], [validated])
    assert "contacts" not in accepted.tables
    assert str(accepted.standing("iisalmi", "contacts").verdict) == "rejected"
    assert list(validated.submission.tables["contacts"].frame.columns) == ["source_ref", "town", "quarter"]
    told = json.dumps([vars(f) for f in accepted.findings], default=str, ensure_ascii=False)
    for word in ("aino", "eino", "Kuningas"):
        assert word not in told


def test_an_accepted_sheet_of_contact_persons_keeps_its_verdict_only(project, validate):
    validated = validate(Yhteyshenkilöt="\n".join(CONTACTS.strip().splitlines()[:2]))
    accepted = accept_tables(project, REPORTED, ["iisalmi"], [validated])
    standing = accepted.standing("iisalmi", "contacts")
    assert (str(standing.verdict), standing.row_count) == ("accepted", 1)
    assert "contacts" not in accepted.tables
    assert "example.org" not in "".join(t.frame.to_csv() for t in validated.submission.tables.values())


def test_only_the_sheet_of_contact_persons_is_restricted():
    assert [table.id for table in load_project().tables.values() if table.restricted] == ["contacts"]
