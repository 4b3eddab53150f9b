"""Changes of what somebody is aligned with, as cards: before and after, and are they in step."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import assert_never

from chat.cards import Actions, Block, Button, Card, Divider, Note, Paragraph, Style, Tone
from chat.forms import Explanation, Form, TextField
from chat.locales import Language
from chat.text import Bold, Text, join, shortened, text
from handlers.views.figures import direction_name, goal
from handlers.views.history import field_name
from okr.alignment import End, NewsState
from okr.facts import Measure
from okr.ids import KeyResultId, ObjectiveId
from okr.in_step import Aspect, Difference, News, WaitingOn

MOST = 6
"""Changed objectives in one card: with their buttons more would not fit Slack's 50 blocks."""
WORD_LIMIT = 500
_LINES = 6
"""Differences of one objective; "Open" shows it whole."""
_LINE = 200
"""Characters of a wording before and after."""
_TITLE = 150
_FIGURES = re.compile(r"[\d.,]+")


@dataclass(frozen=True, slots=True)
class NewsSeen:
    """Changes as one reader sees them in their `zone`.

    `values` say which card it is and go with every button; `hidden` is how many more wait,
    `changed_meanwhile` that a press came too late for what stands here now.
    """

    news: Sequence[News]
    zone: tzinfo
    values: Mapping[str, str]
    hidden: int = 0
    more: Button | None = None
    changed_meanwhile: bool = False


def bundle_card(lang: Language, seen: NewsSeen) -> Card:
    """The card of the day: what changed, and whether the reader is still in step."""
    title = lang.ntr(
        "{count} change in what you are aligned with",
        "{count} changes in what you are aligned with",
        len(seen.news) + seen.hidden,
    )
    if not seen.news:
        gone = lang.tr("There is nothing to confirm here any more.")
        return Card(lang.tr("What you are aligned with changed"), (Paragraph(text(gone)),))
    return Card(title, (*_late(lang, seen), *_entries(lang, seen)))


def waiting_card(lang: Language, seen: NewsSeen) -> Card:
    """All that waits for the reader's word, a page of it."""
    title = lang.tr("Still in step?")
    if not seen.news:
        nothing = lang.tr("Nothing you are aligned with changed. You are in step.")
        return Card(title, (*_late(lang, seen), Paragraph(text(nothing))), Tone.GOOD)
    return Card(title, (*_late(lang, seen), *_entries(lang, seen)))


def _late(lang: Language, seen: NewsSeen) -> list[Block]:
    if not seen.changed_meanwhile:
        return []
    late = lang.tr("It changed again while you were reading. This is how it stands now:")
    return [Paragraph(text(Bold(late)))]


def _entries(lang: Language, seen: NewsSeen) -> list[Block]:
    blocks: list[Block] = []
    for each in seen.news:
        blocks += _entry(lang, seen, each)
    waiting = [each for each in seen.news if each.waits]
    last: list[Button] = []
    if len(waiting) > 1:
        label = lang.tr("All still in step")
        values = {**seen.values, **_named(waiting)}
        last.append(Button(label, "in_step.confirm", values, Style.PRIMARY))
    if seen.hidden > 0:
        more = lang.ntr("… and {count} more", "… and {count} more", seen.hidden)
        blocks.append(Note(text(more)))
        last += [seen.more] if seen.more else []
    return [*blocks, Divider(), Actions(tuple(last))] if last else blocks


def _entry(lang: Language, seen: NewsSeen, news: News) -> list[Block]:
    end = news.changed
    blocks: list[Block] = [
        Paragraph(text(Bold(end.name), f" {shortened(end.title, _TITLE)}")),
        *_differences(lang, news),
        Note(text(f"{_tie(lang, news)} · {_who(lang, seen, news)}")),
    ]
    number = {"o": str(end.number)}
    shown = Button(lang.tr("Open {id}", id=str(ObjectiveId(end.number))), "show.open", number)
    if not news.waits:
        return [*blocks, Note(text(_outcome(lang, seen, news)))]
    values = {**seen.values, **_named([news])}
    return [
        *blocks,
        Actions(
            (
                Button(lang.tr("Still in step"), "in_step.confirm", values),
                Button(lang.tr("Talk again"), "in_step.talk", values),
                shown,
            )
        ),
    ]


def _named(news: Sequence[News]) -> dict[str, str]:
    """What a button carries to say which changes, and how they stood when it was drawn."""
    return {
        "news": ",".join(str(each.id) for each in news),
        "v": ",".join(each.version for each in news),
    }


def _tie(lang: Language, news: News) -> str:
    if news.is_upper:
        return lang.tr("your {id} hangs on it", id=news.own.name)
    return lang.tr("hangs on your {id}", id=news.own.name)


def _who(lang: Language, seen: NewsSeen, news: News) -> str:
    return f"{news.by.name} · {lang.moment(news.changed_at, seen.zone)}"


