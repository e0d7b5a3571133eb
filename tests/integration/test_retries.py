"""A step that cannot use S3 is tried again by the real engine; a step with a defect is not."""

import pytest

from tasks.retries import is_storage_error
from tasks.storage import StorageError

pytestmark = pytest.mark.servers


def attempts_of_a_step_that_raises(error):
    """Return how often a step ran that raises an error at its first attempt, and its final state."""
    from prefect import flow, task

    attempts = []

    @task(retries=3, retry_delay_seconds=0, retry_condition_fn=is_storage_error)
    def step():
        attempts.append(1)
        if len(attempts) == 1:
            raise error

    @flow
    def once():
        return step(return_state=True)

    state = once(return_state=True)
    return len(attempts), state.is_completed()


def test_a_step_that_could_not_use_s3_is_tried_again(prefect_api):
    assert attempts_of_a_step_that_raises(StorageError("S3 does not answer")) == (2, True)


def test_a_step_with_a_defect_is_not_tried_again(prefect_api):
    assert attempts_of_a_step_that_raises(ValueError("a wrong number")) == (1, False)
