"""The workbook of the payment claim: every formula gives the value that is stored with it, and every check is told."""

import datetime as dt
import io
import re
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest

from config.models import PaymentClaimForm
from tasks.assemble.calculation_sheet import workbook_defects
from tasks.assemble.documents import build_document
from tasks.assemble.registry import find_deliverable
from tests.golden.invented_quarter import document_inputs
from tests.golden.invented_submissions import ESIMERKKILA, SENT

CLAIM = find_deliverable("payment_claim")


def claim(columns=None, rejected=(), **changed):
    """Return the claim of Q3/2022: of the invented towns, with one quarter since the claim before."""
    sent = {**SENT, "esimerkkila": {**ESIMERKKILA, **changed}}
    inputs = document_inputs("network", sent, deliverable=CLAIM.id, rejected=rejected)
    if columns:
        form = PaymentClaimForm(columns=columns)
        identity = inputs.project.identity.model_copy(update={"payment_claim": form})
        project = inputs.project.model_copy(update={"identity": identity})
        inputs = inputs.__class__(**{**vars(inputs), "project": project})
    return build_document(CLAIM, inputs)


def sheet_of(built, *, formulas=False):
    return openpyxl.load_workbook(io.BytesIO(built.content), data_only=not formulas).worksheets[0]


def rows_of(built):
    return [[cell.value for cell in row] for row in sheet_of(built).iter_rows()]


def row_of(built, start, after=""):
    rows = rows_of(built)
    begin = next((number for number, row in enumerate(rows) if row[0] == after), 0)
    return next(row for row in rows[begin:] if row[0] and str(row[0]).startswith(start))


def calculated(formula, stored):
    """Return what a formula of the sheet gives, from the stored values of the cells that it names."""

    def number(cell):
        value = stored[cell].value
        if isinstance(value, dt.datetime):
            return Decimal(value.toordinal())
        return value if isinstance(value, str) else Decimal(str(value))

    def total(match):
        column, first, last = match[1], int(match[2]), int(match[4])
        return (
            f"total({[f'{column}{row}' for row in range(first, last + 1)]})"
            if match[1] == match[3]
            else (f"total({[f'{chr(letter)}{first}' for letter in range(ord(match[1]), ord(match[3]) + 1)]})")
        )

    text = re.sub(r"SUM\(([A-Z])(\d+):([A-Z])(\d+)\)", total, formula.removeprefix("="))
    text = re.sub(r"(?<!['\w])([A-Z]\d+)(?!['\w])", r"number('\1')", text)
    names = {
        "number": number,
        "total": lambda cells: sum(map(number, cells)),
        "ABS": abs,
        "ROUND": lambda value, _: value.quantize(Decimal(1), ROUND_HALF_UP),
        "IF": lambda test, yes, no: yes if test else no,
    }
    return eval(text, names)


def test_every_formula_gives_the_value_that_is_stored_with_it():
    built = claim()
    stored, sheet = sheet_of(built), sheet_of(built, formulas=True)
    found = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(found) > 40
    for cell in found:
        value = stored[cell.coordinate].value
        assert calculated(cell.value, stored) == (value if isinstance(value, str) else Decimal(str(value))), (
            cell.coordinate
        )


def test_the_costs_are_the_vouchers_of_the_quarter_after_the_last_claim():
    # 30 000.25 and 12 000 of personnel and 5000 of services; the rejected voucher is left out.
    built = claim()
    assert row_of(built, "Maksatuksen numero")[1] == 3
    assert row_of(built, "Henkilöstökulut")[1:] == [509996, 160000.75, 42000.25, 202001, 307995]
    assert row_of(built, "Ostopalvelut")[1:] == [120000, 40000, 5000, 45000, 75000]
    assert row_of(built, "Mallila", "Kauden kustannukset toteuttajittain, €")[1:4] == [12000, 0, 12000]
    # 80 % of 247 001 is 197 600.80 and of 200 000.75 it was 160 000.60: 197 601 less 160 001.
    assert row_of(built, "Haettava määrä")[1] == 37600


def test_the_columns_stand_in_the_order_of_the_configuration():
    built = claim(columns=("period", "before", "total", "budget", "left"))
    assert row_of(built, "Kustannuslaji")[1:] == [
        "Tämä kausi", "Aiemmin haettu", "Yhteensä", "Hyväksytty budjetti", "Jäljellä"
    ]  # fmt: skip
    assert row_of(built, "Henkilöstökulut")[1:] == [42000.25, 160000.75, 202001, 509996, 307995]


def test_a_configuration_that_leaves_out_a_column_is_refused():
    with pytest.raises(ValueError, match="must name each of budget"):
        PaymentClaimForm(columns=("budget", "period", "total", "left", "left"))


