"""Golden files: what a document says, as text that people can review."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def compare_with_golden(request):
    """Compare a text with `tests/golden/<name>.txt`, or write it with `--update-golden`."""

    def compare(name, text):
        path = FOLDER / f"{name}.txt"
        if request.config.getoption("--update-golden", default=False):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path.name} is missing; write it with: pytest tests/golden --update-golden"
        assert text == path.read_text(encoding="utf-8")

    return compare
