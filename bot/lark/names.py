"""Names of form elements: which field of ours it is, and of what kind, as Lark takes it."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from bot.lark import limits
from chat.forms import InputField

_UNSAFE = re.compile(r"[^A-Za-z0-9]")
_ESCAPED = re.compile(r"_([0-9a-f]{1,6})_")
_NAME = re.compile(r"([tncmpgds])(\d{0,2})_(.*)", re.DOTALL)
_SUBMIT = "go_"
EMPTY = "\u2205"
"""An option's empty value as Lark takes it, which wants at least one character."""


class Kind(StrEnum):
    """What a field gives: a submit brings names and bare values only, so the name says it."""

    TEXT = "t"
    NUMBER = "n"
    CHOICE = "c"
    MANY = "m"
    PERSON = "p"
    PEOPLE = "g"
    DATE = "d"
    SWITCH = "s"


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field's own name, its kind, and which part of a long text it holds."""

    name: str
    kind: Kind
    part: int = 0

    def __str__(self) -> str:
        return f"{self.kind}{self.part or ''}_{encoded(self.name)}"


def encoded(words: str) -> str:
    """Any text in letters, digits and underscores; `decoded` brings it back."""
    return _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", words)


def decoded(name: str) -> str:
    """The text that `encoded` wrote."""
    return _ESCAPED.sub(lambda found: _character(found[1], found[0]), name)


def _character(code: str, otherwise: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= sys.maxunicode else otherwise


def field_name(written: str) -> FieldName | None:
    """What an element's name stands for; None where it is not one of ours."""
    found = _NAME.fullmatch(written)
    if found is None:
        return None
    return FieldName(decoded(found[3]), Kind(found[1]), int(found[2] or 0))


_KINDS: Mapping[str, Kind] = {
    "text": Kind.TEXT,
    "number": Kind.NUMBER,
    "choice": Kind.CHOICE,
    "many_choices": Kind.MANY,
    "person": Kind.PERSON,
    "people": Kind.PEOPLE,
    "date": Kind.DATE,
    "switch": Kind.SWITCH,
}


def kind_of(field: InputField) -> Kind:
    """The kind of a form's field."""
    return _KINDS[field.field]


def option_value(written: str) -> str:
    """An option's own value, from what Lark sent back."""
    return "" if written == EMPTY else written


def submit_name(action: str, values: Mapping[str, str]) -> str:
    """The submit button's name: it leads to the handler even when the submit brings no value.

    Values that would make it too long are left out; the button's value carries them too.
    """
    whole = _SUBMIT + encoded(f"{action}?{urlencode(values)}" if values else action)
    return whole if len(whole) <= limits.NAME else (_SUBMIT + encoded(action))[: limits.NAME]


def split_submit(name: str) -> tuple[str, dict[str, str]] | None:
    """The action and values in a submit button's name; None where it is not one of ours."""
    if not name.startswith(_SUBMIT):
        return None
    action, _, query = decoded(name.removeprefix(_SUBMIT)).partition("?")
    return action, dict(parse_qsl(query, keep_blank_values=True))
