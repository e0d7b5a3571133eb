"""What the tables of the strategy work promise: each promise broken once, at its cell."""

import pytest

ACTORS = """
Toimijan tunnus | Nimi         | Nelikierteen osa | Toimijatyyppi | Päätoimiala     | Nimi julkinen
iisalmi-001     | Ahjo Oy      | Yritykset        | Pk-yritys     | Metsäteollisuus | kyllä
iisalmi-002     | Kehitys Oy   | Julkinen sektori | Kehitysyhtiö  | Muut toimialat  | kyllä
"""
GAPS = """
Puutteen tunnus | Toimiala        | Kuvaus      | Puutteen tyyppi | Tärkeys 1–3 | Tila
iisalmi-p01     | Metsäteollisuus | Automaatio  | Osaajat         | 2           | Avoin
"""
PROPOSALS = """
Ehdotuksen tunnus | Ehdotus | Perustelu | Vastuutaho | Kiireellisyys | Vaihe
iisalmi-e01       | Koulutus | Tarve    | Kehitys Oy | Heti          | Sovittu
"""
STRATEGY = """
Kenen strategia | Kieli | Visio                                    | Päämäärät  | Tila       | Hyväksytty
Kunta           | suomi | Iisalmi kehittää koneita yhdessä vuonna 2027 | Yhteistyö  | Hyväksytty | 8.5.2022
Verkosto        | suomi | Verkosto on hankkeiden alusta vuonna 2027    | Alusta     | Luonnos    | .
"""
MEASURES = """
Toimenpiteen tunnus | Toimenpide | Kehittämisehdotukset | Päämäärän numero | Vastuutahon tunnus | Alkaa | \
Päättyy | Mittari | Tila | Julkaistaan
iisalmi-t01 | Koulutus  | iisalmi-e01 | 1 | iisalmi-002 | 1.10.2022 | 30.6.2023 | Yritykset | Suunniteltu | kyllä
iisalmi-t02 | Kokeilu   | iisalmi-e01 | . | .           | .         | .         | .         | Suunniteltu | ei
"""
AGREEMENTS = """
Sopimuksen tunnus | Sopimus | Osapuolet | Osapuolten tunnukset | Sopimuksen tyyppi | Tila | Allekirjoitettu | \
Voimassa alkaen | Voimassa saakka
iisalmi-s01 | Aiesopimus | Kunta ja Kehitys Oy | iisalmi-002, iisalmi-001 | Aiesopimus | Allekirjoitettu | \
1.3.2022 | 1.3.2022 | 31.12.2024
iisalmi-s02 | Kumppanuus | Kunta ja Ahjo Oy    | .                        | Muu sopimus | Luonnos        | \
.        | .        | .
"""
NEEDED = """
Tarpeen tunnus | Mitä haetaan | Toimijatyyppi | Toimiala        | Osaamispuutteen tunnus | Tila        | \
Ensimmäinen yhteydenotto | Toimijan tunnus | Julkinen
iisalmi-n01    | Kouluttaja   | Pk-yritys     | Metsäteollisuus | iisalmi-p01            | Kontaktoitu | \
1.8.2022                 | .               | kyllä
iisalmi-n02    | Ylläpitäjä   | Kehitysyhtiö  | Muut toimialat  | .                      | Mukana      | \
1.8.2022                 | iisalmi-002     | ei
"""
OFFERS = """
Kohteen tunnus | Kieli    | Kohde   | Kohteen laji | Pinta-ala m² | Sähköteho MW | Testialusta
iisalmi-i01    | suomi    | Tontit  | Tontti       | 8000         | 4            | .
iisalmi-i01    | englanti | Plots   | Tontti       | 8000         | 4            | .
iisalmi-i02    | suomi    | Halli   | Testialusta  | .            | .            | Robottisolu
"""
SHEETS = {
    "Toimijat": ACTORS,
    "Osaamispuutteet": GAPS,
    "Kehittämisehdotukset": PROPOSALS,
    "Strategia": STRATEGY,
    "Kehittämistoimenpiteet": MEASURES,
    "Sopimukset": AGREEMENTS,
    "Tarvittavat_toimijat": NEEDED,
    "Sijoittumistarjonta": OFFERS,
}


