"""What the tables of the project's administration promise: each promise broken once, at its cell."""

import pytest

# The application's budget: personnel 71 018 + 217 316 + 221 662, services 13 250 + 66 250 + 40 500; 20 % municipal.
BUDGET = """
Vuosi | Kustannuslaji   | Työpaketti | Toteuttaja | Määrä €  | Kuntarahoitus € | Valtion rahoitus € | Muutospäätös
2021  | Henkilöstökulut | TP5        | Iisalmi    | 71018    | 14204           | 56814              | .
2022  | Henkilöstökulut | TP5        | Iisalmi    | 217316   | 43463           | 173853             | .
2023  | Henkilöstökulut | TP5        | Iisalmi    | 221662   | 44332           | 177330             | .
2021  | Ostopalvelut    | TP1        | Iisalmi    | 13250    | 2650            | 10600              | .
2022  | Ostopalvelut    | TP1        | Iisalmi    | 26750    | 5350            | 21400              | .
2022  | Ostopalvelut    | TP2        | Iisalmi    | 39500    | 7900            | 31600              | .
2023  | Ostopalvelut    | TP2        | Iisalmi    | 5500     | 1100            | 4400               | .
2023  | Ostopalvelut    | Kohdentamaton | Iisalmi | 35000    | 7000            | 28000              | .
"""
COSTS = """
Tositteen tunnus | Toteuttaja | Tositteen päivä | Kustannuslaji   | Työpaketti | Määrä €  | Toimittaja | \
Tila     | Maksatuksen numero | Hyvityslasku
2022-07-p1       | Iisalmi    | 31.7.2022       | Henkilöstökulut | TP5        | 8489,20  | .          | \
Kirjattu | .                  | .
2022-3-o1        | Raahe      | 7.9.2022        | Ostopalvelut    | TP1        | 6600     | Kartta Oy  | \
Haettu   | 3                  | ei
2022-3-o1        | Raahe      | 7.9.2022        | Ostopalvelut    | TP2        | 6600     | Kartta Oy  | \
Haettu   | 3                  | ei
2022-3-h1        | Iisalmi    | 8.9.2022        | Ostopalvelut    | TP2        | -120,50  | Kartta Oy  | \
Kirjattu | .                  | kyllä
"""
HOURS = """
Henkilön peitetunnus | Kuukausi | Työpaketti | Tunnit | Osa-aika %
iisalmi-hlo1         | 1.8.2022 | TP1        | 90     | 100
iisalmi-hlo1         | 1.8.2022 | TP5        | 80     | 100
iisalmi-hlo2         | 1.8.2022 | TP5        | 80     | 50
"""
CLAIMS = """
Maksatuksen numero | Kustannuslaji   | Kausi alkaa | Kausi päättyy | Haettu € | Hyväksytty € | Maksettu € | \
Haettu päivänä | Päätöksen päivä
1                  | Henkilöstökulut | 1.9.2021    | 31.12.2021    | 71018    | 70000        | 70000      | \
14.2.2022      | 31.3.2022
1                  | Ostopalvelut    | 1.9.2021    | 31.12.2021    | 13250    | 13250        | 13250      | \
14.2.2022      | 31.3.2022
2                  | Henkilöstökulut | 1.1.2022    | 30.6.2022     | 108658   | .            | .          | \
14.8.2022      | .
"""
FUNDING = """
Kunta   | Vuosi | Sitoumus € | Maksettu €
Iisalmi | 2021  | 100000     | 100000
Rauma   | 2022  | 25999      | 0
"""
STEERING = """
Päätöksen tunnus | Kokouksen numero | Kokouspäivä | Päätös | Vastuurooli | Määräpäivä | Tila | Valmistunut
oh01-1 | 1 | 10.12.2021 | Hyväksyttiin suunnitelma | Projektipäällikkö | 31.1.2022 | Valmis | 20.1.2022
oh01-2 | 1 | 10.12.2021 | Merkittiin talous        | Hankesihteeri     | 31.1.2022 | Valmis | 20.1.2022
oh02-1 | 2 | 12.9.2022  | Valmistellaan vierailu   | Päätoteuttaja     | 31.10.2022 | Avoin | .
"""
RISKS = """
Riskin tunnus | Riski      | Todennäköisyys 1–5 | Vaikutus 1–5 | Riskiluku | Toimenpide | Omistajarooli     | \
Tila   | Arvioitu
r01           | Myöhästyminen | 3               | 4            | 12        | Muistutus  | Projektipäällikkö | \
Avoin  | 12.9.2022
r02           | Hinnat     | 2                  | 3            | .         | .          | Hankesihteeri     | \
Avoin  | 12.9.2022
"""
SHEETS = {
    "Budjetti": BUDGET,
    "Kustannukset": COSTS,
    "Työtunnit": HOURS,
    "Maksatukset": CLAIMS,
    "Kuntarahoitus": FUNDING,
    "Ohjausryhmä": STEERING,
    "Riskit": RISKS,
}


