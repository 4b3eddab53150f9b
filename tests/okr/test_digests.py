"""What of a week goes into the digest, and in which order."""

from dataclasses import replace
from datetime import date

from okr.digests import Digest, digest_of
from okr.facts import Measure
from okr.follow_up import ActionItem, ActionSource, ActionState
from okr.measures import Direction, Kind
from okr.report_facts import ReportFacts
from okr.reports import weekly_report
from tests.okr.report_samples import (
    ADA,
    BO,
    FRIDAY,
    LAUNCH,
    WEEK,
    check_in,
    facts,
    key_result,
    objective,
)


def digest(found: ReportFacts) -> Digest:
    return digest_of(weekly_report(found, WEEK, FRIDAY))


def test_what_moved_farthest_on_its_way_comes_first() -> None:
    churn = Measure(Kind.PERCENT, Direction.DECREASE, 10, 5, None, "%")
    rows = [
        key_result(1),
        key_result(2, measure=churn),
        key_result(3, measure=LAUNCH),
        key_result(4),
    ]
    said = [check_in(1, 1, value=5_000), check_in(2, 2, value=8), check_in(3, 3, value=0.5)]
    found = replace(facts([objective(1, *rows)], said), values_before={2: 10.0, 4: 7.0})
    assert [row.id for row in digest(found).moved] == ["KR1.3", "KR1.2", "KR1.1"]


def test_a_way_back_counts_as_far_as_a_way_forth() -> None:
    said = [check_in(1, 1, value=1_000), check_in(2, 2, value=2_000)]
    found = facts([objective(1, key_result(1), key_result(2))], said)
    found = replace(found, values_before={1: 20_000.0})
    assert [row.id for row in digest(found).moved] == ["KR1.1", "KR1.2"]


def test_a_value_said_again_has_not_moved() -> None:
    found = facts([objective(1, key_result(1))], [check_in(1, 1, value=5)])
    assert digest(replace(found, values_before={1: 5.0})).moved == ()


def test_what_is_due_within_seven_days_and_what_is_overdue() -> None:
    def item(number: int, due_on: date | None) -> ActionItem:
        source = ActionSource.CHECK_IN
        return ActionItem(number, number, "do", BO, ADA, due_on, ActionState.OPEN, source)

    days = (date(2026, 12, 4), date(2026, 11, 20), date(2026, 12, 5), None)
    items = tuple(item(number, day) for number, day in enumerate(days, 1))
    found = replace(facts([objective(1, key_result(1))]), items=items)
    assert [each.number for each in digest(found).due] == [2, 1]
