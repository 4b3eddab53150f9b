"""Documents: long writings, such as a report, that a platform shows as a document of its own."""

import re
from dataclasses import dataclass, replace
from typing import assert_never

from pydantic import TypeAdapter

from chat import markdown
from chat.cards import (
    Actions,
    Block,
    Card,
    Divider,
    Fields,
    Heading,
    Note,
    Paragraph,
    Picture,
    Progress,
    Table,
)
from chat.text import Link, Text, cleaned, plain, shortened, shortened_text, text

MORE = "…"
_ENDING = ".md"
_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Document:
    """Something to read at length, in CommonMark with pipe tables.

    What people typed went through `escape` before it became part of `markdown`. The other words
    are plain text in the reader's language: `intro` stands above the link that says `open_label`
    (without it, the title), and `cut_note` says that a platform could not hold all of it.
    """

    title: str
    markdown: str
    file_name: str
    intro: str = ""
    open_label: str = ""
    cut_note: str = ""

    @property
    def body(self) -> str:
        """The Markdown for a place that shows the title by itself."""
        return markdown.without_title(self.markdown, self.title)

    @property
    def download_name(self) -> str:
        """The name as a file: no path, no control characters, ending in `.md`."""
        name = re.sub(r'[\\/:*?"<>|\s]+', "-", cleaned(self.file_name)).strip("-.")
        stem = name.removesuffix(_ENDING)[:_NAME_LENGTH].rstrip("-.")
        return f"{stem or 'document'}{_ENDING}"

    def cut(self, most: int) -> str:
        """The body with at most `most` characters; what is left out is said at the end."""
        return markdown.cut(self.body, most, escape(self._cut_words))

    @property
    def _cut_words(self) -> str:
        return f"{MORE} {self.cut_note}".strip()

    def link_card(self, url: str) -> Card:
        """The message that leads to the document."""
        opening = Paragraph((Link(self.open_label or self.title, url),))
        return Card(self.title, (*self._intro_blocks(), opening))

    def text_card(self, most: int | None = None) -> Card:
        """The document itself as a message, for places that have no documents.

        With `most`, its first so many characters, and a note that there is more.
        """
        kept: list[Block] = []
        left = most
        for block in markdown.blocks(self.body):
            size = _size(block)
            if left is not None and size > left:
                kept += _beginning(block, left)
                kept.append(Note(text(self._cut_words)))
                break
            kept.append(block)
            left = None if left is None else left - size
        return Card(self.title, (*self._intro_blocks(), *kept))

    def _intro_blocks(self) -> tuple[Block, ...]:
        return (Paragraph(text(self.intro)),) if self.intro.strip() else ()


_ADAPTER: TypeAdapter[Document] = TypeAdapter(Document)


def dump(document: Document) -> str:
    """A document as JSON, for the outbox."""
    return _ADAPTER.dump_json(document).decode()


def load(stored: str) -> Document:
    """The document that `dump` wrote."""
    return _ADAPTER.validate_json(stored)


# Mark-up wherever it stands: emphasis, code, links, HTML and mentions (<!channel>, <@U…>, <at …>),
# cells, formulas.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~$@]")
# An address, an emoji's name, a web address without a scheme, an entity.
_IN_PLACES = re.compile(r":(?=//|[a-z_+])|(?<=www)\.|&(?=#|\w+;)", re.IGNORECASE)
# At the beginning of a line: a heading, a list, a line under a heading.
_AT_START = re.compile(r"\A(?:[#+=-]|\d{1,9}(?=[.)](?:\s|\Z)))")


def escape(words: str) -> str:
    """What a person typed, so that it is read just so wherever it stands in Markdown.

    One line comes of several, so it can stand in a cell of a table.
    """
    line = " ".join(cleaned(words).split())
    line = _ANYWHERE.sub(r"\\\g<0>", line)
    line = _IN_PLACES.sub(r"\\\g<0>", line)
    return _AT_START.sub(_escaped_start, line)


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _size(block: Block) -> int:
    """Characters that a reader sees, and one for what stands between."""
    match block:
        case Heading(text=words):
            return len(words) + 1
        case Paragraph(text=spans) | Note(text=spans):
            return len(plain(spans)) + 1
        case Table(columns=columns, rows=rows):
            return sum(map(len, columns)) + sum(map(_row_size, rows)) + 1
        case Divider() | Fields() | Progress() | Picture() | Actions():
            return 1
        case _:
            assert_never(block)


def _row_size(row: tuple[Text, ...]) -> int:
    return sum(len(plain(cell)) + 1 for cell in row)


def _beginning(block: Block, most: int) -> list[Block]:
    """As much of a block as `most` characters hold; nothing of it where that says nothing."""
    match block:
        case Paragraph(text=spans) if most > 1:
            return [Paragraph(shortened_text(spans, most))]
        case Note(text=spans) if most > 1:
            return [Note(shortened_text(spans, most))]
        case Heading(text=words) if most > 1:
            return [Heading(shortened(words, most))]
        case Table(columns=columns, rows=rows):
            left = most - sum(map(len, columns)) - 1
            kept: list[tuple[Text, ...]] = []
            for row in rows:
                left -= _row_size(row)
                if left < 0:
                    break
                kept.append(row)
            return [replace(block, rows=tuple(kept))] if kept else []
        case _:
            return []
