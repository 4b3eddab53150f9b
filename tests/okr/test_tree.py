"""A forest from objectives and links: every objective once, in a stable order, circles or not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from okr.facts import Objective, State, Status
from okr.tree import Branch, Link, folded, forest, levels, reached, standing_of, walk
from tests.okr.report_samples import ADA, BO, CY, FRIDAY, key_result, objective

Shape = list[object]


def link(lower: int, upper: int, id: int = 0, **changes: object) -> Link:
    made = Link(id or lower * 100 + upper, lower, upper, upper)
    return replace(made, **changes)  # type: ignore[arg-type]


def shape(roots: Sequence[Branch]) -> Shape:
    """Numbers, each followed by the list of what hangs on it."""
    found: Shape = []
    for root in roots:
        found.append(root.objective.number)
        if root.children:
            found.append(shape(root.children))
    return found


def some(*numbers: int) -> list[Objective]:
    return [objective(number) for number in numbers]


def every(roots: Sequence[Branch]) -> Iterator[Branch]:
    return (branch for _, branch in walk(roots))


class TestAForest:
    def test_what_hangs_stands_under_what_it_hangs_on(self) -> None:
        roots = forest(some(1, 2, 3, 4), [link(2, 1), link(3, 1), link(4, 3)])
        assert shape(roots) == [1, [2, 3, [4]]]
        assert levels(roots) == 3

    def test_of_several_parents_the_first_accepted_one_counts(self) -> None:
        links = [link(3, 1, 9), link(3, 2, 7), link(3, 4, 5, is_asked=True)]
        roots = forest(some(1, 2, 3, 4), links)
        assert shape(roots) == [1, 2, [3], 4]
        (three,) = roots[1].children
        assert [each.upper_number for each in three.also] == [1, 4]

    def test_what_is_asked_places_it_where_nothing_was_accepted(self) -> None:
        (root,) = forest(some(1, 2), [link(2, 1, is_asked=True)])
        assert root.children[0].link is not None
        assert root.children[0].link.is_asked

    def test_a_parent_that_is_not_there_is_still_named(self) -> None:
        (root,) = forest(some(2), [link(2, 1, upper_state=State.ARCHIVED)])
        assert root.link is None
        assert [each.upper_name for each in root.also] == ["O1"]

    def test_a_key_result_is_named_on_the_way_to_its_objective(self) -> None:
        (root,) = forest(some(1, 2), [link(2, 1, upper_position=3)])
        assert root.children[0].link is not None
        assert root.children[0].link.via == "KR1.3"

    def test_roots_and_siblings_are_in_the_order_of_the_people_given_then_by_number(self) -> None:
        these = [objective(n, owner=owner) for n, owner in ((1, CY), (2, BO), (3, ADA), (4, BO))]
        assert shape(forest(these, [], people=[BO.id, ADA.id])) == [2, 4, 3, 1]
        assert shape(forest(reversed(these), [])) == [1, 2, 3, 4]  # type: ignore[arg-type]

    def test_a_circle_is_opened_and_nothing_is_lost(self) -> None:
        roots = forest(some(1, 2, 3), [link(1, 3), link(2, 1), link(3, 2)])
        assert sorted(each.objective.number for each in every(roots)) == [1, 2, 3]
        assert shape(roots) == [3, [1, [2]]]

    def test_an_objective_never_hangs_on_itself(self) -> None:
        assert shape(forest(some(1), [link(1, 1)])) == [1]

    @given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=40))
    def test_whatever_hangs_on_whatever_each_stands_there_once(
        self, pairs: list[tuple[int, int]]
    ) -> None:
        these = some(*range(1, 13))
        roots = forest(these, [link(lower, upper) for lower, upper in pairs])
        assert sorted(each.objective.number for each in every(roots)) == list(range(1, 13))
        assert roots == forest(reversed(these), [link(*pair) for pair in reversed(pairs)])  # type: ignore[arg-type]


class TestFolding:
    def test_the_deepest_levels_go_and_are_counted(self) -> None:
        links = [link(2, 1), link(3, 2), link(4, 2), link(5, 1)]
        (root,) = folded(forest(some(1, 2, 3, 4, 5), links, hidden={4: 7}), 3)
        assert shape([root]) == [1, [2, 5]]
        assert [each.hidden for each in root.children] == [2 + 7, 0]

    def test_what_fits_stays_as_it_is(self) -> None:
        roots = forest(some(1, 2, 3), [link(2, 1), link(3, 2)])
        assert folded(roots, 3) == roots

    def test_roots_and_what_it_is_about_stay(self) -> None:
        links = [link(n + 1, n) for n in range(1, 9)]
        (root,) = folded(forest(some(*range(1, 10)), links), 2, kept=[7])
        assert shape([root]) == [1, [2, [3, [4, [5, [6, [7]]]]]]]
        assert [each.hidden for each in every([root])] == [0] * 6 + [2]

    @given(st.lists(st.integers(1, 30), min_size=30, max_size=30), st.integers(1, 40))
    def test_nothing_is_lost_by_folding(self, parents: list[int], most: int) -> None:
        links = [link(n, upper) for n, upper in enumerate(parents, 1) if upper < n]
        whole = forest(some(*range(1, 31)), links)
        cut = folded(whole, most)
        shown = list(every(cut))
        assert len(shown) + sum(each.hidden for each in shown) == 30
        assert len(shown) <= max(most, len(whole))


class TestStanding:
    def test_the_worst_key_result_speaks(self) -> None:
        late = replace(key_result(1), status=Status.OFF_TRACK)
        good = replace(key_result(2), status=Status.ON_TRACK)
        assert standing_of(objective(1, good, late), FRIDAY) is Status.OFF_TRACK

    def test_what_has_no_value_yet_is_no_bad_news(self) -> None:
        good = replace(key_result(2), status=Status.ON_TRACK)
        assert standing_of(objective(1, key_result(1), good), FRIDAY) is Status.ON_TRACK
        assert standing_of(objective(1, key_result(1)), FRIDAY) is Status.NO_VALUE

    def test_without_key_results_there_is_none(self) -> None:
        assert standing_of(objective(1), date(2026, 11, 27)) is None


class TestReaching:
    def test_everything_above_is_reached_nearest_first(self) -> None:
        links = [(1, 2), (2, 3), (1, 4), (3, 5)]
        assert reached([1, 3, 9], links) == {1: [2, 4, 3, 5], 3: [5], 9: []}

    def test_a_circle_ends(self) -> None:
        assert reached([1], [(1, 2), (2, 3), (3, 1)]) == {1: [2, 3]}
