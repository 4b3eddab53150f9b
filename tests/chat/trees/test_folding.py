"""Folding: what is left can be read, and what is gone is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.trees import Box, fold
from tests.chat.trees.forests import chain, company, forests, grown, leaf, walk


def count(roots: tuple[Box, ...]) -> int:
    return sum(1 for _ in walk(roots))


def test_what_fits_is_left_as_it_is() -> None:
    roots = company(60)
    folded = fold(roots)
    assert folded.roots == roots
    assert (folded.hidden, folded.levels, folded.shown_levels, folded.more) == (0, 0, 4, 0)


def test_the_deepest_levels_go_first() -> None:
    folded = fold(company(200, span=5))  # 1, 5, 25, 125, 44 on a level
    assert (folded.hidden, folded.levels, folded.shown_levels) == (169, 2, 3)
    assert [box.folded for box in walk(folded.roots) if not box.children].count(0) == 0


def test_children_come_back_where_whole_levels_leave_much_room() -> None:
    folded = fold(company(500, span=20))  # 1, 20, 400, 79
    assert count(folded.roots) == 60
    families = [len(box.children) for box in folded.roots[0].children]
    assert set(families) <= {1, 2}
    assert folded.shown_levels == 3


def test_the_first_children_stay() -> None:
    folded = fold(company(101, span=100), limit=10)
    assert [box.key for box in folded.roots[0].children] == [f"O{n}" for n in range(2, 11)]
    assert folded.roots[0].folded == 91
    assert (folded.hidden, folded.levels) == (91, 0)


def test_many_roots_leave_room_for_what_hangs_under_them() -> None:
    roots = tuple(company(7, span=6)[0] for _ in range(100))
    folded = fold(roots)
    assert count(folded.roots) == 60
    assert all(box.children for box in folded.roots)
    assert folded.more == 7 * (100 - len(folded.roots))


def test_lone_roots_fill_the_room() -> None:
    folded = fold(tuple(leaf(index) for index in range(300)))
    assert len(folded.roots) == 60
    assert folded.more == folded.hidden == 240


def test_a_long_chain_is_folded() -> None:
    folded = fold(chain(2000))
    assert (count(folded.roots), folded.levels) == (60, 1940)


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        fold(company(3), limit=0)


def test_nothing_folds_to_nothing() -> None:
    assert fold(()).roots == ()


@given(forests(), st.integers(1, 40))
def test_nothing_is_lost_uncounted(roots: tuple[Box, ...], limit: int) -> None:
    folded = fold(roots, limit)
    shown, before = count(folded.roots), count(roots)
    assert 1 <= shown <= limit
    assert shown + folded.hidden == before
    counted_before = sum(box.folded for box in walk(roots))
    counted = sum(box.folded for box in walk(folded.roots)) + folded.more
    assert counted == counted_before + folded.hidden
    assert fold(folded.roots, limit).roots == folded.roots


def test_folding_again_adds_to_what_was_folded() -> None:
    boxes = [leaf(1), leaf(2), Box("O3", "c", "", "", None, None, folded=9)]
    folded = fold(grown(boxes, [None, 0, 1]), limit=2)
    assert folded.roots[0].children[0].folded == 10
