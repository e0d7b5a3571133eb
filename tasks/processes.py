"""Calls that keep a processor busy, spread over the machine's cores.

Each process starts afresh, from the interpreter and the modules of the call alone: a copy of this one would take its
threads' locks with it, and would be as large as it is.
"""

import contextlib
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, cast

import tasks

Job = TypeVar("Job")
Result = TypeVar("Result")

_MOST_PROCESSES = 4
_FEWEST_JOBS = 6
"""With fewer, starting processes takes longer than the work."""


class ProcessEndedError(Exception):
    """A process ended before it had answered, such as one that the system stopped for want of memory."""


def core_count() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def call_on_all_cores(
    function: Callable[[Job], Result], jobs: Sequence[Job], cores: int | None = None
) -> list[Result | Exception]:
    """Return what a function gives for each job, in the order of the jobs: its result, or the exception that it raised.

    Few jobs, and all on a machine with one core, are done here.

    Args:
        function: A function of a module; what its module imports is imported by each process.
        jobs: What it is called with; jobs, results and exceptions are pickled.
        cores: How many cores to use; None means those of the machine, at most four.
    """
    count = min(cores or core_count(), _MOST_PROCESSES, len(jobs))
    if count < 2 or len(jobs) < _FEWEST_JOBS:
        return [_outcome(function, job) for job in jobs]
    outcomes: dict[int, Result | Exception] = {}
    waiting, lock = iter(enumerate(jobs)), threading.Lock()

    def work() -> None:
        with contextlib.ExitStack() as stack:
            process = stack.enter_context(_worker(function))
            while True:
                with lock:
                    number, job = next(waiting, (None, None))
                if number is None:
                    return
                outcomes[number] = _ask(process, job)
                if process.poll() is not None or isinstance(outcomes[number], ProcessEndedError):
                    process = stack.enter_context(_worker(function))

    with ThreadPoolExecutor(max_workers=count) as threads:
        for future in [threads.submit(work) for _ in range(count)]:
            future.result()
    return [outcomes[number] for number in range(len(jobs))]


@contextlib.contextmanager
def _worker(function: Callable[[Job], Result]) -> "Iterator[subprocess.Popen[bytes]]":
    environment = {**os.environ, "PYTHONPATH": str(Path(tasks.__file__).parent.parent)}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    try:
        _send(process, (function.__module__, function.__qualname__))
        yield process
    finally:
        # Its input at an end, it ends itself; with a broken pipe it has ended.
        with contextlib.suppress(BrokenPipeError):
            process.communicate()


def _send(process: "subprocess.Popen[bytes]", value: object) -> None:
    with contextlib.suppress(BrokenPipeError):
        pickle.dump(value, cast(Any, process.stdin))
        cast(Any, process.stdin).flush()


def _ask(process: "subprocess.Popen[bytes]", job: object) -> Any:
    _send(process, job)
    try:
        return pickle.load(cast(Any, process.stdout))
    except (EOFError, pickle.UnpicklingError):
        return ProcessEndedError(f"the process ended with code {process.wait()}")


def _outcome(function: Callable[[Job], Result], job: Job) -> Result | Exception:
    try:
        return function(job)
    except Exception as error:
        return error


def _answer_until_end() -> None:
    """Answer the jobs on the standard input; what libraries print goes to the standard error."""
    # What checks load once is large and stays; looking through it again and again takes a tenth of the time.
    gc.set_threshold(50_000, 20, 50)
    # Who breaks off the run ends this process by closing its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, name = pickle.load(jobs)
    function = getattr(__import__(module, fromlist=[name]), name)
    while True:
        try:
            job = pickle.load(jobs)
        except EOFError:
            return
        outcome = _outcome(function, job)
        try:
            answer = pickle.dumps(outcome)
            pickle.loads(answer)
        except Exception:
            # Some exceptions can be written and not be read again.
            answer = pickle.dumps(RuntimeError(repr(outcome)))
        answers.write(answer)
        answers.flush()


if __name__ == "__main__":
    _answer_until_end()
