"""System programs that some tests need: a skip says what to install; on CI a missing one is a failure."""

import os
import shutil

import pytest


def need_program(package: str, *names: str) -> str:
    """Return the path of the first of some programs that is installed; else skip, or fail on CI."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"{names[0]} is not installed: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
