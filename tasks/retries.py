"""Which failed step deserves another try: only one that could not use S3. A wrong number stays wrong."""

from typing import Any, Protocol

from tasks.storage import StorageError

RETRY_DELAYS_SECONDS: list[float] = [1, 4, 10]


class EndedStep(Protocol):
    """The state of a step that has ended."""

    def result(self, raise_on_failure: bool = True) -> Any:
        """Return the step's result, or the exception that ended it."""


def is_storage_error(_task: object, _run: object, state: EndedStep) -> bool:
    """Return whether a step failed because S3 could not be used."""
    return isinstance(state.result(raise_on_failure=False), StorageError)