def test_each_check_says_what_it_compares_and_whether_it_agrees():
    built = claim()
    assert row_of(built, "Rahoitus yhteensä tältä")[1:5] == [47000.25, 47000.25, 0, "täsmää"]
    assert row_of(built, "Kuntien sitoumukset")[1:5] == [125900, 125999, -99, "ei täsmää"]
    # The vouchers of the quarters before were not sent.
    assert row_of(built, "Tositteet hankkeen alusta")[1:5] == ["ei tietoa", 247001, None, "ei voida verrata"]


def test_costs_over_a_budget_line_are_told():
    dear = ESIMERKKILA["costs"].replace("| 5000       |", "| 80000.01   |")
    check = row_of(claim(costs=dear), "Ostopalvelut: haettu yhteensä")
    assert check[1:5] == [120000.01, 120000, 0.01, "ylittyy"]


def test_claims_that_overlap_and_vouchers_outside_the_project_are_told():
    overlap = ESIMERKKILA["claims"].replace("2022-01-01", "2021-12-01")
    outside = ESIMERKKILA["costs"].replace("2022-08-31", "2024-01-31")
    built = claim(claims=overlap, costs=outside)
    assert row_of(built, "Maksatuksen 2 kausi ei ala edellisen päättymistä seuraavana päivänä.")
    assert row_of(built, "Tositteita hankkeen ajan")[1:5] == [1, 0, 1, "ei täsmää"]


def test_a_period_without_vouchers_says_so_and_asks_for_nothing():
    built = claim(costs=None)
    assert row_of(built, "Henkilöstökulut")[1:] == [509996, 160000.75, "ei tietoa", "ei tietoa", "ei tietoa"]
    assert row_of(built, "Haettava määrä")[1] == "ei tietoa"
    assert row_of(built, "Kustannuksia ei ole toimitettu neljännekseltä Q3/2022")
    assert [gap.fi for gap in built.gaps] == ["Kustannuksia ei ole toimitettu: Q3/2022"]
    assert workbook_defects(built.content) == []


def test_a_rejected_table_is_named_among_the_notes():
    built = claim(rejected={("esimerkkila", "municipal_funding")})
    assert row_of(built, "Taulukko Kuntarahoitus on hylätty tältä neljännekseltä.")


def test_the_sheet_says_that_it_is_no_official_form_and_holds_no_account_number():
    words = [str(cell) for row in rows_of(claim()) for cell in row if cell is not None]
    assert any(word.startswith("Tämä ei ole rahoittajan virallinen lomake.") for word in words)
    assert row_of(claim(), "Tilinumero")[1] == "Ei sisälly aineistoon. Ilmoitetaan rahoittajan lomakkeella."
    assert "Esimerkkiaineisto: luvut ja toimijat ovat keksittyjä" in words


def test_the_cells_of_the_period_lead_to_their_vouchers():
    cells = claim().provenance["cells"].values()
    period = {cell["label"]: cell for cell in cells if cell["heading"] == "Tämä kausi"}
    assert period["Henkilöstökulut"]["rows"] == "esimerkkila_2022Q3.xlsx!Kustannukset!2-3"
    assert period["Ostopalvelut"]["rows"] == "esimerkkila_2022Q3.xlsx!Kustannukset!4"
    assert (period["Henkilöstökulut"]["value"], period["Henkilöstökulut"]["indicator"]) == (
        "42000.25", "quarter_cost_eur",
    )  # fmt: skip


def test_every_number_of_the_sheet_can_be_followed():
    built = claim()
    stored, written = sheet_of(built), sheet_of(built, formulas=True)
    numbers = {
        cell.coordinate: cell.value
        for row in stored.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float | dt.datetime)
    }
    cells = built.provenance["cells"]
    assert set(cells) == set(numbers)
    for address, number in numbers.items():
        known, formula = cells[address], written[address].value
        expected = known["value"] if isinstance(number, dt.datetime) else Decimal(known["value"])
        assert expected == (str(number.date()) if isinstance(number, dt.datetime) else Decimal(str(number)))
        assert known["formula"] == (formula.removeprefix("=") if str(formula).startswith("=") else "")
    # What no formula, definition or row gives is said by the configuration, or is a plain 0.
    configured = {
        cell["label"] for cell in cells.values() if not (cell["formula"] or cell["rows"] or cell["indicator"])
    }
    assert configured == {
        "Valtion rahoitus 80\u00a0%", "Kuntarahoitus 20\u00a0%", "Muu rahoitus (hakemuksessa ei ole muuta rahoitusta)",
        "Hyväksytty budjetti yhteensä ja hakemuksen budjetti",
        "Kuntien sitoumukset yhteensä ja hakemuksen kuntarahoitus",
        "Tositteita hankkeen ajan ulkopuolelta ja sallittu määrä",
    }  # fmt: skip


def test_a_workbook_whose_formula_has_no_value_is_a_defect():
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    content = io.BytesIO()
    book.save(content)
    assert [defect.code for defect in workbook_defects(content.getvalue())] == ["formula-without-value"]
    assert [defect.code for defect in workbook_defects(b"PK")] == ["workbook-unreadable"]
