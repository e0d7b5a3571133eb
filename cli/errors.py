"""Errors that a person can act on are told in words; anything else is a defect and keeps its traceback."""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

# Named, not imported: importing them here would make `--help` wait for boto3 and pydantic.
_TOLD = (
    "ConfigError",
    "StorageError",
    "ServerError",
    "SnapshotError",
    "PxWebError",
    "TableError",
    "UnknownChoiceError",
    "CorrectionError",
    "DeployError",
    "DeploymentFileError",
)


class UnknownChoiceError(Exception):
    """A value on the command line that is not one of those allowed."""


def told_in_words(command: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Return a command that prints an expected error as one sentence and exits with 2."""

    @functools.wraps(command)
    def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return command(*args, **kwargs)
        except Exception as error:
            if not {kind.__name__ for kind in type(error).__mro__} & set(_TOLD):
                raise
            click.echo(f"kivijalka: {error}", err=True)
            sys.exit(2)

    return guarded
