"""Key results that are to-dos, that nobody can measure, or that hold several results at once."""

import re
from collections.abc import Callable, Iterator

from okr.coach import suggestions
from okr.coach.findings import Finding, Rule, Severity
from okr.coach.lexicon import qualities
from okr.coach.lexicon.build import either
from okr.coach.lexicon.topics import FAR, Topic, topics
from okr.coach.outcome import has_day, has_number, is_accepted
from okr.coach.predicates import Says, any_verb, first_verb
from okr.coach.reading import Reading, clauses
from okr.errors import message

_TODO = message(
    "This says what you will do, not what will be different afterwards, so nobody can tell how far"
    " it got."
)
_TODO_ASK = message("When it is done, what has changed, by how much, and by when?")
_UNMEASURED = message(
    "The direction is clear, but not how much: two people could score this differently."
)
_UNMEASURED_ASK = message("Which number would move, from where to where?")
_SEVERAL = message(
    "Several results stand in one line; one may be reached and another not, and one score hides it."
)
_SEVERAL_ASK = message("Would they be clearer as key results of their own?")

# A shorter Chinese line without a verb only names a subject.
_SHORTEST = 4
_FACET = re.compile(qualities.PATTERN)
_FACET_ENGLISH = frozenset(qualities.ENGLISH)


def judge_measure(reading: Reading) -> Iterator[Finding]:
    """To-do or not measurable; nothing where a number, a day or an acceptance is given."""
    if has_number(reading) or is_accepted(reading):
        return
    says = _says(reading)
    if has_day(reading) and _is_completed(reading):
        return
    if says in (Says.ACTIVITY, Says.REFINE) and not has_day(reading):
        yield Finding(
            Rule.KEY_RESULT_IS_TODO, Severity.STRONG, _TODO, _TODO_ASK, suggestions.todo(reading)
        )
    if says is Says.CHANGE or (says is Says.REFINE and _names_quality(reading)):
        yield Finding(
            Rule.KEY_RESULT_NOT_MEASURABLE, Severity.STRONG, _UNMEASURED, _UNMEASURED_ASK,
            suggestions.unmeasured(reading),
        )  # fmt: skip


def _says(reading: Reading) -> Says:
    says = first_verb(reading)
    if says is Says.NOTHING:
        says = any_verb(reading)
    if says is not Says.NOTHING:
        return says
    is_subject = (
        _names_quality(reading)
        or len(reading.folded) < _SHORTEST
        or (reading.lang == "en" and len(reading.words) == 1)
    )
    return Says.CHANGE if is_subject else Says.ACTIVITY


_COMPLETED = re.compile(
    r"^(?:achiev|enter|secur|gain|win|free|open|establish|prov|clos|becom|build)[a-z]* "
    r"|实现|达成|建成|获得|拿下|进入|成立"
)


def _is_completed(reading: Reading) -> bool:
    """A state that is there or not on the day: no quality of which there is more or less."""
    if _names_quality(reading):
        return False
    return first_verb(reading) is Says.NOTHING or bool(_COMPLETED.search(reading.folded))


def _names_quality(reading: Reading) -> bool:
    if reading.lang == "zh":
        return _FACET.search(reading.folded) is not None
    return any(word in _FACET_ENGLISH for word in reading.words)


# A measured part of a line: a number that is no name and no day.
_MEASURED = re.compile(
    r"(?<![a-z\d.])[$€£¥]?\d[\d,.]*(?!\d)(?! ?(?:月|日|号|年(?!均)|q\d|january|february|march"
    r"|april|may|june|july|august"
    r"|september|october|november|december))|(?<![a-z])x{1,4} ?(?:%|[个位名家人次万亿元])|翻倍|减半"
    r"|(?<![a-z])(?:doubl|tripl|halv)(?:e|es|ed|ing)(?![a-z])"
    rf"|(?<![a-z])(?:{either('two three four five six seven eight nine ten twelve'.split())})(?="
    rf" [a-z])"
    r"|(?<!第)[两三四五六七八九十](?=[个位名家人次场])"
)
_SEVERAL_TOPICS = 3
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


def judge_several(reading: Reading) -> Iterator[Finding]:
    """Measured results that have nothing to do with each other: two far apart, or three kinds.

    Two measures of one thing (users and paying rate, followers and interactions) are one result.
    """
    parts = [part for part in clauses(reading.folded) if _MEASURED.search(part)]
    if len(parts) <= 1:
        return
    about = [found for part in parts if (found := topics(part))]
    listed = [piece for piece in reading.folded.split(";") if _MEASURED.search(piece)]
    mixed = len(parts) >= _SEVERAL_TOPICS and _far_apart(about, _unrelated)
    if (
        len(listed) >= _SEVERAL_TOPICS
        or mixed
        or _kinds(about) >= _SEVERAL_TOPICS
        or _far_apart(about, _strangers)
    ):
        yield Finding(
            Rule.KEY_RESULT_HOLDS_SEVERAL, Severity.ADVICE, _SEVERAL, _SEVERAL_ASK,
            suggestions.apart(reading), {"count": len(parts)},
        )  # fmt: skip


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
