"""Computes a number again from the raw cells that its explanation cites, apart from the program's own readers."""

import csv
import io
import re
import zipfile
from collections import Counter
from math import floor, isclose, log2
from statistics import median

from python_calamine import CalamineWorkbook

from config.quarters import Quarter

COUNTED_ROWS = (
    "actor_count", "actor_count_by_helix", "actor_count_by_type", "gap_count", "gap_count_by_sector",
    "research_event_count", "proposal_count",
)  # fmt: skip
SUMMED_COLUMNS = {
    "employee_count": "employee_count", "firm_count": "firm_count", "turnover_eur": "turnover_eur",
    "job_count": "employee_count", "hei_staff_count": "staff_count", "hei_student_count": "student_count",
    "research_participant_count": "participant_count",
}  # fmt: skip
COUNTED_PAIRS = ("link_count", "cross_town_link_count", "hei_link_count", "abroad_link_count")
SHARES_OF_SECTORS = ("employee_share_pct", "snapshot_employee_share_pct", "snapshot_region_share_pct",
                     "snapshot_group_share_pct", "snapshot_country_share_pct")  # fmt: skip


def printed_numbers(content):
    """Return the ids of the numbers that a Word file carries in its controls."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml").decode()
    return sorted(set(re.findall(r'<w:tag w:val="val:([^"]+)"', body)))


class RawCells:
    """The cells of the object versions that explanations cite, by the columns' machine names."""

    def __init__(self, store, project):
        self.store, self.project, self.files = store, project, {}

    def row(self, cited):
        if cited.file_key:
            content = self.file(cited.file_key, cited.file_version_id)
            sheet, row_number = cited.source_ref.split("!")[1:]
            columns = self.project.tables[cited.table].columns
        else:
            dataset, name, row_number = cited.source_ref.split("!")
            content = self.file(f"reference/{dataset}/{name}", None)
            sheet, columns = "", {}
        lines = content[sheet] if sheet in content else next(iter(content.values()))
        machine_names = {letters(w): n for n, c in columns.items() for w in (c.label.fi, c.label.sv, c.label.en)}
        known = [[machine_names.get(letters(cell), cell) for cell in line] for line in lines[:10]]
        header = next(line for line in known if not columns or sum(name in columns for name in line) >= 2)
        return {n: self._code(columns, n, v) for n, v in zip(header, lines[int(row_number) - 1], strict=False)}

    def _code(self, columns, name, cell):
        codes = columns[name].codes if name in columns else None
        labels = self.project.code_lists[codes] if codes else {}
        return next(
            (c for c, text in labels.items() if letters(cell) in map(letters, (text.fi, text.sv, text.en))), cell
        )

    def file(self, key, version_id):
        if (key, version_id) not in self.files:
            content = self.store.get(key, version_id)
            if key.endswith(".csv"):
                text = content.decode("cp1252" if b"\xe4" in content else "utf-8-sig")
                delimiter = ";" if ";" in text.splitlines()[0] else ","
                self.files[key, version_id] = {"": list(csv.reader(io.StringIO(text), delimiter=delimiter))}
            else:
                book = CalamineWorkbook.from_filelike(io.BytesIO(content))
                sheets = {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
                self.files[key, version_id] = sheets
        return self.files[key, version_id]


def reproduces(explanation, cells):
    """Return whether the cited cells give the explained value again."""
    again = computed_again(explanation, cells)
    return isclose(again, explanation.value.value, rel_tol=1e-9, abs_tol=1e-12)


def computed_again(explanation, cells):
    value = explanation.value
    rows = [cells.row(cited) for cited in explanation.rows if cited.table]
    towns = [cited.file_key.split("/")[2] for cited in explanation.rows if cited.file_key]
    name, whole = value.indicator, "yhteensa"
    links = {frozenset((r["from_id"], r["to_id"])) for r in rows if "from_id" in r}
    actors = {r["actor_id"]: r for r in rows if "actor_id" in r}
    if name in COUNTED_ROWS:
        return sum(value.dimension in ("", *map(str, row.values())) for row in rows)
    if name == "town_pair_link_count":
        active = {frozenset((r["from_id"], r["to_id"])) for r in rows if r["active_to"] == ""}
        return sum({town_of(end) for end in pair} == set(value.dimension.split("--")) for pair in active)
    if name in COUNTED_PAIRS:
        return len(links)
    if name == "job_count":
        rows = [r for r in rows if r["sector"] != whole]
    if name == "workplace_self_sufficiency_pct":
        jobs = [r for r in rows if r.get("sector", whole) != whole]
        return (
            100
            * total(jobs, "employee_count")
            / total([r for r in rows if "sector" not in r], "employed_resident_count")
        )
    if name in SUMMED_COLUMNS:
        return sum(number(r[SUMMED_COLUMNS[name]]) for r in rows)
    if name in ("export_share_pct", "rd_intensity_pct"):
        part = {"export_share_pct": "export_eur", "rd_intensity_pct": "rd_expenditure_eur"}[name]
        return 100 * total(rows, part) / total(rows, "turnover_eur")
    if name in SHARES_OF_SECTORS:
        part = total([r for r in rows if r["sector"] == value.dimension], "employee_count")
        return 100 * part / total([r for r in rows if r["sector"] == whole], "employee_count")
    if name in ("location_quotient", "krugman_index", "herfindahl_index"):
        return structure_again(value, explanation, rows, cells)
    if name == "population":
        towns = cells.project.towns
        return sum(towns[t].population[int(value.dimension)] for t in ([value.town] if value.town in towns else towns))
    if name in ("reporting_town_count", "town_with_data_count"):
        return explanation.arguments["count"]
    if name == "network_density":
        return 2 * len(links) / (len(actors) * (len(actors) - 1))
    if name == "mean_degree":
        return 2 * len(links) / len(actors)
    if name == "linked_actor_share_pct":
        return 100 * len({end for pair in links for end in pair} & set(actors)) / len(actors)
    if name == "cross_town_link_share_pct":
        return 100 * sum(len({town_of(end) for end in pair}) == 2 for pair in links) / len(links)
    if name == "connected_town_pair_share_pct":
        connected = {frozenset(town_of(end) for end in pair) for pair in links}
        reporting = explanation.value.n
        return 100 * len(connected) / (reporting * (reporting - 1) / 2)
    if name in ("ei_index", "ei_index_expected"):
        return ei_again(value, actors, links)
    if name in ("helix_coverage", "helix_balance"):
        counts = Counter(r["helix"] for r in rows)
        if name == "helix_coverage":
            return len(counts) / 4
        return -sum(c / len(rows) * log2(c / len(rows)) for c in counts.values()) / log2(4)
    if name == "gap_coverage_pct":
        covered = {"open": 0, "partial": 0.5, "covered": 1}
        weights = [1 if value.dimension else number(r["importance"]) for r in rows]
        return 100 * sum(w * covered[r["status"]] for w, r in zip(weights, rows, strict=True)) / sum(weights)
    if name == "hei_presence_level":
        return max(number(r["level"]) for r in rows)
    if name == "maturity_score":
        return number(rows[0]["score"])
    if name == "development_phase":
        return floor(median(number(r["score"]) for r in rows if r["score"] != ""))
    if name == "phase_town_count":
        phases = {
            t: floor(
                median(number(r["score"]) for r, of in zip(rows, towns, strict=True) if of == t and r["score"] != "")
            )
            for t in towns
        }
        return list(phases.values()).count(int(value.dimension))
    if name in ("cost_to_date_eur", "budget_use_pct", "forecast_eur", "planned_value_eur"):
        return money_again(value, rows, cells.project)
    if name == "driver_link_count":
        return len(links)
    raise LookupError(f"how is {name} computed again?")


def money_again(value, rows, project):
    start, end = project.identity.planned_start, project.identity.end
    last = Quarter.parse(value.quarter).last_day
    if value.indicator == "planned_value_eur":
        spent = 0
        for row in rows:
            year = int(number(row["year"]))
            first, until = (max(start.month, 1) if year == start.year else 1), (end.month if year == end.year else 12)
            over = 0 if year > last.year else (until if year < last.year else last.month) - first + 1
            spent += number(row["amount_eur"]) * over / (until - first + 1)
        return round(spent, 2)
    # Where the vouchers of an early quarter were not sent, a claim stands for them: as approved, else as claimed.
    spent = sum(number(r["amount_eur"] if "amount_eur" in r else r["approved_eur"] or r["claimed_eur"]) for r in rows)
    if value.indicator == "forecast_eur":
        return round(spent * months(start, end) / months(start, last), 2)
    return 100 * spent / project.budget.total_eur if value.indicator == "budget_use_pct" else round(spent, 2)


def months(first, last):
    return 12 * (last.year - first.year) + last.month - first.month + 1


def structure_again(value, explanation, rows, cells):
    facts = dict(part.split("=") for part in value.variant.split(";") if "=" in part)
    country = {}
    if explanation.datasets:
        header, *lines = cells.file(f"reference/{explanation.datasets[0].name}/data.csv", None)[""]
        for record in (dict(zip(header, line, strict=True)) for line in lines):
            if (record["area_code"], record["year"]) == ("SSS", facts.get("reference_year")):
                country[record.get("sector", record.get("industry"))] = number(record["employee_count"])
    group = "industry" if value.dimension == "industry" else "sector"
    own = Counter()
    for row in rows:
        own[row[group]] += number(row["employee_count"])
    if value.indicator == "location_quotient":
        return own[value.dimension] / own["yhteensa"] / (country[value.dimension] / country["yhteensa"])
    own.pop("yhteensa", None)
    country.pop("yhteensa", None)
    if value.indicator == "herfindahl_index":
        return sum((count / own.total()) ** 2 for count in own.values())
    return sum(abs(own[key] / own.total() - country[key] / sum(country.values())) for key in country)


def ei_again(value, actors, links):
    def group(actor):
        return town_of(actor) if value.dimension == "town" else actors[actor]["helix"]

    if value.indicator == "ei_index_expected":
        sizes = Counter(group(actor) for actor in actors).values()
        internal = sum(size * (size - 1) / 2 for size in sizes)
        external = len(actors) * (len(actors) - 1) / 2 - internal
    else:
        internal = sum(len({group(end) for end in pair}) == 1 for pair in links)
        external = len(links) - internal
    return (external - internal) / (external + internal)


def town_of(actor):
    return actor.rpartition("-")[0]


def total(rows, column):
    return sum(number(row[column]) for row in rows)


def letters(text):
    return "".join(filter(str.isalpha, str(text))).lower()


def number(cell):
    return float(str(cell).replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))
