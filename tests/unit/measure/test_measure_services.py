"""How the towns rate the services: seven responses of two towns, worked by hand, and too few of the others."""

import pytest

from tests.unit.measure.three_towns import everything


def response(number, rating, days=None, service="coordination"):
    return {"response_number": number, "service": service, "rating": rating, "response_days": days}


@pytest.fixture(scope="module")
def values(measure):
    sent = everything()
    sent["alfala"]["service_feedback"] = [
        response(1, 5, 1), response(2, 4, 2), response(3, 2, 9), response(1, 3, 4, "communication"),
    ]  # fmt: skip
    sent["betala"]["service_feedback"] = [response(1, 4, 3), response(2, 3), response(2, 1, 6, "communication")]
    return measure(sent)


def test_a_service_with_five_responses_has_its_mean_and_its_share_of_good_ones(values):
    assert values.number("network", "service_rating_mean", "coordination") == 18 / 5
    assert values.number("network", "service_good_share_pct", "coordination") == 60
    assert values.row("network", "service_rating_mean", "coordination").n == 5


def test_two_of_the_three_towns_rated_the_services(values):
    assert values.number("network", "service_response_rate_pct") == pytest.approx(200 / 3)
    assert values.number("network", "service_response_rate_pct", "communication") == pytest.approx(200 / 3)
    assert values.number("network", "service_response_rate_pct", "arrangements") == 0
    assert values.row("network", "service_response_rate_pct").n == 3


def test_all_services_together_have_seven_responses_and_the_middle_one_waited_three_and_a_half_days(values):
    assert values.number("network", "service_rating_mean") == 22 / 7
    # 1, 2, 3, 4, 6 and 9 days; the two in the middle are 3 and 4.
    assert values.number("network", "service_response_days") == 3.5


def test_fewer_than_five_responses_are_counted_and_not_shown(values):
    few = ("not_assessable", "too_few_responses")
    assert values.status("network", "service_rating_mean", "communication") == few
    assert values.status("network", "service_response_days", "coordination") == few
    assert values.row("network", "service_rating_mean", "communication").n == 2


def test_a_service_that_nobody_rated_is_missing(values):
    assert values.status("network", "service_good_share_pct", "arrangements") == ("missing", "not_reported")
