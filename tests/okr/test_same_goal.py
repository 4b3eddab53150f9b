"""Goals that say the same are found, and others are left in peace."""

import pytest

from okr.examples import library
from okr.same_goal import Pair, pairs
from tests.okr.same_goal_samples import DIFFERENT, SAME

Titles = tuple[tuple[str, str], ...]


def found(one: str, two: str) -> bool:
    return bool(pairs({1: one, 2: two}))


def told(samples: Titles) -> set[frozenset[str]]:
    """What is told of a company that writes these and all that stands in the example library."""
    written = [
        title
        for topic in library.topics()
        for example in library.all_examples(topic.key)
        for title in (example.objective, *example.key_results)
    ]
    every = dict(enumerate(dict.fromkeys([*written, *(each for pair in samples for each in pair)])))
    return {frozenset((every[pair.first], every[pair.second])) for pair in pairs(every)}


def test_of_a_company_nearly_all_that_is_told_is_true_and_most_that_is_true_is_told() -> None:
    same = {frozenset(pair) for pair in SAME}
    assert len(SAME) >= 40 <= len(DIFFERENT)
    in_same, in_different = told(SAME), told(DIFFERENT)
    right = in_same & same
    wrong = (in_same - same) | in_different
    precision = len(right) / (len(right) + len(wrong))
    recall = len(right) / len(same)
    print(f"{len(same)} pairs the same, {len(DIFFERENT)} not: {precision=:.2f} {recall=:.2f}")
    assert precision >= 0.97, [sorted(pair) for pair in wrong]
    assert recall >= 0.85, [sorted(pair) for pair in same - in_same]


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_alike_is_not_the_same(one: str, two: str) -> None:
    assert not found(one, two)


def test_figures_and_common_words_say_nothing() -> None:
    assert found("Increase revenue by 30% in Q3", "Grow our revenue to 5,000,000 USD")
    assert found("本季度大幅提升复购率至30%", "复购率提高 5 个点")


def test_what_goes_the_opposite_way_is_another_goal() -> None:
    assert not found("Increase the number of stores", "Reduce the number of stores")
    assert not found("提高库存", "降低库存")


def test_what_says_nothing_is_like_nothing() -> None:
    assert pairs({1: "Grow!", 2: "Grow more", 3: "100%", 4: "", 5: "提升", 6: "🚀"}) == []


def test_of_many_that_say_the_very_same_each_is_told_once() -> None:
    assert pairs(dict.fromkeys((7, 3, 5), "Pass the audit")) == [Pair(3, 5, 1.0), Pair(5, 7, 1.0)]


def test_only_pairs_with_one_of_those_asked_for() -> None:
    titles = {1: "Pass the audit", 2: "Pass our audit", 3: "降低退货率", 4: "退货率降低"}
    assert [(pair.first, pair.second) for pair in pairs(titles, among={4})] == [(3, 4)]


def test_the_order_in_which_they_are_given_does_not_matter() -> None:
    titles = dict(enumerate(each for pair in SAME for each in pair))
    backwards = dict(reversed(titles.items()))
    assert pairs(titles) == pairs(backwards)
