"""files.* uploads."""

import re
from collections.abc import Callable, Mapping

from tests.fakes.json_shapes import Json, as_objects, as_text
from tests.fakes.slack.calls import ApiError, Call
from tests.fakes.slack.methods_chat import conversation, thread
from tests.fakes.slack.store import BOT_USER, File, Message, Store
from tests.fakes.slack.validate import Refusal, refused_blocks

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
    files = [_awaited(store, as_text(each.get("id"))) for each in given]
    places = _places(store, call)
    blocks = [] if call.text("initial_comment") else _blocks(call)
    for asked, file in zip(given, files, strict=True):
        file.title = as_text(asked.get("title")) or file.name
        file.is_complete = True
    for channel in places:
        words = call.text("initial_comment")
        message = Message(channel, store.moment(), BOT_USER, words, blocks, files=files)
        message.thread = thread(store, channel, call)
        store.add(message)
    return {"files": [{"id": file.id, "title": file.title} for file in files]}


def _awaited(store: Store, name: str) -> File:
    file = store.files.get(name)
    if file is None or not file.content or file.is_complete:
        raise ApiError("file_not_found")
    return file


def _places(store: Store, call: Call) -> list[str]:
    """The conversations in which the file is shared; none for one that stays private."""
    one = call.text("channel_id")
    if one and not re.fullmatch(r"[CGDZ][A-Z0-9]+", one):
        pattern = "input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$"
        raise ApiError(Refusal("invalid_arguments", (f"{pattern} [json-pointer:/channel_id]",)))
    names = [one] if one else [name for name in call.text("channels").split(",") if name]
    return [conversation(store, Call(call.method, "", {"channel": name})) for name in names]


def _blocks(call: Call) -> list[Json]:
    """Blocks over the file; only some kinds can stand there."""
    blocks = call.value("blocks")
    if blocks is None:
        return []
    if refusal := refused_blocks(blocks):
        raise ApiError(refusal)
    if strange := {block.get("type") for block in as_objects(blocks)} - {"section", "rich_text"}:
        raise ApiError(Refusal("internal_error", tuple(map(str, strange))))
    return as_objects(blocks)


METHODS: Mapping[str, Method] = {
    "files.getUploadURLExternal": _upload_url,
    "files.completeUploadExternal": _complete,
}
