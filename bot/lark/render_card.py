"""Cards as card JSON 2.0: every block, drawn in full or in a shorter way."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from bot.lark import limits
from bot.lark.markup import bold, escaped, is_plain, markdown
from bot.lark.pieces import (
    Drawing,
    card_of,
    markdown_block,
    plain_block,
    text_element,
    words_element,
)
from bot.lark.render_actions import actions
from bot.lark.shrink import Element
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
    Tone,
    summary,
)
from chat.text import plain, shortened, shortened_text

_COLOURS: Mapping[Tone, str] = {
    Tone.NEUTRAL: "default",
    Tone.GOOD: "green",
    Tone.WARNING: "orange",
    Tone.BAD: "red",
}
_BAR = 10


def draw(card: Card, drawing: Drawing) -> Element:
    """The card with everything that `drawing` lets in."""
    return card_of(card.title, card.tone, summary(card), list(_body(card.blocks, drawing)))


def _body(blocks: tuple[Block, ...], drawing: Drawing) -> Iterator[Element]:
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            yield _table(block, drawing, as_lines=tables > limits.TABLES)
        else:
            yield from _block(block, drawing)


def _block(block: Block, drawing: Drawing) -> Iterator[Element]:
    match block:
        case Heading(text=words):
            yield markdown_block(bold(shortened(words, drawing.text)), size="heading")
        case Paragraph(text=spans):
            yield words_element(spans, drawing)
        case Note(text=spans):
            yield words_element(spans, drawing, small=True)
        case Fields():
            yield _fields(block, drawing)
        case Progress():
            yield _progress(block, drawing)
        case Table():
            yield _table(block, drawing, as_lines=False)
        case Picture():
            yield _picture(block, drawing)
        case Divider():
            yield {"tag": "hr"}
        case Actions():
            yield from actions(block, drawing)
        case _:
            assert_never(block)


def _fields(block: Fields, drawing: Drawing) -> Element:
    texts = [
        (
            bold(shortened(fact.label, drawing.text)),
            markdown(shortened_text(fact.value, drawing.text), drawing.tenant),
        )
        for fact in block.fields
    ]
    if drawing.close:
        return markdown_block("\n".join(f"{label} {value}" for label, value in texts))
    columns = [
        {
            "tag": "column",
            "width": "weighted",
            "weight": 1,
            "elements": [markdown_block(f"{label}\n{value}")],
        }
        for label, value in texts
    ]
    return {"tag": "column_set", "flex_mode": "bisect", "columns": columns}


def bar(ratio: float | None) -> str:
    """A bar of ten parts for a ratio, drawn within 0 and 1; empty where there is no figure."""
    if ratio is None or math.isnan(ratio):
        return ""
    filled = round(min(max(ratio, 0.0), 1.0) * _BAR)
    return "█" * filled + "░" * (_BAR - filled)


def _progress(block: Progress, drawing: Drawing) -> Element:
    words = f"{bar(block.ratio)} {shortened(block.label, drawing.text)}".strip()
    return plain_block(words, colour=_COLOURS[block.tone])


def _table(block: Table, drawing: Drawing, *, as_lines: bool) -> Element:
    shown = replace(block, rows=block.rows[: drawing.rows])
    missing = len(block.rows) - len(shown.rows)
    more = f"… (+{missing})" if missing else ""
    if as_lines or not shown.columns or len(shown.columns) > limits.TABLE_COLUMNS:
        return _table_lines(shown, more, drawing)
    texts = [[shortened_text(cell, drawing.text) for cell in row] for row in shown.rows]
    marked = [
        any(not is_plain(row[place], drawing.tenant) for row in texts)
        for place in range(len(shown.columns))
    ]
    rows = [
        {
            f"c{place}": markdown(cell, drawing.tenant) if marked[place] else plain(cell)
            for place, cell in enumerate(row)
        }
        for row in texts
    ]
    if more:
        rows.append({"c0": more})
    return {
        "tag": "table",
        "page_size": min(max(len(rows), 1), limits.TABLE_PAGE),
        "row_height": "auto",
        "columns": [
            {
                "name": f"c{place}",
                "display_name": shortened(head, drawing.text),
                "data_type": "markdown" if marked[place] else "text",
                "width": "auto",
            }
            for place, head in enumerate(shown.columns)
        ],
        "rows": rows,
    }


def _table_lines(block: Table, more: str, drawing: Drawing) -> Element:
    lines = [
        " · ".join(
            f"{bold(shortened(head, drawing.text))} "
            f"{markdown(shortened_text(cell, drawing.text), drawing.tenant)}"
            for head, cell in zip(block.columns, row, strict=False)
        )
        for row in block.rows
    ]
    return markdown_block("\n".join([*lines, escaped(more)] if more else lines))


def _picture(block: Picture, drawing: Drawing) -> Element:
    key = drawing.images.get(block.svg)
    if key is None:
        return plain_block(shortened(block.alt, drawing.text))
    return {
        "tag": "img",
        "img_key": key,
        "alt": text_element(block.alt, drawing.text),
        "scale_type": "fit_horizontal",
    }
