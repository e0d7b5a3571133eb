"""What measuring gives: a number, or a status with the reason why there is none."""

from dataclasses import dataclass

from tasks.measure.values import Status


@dataclass(frozen=True)
class Measurement:
    """One measured value.

    Attributes:
        value: The number; None unless the status is ok.
        lower: Lower bound of its interval or range, where it has one.
        upper: Upper bound.
        status: Whether the value can be used.
        reason: Machine-readable reason when it cannot.
    """

    value: float | None
    lower: float | None = None
    upper: float | None = None
    status: Status = Status.OK
    reason: str = ""


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
