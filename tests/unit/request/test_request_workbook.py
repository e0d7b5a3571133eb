"""The workbook that asks a town: what stands in it, what may be written into it, and what comes back."""

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from config.models import JointUnit
from tasks.request.workbook import request_workbook
from tasks.submissions import AcceptedData
from tests.unit.request.asked import ASKED, accepted, cover_text, opened, said, sent_back, values

ACTORS = [
    {
        "actor_id": "iisalmi-001", "name": "A*B Oy", "business_id": "9000001-1", "helix": "business",
        "actor_type": "sme", "primary_sector": "metsa", "other_sectors": "teknologia,elintarvike",
        "industry_code": "02", "staff_class": "5-9", "active_from": pd.Timestamp(1895, 1, 31), "name_is_public": True,
    },
    {
        "actor_id": "iisalmi-002", "name": "=1+1 Oy", "helix": "public", "actor_type": "municipality",
        "primary_sector": "muu", "active_from": pd.Timestamp(2021, 10, 1), "active_to": pd.Timestamp(2022, 6, 30),
        "name_is_public": False,
    },
]  # fmt: skip
EXTERNAL = [
    {
        "external_id": "ulko-iisalmi-01", "name": "Unelmalan yliopisto", "country": "NO", "helix": "academia",
        "actor_type": "university",
    }
]  # fmt: skip
LINKS = [
    {
        "from_id": "iisalmi-001", "to_id": "ulko-iisalmi-01", "link_type": "rdi", "intensity": 3,
        "active_from": pd.Timestamp(2020, 2, 29),
    }
]  # fmt: skip
FIGURES = [
    {
        "year": 2021, "sector": "yhteensa", "employee_count": 12345, "firm_count": 678, "turnover_eur": 1234567.89,
        "rd_person_years": 12.5, "largest_firm_share_class": "under_50", "is_estimate": True,
    }
]  # fmt: skip
NARRATIVES = [
    {
        "report": "situation_picture", "chapter": "rdi", "language": "sv", "author_role": "hanketyöntekijä",
        "state": "approved", "text": "Ensimmäinen kappale.\n\n- luettelo\n- **lihavointi** & <merkki>",
    }
]  # fmt: skip
PROPOSALS = [
    {
        "proposal_id": "iisalmi-e01", "title": "Ehdotus", "justification": "Syy", "gap_ids": "iisalmi-p01,iisalmi-p02",
        "owner": "Kunta", "urgency": "near", "state": "draft",
    }
]  # fmt: skip
SENT = [
    {
        "quarter": "2022Q3", "municipality_code": "140", "sender_role": "project_worker", "form_version": "1.0",
        "submitted_date": pd.Timestamp(2022, 10, 2), "mapping_method": "own_staff", "mapping_kind": "updated",
    }
]  # fmt: skip
EARLIER_TABLES = {
    "submission": SENT, "actors": ACTORS, "external_actors": EXTERNAL, "links": LINKS, "key_figures": FIGURES,
    "narratives": NARRATIVES, "proposals": PROPOSALS,
}  # fmt: skip


@pytest.fixture(scope="module")
def earlier(project) -> AcceptedData:
    return accepted(project, **EARLIER_TABLES)


@pytest.fixture(scope="module")
def prefilled(project, earlier) -> bytes:
    return request_workbook(project, project.towns["iisalmi"], ASKED, "fi", earlier)


@pytest.fixture(scope="module")
def blank(project) -> bytes:
    return request_workbook(project, project.towns["iisalmi"], ASKED, "fi", None)


def write(content: bytes, sheet: str, cell: str, value: object) -> bytes:
    """Return the workbook after somebody has written into a cell."""
    book = opened(content)
    book[sheet][cell] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def fill_in_the_sender(content: bytes) -> bytes:
    with_role = write(content, "Lähetys", "C2", "Yhteyshenkilö")
    return write(with_role, "Lähetys", "E2", dt.datetime(2023, 1, 2))


