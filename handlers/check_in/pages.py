"""How many key results one form can ask about: pages that every platform takes whole.

The smallest room is Lark's: 30 KB and some 200 elements for a card with all that was typed into
it. A form of a few key results fits with ordinary texts; with very long ones a page has fewer.
"""

import json
import re
from collections.abc import Mapping, Sequence

from chat.cards import Option
from chat.forms import (
    ChoiceField,
    Explanation,
    Group,
    InputField,
    ManyChoicesField,
    NumberField,
    PersonField,
    TextField,
)

BYTES = 26_800
ELEMENTS = 186
"""What a form's groups may take together; the rest is for the frame around them."""

_FIELD = 265
"""Bytes of a field's own marks: its label's, its input's."""
_LINE = 125
"""Bytes of the marks of a line of text: a hint, an error."""
_OPTION = 90
_PEOPLE = 1_150
"""Bytes of the people a picker offers at least."""


_SIGNS = re.compile(r"[^\w\s]")
"""What may be mark-up, and is then written longer in a title."""


def first_page(groups: Sequence[Group], errors: Mapping[str, str]) -> int:
    """How many of the groups the first page takes: one at least."""
    size = elements = 0
    for place, group in enumerate(groups):
        size += _bytes(group, errors)
        elements += _elements(group, errors)
        if place and (size > BYTES or elements > ELEMENTS):
            return place
    return len(groups)


def count_pages(groups: Sequence[Group]) -> int:
    """How many pages these groups need."""
    pages = 0
    while groups:
        groups = groups[first_page(groups, {}) :]
        pages += 1
    return pages


def _written(words: str) -> int:
    """Bytes of words in JSON within JSON."""
    whole = json.dumps(json.dumps(words, ensure_ascii=False), ensure_ascii=False)
    return len(whole.encode())


def _bytes(group: Group, errors: Mapping[str, str]) -> int:
    inputs = [each for each in group.fields if not isinstance(each, Explanation)]
    total = _LINE + _written(group.title) + 5 * len(_SIGNS.findall(group.title))
    for each in inputs:
        total += _FIELD + _written(each.label) + len(each.name)
        total += sum(_OPTION + _written(option.label) for option in _options(each))
        total += sum(_written(words) for words in _typed(each))
        total += _LINE + _written(each.hint) if each.hint else 0
        total += _LINE + _written(errors[each.name]) if each.name in errors else 0
        total += _PEOPLE if isinstance(each, PersonField) else 0
    return total


def _elements(group: Group, errors: Mapping[str, str]) -> int:
    total = 1
    for each in group.fields:
        if isinstance(each, Explanation):
            total += 2
            continue
        pieces = 1 + len(each.value) // 1000 if isinstance(each, TextField) else 1
        total += 1 + pieces + len(_options(each)) + len([w for w in _typed(each)[1:] if w])
        total += 2 * bool(each.hint) + 2 * (each.name in errors)
    return total


def _options(field: InputField) -> tuple[Option, ...]:
    return field.options if isinstance(field, ChoiceField | ManyChoicesField) else ()


def _typed(field: InputField) -> tuple[str, ...]:
    """What stands in a field, and in its place while it is empty."""
    match field:
        case TextField() | NumberField():
            return field.value, field.placeholder
        case ChoiceField():
            return field.value, field.placeholder
        case _:
            return ("",)
