"""What all tests share."""

import pytest

from config.loading import load_project


@pytest.fixture(scope="session")
def project():
    """The configuration that Kivijalka ships with."""
    return load_project()
