"""Block Kit's blocks: what each may hold, and on which surface it may stand."""

from collections.abc import Iterator, Mapping

from tests.fakes.slack.elements import (
    ACCESSORY,
    ACTION_ELEMENT,
    ADDRESS,
    CHANNEL,
    CONTEXT_ELEMENT,
    IDENTIFIER,
    INPUT_ELEMENT,
    SLACK_FILE,
    USER,
    any_text,
    plain_text,
)
from tests.fakes.slack.schema import (
    Rule,
    array,
    boolean,
    integer,
    one_of,
    record,
    string,
    tagged,
    wrong,
)

_MANY = 13_200
"""Where Slack names no limit of its own, the message's holds."""

_STYLE = record(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight"), boolean),
)
_RUNS: Mapping[str, Rule] = {
    "text": record({"text": string(_MANY)}, {"style": _STYLE}),
    "link": record({"url": ADDRESS}, {"text": string(_MANY), "unsafe": boolean, "style": _STYLE}),
    "user": record({"user_id": USER}, {"style": _STYLE}),
    "usergroup": record({"usergroup_id": string(30)}, {"style": _STYLE}),
    "channel": record({"channel_id": CHANNEL}, {"style": _STYLE}),
    "emoji": record({"name": string(100)}, {"unicode": string(100), "skin_tone": integer(1, 6)}),
    "broadcast": record({"range": one_of("here", "channel", "everyone")}),
    "color": record({"value": string(10)}),
    "date": record(
        {"timestamp": integer(0, 2**40), "format": string(200)},
        {"url": ADDRESS, "fallback": string(_MANY)},
    ),
}
_INLINE = array(tagged(_RUNS), _MANY)
_FIXED = array(tagged({kind: _RUNS[kind] for kind in ("text", "link")}), _MANY)
_SECTION = record({"elements": _INLINE})
_PARTS: Mapping[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_list": record(
        {
            "style": one_of("bullet", "ordered"),
            "elements": array(tagged({"rich_text_section": _SECTION}), _MANY),
        },
        {"indent": integer(0, 8), "offset": integer(0, 1000), "border": integer(0, 1)},
    ),
    "rich_text_preformatted": record(
        {"elements": _FIXED}, {"border": integer(0, 1), "language": string(30)}
    ),
    "rich_text_quote": record({"elements": _INLINE}, {"border": integer(0, 1)}),
}
_RICH: Mapping[str, Rule] = {"elements": array(tagged(_PARTS), _MANY)}
_ID: Mapping[str, Rule] = {"block_id": IDENTIFIER}


def _text_or_fields(value: object, path: str) -> Iterator[str]:
    assert isinstance(value, dict)
    if "text" not in value and "fields" not in value:
        yield wrong("must define either `text` or `fields`", path)


def _one_picture(value: object, path: str) -> Iterator[str]:
    assert isinstance(value, dict)
    if ("image_url" in value) == ("slack_file" in value):
        yield wrong("must define either `image_url` or `slack_file`", path)


def _unlike_ids(value: object, path: str) -> Iterator[str]:
    assert isinstance(value, dict)
    elements = value["elements"] if isinstance(value.get("elements"), list) else []
    ids = [element["action_id"] for element in elements if _has_id(element)]
    if len(ids) != len(set(ids)):
        yield wrong("`action_id` is used more than once", f"{path}/elements")


def _has_id(element: object) -> bool:
    return isinstance(element, dict) and isinstance(element.get("action_id"), str)


_ALIGNMENT = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
_CELL = tagged({"raw_text": record({"text": string(_MANY)}), "rich_text": record(_RICH, _ID)})
_EVERYWHERE: Mapping[str, Rule] = {
    "section": record(
        {},
        {
            **_ID,
            "text": any_text(3000),
            "fields": array(any_text(2000), 10),
            "accessory": ACCESSORY,
            "expand": boolean,
        },
        (_text_or_fields,),
    ),
    "header": record({"text": plain_text(150)}, _ID),
    "divider": record({}, _ID),
    "context": record({"elements": array(CONTEXT_ELEMENT, 10)}, _ID),
    "actions": record({"elements": array(ACTION_ELEMENT, 25)}, _ID, (_unlike_ids,)),
    "image": record(
        {"alt_text": string(2000)},
        {**_ID, "image_url": ADDRESS, "slack_file": SLACK_FILE, "title": plain_text(2000)},
        (_one_picture,),
    ),
    "input": record(
        {"label": plain_text(2000), "element": INPUT_ELEMENT},
        {**_ID, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": record(_RICH, _ID),
}
_IN_MESSAGES: Mapping[str, Rule] = {
    "table": record(
        {"rows": array(array(_CELL, 20), 100)}, {**_ID, "column_settings": array(_ALIGNMENT, 20)}
    ),
    "markdown": record({"text": string(12_000)}, _ID),
}

MESSAGE_BLOCKS = array(tagged({**_EVERYWHERE, **_IN_MESSAGES}), 50, least=0)
"""The blocks of a message."""
VIEW_BLOCKS = array(tagged(_EVERYWHERE), 100, least=0)
"""The blocks of a modal or home view."""
