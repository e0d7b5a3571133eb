"""Offline, a reference to another town's data is neither right nor wrong: it is said that nobody checked it."""

from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.validate.answer_references import assume_references
from tasks.validate.submissions import validate_submissions

ACTORS = """
Toimijan tunnus | Nimi     | Nelikierteen osa | Toimijatyyppi | Päätoimiala     | Nimi julkinen
aarnio-001      | Ahjo Oy  | Yritykset        | Pk-yritys     | Metsäteollisuus | kyllä
"""
LINKS = """
Mistä      | Mihin        | Yhteyden tyyppi | Vahvuus 1–3
aarnio-001 | stillvik-007 | TKI             | 2
aarnio-001 | aarnio-999   | TKI             | 2
"""


def checked(towns, file):
    submission = read_submission(towns, "aarnio", "2022Q3", [file])
    elsewhere, not_checked = assume_references(towns, submission, file.origin)
    (validated,) = validate_submissions(towns, Quarter(2022, 3), [submission], elsewhere)
    return [(f.code, f.cell) for f in validated.findings], [(str(f.severity), f.message.fi) for f in not_checked]


def test_another_towns_actor_is_not_rejected_and_the_own_unknown_one_is(towns, plain):
    found, not_checked = checked(towns, plain(Toimijat=ACTORS, Yhteydet=LINKS))
    assert found == [("LNK-004", "B3")]
    assert not_checked == [
        ("info", "Taulukon Yhteydet viittauksia (stillvik-007) muiden aineistoon ei voitu tarkistaa. Viittauksia on 1.")
    ]


def test_the_own_actors_are_taken_for_right_when_their_table_is_in_another_file(towns, plain):
    found, not_checked = checked(towns, plain(Yhteydet=LINKS))
    assert found == []
    assert "aarnio-001, aarnio-999, stillvik-007" in not_checked[0][1]


def test_an_id_that_belongs_to_no_town_is_still_wrong(towns, plain):
    found, not_checked = checked(towns, plain(Toimijat=ACTORS, Yhteydet=LINKS.replace("stillvik-007", "xyz-007")))
    assert found == [("LNK-004", "B2"), ("LNK-004", "B3")]
    assert not_checked == []
