"""What measuring gives: a number, or a status with the reason why there is none."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, is_dataclass, replace
from decimal import Decimal
from functools import wraps
from math import isfinite
from numbers import Real
from typing import Any, ParamSpec, TypeGuard, TypeVar, cast

import numpy as np
import pandas as pd

from tasks.measure.values import Status

Parameters = ParamSpec("Parameters")
Outcome = TypeVar("Outcome")

Argument = float | str | None | tuple[Any, ...]
"""What a formula was given, as plain data."""


@dataclass(frozen=True)
class Measurement:
    """One measured value.

    Attributes:
        value: The number; None unless the status is ok.
        lower: Lower bound of its interval or range, where it has one.
        upper: Upper bound.
        status: Whether the value can be used.
        reason: Machine-readable reason when it cannot.
        arguments: The numbers that were put into the formula, by the names of its parameters.
    """

    value: float | None
    lower: float | None = None
    upper: float | None = None
    status: Status = Status.OK
    reason: str = ""
    arguments: Mapping[str, Argument] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what no reader could tell from a number.

        Raises:
            ValueError: The value or a bound is infinite or not a number: a defect, since it has a reason instead.
        """
        for number in (self.value, self.lower, self.upper):
            if number is not None and not isfinite(number):
                raise ValueError(f"a measured value must be finite and not {number}: what is undefined has a reason")


@dataclass(frozen=True)
class Row:
    """A measurement with what belongs to it in `indicator_values`, except indicator, unit, town and quarter."""

    measurement: Measurement
    dimension: str = ""
    n: int | None = None
    variant: str = ""
    reference_snapshot: str = ""
    source: str = ""


def undefined(reason: str) -> Measurement:
    """Return a measurement that the data is there for, but that its definition does not cover."""
    return Measurement(None, status=Status.NOT_ASSESSABLE, reason=reason)


def missing(reason: str) -> Measurement:
    """Return a measurement that nobody gave the data for."""
    return Measurement(None, status=Status.MISSING, reason=reason)


def suppressed(reason: str) -> Measurement:
    """Return a measurement that is known and is not published."""
    return Measurement(None, status=Status.SUPPRESSED, reason=reason)


def is_given(number: float | None) -> TypeGuard[float]:
    """Return whether somebody gave a number; a blank is None, or the NaN that stands for it in a table."""
    return number is not None and number == number


def formula(function: Callable[Parameters, Outcome]) -> Callable[Parameters, Outcome]:
    """Return a formula whose measurements remember the numbers that were put in, so that each can be explained.

    Numbers, texts and sequences of them are remembered. What else a formula is given (pairs of actors, a table of all
    municipalities) stands in the rows of its source.
    """
    signature = inspect.signature(function)

    @wraps(function)
    def remembering(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Outcome:
        outcome = function(*args, **kwargs)
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        kept = {}
        for name, value in bound.arguments.items():
            with suppress(TypeError):
                kept[name] = _plain(value)
        return cast(Outcome, _with_arguments(outcome, kept))

    return remembering


def _with_arguments(outcome: object, arguments: Mapping[str, Argument]) -> object:
    if isinstance(outcome, Measurement):
        return replace(outcome, arguments=arguments)
    if isinstance(outcome, tuple | list):
        return type(outcome)(_with_arguments(part, arguments) for part in outcome)
    if isinstance(outcome, dict):
        return {key: _with_arguments(part, arguments) for key, part in outcome.items()}
    if is_dataclass(outcome) and not isinstance(outcome, type):
        parts = {name: _with_arguments(part, arguments) for name, part in vars(outcome).items()}
        return replace(outcome, **parts)
    return outcome


def _plain(value: object) -> Argument:
    """Return numbers, texts and sequences of them as plain data.

    Raises:
        TypeError: It holds something else.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Real | Decimal):
        return float(value)
    if isinstance(value, pd.Series | Mapping):
        return tuple((str(key), _plain(part)) for key, part in value.items())
    if isinstance(value, Sequence) or (isinstance(value, np.ndarray) and value.ndim == 1):
        return tuple(_plain(part) for part in value)
    raise TypeError(f"{type(value).__name__} is no number that was put in")
