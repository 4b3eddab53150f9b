"""How the beginning of a typed check-in is understood: value, confidence, note."""

import re
from dataclasses import replace
from datetime import date

from handlers.parsing import Words
from handlers.views.objectives import id_of
from handlers.writing.measuring import figure
from okr.check_ins import Said, check_unit, checked_value, other_period
from okr.errors import Invalid, message
from okr.facts import Confidence, KeyResult, Measure, Stage
from okr.measures import Kind
from okr.progress import standing
from okr.quantities import read as quantity
from okr.quantities import read_number

_CONFIDENCE_WORDS = {
    "high": Confidence.HIGH,
    "medium": Confidence.MEDIUM,
    "low": Confidence.LOW,
    "高": Confidence.HIGH,
    "中": Confidence.MEDIUM,
    "低": Confidence.LOW,
}
_CURRENCY = "$€£¥₹₩₽￥＄"
_LIKE_A_FIGURE = re.compile(
    rf"[+\-−.．{_CURRENCY}]*\d|[+\-−{_CURRENCY}]+$|[+\-−]?(?:nan|inf(?:inity)?|∞)$"
    r"|[一二两三四五六七八九十百]+分之[零一二两三四五六七八九十百]+$|[一二两三四五六七八九]成半?$",
    re.IGNORECASE,
)
"""What is no figure but was clearly meant as one: said, not taken for the beginning of a note."""
_ENDS = ",;:，；：、"
_RANK = re.compile(r"\d+(?:st|nd|rd|th)$", re.IGNORECASE)
"""The 2nd partner is no value of 2."""
_DONE_WORDS = {
    "done": 1.0,
    "yes": 1.0,
    "完成": 1.0,
    "已完成": 1.0,
    "not done": 0.0,
    "未完成": 0.0,
    "no": 0.0,
}
_CLEARLY_DONE = ("done", "完成", "已完成", "未完成")
"""What a confidence and a note may follow; "no high risks" is a note as a whole."""
NOTHING_NEW = message("Give a new value, or say in a note what moved.")


def read(key_result: KeyResult, words: Words, today: date) -> Said:
    """The beginning of a typed check-in: value, confidence, note, each of which may be missing."""
    in_words = _in_words(key_result.measure, words)
    if in_words is not None:
        typed, rest = in_words
    else:
        typed, rest = _leading_figure(key_result.measure, words, today)
    value, stages = value_typed(key_result, typed, today) if typed else (None, None)
    word, after = rest.take_word()
    confidence = _CONFIDENCE_WORDS.get(_bare(word))
    note = (rest if confidence is None else after).plain.strip()
    return Said(value=value, stages=stages, confidence=confidence, note=note)


def _in_words(measure: Measure, words: Words) -> tuple[str, Words] | None:
    """A value in words ("done", "twelve thousand"), and a confidence that may follow it.

    More words make it a note: "no news this week", "two partners signed".
    """
    parts = words.text.split()
    sure = parts[-1] if len(parts) > 1 and _bare(parts[-1]) in _CONFIDENCE_WORDS else ""
    spoken = " ".join(parts[:-1] if sure else parts)
    if measure.kind is Kind.MILESTONE:
        head, rest = words.take_word()
        if _bare(spoken) in _DONE_WORDS:
            return _bare(spoken), words.named(sure)
        if _bare(head) in _CLEARLY_DONE and _bare(rest.take_word()[0]) in _CONFIDENCE_WORDS:
            return _bare(head), rest
    if any(character.isdigit() for character in spoken) or read_number(spoken) is None:
        return None
    return spoken, words.named(sure)


def _leading_figure(measure: Measure, words: Words, today: date) -> tuple[str, Words]:
    """The figure the words begin with, as many of them as belong to it ("12 000", "1.2 万")."""
    head, rest = words.take_word()
    if measure.kind is Kind.MONEY and head.casefold() == measure.unit.casefold():
        head, rest = rest.take_word()
    if not _LIKE_A_FIGURE.match(head) or _RANK.match(head):
        return "", words
    typed = head.rstrip(_ENDS)
    value = read_number(typed)
    while rest and head[-1] not in _ENDS and (value is not None or typed in _CURRENCY):
        head, after = rest.take_word()
        word = head.rstrip(_ENDS)
        longer = read_number(f"{typed} {word}")
        is_unit = _is_unit(measure, word) or _is_other_unit(measure, typed, word, today)
        if longer is None or (longer == value and not is_unit):
            break
        typed, value, rest = f"{typed} {word}", longer, after
    return typed, rest


def _is_unit(measure: Measure, word: str) -> bool:
    return word in ("%", "％") or word.casefold() == measure.unit.casefold()


def _is_other_unit(measure: Measure, typed: str, word: str, today: date) -> bool:
    """Whether the word makes the figure an amount of money, a percentage or another length of
    time: part of it, though perhaps not what the key result is measured in."""
    if other_period(measure, word):
        return True
    return (
        quantity(typed, today).kind is Kind.NUMBER
        and quantity(f"{typed} {word}", today).kind is not Kind.NUMBER
    )


def _bare(word: str) -> str:
    return word.rstrip(f"{_ENDS}.!。！").casefold()


def measured(measure: Measure, stages: tuple[Stage, ...]) -> float:
    """The ratio of the stages done."""
    return standing(replace(measure, stages=stages), 0.0).ratio


def value_typed(
    key_result: KeyResult, typed: str, today: date
) -> tuple[float, tuple[Stage, ...] | None]:
    """The value typed; of a key result with stages only all or none of them can be typed.

    Raises Invalid for what is no figure, or one in another unit.
    """
    measure = key_result.measure
    value = _DONE_WORDS.get(typed.casefold()) if measure.kind is Kind.MILESTONE else None
    if value is None:
        value = figure(typed, "value")
    check_unit(measure, typed, today)
    if not measure.stages:
        checked_value(measure, value)
        return value, None
    if value not in (0.0, 1.0):
        raise Invalid(
            message("Its progress is the stages done: tick them in the form, `/okr checkin {id}`."),
            field="value",
            id=id_of(key_result),
        )
    stages = tuple(replace(stage, done=value == 1) for stage in measure.stages)
    return value, stages