def test_the_sheets_are_the_cover_each_table_and_the_hidden_lists(project, blank):
    names = opened(blank).sheetnames
    assert names[:3] == ["Ohje", "Lähetys", "Toimijat"]
    assert names[-1] == "Luettelot"
    assert sorted(names[1:-1]) == sorted(table.name.fi for table in project.tables.values())
    assert opened(blank)["Luettelot"].sheet_state == "hidden"


def test_a_town_is_not_asked_for_what_the_coordinator_sends(project):
    content = request_workbook(project, project.towns["heinola"], ASKED, "fi", None)
    asked = {table.name.fi for table in project.tables_of("heinola")}
    assert set(opened(content).sheetnames) == {"Ohje", "Luettelot", *asked}
    assert project.tables["steering"].name.fi not in asked


def test_required_columns_have_an_asterisk_that_the_reader_does_not_mind(project, blank):
    headings = [cell.value for cell in opened(blank)["Yhteydet"][1]]
    assert headings[:5] == [
        "Mistä\u00a0*",
        "Mihin\u00a0*",
        "Yhteyden tyyppi\u00a0*",
        "Vahvuus 1–3\u00a0*",
        "Vakiintuneisuus",
    ]


def test_each_heading_has_a_note_that_says_what_belongs_there(blank):
    note = opened(blank)["Yhteydet"]["D1"].comment.text
    assert note.splitlines() == [
        "1 heikko, 3 vahva.", "Pakollinen.", "Solun sisältö: kokonaisluku.", "Pienin arvo 1, suurin 3.",
    ]  # fmt: skip
    assert "TKI; Koulutus; Liiketoiminta" in opened(blank)["Yhteydet"]["C1"].comment.text


def test_a_blank_workbook_lacks_only_what_the_sender_says_of_itself(project, blank):
    submission = sent_back(project, blank)
    assert said(submission) == [
        ("CEL-001", "submission", "sender_role"),
        ("CEL-001", "submission", "submitted_date"),
    ]
    row = submission.tables["submission"].frame.iloc[0]
    assert (row["quarter"], row["municipality_code"], row["form_version"]) == ("2022Q4", "140", "1.0")
    assert list(submission.tables) == ["submission"]


def test_a_blank_workbook_with_a_sender_is_read_without_a_finding(project, blank):
    assert said(sent_back(project, fill_in_the_sender(blank))) == []


def test_a_prefilled_workbook_comes_back_with_the_same_values_and_without_a_finding(project, prefilled, earlier):
    submission = sent_back(project, fill_in_the_sender(prefilled))
    assert said(submission) == []
    for table in ("actors", "external_actors", "links", "key_figures", "narratives", "proposals"):
        pd.testing.assert_frame_equal(
            values(project, submission.tables[table].frame, table), values(project, earlier.tables[table], table)
        )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_language_comes_back_with_the_same_values(project, earlier, language):
    content = request_workbook(project, project.towns["iisalmi"], ASKED, language, earlier)
    submission = sent_back(project, content)
    assert said(submission) == [("CEL-001", "submission", "submitted_date")]
    for table in ("actors", "links", "key_figures", "proposals"):
        pd.testing.assert_frame_equal(
            values(project, submission.tables[table].frame, table), values(project, earlier.tables[table], table)
        )


def test_what_the_town_said_of_itself_is_carried_over_but_not_the_day_of_sending(project, prefilled):
    row = sent_back(project, prefilled).tables["submission"].frame.iloc[0]
    assert (row["quarter"], row["sender_role"], row["mapping_kind"]) == ("2022Q4", "project_worker", "updated")
    assert pd.isna(row["submitted_date"])


def test_only_the_asked_towns_rows_are_prefilled(project, earlier):
    content = request_workbook(project, project.towns["raahe"], ASKED, "fi", earlier)
    assert list(sent_back(project, content, "raahe").tables) == ["submission"]
    assert "Ensimmäinen kierros" in cover_text(content)


