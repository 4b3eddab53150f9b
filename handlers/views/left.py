"""What a lead hears of somebody who left: what they had open, and where to give it away."""

from collections.abc import Sequence

from chat.cards import Actions, Block, Button, Card, Heading, Paragraph, Tone
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.todo import id_of
from okr.facts import PersonName
from okr.follow_up import ActionItem, Risk

_WORDS = 120
LISTED = 5
"""Action items and risks each; the rest stands behind the button."""


def left_card(
    lang: Language, person: PersonName, items: Sequence[ActionItem], risks: Sequence[Risk]
) -> Card:
    """Their open action items, and the risks that wait for their answer."""
    said = lang.tr("Nobody else is told. Give it to somebody, or close it.")
    blocks: list[Block] = [Paragraph(text(said))]
    if items:
        blocks.append(Heading(lang.tr("Open action items")))
        for item in items[:LISTED]:
            title = shortened(item.title, _WORDS)
            blocks.append(Paragraph(text(Bold(id_of(item)), f" {title}")))
        values = {"person": str(person.id), "page": "0"}
        blocks.append(Actions((Button(lang.tr("Show and give away"), "todo.page", values),)))
    if risks:
        blocks.append(Heading(lang.tr("Risks that wait for their answer")))
        for risk in risks[:LISTED]:
            words = shortened(risk.support or risk.risk, _WORDS)
            blocks.append(Paragraph(text(Bold(risk.key_result), f" {risk.asker.name}: {words}")))
            values = {"risk": str(risk.id)}
            blocks.append(Actions((Button(lang.tr("Ask somebody"), "risks.forward", values),)))
    return Card(
        lang.tr("{name} has left, and something is open", name=person.name),
        tuple(blocks),
        Tone.WARNING,
    )
