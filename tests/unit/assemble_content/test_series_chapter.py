"""The chapter on the development path draws what was published over the quarters, with its gaps and corrections."""

from dataclasses import replace

import pandas as pd
import pytest

from tasks.assemble.blocks import Chart, Table
from tasks.assemble.documents import assemble_model, build_document
from tasks.assemble.provenance import walk
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tasks.assemble.scope import open_scope
from tasks.assemble.town_series import SERIES_INDICATORS, by_quarter, employees_by_quarter, network_by_quarter
from tasks.measure.past import Past, PublishedValues
from tasks.measure.series import series_until_now
from tests.golden.invented_quarter import QUARTER, document_inputs


@pytest.fixture(scope="module")
def values():
    return document_inputs("esimerkkila").values


def quarter(values, name, *, first=None, year=None, **numbers):
    """Return what was published for a quarter: the values of the fixture but for some numbers by indicator.

    `first` has numbers that were published otherwise at first; a number that is None was hidden.
    """

    def of(changed):
        frame = values.assign(quarter=name)
        for indicator, number in changed.items():
            rows = (frame["indicator"] == indicator) & frame["dimension"].isin(["", "yhteensa"])
            frame.loc[rows, ["value", "status"]] = [number, "ok" if number is not None else "suppressed"]
        return (
            frame if year is None else frame.assign(variant=frame["variant"].str.replace("year=2021", f"year={year}"))
        )

    runs = dict.fromkeys(values["town"].unique(), f"run-of-{name}")
    return PublishedValues(name, of(numbers), of({**numbers, **(first or {})}), runs)


def told(values, *quarters, town="esimerkkila"):
    series = series_until_now(Past(quarters=quarters), QUARTER, values, SERIES_INDICATORS)
    return replace(document_inputs(town), series=series[series["town"] == town])


def shown(inputs, block_id):
    model, _, _, _ = assemble_model(find_deliverable("situation_picture"), inputs)
    return next((b for b in walk(model.blocks) if isinstance(b, Chart | Table) and b.id == block_id), None)


def rows(inputs):
    return [tuple(cell.text.replace("\u00a0", " ") for cell in row) for row in shown(inputs, "by_quarter").rows]


def test_two_quarters_are_no_line(values):
    inputs = told(values, quarter(values, "2022Q2", employee_count=500))
    assert shown(inputs, "employees_by_quarter") is shown(inputs, "network_by_quarter") is None
    assert shown(inputs, "by_quarter") is None


def test_three_quarters_are_a_line_with_its_numbers_beside_it(values):
    past = (quarter(values, "2022Q1", employee_count=480, actor_count=3, link_count=1),
            quarter(values, "2022Q2", employee_count=500, actor_count=4, link_count=2))  # fmt: skip
    inputs = told(values, *past)
    own = values[(values["town"] == "esimerkkila") & values["dimension"].isin(["", "yhteensa"])]
    employees, actors, links = (own.set_index("indicator")["value"][name] for name in SERIES_INDICATORS)
    chart = shown(inputs, "employees_by_quarter")
    assert (chart.kind, chart.categories) == ("line", ("Q1/2022", "Q2/2022", "Q3/2022"))
    assert [series.values for series in chart.series] == [(480, 500, employees)]
    assert [series.values for series in shown(inputs, "network_by_quarter").series] == [(3, 4, actors), (1, 2, links)]
    assert employees == 4000
    assert chart.alt.replace("\u00a0", " ") == (
        "Viivakaavio yritysten henkilöstöstä Q1/2022–Q3/2022. "
        "Henkilöstö: ensin 480 (Q1/2022), viimeksi 4 000 (Q3/2022)."
    )
    assert [row[:4] for row in rows(inputs)][:2] == [("Q1/2022", "480", "3", "1"), ("Q2/2022", "500", "4", "2")]


