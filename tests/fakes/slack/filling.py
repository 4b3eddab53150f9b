"""Answers as tests give them -> what stands in the fields of a modal."""

from collections.abc import Mapping, Sequence

from tests.fakes.json_shapes import Json, as_object, as_objects, as_text
from tests.fakes.slack.modal import all_options, chosen, inputs, put
from tests.fakes.slack.store import Store, View

Field = tuple[Json, Json]
"""An input block and its element."""


def fill(store: Store, view: View, answers: Mapping[str, object]) -> None:
    """Put answers into a modal, by block id or label. Raises LookupError for an unknown one.

    Text and dates are strings, a choice its option's value or label, several a sequence of them,
    a person a key of PEOPLE, a switch (one checkbox) a bool.
    """
    fields = inputs(view.blocks)
    for name, answer in answers.items():
        block, element = _field(fields, name)
        put(view.state, block, element, _value(store, element, answer))


def _field(fields: Mapping[str, Field], name: str) -> Field:
    if name in fields:
        return fields[name]
    for block, element in fields.values():
        if as_object(block.get("label")).get("text") == name:
            return block, element
    raise LookupError(f"the form has no field {name!r}; it has {list(fields)}")


def _value(store: Store, element: Json, answer: object) -> object:
    match as_text(element["type"]):
        case "static_select" | "radio_buttons":
            return chosen(element, str(answer)) if answer else None
        case "checkboxes" if isinstance(answer, bool):
            return all_options(element) if answer else []
        case "checkboxes" | "multi_static_select":
            return [chosen(element, str(each)) for each in _several(answer)]
        case "users_select":
            return next((_user(store, each) for each in _several(answer)), None)
        case "multi_users_select":
            return [_user(store, each) for each in _several(answer)]
        case _:
            return "" if answer is None else str(answer)


def _several(answer: object) -> Sequence[object]:
    if isinstance(answer, str):
        return [answer] if answer else []
    return answer if isinstance(answer, Sequence) else []


def _user(store: Store, who: object) -> str:
    person = store.people.get(str(who)) or store.person(str(who))
    if person is None:
        raise LookupError(f"nobody is called {who!r}")
    return person.id


def standing_answer(store: Store, element: Json, value: object) -> object:
    """What stands in a field, in the words that `fill` takes."""
    match as_text(element["type"]):
        case "static_select" | "radio_buttons":
            return as_text(as_object(value).get("value"))
        case "checkboxes" | "multi_static_select":
            return tuple(as_text(option.get("value")) for option in as_objects(value))
        case "users_select":
            return (_key(store, value),) if value else ()
        case "multi_users_select":
            return tuple(_key(store, each) for each in value) if isinstance(value, list) else ()
        case _:
            return as_text(value)


def _key(store: Store, user: object) -> str:
    person = store.person(str(user))
    return person.key if person else str(user)
