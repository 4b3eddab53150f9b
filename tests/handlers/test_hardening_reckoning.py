"""Progress against a second reckoning, and time: zones, cycles that end, begin and overlap."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.forms import ChoiceField
from okr.facts import Measure, Stage
from okr.measures import Direction, Kind
from okr.progress import roll_up, standing
from storage.objectives import find
from tests.handlers.office import Office

FIGURES = st.integers(-4, 4).map(lambda number: number / 2)
MAYBE = st.none() | FIGURES
MEASURED = st.sampled_from([each for each in Direction if each is not Direction.NONE])


def second_opinion(
    direction: Direction, start: float | None, target: float, high: float, current: float
) -> float:
    """Table P once more, row by row: what a value counts for."""
    if direction is Direction.WITHIN:
        return float(min(target, current) == target and max(high, current) == high)
    upwards = direction is Direction.AT_LEAST
    if direction in (Direction.AT_LEAST, Direction.AT_MOST):
        if current == target or (current > target) is upwards:
            return 1.0
        if start is None or start == target or (start > target) is upwards:
            return 0.0  # no start on the bad side: nothing to measure the way by
        return (start - current) / (start - target)
    if start is None and direction is Direction.DECREASE:
        return float(current <= target)
    begin = start or 0.0
    if begin == target:
        return float(current <= target if direction is Direction.DECREASE else current >= target)
    return (begin - current) / (begin - target)


@given(MEASURED, MAYBE, FIGURES, FIGURES, FIGURES)
def test_progress_follows_the_table(
    direction: Direction, start: float | None, target: float, high: float, current: float
) -> None:
    within = direction is Direction.WITHIN
    measure = Measure(Kind.NUMBER, direction, start, target, high if within else None)
    found = standing(measure, current)
    assert found.has_value
    assert found.ratio == pytest.approx(second_opinion(direction, start, target, high, current))


@given(MEASURED, MAYBE, FIGURES)
def test_no_value_is_not_nought(direction: Direction, start: float | None, target: float) -> None:
    found = standing(Measure(Kind.NUMBER, direction, start, target, target), None)
    assert (found.ratio, found.has_value) == (0.0, False)


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=6))
def test_stages_count_by_weight(stages: list[tuple[int, bool]]) -> None:
    measure = Measure(stages=tuple(Stage("s", float(weight), done) for weight, done in stages))
    done = sum(weight for weight, is_done in stages if is_done)
    assert standing(measure, None).ratio == pytest.approx(done / sum(w for w, _ in stages))


@given(st.lists(st.tuples(st.integers(-8, 12), st.integers(0, 5)), max_size=6))
def test_the_roll_up_is_the_mean_by_weight(parts: list[tuple[int, int]]) -> None:
    found = roll_up((ratio / 8, float(weight)) for ratio, weight in parts)
    copies = [max(0, min(8, ratio)) for ratio, weight in parts for _ in range(weight)]
    copies = copies or [max(0, min(8, ratio)) for ratio, _ in parts]
    if not copies:
        assert found is None
    else:
        assert found == pytest.approx(sum(copies) / len(copies) / 8)


def test_the_value_stays_when_the_measure_is_edited(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000")
    launched.say("ada", "edit KR1.1")
    assert "50% · 12,000 of 24,000" in launched.fill("ada", target="24000")
    launched.say("ada", "edit KR1.1")
    assert "100% · 12,000" in launched.fill(
        "ada", kind="number", direction="at_least", target="9000"
    )


def test_an_archived_key_result_leaves_the_roll_up(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 50000")
    assert _progress(launched) == pytest.approx(1 / 3)
    launched.say("ada", "archive KR1.2")
    assert _progress(launched) == pytest.approx(1 / 2)
    launched.say("ada", "archive KR1.3")
    assert _progress(launched) == pytest.approx(1)
    launched.say("ada", "archive KR1.1")
    assert _progress(launched) is None
    assert "KR1.4" in launched.say("ada", "kr O1 5 partners")


def test_weights_from_the_form_count(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 50000")
    for id, weight in (("KR1.1", "3"), ("KR1.2", "1"), ("KR1.3", "0")):
        launched.say("ada", f"edit {id}")
        launched.fill("ada", weight=weight)
    assert _progress(launched) == pytest.approx(3 / 4)


def test_more_than_all_is_shown_as_it_is_and_counted_as_all(launched: Office) -> None:
    assert "150%" in launched.say("ada", "checkin KR1.1 75000")
    assert "-25%" in launched.say("ada", "checkin KR1.2 3.5")
    assert _progress(launched) == pytest.approx(1 / 3)


def _progress(office: Office) -> float | None:
    with office.database.read() as session:
        objective = find(session, 1, 1)
    assert objective is not None
    return objective.progress


def test_the_quarter_is_the_one_on_the_persons_own_calendar(office: Office) -> None:
    office.clock.set(datetime(2026, 12, 31, 20, tzinfo=UTC))
    assert "2026 Q4" in office.say("ada", "new Win")  # Berlin, still the old year
    assert "2027 Q1" in office.say("bo", "new 赢")  # Shanghai, already the new one


def test_a_zone_chosen_changes_the_day_at_once(office: Office) -> None:
    office.clock.set(datetime(2026, 12, 31, 20, tzinfo=UTC))
    office.say("ada", "settings timezone Asia/Tokyo")
    assert "2027 Q1" in office.say("ada", "new Win")


def test_a_coming_cycle_made_current_is_written_into(office: Office) -> None:
    office.say("root", "cycle create 2027-01-04 2027-03-26 Spring")
    office.say("root", "cycle current spring")
    assert "Spring · draft" in office.say("ada", "new Win\n5 partners")
    assert "0% · 0 of 5" in office.say("ada", "checkin KR1.1 0")
    assert "Spring" in office.home("ada")


def test_a_chosen_cycle_that_is_over_gives_way(office: Office) -> None:
    office.say("root", "cycle create 2026-11-01 2026-12-15 Autumn")
    office.say("root", "cycle current Autumn")
    assert "Autumn" in office.say("ada", "new Win")
    office.clock.advance(timedelta(days=23))
    assert "2026 Q4" in office.say("ada", "new Win again")
    office.clock.advance(timedelta(days=20))
    assert "2027 Q1" in office.say("ada", "new Win for ever")


def test_the_shortest_running_cycle_is_the_current_one(office: Office) -> None:
    for kind in ("year", "quarter", "month"):
        office.say("root", f"cycle create {kind}")
    assert "2026-11 · draft" in office.say("ada", "new Win")


def test_two_cycles_never_have_the_same_name(office: Office) -> None:
    office.say("root", "cycle create 2027-05-01 2027-08-31 Summer Sun")
    for name in ("Summer Sun", "summer sun", "SummerSun", " Summer  Sun "):
        assert "already" in office.say("root", f"cycle create 2028-05-01 2028-08-31 {name}"), name


def test_a_new_objective_is_offered_every_open_cycle(office: Office) -> None:
    office.say("root", "cycle create year")
    office.say("ada", "new")
    choice = next(each for each in office.form("ada").inputs if each.name == "cycle")
    assert isinstance(choice, ChoiceField)
    assert choice.value in {option.value for option in choice.options}
    assert {option.label for option in choice.options} == {"2026"}
