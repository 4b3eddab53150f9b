"""Sample forms: every field, empty and filled, required, in groups and too large."""

from collections.abc import Mapping

from chat.address import Account
from chat.cards import Option
from chat.forms import (
    ChoiceField,
    DateField,
    Explanation,
    FieldValue,
    Form,
    FormPart,
    Group,
    InputField,
    ManyChoicesField,
    NumberField,
    PeopleField,
    PersonField,
    SwitchField,
    TextField,
)
from chat.text import text
from tests.contracts.samples import HOSTILE, accounts

CONTEXT = {"kr": "12", "of": "进展 “x” & <y>"}
"""The values that every sample form carries."""

THEN = "then"
"""The value of a form that says what its submit is answered with."""

_OPTIONS = (Option("Low", "low"), Option("Middle 中", "b &<>"), Option("High", "high"))
_LONG_OPTIONS = tuple(Option(f"Team {n}.", f"team-{n}") for n in range(150))
_WIDE_OPTIONS = tuple(Option(f"Long {n}.", f"{n}".ljust(90, "_")) for n in range(3))


def error_at(name: str) -> str:
    """What is said of a field that cannot be taken."""
    return f"Not right: {name}."


def fields(
    prefix: str = "", *, required: bool = False, hints: bool = False
) -> tuple[InputField, ...]:
    """One field of every kind, empty."""

    def hint(kind: str) -> str:
        return f"Hint of {prefix}{kind};" if hints else ""

    placeholder = "As you like" if hints else ""
    return (
        TextField(f"{prefix}line", "One line", "", required, False, 200, hint("line"), placeholder),
        TextField(f"{prefix}lines", "Some lines", "", required, True, 900, hint("lines")),
        NumberField(f"{prefix}number", "A figure", "", required, hint("number"), placeholder),
        ChoiceField(f"{prefix}choice", "One of three", _OPTIONS, "", required, hint("choice")),
        ManyChoicesField(f"{prefix}many", "Some of three", _OPTIONS, (), required, hint("many")),
        PersonField(f"{prefix}person", "Somebody", (), required, hint("person")),
        PeopleField(f"{prefix}people", "Some people", (), required, hint("people")),
        DateField(f"{prefix}date", "A day", "", required, hint("date")),
        SwitchField(f"{prefix}switch", "Tell me", False, hint("switch")),
    )


def _form(name: str, *parts: FormPart, title: str = "") -> Form:
    title = title or f"Form {name[:18]}"
    return Form(f"samples.{name}", title, "Send it", parts, CONTEXT, "Leave it")


STANDING: Mapping[str, FieldValue] = {
    "line": "Win readers",
    "lines": "one\ntwo & <three>",
    "number": "12,000.5",
    "choice": "b &<>",
    "many": ("low", "high"),
    "person": accounts("bo"),
    "people": (*accounts("ada"), *accounts("cy")),
    "date": "2027-02-28",
    "switch": True,
}
"""What stands in the filled sample."""

FORMS: Mapping[str, Form] = {
    "empty": _form("empty", *fields()),
    "filled": _form("filled", *fields()).filled(STANDING),
    "required": _form("required", *fields(required=True, hints=True)),
    "hints": _form("hints", *fields(hints=True), title="A title of more than four and twenty"),
    "groups": _form(
        "groups",
        Explanation(text("Before all groups.")),
        Group("The first key result", (Explanation(text("Inside.")), *fields("kr1."))),
        Group("The second key result", fields("kr2.", hints=True)),
    ),
    "eight_groups": _form(
        "eight_groups",
        *(
            Group(
                f"Key result {n};",
                (
                    Explanation(text(f"It stood at {n} last week.")),
                    NumberField(f"value{n}", f"Value {n};", hint=f"Hint {n};"),
                    ChoiceField(f"confidence{n}", f"Confidence {n};", _OPTIONS),
                    TextField(f"note{n}", f"Note {n};", multiline=True),
                ),
            )
            for n in range(1, 9)
        ),
    ),
    "long_text": _form(
        "long_text",
        TextField("lines", "Long", "é 字 line\n" * 280, False, True, 2900),
    ),
    "longer_text": _form(
        "longer_text", TextField("lines", "Longer", "a b\n" * 1000, False, True, 5000)
    ),
    "long_options": _form(
        "long_options",
        ChoiceField("choice", "One of many", _LONG_OPTIONS),
        ManyChoicesField("many", "Some of these", _LONG_OPTIONS[:12]),
        ChoiceField("wide", "One with a long value", _WIDE_OPTIONS),
    ),
    "too_long_options": _form(
        "too_long_options",
        ChoiceField("choice", "One of very many", _LONG_OPTIONS),
        ManyChoicesField("many", "Some of very many", _LONG_OPTIONS),
    ),
    "odd_names": _form(
        "odd_names",
        TextField("进展.1", "A Chinese name"),
        TextField("a b_c-d~e", "A name of signs"),
        ChoiceField("option.2", "An empty value", (Option("Nothing", ""), Option("Some", "~0"))),
    ),
    "hostile": _form(
        "hostile",
        Explanation(text(HOSTILE)),
        Group(HOSTILE, (TextField("line", HOSTILE, HOSTILE, False, False, 1000, HOSTILE),)),
        ChoiceField("choice", HOSTILE, (Option("<@U0ADA> *b* &amp;", "x"), Option("[y](z)", "y"))),
        SwitchField("switch", HOSTILE, hint=HOSTILE),
    ),
    "second": _form("second", TextField("again", "The second step")),
}

EMPTY: Mapping[str, FieldValue] = {
    "line": "",
    "lines": "",
    "number": "",
    "choice": "",
    "many": (),
    "person": (),
    "people": (),
    "date": "",
    "switch": False,
}
"""What the empty sample gives when nobody has typed anything."""

TYPED: Mapping[str, object] = {
    "line": "Launch 🚀 *the* <A> & app",
    "lines": "first line\n\n  - second 字\nשלום",
    "number": "１.2万",
    "choice": "high",
    "many": ["b &<>", "high"],
    "person": "bo",
    "people": ["cy", "ada"],
    "date": "2026-04-30",
    "switch": True,
}
"""What a person puts into every field, in the drivers' words."""


def with_answer(form: Form, then: str) -> Form:
    """The form whose submit is answered with the sample reply `then`, or with `errors`."""
    return Form(
        form.action,
        form.title,
        form.submit,
        form.parts,
        {**form.values, THEN: then},
        form.cancel,
    )


def given(typed: Mapping[str, object], account: Mapping[str, Account]) -> dict[str, FieldValue]:
    """What `typed` is for the program, people as their accounts."""
    found: dict[str, FieldValue] = {}
    for name, answer in typed.items():
        match name.rpartition(".")[2]:
            case "person":
                found[name] = (account[str(answer)],) if answer else ()
            case "people":
                assert isinstance(answer, list)
                found[name] = tuple(account[str(who)] for who in answer)
            case "many":
                assert isinstance(answer, list)
                found[name] = tuple(str(value) for value in answer)
            case _:
                assert isinstance(answer, str | bool)
                found[name] = answer
    return found
