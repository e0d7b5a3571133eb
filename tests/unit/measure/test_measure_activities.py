"""What the three towns did to date: events, contacts and outputs of two quarters, counted by hand."""

import pytest

from tests.unit.measure.three_towns import everything


def event(number, kind="visit", country="FI", total=10, mean=None, responses=None, **by_helix):
    return {
        "event_id": f"ta{number}",
        "event_type": kind,
        "country": country,
        "participant_count": total,
        "feedback_mean": mean,
        "feedback_count": responses,
        **{f"{helix}_count": count for helix, count in by_helix.items()},
    }


def contact(institution, stage, form="meeting"):
    return {"institution": institution, "stage": stage, "form": form}


def output(kind="release", language="fi", reach=None, mentions=True, accessible=None):
    return {
        "output_type": kind,
        "language": language,
        "reach_count": reach,
        "mentions_funder": mentions,
        "is_accessible": accessible,
    }


@pytest.fixture(scope="module")
def values(measure):
    """Alfala reported both quarters, Betala the earlier one alone, Gammala neither."""
    sent = everything()
    sent["alfala"] |= {
        "events_visits": [
            event(1, "webinar", total=20, mean=4.0, responses=6, business=8, academia=5),
            event(2, country="SE", total=6, business=2),
        ],
        "hei_contacts": [contact("Invented University", 3), contact("invented university ", 1, "message")],
        "comms_outputs": [output(reach=300, accessible=True), output("video", "sv", accessible=False)],
    }
    earlier = {
        "alfala": {"events_visits": {"2022Q1": [event(3, "webinar", total=10, mean=3.0, responses=2, business=10)]}},
        "betala": {
            "events_visits": {"2022Q2": [event(4, total=5, mean=5.0, responses=4)]},
            "hei_contacts": {"2022Q2": [contact("Invented UAS", 0)]},
            "comms_outputs": {"2022Q2": [output(reach=100, mentions=False)]},
        },
    }
    return measure(sent, earlier=earlier)


def test_events_of_all_quarters_count_also_those_of_a_town_that_is_silent_in_this_one(values):
    assert values.number("alfala", "event_count") == 3
    assert values.number("betala", "event_count") == 1
    assert values.number("network", "event_count") == 4
    assert values.number("network", "event_count", "webinar") == 2
    assert values.number("network", "event_count", "seminar") == 0
    assert values.row("network", "event_count").n == 2
    assert values.status("gammala", "event_count") == ("missing", "events_visits_not_sent")


def test_a_quarter_for_which_nobody_recorded_an_event_is_missing_and_not_zero(values):
    assert values.number("network", "event_count_by_quarter", "2022Q1") == 1
    assert values.number("network", "event_count_by_quarter", "2022Q3") == 2
    assert values.status("network", "event_count_by_quarter", "2021Q4") == ("missing", "nothing_recorded_2021Q4")
    assert "2022Q4" not in values.dimensions("network", "event_count_by_quarter")


def test_events_are_counted_by_the_country_in_which_they_were(values):
    assert values.number("network", "event_count_by_country", "FI") == 3
    assert values.number("network", "event_count_by_country", "SE") == 1


def test_participants_of_a_helix_are_those_of_whom_it_is_recorded(values):
    assert values.number("network", "event_participant_count") == 41
    assert values.number("network", "event_participant_count", "business") == 20
    assert values.row("network", "event_participant_count", "business").n == 3
    assert values.status("network", "event_participant_count", "civil_society") == ("missing", "not_reported")
    assert values.number("network", "event_participant_count_by_type", "webinar") == 30
    assert "seminar" not in values.dimensions("network", "event_participant_count_by_type")


def test_the_feedback_of_events_is_weighted_by_its_responses_and_few_are_not_shown(values):
    assert values.number("network", "event_feedback_mean", "webinar") == pytest.approx((4.0 * 6 + 3.0 * 2) / 8)
    assert values.number("network", "event_feedback_mean") == pytest.approx((24 + 6 + 20) / 12)
    assert values.status("network", "event_feedback_mean", "visit") == ("not_assessable", "too_few_responses")


