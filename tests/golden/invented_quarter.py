"""A quarter of four invented towns, small enough to read: what they sent, and documents made from it.

Esimerkkilä sent everything. Mallila, a municipality, has few firms, small numbers and a phase that its links do not
support. Hiljala last sent a quarter earlier. Tyhjälä never sent anything.
"""

import datetime as dt
from functools import cache

import pandas as pd

from config.loading import load_project
from config.models import TownForms
from config.quarters import Quarter
from config.texts import Text
from tasks.assemble.documents import build_document
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.registry import deliverable_ids, find_deliverable, package_of
from tasks.assemble.work_list import needed_part
from tasks.clean.tables import column_dtype
from tasks.findings import Finding, Severity, Verdict
from tasks.measure.quarter import measure_quarter
from tasks.reference.snapshot import Dataset, ReferenceSnapshot
from tasks.submissions import AcceptedData, FileOrigin, Standing
from tests.conftest import table
from tests.golden.invented_submissions import EARLIER_ACTIVITY, SENT

QUARTER = Quarter.parse("2022Q3")
EARLIER = "2022Q2"
SENT_ON = {"esimerkkila": dt.date(2022, 9, 26), "mallila": dt.date(2022, 9, 28), "hiljala": dt.date(2022, 6, 20)}
INPUTS_DIGEST = "d" * 64

FORMS = {
    "esimerkkila": ("Esimerkkilä", "Esimerkkilän", "Esimerkkilässä", "Esimerkkilästä", "Esimerkkilään", "town", "901"),
    "mallila": ("Mallila", "Mallilan", "Mallilassa", "Mallilasta", "Mallilaan", "municipality", "902"),
    "hiljala": ("Hiljala", "Hiljalan", "Hiljalassa", "Hiljalasta", "Hiljalaan", "town", "903"),
    "tyhjala": ("Tyhjälä", "Tyhjälän", "Tyhjälässä", "Tyhjälästä", "Tyhjälään", "town", "904"),
}

JOBS_BY_SECTOR = """
    area_code | year | sector      | employee_count | firm_count
    SSS       | 2021 | metsa       | 100000 | 1
    SSS       | 2021 | teknologia  | 300000 | 1
    SSS       | 2021 | meri        | 50000  | 1
    SSS       | 2021 | elintarvike | 150000 | 1
    SSS       | 2021 | muu         | 1900000 | 1
    SSS       | 2021 | yhteensa    | 2500000 | 1
"""
TOWN_JOBS = {"901": 4100, "902": 310, "903": 2000, "904": 1500}


@cache
def invented_project():
    """Return the shipped configuration with the four invented towns instead of its own."""
    project = load_project()
    pattern = next(iter(project.towns.values()))
    towns = {
        slug: pattern.model_copy(
            update={
                "slug": slug,
                "name": Text(fi=name, sv=name, en=name),
                "municipality_code": code,
                "kind": kind,
                "region_code": "11",
                "mapping_method": "consultant",
                "population": {2019: 9300, 2020: 9200, 2021: 9100, 2022: 9000},
                "forms": TownForms(
                    **{"genitive": genitive, "inside": inside, "from": out, "to": to, "adjective": slug}
                ),
            }
        )
        for slug, (name, genitive, inside, out, to, kind, code) in FORMS.items()
    }
    identity = project.identity.model_copy(update={"coordinator": "esimerkkila"})
    packages = {
        name: package.model_copy(update={"lead": "esimerkkila"}) for name, package in project.work_packages.items()
    }
    changed = {"towns": towns, "identity": identity, "work_packages": packages, "digest": "c" * 64}
    return project.model_copy(update=changed)


def accept(sent=None, *, rejected=(), findings=()):
    """Return the accepted data of what towns sent: text tables by town and table.

    Args:
        sent: What was sent; everything unless given.
        rejected: Pairs of town and table of which the reported quarter's version was rejected.
        findings: Findings in the submissions.
    """
    project = invented_project()
    sent = SENT if sent is None else sent
    frames = {name: [] for name in project.tables}
    standings = []
    for town in project.towns:
        quarter = EARLIER if town == "hiljala" else str(QUARTER)
        for name, contract in project.tables.items():
            verdict = Verdict.REJECTED if (town, name) in rejected else Verdict.MISSING
            text = sent.get(town, {}).get(name)
            if text is None:
                standings.append(Standing(town, name, verdict))
                continue
            frame = clean_frame(contract, text, town, quarter)
            if quarter == str(QUARTER) and verdict == Verdict.MISSING:
                verdict = Verdict.ACCEPTED
            origin = FileOrigin(
                f"inputs/{quarter}/{town}/{town}_{quarter}.xlsx", "v1", f"{town:a<64}"[:64],
                dt.datetime(2022, 9, 30, tzinfo=dt.UTC), 1000,
            )  # fmt: skip
            standings.append(Standing(town, name, verdict, quarter, SENT_ON[town], origin, len(frame)))
            frames[name].append(frame)
    tables = {
        name: pd.concat(found, ignore_index=True) if found else clean_frame(project.tables[name], "", "", "")
        for name, found in frames.items()
    }
    earlier = {
        name: {EARLIER: of_earlier_quarter(clean_frame(project.tables[name], text, town, EARLIER))}
        for town, of_town in EARLIER_ACTIVITY.items()
        if town in sent
        for name, text in of_town.items()
    }
    return AcceptedData(str(QUARTER), tables, tuple(standings), tuple(findings), tuple(project.towns), earlier=earlier)


