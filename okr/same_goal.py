"""The same goal written twice: pairs of objectives whose wording says the same.

Wording is compared by its character n-grams (in English those of its words, in Chinese pairs of
characters), those that many objectives share counting less. Figures and words such as "improve"
or "提升" count nothing: they do not say what a goal is about. To be told of two goals that are
not the same is worse than to be told of none: where each says something that the other does not,
they are two ("in Berlin", "in Rome"), however much else they share.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from okr.same_goal_words import Way, Wording, lacks, worded

ALIKE = 0.72
"""From which likeness on (0 to 1) two goals are said to be the same."""
ALIKE_WITH_MORE = 0.84
"""The same where one says all of the other and something more: perhaps but a part of it."""
MOST_PAIRS = 200
_LONGEST_LIST = 60
"""N-grams that more goals share lead to no pair: to look at all of them takes too long."""
_MOST_LOOKED_AT = 200_000
_OPPOSITES = (frozenset({Way.UP, Way.DOWN}), frozenset({Way.START, Way.STOP}))


@dataclass(frozen=True, slots=True)
class Pair:
    """The ids of two goals that seem to be the same, and how alike they are (0 to 1)."""

    first: int
    second: int
    likeness: float


def pairs(titles: Mapping[int, str], among: Collection[int] | None = None) -> list[Pair]:
    """Titles (by id) that say the same, most alike first; with `among`, one of each is there.

    Of many that say the very same, each is paired with the one before it.
    """
    goals = {id: worded(title) for id, title in titles.items()}
    groups: defaultdict[tuple[frozenset[str], frozenset[Way]], list[int]] = defaultdict(list)
    for id, wording in goals.items():
        if wording.grams:
            groups[_key(wording)].append(id)
    found = [pair for ids in groups.values() for pair in _same(ids)]
    firsts = {ids[0]: goals[ids[0]] for ids in groups.values()}
    found += _alike(firsts)
    if among is not None:
        found = [pair for pair in found if pair.first in among or pair.second in among]
    found.sort(key=lambda pair: (-pair.likeness, pair.first, pair.second))
    return found[:MOST_PAIRS]


def _key(wording: Wording) -> tuple[frozenset[str], frozenset[Way]]:
    return wording.grams, wording.ways


def _same(ids: Sequence[int]) -> Iterator[Pair]:
    ordered = sorted(ids)
    return (Pair(one, two, 1.0) for one, two in pairwise(ordered))


def _alike(goals: Mapping[int, Wording]) -> Iterator[Pair]:
    """Pairs of goals that are worded differently; those with the rarest words are looked at."""
    shared = Counter(gram for wording in goals.values() for gram in wording.grams)
    weight = {gram: math.log(1 + len(goals) / count) for gram, count in shared.items()}
    total = {id: math.fsum(weight[gram] for gram in wording.grams) for id, wording in goals.items()}
    for one, two in _candidates(goals, shared, weight, total):
        both = goals[one].grams & goals[two].grams
        likeness = 2 * sum(weight[gram] for gram in both) / (total[one] + total[two])
        if likeness >= ALIKE and likeness >= _least(goals[one], goals[two]):
            yield Pair(min(one, two), max(one, two), min(likeness, 1.0))


def _least(one: Wording, two: Wording) -> float:
    """How alike these two must be to be the same; what nothing reaches where they are not."""
    for opposites in _OPPOSITES:
        mine, theirs = one.ways & opposites, two.ways & opposites
        if mine and theirs and not mine & theirs:
            return math.inf
    has_more = (lacks(one, two), lacks(two, one))
    if all(has_more):
        return math.inf
    return ALIKE_WITH_MORE if any(has_more) else ALIKE


def _candidates(
    goals: Mapping[int, Wording],
    shared: Mapping[str, int],
    weight: Mapping[str, float],
    total: Mapping[int, float],
) -> Iterator[tuple[int, int]]:
    """Pairs that may be alike, each once.

    Two titles that are alike share one of the rarest n-grams of each: of those that together
    weigh more than what may be missing. So only these few lead from a title to others.
    """
    missing = 1 - ALIKE / (2 - ALIKE)
    lists: defaultdict[str, list[int]] = defaultdict(list)
    looked_at = 0
    for id, wording in goals.items():
        met: set[int] = set()
        room = missing * total[id]
        for gram in sorted(wording.grams, key=lambda gram: (shared[gram], gram)):
            if room < 0:
                break
            room -= weight[gram]
            if 1 < shared[gram] <= _LONGEST_LIST:
                met.update(lists[gram])
                lists[gram].append(id)
        most = total[id] * (2 - ALIKE) / ALIKE
        least = total[id] * ALIKE / (2 - ALIKE)
        near = [each for each in met if least <= total[each] <= most]
        looked_at += len(near)
        if looked_at > _MOST_LOOKED_AT:
            return
        yield from ((each, id) for each in near)
