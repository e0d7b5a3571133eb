"""A promise: one Great Expectations expectation with the code, severity and words that a partner gets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.expectations.expectation import Expectation

from config.contracts import Message, TableContract
from config.models import Project
from config.quarters import Quarter
from config.texts import Text

Words = tuple[str, str, str]
"""The same words in Finnish, Swedish and English."""


@dataclass(frozen=True)
class Promise:
    """One thing that a table promises.

    Attributes:
        code: Stable code, such as `LNK-004`.
        column: The column whose cell is named when the promise is broken.
        message: Severity, message and fix; may use `{value}`, `{column}` and the names in `words`.
        expectation: What Great Expectations checks.
        words: Placeholder -> column of the same row that fills it.
        conceals: Whether the cell may hold personal data, so that its value is not repeated.
    """

    code: str
    column: str
    message: Message
    expectation: Expectation
    words: Mapping[str, str] = field(default_factory=dict)
    conceals: bool = False


@dataclass(frozen=True)
class Known:
    """What a table's rows may refer to beyond the table itself.

    Attributes:
        project: The configuration.
        quarter: The quarter that is reported.
        actor_ids: Ids of all actors that were read.
        external_ids: Ids of all actors outside the network.
        gap_ids: Ids of all competence gaps.
        town_of_actor: The towns that list an actor.
        rows: By table, all rows that were read in this run, with `town` and `folder_quarter`.
        accepted_before: By table, the rows of submissions that were validated before and not rejected.
        official_figures: Official statistics: town, year, sector, employee_count (jobs), firm_count (establishments).
    """

    project: Project
    quarter: Quarter
    actor_ids: frozenset[str]
    external_ids: frozenset[str]
    gap_ids: frozenset[str]
    town_of_actor: Mapping[str, frozenset[str]]
    rows: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    accepted_before: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    official_figures: pd.DataFrame = field(default_factory=pd.DataFrame)

    def ids(self, table: str, column: str) -> frozenset[str]:
        """Return the ids in a column of all rows of a table that were read."""
        frame = self.rows.get(table)
        return frozenset() if frame is None else frozenset(frame[column].dropna().astype(str))


def told(severity: Literal["critical", "warning", "info"], message: Words, fix: Words) -> Message:
    """Return a message from its words in Finnish, Swedish and English."""
    return Message(
        severity=severity,
        message=Text(fi=message[0], sv=message[1], en=message[2]),
        fix=Text(fi=fix[0], sv=fix[1], en=fix[2]),
    )


def only_where(applies: pd.Series, holds: pd.Series) -> pd.Series:
    """Return a helper column that says whether something holds where it applies, and nothing elsewhere."""
    return holds.fillna(False).astype("boolean").mask(~applies.fillna(False).astype(bool))


def true_column(column: str) -> Expectation:
    """Return the expectation that a helper column made by `prepare` holds true wherever it is not blank."""
    return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=[True])


def unique_key(code: str, contract: TableContract) -> Promise:
    """Return the promise that no two rows of a town have the same key."""
    labels = [contract.columns[name].label for name in contract.key]
    key = Text(
        fi=", ".join(label.fi for label in labels),
        sv=", ".join(label.sv for label in labels),
        en=", ".join(label.en for label in labels),
    )
    return Promise(
        code,
        contract.key[0],
        Message(
            severity="critical",
            message=Text(
                fi=f"Sama avain ({key.fi}) on usealla rivillä: {{value}}.",
                sv=f"Samma nyckel ({key.sv}) finns på flera rader: {{value}}.",
                en=f"The same key ({key.en}) stands on several rows: {{value}}.",
            ),
            fix=Text(
                fi="Poista päällekkäinen rivi tai anna sille oma tunnus.",
                sv="Ta bort den dubbla raden eller ge den en egen beteckning.",
                en="Remove the duplicate row or give it an id of its own.",
            ),
        ),
        gxe.ExpectCompoundColumnsToBeUnique(column_list=["town", *contract.key]),
    )


def in_order(code: str, first: str, last: str, label_first: Text, label_last: Text) -> Promise:
    """Return the promise that one date is not before another; a blank one says nothing."""
    return Promise(
        code,
        last,
        Message(
            severity="warning",
            message=Text(
                fi=f"{label_last.fi} ({{value}}) on ennen päivää {label_first.fi} ({{first}}).",
                sv=f"{label_last.sv} ({{value}}) är före {label_first.sv} ({{first}}).",
                en=f"{label_last.en} ({{value}}) is before {label_first.en} ({{first}}).",
            ),
            fix=Text(fi="Tarkista päivämäärät.", sv="Kontrollera datumen.", en="Check the dates."),
        ),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A=last, column_B=first, or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        {"first": first},
    )


def within_limits(contract: TableContract) -> tuple[Promise, ...]:
    """Return the promise, for each column with limits in the contract, that its numbers keep to them."""
    promises = []
    for name, column in contract.columns.items():
        if column.minimum is None and column.maximum is None:
            continue
        low, high = column.minimum, column.maximum
        bounds = f"{'' if low is None else low}–{'' if high is None else high}"
        at_least = high is None
        promises.append(
            Promise(
                "RNG-001" if column.required else "RNG-101",
                name,
                Message(
                    severity="critical" if column.required else "warning",
                    message=Text(
                        fi="Sarakkeen {column} arvo {value} ei ole sallitulla välillä.",
                        sv="Värdet {value} i kolumnen {column} är inte inom det tillåtna intervallet.",
                        en="The value {value} of {column} is not within its limits.",
                    ),
                    fix=Text(
                        fi=f"Anna luku, joka on vähintään {low}." if at_least else f"Anna luku väliltä {bounds}.",
                        sv=f"Ange ett tal som är minst {low}." if at_least else f"Ange ett tal inom {bounds}.",
                        en=f"Give a number of at least {low}." if at_least else f"Give a number within {bounds}.",
                    ),
                ),
                gxe.ExpectColumnValuesToBeBetween(column=name, min_value=low, max_value=high),
            )
        )
    return tuple(promises)


def blank(frame: pd.DataFrame) -> pd.Series:
    """Return a helper column that says nothing on any row."""
    return pd.Series(pd.NA, index=frame.index, dtype="boolean")
