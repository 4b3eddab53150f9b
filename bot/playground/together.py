"""Tells what the sample company's people asked of one another, through the same intake."""

from datetime import date, timedelta
from itertools import count

from bot.playground.company import SAMPLE, Company
from bot.playground.sample import Calendar, SampleClock, Teller
from bot.playground.sample_data import When
from bot.playground.sample_together import (
    ALIGNMENTS,
    CHANGE,
    CHANGED_BY,
    COMMENTS,
    JOININGS,
    Outcome,
    SampleAlignment,
    SampleComment,
    SampleJoining,
)
from chat.cards import Actions, Button, Card
from chat.platform import Intake

_A_DAY = timedelta(days=1)
_EVENING = 120
"""Minutes after the afternoon began in which the others write: their objectives are there."""


def tell(intake: Intake, clock: SampleClock, today: date, company: Company = SAMPLE) -> None:
    """Tell what people agreed on, asked and said, ending on the day before `today`; after the
    rest of the sample. Told again it changes nothing.

    `intake` must run on `clock`. Raises NotTaken.
    """
    teller = Teller(intake, clock, company, "together")
    calendar = Calendar(today)
    tuesday = calendar.start(When.CURRENT) + timedelta(days=1)
    minutes = count(_EVENING)
    for joining in JOININGS:
        _tell_joining(teller, joining, tuesday, next(minutes))
    for alignment in sorted(ALIGNMENTS, key=lambda each: -(each.days or 1000)):
        days = alignment.days
        day = tuesday if days is None else today - timedelta(days=days)
        _tell_alignment(teller, alignment, day, minutes)
    for comment in COMMENTS:
        _tell_comment(teller, comment, today - timedelta(days=comment.days), minutes)
    teller.say(CHANGED_BY, CHANGE, calendar.yesterday, next(minutes))


def _tell_joining(teller: Teller, joining: SampleJoining, day: date, minute: int) -> None:
    listed = teller.press(joining.person, "joining.waiting", {}, day, minute)
    number = str(joining.number)
    if joining.reason:
        values = _values_of(listed, "joining.decline", number)
        teller.press_and_fill(
            joining.person, "joining.decline", values, day, minute, reason=joining.reason
        )
    else:
        values = _values_of(listed, "joining.accept", number)
        teller.press(joining.person, "joining.accept", values, day, minute)


def _tell_alignment(
    teller: Teller, alignment: SampleAlignment, day: date, minutes: "count[int]"
) -> None:
    words = f"align {alignment.lower} to {alignment.upper}"
    if alignment.answerer is None:
        teller.say(alignment.asker, words, day, next(minutes))
        return
    asked = teller.ask(alignment.asker, words, day, next(minutes), **dict(alignment.wish))
    values = _values_of(asked, "align.talk")
    said = dict(alignment.answer)
    day += _A_DAY  # wherever both live, they answer after they were asked
    match alignment.outcome:
        case Outcome.ACCEPTED:
            teller.press(alignment.answerer, "answering.accept", values, day, next(minutes))
        case Outcome.DECLINED:
            action = "answering.decline"
            teller.press_and_fill(alignment.answerer, action, values, day, next(minutes), **said)
        case Outcome.COUNTERED:
            action = "answering.counter"
            teller.press_and_fill(alignment.answerer, action, values, day, next(minutes), **said)
        case Outcome.WAITS:
            pass


def _tell_comment(teller: Teller, comment: SampleComment, day: date, minutes: "count[int]") -> None:
    said = teller.say(comment.author, comment.words, day, next(minutes))
    if comment.answerer:
        values = _values_of(said, "replying.settle")
        teller.press_and_fill(
            comment.answerer,
            "replying.answer",
            values,
            day + _A_DAY,
            next(minutes),
            answer=comment.answer,
        )


def _values_of(card: Card, action: str, number: str = "") -> dict[str, str]:
    """What the button carries, of the objective with this number if there are several.

    Empty where it is not there (any more): who is told a second time is answered as at first.
    """
    for block in card.blocks:
        for element in block.elements if isinstance(block, Actions) else ():
            if not isinstance(element, Button) or element.action != action:
                continue
            if number in ("", element.values.get("o")):
                return dict(element.values)
    return {}
