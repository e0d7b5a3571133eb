"""Whatever was accepted, the town gets it back and sends it again unchanged."""

import datetime as dt

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.request.workbook import request_workbook
from tests.unit.request.asked import ASKED, accepted, said, sent_back, values

# Letters, digits and every mark that a spreadsheet, a CSV or XML gives a meaning.
_CHARACTERS = "abcåäöÅÄÖéž0123456789 =+-@'\"*#|<>&;,:/\\[](){}_%€.!?–’"
_WORDS = st.text(_CHARACTERS, min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
_TEXTS = _WORDS.filter(lambda text: not text.startswith("#"))
_DAYS = st.dates(dt.date(1850, 1, 1), dt.date(2100, 12, 31)).map(pd.Timestamp)
_COUNTS = st.integers(0, 10**9)
_EUROS = st.integers(0, 10**14).map(lambda cents: cents / 100)


def codes(project, name: str):
    return st.sampled_from(list(project.code_lists[name]))


def maybe(values):
    return st.none() | values


def actor_rows(project):
    sectors = st.lists(codes(project, "sector"), min_size=1, max_size=3, unique=True).map(",".join)
    row = st.fixed_dictionaries(
        {
            "name": _TEXTS,
            "helix": codes(project, "helix"),
            "actor_type": codes(project, "actor_type"),
            "primary_sector": codes(project, "sector"),
            "other_sectors": maybe(sectors),
            "industry_code": maybe(st.text("0123456789", min_size=2, max_size=5)),
            "business_id": maybe(st.sampled_from(["9000001-1", "0116300-4"])),
            "staff_class": maybe(codes(project, "staff_class")),
            "role": maybe(codes(project, "actor_role")),
            "rdi_activity": maybe(codes(project, "rdi_activity")),
            "active_from": maybe(_DAYS),
            "active_to": maybe(_DAYS),
            "source": maybe(_TEXTS),
            "name_is_public": st.booleans(),
        }
    )
    return st.lists(row, max_size=6).map(
        lambda rows: [{"actor_id": f"iisalmi-{n:03}", **one} for n, one in enumerate(rows, 1)]
    )


def figure_rows(project):
    row = st.fixed_dictionaries(
        {
            "year": st.integers(2015, 2023),
            "sector": codes(project, "sector_or_total"),
            "employee_count": _COUNTS,
            "firm_count": _COUNTS,
            "turnover_eur": maybe(_EUROS),
            "rd_person_years": maybe(st.integers(0, 10**7).map(lambda thousandths: thousandths / 1000)),
            "largest_firm_share_class": maybe(codes(project, "largest_firm_share_class")),
            "source": maybe(_TEXTS),
            "is_estimate": maybe(st.booleans()),
        }
    )
    return st.lists(row, max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(data=st.data(), language=st.sampled_from(["fi", "sv", "en"]))
def test_accepted_rows_come_back_unchanged_from_a_prefilled_workbook(project, data, language):
    tables = {"actors": data.draw(actor_rows(project)), "key_figures": data.draw(figure_rows(project))}
    small = project.model_copy(
        update={"tables": {name: project.tables[name] for name in ("submission", "actors", "key_figures")}}
    )
    earlier = accepted(small, **tables)
    submission = sent_back(small, request_workbook(small, small.towns["iisalmi"], ASKED, language, earlier))
    assert [found for found in said(submission) if found[1] != "submission"] == []
    for name, rows in tables.items():
        if rows:
            pd.testing.assert_frame_equal(
                values(small, submission.tables[name].frame, name), values(small, earlier.tables[name], name)
            )
        else:
            assert name not in submission.tables
