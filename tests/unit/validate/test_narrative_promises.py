"""What the texts promise: the chapters that wait for one are there, and no text contradicts the key figures."""

import pytest

from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.validate.submissions import validate_submissions
from tests.workbooks import sent, workbook

FIGURES = """
Vuosi | Toimiala        | Henkilöstö | Yritykset | Liikevaihto € | Vienti €
2021  | Metsäteollisuus | 800        | 40        | 10000000      | 4000000
2021  | Muut toimialat  | 400        | 60        | 2500000       | 100000
2021  | Yhteensä        | 1200       | 100       | 12500000      | 4100000
"""
HEADINGS = "Raportti | Luku | Kieli | Teksti | Kirjoittajan rooli | Tila\n"
SWOT = ("Vahvuudet", "Heikkoudet", "Mahdollisuudet", "Uhat")


def texts(*rows, report="Kaupungin tilannekuva"):
    return "\n".join(f"{report} | {chapter} | suomi | {text} | Hanketyöntekijä | Hyväksytty" for chapter, text in rows)


def swot(text="Yhteistyö sujuu."):
    return HEADINGS + texts(*((chapter, text if chapter == SWOT[0] else "Teksti.") for chapter in SWOT))


def brief(validated):
    return [(f.code, f.cell, str(f.severity)) for f in validated.findings]


def test_a_chapter_that_a_due_document_waits_for_is_asked_for(validate):
    validated = validate("raahe", Tekstit=HEADINGS + texts(("Vahvuudet", "Teksti."), ("Uhat", "Teksti.")))
    assert brief(validated) == [("NAR-002", "B2", "warning")]
    assert validated.findings[0].message.fi == (
        "Tällä neljänneksellä valmistuvista asiakirjoista puuttuu tekstejä. "
        "Kaupungin tilannekuva: Heikkoudet, Mahdollisuudet."
    )
    assert validated.findings[0].message.sv.endswith("Stadens lägesbild: Svagheter, Möjligheter.")


def test_with_all_chapters_nothing_is_asked_for_and_the_network_is_the_lead_partners(validate):
    assert brief(validate("raahe", Tekstit=swot())) == []
    (found,) = validate("iisalmi", Tekstit=swot()).findings
    assert found.message.en == (
        "Texts are missing from the documents that are due this quarter. "
        "Network picture: Strengths, Weaknesses, Opportunities, Threats, Growth areas, Development proposals."
    )


def test_in_a_quarter_in_which_nothing_is_due_no_chapter_is_asked_for(validate):
    assert brief(validate("raahe", "2022Q2", Tekstit=HEADINGS + texts(("Vahvuudet", "Teksti.")))) == []


@pytest.mark.parametrize(
    ("text", "claim", "figure"),
    [
        (
            "Raahen yritysten liikevaihto oli 14 miljoonaa euroa vuonna 2021.",
            "Raahen yritysten liikevaihto oli 14 miljoonaa euroa vuonna 2021",
            "12\xa0500\xa0000",
        ),
        ("Metsä kasvaa. Vuonna 2021 Raahen vienti oli 900 000 euroa.", "Vuonna 2021 Raahen vienti oli 900 000 euroa",
         "4\xa0100\xa0000"),
        ("Kaupungin yritysten määrä vuonna 2021 oli noin 250.", "Kaupungin yritysten määrä vuonna 2021 oli noin 250",
         "100"),
        ("Brahestads företags omsättning var 14 miljoner euro år 2021.",
         "Brahestads företags omsättning var 14 miljoner euro år 2021", "12\xa0500\xa0000"),
    ],
)  # fmt: skip
def test_a_sentence_that_contradicts_the_key_figures_is_told(validate, text, claim, figure):
    (found,) = validate("raahe", Tekstit=swot(text), Tunnusluvut=FIGURES).findings
    assert (found.code, found.cell, str(found.severity)) == ("NAR-003", "D2", "warning")
    assert found.message.fi == f"Tekstissä lukee ”{claim}”, mutta Tunnusluvut-välilehdellä luku on {figure}."


