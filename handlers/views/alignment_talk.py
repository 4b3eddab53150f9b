"""What was said about an alignment from its beginning, and a card that a newer one follows."""

from collections.abc import Sequence
from datetime import tzinfo

from chat.cards import Actions, Block, Button, Card, Note, Paragraph
from chat.locales import Language
from chat.text import Bold, text
from handlers.views.alignment import AlignmentSeen
from handlers.views.alignment_words import turn_words
from okr.alignment import Alignment, Turn

TURNS = 8
"""Steps on one page of a talk."""


def talk_card(
    lang: Language,
    alignment: Alignment,
    turns: Sequence[Turn],
    zone: tzinfo,
    page: int = 0,
) -> Card:
    """What was said about an alignment from its beginning, a page at a time."""
    blocks: list[Block] = []
    for turn in turns[page * TURNS : (page + 1) * TURNS]:
        blocks.append(Paragraph(text(Bold(turn_words(lang, turn)), f"  {turn.text}".rstrip())))
        blocks.append(Note(text(lang.moment(turn.at, zone))))
    values = {"alignment": str(alignment.id)}
    elements = [Button(lang.tr("Open"), "align.show", values)]
    if (page + 1) * TURNS < len(turns):
        elements.append(Button(lang.tr("More"), "align.talk", {**values, "page": str(page + 1)}))
    title = lang.tr(
        "The talk about {lower} and {upper}", lower=alignment.lower.name, upper=alignment.upper.name
    )
    return Card(title, (*blocks, Actions(tuple(elements))))


def earlier_card(lang: Language, seen: AlignmentSeen) -> Card:
    """What becomes of a card when a newer one takes its place: one alone is to be answered."""
    here = seen.alignment
    return Card(
        f"{here.lower.name} → {here.upper.name}",
        (
            Note(text(lang.tr("A newer card about this stands further down."))),
            Actions((Button(lang.tr("Open"), "align.show", seen.values),)),
        ),
    )
