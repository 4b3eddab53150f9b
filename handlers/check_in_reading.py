"""How a check-in is understood, typed in one line or filled into the form."""

import re
from dataclasses import dataclass, replace

from chat.events import FormSubmitted
from handlers.measuring import figure
from handlers.parsing import Words
from handlers.views.key_results import NOTE_LIMIT, seen
from handlers.views.objectives import id_of
from okr.check_ins import checked_value
from okr.errors import Invalid, message
from okr.facts import Confidence, KeyResult, Measure, Stage
from okr.measures import Kind
from okr.progress import standing
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
    rf"[+\-−.．{_CURRENCY}]*\d|[+\-−{_CURRENCY}]+$|[+\-−]?(?:nan|inf(?:inity)?)$", re.IGNORECASE
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
_NOTHING_NEW = message("Give a new value, or say in a note what moved.")


@dataclass(frozen=True, slots=True)
class Said:
    """A check-in as it was understood; what is None was not said. With stages comes a value."""

    value: float | None
    stages: tuple[Stage, ...] | None
    confidence: Confidence | None
    note: str


def read(key_result: KeyResult, words: Words) -> Said:
    """A typed check-in: value, confidence, note, each of which may be missing."""
    in_words = _in_words(key_result.measure, words)
    if in_words is not None:
        typed, rest = in_words
    else:
        typed, rest = _leading_figure(key_result.measure, words)
    value, stages = _value(key_result, typed) if typed else (None, None)
    word, after = rest.take_word()
    confidence = _CONFIDENCE_WORDS.get(_bare(word))
    note = _note((rest if confidence is None else after).plain)
    if value is None and not note:
        raise Invalid(_NOTHING_NEW)
    return Said(value, stages, confidence, note)


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


def _leading_figure(measure: Measure, words: Words) -> tuple[str, Words]:
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
        if longer is None or (longer == value and not _is_unit(measure, word)):
            break
        typed, value, rest = f"{typed} {word}", longer, after
    return typed, rest


def _is_unit(measure: Measure, word: str) -> bool:
    return word in ("%", "％") or word.casefold() == measure.unit.casefold()


def _bare(word: str) -> str:
    return word.rstrip(f"{_ENDS}.!。！").casefold()


def filled(key_result: KeyResult, event: FormSubmitted) -> Said:
    """What was filled into the form. Raises Invalid naming the field."""
    ticked = event.fields.get("stages")
    typed = str(event.fields.get("value", "") or "").strip()
    shown = str(event.values.get("seen", ""))
    value: float | None = None
    stages: tuple[Stage, ...] | None = None
    if key_result.measure.stages and isinstance(ticked, tuple):
        stages = _ticked(key_result, frozenset(str(place) for place in ticked), shown)
        value = None if stages is None else _ratio(key_result.measure, stages)
    elif typed and not (typed == shown != seen(key_result)):
        # What still stands in the form as it was, while somebody else said more, says nothing.
        value, stages = _value(key_result, typed)
    confidence = _confidence(str(event.fields.get("confidence", "") or ""))
    note = _note(str(event.fields.get("note", "") or ""))
    if value is None and not note:
        raise Invalid(_NOTHING_NEW, field="stages" if key_result.measure.stages else "value")
    return Said(value, stages, confidence, note)


def _ticked(key_result: KeyResult, ticked: frozenset[str], shown: str) -> tuple[Stage, ...] | None:
    """The stages with what was ticked and unticked in the form; None where that is nothing."""
    before = key_result.measure.stages
    names, _, done = (shown or seen(key_result)).partition(" ")
    if names != seen(key_result).partition(" ")[0]:
        raise Invalid(
            message("Somebody has changed these stages meanwhile. Open the form once more."),
            field="stages",
        )
    changed = ticked ^ frozenset(done.split(".") if done else ())
    stages = tuple(
        replace(stage, done=stage.done is not (str(place) in changed))
        for place, stage in enumerate(before)
    )
    return None if stages == before and key_result.current is not None else stages


def _ratio(measure: Measure, stages: tuple[Stage, ...]) -> float:
    return standing(replace(measure, stages=stages), 0.0).ratio


def _value(key_result: KeyResult, typed: str) -> tuple[float, tuple[Stage, ...] | None]:
    """The value typed; of a key result with stages only all or none of them can be typed."""
    measure = key_result.measure
    value = _DONE_WORDS.get(typed.casefold()) if measure.kind is Kind.MILESTONE else None
    if value is None:
        value = figure(typed, "value")
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


def _confidence(typed: str) -> Confidence:
    try:
        return Confidence(typed)
    except ValueError:
        raise Invalid(
            message("Say how sure you are that it will be reached."), field="confidence"
        ) from None


def _note(typed: str) -> str:
    note = typed.strip()
    if len(note) > NOTE_LIMIT:
        raise Invalid(
            message("The note is {length} characters long; {limit} is the most."),
            field="note",
            length=len(note),
            limit=NOTE_LIMIT,
        )
    return note
