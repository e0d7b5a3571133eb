"""Sends small workbooks through the collect, clean and validate stages."""

from collections.abc import Callable, Sequence

import pytest

from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.validate.submissions import validate_submissions
from tasks.validate.verdicts import ValidatedSubmission
from tests.workbooks import sent, workbook

REPORTED = Quarter(2022, 3)
Validate = Callable[..., ValidatedSubmission]


@pytest.fixture
def validate(project) -> Validate:
    """Return a town's submission validated: sheets as text tables, `_` in a sheet's name for a blank."""

    def run(
        town: str = "iisalmi", quarter: str = "2022Q3", earlier: Sequence[ValidatedSubmission] = (), **sheets: str
    ) -> ValidatedSubmission:
        submission = read_submission(project, town, quarter, [sent("lomake.xlsx", workbook(**sheets))])
        (validated,) = validate_submissions(project, REPORTED, [submission], earlier)
        return validated

    return run
