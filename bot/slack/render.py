"""Cards -> Block Kit: pure functions; every result stays inside Slack's limits."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from bot.slack import limits
from bot.slack.carry import Carried
from bot.slack.fit import MESSAGE, MORE_BLOCK, VIEW, fitted
from bot.slack.render_actions import Numbering, actions
from bot.slack.render_text import (
    MORE,
    Json,
    fallback,
    is_mere_text,
    lines,
    padded,
    plain_text,
    rich_text,
    section,
    width,
)
from chat.cards import (
    Actions,
    Block,
    Card,
    Divider,
    Field,
    Fields,
    Heading,
    Note,
    Paragraph,
    Picture,
    Progress,
    Table,
    Tone,
    summary,
)
from chat.text import Bold, Plain, Text, join, plain, shortened, text

BAR = 10
_DOTS = {Tone.NEUTRAL: "", Tone.GOOD: "🟢 ", Tone.WARNING: "🟡 ", Tone.BAD: "🔴 "}
_COLUMN = 40
"""The widest cell of a table drawn with spaces."""


class Surface(StrEnum):
    """Where blocks stand: tables stand in messages only, views hold twice the blocks."""

    MESSAGE = "message"
    VIEW = "view"


@dataclass
class Drawing:
    """One card being drawn. `pictures` holds the ids of uploaded files by their SVG source."""

    tenant: str
    surface: Surface
    pictures: Mapping[str, str] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    has_table: bool = False


def message(card: Card, tenant: str, pictures: Mapping[str, str] | None = None) -> Json:
    """A card as the `text` and `blocks` of a message."""
    drawing = Drawing(tenant, Surface.MESSAGE, pictures or {})
    return {
        "text": fallback(summary(card)),
        "blocks": fitted(_card(card, drawing), MESSAGE),
    }


def is_whole(card: Card, tenant: str) -> bool:
    """Whether a message holds all of the card."""
    blocks = _card(card, Drawing(tenant, Surface.MESSAGE))
    return fitted(blocks, MESSAGE)[-1] != MORE_BLOCK


def notice(words: Text, tenant: str) -> Json:
    """A short word as the `text` and `blocks` of a message."""
    blocks = [rich_text(section(words, tenant))]
    return {
        "text": fallback(plain(words)),
        "blocks": fitted(blocks, MESSAGE),
    }


def home_view(card: Card, tenant: str) -> Json:
    """A card as the App Home."""
    return {"type": "home", "blocks": _view_blocks(_card(card, Drawing(tenant, Surface.VIEW)))}


def card_view(card: Card, tenant: str, carried: Carried) -> Json:
    """A card as a modal, for the answer to something done on the home view."""
    drawing = Drawing(tenant, Surface.VIEW)
    blocks = _blocks(card, drawing)
    if len(card.title) > limits.VIEW_TITLE:
        blocks = [_heading(card.title, tenant), *blocks]
    return _modal(card.title, blocks, carried)


def notice_view(title: str, words: Text, tenant: str, carried: Carried) -> Json:
    """A short word as a modal."""
    return _modal(title, [rich_text(section(words, tenant))], carried)


def _modal(title: str, blocks: list[Json], carried: Carried) -> Json:
    return {
        "type": "modal",
        "title": plain_text(title, limits.VIEW_TITLE),
        "private_metadata": carried.dump(),
        "blocks": _view_blocks(blocks),
    }


def _view_blocks(blocks: list[Json]) -> list[Json]:
    return fitted(blocks, VIEW)


def _card(card: Card, drawing: Drawing) -> list[Json]:
    return [*_title(card.title, drawing.tenant), *_blocks(card, drawing)]


def _title(title: str, tenant: str) -> Iterator[Json]:
    if not title.strip():
        return
    if len(title) > limits.HEADER:
        yield _heading(title, tenant)
    else:
        yield {"type": "header", "text": plain_text(title, limits.HEADER)}


def _heading(title: str, tenant: str) -> Json:
    return rich_text(section((Plain(title),), tenant, bold=True))


def _blocks(card: Card, drawing: Drawing) -> list[Json]:
    return [drawn for block in card.blocks for drawn in _block(block, drawing)]


def _block(block: Block, drawing: Drawing) -> Iterable[Json]:
    # What cards hold most of comes first: a card of forty blocks is drawn at every `show`.
    match block:
        case Progress():
            return [rich_text(section(text(_bar(block)), drawing.tenant))]
        case Paragraph(text=spans):
            return [rich_text(section(spans, drawing.tenant))] if plain(spans).strip() else []
        case Actions():
            return actions(block, drawing.numbering, drawing.tenant)
        case Heading(text=words):
            return [_heading(words, drawing.tenant)] if words.strip() else []
        case Note(text=spans):
            return _note(spans, drawing.tenant)
        case Divider():
            return [{"type": "divider"}]
        case Fields(fields=facts):
            return [rich_text(*[_fact(fact, drawing.tenant) for fact in facts])] if facts else []
        case Table():
            return _table(block, drawing)
        case Picture():
            return _picture(block, drawing)
        case _:
            assert_never(block)


def _fact(fact: Field, tenant: str) -> Json:
    return section((Bold(fact.label), Plain("  "), *fact.value), tenant)


def _bar(progress: Progress) -> str:
    ratio = progress.ratio
    words = f"{_DOTS[progress.tone]}{progress.label}".strip()
    if ratio is None or math.isnan(ratio):
        return words
    filled = round(min(max(ratio, 0.0), 1.0) * BAR)
    return f"{'▓' * filled}{'░' * (BAR - filled)} {words}"


def _note(spans: Text, tenant: str) -> list[Json]:
    words = plain(spans)
    if not words.strip():
        return []
    if is_mere_text(spans) and len(words) <= limits.CONTEXT_TEXT:
        return [{"type": "context", "elements": [plain_text(words, limits.CONTEXT_TEXT)]}]
    return [rich_text(section(spans, tenant))]


def _picture(picture: Picture, drawing: Drawing) -> Iterator[Json]:
    uploaded = drawing.pictures.get(picture.svg)
    alt = picture.alt.strip()
    if uploaded:
        short = shortened(alt or MORE, limits.ALT_TEXT)
        yield {"type": "image", "slack_file": {"id": uploaded}, "alt_text": short}
    elif alt:
        yield rich_text(section(text(alt), drawing.tenant))


def _table(table: Table, drawing: Drawing) -> Iterator[Json]:
    if not table.columns:
        return
    fits = (
        drawing.surface is Surface.MESSAGE
        and not drawing.has_table
        and len(table.columns) <= limits.TABLE_COLUMNS
        and sum(len(column) for column in table.columns) <= limits.TABLE_TEXT // 2
    )
    if not fits:
        yield _written_table(table, drawing.tenant)
        return
    drawing.has_table = True
    kept, used = 0, sum(len(column) for column in table.columns)
    for row in table.rows[: limits.TABLE_ROWS - 1]:
        used += sum(max(len(plain(cell)), 1) for cell in row)
        if used > limits.TABLE_TEXT:
            break
        kept += 1
    head: list[Json] = [_cell(text(column), drawing.tenant) for column in table.columns]
    body = [_row(row, len(table.columns), drawing.tenant) for row in table.rows[:kept]]
    yield {"type": "table", "rows": [head, *body]}
    if kept < len(table.rows):
        yield _written_table(Table(table.columns, table.rows[kept:]), drawing.tenant)


def _row(row: tuple[Text, ...], columns: int, tenant: str) -> list[Json]:
    filled = (*row, *((),) * columns)[:columns]
    return [_cell(cell, tenant) for cell in filled]


def _cell(cell: Text, tenant: str) -> Json:
    words = plain(cell)
    if is_mere_text(cell):
        return {"type": "raw_text", "text": words or " "}
    return rich_text(section(cell, tenant))


def _written_table(table: Table, tenant: str) -> Json:
    """A table where Slack takes none: in columns, or with long cells each row as a line."""
    cells = [*table.columns, *(plain(cell) for row in table.rows for cell in row)]
    if not table.rows or all(len(cell) <= _COLUMN for cell in cells):
        return rich_text(lines(_aligned(table)))
    rows = (
        join(
            " · ",
            [
                (Bold(head), Plain(" "), *cell)
                for head, cell in zip(table.columns, row, strict=False)
            ],
        )
        for row in table.rows
    )
    return rich_text(section(join("\n", rows), tenant))


def _aligned(table: Table) -> Iterator[str]:
    rows = [table.columns, *(tuple(plain(cell) for cell in row) for row in table.rows)]
    short = [[cell.replace("\n", " ") for cell in row] for row in rows]
    widths = [
        max((width(row[place]) for row in short if place < len(row)), default=0)
        for place in range(len(table.columns))
    ]
    for row in short:
        cells = (padded(cell, columns) for cell, columns in zip(row, widths, strict=False))
        yield "  ".join(cells).rstrip()
