"""Cards: the closed set of blocks that every platform draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from pydantic import TypeAdapter

from chat.text import Text, plain


class Tone(StrEnum):
    """What colour says; always said in words as well."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title within the card."""

    text: str
    block: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text
    block: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Field:
    """One label with its value."""

    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class Fields:
    """Short facts, side by side where there is room."""

    fields: tuple[Field, ...]
    block: Literal["fields"] = "fields"


@dataclass(frozen=True, slots=True)
class Progress:
    """A bar. `ratio` is the true figure (1.25 for 125 %), drawn within 0 to 1; None: no figure.

    `label` is the figure in the reader's words ("24 %", "no value yet") and is always shown.
    """

    ratio: float | None
    label: str
    tone: Tone = Tone.NEUTRAL
    block: Literal["progress"] = "progress"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    block: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG source; `alt` says all that matters in words and stands in for it.

    `dark_svg` is the same drawing for a dark page, where the platform can choose.
    """

    svg: str
    alt: str
    dark_svg: str = ""
    block: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Text
    block: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two parts."""

    block: Literal["divider"] = "divider"


class Style(StrEnum):
    """How a button looks: one primary at most in a card."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question asked before a button acts."""

    title: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Button:
    """A press calls the action registered as `action` with `values` (row ids, short strings)."""

    label: str
    action: str
    values: Mapping[str, str] = field(default_factory=dict)
    style: Style = Style.PLAIN
    confirm: Confirm | None = None
    element: Literal["button"] = "button"


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Opens an address in the browser."""

    label: str
    url: str
    element: Literal["link_button"] = "link_button"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is read and what is stored."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Select:
    """A drop-down; choosing calls `action` with `values` and the chosen value as `option`."""

    placeholder: str
    action: str
    options: tuple[Option, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    element: Literal["select"] = "select"


@dataclass(frozen=True, slots=True)
class Overflow:
    """The "more" menu, at most five options; choosing works as with Select."""

    action: str
    options: tuple[Option, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    label: str = "…"
    element: Literal["overflow"] = "overflow"


Element = Button | LinkButton | Select | Overflow


@dataclass(frozen=True, slots=True)
class Actions:
    """What a person can do here."""

    elements: tuple[Element, ...]
    block: Literal["actions"] = "actions"


Block = Heading | Paragraph | Fields | Progress | Table | Picture | Note | Divider | Actions


@dataclass(frozen=True, slots=True)
class Card:
    """Something shown to people. `title` heads the card and is its notification text.

    `about` names the one thing that it shows ("O12", "KR12.2", "KR12.2/7" for what was said of it);
    what people reply to the card, where the platform tells, belongs to that. It is never drawn.
    """

    title: str
    blocks: tuple[Block, ...]
    tone: Tone = Tone.NEUTRAL
    about: str = ""

    def answered(self, note: Text) -> "Card":
        """The answered twin: the same body, the buttons replaced by what was decided."""
        body = tuple(block for block in self.blocks if not isinstance(block, Actions))
        return replace(self, blocks=(*body, Note(note)))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button of the card, in reading order."""
        return tuple(
            element
            for block in self.blocks
            if isinstance(block, Actions)
            for element in block.elements
            if isinstance(element, Button)
        )


_ADAPTER: TypeAdapter[Card] = TypeAdapter(Card)


def dump(card: Card) -> str:
    """A card as JSON, for the outbox."""
    return _ADAPTER.dump_json(card, exclude_defaults=False).decode()


def load(stored: str) -> Card:
    """The card that `dump` wrote."""
    return _ADAPTER.validate_json(stored)


def summary(card: Card) -> str:
    """What a card says first, for notifications: its title and its first paragraph."""
    for block in card.blocks:
        if isinstance(block, Paragraph):
            words = plain(block.text)
            return words if words == card.title else f"{card.title}: {words}"
    return card.title