def brief(validated):
    return [(f.code, f.cell, str(f.severity)) for f in validated.findings]


def test_a_faultless_administration_has_no_findings(validate):
    assert [(f.code, f.cell, f.message.fi) for f in validate(**SHEETS).findings] == []


@pytest.mark.parametrize(
    ("sheet", "change", "code", "cell", "severity"),
    [
        (
            "Budjetti", ("2023  | Ostopalvelut    | Kohdentamaton", "2023 | Ostopalvelut | TP2"),
            "BUD-001", "A8", "critical",
        ),
        ("Budjetti", ("| 71018 ", "| 71118 "), "BUD-002", "E2", "critical"),
        ("Budjetti", ("26750    | 5350            | 21400", "27750 | 5350 | 22400"), "BUD-004", "E5", "warning"),
        ("Budjetti", ("| 14204 ", "| 14210 "), "BUD-005", "E2", "warning"),
        ("Budjetti", ("| 14204           | 56814", "| 14304 | 56714"), "BUD-006", "F2", "warning"),
        ("Budjetti", ("| 14204           | 56814", "| 14304 | 56714"), "BUD-007", "G2", "warning"),
        ("Budjetti", ("2021  | Ostopalvelut", "2024  | Ostopalvelut"), "RNG-001", "A5", "critical"),
        ("Kustannukset", ("| TP2        | 6600", "| TP1 | 6600"), "COS-001", "A3", "critical"),
        (
            "Kustannukset",
            ("| TP2        | 6600     | Kartta Oy  | Haettu   | 3", "| TP2 | 6600 | Kartta Oy | Haettu | 4"),
            "COS-002", "I3", "critical",
        ),
        ("Kustannukset", ("31.7.2022", "31.7.2021"), "COS-003", "C2", "critical"),
        ("Kustannukset", ("| kyllä", "| ei"), "COS-004", "F5", "critical"),
        ("Kustannukset", ("8489,20", "8489,205"), "COS-005", "F2", "warning"),
        ("Kustannukset", ("| TP1        | 6600", "| TP1 | 46600"), "COS-006", "F3", "warning"),
        ("Kustannukset", ("Haettu   | 3                  | ei", "Haettu | . | ei"), "COS-007", "I3", "warning"),
        ("Kustannukset", ("31.7.2022", "31.12.2022"), "COS-008", "C2", "warning"),
        ("Kustannukset", ("-120,50", "120,50"), "COS-009", "F5", "warning"),
        ("Kustannukset", ("6600     | Kartta Oy", "6600 | ."), "COS-010", "G3", "warning"),
        ("Työtunnit", ("| TP5        | 80     | 100", "| TP1 | 80 | 100"), "HOU-001", "A2", "critical"),
        # August 2022 has 23 weekdays: 23 * 7.65 = 175.95 hours, half of it 87.98.
        ("Työtunnit", ("| 80     | 50", "| 90 | 50"), "HOU-002", "D4", "warning"),
        ("Työtunnit", ("iisalmi-hlo2", "aino.keksitty"), "HOU-003", "A4", "warning"),
        ("Työtunnit", ("1.8.2022", "1.8.2021"), "HOU-004", "B2", "warning"),
        ("Työtunnit", ("| 80     | 50", "| 240 | ."), "HOU-005", "D2", "warning"),
        (
            "Maksatukset", ("2                  | Henkilöstökulut | 1.1.2022", "2 | Henkilöstökulut | 1.2.2022"),
            "CLA-003", "C4", "critical",
        ),
        ("Maksatukset", ("1                  | Ostopalvelut", "1 | Henkilöstökulut"), "CLA-001", "A2", "critical"),
        ("Maksatukset", ("30.6.2022", "30.6.2021"), "CLA-002", "D4", "warning"),
        ("Maksatukset", ("| 70000        | 70000", "| 72000 | 70000"), "CLA-004", "F2", "critical"),
        ("Maksatukset", ("108658", "508658"), "CLA-005", "E4", "warning"),
        ("Maksatukset", ("| 70000        | 70000", "| 70000 | 70500"), "CLA-006", "G2", "warning"),
        ("Maksatukset", ("31.12.2021    | 13250", "30.11.2021 | 13250"), "CLA-007", "C2", "critical"),
        ("Maksatukset", ("14.2.2022      | 31.3.2022", "14.2.2022 | 31.1.2022"), "CLA-009", "I2", "warning"),
        ("Kuntarahoitus", ("Rauma   | 2022", "Iisalmi | 2021"), "MUN-001", "A2", "critical"),
        ("Kuntarahoitus", ("| 25999", "| 24999"), "MUN-002", "C2", "warning"),
        ("Kuntarahoitus", ("| 25999      | 0", "| 25999 | 30000"), "MUN-003", "D3", "warning"),
        ("Ohjausryhmä", ("oh01-2", "oh01-1"), "STE-001", "A2", "critical"),
        ("Ohjausryhmä", ("oh01-2 | 1 | 10.12.2021", "oh01-2 | 1 | 11.12.2021"), "STE-002", "C2", "warning"),
        ("Ohjausryhmä", ("31.10.2022", "30.9.2022"), "STE-003", "F4", "warning"),
        ("Ohjausryhmä", ("Päätoteuttaja", "."), "STE-004", "E4", "warning"),
        ("Ohjausryhmä", ("31.10.2022", "."), "STE-005", "F4", "warning"),
        ("Ohjausryhmä", ("2 | 12.9.2022", "2 | 12.6.2021"), "STE-006", "C4", "warning"),
        ("Ohjausryhmä", ("2 | 12.9.2022", "2 | 12.10.2022"), "STE-007", "C4", "warning"),
        ("Ohjausryhmä", ("31.1.2022 | Valmis", "30.11.2021 | Valmis"), "STE-008", "F2", "warning"),
        ("Ohjausryhmä", ("Valmis | 20.1.2022", "Valmis | ."), "STE-009", "H2", "info"),
        ("Riskit", ("r02", "r01"), "RIS-001", "A2", "critical"),
        ("Riskit", ("| 12        |", "| 13 |"), "RIS-002", "E2", "warning"),
        ("Riskit", ("| Muistutus", "| ."), "RIS-003", "F2", "warning"),
        ("Riskit", ("| Hankesihteeri", "| ."), "RIS-004", "G3", "warning"),
        ("Riskit", ("12.9.2022", "12.11.2022"), "RIS-005", "I2", "warning"),
        ("Riskit", ("| 3               | 4", "| 6 | 4"), "RNG-001", "C2", "critical"),
    ],
)  # fmt: skip
def test_a_broken_promise_is_found_at_its_cell(validate, sheet, change, code, cell, severity):
    assert change[0] in SHEETS[sheet]
    validated = validate(**{sheet: SHEETS[sheet].replace(*change, 1)})
    assert (code, cell, severity) in brief(validated)


