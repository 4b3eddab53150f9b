"""Key results that hold several results at once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from okr.coach import suggestions
from okr.coach.findings import Finding, Rule, Severity
from okr.coach.lexicon import polarity
from okr.coach.lexicon.build import either
from okr.coach.lexicon.support import FAR
from okr.coach.lexicon.topics import Topic, topics
from okr.coach.predicates import Says, verb_of
from okr.coach.reading import Reading, clauses, content
from okr.errors import message

_SEVERAL = message(
    "Several results stand in one line; one may be reached and another not, and one score hides it."
)
_SEVERAL_ASK = message("Would they be clearer as key results of their own?")

# A measured part of a line: a number that is no name and no day.
_MEASURED = re.compile(
    r"(?<![a-z\d.])[$€£¥]?\d[\d,.]*(?!\d)(?! ?(?:月|日|号|年(?!均)|q\d|january|february|march"
    r"|april|may|june|july|august"
    r"|september|october|november|december))|(?<![a-z])x{1,4} ?(?:%|[个位名家人次万亿元])"
    r"|翻倍|减半|一半|[二三四]分之[一二三]"
    r"|(?<![a-z])by (?:half|a third|a quarter|two thirds|a fifth)(?![a-z])"
    r"|(?<![a-z])(?:doubl|tripl|halv)(?:e|es|ed|ing)(?![a-z])"
    rf"|(?<![a-z])(?:{either('two three four five six seven eight nine ten twelve'.split())})(?="
    rf" [a-z])"
    r"|(?<!第)[两三四五六七八九十](?=[个位名家人次场])"
)
_MANY = 3
# "Together with that": two results on equal terms.
_JOINED = re.compile(r"同时|并且|,并|以及|(?<![a-z])as well as(?![a-z])")
_MEANS = (Says.ACTIVITY, Says.REFINE)
_FALLS, _RISES = re.compile(polarity.FALLS), re.compile(polarity.RISES)
# What only says more about the result before it: a share of it, or what must not suffer.
_ASIDE = re.compile(
    r"(?<![a-z])(?:of (?:them|which|whom|those|these)|while|without|including|each|of the \w+"
    r" [a-z]+)"
    r"(?![a-z])|其中|不变|的前提下|^(?:thereby |thus )?(?:reduc|increas|rais|cutt|lift|bring"
    r"|lower|sav|mak|giv|lead|result|earn|free|grow|driv)ing |各\d|分别|每(?:[个家位人场篇])"
    r"|单场|场均|^(?:up|down) from|^(?:instead|rather)|此前|^(?:目前|原为|去年|现为)"
)
_RELATED = frozenset(
    frozenset(pair)
    for pair in (
        (Topic.ACQUISITION, Topic.BRAND), (Topic.REVENUE, Topic.RETENTION),
        (Topic.REVENUE, Topic.ACQUISITION), (Topic.REVENUE, Topic.CONVERSION),
        (Topic.ACQUISITION, Topic.CONVERSION), (Topic.RETENTION, Topic.ENGAGEMENT),
        (Topic.ACQUISITION, Topic.ENGAGEMENT), (Topic.RETENTION, Topic.SATISFACTION),
        (Topic.RELIABILITY, Topic.SATISFACTION), (Topic.PEOPLE, Topic.SATISFACTION),
        (Topic.EFFICIENCY, Topic.COST), (Topic.EFFICIENCY, Topic.SATISFACTION),
        (Topic.ENGINEERING, Topic.RELIABILITY), (Topic.ENGINEERING, Topic.EFFICIENCY),
        (Topic.BRAND, Topic.ENGAGEMENT), (Topic.COST, Topic.REVENUE),
        (Topic.SECURITY, Topic.RELIABILITY), (Topic.BRAND, Topic.CONVERSION),
        (Topic.SATISFACTION, Topic.ENGAGEMENT), (Topic.CONVERSION, Topic.RETENTION),
        (Topic.EFFICIENCY, Topic.RELIABILITY), (Topic.CONVERSION, Topic.ENGAGEMENT),
        (Topic.BRAND, Topic.SATISFACTION), (Topic.REVENUE, Topic.ENGAGEMENT),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """One measured clause."""

    about: frozenset[Topic]
    words: frozenset[str]
    falls: bool
    rises: bool
    says: Says
    open: bool  # its number is still to be filled in


def judge_several(reading: Reading) -> Iterator[Finding]:
    """Measured results that have nothing to do with each other: two far apart, or three kinds.

    Two measures of one thing (users and paying rate, followers and interactions) are one result,
    and so are the marks by which an activity shows its effect.
    """
    pieces = clauses(reading.folded)
    measured = [piece for piece in pieces if _MEASURED.search(piece)]
    if len(measured) <= 1:
        return
    listed = [piece for piece in reading.folded.split(";") if _MEASURED.search(piece)]
    parts = [_part(piece, reading.lang) for piece in measured if not _ASIDE.search(piece)]
    means = pieces[0] not in measured or verb_of(pieces[0], reading.lang) in _MEANS
    if len(listed) >= _MANY or _are_several(
        parts, means=means, joined=_JOINED.search(reading.folded) is not None
    ):
        yield Finding(
            Rule.KEY_RESULT_HOLDS_SEVERAL, Severity.ADVICE, _SEVERAL, _SEVERAL_ASK,
            suggestions.apart(reading), {"count": len(measured)},
        )  # fmt: skip


def _part(piece: str, lang: str) -> _Part:
    return _Part(
        topics(piece), content(piece), _FALLS.search(piece) is not None,
        _RISES.search(piece) is not None, verb_of(piece, lang),
        not any(character.isdecimal() for character in piece),
    )  # fmt: skip


def _are_several(parts: list[_Part], *, means: bool, joined: bool) -> bool:
    """Whether they are results of their own.

    `means`: the line begins with an activity or a heading, and what follows are its marks;
    `joined`: a word puts two of them on equal terms.
    """
    about = [part.about for part in parts if part.about]
    if _kinds(about) >= _MANY or _far_apart(about, _strangers):
        return True
    if len(parts) >= _MANY and _far_apart(about, _unrelated):
        return True
    if means:
        parts = parts[:1] + [part for part in parts[1:] if part.says is not Says.NOTHING]
        return len(parts) >= _MANY and _groups(parts) >= _MANY
    if len(parts) >= _MANY:
        return not all(part.open for part in parts) and _groups(parts) >= _MANY
    return len(parts) > 1 and (
        _far_apart(about, _unrelated)
        or _cross(parts[0], parts[1], joined=joined)
        or _are_orders(parts[0], parts[1])
    )


def _are_orders(first: _Part, second: _Part) -> bool:
    """Two changes that are called for, each with its own verb and about nothing in common."""
    if not first.says is second.says is Says.CHANGE or not {*first.about, *second.about}:
        return False
    related = any(frozenset((a, b)) in _RELATED for a in first.about for b in second.about)
    return not (related or first.words & second.words or first.about & second.about)


def _cross(first: _Part, second: _Part, *, joined: bool) -> bool:
    """One falls and the other rises, and they are not two sides of one thing."""
    if first.words & second.words or first.about & second.about - {Topic.ENGINEERING}:
        return False
    if (
        Says.NOTHING in (first.says, second.says)
        and not (first.about and second.about)
        and (not joined)
    ):
        return False
    if first.falls == first.rises or second.falls == second.rises:
        return False
    return first.falls != second.falls


def _groups(parts: list[_Part]) -> int:
    """How many parts share no word with any part before."""
    return sum(
        not any(part.words & other.words for other in parts[:place])
        for place, part in enumerate(parts)
    )


def _kinds(about: list[frozenset[Topic]]) -> int:
    """How many parts bring a topic that no part before had."""
    seen: set[Topic] = set()
    kinds = 0
    for found in about:
        kinds += not found & seen
        seen |= found
    return kinds


def _far_apart(about: list[frozenset[Topic]], apart: Callable[[Topic, Topic], bool]) -> bool:
    return any(
        all(apart(one, other) for one in first for other in second)
        for place, first in enumerate(about)
        for second in about[place + 1 :]
    )


def _unrelated(one: Topic, other: Topic) -> bool:
    return one is not other and frozenset((one, other)) not in _RELATED


def _strangers(one: Topic, other: Topic) -> bool:
    if not _unrelated(one, other):
        return False
    far_both_ways = other in FAR.get(one, ()) and one in FAR.get(other, ())
    return far_both_ways or {one, other} in _STRANGERS


_STRANGERS: tuple[set[Topic], ...] = (
    {Topic.REVENUE, Topic.PEOPLE}, {Topic.COST, Topic.SATISFACTION}, {Topic.COST, Topic.BRAND},
    {Topic.ENGAGEMENT, Topic.PEOPLE}, {Topic.ENGAGEMENT, Topic.EFFICIENCY},
    {Topic.ENGAGEMENT, Topic.COST}, {Topic.RELIABILITY, Topic.BRAND},
    {Topic.RELIABILITY, Topic.PEOPLE}, {Topic.REVENUE, Topic.RELIABILITY},
)  # fmt: skip