def _outcome(lang: Language, seen: NewsSeen, news: News) -> str:
    when = f" · {lang.moment(news.answered_at, seen.zone)}" if news.answered_at else ""
    match news.state:
        case NewsState.CONFIRMED:
            return f"✓ {lang.tr('still in step')}{when}"
        case NewsState.REOPENED:
            return f"{lang.tr('you wanted to talk again')}{when}"
        case NewsState.MOOT if not news.drift.differences:
            return lang.tr("changed back: nothing to confirm")
        case NewsState.MOOT | NewsState.WAITING | NewsState.TOLD:
            return lang.tr("nothing to confirm any more")
        case _:
            assert_never(news.state)


def _differences(lang: Language, news: News) -> list[Block]:
    found = _worth_saying(news)
    lines = [_line(lang, news.changed, each) for each in found[:_LINES]]
    if len(found) > _LINES:
        hidden = len(found) - _LINES
        lines.append(text(lang.ntr("… and {count} more", "… and {count} more", hidden)))
    return [Paragraph(join("\n", lines))] if lines else []


def _worth_saying(news: News) -> list[Difference]:
    return [each for each in news.drift.differences if not _is_said(each, news)]


def _is_said(each: Difference, news: News) -> bool:
    """Whether another wording changed its figures alone, which the targets beside it say."""
    if each.aspect is not Aspect.WORDING:
        return False
    before, after = (_FIGURES.sub("#", str(side)) for side in (each.before, each.after))
    return before == after and any(
        other.aspect is Aspect.TARGET and other.position == each.position
        for other in news.drift.differences
    )


def _line(lang: Language, end: End, each: Difference) -> Text:
    """A difference, with the id of what it is of where that is not the end itself."""
    said = _said(lang, each)
    if each.position == end.position:
        return text(said)
    of = ObjectiveId(end.number)
    id = of if each.position is None else KeyResultId(end.number, each.position)
    return text(Bold(str(id)), f" {said}")


def _said(lang: Language, each: Difference) -> str:
    before, after = _value(lang, each.before), _value(lang, each.after)
    match each.aspect:
        case Aspect.ADDED:
            return lang.tr("new: {title}", title=after)
        case Aspect.REMOVED:
            return lang.tr("archived: {title}", title=before)
        case Aspect.WORDING:
            name = field_name(lang, "title")
        case Aspect.TARGET:
            name = field_name(lang, "target")
            if before == after and isinstance(each.before, Measure):
                before, after = (_in_full(lang, side) for side in (each.before, each.after))
        case Aspect.OWNER:
            name = field_name(lang, "owner")
        case Aspect.DUE:
            name = field_name(lang, "due_on")
        case Aspect.CYCLE:
            name = field_name(lang, "cycle")
        case _:
            assert_never(each.aspect)
    return lang.tr("{field}: {before} → {after}", field=name, before=before, after=after)


def _value(lang: Language, value: str | Measure | date | None) -> str:
    match value:
        case Measure():
            return goal(lang, value)
        case date():
            return lang.date(value)
        case str():
            return shortened(" ".join(value.split()), _LINE)
        case None:
            return "–"
        case _:
            assert_never(value)


def _in_full(lang: Language, value: str | Measure | date | None) -> str:
    """A measure with what its goal leaves out: the stages by name, else the direction."""
    if not isinstance(value, Measure):
        return _value(lang, value)
    if value.stages:
        titles = ", ".join(stage.title for stage in value.stages)
        return f"{goal(lang, value)} ({shortened(titles, _LINE)})"
    return f"{goal(lang, value)} ({direction_name(lang, value.direction)})"


def talk_form(lang: Language, news: News, values: Mapping[str, str]) -> Form:
    """Why the reader wants to talk about it again."""
    return Form(
        action="in_step.talk_save",
        title=lang.tr("Talk again"),
        submit=lang.tr("Talk again"),
        cancel=lang.tr("Cancel"),
        values=values,
        parts=(
            Explanation(text(Bold(news.changed.name), f" {shortened(news.changed.title, _TITLE)}")),
            *(
                Explanation(_line(lang, news.changed, each))
                for each in _worth_saying(news)[:_LINES]
            ),
            TextField(
                "word",
                lang.tr("What should be talked about?"),
                required=True,
                multiline=True,
                max_length=WORD_LIMIT,
                hint=lang.tr(
                    "{name} reads it; the alignment is open again until you agree.",
                    name=news.changed.owner.name,
                ),
            ),
        ),
    )


def waiting_on_line(lang: Language, people: Sequence[WaitingOn], zone: tzinfo) -> Text:
    """Who has not said yet whether they are still in step with a change."""
    said = []
    for each in people:
        since = lang.date(_day(each.since, zone), year=False)
        if each.has_left:
            line = lang.tr("{name} (no longer here), since {day}", name=each.person.name, day=since)
        else:
            line = lang.tr("{name}, since {day}", name=each.person.name, day=since)
        said.append(line)
    return text(lang.tr("In step? Waiting for {people}", people="; ".join(said)))


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
