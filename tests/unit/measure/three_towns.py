"""An invented network of three towns, small enough to measure by hand: Alfala, Betala and the silent Gammala."""

import hashlib

import pandas as pd

from config.quarters import Quarter
from config.texts import Text
from tasks.clean.tables import column_dtype
from tasks.findings import Verdict
from tasks.measure.actor_network import build_network, take_subnetwork
from tasks.submissions import AcceptedData, Standing

QUARTER = Quarter.parse("2022Q3")
MUNICIPALITIES = {"alfala": "901", "betala": "902", "gammala": "903"}
COUNTRY_JOBS = {"metsa": 100_000, "teknologia": 300_000, "meri": 50_000, "elintarvike": 150_000, "muu": 1_900_000}

ACTORS = {
    "alfala": [
        ("a1", "business", "sme", None, None),
        ("a2", "public", "development_company", "orchestrator", None),
        ("a3", "business", "startup", None, None),
        ("a4", "academia", "applied_university", None, None),
        ("a5", "business", "sme", None, "2022-06-30"),
    ],
    "betala": [
        ("b1", "business", "sme", None, None),
        ("b2", "civil_society", "association", None, None),
    ],
}
LINKS = {
    "alfala": [
        ("a1", "a2", "business", None),
        ("a2", "a1", "rdi", None),
        ("a1", "a3", "business", None),
        ("a2", "b1", "network", None),
        ("a1", "x1", "rdi", None),
        ("a3", "x2", "business", None),
        ("a1", "a5", "business", None),
        ("a2", "a4", "education", "2022-09-29"),
        ("a1", "g1", "business", None),
    ],
    "betala": [
        ("b1", "a2", "network", None),
        ("b2", "a3", "network", None),
        ("b1", "b2", "network", None),
    ],
}
EXTERNALS = {
    "alfala": [("x1", "FI", "academia", "university"), ("x2", "SE", "business", "sme")],
    "betala": [],
}
ALFALA_FIGURES = {
    "metsa": (200, 10),
    "teknologia": (300, 12),
    "meri": (0, 0),
    "elintarvike": (100, 5),
    "muu": (400, 40),
}
BETALA_FIGURES = {
    "metsa": (100, 5),
    "teknologia": (100, 5),
    "meri": (100, 5),
    "elintarvike": (100, 5),
    "muu": (600, 60),
}


def with_three_towns(project):
    """Return the project with the three invented towns instead of its own; Alfala coordinates."""
    pattern = next(iter(project.towns.values()))
    towns = {
        slug: pattern.model_copy(
            update={
                "slug": slug,
                "name": Text(fi=slug, sv=slug, en=slug),
                "municipality_code": code,
                "region_code": "11",
                "population": {2020: 1000 + place, 2021: 2000 + place},
            }
        )
        for place, (slug, code) in enumerate(MUNICIPALITIES.items())
    }
    identity = project.identity.model_copy(update={"coordinator": "alfala"})
    return project.model_copy(update={"towns": towns, "identity": identity})


def figures(by_sector, year=2021, **columns):
    """Return the rows of key figures: employees and firms by sector, then the total row; `columns` by sector."""
    rows = [
        {
            "year": year,
            "sector": sector,
            "employee_count": employees,
            "firm_count": firms,
            "largest_firm_share_class": "under_50",
            **{column: by_sector_value.get(sector) for column, by_sector_value in columns.items()},
        }
        for sector, (employees, firms) in by_sector.items()
    ]
    employees = sum(count for count, _ in by_sector.values())
    total = {
        "year": year,
        "sector": "yhteensa",
        "employee_count": employees,
        "firm_count": sum(f for _, f in by_sector.values()),
    }
    for column, values in columns.items():
        if column != "largest_firm_share_class":
            total[column] = values.get("yhteensa", sum(v for v in values.values() if v is not None))
    return [*rows, {**total, "largest_firm_share_class": "under_50"}]


def actor_rows(town):
    return [
        {
            "actor_id": name,
            "helix": helix,
            "primary_sector": "metsa" if helix == "business" else "muu",
            "actor_type": kind,
            "role": role,
            "active_to": until,
        }
        for name, helix, kind, role, until in ACTORS[town]
    ]


