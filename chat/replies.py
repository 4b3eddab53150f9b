"""What a handler answers to the person who acted: imperatives as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from chat.cards import Card, Tone
from chat.forms import Form
from chat.text import Text


@dataclass(frozen=True, slots=True)
class Show:
    """Show a card where the person acted: to them alone, or to all who read there."""

    card: Card
    private: bool = True
    reply: Literal["show"] = "show"


@dataclass(frozen=True, slots=True)
class Replace:
    """Put this card in the place of the one that was acted on; where there is none, show it."""

    card: Card
    reply: Literal["replace"] = "replace"


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Open a form; as the answer to a form, in its place."""

    form: Form
    reply: Literal["open_form"] = "open_form"


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """The form could not be taken: field name -> what to do; `form` holds all that was typed."""

    form: Form
    errors: Mapping[str, str]
    reply: Literal["field_errors"] = "field_errors"


@dataclass(frozen=True, slots=True)
class Notice:
    """A short word to the person who acted, and to nobody else."""

    text: Text
    tone: Tone = Tone.NEUTRAL
    reply: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to say (or it went to the outbox)."""

    reply: Literal["nothing"] = "nothing"


Reply = Show | Replace | OpenForm | FieldErrors | Notice | Nothing

_ADAPTER: TypeAdapter[Reply] = TypeAdapter(Reply)


def dump(reply: Reply) -> str:
    """A reply as JSON, so that a repeated delivery is answered as the first one was."""
    return _ADAPTER.dump_json(reply).decode()


def load(stored: str) -> Reply:
    """The reply that `dump` wrote."""
    return _ADAPTER.validate_json(stored)