def test_a_quarter_that_was_not_published_stays_a_gap(values):
    past = (quarter(values, "2021Q4", employee_count=480), quarter(values, "2022Q1", employee_count=490))
    inputs = told(values, *past)
    chart = shown(inputs, "employees_by_quarter")
    assert chart.categories == ("Q4/2021", "Q1/2022", "Q2/2022", "Q3/2022")
    assert chart.series[0].values[:3] == (480, 490, None)
    assert "Tieto puuttuu: Q2/2022." in chart.alt
    assert rows(inputs)[2] == ("Q2/2022", "–", "–", "–", "Neljännestä ei ole julkaistu.")


def test_a_number_that_was_hidden_is_a_gap_and_a_word(values):
    past = (quarter(values, "2021Q4"), quarter(values, "2022Q1", employee_count=None), quarter(values, "2022Q2"))
    inputs = told(values, *past)
    assert shown(inputs, "employees_by_quarter").series[0].values[1] is None
    assert rows(inputs)[1][1] == "salattu"


def test_a_corrected_and_a_revised_number_are_told(values):
    past = (
        quarter(values, "2021Q4", employee_count=480, year=2020),
        quarter(values, "2022Q1", employee_count=490, year=2020),
        quarter(values, "2022Q2", actor_count=9, first={"actor_count": 8}),
    )
    remarks = [row[4] for row in rows(told(values, *past))]
    assert remarks == ["–", "Saman vuoden tieto tarkentunut: henkilöstö.", "Korjattu julkaisun jälkeen: toimijat.", "–"]


def test_a_year_without_a_number_is_a_gap_in_the_line_and_a_dash_in_the_table(values):
    of_2020 = (values["indicator"] == "job_count") & (values["dimension"] == "2020")
    inputs = replace(document_inputs("esimerkkila"), values=values[~of_2020])
    assert shown(inputs, "jobs") is None, "two years are no line"
    population = (values["indicator"] == "population") & (values["dimension"] == "2020")
    later = values[population].assign(dimension="2018", value=9400.0)
    inputs = replace(inputs, values=pd.concat([values[~population & ~of_2020], later]))
    chart = shown(inputs, "population")
    assert (chart.categories, chart.series[0].values) == (("2018", "2019", "2020", "2021"), (9400, 9300, None, 9100))
    assert "Tieto puuttuu: 2020." in chart.alt
    trend = [tuple(cell.text.replace("\u00a0", " ") for cell in row) for row in shown(inputs, "trends").rows]
    assert trend == [("2018", "9 400", "–"), ("2019", "9 300", "4 098"), ("2020", "–", "–"), ("2021", "9 100", "4 100")]


def test_every_number_of_an_earlier_quarter_says_which_quarter_it_is_of(values):
    past = (quarter(values, "2022Q1", employee_count=480), quarter(values, "2022Q2", employee_count=500))
    _, provenance, _, _ = assemble_model(find_deliverable("situation_picture"), told(values, *past))
    traced = provenance["values"]["employee_count.yhteensa.2022Q1"]
    assert (traced["indicator"], traced["dimension"], traced["part"]) == ("employee_count", "yhteensa", "2022Q1")
    assert traced["value"] == 480
    assert "employee_count.yhteensa.2022Q3" not in provenance["values"]


def test_a_document_with_lines_over_quarters_passes_the_gate(values):
    past = (quarter(values, "2021Q4", employee_count=480), quarter(values, "2022Q1", link_count=None))
    built = build_document(find_deliverable("situation_picture"), told(values, *past))
    assert check_document(built.content) == []


@pytest.mark.parametrize(
    ("language", "caption"),
    [
        ("sv", "Företagens personal i Esimerkkilä per kvartal"),
        ("en", "Employees of the firms in Esimerkkilä by quarter"),
    ],
)
def test_the_lines_are_told_in_other_languages_too(values, language, caption):
    past = (quarter(values, "2021Q4"), quarter(values, "2022Q1"), quarter(values, "2022Q2"))
    scope = open_scope(
        replace(told(values, *past), language=language), "town_strategy" if language == "sv" else "invest_in"
    )
    assert employees_by_quarter(scope).block.caption == caption
    assert network_by_quarter(scope).block.alt
    assert len(by_quarter(scope).block.rows) == 4