def link_rows(town):
    return [{"from_id": a, "to_id": b, "link_type": kind, "active_to": until} for a, b, kind, until in LINKS[town]]


def external_rows(town):
    return [
        {"external_id": name, "country": country, "helix": helix, "actor_type": kind}
        for name, country, helix, kind in EXTERNALS[town]
    ]


def scores(year, *given):
    dimensions = ("actors", "links", "orchestration", "shared_goal", "resources", "results")
    return [{"year": year, "dimension": d, "score": s} for d, s in zip(dimensions, given, strict=False)]


def everything():
    """Return what the towns sent: rows by town and table."""
    return {
        "alfala": {
            "key_figures": figures(ALFALA_FIGURES),
            "actors": actor_rows("alfala"),
            "links": link_rows("alfala"),
            "external_actors": external_rows("alfala"),
            "competence_gaps": [
                {"gap_id": "p1", "sector": "metsa", "importance": 3, "status": "covered"},
                {"gap_id": "p2", "sector": "metsa", "importance": 2, "status": "partial"},
                {"gap_id": "p3", "sector": "muu", "importance": 1, "status": "open"},
            ],
            "hei_presence": [
                {"year": 2021, "institution": "Invented University", "level": 4, "staff_count": 9},
                {"year": 2022, "institution": "Invented University", "level": 3, "student_count": 40},
                {"year": 2022, "institution": "Invented UAS", "level": 2, "staff_count": 5},
            ],
            "maturity_scores": [*scores(2019, 1, 1, 2), *scores(2022, 2, 2, 1, 3, 3, None)],
            "proposals": [{"proposal_id": "e1"}, {"proposal_id": "e2"}],
            "interviews_workshops": [
                {"event_id": "h1", "method": "interview", "participant_count": 1},
                {"event_id": "h2", "method": "interview", "participant_count": 2},
                {"event_id": "h3", "method": "workshop", "participant_count": 12},
            ],
        },
        "betala": {
            "key_figures": figures(BETALA_FIGURES),
            "actors": actor_rows("betala"),
            "links": link_rows("betala"),
            "external_actors": [],
            "competence_gaps": [],
            "maturity_scores": scores(2022, 3, 3, 3, 3, 3, 3),
        },
    }


def accept(project, sent, *, rejected=(), quarters=None, earlier=None):
    """Return the accepted data of what towns sent.

    Args:
        sent: Rows by town and table.
        rejected: Pairs of town and table of which only rejected versions came.
        quarters: The quarter of a town's submission where it is not the reported one.
        earlier: Rows of tables that add up, by town, table and earlier quarter.
    """
    frames = {name: [] for name in project.tables}
    standings = []
    for town in project.towns:
        for name, contract in project.tables.items():
            rows = sent.get(town, {}).get(name)
            if rows is None:
                verdict = Verdict.REJECTED if (town, name) in rejected else Verdict.MISSING
                standings.append(Standing(town, name, verdict))
                continue
            quarter = (quarters or {}).get(town, str(QUARTER))
            verdict = Verdict.ACCEPTED if quarter == str(QUARTER) else Verdict.MISSING
            standings.append(Standing(town, name, verdict, quarter, row_count=len(rows)))
            frames[name].append(typed_table(contract, rows, town, quarter))
    tables = {
        name: pd.concat(found, ignore_index=True) if found else typed_table(project.tables[name], [], "", "")
        for name, found in frames.items()
    }
    found = {}
    for town, of_town in (earlier or {}).items():
        for name, by_quarter in of_town.items():
            for quarter, rows in by_quarter.items():
                frame = typed_table(project.tables[name], rows, town, quarter)
                found.setdefault(name, {}).setdefault(quarter, []).append(frame)
    before = {name: {q: pd.concat(frames) for q, frames in quarters.items()} for name, quarters in found.items()}
    return AcceptedData(str(QUARTER), tables, tuple(standings), towns=tuple(project.towns), earlier=before)


