"""The interim report tells the period, what came of the plan, and which deviations nobody has explained."""

from dataclasses import replace

from config.quarters import Quarter
from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tests.golden.invented_quarter import document_inputs
from tests.golden.invented_submissions import ESIMERKKILA, SENT

REPORT = find_deliverable("interim_report")
EARLIER = tuple(Quarter.parse(one) for one in ("2021Q3", "2021Q4", "2022Q1", "2022Q2"))
ON_TIME = {
    "steering_pack": EARLIER,
    "interim_report": (EARLIER[1], EARLIER[3]),
    "payment_claim": (EARLIER[1], EARLIER[3]),
}


def text_of(made=None, **changed):
    sent = {**SENT, "esimerkkila": {**ESIMERKKILA, **changed}}
    inputs = replace(document_inputs("network", sent, deliverable=REPORT.id), made=made or {})
    built = build_document(REPORT, inputs)
    assert check_document(built.content) == []
    return outline(built.content)


def narrative(chapter, text):
    return ESIMERKKILA["narratives"] + f"        interim_report | {chapter} | fi | {text} | Päätoteuttaja | approved\n"


def test_the_costs_of_the_period_stand_to_the_cent_beside_what_was_claimed_before():
    text = text_of().replace("\N{NO-BREAK SPACE}", " ")
    assert "Raportti kattaa maksatuskauden 1.7.2022–30.9.2022 (maksatus 3)." in text
    assert "Henkilöstökulut | 509 996,00 € | 160 000,75 € | 42 000,25 € | 202 001,00 € | 307 995,00 €" in text
    assert "Mallila | 12 000,00 € | 0,00 € | 12 000,00 €" in text


def test_a_deviation_that_nobody_explains_is_a_visible_gap_until_somebody_does():
    late = "[Gap] Asiakirjoja on myöhässä tai odottamassa toisia, mutta poikkeaman selitys puuttuu."
    assert late in text_of()
    assert late not in text_of(made=ON_TIME)
    text = text_of(narratives=narrative("schedule_deviations", "Työ alkoi myöhemmin."))
    assert late not in text
    assert "Työ alkoi myöhemmin." in text


def test_costs_a_tenth_below_the_plan_ask_for_an_explanation():
    # 247 001 spent and 296 942.50 planned: 17 % less.
    text = text_of().replace("\N{NO-BREAK SPACE}", " ")
    assert "[Gap] Kertyneet kustannukset ovat yli 10 % suunnitelmaa pienemmät" in text
    close = ESIMERKKILA["costs"].replace("| 30000.25   |", "| 70000.25   |")
    assert "mutta poikkeaman selitys puuttuu" not in text_of(made=ON_TIME, costs=close)


def test_a_published_output_stands_with_its_quarter_and_one_that_is_due_says_so():
    text = text_of(made=ON_TIME | {"situation_picture": (Quarter(2022, 2),)})
    row = next(line for line in text.splitlines() if line.strip().startswith("TP1-O1 "))
    assert row.split(" | ")[2:] == ["Q3/2022", "Q2/2022", "julkaistu, täydentyy tällä neljänneksellä"]
    assert "Kauden lopussa valmistuvat: Tilannekuva; Verkoston tilannekuva." in text


def test_a_period_whose_vouchers_are_missing_says_so_and_shows_no_zero():
    text = text_of(costs=None)
    assert "[Gap] Kustannuksia ei ole toimitettu: Q3/2022." in text
    assert "Kauden kustannuksia ei voida esittää" in text
    row = next(line for line in text.splitlines() if line.strip().startswith("Ostopalvelut | 120"))
    assert row.split(" | ")[3:] == ["ei tietoa"] * 3


def test_what_the_next_period_owes_is_listed_with_its_quarters():
    text = text_of()
    assert "- Valtakunnallinen vertailu (Q4/2022)" in text
    assert "Strategia (Q1/2023)" not in text
