"""What counts as a change of an aligned objective, and when somebody hears of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from okr.facts import (
    Confidence,
    Cycle,
    KeyResult,
    Measure,
    Objective,
    PersonName,
    Span,
    Stage,
    State,
    Status,
)
from okr.in_step import Aspect, Difference, Value, bundle_at, drift, is_there
from okr.measures import Direction, Kind
from okr.progress import standing
from okr.working_days import WorkDays

ADA, BO = PersonName(1, "Ada Li"), PersonName(2, "Bo")
Q4 = Cycle(1, "2026 Q4", Span(date(2026, 10, 1), date(2026, 12, 31)))
Q1 = Cycle(2, "2027 Q1", Span(date(2027, 1, 1), date(2027, 3, 31)))
PARTNERS = Measure(Kind.NUMBER, Direction.REACH, None, 50, unit="partners")


def key_result(position: int = 1, title: str = "50 partners") -> KeyResult:
    return KeyResult(
        position,
        1,
        12,
        position,
        title,
        PARTNERS,
        None,
        standing(PARTNERS, None),
        None,
        None,
        ADA,
        State.PUBLISHED,
    )


FIRST, SECOND = key_result(), key_result(2, "Rating of 4")
GOAL = Objective(1, 12, "Launch the app", State.PUBLISHED, ADA, Q4, None, (FIRST, SECOND))


def with_first(**changes: object) -> Objective:
    return replace(GOAL, key_results=(replace(FIRST, **changes), SECOND))  # type: ignore[arg-type]


MORE = replace(PARTNERS, target=60)

REAL: dict[str, tuple[Objective, int | None, Aspect, Value, Value]] = {
    "wording": (replace(GOAL, title="Win users"), None, Aspect.WORDING, GOAL.title, "Win users"),
    "owner": (replace(GOAL, owner=BO), None, Aspect.OWNER, "Ada Li", "Bo"),
    "cycle": (replace(GOAL, cycle=Q1), None, Aspect.CYCLE, "2026 Q4", "2027 Q1"),
    "key result": (with_first(title="Win 50"), 1, Aspect.WORDING, FIRST.title, "Win 50"),
    "target": (with_first(measure=MORE), 1, Aspect.TARGET, PARTNERS, MORE),
    "its owner": (with_first(owner=BO), 1, Aspect.OWNER, "Ada Li", "Bo"),
    "due": (with_first(due_on=date(2026, 12, 1)), 1, Aspect.DUE, None, date(2026, 12, 1)),
    "removed": (replace(GOAL, key_results=(SECOND,)), 1, Aspect.REMOVED, FIRST.title, None),
}


@pytest.mark.parametrize("name", REAL)
def test_wording_target_owner_and_date_are_real_changes(name: str) -> None:
    after, position, aspect, was, now = REAL[name]
    assert drift(GOAL, after).differences == (Difference(position, aspect, was, now),)


def test_a_new_key_result_is_a_real_change() -> None:
    third = key_result(3, "Enter two towns")
    (only,) = drift(GOAL, replace(GOAL, key_results=(FIRST, SECOND, third))).differences
    assert only == Difference(3, Aspect.ADDED, None, "Enter two towns")


@pytest.mark.parametrize(
    "title",
    ["launch the app", "Launch  the app", "Launch the app.", "Ｌaunch the app。", "Launchthe app"],
)
def test_what_only_the_eye_sees_is_no_change(title: str) -> None:
    assert drift(GOAL, replace(GOAL, title=title)).differences == ()


def test_a_check_in_is_never_a_change() -> None:
    checked = with_first(
        current=12.0,
        standing=standing(PARTNERS, 12.0),
        confidence=Confidence.LOW,
        status=Status.AT_RISK,
    )
    assert drift(GOAL, replace(checked, progress=0.24)).differences == ()


def test_a_stage_that_is_done_is_no_change_and_a_new_one_is() -> None:
    built = Measure(stages=(Stage("Draft"), Stage("Build")))
    before = with_first(measure=built)
    done = with_first(measure=replace(built, stages=(Stage("Draft", done=True), Stage("Build"))))
    assert drift(before, done).differences == ()
    longer = with_first(measure=replace(built, stages=(*built.stages, Stage("Ship"))))
    assert [each.aspect for each in drift(before, longer).differences] == [Aspect.TARGET]


def test_weight_and_collaborators_are_the_owners_own_business() -> None:
    assert drift(GOAL, with_first(weight=2.0, collaborators=(BO,))).differences == ()
    assert drift(GOAL, replace(GOAL, collaborators=(BO,))).differences == ()


def test_who_hangs_on_one_key_result_does_not_hear_of_its_neighbours() -> None:
    after = replace(
        GOAL,
        title="Win users",
        key_results=(replace(FIRST, title="60 partners"), replace(SECOND, title="Rating of 5")),
    )
    found = [each.position for each in drift(GOAL, after, only=2).differences]
    assert found == [None, 2]


def test_only_what_changed_is_kept() -> None:
    moved = drift(GOAL, with_first(measure=MORE))
    assert moved.before.objective is None
    assert list(moved.after.key_results) == [1]
    assert drift(GOAL, GOAL).before.key_results == {}


def test_two_changes_are_told_as_one() -> None:
    then = replace(GOAL, title="Win users")
    last = replace(then, title="Win many users", key_results=(replace(FIRST, owner=BO), SECOND))
    both = drift(GOAL, then).followed_by(drift(then, last))
    assert [(each.before, each.after) for each in both.differences] == [
        ("Launch the app", "Win many users"),
        ("Ada Li", "Bo"),
    ]


def test_what_is_changed_back_is_nothing() -> None:
    there = drift(GOAL, with_first(measure=MORE))
    assert there.followed_by(drift(with_first(measure=MORE), GOAL)).differences == ()


def test_a_new_key_result_that_is_reworded_is_new_with_its_last_words() -> None:
    first = replace(GOAL, key_results=(FIRST, SECOND, key_result(3, "Two towns")))
    last = replace(GOAL, key_results=(FIRST, SECOND, key_result(3, "Three towns")))
    both = drift(GOAL, first).followed_by(drift(first, last))
    assert both.differences == (Difference(3, Aspect.ADDED, None, "Three towns"),)
    assert both.followed_by(drift(last, GOAL)).differences == ()


def test_an_end_is_there_until_its_key_result_is_gone() -> None:
    assert is_there(GOAL, None)
    assert is_there(GOAL, 2)
    assert not is_there(replace(GOAL, key_results=(FIRST,)), 2)


BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
TEN = time(10)
DAYS = WorkDays()


def at(day: int, hour: int, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_the_bundle_goes_out_when_it_is_next_the_readers_time() -> None:
    assert bundle_at(at(23, 8), TEN, BERLIN, DAYS) == at(23, 9)  # 10:00 the same Monday
    assert bundle_at(at(23, 9), TEN, BERLIN, DAYS) == at(24, 9)
    assert bundle_at(at(23, 1), TEN, SHANGHAI, DAYS) == at(23, 2)


def test_not_on_a_weekend_a_holiday_or_while_away() -> None:
    assert bundle_at(at(27, 12), TEN, BERLIN, DAYS) == at(30, 9)  # Friday -> Monday
    away = WorkDays(
        holidays=frozenset({date(2026, 11, 24)}),
        away=(Span(date(2026, 11, 25), date(2026, 12, 1)),),
    )
    assert bundle_at(at(23, 12), TEN, BERLIN, away) == at(2, 9, month=12)


def test_a_weekend_day_that_is_worked_counts() -> None:
    made_up = WorkDays(extra=frozenset({date(2026, 11, 28)}))
    assert bundle_at(at(27, 12), TEN, BERLIN, made_up) == at(28, 9)


def test_once_a_day_is_enough() -> None:
    told = date(2026, 11, 23)
    assert bundle_at(at(23, 8), time(17), BERLIN, DAYS, told) == at(24, 16)
    assert bundle_at(at(24, 8), time(17), BERLIN, DAYS, told) == at(24, 16)


def test_the_clock_change_is_minded() -> None:
    every = WorkDays(weekend=frozenset())
    # In Berlin 02:30 does not exist on 29 March 2026 and comes twice on 25 October.
    spring = bundle_at(at(28, 12, 3), time(2, 30), BERLIN, every)
    assert spring == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    autumn = bundle_at(at(24, 12, 10), time(2, 30), BERLIN, every)
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert bundle_at(autumn, time(2, 30), BERLIN, every) == datetime(
        2026, 10, 26, 1, 30, tzinfo=UTC
    )


def test_who_never_works_is_told_the_next_day() -> None:
    never = WorkDays(weekend=frozenset(range(1, 8)))
    assert bundle_at(at(23, 12), TEN, BERLIN, never) == at(24, 9)
