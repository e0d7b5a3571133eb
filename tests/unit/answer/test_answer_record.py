"""The record of an answer, from which the page tells a town what became of its submission."""

import datetime as dt

from config.contracts import Message
from config.texts import Text
from tasks.findings import Place, Verdict, finding_at
from tasks.submissions import Standing
from tasks.validate.answer_record import answer_record, parse_record
from tasks.validate.verdicts import judge
from tests.unit.answer.conftest import ACTORS


def test_it_says_in_every_language_what_became_of_each_table(towns, aarnio, judged, plain):
    record = answer_record(towns, aarnio, judged(plain(Toimijat=ACTORS)), ["palaute_lomake.xlsx"])
    assert record.verdicts["actors"] is Verdict.REJECTED
    assert record.verdicts["links"] is Verdict.MISSING
    assert (record.is_to_be_corrected, record.is_to_be_checked) == (True, True)
    assert [record.words[language].foremost[0].place for language in ("fi", "sv")] == ["Toimijat, F3", "Toimijat, F3"]
    assert "ei voitu hyväksyä" in record.words["fi"].verdict
    assert "kunde inte" in record.words["sv"].verdict


def test_a_submission_of_another_town_is_told_of_that_alone(towns, aarnio, judged, plain):
    submission = judged(plain(Toimijat=ACTORS)).submission
    message = Message(
        severity="critical",
        message=Text(fi="Väärä kunta.", sv="Fel kommun.", en="Wrong town."),
        fix=Text(fi="-", sv="-", en="-"),
    )
    other_town = finding_at(Place("aarnio", "2022Q3", "submission", "lomake.xlsx!Lähetys!2"), "SUB-003", message)
    record = answer_record(towns, aarnio, judge(submission, [other_town]), [])
    assert [one.message for one in record.words["fi"].foremost] == ["Väärä kunta."]


def test_at_most_five_findings_come_first(towns, aarnio, judged, plain):
    rows = ACTORS + "aarnio-003 | X Oy | Yritykset | Pk-yritys | Muut toimialat | ehkä | .\n" * 9
    record = answer_record(towns, aarnio, judged(plain(Toimijat=rows)), [])
    assert len(record.words["fi"].foremost) == 5


def test_it_names_the_day_of_what_stands_from_before(towns, aarnio, judged, plain):
    origin = plain(Toimijat=ACTORS).origin
    standing = Standing("aarnio", "actors", Verdict.REJECTED, "2022Q3", dt.date(2022, 9, 30), origin, 2)
    record = answer_record(towns, aarnio, judged(plain(Toimijat=ACTORS)), [], [standing])
    assert record.words["fi"].standing == ("Toimijat (uusin versio hylättiin; 30.9.2022 lähetetty versio on voimassa)",)
    assert answer_record(towns, aarnio, judged(plain(Toimijat=ACTORS)), []).words["fi"].standing == ()


def test_what_another_version_wrote_is_no_record(towns, aarnio, judged, plain):
    record = answer_record(towns, aarnio, judged(plain(Toimijat=ACTORS)), [])
    assert parse_record(record.model_dump_json().encode()) == record
    assert parse_record(b'{"town": "aarnio"}') is None
