"""Where boxes stand: nothing overlaps, families hang together, and all is linear."""

from itertools import pairwise

import pytest
from hypothesis import given

from chat.trees import Box, Placed, PlacedBox, place
from chat.trees.layout import MARGIN, NARROWEST, WIDTH
from tests.chat.trees.forests import chain, company, forests, leaf, walk


def overlap(one: PlacedBox, other: PlacedBox) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def assert_tidy(placed: Placed, roots: tuple[Box, ...]) -> None:
    # One box a row, so neighbours are all that could meet: linear, whatever the size.
    assert not any(overlap(one, other) for one, other in pairwise(placed.boxes))
    assert all(one.y + one.height <= other.y for one, other in pairwise(placed.boxes))
    assert len(placed.boxes) == sum(1 for _ in walk(roots))
    for box in placed.boxes:
        assert box.x >= MARGIN
        assert box.x + box.width <= WIDTH - MARGIN + 0.01
        assert box.y + box.height <= placed.height - MARGIN + 0.01
        assert box.width >= NARROWEST - 0.01
        if box.parent is not None:
            parent = placed.boxes[box.parent]
            assert box.x > parent.x
            assert box.y > parent.y
            assert box.depth == parent.depth + 1


def assert_joined(placed: Placed) -> None:
    """Every child's branch starts on its parent's stem and ends at the child's edge."""
    stems: dict[int, tuple[float, float, float]] = {}
    for line in placed.lines:
        if line.child is None:
            (across, top), (same, bottom) = line.points
            parent = placed.boxes[line.parent]
            assert across == same
            assert parent.x < across < parent.x + parent.width
            start = stems.get(line.parent, (across, parent.y + parent.height, 0.0))
            assert top == (start[2] or start[1])  # at the parent, or where its stem got to
            stems[line.parent] = (across, start[1], bottom)
    joined = set()
    for line in placed.lines:
        if line.child is not None:
            child = placed.boxes[line.child]
            across, top, bottom = stems[line.parent]
            assert child.parent == line.parent
            assert line.points[0][0] == across
            assert top <= line.points[0][1] <= bottom
            assert line.points[-1][0] == child.x
            assert child.y < line.points[-1][1] < child.y + child.height
            assert line.asked == child.box.asked
            joined.add(line.child)
    assert joined == {index for index, box in enumerate(placed.boxes) if box.parent is not None}


@pytest.mark.parametrize("count", [1, 5, 60, 2000])
def test_boxes_never_overlap_and_lines_connect(count: int) -> None:
    roots = company(count)
    placed = place(roots)
    assert_tidy(placed, roots)
    assert_joined(placed)


@given(forests())
def test_any_forest_is_tidy(roots: tuple[Box, ...]) -> None:
    placed = place(roots)
    assert_tidy(placed, roots)
    assert_joined(placed)


def test_a_chain_longer_than_the_stack_is_laid_out() -> None:
    roots = chain(2000)
    assert_tidy(place(roots), roots)


def test_twice_the_boxes_take_twice_the_room() -> None:
    small, large = place(company(500)), place(company(1000))
    assert 1.9 < large.height / small.height < 2.1
    assert 1.9 < len(large.lines) / len(small.lines) < 2.1


def test_the_stem_is_dashed_past_the_last_child_that_is_agreed_to() -> None:
    agreed, asked = leaf(1), leaf(5)
    assert asked.asked
    root = Box("O9", "All", "Ada", "", None, None, (agreed, asked))
    placed = place((root,))
    stems = [line for line in placed.lines if line.child is None]
    assert [line.asked for line in stems] == [False, True]


def test_an_empty_forest_is_refused() -> None:
    with pytest.raises(ValueError, match="without a tree"):
        place(())


def test_roots_left_out_take_room_below() -> None:
    roots = company(3)
    assert place(roots, more=7).height > place(roots).height
