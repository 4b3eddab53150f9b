"""Reading JSON whose shape is not known yet, without guessing."""

import json
from collections.abc import Iterator

Json = dict[str, object]


def parsed(text: str | bytes) -> object:
    """The JSON value in the text; raises ValueError."""
    value: object = json.loads(text)
    return value


def as_object(value: object) -> Json:
    """The value if it is a JSON object, otherwise an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """The value if it is a JSON array, otherwise an empty one."""
    return value if isinstance(value, list) else []


def as_objects(value: object) -> list[Json]:
    """The objects of a JSON array."""
    return [item for item in as_list(value) if isinstance(item, dict)]


def as_text(value: object) -> str:
    """The value if it is a string, otherwise an empty one."""
    return value if isinstance(value, str) else ""


def nodes(value: object) -> Iterator[Json]:
    """Every JSON object in the value, itself included, in reading order."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)
