"""The text tables that other tests are written with."""

import datetime as dt

import pandas as pd
import pytest

from tests.conftest import table


def test_a_text_table_has_the_types_of_a_clean_table():
    frame = table("""
        town    | employees | share | exports | visited    | code
        kaarela | 120       | 12.5  | true    | 2022-03-01 | 007a
        lehtola |           |       |         |            |
    """)
    assert frame.dtypes.astype(str).to_dict() == {
        "town": "str",
        "employees": "Int64",
        "share": "float64",
        "exports": "boolean",
        "visited": "datetime64[ns]",
        "code": "str",
    }
    assert frame.loc[0, "employees"] == 120
    assert frame.loc[0, "visited"] == pd.Timestamp(dt.date(2022, 3, 1))
    assert frame.loc[1].drop("town").isna().all()


def test_a_row_that_does_not_fit_its_header_is_refused():
    with pytest.raises(AssertionError, match="does not fit"):
        table("""
            town    | employees
            kaarela | 120 | 7
        """)
