"""What stands in the fields of a modal, what a person puts there, what the client refuses."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from tests.fakes.json_shapes import Json, as_list, as_object, as_objects, as_text

REQUIRED = "Please complete this required field."
_INITIAL: Mapping[str, tuple[str, str]] = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
}
"""Element type -> the property that holds what stands in it, and its initial twin."""


def value_name(kind: str) -> str:
    """The property of a state value that holds what stands in an element of this type."""
    return _INITIAL[kind][0]


def holders(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """(block, element) of everything that holds a value."""
    for block in blocks:
        for element in [*as_objects(block.get("elements")), *_single(block)]:
            if element.get("type") in _INITIAL:
                yield block, element


def _single(block: Json) -> list[Json]:
    return [as_object(block[name]) for name in ("element", "accessory") if name in block]


def inputs(blocks: Sequence[Json]) -> dict[str, tuple[Json, Json]]:
    """(block, element) of every input by its block id."""
    return {
        as_text(block.get("block_id")): (block, element)
        for block, element in holders(blocks)
        if block.get("type") == "input"
    }


def carried_over(state: Mapping[str, Json], blocks: Sequence[Json]) -> dict[str, Json]:
    """The state of these blocks: as it was where block and action id are the same, else initial."""
    found: dict[str, Json] = {}
    for block, element in holders(blocks):
        name, action = as_text(block["block_id"]), as_text(element["action_id"])
        before = as_object(as_object(state.get(name)).get(action))
        same = before.get("type") == element["type"]
        value = deepcopy(before) if same else initial(element)
        found.setdefault(name, {})[action] = value
    return found


def initial(element: Json) -> Json:
    """The state value of an element that nobody has touched."""
    kind = as_text(element["type"])
    name, given = _INITIAL[kind]
    nothing: object = [] if name in ("selected_options", "selected_users") else None
    return {"type": kind, name: deepcopy(element.get(given, nothing))}


def put(state: dict[str, Json], block: Json, element: Json, value: object) -> None:
    """Let a value stand in a field; None or an empty one clears it."""
    kind = as_text(element["type"])
    name = value_name(kind)
    empty: object = [] if name in ("selected_options", "selected_users") else None
    entry: Json = {"type": kind, name: value or empty}
    state.setdefault(as_text(block["block_id"]), {})[as_text(element["action_id"])] = entry


def chosen(element: Json, answer: str) -> Json:
    """The option with this value, or else this label; raises LookupError."""
    options = all_options(element)
    for option in options:
        if option.get("value") == answer:
            return option
    for option in options:
        if as_object(option.get("text")).get("text") == answer:
            return option
    labels = [as_object(option.get("text")).get("text") for option in options]
    raise LookupError(f"there is no option {answer!r}; there are {labels}")


def all_options(element: Json) -> list[Json]:
    """The options of an element, those in groups included."""
    groups = as_objects(element.get("option_groups"))
    grouped = [option for group in groups for option in as_objects(group.get("options"))]
    return as_objects(element.get("options")) + grouped


def standing(state: Mapping[str, Json], block: Json, element: Json) -> object:
    """What stands in a field now."""
    actions = as_object(state.get(as_text(block["block_id"])))
    entry = as_object(actions.get(as_text(element["action_id"])))
    return entry.get(value_name(as_text(element["type"])))


def unfit(state: Mapping[str, Json], blocks: Sequence[Json]) -> dict[str, str]:
    """block id -> what the client says; it sends nothing then."""
    found: dict[str, str] = {}
    for name, (block, element) in inputs(blocks).items():
        value = standing(state, block, element)
        said = _unfit(element, value, needed=block.get("optional") is not True)
        if said:
            found[name] = said
    return found


def _unfit(element: Json, value: object, *, needed: bool) -> str:
    if not value:
        return REQUIRED if needed else ""
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(value, str):
        if isinstance(most, int) and len(value) > most:
            return f"Must be less than {most + 1} characters."
        if isinstance(least, int) and len(value) < least:
            return f"Must be at least {least} characters."
    limit = element.get("max_selected_items")
    if isinstance(limit, int) and len(as_list(value)) > limit:
        return f"Choose at most {limit}."
    return ""
