"""A card as plain text: for notifications, logs of dialogues, and platforms that draw nothing."""

from typing import assert_never

from chat.cards import (
    Actions,
    Block,
    Button,
    Card,
    Divider,
    Element,
    Fields,
    Heading,
    LinkButton,
    Note,
    Overflow,
    Paragraph,
    Picture,
    Progress,
    Select,
    Table,
)
from chat.text import plain

BAR = 10
"""Cells of a bar drawn in text."""


def card_text(card: Card) -> str:
    """Everything a card says, one block a line or more, buttons in brackets."""
    return "\n".join([card.title, *(line for block in card.blocks for line in _lines(block))])


def bar(ratio: float | None) -> str:
    """A bar in text: ▓ for what is done, ░ for what is left; empty without a figure."""
    if ratio is None:
        return ""
    done = round(min(max(ratio, 0.0), 1.0) * BAR)
    return "▓" * done + "░" * (BAR - done)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text=words):
            return [words]
        case Paragraph(text=spans) | Note(text=spans):
            return [plain(spans)]
        case Fields(fields=fields):
            return [f"{field.label}: {plain(field.value)}" for field in fields]
        case Progress(ratio=ratio, label=label):
            return [f"{bar(ratio)} {label}".strip()]
        case Table(columns=columns, rows=rows):
            return [" | ".join(columns), *(" | ".join(map(plain, row)) for row in rows)]
        case Picture(alt=alt):
            return [alt]
        case Divider():
            return ["—"]
        case Actions(elements=elements):
            return [" ".join(f"[{_label(element)}]" for element in elements)]
        case _:
            assert_never(block)


def _label(element: Element) -> str:
    match element:
        case Button(label=label) | LinkButton(label=label):
            return label
        case Select(placeholder=placeholder):
            return placeholder
        case Overflow(label=label, options=options):
            return f"{label} {' / '.join(option.label for option in options)}"
        case _:
            assert_never(element)
