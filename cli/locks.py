"""Locks between processes, on files: a process that is killed loses its locks with its life."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def only_one_process(path: Path) -> Iterator[None]:
    """Let one process at a time into a block; the others wait."""
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class UseMark:
    """Marks this process as one of those that use something, from its creation until it is withdrawn."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def withdraw(self) -> bool:
        """Take the mark away and return whether it was the last one."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            self._file.close()
