"""The pieces that cards and forms are made of: texts, blocks of text and the card's frame."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.lark import limits
from bot.lark.markup import is_plain, markdown
from bot.lark.shrink import Element
from chat.cards import Tone
from chat.text import Text, plain, shortened, shortened_text

TEMPLATES: Mapping[Tone, str] = {
    Tone.NEUTRAL: "blue",
    Tone.GOOD: "green",
    Tone.WARNING: "orange",
    Tone.BAD: "red",
}
ANY_LENGTH = 100_000
"""More than any text or table has."""
_BLANK = "&#160;"
"""Markdown without content is refused."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a card is drawn: for whom, with which pictures, and how much of it.

    `shared` is whether people other than the one who acts see the card; its buttons carry it.
    """

    tenant: str
    shared: bool = False
    images: Mapping[str, str] = field(default_factory=dict)
    """SVG source -> the key of the uploaded picture."""
    close: bool = False
    """Fewer elements: facts as lines, buttons below each other."""
    text: int = ANY_LENGTH
    """Characters of one text."""
    rows: int = ANY_LENGTH
    """Rows of one table."""


def card_of(title: str, tone: Tone, summary_text: str, body: list[Element]) -> Element:
    """The frame around a card's elements; a card without a title has no header."""
    header = {
        "template": TEMPLATES[tone],
        "title": text_element(shortened(title, limits.HEADER_TITLE)),
    }
    return {
        "schema": "2.0",
        "config": {
            "update_multi": True,
            "summary": {"content": shortened(summary_text, limits.SUMMARY)},
        },
        **({"header": header} if title.strip() else {}),
        "body": {"elements": body},
    }


def text_element(words: str, limit: int = ANY_LENGTH) -> Element:
    """A plain text, which never formats, links or pings."""
    return {"tag": "plain_text", "content": shortened(words, limit)}


def markdown_block(content: str, size: str = "normal") -> Element:
    """A block of markdown; whoever calls escapes what people typed."""
    return {"tag": "markdown", "content": content or _BLANK, "text_size": size}


def words_element(spans: Text, drawing: Drawing, *, small: bool = False) -> Element:
    """Running text: as plain text where that says all of it, else as markdown."""
    shown = shortened_text(spans, drawing.text)
    size = "notation" if small else "normal"
    if drawing.close or not is_plain(shown, drawing.tenant):
        return markdown_block(markdown(shown, drawing.tenant), size)
    return plain_block(plain(shown), size, "grey" if small else "default")


def plain_block(words: str, size: str = "normal", colour: str = "default") -> Element:
    """A block of plain text in a size and colour of Lark's."""
    return {
        "tag": "div",
        "text": {**text_element(words), "text_size": size, "text_color": colour},
    }
