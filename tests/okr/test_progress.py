"""Progress has one meaning: the table, row by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okr.facts import Measure, Stage, Standing
from okr.measures import Direction, Kind
from okr.progress import counted, roll_up, standing

UP, DOWN = Direction.INCREASE, Direction.DECREASE
LEAST, MOST, WITHIN = Direction.AT_LEAST, Direction.AT_MOST, Direction.WITHIN


def number(
    direction: Direction, start: float | None, target: float, high: float | None = None
) -> Measure:
    return Measure(Kind.NUMBER, direction, start, target, high)


@pytest.mark.parametrize(
    ("measure", "current", "ratio"),
    [
        (number(UP, 0, 50_000), 12_000, 0.24),
        (number(UP, 3.6, 4.0), 4.1, 1.25),
        (number(UP, 100, 200), 90, -0.1),
        (number(UP, None, 200), 50, 0.25),
        (number(DOWN, 300, 100), 200, 0.5),
        (number(DOWN, None, 5), 5, 1.0),
        (number(DOWN, None, 5), 6, 0.0),
        (number(Direction.REACH, None, 20), 5, 0.25),
        (number(LEAST, None, 99), 99, 1.0),
        (number(LEAST, None, 99), 98, 0.0),
        (number(LEAST, 90, 100), 95, 0.5),
        (number(LEAST, 100, 90), 85, 0.0),
        (number(MOST, None, 300), 300, 1.0),
        (number(MOST, 500, 300), 400, 0.5),
        (number(WITHIN, None, 12, 14), 12, 1.0),
        (number(WITHIN, None, 12, 14), 14, 1.0),
        (number(WITHIN, None, 12, 14), 14.1, 0.0),
        (number(UP, 5, 5), 5, 1.0),
        (number(UP, 5, 5), 4, 0.0),
        (number(DOWN, 5, 5), 4, 1.0),
        (Measure(), 1, 1.0),
        (Measure(), 0, 0.0),
    ],
)
def test_each_row_of_the_table(measure: Measure, current: float, ratio: float) -> None:
    assert standing(measure, current).ratio == pytest.approx(ratio)


def test_no_value_is_not_zero() -> None:
    assert standing(number(UP, 0, 10), None) == Standing(0.0, has_value=False)
    assert standing(number(UP, 0, 10), 0) == Standing(0.0, has_value=True)


def test_stages_count_by_their_weight() -> None:
    stages = (Stage("a", 1, done=True), Stage("b", 3), Stage("c", 0, done=True))
    assert standing(Measure(stages=stages), None) == Standing(0.25, has_value=True)


def test_roll_up_counts_within_0_and_100() -> None:
    assert roll_up([(1.25, None), (-0.1, None)]) == pytest.approx(0.5)


def test_roll_up_weighs() -> None:
    assert roll_up([(1.0, 3), (0.0, 1)]) == pytest.approx(0.75)


def test_no_weight_or_only_zeros_is_the_plain_mean() -> None:
    assert roll_up([(1.0, 0), (0.0, 0)]) == pytest.approx(0.5)
    assert roll_up([(0.24, None), (0.0, None), (0.0, None)]) == pytest.approx(0.08)


def test_without_key_results_there_is_no_figure() -> None:
    assert roll_up([]) is None


@given(
    st.lists(
        st.tuples(st.floats(-5, 5), st.one_of(st.none(), st.floats(0, 100))), min_size=1, max_size=9
    )
)
def test_roll_up_stays_between_its_parts(parts: list[tuple[float, float | None]]) -> None:
    ratios = [counted(ratio) for ratio, _ in parts]
    rolled = roll_up(parts)
    assert rolled is not None
    assert min(ratios) - 1e-9 <= rolled <= max(ratios) + 1e-9


@given(
    st.sampled_from([each for each in Direction if each is not Direction.NONE]),
    st.one_of(st.none(), st.floats(-1e15, 1e15)),
    st.floats(-1e15, 1e15),
    st.floats(-1e15, 1e15),
)
def test_any_figures_have_a_finite_standing(
    direction: Direction, start: float | None, target: float, current: float
) -> None:
    ratio = standing(number(direction, start, target), current).ratio
    assert ratio == ratio
