"""canvases.*: made, read by those who were let in, changed."""

import re
from collections.abc import Callable, Mapping

from tests.fakes import markdown
from tests.fakes.json_shapes import Json, as_list, as_object, as_objects, as_text
from tests.fakes.slack.calls import ApiError, Call
from tests.fakes.slack.methods_chat import conversation
from tests.fakes.slack.store import Canvas, Message, Store
from tests.fakes.slack.validate import Refusal

Method = Callable[[Store, Call], Json]

LONGEST = 1_048_576
MOST_CELLS = 300
DEEPEST_HEADING = 3
_LEVELS = ("read", "write", "owner")
_MOST_READERS = 20


def _content(call: Call) -> str:
    given = call.value("document_content")
    if given is None:
        return ""
    content = as_object(given)
    written = content.get("markdown")
    if content.get("type") != "markdown" or not isinstance(written, str):
        raise ApiError(Refusal("invalid_arguments", ("[ERROR] document_content",)))
    if problem := _problem(written):
        raise ApiError("canvas_creation_failed", {"detail": problem})
    return written


def _problem(written: str) -> str:
    if len(written) > LONGEST:
        return "the markdown is too long"
    if markdown.deepest_heading(written) > DEEPEST_HEADING:
        return "Unsupported heading level"
    if html := markdown.html(written):
        return f"Unsupported HTML {html[0]}"
    if any(sum(map(len, table)) > MOST_CELLS for table in markdown.tables(written)):
        return f"tables have at most {MOST_CELLS} cells"
    return ""


def _create(store: Store, call: Call) -> Json:
    canvas = Canvas(f"F0CANVAS{store.number()}", call.text("title"), _content(call))
    store.canvases[canvas.id] = canvas
    return {"canvas_id": canvas.id}


def _channel_canvas(store: Store, call: Call) -> Json:
    channel = conversation(store, Call(call.method, "", {"channel": call.text("channel_id")}))
    if any(canvas.tab_of == channel for canvas in store.canvases.values()):
        raise ApiError("channel_canvas_already_exists")
    made = _create(store, call)
    canvas = store.canvases[as_text(made["canvas_id"])]
    canvas.tab_of = channel
    canvas.readers.add(channel)
    return made


def _canvas(store: Store, call: Call) -> Canvas:
    canvas = store.canvases.get(call.required("canvas_id"))
    if canvas is None:
        raise ApiError("canvas_not_found")
    return canvas


def _edit(store: Store, call: Call) -> Json:
    canvas = _canvas(store, call)
    changes = as_objects(call.value("changes"))
    if not changes or any("operation" not in change for change in changes):
        raise ApiError("canvas_editing_failed")
    canvas.edits += changes
    return {}


def _set_access(store: Store, call: Call) -> Json:
    canvas = _canvas(store, call)
    if call.required("access_level") not in _LEVELS:
        raise ApiError(Refusal("invalid_arguments", ("[ERROR] access_level",)))
    people, channels = as_list(call.value("user_ids")), as_list(call.value("channel_ids"))
    if bool(people) == bool(channels) or len(people) + len(channels) > _MOST_READERS:
        raise ApiError("invalid_parameters")
    for name in map(as_text, channels):
        if not re.fullmatch(r"[CG]\w+", name):
            raise ApiError(Refusal("invalid_arguments", ("[ERROR] channel_ids",)))
        if not store.channel_name(name):
            raise ApiError("channel_not_found")
        _check_was_sent(store, canvas, name, "failed_to_update_channel_ids")
    for name in map(as_text, people):
        person = store.person(name)
        if person is None:
            raise ApiError("user_not_found")
        _check_was_sent(store, canvas, person.direct, "failed_to_update_user_ids")
    canvas.readers |= set(map(as_text, [*people, *channels]))
    return {}


def _check_was_sent(store: Store, canvas: Canvas, channel: str, code: str) -> None:
    """Access can be given to those only who were sent the link."""
    if not any(leads_to(message, canvas.id) for message in store.messages_in(channel)):
        raise ApiError(code)


def leads_to(message: Message, canvas: str) -> bool:
    """Whether the message holds the canvas's link."""
    return f"/{canvas}" in str(message.blocks) + message.text


METHODS: Mapping[str, Method] = {
    "canvases.create": _create,
    "canvases.edit": _edit,
    "canvases.access.set": _set_access,
    "conversations.canvases.create": _channel_canvas,
}
