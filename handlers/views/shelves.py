"""What there is of somebody besides this cycle: a menu of cycles, the archive, and empty pages."""

from collections.abc import Mapping, Sequence

from chat.cards import Actions, Block, Button, Card, Element, Note, Option, Paragraph, Select
from chat.locales import Language
from chat.text import shortened, text
from okr.facts import Cycle

MOST_CHOICES = 100
"""Cycles in one menu: Slack's takes no more, and it is years of months."""


def other_cycles_card(
    lang: Language,
    title: str,
    whose: Mapping[str, str],
    counts: Sequence[tuple[Cycle, int]],
    archived: int,
) -> Card:
    """The cycles (newest first) with how many objectives each has, and how many are archived.

    `whose` are the values that say of whom.
    """
    action = "show.team" if "team" in whose else "show.person"
    elements: list[Element] = []
    if counts:
        options = tuple(
            Option(shortened(f"{cycle.name} ({count})", 70), str(cycle.id))
            for cycle, count in counts[:MOST_CHOICES]
        )
        elements.append(Select(lang.tr("Choose a cycle…"), action, options, whose))
    if archived:
        label = lang.tr("Archived ({count})", count=archived)
        elements.append(Button(label, action, {**whose, "in": "archived"}))
    blocks: list[Block] = [Paragraph(text(lang.tr("Nothing in any other cycle.")))]
    if elements:
        words = lang.tr("In brackets: how many objectives there are.")
        blocks = [Note(text(words)), Actions(tuple(elements))]
    return Card(f"{title} · {lang.tr('other cycles')}", tuple(blocks))


def empty_cycle(lang: Language, name: str, cycle: str) -> str:
    """Nothing of somebody in another cycle than this one; `name` is empty for the reader."""
    if not name:
        return lang.tr("You have no OKRs in {cycle}.", cycle=cycle)
    return lang.tr("{name}: nothing published in {cycle}.", name=name, cycle=cycle)


def empty_archive(lang: Language, name: str) -> str:
    """Nothing of somebody was archived; `name` is empty for the reader."""
    if not name:
        return lang.tr("You have archived nothing.")
    return lang.tr("{name}: nothing archived that had been published.", name=name)
