"""What references promise in every table: the row that is meant exists."""

from collections.abc import Set as AbstractSet

import pandas as pd

from expectations.promise import Known, Promise, Words, only_where, told, true_column


def all_exist(ids: pd.Series, known_ids: AbstractSet[str]) -> pd.Series:
    """Return a helper column: whether every id in a cell is known; a blank cell says nothing."""
    exist = [pd.isna(cell) or set(str(cell).split(",")) <= known_ids for cell in ids]
    return only_where(ids.notna(), pd.Series(exist, index=ids.index, dtype="boolean"))


def partner_ids(known: Known) -> frozenset[str]:
    """Return the ids of all actors, of the network and outside it."""
    return known.actor_ids | known.external_ids


def reference_exists(code: str, column: str, check: str, listed_on: Words) -> Promise:
    """Return the promise that the rows that a cell names exist.

    Args:
        code: Stable code.
        column: The column that holds the reference.
        check: Helper column made by `all_exist`.
        listed_on: The sheet on which the row should be, in Finnish, Swedish and English.
    """
    return Promise(
        code,
        column,
        told(
            "warning",
            (
                f"Tunnusta {{value}} ei ole välilehdellä {listed_on[0]}.",
                f"Beteckningen {{value}} finns inte på bladet {listed_on[1]}.",
                f"The id {{value}} is not on the sheet {listed_on[2]}.",
            ),
            (
                f"Lisää rivi välilehdelle {listed_on[0]} tai korjaa tunnus.",
                f"Lägg till raden på bladet {listed_on[1]} eller rätta beteckningen.",
                f"Add the row to the sheet {listed_on[2]}, or correct the id.",
            ),
        ),
        true_column(check),
    )


def sheet_name(known: Known, table: str) -> Words:
    """Return the name of a table's sheet in the three languages."""
    name = known.project.tables[table].name
    return name.fi, name.sv, name.en