def of_earlier_quarter(frame):
    """Return rows as they stand beside those of the reported quarter: their place names the quarter too."""
    return frame.assign(source_ref=f"{EARLIER}/" + frame["source_ref"])


def clean_frame(contract, text, town, quarter):
    """Return a text table as the clean stage would: all columns of the contract, typed, then where each row is from."""
    columns = list(dict.fromkeys((*contract.columns, "source_ref", "town", "quarter")))
    frame = table(text) if text.strip() else pd.DataFrame()
    sheet = contract.name.fi
    frame["source_ref"] = [f"{town}_{quarter}.xlsx!{sheet}!{number}" for number in range(2, len(frame) + 2)]
    frame["town"] = town
    frame["quarter"] = quarter
    frame = frame.reindex(columns=columns)
    return frame.astype({column: column_dtype(contract, column) for column in columns})


@cache
def invented_snapshot():
    """Return official statistics in which each town has the sectors of the whole country, but ten times the forest."""
    country = table(JOBS_BY_SECTOR)
    shares = dict(zip(country["sector"], country["employee_count"] / 2500000, strict=True))
    areas = {f"KU{code}": total for code, total in TOWN_JOBS.items()} | {"MK11": 50000, "SEUTU": 300000}
    rows = [
        {"area_code": area, "year": year, "sector": sector, "employee_count": int(total * share) + year - 2021,
         "firm_count": 1}
        for area, total in areas.items()
        for year in (2019, 2020, 2021)
        for sector, share in shares.items()
    ]  # fmt: skip
    jobs = pd.concat([country, pd.DataFrame(rows)], ignore_index=True)
    industries = table("""
        area_code | year | industry | employee_count
        SSS       | 2021 | 16       | 500
        SSS       | 2021 | 25       | 500
        KU901     | 2021 | 16       | 75
        KU901     | 2021 | 25       | 25
    """).astype({"industry": "str"})
    frames = {"jobs_by_sector": jobs, "jobs_by_industry": industries}
    return ReferenceSnapshot({name: _dataset(name, frame) for name, frame in frames.items()})


def _dataset(name, frame):
    return Dataset(
        name=f"{name}@2022-09-01",
        title=Text(fi="Työpaikat", sv="Arbetsplatser", en="Jobs"),
        source=Text(fi="Keksitty tilasto", sv="Påhittad statistik", en="Invented statistics"),
        licence="CC BY 4.0",
        retrieved="2022-09-01",
        classification_year=2022,
        is_sample=True,
        sha256="e" * 64,
        frame=frame,
    )


@cache
def _everything():
    accepted = accept()
    return accepted, measure_quarter(invented_project(), QUARTER, accepted, invented_snapshot())


def document_inputs(town, sent=None, *, deliverable="situation_picture", language="fi", **options):
    """Return the inputs of a town's or the network's document; options as of `accept`."""
    project, snapshot = invented_project(), invented_snapshot()
    if sent is None and not options:
        accepted, values = _everything()
    else:
        accepted = accept(sent, **options)
        values = measure_quarter(project, QUARTER, accepted, snapshot)
    # Tables of other deliverables are none of these documents' business.
    project, accepted = needed_part(project, accepted, find_deliverable(deliverable))
    return DocumentInputs(
        project=project,
        quarter=QUARTER,
        town=town,
        language=language,
        work_package=package_of(find_deliverable(deliverable), project),
        accepted=accepted,
        values=values,
        snapshot=snapshot,
        is_sample=True,
        inputs_digest=INPUTS_DIGEST,
        producible=deliverable_ids(),
    )


@cache
def built_document(deliverable, town, language="fi"):
    """Return a deliverable of a town or the network as a document, made from everything that the towns sent."""
    inputs = document_inputs(town, deliverable=deliverable, language=language)
    return build_document(find_deliverable(deliverable), inputs)


def finding(town, number, severity=Severity.WARNING, quarter=str(QUARTER)):
    """Return a finding in a town's actors."""
    words = Text(fi=f"Huomautus {number}", sv=f"Anmärkning {number}", en=f"Remark {number}")
    place = f"{town}_{quarter}.xlsx!Toimijat!{number}"
    return Finding(town, "actors", "ACT-002", severity, words, words, source_ref=place, quarter=quarter)
