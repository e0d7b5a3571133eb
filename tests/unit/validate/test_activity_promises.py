"""What the tables of the quarter's activity promise: each promise broken once, at its cell."""

import pytest

EVENTS = """
Tapahtuman tunnus | Päivä | Tapahtuman tyyppi | Aihe | Maa | Mukana olleet kunnat | Osallistujia yhteensä | \
Yrityksistä | Julkiselta sektorilta | Palautteen keskiarvo | Palautteita | Kustannus € | Tositteet
iisalmi-ta01 | 7.9.2022 | Seminaari | Kasvualat | Suomi | Iisalmi, rauma | 20 | 12 | 8 | 4,1 | 9 | 300 | 2022-3-o1
iisalmi-ta02 | 8.9.2022 | Vierailu  | Oppilaitos | Ruotsi | Iisalmi | 6 | . | . | . | . | . | .
"""
COSTS = """
Tositteen tunnus | Toteuttaja | Tositteen päivä | Kustannuslaji | Työpaketti | Määrä € | Toimittaja | Tila
2022-3-o1        | Iisalmi    | 7.9.2022        | Ostopalvelut  | TP3        | 300     | Matka Oy   | Kirjattu
"""
CONTACTS = """
Kontaktin tunnus | Korkeakoulu | Päivä | Kenen puolesta | Muoto | Vaihe 0–4 | Tulos | Seuraava askel
iisalmi-k01 | Järvi-Suomen ammattikorkeakoulu | 7.9.2022 | Kunta | Tapaaminen | 3 | Sovittiin hankkeesta | Valmistelu
iisalmi-k02 | Vaaramaan yliopisto | 8.9.2022 | Verkosto | Vierailu | 1 | . | Uusi tapaaminen
"""
OUTPUTS = """
Tuotoksen tunnus | Tuotoksen tyyppi | Otsikko | Julkaistu | Kieli | Linkki | Rahoittaja mainittu | Saavutettava
iisalmi-m01 | Tiedote | Kartoitus alkoi | 7.9.2022 | suomi | . | kyllä | kyllä
iisalmi-m02 | Video   | Kartoitus eteni | 8.9.2022 | suomi | https://example.org/v | kyllä | kyllä
"""
SHEETS = {
    "Tapahtumat_ja_vierailut": EVENTS,
    "Kustannukset": COSTS,
    "Korkeakoulukontaktit": CONTACTS,
    "Viestintätuotokset": OUTPUTS,
}


def test_faultless_activity_has_no_findings(validate):
    validated = validate(**SHEETS)
    assert [(f.code, f.cell, f.value) for f in validated.findings] == []
    events = validated.submission.tables["events_visits"].frame
    assert events["towns"].tolist() == ["iisalmi,rauma", "iisalmi"]