def test_a_budget_that_differs_is_accepted_with_its_change_decision(validate):
    changed = BUDGET.replace(
        "| 71018    | 14204           | 56814              | .", "| 71118 | 14204 | 56914 | PSL/12 1.6.2022"
    )
    validated = validate(Budjetti=changed)
    (finding,) = [f for f in validated.findings if f.code == "BUD-003"]
    assert "PSL/12 1.6.2022" in finding.message.fi
    assert str(validated.verdicts["budget_plan"]) != "rejected"


def test_another_towns_budget_is_not_held_to_the_networks_sums(validate):
    part = "\n".join(BUDGET.strip().splitlines()[:2])
    assert brief(validate("raahe", Budjetti=part)) == []


def test_the_first_claim_may_begin_when_the_project_really_began(validate):
    assert brief(validate(Maksatukset=CLAIMS.replace("1.9.2021", "1.10.2021"))) == []
    assert ("CLA-003", "C2", "critical") in brief(validate(Maksatukset=CLAIMS.replace("1.9.2021", "1.11.2021")))


def test_claims_may_be_listed_in_any_order(validate):
    heading, *claims = CLAIMS.strip().splitlines()
    assert brief(validate(Maksatukset="\n".join([heading, *reversed(claims)]))) == []


def test_a_claim_is_the_sum_of_its_vouchers_where_all_of_them_were_read(validate):
    claims = """
Maksatuksen numero | Kustannuslaji | Kausi alkaa | Kausi päättyy | Haettu €
1                  | Ostopalvelut  | 1.9.2021    | 30.6.2022     | 0
2                  | Ostopalvelut  | 1.7.2022    | 30.9.2022     | 13200
"""
    costs = COSTS.replace("| 3  ", "| 2  ")
    assert brief(validate(Maksatukset=claims, Kustannukset=costs)) == []
    validated = validate(Maksatukset=claims.replace("13200", "13300"), Kustannukset=costs)
    assert brief(validated) == [("CLA-008", "E3", "warning")]
    assert "tositteiden summa on 13\xa0200\xa0€" in validated.findings[0].message.fi


def test_services_of_earlier_quarters_count_against_the_work_packages_budget(validate):
    earlier = validate(
        quarter="2022Q2",
        Kustannukset=COSTS.replace("| TP1        | 6600", "| TP1 | 35000")
        .replace("7.2022", "5.2022")
        .replace("9.2022", "6.2022"),
    )
    (finding,) = validate(earlier=[earlier], Kustannukset=COSTS).findings
    assert (finding.code, finding.cell) == ("COS-006", "F3")
    assert "41\xa0600\xa0€" in finding.message.fi
