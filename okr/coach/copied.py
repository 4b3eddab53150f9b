"""Lines that repeat a key result of the manager nearly word for word."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from okr.coach import suggestions
from okr.coach.findings import Finding, Rule, Severity
from okr.coach.lexicon import english
from okr.coach.lexicon.synonyms import stem
from okr.coach.reading import Reading
from okr.errors import message
from okr.quantities.dates import find_dates
from okr.quantities.numbers import WORDS, han_value
from okr.quantities.text import blank, fold, take_people

_COPIED = message(
    "This is nearly word for word a key result of your manager. Your own thinking about the way"
    " there is what helps most."
)
_COPIED_ASK = message("Which part of it is yours, and how will you go about it?")

#: How much of my words is theirs, and how much of theirs I have taken.
_MINE, _THEIRS = 0.8, 0.6
#: A placeholder: the own part is still to be written.
_OPEN = "xx"
_LATIN_OR_HAN = re.compile(
    r"[a-z]+|[两二三四五六七八九十][一两二三四五六七八九十百千万]+|[\u4e00-\u9fff]|\d+(?:[.,]\d+)*"
)
_LABEL = re.compile(r"^\s*(?:kr|o) ?\d{0,2} ?[:.]")
_EMPTY = english.CHANGE | frozenset(
    "the a an of by to end our in on at for from into number under below than and is are be been"
    " being will we my up down with within least most more all over level its it have has had"
    " 的 了 个 把 将 被 地 之 从 由 到 在 使 让 我 们 并 和 与 及 内 以 上 下 于"
    " 至 为 提 升 高 增 长 降 低 减 少 达 缩 短 前 底 实 现 完 成 超 过 不 控 制".split()
)


_SPAN_OF_TIME = re.compile(r"天|\d ?周|days?(?![a-z])|weeks?(?![a-z])")


def _essence(text: str, today: date) -> Counter[str]:
    """Words, single Chinese characters and numbers, the numbers told apart by their value.

    Days are left out: the same result by another day is the same result.
    """
    _, folded = take_people(text, fold(text))
    days = [(hit.start, hit.end) for hit in find_dates(folded, today)]
    folded = blank(folded, [span for span in days if not _SPAN_OF_TIME.search(folded, *span)])
    found: Counter[str] = Counter()
    for match in _LATIN_OR_HAN.finditer(_LABEL.sub("", folded)):
        token = match.group()
        if token in _EMPTY:
            continue
        value = WORDS.get(token) or (
            han_value(token) if token[0] in "两二三四五六七八九十" else None
        )
        found[f"{value:g}" if value else stem(token.replace(",", ""))] += 1
    return found


def judge_copied(reading: Reading) -> Iterator[Finding]:
    """Nearly the same words and the same numbers as a key result of the manager.

    Words of one's own speak against it: they say which part is one's own.
    """
    if not reading.line.manager_key_results:
        return
    mine = _essence(reading.line.text, reading.line.today)
    for text in reading.line.manager_key_results:
        theirs = _essence(text, reading.line.today)
        if not mine or not theirs or (_OPEN in mine and _OPEN not in theirs):
            continue
        taken = (mine & theirs).total()
        if (
            taken >= _MINE * mine.total()
            and taken >= _THEIRS * theirs.total()
            and _are_theirs(_numbers(mine), _numbers(theirs))
        ):
            yield Finding(
                Rule.COPIED_FROM_MANAGER, Severity.STRONG, _COPIED, _COPIED_ASK,
                suggestions.own_part(reading),
            )  # fmt: skip
            return


def _are_theirs(mine: set[str], theirs: set[str]) -> bool:
    """The same numbers; where it was left from may be missing."""
    return mine <= theirs and bool(mine) == bool(theirs)


def _numbers(essence: Counter[str]) -> set[str]:
    return {token for token in essence if token[0].isdecimal()}
