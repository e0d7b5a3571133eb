"""What the key figures promise beside the official statistics: jobs and establishments are of the same size."""

import pandas as pd

from expectations.promise import Known, Promise, only_where, told, true_column

_COMPARED = {"employee_count": 20, "firm_count": 10}
"""Figures that the statistics have, too, each with the official number below which a difference says nothing."""
_TOLERATED_SHARE = 0.2


def compared_with_statistics(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with `official_<figure>` of the same year and sector, and whether the two are close."""
    keys = ["town", "year", "sector"]
    checks: dict[str, pd.Series] = {}
    for column, least in _COMPARED.items():
        if known.official_figures.empty:
            official = pd.Series(float("nan"), index=frame.index)
        else:
            # A left merge keeps the rows' order but not their index.
            found = frame[keys].merge(known.official_figures, on=keys, how="left").set_index(frame.index)
            official = found[column].astype("float64")
        figure = frame[column].astype("float64")
        is_close = (figure - official).abs() <= _TOLERATED_SHARE * official
        checks[f"official_{column}"] = official
        checks[f"check_official_{column}"] = only_where(figure.notna() & (official >= least), is_close)
    return frame.assign(**checks)


def promises_beside_statistics() -> tuple[Promise, ...]:
    """Return the promises: one a figure."""
    return tuple(_close_to_statistics(column) for column in _COMPARED)


def _close_to_statistics(column: str) -> Promise:
    return Promise(
        "KEY-010",
        column,
        told(
            "warning",
            (
                "{column}: {value} poikkeaa yli 20 % virallisen tilaston luvusta {official} (vuosi {year}).",
                "{column}: {value} avviker med över 20 % från den officiella statistikens {official} (år {year}).",
                "{column}: {value} differs by over 20 % from the official statistics' {official} (year {year}).",
            ),
            (
                "Tarkista luku ja se, mitkä toimipaikat siihen kuuluvat. Jos luku on oikein, korjausta ei tarvita.",
                "Kontrollera talet och vilka arbetsställen som ingår. Om det stämmer behövs ingen rättelse.",
                "Check the figure and which establishments it covers. If it is right, nothing needs to be corrected.",
            ),
        ),
        true_column(f"check_official_{column}"),
        {"official": f"official_{column}", "year": "year"},
    )