@pytest.mark.parametrize(
    "text",
    [
        "Raahen yritysten liikevaihto oli 12,5 miljoonaa euroa vuonna 2021.",
        "Raahen yritysten liikevaihto oli noin 12 miljoonaa euroa vuonna 2021.",
        "Raahen vienti oli 4 miljoonaa euroa vuonna 2021.",
        "Raahen yritysten liikevaihto oli 14 miljoonaa euroa vuonna 2020.",
        "Raahen yritysten liikevaihto oli 14 miljoonaa euroa.",
        "Ahjo Oy:n liikevaihto oli 3 miljoonaa euroa vuonna 2021.",
        "Yksikkö avattiin 2021. Henkilöstö oli 12 henkilöä vuonna 2021.",
        "Kaupungin henkilöstö oli 900 vuonna 2021.",
        "Raahen vienti oli 9 prosenttia suurempi vuonna 2021.",
        "Raahen yritysten määrä oli 12 suurempi kuin vuonna 2021.",
        "Kyselyyn vastasi 12 yritystä vuonna 2021.",
        "Raahen yritysten liikevaihto oli 14 miljoonaa euroa vuonna 2021 metallialalla.",
    ],
)
def test_what_agrees_or_is_not_clearly_the_towns_own_figure_is_passed_over(validate, text):
    assert brief(validate("raahe", Tekstit=swot(text), Tunnusluvut=FIGURES)) == []


SUBMISSION = """
Neljännes | Kuntanumero | Lähettäjän rooli | Lomakeversio | Päiväys
2022Q3    | 678         | Yhteyshenkilö    | 1.0          | 20.9.2022
"""
PROPOSAL = """
Ehdotuksen tunnus | Ehdotus  | Perustelu | Vastuutaho | Kiireellisyys | Vaihe
raahe-e01         | Koulutus | Tarve     | Kehitys Oy | Heti          | Sovittu
"""


def test_the_quarter_that_closes_the_situation_picture_needs_a_proposal(validate):
    assert brief(validate("raahe", Lähetys=SUBMISSION)) == [("SUB-005", "A2", "warning")]
    assert brief(validate("raahe", Lähetys=SUBMISSION, Kehittämisehdotukset=PROPOSAL)) == []


def test_a_proposal_that_was_sent_before_holds_and_before_that_quarter_none_is_asked_for(validate):
    earlier = validate("raahe", "2022Q2", Kehittämisehdotukset=PROPOSAL)
    assert brief(validate("raahe", Lähetys=SUBMISSION, earlier=[earlier])) == []
    assert brief(validate("raahe", "2022Q2", Lähetys=SUBMISSION.replace("2022Q3", "2022Q2"))) == []


IMPLEMENTED = HEADINGS + texts(("Työpaketin 3 toteutus", "Vierailut toteutuivat."), report="Väliraportti")
VISIT = """
Tapahtuman tunnus | Päivä     | Tyyppi   | Aihe             | Maa
v1                | 17.8.2022 | Vierailu | Käynti tehtaalla | FI
"""


def codes_of_coordinator(project, **sheets_of_raahe):
    workbooks = {"iisalmi": {"Tekstit": IMPLEMENTED}, "raahe": sheets_of_raahe}
    submissions = [
        read_submission(project, town, "2022Q3", [sent(f"{town}.xlsx", workbook(**sheets))])
        for town, sheets in workbooks.items()
    ]
    validated = validate_submissions(project, Quarter(2022, 3), submissions)
    return [(f.code, f.cell) for f in validated[0].findings if f.code == "NAR-004"]


def test_a_work_package_that_is_said_to_be_carried_out_has_something_to_show(project):
    assert codes_of_coordinator(project, Tekstit=swot()) == [("NAR-004", "D2")]
    assert codes_of_coordinator(project, **{"Tapahtumat_ja_vierailut": VISIT}) == []


def test_a_text_that_is_checked_alone_is_not_held_against_what_others_recorded(validate):
    assert "NAR-004" not in [f.code for f in validate("iisalmi", Tekstit=IMPLEMENTED).findings]