def typed_table(contract, rows, town, quarter):
    columns = list(dict.fromkeys((*contract.columns, "source_ref", "town", "quarter")))
    stamped = [
        {"source_ref": f"{town}.xlsx!{contract.id}!{number}", "town": town, "quarter": quarter, **row}
        for number, row in enumerate(rows, start=2)
    ]
    frame = pd.DataFrame(stamped, columns=columns)
    return frame.astype({column: column_dtype(contract, column) for column in columns})


def network_of(edges, *, helix=None, town=None):
    """Return the network of some edges between actors that are numbered by their names."""
    nodes = sorted({end for edge in edges for end in edge})
    actors = pd.DataFrame(
        [
            {
                "actor_id": node,
                "town": (town or {}).get(node, "alfala"),
                "helix": (helix or {}).get(node, "business"),
                "actor_type": "sme",
                "role": None,
                "primary_sector": "muu",
                "source_ref": f"alfala.xlsx!actors!{number}",
                "active_from": pd.NaT,
                "active_to": pd.NaT,
            }
            for number, node in enumerate(nodes, start=2)
        ]
    )
    links = pd.DataFrame(edges, columns=["from_id", "to_id"]).assign(
        active_from=pd.NaT, active_to=pd.NaT, source_ref="alfala.xlsx!links!2", town="alfala"
    )
    externals = pd.DataFrame(columns=["external_id", "helix", "actor_type", "country", "source_ref"], dtype="str")
    network = build_network(actors, externals, links, QUARTER.last_day)
    return take_subnetwork(network, sorted(set(actors["town"])))


def country_and_towns(year=2021):
    """Return rows of `jobs_by_sector`: the country, the region, the comparison group and the three municipalities."""
    town = {"metsa": 10, "teknologia": 20, "meri": 0, "elintarvike": 10, "muu": 60}
    areas = {"SSS": COUNTRY_JOBS, "MK11": {s: 10 * n for s, n in town.items()}, "SEUTU": dict.fromkeys(town, 20)}
    areas |= {f"KU{code}": town for code in MUNICIPALITIES.values()}
    rows = []
    for area, jobs in areas.items():
        rows += [(area, year, sector, count, 1) for sector, count in jobs.items()]
        rows.append((area, year, "yhteensa", sum(jobs.values()), len(jobs)))
    return rows


def industries(year=2021):
    """Return rows of `jobs_by_industry`: the town has half of its jobs in 16, the country has equal halves."""
    return [("SSS", year, "16", 500), ("SSS", year, "25", 500), ("KU901", year, "16", 75), ("KU901", year, "25", 25)]


HEADERS = {
    "jobs_by_sector": "area_code,year,sector,employee_count,firm_count",
    "jobs_by_industry": "area_code,year,industry,employee_count",
    "labour_market": "area_code,year,employment_rate_pct,unemployment_rate_pct",
    "employed_residents": "area_code,year,employed_resident_count",
    "areas": "area_code,level,name_fi,name_sv,name_en",
}
AREAS = [("SSS", "country", "Koko maa", "Hela landet", "Whole country"), ("KU901", "municipality", "A", "A", "A")]


def dataset_files(name, rows, date="2022-06-01", **manifest):
    """Return the two files of one dataset of the snapshot, by key."""
    data = "\n".join([HEADERS[name], *(",".join(str(cell) for cell in row) for row in rows)]).encode() + b"\n"
    stated = {
        "title": "{fi: Aineisto, sv: Material, en: Data}",
        "source": "{fi: Keksitty lähde, sv: Påhittad källa, en: Invented source}",
        "licence": "CC BY 4.0",
        "retrieved": date,
        "classification_year": 2022,
        "is_sample": "true",
        "sha256": hashlib.sha256(data).hexdigest(),
        "query": "kept for people",
    } | manifest
    text = "".join(f"{key}: {words}\n" for key, words in stated.items() if words is not None)
    folder = f"reference/{name}@{date}"
    return {f"{folder}/data.csv": data, f"{folder}/manifest.yaml": text.encode()}


def snapshot_files():
    return {
        **dataset_files("jobs_by_sector", country_and_towns(2020) + country_and_towns(2021)),
        **dataset_files("jobs_by_industry", industries()),
        **dataset_files("areas", AREAS),
    }
