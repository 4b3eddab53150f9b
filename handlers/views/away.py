"""Days away as a card and a form, and what who stands in is told."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from chat.cards import Actions, Block, Button, Card, Element, Note, Option, Paragraph, Select
from chat.forms import DateField, Form, PersonField
from chat.locales import Language
from chat.text import Bold, text
from handlers.views.settings import span_text
from okr.facts import PersonName, Span

_MOST_SHOWN = 20

Entry = tuple[int, Span, PersonName | None]
"""Id, days, and who stands in."""


def away_card(lang: Language, days: Sequence[Entry], next_at: datetime, zone: tzinfo) -> Card:
    """The days away that are not over, and when the next prompt comes."""
    blocks: list[Block] = []
    for _, span, delegate in days[:_MOST_SHOWN]:
        line = text(Bold(span_text(lang, span.starts_on, span.ends_on)))
        if delegate is not None:
            line = (*line, *text("  ", lang.tr("{name} checks in for you", name=delegate.name)))
        blocks.append(Paragraph(line))
    if not days:
        blocks.append(
            Paragraph(
                lang.text(
                    "No days away. Enter some: {example}, and who stands in with @.",
                    example=Bold("/okr away next week"),
                )
            )
        )
    moment = lang.moment(next_at, zone)
    blocks.append(Note(text(lang.tr("Your next prompt: {when}", when=moment))))
    elements: list[Element] = [Button(lang.tr("Add days"), "away.open")]
    if days:
        options = tuple(
            Option(span_text(lang, span.starts_on, span.ends_on), str(id))
            for id, span, _ in days[:_MOST_SHOWN]
        )
        elements.append(Select(lang.tr("Remove…"), "away.remove", options))
    return Card(lang.tr("Days away"), (*blocks, Actions(tuple(elements))))


def away_form(lang: Language, today: date) -> Form:
    """First and last day, and who stands in."""
    return Form(
        action="away.save",
        title=lang.tr("Days away"),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        parts=(
            DateField("first", lang.tr("First day"), today.isoformat(), required=True),
            DateField("last", lang.tr("Last day"), hint=lang.tr("Empty: the same day.")),
            PersonField(
                "delegate",
                lang.tr("Who checks in for you?"),
                hint=lang.tr("They get your weekly card while you are away."),
            ),
        ),
    )


def stand_in_card(lang: Language, owner: PersonName, span: Span) -> Card:
    """What somebody is told who was named to stand in."""
    days = span_text(lang, span.starts_on, span.ends_on)
    return Card(
        lang.tr("You stand in for {name}", name=owner.name),
        (
            Paragraph(
                text(
                    lang.tr(
                        "{name} is away ({days}). A weekly card that falls into these days comes "
                        "to you, and you may check in on their key results.",
                        name=owner.name,
                        days=days,
                    )
                )
            ),
        ),
    )
