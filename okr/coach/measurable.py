"""Key results that are to-dos, or that nobody can measure."""

import re
from collections.abc import Iterator

from okr.coach import suggestions
from okr.coach.findings import Finding, Rule, Severity
from okr.coach.lexicon import qualities
from okr.coach.outcome import has_day, has_number, is_accepted
from okr.coach.predicates import Says, any_verb, first_verb
from okr.coach.reading import Reading
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
