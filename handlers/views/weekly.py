"""The weekly prompt: one card with what there is to check in on."""

from collections.abc import Sequence
from typing import Protocol

from chat.cards import Actions, Block, Button, Card, Note, Option, Paragraph, Select, Style
from chat.locales import language
from chat.text import Bold, shortened, text
from handlers.views.figures import now_of_goal
from handlers.views.objectives import id_of
from okr.facts import KeyResult

MOST_SHOWN = 8


class Reader(Protocol):
    """Who is prompted."""

    @property
    def name(self) -> str: ...
    @property
    def locale(self) -> str: ...


def weekly_card(reader: Reader, key_results: Sequence[KeyResult]) -> Card:
    """What a person gets once a week about their key results, in their language."""
    lang = language(reader.locale)
    blocks: list[Block] = [
        Paragraph(
            lang.text(
                "{name}, how far did your key results get this week? It takes a minute.",
                name=reader.name,
            )
        )
    ]
    for each in key_results[:MOST_SHOWN]:
        blocks.append(Paragraph(text(Bold(id_of(each)), f" {each.title}")))
        blocks.append(Note(text(now_of_goal(lang, each))))
    if len(key_results) == 1:
        values = {"kr": id_of(key_results[0])}
        press = Button(lang.tr("Check in"), "checkin.open", values, Style.PRIMARY)
        blocks.append(Actions((press,)))
    else:
        options = tuple(
            Option(shortened(f"{id_of(each)} {each.title}", 70), id_of(each))
            for each in key_results[:25]
        )
        blocks.append(Actions((Select(lang.tr("Check in on…"), "checkin.open", options),)))
    return Card(lang.tr("Your weekly check-in"), tuple(blocks))
