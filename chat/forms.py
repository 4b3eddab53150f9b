"""Forms: fields that every platform can ask for, and what comes back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from chat.address import Account
from chat.cards import Option
from chat.text import Text

FieldValue = str | bool | tuple[str, ...] | tuple[Account, ...]
"""What a filled field gives: text, number (as typed) and date (ISO) fields a string, a choice its
option's value, many choices a tuple of values, person and people fields a tuple of accounts,
a switch a bool. An empty field gives "", () or False."""


@dataclass(frozen=True, slots=True)
class TextField:
    """Words. `max_length` in characters."""

    name: str
    label: str
    value: str = ""
    required: bool = False
    multiline: bool = False
    max_length: int = 1000
    hint: str = ""
    placeholder: str = ""
    field: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class NumberField:
    """A figure, as people write figures ("12,000", "1.2万", "20%"); the handler reads it."""

    name: str
    label: str
    value: str = ""
    required: bool = False
    hint: str = ""
    placeholder: str = ""
    field: Literal["number"] = "number"


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of several options; `value` is the chosen option's value or empty."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    required: bool = False
    hint: str = ""
    placeholder: str = ""
    field: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class ManyChoicesField:
    """Any number of several options."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""
    field: Literal["many_choices"] = "many_choices"


@dataclass(frozen=True, slots=True)
class PersonField:
    """One person, picked from the platform's own list."""

    name: str
    label: str
    value: tuple[Account, ...] = ()
    required: bool = False
    hint: str = ""
    field: Literal["person"] = "person"


@dataclass(frozen=True, slots=True)
class PeopleField:
    """Several people, picked from the platform's own list."""

    name: str
    label: str
    value: tuple[Account, ...] = ()
    required: bool = False
    hint: str = ""
    field: Literal["people"] = "people"


@dataclass(frozen=True, slots=True)
class DateField:
    """A day; `value` is an ISO date or empty."""

    name: str
    label: str
    value: str = ""
    required: bool = False
    hint: str = ""
    field: Literal["date"] = "date"


@dataclass(frozen=True, slots=True)
class SwitchField:
    """Yes or no."""

    name: str
    label: str
    value: bool = False
    hint: str = ""
    field: Literal["switch"] = "switch"


InputField = (
    TextField
    | NumberField
    | ChoiceField
    | ManyChoicesField
    | PersonField
    | PeopleField
    | DateField
    | SwitchField
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Text between fields."""

    text: Text
    field: Literal["explanation"] = "explanation"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together (one group per key result) under a title.

    Field names are unique in the whole form; a group does not prefix them.
    """

    title: str
    fields: tuple[InputField | Explanation, ...]
    field: Literal["group"] = "group"


FormPart = InputField | Explanation | Group


@dataclass(frozen=True, slots=True)
class Form:
    """Questions with one submit. `action` and `values` say what the answers are for."""

    action: str
    title: str
    submit: str
    parts: tuple[FormPart, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    cancel: str = ""
    """The Cancel button's words; every platform shows one, so views give it."""

    @property
    def inputs(self) -> Iterator[InputField]:
        """Every field that takes an answer, in reading order, groups opened."""
        for part in self.parts:
            for inner in part.fields if isinstance(part, Group) else (part,):
                if not isinstance(inner, Explanation):
                    yield inner

    def filled(self, typed: Mapping[str, FieldValue]) -> "Form":
        """The same form with what a person has typed, so that nothing is lost on an error."""

        def fill(part: InputField | Explanation) -> InputField | Explanation:
            if isinstance(part, Explanation) or part.name not in typed:
                return part
            return replace(part, value=typed[part.name])  # type: ignore[arg-type]  # checked by the platform

        return replace(
            self,
            parts=tuple(
                replace(part, fields=tuple(fill(inner) for inner in part.fields))
                if isinstance(part, Group)
                else fill(part)
                for part in self.parts
            ),
        )
