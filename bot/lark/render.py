"""Cards and forms as card JSON 2.0 that Lark takes: drawn in full, or shorter where it must be."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.lark.pieces import Drawing
from bot.lark.render_card import draw as draw_card
from bot.lark.render_form import FormDrawing
from bot.lark.render_form import draw as draw_form
from bot.lark.shrink import Element, first_that_fits, fits
from chat.cards import Actions, Block, Card, Note
from chat.forms import Form
from chat.text import text

_TEXTS = (1_000, 400, 150, 60)
_ROWS = (100, 40, 20, 10)
_NO_IMAGES: Mapping[str, str] = {}


def render_card(
    card: Card, *, tenant: str, shared: bool, images: Mapping[str, str] = _NO_IMAGES
) -> Element:
    """The card for one place; `shared` when more people than the one who acts see it there.

    `images`: SVG source -> key of the uploaded picture; without one the picture's words stand.
    """
    return first_that_fits(_cards(card, Drawing(tenant, shared, images)))


def is_whole(card: Card, *, tenant: str, shared: bool) -> bool:
    """Whether one message holds all words of the card."""
    return fits(draw_card(card, Drawing(tenant, shared, close=True)))


def _cards(card: Card, drawing: Drawing) -> Iterator[Element]:
    """Less and less of a card: closer together, shorter texts, at last fewer blocks."""
    yield draw_card(card, drawing)
    drawing = replace(drawing, close=True)
    yield draw_card(card, drawing)
    for limit, rows in zip(_TEXTS, _ROWS, strict=True):
        drawing = replace(drawing, text=limit, rows=rows)
        yield draw_card(card, drawing)
    left = len(card.blocks)
    while left:
        left = left * 3 // 4
        yield draw_card(_first_blocks(card, left), drawing)


def _first_blocks(card: Card, count: int) -> Card:
    """The card's first blocks, a line that says there is more, and its last buttons."""
    last = card.blocks[-1:]
    buttons: tuple[Block, ...] = last if last and isinstance(last[0], Actions) and count else ()
    return replace(card, blocks=(*card.blocks[:count], Note(text("…")), *buttons))


def render_form(form: Form, drawing: FormDrawing) -> Element:
    """The form's card as `drawing` says, less of it where Lark would refuse all of it."""
    return first_that_fits(_forms(form, drawing))


def _forms(form: Form, drawing: FormDrawing) -> Iterator[Element]:
    """Less and less of a form; what stands in its fields is kept longest."""
    yield draw_form(form, drawing)
    drawing = replace(drawing, candidates=drawing.candidates[:20], hints=100)
    yield draw_form(form, drawing)
    for choices in (50, 20, 10, 5):
        drawing = replace(drawing, candidates=(), hints=0, choices=choices)
        yield draw_form(form, drawing)
    for typed in (500, 150, 50):
        drawing = replace(drawing, typed=typed)
        yield draw_form(form, drawing)
    left = sum(1 for _ in form.inputs)
    while left:
        left = left * 3 // 4
        yield draw_form(form, replace(drawing, fields=left))