def test_contacts_with_higher_education_are_counted_by_stage_form_and_institution(values):
    assert values.number("network", "hei_contact_count") == 3
    assert values.number("network", "hei_contact_count", "3") == 1
    assert values.number("network", "hei_contact_count", "4") == 0
    assert values.number("network", "hei_contact_count_by_form", "message") == 1
    assert values.number("network", "hei_institution_count") == 2
    assert values.number("alfala", "hei_institution_count") == 1


def test_outputs_are_counted_by_type_quarter_and_language(values):
    assert values.number("network", "comms_output_count") == 3
    assert values.number("network", "comms_output_count", "release") == 2
    assert values.number("network", "comms_output_count_by_quarter", "2022Q2") == 1
    assert values.number("network", "comms_output_count_by_language", "sv") == 1


def test_the_reach_of_outputs_of_which_it_is_not_known_is_left_out_and_not_guessed(values):
    assert values.number("network", "comms_reach_count") == 400
    assert values.row("network", "comms_reach_count").n == 2
    assert values.status("network", "comms_reach_count", "video") == ("missing", "not_reported")


def test_accessibility_is_a_share_of_the_outputs_of_which_it_is_told(values):
    assert values.number("network", "funder_mention_share_pct") == pytest.approx(100 * 2 / 3)
    assert values.number("network", "accessible_output_share_pct") == 50
    assert values.row("network", "accessible_output_share_pct").n == 2
    assert values.status("betala", "accessible_output_share_pct") == ("not_assessable", "no_base")


def test_needed_actors_are_counted_by_their_place_in_the_contact_funnel(measure):
    sent = everything()
    sent["alfala"]["needed_actors"] = [
        {"needed_id": "n1", "sector": "muu", "gap_id": "p3", "state": "contacted"},
        {"needed_id": "n2", "sector": "muu", "gap_id": "p3", "state": "joined"},
        {"needed_id": "n3", "sector": "metsa", "gap_id": None, "state": "contacted"},
    ]
    values = measure(sent)
    assert values.number("alfala", "needed_actor_count") == 3
    assert values.number("network", "needed_actor_count", "contacted") == 2
    assert values.number("network", "needed_actor_count_by_sector", "muu") == 2
    assert values.number("network", "needed_actor_count_by_sector", "muu--joined") == 1
    assert values.number("network", "needed_actor_count_by_sector", "metsa--joined") == 0
    assert values.number("network", "gap_without_need_count") == 1, "p2 is partly covered and nobody is looked for"
    assert values.number("network", "gap_without_need_count", "metsa") == 1
    assert values.number("alfala", "gap_without_need_count", "muu") == 0
    sent["alfala"]["competence_gaps"] = []
    assert measure(sent).number("alfala", "gap_without_need_count", "muu") == 0


def test_links_between_towns_are_compared_with_the_day_on_which_the_project_began(measure):
    sent = everything()
    sent["alfala"]["links"] = [
        {"from_id": "a2", "to_id": "b1", "link_type": "network"},
        {"from_id": "a1", "to_id": "b1", "link_type": "rdi", "active_from": "2022-02-01"},
        {"from_id": "a3", "to_id": "b2", "link_type": "rdi", "active_from": "2020-02-01", "active_to": "2022-02-01"},
    ]
    sent["betala"]["links"] = []
    values = measure(sent)
    kinds = ("before", "after", "kept", "begun", "ended")
    found = [values.number("network", "cross_town_link_change_to_date_count", kind) for kind in kinds]
    assert found == [2, 2, 1, 1, 1]
    assert values.number("network", "town_pair_begun_link_count") == 1
    assert values.number("network", "town_pair_begun_link_count", "alfala--betala") == 1
    assert values.row("network", "town_pair_begun_link_count").variant == "since=2021-10-01"
