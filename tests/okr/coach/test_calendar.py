"""The rules that go by the calendar and by values."""

from datetime import UTC, datetime, timedelta

import pytest

from okr.coach import calendar

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


def test_two_weeks_of_silence_are_too_many() -> None:
    assert calendar.not_followed(NOW - timedelta(days=13, hours=23), NOW) is None
    finding = calendar.not_followed(NOW - timedelta(days=14), NOW)
    assert finding is not None
    assert finding.rule == "not-followed"
    assert finding.why.format(**finding.values).startswith("No check-in for 14 days.")


@pytest.mark.parametrize(
    ("scores", "told"),
    [((), False), ((1.0, 1.0), False), ((1.0, 1.0, 1.0), True), ((1.0, 0.9, 1.0), False)],
)
def test_full_scores_are_a_word_worth_from_three_on(scores: tuple[float, ...], told: bool) -> None:
    assert (calendar.always_full_score(scores) is not None) is told


def test_an_objective_by_itself_is_asked_for_its_reason() -> None:
    assert calendar.invented_project(has_parent=False, has_reason=False) is not None
    assert calendar.invented_project(has_parent=True, has_reason=False) is None
    assert calendar.invented_project(has_parent=False, has_reason=True) is None


def test_a_target_is_easy_at_the_value_there_is() -> None:
    assert calendar.easy_target(50, 50) is not None
    assert calendar.easy_target(49, 50) is None
    assert calendar.easy_target(3, 4, less_is_better=True) is not None
    assert calendar.easy_target(5, 4, less_is_better=True) is None


def test_all_reached_early_is_easy() -> None:
    assert calendar.all_reached_early([True, True], 0.5) is not None
    assert calendar.all_reached_early([True, True], 0.9) is None
    assert calendar.all_reached_early([True, False], 0.5) is None
    assert calendar.all_reached_early([], 0.5) is None
