"""files.* uploads and canvases."""

from collections.abc import Callable, Mapping

from tests.fakes.json_shapes import Json, as_list, as_object, as_objects, as_text
from tests.fakes.slack.calls import ApiError, Call
from tests.fakes.slack.methods_chat import conversation
from tests.fakes.slack.store import BOT_USER, File, Message, Store
from tests.fakes.slack.validate import Refusal

Method = Callable[[Store, Call], Json]


def _upload_url(store: Store, call: Call) -> Json:
    name, length = call.text("filename"), call.whole("length", 0)
    if not name or not length:
        raise ApiError(Refusal("invalid_arguments", ("[ERROR] filename and length are needed",)))
    file = File(f"F0{store.number():06d}", name, length)
    store.files[file.id] = file
    return {"upload_url": f"{call.base}/upload/{file.id}", "file_id": file.id}


def uploaded(store: Store, name: str, content: bytes) -> tuple[int, str]:
    """The HTTP status and words for raw bytes sent to an upload address."""
    file = store.files.get(name)
    if file is None or file.is_complete:
        return 404, "not found"
    if len(content) != file.length:
        store.reject(f"upload: {len(content)} bytes instead of {file.length}")
        return 400, "length does not match"
    file.content = content
    return 200, f"OK - {file.length}"


def _complete(store: Store, call: Call) -> Json:
    given = as_objects(call.value("files"))
    if not given:
        raise ApiError(Refusal("invalid_arguments", ("[ERROR] missing required field: files",)))
    files = [store.files.get(as_text(each.get("id"))) for each in given]
    done: list[Json] = []
    for asked, file in zip(given, files, strict=True):
        if file is None or not file.content:
            raise ApiError("file_not_found")
        file.title = as_text(asked.get("title")) or file.name
        file.is_complete = True
        done.append({"id": file.id, "title": file.title})
    if call.text("channel_id"):
        there = Call(call.method, call.token, {"channel": call.text("channel_id")})
        channel = conversation(store, there)
        words = call.text("initial_comment") or " ".join(str(each["title"]) for each in done)
        store.add(Message(channel, store.moment(), BOT_USER, words, []))
        for file in files:
            assert file is not None
            file.channel = channel
    return {"files": done}


def _document(call: Call) -> Json:
    content = as_object(call.value("document_content"))
    if content and (content.get("type") != "markdown" or "markdown" not in content):
        raise ApiError("canvas_creation_failed")
    return {"title": call.text("title"), "content": content, "edits": []}


def _canvas(store: Store, call: Call) -> Json:
    canvas = _document(call)
    name = f"F0CANVAS{store.number()}"
    store.canvases[name] = canvas
    return {"canvas_id": name}


def _channel_canvas(store: Store, call: Call) -> Json:
    channel = conversation(store, Call(call.method, "", {"channel": call.text("channel_id")}))
    canvas = _document(call)
    if any(as_object(each).get("channel") == channel for each in store.canvases.values()):
        raise ApiError("channel_canvas_already_exists")
    name = f"F0CANVAS{store.number()}"
    store.canvases[name] = {**canvas, "channel": channel}
    return {"canvas_id": name}


def _edit_canvas(store: Store, call: Call) -> Json:
    canvas = as_object(store.canvases.get(call.required("canvas_id", "canvas_not_found")))
    if not canvas:
        raise ApiError("canvas_not_found")
    changes = as_objects(call.value("changes"))
    if not changes or any("operation" not in change for change in changes):
        raise ApiError("canvas_editing_failed")
    canvas["edits"] = [*as_list(canvas["edits"]), *changes]
    return {}


METHODS: Mapping[str, Method] = {
    "files.getUploadURLExternal": _upload_url,
    "files.completeUploadExternal": _complete,
    "canvases.create": _canvas,
    "conversations.canvases.create": _channel_canvas,
    "canvases.edit": _edit_canvas,
}
