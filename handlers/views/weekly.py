"""The weekly prompt: one card with what there is to check in on, and what else can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import assert_never

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Note,
    Option,
    Overflow,
    Paragraph,
    Style,
)
from chat.locales import Language, language
from chat.text import Bold, Text, text
from handlers.views.figures import now_of_goal
from handlers.views.objectives import id_of
from okr.facts import KeyResult, PersonName

MOST_SHOWN = 8


class Again(Enum):
    """Why a card about the same week comes once more."""

    SNOOZED = auto()
    NUDGED = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked (by name, in their language) about which week and key results.

    `owner` is set where somebody stands in for them; `asked_by` where a person had a nudge sent.
    """

    name: str
    locale: str
    week: str
    key_results: Sequence[KeyResult]
    owner: PersonName | None = None
    again: Again | None = None
    asked_by: PersonName | None = None


def weekly_card(asked: Asked) -> Card:
    """What a person gets once a week about their key results, in their language."""
    lang = language(asked.locale)
    blocks: list[Block] = [Paragraph(_greeting(lang, asked))]
    for each in asked.key_results[:MOST_SHOWN]:
        blocks.append(Paragraph(text(Bold(id_of(each)), f" {each.title}")))
        blocks.append(Note(text(now_of_goal(lang, each))))
    if hidden := len(asked.key_results[MOST_SHOWN:]):
        more = lang.ntr("… and {count} more", "… and {count} more", hidden)
        blocks.append(Note(text(more)))
    blocks.append(_stand_in(lang, asked, asked.owner) if asked.owner else choices(lang, asked.week))
    return Card(_title(lang, asked), tuple(blocks))


def _title(lang: Language, asked: Asked) -> str:
    if asked.owner is not None:
        return lang.tr("Check-in for {name}", name=asked.owner.name)
    match asked.again:
        case Again.NUDGED:
            return lang.tr("Your weekly check-in is still open")
        case Again.SNOOZED | None:
            return lang.tr("Your weekly check-in")
        case _:
            assert_never(asked.again)


def _greeting(lang: Language, asked: Asked) -> Text:
    if asked.owner is not None:
        return lang.text(
            "{name}, you stand in for {owner} this week. How far did these key results get?",
            name=asked.name,
            owner=asked.owner.name,
        )
    if asked.asked_by is not None:
        return lang.text(
            "{asker} asks how far your key results got this week.", asker=asked.asked_by.name
        )
    match asked.again:
        case Again.SNOOZED:
            return lang.text("You wanted to be asked again: how far did your key results get?")
        case Again.NUDGED:
            return lang.text("{name}, how far did these key results get?", name=asked.name)
        case None:
            return lang.text(
                "{name}, how far did your key results get this week? It takes a minute.",
                name=asked.name,
            )
        case _:
            assert_never(asked.again)


@lru_cache(maxsize=16)
def choices(lang: Language, week_key: str) -> Actions:
    """What a person can do about their own check-in of a week."""
    # The same for everybody of a language, and thousands are drawn in a minute.
    week = {"week": week_key}
    options = (
        Option(lang.tr("In an hour"), "prompts.hour"),
        Option(lang.tr("Tomorrow"), "prompts.tomorrow"),
        Option(lang.tr("Skip this week…"), "prompts.skip"),
        Option(lang.tr("Hand over this week…"), "prompts.delegate"),
        Option(lang.tr("Why do I get this?"), "prompts.why"),
    )
    return Actions(
        (
            Button(lang.tr("Fill in"), "checkin.week", week, Style.PRIMARY),
            Button(lang.tr("Nothing changed"), "checkin.unchanged", week),
            Overflow("router.chosen", options, week, lang.tr("Not now…")),
        )
    )


def _stand_in(lang: Language, asked: Asked, owner: PersonName) -> Actions:
    week = {"week": asked.week}
    return Actions(
        (
            Button(lang.tr("Fill in"), "checkin.week", week, Style.PRIMARY),
            Button(lang.tr("Why do I get this?"), "prompts.why", {**week, "for": str(owner.id)}),
        )
    )