def test_an_activity_table_starts_empty_each_quarter(project):
    events = [
        {
            "event_id": "iisalmi-h01", "event_date": pd.Timestamp(2022, 9, 1), "method": "workshop",
            "organisation_helix": "business", "participant_count": 9,
        }
    ]  # fmt: skip
    earlier = accepted(project, actors=ACTORS, interviews_workshops=events)
    content = request_workbook(project, project.towns["iisalmi"], ASKED, "fi", earlier)
    assert set(sent_back(project, content).tables) == {"submission", "actors"}


def test_invented_rows_stay_marked_as_an_example_when_they_come_back(project):
    sample = [{**SENT[0], "form_version": "1.0 esimerkki"}]
    earlier = accepted(project, submission=sample, actors=ACTORS)
    content = request_workbook(project, project.towns["iisalmi"], ASKED, "fi", earlier)
    assert sent_back(project, content).tables["submission"].frame["form_version"].tolist() == ["1.0 esimerkki"]
    assert "esimerkkiaineistoa" in cover_text(content)


def test_a_name_that_begins_with_an_equals_sign_never_becomes_a_formula(prefilled):
    cell = opened(prefilled)["Toimijat"]["B3"]
    assert (cell.value, cell.data_type) == ("=1+1 Oy", "s")


def test_days_and_amounts_are_days_and_amounts_for_excel(prefilled):
    book = opened(prefilled)
    begun = book["Yhteydet"]["G2"]
    turnover = book["Tunnusluvut"]["E2"]
    assert (begun.value, begun.number_format) == (dt.datetime(2020, 2, 29), "d\\.m\\.yyyy")
    assert (turnover.value, turnover.number_format) == (1234567.89, '#,##0.00\\ "€"')
    assert book["Toimijat"]["M2"].value == "31.1.1895"


def test_the_cover_says_by_when_where_and_whom_to_ask(blank):
    text = cover_text(blank)
    assert "Iisalmi: tiedot neljännekseltä Q4/2022" in text
    assert "3.1.2023" in text
    assert "inputs/2022Q4/iisalmi/" in text
    assert "projektipäällikkö (koordinoiva kunta: Iisalmi)" in text


def test_the_cover_names_the_projects_page_only_where_it_has_an_address(project, blank):
    content = request_workbook(project, project.towns["iisalmi"], ASKED, "fi", None, "https://sivu.example")
    assert "lähetä se kunnan sivulla https://sivu.example/fi/send/2022Q4/iisalmi." in cover_text(content)
    assert "inputs/" not in cover_text(content)
    assert "kunnan sivulla" not in cover_text(blank)


def test_the_cover_counts_what_was_prefilled_and_says_from_when(prefilled):
    text = cover_text(prefilled)
    # 2 actors, 1 external, 1 link, 1 row of figures, 1 text, 1 proposal
    assert "Välilehtiä 6, rivejä yhteensä 7." in text
    assert "Q3/2022" in text
    assert "2.10.2022" in text
    assert "Näistä taulukoista ei ole hyväksyttyjä tietoja: Osaamispuutteet" in text


def test_the_cover_names_tables_whose_rows_are_older_than_the_last_quarter(project):
    earlier = accepted(project, sent_for={"links": "2022Q2"}, actors=ACTORS, links=LINKS)
    text = cover_text(request_workbook(project, project.towns["iisalmi"], ASKED, "fi", earlier))
    assert "Neljänneksen Q3/2022 lähetyksestä ei hyväksytty tai saatu näitä taulukoita: Yhteydet." in text


def test_a_text_that_no_cell_can_hold_is_left_out_and_named_on_the_cover(project):
    earlier = accepted(project, narratives=[{**NARRATIVES[0], "text": "a" * 32_768}])
    content = request_workbook(project, project.towns["iisalmi"], ASKED, "fi", earlier)
    assert ("CEL-001", "narratives", "text") in said(sent_back(project, content))
    assert "eivät mahdu Excelin soluun: Tekstit, Teksti 2." in cover_text(content)
    whole = accepted(project, narratives=[{**NARRATIVES[0], "text": "a" * 32_767}])
    longest = request_workbook(project, project.towns["iisalmi"], ASKED, "fi", whole)
    assert sent_back(project, longest).tables["narratives"].frame["text"].str.len().tolist() == [32_767]