@pytest.mark.parametrize(
    ("sheet", "change", "code", "cell", "severity"),
    [
        ("Tapahtumat_ja_vierailut", ("iisalmi-ta02", "iisalmi-ta01"), "EVE-001", "A2", "critical"),
        ("Tapahtumat_ja_vierailut", ("| 20 | 12 | 8", "| 19 | 12 | 8"), "EVE-002", "G2", "critical"),
        ("Tapahtumat_ja_vierailut", ("| 7.9.2022", "| 7.9.2020"), "EVE-003", "B2", "warning"),
        ("Tapahtumat_ja_vierailut", ("| 7.9.2022", "| 7.10.2022"), "EVE-004", "B2", "warning"),
        ("Tapahtumat_ja_vierailut", ("| 4,1 | 9", "| 4,1 | ."), "EVE-005", "K2", "warning"),
        ("Tapahtumat_ja_vierailut", ("| 4,1 | 9", "| 4,1 | 4"), "EVE-006", "K2", "info"),
        ("Tapahtumat_ja_vierailut", ("| 2022-3-o1", "| ."), "EVE-007", "M2", "warning"),
        ("Tapahtumat_ja_vierailut", ("| 2022-3-o1", "| 2022-3-o9"), "EVE-008", "M2", "warning"),
        ("Tapahtumat_ja_vierailut", ("| 4,1 | 9", "| 4,1 | 21"), "EVE-009", "K2", "warning"),
        ("Tapahtumat_ja_vierailut", ("| 300 |", "| 300,01 |"), "EVE-010", "L2", "warning"),
        ("Tapahtumat_ja_vierailut", ("Iisalmi, rauma", "Iisalmi, Pori"), "CEL-104", "F2", "warning"),
        ("Tapahtumat_ja_vierailut", ("| 4,1 |", "| 6,1 |"), "RNG-101", "J2", "warning"),
        ("Korkeakoulukontaktit", ("iisalmi-k02", "iisalmi-k01"), "HEC-001", "A2", "critical"),
        ("Korkeakoulukontaktit", ("| 7.9.2022", "| 7.9.2024"), "HEC-002", "C2", "warning"),
        ("Korkeakoulukontaktit", ("| 7.9.2022", "| 7.10.2022"), "HEC-003", "C2", "warning"),
        ("Korkeakoulukontaktit", ("Sovittiin hankkeesta", "."), "HEC-004", "G2", "warning"),
        ("Korkeakoulukontaktit", ("Sovittiin hankkeesta", "Rehtorin Aino Keksitty kanssa"), "HEC-005", "G2", "warning"),
        ("Korkeakoulukontaktit", ("Uusi tapaaminen", "Professori Eino Keksitty soittaa"), "HEC-006", "H3", "warning"),
        ("Korkeakoulukontaktit", ("| 3 |", "| 5 |"), "RNG-001", "F2", "critical"),
        ("Viestintätuotokset", ("iisalmi-m02", "iisalmi-m01"), "COM-001", "A2", "critical"),
        ("Viestintätuotokset", ("kyllä | kyllä", "ei | kyllä"), "COM-002", "G2", "warning"),
        ("Viestintätuotokset", ("kyllä | kyllä", "kyllä | ei"), "COM-003", "H2", "warning"),
        ("Viestintätuotokset", ("7.9.2022", "7.9.2019"), "COM-004", "D2", "warning"),
        ("Viestintätuotokset", ("7.9.2022", "7.12.2022"), "COM-005", "D2", "warning"),
        ("Viestintätuotokset", ("https://example.org/v", "."), "COM-006", "F3", "info"),
        (
            "Viestintätuotokset", ("Video   | Kartoitus eteni | 8.9", "Tiedote | Kartoitus alkoi | 7.9"),
            "COM-007", "C2", "warning",
        ),
    ],
)  # fmt: skip
def test_a_broken_promise_is_found_at_its_cell(validate, sheet, change, code, cell, severity):
    assert change[0] in SHEETS[sheet]
    validated = validate(**{**SHEETS, sheet: SHEETS[sheet].replace(*change, 1)})
    assert (code, cell, severity) in [(f.code, f.cell, str(f.severity)) for f in validated.findings]


def test_vouchers_are_not_looked_for_where_no_costs_were_sent(validate):
    validated = validate(Tapahtumat_ja_vierailut=EVENTS)
    assert [f.code for f in validated.findings] == []


def test_a_persons_name_is_not_repeated(validate):
    named = CONTACTS.replace("Sovittiin hankkeesta", "Professori Aino Keksitty lupasi aineiston")
    (finding,) = validate(Korkeakoulukontaktit=named).findings
    assert (finding.code, finding.value) == ("HEC-005", "•••")
    assert "Keksitty" not in finding.message.fi


def feedback(count):
    rows = [f"{number} | Koordinointi | 4" for number in range(1, count + 1)]
    return "\n".join(["Vastauksen numero | Palvelu | Arvo 1–5", *rows])


def test_four_responses_stay_hidden_and_five_do_not(validate):
    (finding,) = validate(Palvelupalaute=feedback(4)).findings
    assert (finding.code, str(finding.severity), finding.cell) == ("FEE-002", "info", "B2")
    assert finding.message.fi == "Palvelun vastausten määrä on 4. Alle 5 vastausta ei näytetä."
    assert validate(Palvelupalaute=feedback(5)).findings == ()


def test_a_response_is_given_once_and_within_the_scale(validate):
    twice = feedback(5).replace("2 |", "1 |", 1)
    assert [f.code for f in validate(Palvelupalaute=twice).findings] == ["FEE-001", "FEE-001"]
    too_good = feedback(5).replace("| 4", "| 6", 1)
    assert [(f.code, f.cell) for f in validate(Palvelupalaute=too_good).findings] == [("RNG-001", "C2")]


def test_a_comment_names_no_person(validate):
    text = (
        feedback(5)
        .replace("Arvo 1–5", "Arvo 1–5 | Vapaa teksti")
        .replace("| 4", "| 4 | Johtaja Aino Keksitty auttoi", 1)
    )
    (finding,) = validate(Palvelupalaute=text).findings
    assert (finding.code, finding.cell, finding.value) == ("FEE-003", "D2", "•••")