def test_faultless_strategy_work_has_no_findings(validate):
    validated = validate(**SHEETS)
    assert [(f.code, f.cell, f.value) for f in validated.findings] == []
    assert {str(verdict) for verdict in validated.verdicts.values()} == {"accepted"}


@pytest.mark.parametrize(
    ("sheet", "change", "code", "cell", "severity"),
    [
        ("Strategia", ("Verkosto        | suomi", "Kunta | suomi"), "STR-001", "A2", "critical"),
        ("Strategia", ("Iisalmi kehittää koneita yhdessä vuonna 2027", "Kasvu"), "STR-002", "C2", "warning"),
        ("Strategia", ("| 8.5.2022", "| ."), "STR-006", "F2", "warning"),
        ("Strategia", ("| 8.5.2022", "| 8.5.2023"), "STR-007", "F2", "warning"),
        ("Kehittämistoimenpiteet", ("iisalmi-t02", "iisalmi-t01"), "MEA-001", "A2", "critical"),
        ("Kehittämistoimenpiteet", ("30.6.2023", "30.6.2022"), "MEA-002", "G2", "warning"),
        ("Kehittämistoimenpiteet", ("| iisalmi-002 |", "| . |"), "MEA-003", "E2", "warning"),
        ("Kehittämistoimenpiteet", ("30.6.2023", "."), "MEA-004", "G2", "warning"),
        ("Kehittämistoimenpiteet", ("| Yritykset |", "| . |"), "MEA-005", "H2", "warning"),
        ("Kehittämistoimenpiteet", ("| iisalmi-e01 | 1", "| iisalmi-e09 | 1"), "MEA-006", "C2", "warning"),
        ("Kehittämistoimenpiteet", ("| iisalmi-e01 | 1", "| . | 1"), "MEA-007", "C2", "warning"),
        ("Kehittämistoimenpiteet", ("| iisalmi-002 |", "| iisalmi-404 |"), "MEA-008", "E2", "warning"),
        ("Kehittämistoimenpiteet", ("| 1 |", "| 2 |"), "MEA-009", "D2", "warning"),
        ("Kehittämistoimenpiteet", ("| 1 |", "| . |"), "MEA-010", "D2", "warning"),
        ("Sopimukset", ("iisalmi-s02", "iisalmi-s01"), "AGR-001", "A2", "critical"),
        ("Sopimukset", ("31.12.2024", "31.12.2021"), "AGR-002", "I2", "warning"),
        ("Sopimukset", ("| 1.3.2022 | 1.3.2022", "| . | 1.3.2022"), "AGR-003", "G2", "critical"),
        ("Sopimukset", ("Allekirjoitettu | 1.3.2022", "Luonnos | 1.3.2022"), "AGR-004", "G2", "warning"),
        ("Sopimukset", ("Allekirjoitettu | 1.3.2022", "Allekirjoitettu | 1.3.2023"), "AGR-005", "G2", "warning"),
        ("Sopimukset", ("iisalmi-002, iisalmi-001", "iisalmi-002, iisalmi-404"), "AGR-006", "D2", "warning"),
        (
            "Sopimukset", ("Allekirjoitettu | 1.3.2022 | 1.3.2022 | 31.12.2024", "Päättynyt | 1.3.2022 | 1.3.2022 | ."),
            "AGR-007", "I2", "warning",
        ),
        ("Tarvittavat_toimijat", ("iisalmi-n02", "iisalmi-n01"), "NEE-001", "A2", "critical"),
        ("Tarvittavat_toimijat", ("| iisalmi-002     | ei", "| . | ei"), "NEE-002", "H3", "critical"),
        ("Tarvittavat_toimijat", ("| iisalmi-002     | ei", "| iisalmi-404 | ei"), "NEE-003", "H3", "warning"),
        ("Tarvittavat_toimijat", ("| iisalmi-p01", "| iisalmi-p09"), "NEE-004", "E2", "warning"),
        ("Tarvittavat_toimijat", ("Kontaktoitu | 1.8.2022", "Kontaktoitu | ."), "NEE-005", "G2", "warning"),
        ("Tarvittavat_toimijat", ("Kontaktoitu | 1.8.2022", "Kontaktoitu | 1.11.2022"), "NEE-007", "G2", "warning"),
        ("Sijoittumistarjonta", ("iisalmi-i01    | englanti", "iisalmi-i01 | suomi"), "INV-001", "A2", "critical"),
        ("Sijoittumistarjonta", ("Tontti       | 8000", "Tontti | ."), "INV-002", "E2", "warning"),
        (
            "Sijoittumistarjonta", ("| Plots   | Tontti       | 8000", "| Plots | Tontti | 9000"),
            "INV-003", "E3", "warning",
        ),
        ("Sijoittumistarjonta", ("| Robottisolu", "| ."), "INV-004", "G4", "warning"),
        ("Sijoittumistarjonta", ("8000         | 4", "8000 | 4000"), "RNG-101", "F2", "warning"),
    ],
)  # fmt: skip
def test_a_broken_promise_is_found_at_its_cell(validate, sheet, change, code, cell, severity):
    assert change[0] in SHEETS[sheet]
    validated = validate(**{**SHEETS, sheet: SHEETS[sheet].replace(*change, 1)})
    assert (code, cell, severity) in [(f.code, f.cell, str(f.severity)) for f in validated.findings]