def test_headings_and_structure_are_protected_and_all_other_cells_are_open(project, prefilled):
    book = opened(prefilled)
    assert book.security.lockStructure
    for table in project.tables.values():
        sheet = book[table.name.fi]
        assert sheet.protection.sheet, table.id
        assert sheet.protection.password is None
        assert all(cell.protection.locked for cell in sheet[1])
        if table.id == "submission":
            continue
        assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=2) for cell in row)
        assert not any(sheet.column_dimensions[name].protection.locked for name in sheet.column_dimensions)
        # Excel deletes a row only when it is open to its last cell.
        assert max(dimension.max for dimension in sheet.column_dimensions.values()) == 16_384
        # In the file, 0 means that it is allowed.
        allowed = (sheet.protection.insertRows, sheet.protection.deleteRows, sheet.protection.sort)
        assert not any(allowed), table.id


def test_what_is_filled_in_for_the_sender_is_locked_and_the_rest_of_its_row_open(blank):
    row = opened(blank)["Lähetys"][2]
    assert [cell.protection.locked for cell in row] == [True, True, False, True, False, False, False, False, False]


def rule_of(content: bytes, sheet: str, cell: str):
    return next(rule for rule in opened(content)[sheet].data_validations.dataValidation if cell in rule.sqref)


def test_a_column_with_a_code_list_offers_its_labels_and_refuses_others(project, blank):
    rule = rule_of(blank, "Yhteydet", "C500")
    sheet, cells = rule.formula1.split("!")
    offered = [cell.value for (cell,) in opened(blank)[sheet.strip("'")][cells.replace("$", "")]]
    assert offered == [label.fi for label in project.code_lists["link_type"].values()]
    assert rule.errorStyle in (None, "stop")
    assert rule.error == "Valitse arvo solun luettelosta."


def test_link_ends_offer_the_towns_own_and_external_actors_and_only_warn_of_others(prefilled):
    rule = rule_of(prefilled, "Yhteydet", "B2")
    assert (rule.type, rule.errorStyle) == ("list", "warning")
    first = rule.formula1.split("$")[1]
    lists = openpyxl.load_workbook(io.BytesIO(prefilled), data_only=True)["Luettelot"]
    offered = [lists[f"{first}{row}"].value for row in range(4, 9)]
    assert offered[:3] == ["iisalmi-001", "iisalmi-002", "ulko-iisalmi-01"]
    assert not any(offered[3:])
    assert lists[f"{first}3"].value == 3
    assert rule_of(prefilled, "Osaamispuutteet", "I2").formula1 == rule.formula1


def test_limits_are_said_before_and_after_a_wrong_number(blank):
    rule = rule_of(blank, "Yhteydet", "D2")
    assert (rule.type, rule.formula1, rule.formula2) == ("whole", "1", "3")
    assert rule.prompt == "1 heikko, 3 vahva"
    assert rule.error.endswith("Pienin arvo 1, suurin 3.")


def test_five_hundred_rows_below_the_prefilled_ones_are_ready(prefilled):
    rule = rule_of(prefilled, "Toimijat", "D2")
    assert str(rule.sqref) == "D2:D503"


def test_a_joint_unit_gets_a_workbook_with_the_code_of_its_first_member(project):
    members = [project.towns["kuusamo"], project.towns["taivalkoski"]]
    unit = JointUnit(name=members[0].name, members=("kuusamo", "taivalkoski"), forms=members[0].forms)
    town = members[0].model_copy(
        update={"slug": "naturpolis", "name": unit.name, "member_codes": tuple(m.municipality_code for m in members)}
    )
    content = request_workbook(project, town, ASKED, "fi", None)
    assert sent_back(project, content).tables["submission"].frame["municipality_code"].tolist() == ["305"]
    assert "kuntanumero 305, 832" in cover_text(content)


def test_equal_inputs_give_equal_bytes(project, prefilled, earlier):
    assert request_workbook(project, project.towns["iisalmi"], ASKED, "fi", earlier) == prefilled
