"""A promise: one Great Expectations expectation with the code, severity and words that a partner gets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.expectations.expectation import Expectation

from config.contracts import Column, Message, TableContract
from config.models import Project
from config.quarters import Quarter
from config.texts import Text, number_text

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
    """Return a message from its words in Finnish, Swedish and English; a unit stays on the line of its number."""
    return Message(severity=severity, message=_with_units(message), fix=_with_units(fix))


def _with_units(words: Words) -> Text:
    fi, sv, en = (text.replace(" €", "\u00a0€").replace(" %", "\u00a0%") for text in words)
    return Text(fi=fi, sv=sv, en=en)


def only_where(applies: pd.Series, holds: pd.Series) -> pd.Series:
    """Return a helper column that says whether something holds where it applies, and nothing elsewhere."""
    return holds.fillna(False).astype("boolean").mask(~applies.fillna(False).astype(bool))


def true_column(column: str) -> Expectation:
    """Return the expectation that a helper column made by `prepare` holds true wherever it is not blank."""
    return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=[True])


def unique_key(code: str, contract: TableContract) -> Promise:
    """Return the promise that no two rows of a submission have the same key."""
    labels = [contract.columns[name].label for name in contract.key]
    columns = Text(
        fi=", ".join(label.fi for label in labels),
        sv=", ".join(label.sv for label in labels),
        en=", ".join(label.en for label in labels),
    )
    words = {f"key_{place}": name for place, name in enumerate(contract.key)}
    values = ", ".join(f"{{{word}}}" for word in words)
    if len(labels) == 1:
        message = Text(
            fi=f"Usealla rivillä on sama {columns.fi}: {values}.",
            sv=f"Flera rader har samma {columns.sv}: {values}.",
            en=f"Several rows have the same {columns.en}: {values}.",
        )
        fix = Text(
            fi="Poista päällekkäinen rivi tai anna sille oma tunnus.",
            sv="Ta bort den dubbla raden eller ge den en egen beteckning.",
            en="Remove the duplicate row or give it an id of its own.",
        )
    else:
        message = Text(
            fi=f"Usealla rivillä on samat tiedot ({columns.fi}): {values}.",
            sv=f"Flera rader har samma uppgifter ({columns.sv}): {values}.",
            en=f"Several rows have the same values ({columns.en}): {values}.",
        )
        fix = Text(
            fi="Poista päällekkäinen rivi tai korjaa se, missä rivien pitäisi erota.",
            sv="Ta bort den dubbla raden eller rätta det som raderna borde skilja sig i.",
            en="Remove the duplicate row, or correct that in which the rows should differ.",
        )
    return Promise(
        code,
        contract.key[0],
        Message(severity="critical", message=message, fix=fix),
        gxe.ExpectCompoundColumnsToBeUnique(column_list=["town", "folder_quarter", *contract.key]),
        words,
    )


def in_order(code: str, first: str, last: str, label_first: Text, label_last: Text) -> Promise:
    """Return the promise that one date is not before another; a blank one says nothing."""
    return Promise(
        code,
        last,
        Message(
            severity="warning",
            message=Text(
                fi=f"{label_last.fi}: päivä {{value}} on aikaisempi kuin sarakkeen {label_first.fi} päivä {{first}}.",
                sv=f"{label_last.sv}: datumet {{value}} är tidigare än {{first}} i kolumnen {label_first.sv}.",
                en=f"{label_last.en}: the date {{value}} is before {{first}} of {label_first.en}.",
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
        low, high = _bound(column, column.minimum), _bound(column, column.maximum)
        at_least = column.maximum is None
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
                        fi=f"Anna luku, joka on vähintään {low.fi}."
                        if at_least
                        else f"Anna luku väliltä {low.fi}–{high.fi}.",
                        sv=f"Ange ett tal som är minst {low.sv}."
                        if at_least
                        else f"Ange ett tal mellan {low.sv} och {high.sv}.",
                        en=f"Give a number of at least {low.en}."
                        if at_least
                        else f"Give a number from {low.en} to {high.en}.",
                    ),
                ),
                gxe.ExpectColumnValuesToBeBetween(column=name, min_value=column.minimum, max_value=column.maximum),
            )
        )
    return tuple(promises)


def _bound(column: Column, limit: float | None) -> Text:
    if limit is None:
        return Text(fi="", sv="", en="")
    year = str(limit)
    return Text(fi=year, sv=year, en=year) if column.type == "year" else number_text(limit)


def blank(frame: pd.DataFrame) -> pd.Series:
    """Return a helper column that says nothing on any row."""
    return pd.Series(pd.NA, index=frame.index, dtype="boolean")
