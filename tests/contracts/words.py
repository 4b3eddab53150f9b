"""What a person must be able to read of a card or form, and what of it is not there."""

from collections.abc import Iterator, Sequence

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
from chat.forms import ChoiceField, Explanation, Form, FormPart, Group, ManyChoicesField
from chat.text import plain

MORE = "…"


def of_card(card: Card) -> Iterator[str]:
    """Everything that is read on a card, what can be pressed left out."""
    yield card.title
    for block in card.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=words):
            yield words
        case Paragraph(text=spans) | Note(text=spans):
            yield plain(spans)
        case Fields(fields=facts):
            for fact in facts:
                yield from (fact.label, plain(fact.value))
        case Progress(label=label):
            yield label
        case Table(columns=columns, rows=rows):
            yield from columns
            yield from (plain(cell) for row in rows for cell in row)
        case Picture(alt=alt):
            yield alt
        case Divider() | Actions():
            return


def labels(card: Card) -> Iterator[str]:
    """Every label that can be pressed."""
    for element in elements(card):
        match element:
            case Button(label=label) | LinkButton(label=label):
                yield label
            case Select(options=options) | Overflow(options=options):
                yield from (option.label for option in options)


def elements(card: Card) -> Iterator[Element]:
    """Every element, in reading order."""
    for block in card.blocks:
        if isinstance(block, Actions):
            yield from block.elements


def of_form(form: Form) -> Iterator[str]:
    """Everything that is read on a form; the words on its buttons too."""
    yield from (form.title, form.submit, form.cancel)
    for part in form.parts:
        yield from _of_part(part)


def _of_part(part: FormPart) -> Iterator[str]:
    match part:
        case Explanation(text=spans):
            yield plain(spans)
        case Group(title=title, fields=fields):
            yield title
            for inner in fields:
                yield from _of_part(inner)
        case _:
            yield from (part.label, part.hint, getattr(part, "placeholder", ""))
            if isinstance(part, ChoiceField | ManyChoicesField):
                yield from (option.label for option in part.options)


def missing(wanted: Iterator[str], shown: Sequence[str]) -> list[str]:
    """What is wanted and not shown, however the white space falls."""
    there = squeezed("\n".join(shown))
    return [words for words in wanted if squeezed(words) not in there]


def squeezed(words: str) -> str:
    """Without any white space, which platforms lay out as they like."""
    return "".join(words.split())
