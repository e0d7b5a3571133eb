"""Calls on all cores: what comes back, in which order, and what a call that fails or dies does to the others."""

import os
import sys
import threading

import pytest

from tasks.processes import ProcessEndedError, call_on_all_cores


class UnspeakableError(Exception):
    """An exception that can be written and not be read again."""

    def __init__(self, first, second):
        super().__init__(f"{first} {second}")


def square(number):
    if number == 3:
        raise ValueError("three is not squared")
    if number == 4:
        raise UnspeakableError("four", "either")
    sys.stdout.write("words of a library\n")
    return number * number


def die_at_two(number):
    if number == 2:
        os._exit(9)
    return os.getpid()


@pytest.mark.parametrize("cores", [1, 2])
def test_results_come_in_the_order_of_the_jobs_and_a_failure_is_the_answer_to_its_own_job(cores):
    outcomes = call_on_all_cores(square, [5, 1, 3, 4, 2, 6], cores)
    assert [one for one in outcomes if isinstance(one, int)] == [25, 1, 4, 36]
    assert isinstance(outcomes[2], ValueError)
    assert str(outcomes[2]) == "three is not squared"
    assert "four" in str(outcomes[3])


def test_a_process_that_dies_fails_its_own_job_and_another_one_goes_on():
    outcomes = call_on_all_cores(die_at_two, [1, 2, 3, 4, 5, 6, 7, 8], 2)
    assert isinstance(outcomes[1], ProcessEndedError)
    assert "code 9" in str(outcomes[1])
    others = outcomes[:1] + outcomes[2:]
    assert all(isinstance(one, int) and one != os.getpid() for one in others)


def test_few_jobs_and_a_single_core_are_done_in_this_process():
    assert call_on_all_cores(die_at_two, [1, 1, 1], 2) == [os.getpid()] * 3
    assert call_on_all_cores(die_at_two, [1] * 5, 1) == [os.getpid()] * 5
    assert call_on_all_cores(die_at_two, [], 2) == []


def test_threads_can_call_at_the_same_time():
    answers = {}
    threads = [
        threading.Thread(target=lambda number=number: answers.update({number: call_on_all_cores(abs, [-1] * 6, 2)}))
        for number in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {0: [1] * 6, 1: [1] * 6, 2: [1] * 6}
