"""CPU seconds of calls, and the line that sets them beside their target."""

import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Result = TypeVar("Result")
_NAME_WIDTH = 58


class Clock:
    """Measures CPU seconds of calls, those of the processes that they start included, and remembers them by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def measure(self, name: str, call: Callable[[], Result]) -> Result:
        """Return what a call returns, after its CPU seconds were added to those of its name."""
        with self.running(name):
            return call()

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        """Add the CPU seconds of a block to those of its name."""
        started = cpu_seconds()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + cpu_seconds() - started


def cpu_seconds() -> float:
    """Return the CPU seconds that this process and its finished children have used."""
    used = os.times()
    return time.process_time() + used.children_user + used.children_system


def seconds_of(call: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes."""
    started = cpu_seconds()
    call()
    return cpu_seconds() - started


def peak_memory_mb() -> float:
    """Return the most memory that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_heading(text: str) -> None:
    """Print the heading of a table of measurements."""
    print(f"\n{text}\n  {'':<{_NAME_WIDTH}}{'measured':>10}{'target':>10}")


def print_line(name: str, measured: float, target: float | None = None, unit: str = "s") -> None:
    """Print a measurement beside its target, and whether it keeps to it."""
    digits = 0 if unit == "MB" else 2
    shown = f"{measured:.{digits}f} {unit}"
    verdict = "" if target is None else f"{target:g} {unit}".rjust(10) + ("  met" if measured <= target else "  MISSED")
    print(f"  {name:<{_NAME_WIDTH}}{shown:>10}{verdict}")