def goals(count):
    return "¶".join(f"Päämäärä {number}" for number in range(1, count + 1))


def test_eight_goals_are_too_many(validate):
    assert codes(validate(**{**SHEETS, "Strategia": STRATEGY.replace("Alusta", goals(7))})) == []
    validated = validate(**{**SHEETS, "Strategia": STRATEGY.replace("Alusta", goals(8))})
    assert [(f.code, f.cell) for f in validated.findings] == [("STR-003", "D3")]
    assert validated.findings[0].message.fi.startswith("Päämääriä on 8")


def test_a_strategy_has_as_many_goals_in_each_language(validate):
    swedish = STRATEGY.replace("Verkosto        | suomi", "Kunta | ruotsi").replace("Alusta", goals(2))
    validated = validate(**{**SHEETS, "Strategia": swedish})
    assert [(f.code, f.cell) for f in validated.findings] == [("STR-004", "D2")]


def codes(validated):
    return [finding.code for finding in validated.findings]


def test_a_strategy_without_a_measure_is_told_and_stays_accepted(validate):
    validated = validate(**{sheet: text for sheet, text in SHEETS.items() if sheet != "Kehittämistoimenpiteet"})
    assert [(f.code, f.cell, str(f.severity)) for f in validated.findings] == [("STR-008", "A2", "warning")]
    assert validated.findings[0].message.fi == "Strategialla (Kunta) ei ole yhtään kehittämistoimenpidettä."
    assert str(validated.verdicts["strategy"]) == "accepted_with_warnings"


def test_the_networks_strategy_needs_measures_when_it_is_approved(validate):
    approved = STRATEGY.replace("Luonnos    | .", "Hyväksytty | 8.5.2022")
    assert [(f.code, f.cell) for f in validate(**{**SHEETS, "Strategia": approved}).findings] == [("STR-008", "A3")]


def test_the_networks_strategy_comes_from_the_coordinator_alone(validate):
    validated = validate("raahe", Strategia=STRATEGY)
    assert ("STR-005", "A3") in [(f.code, f.cell) for f in validated.findings]


def test_a_goal_is_not_compared_where_the_town_sent_no_strategy(validate):
    validated = validate(
        **{**SHEETS, "Strategia": STRATEGY.replace("Kunta ", "Verkosto ").replace("suomi", "ruotsi", 1)}
    )
    assert "MEA-009" not in [f.code for f in validated.findings]


def test_messages_say_codes_in_words_and_name_the_value(validate):
    earlier = validate(quarter="2022Q2", **SHEETS)
    back = NEEDED.replace("| Kontaktoitu | 1.8.2022", "| Tunnistettu | .")
    (finding,) = validate(earlier=[earlier], **{**SHEETS, "Tarvittavat_toimijat": back}).findings
    assert finding.code == "NEE-006"
    assert (
        finding.message.fi == "Tila (Tunnistettu) on aikaisempi kuin neljänneksellä Q2/2022 ilmoitettu (Kontaktoitu)."
    )
    assert "Identifierad" in finding.message.sv
