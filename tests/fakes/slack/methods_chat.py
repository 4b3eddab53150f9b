"""chat.* and the message side of conversations.*."""

from collections.abc import Callable, Mapping

from tests.fakes.json_shapes import Json, as_object, as_objects, as_text, nodes
from tests.fakes.slack.calls import ApiError, Call
from tests.fakes.slack.store import APP, BOT, BOT_USER, TEAM, Message, Store
from tests.fakes.slack.validate import (
    POSTED_TEXT,
    UPDATED_TEXT,
    Refusal,
    refused_message,
    refused_metadata,
)

Method = Callable[[Store, Call], Json]


def message_object(message: Message, *, metadata: bool = False) -> Json:
    """A message as answers and payloads show it."""
    shown: Json = {
        "type": "message",
        "user": message.author,
        "ts": message.ts,
        "team": TEAM,
        "text": message.text,
        "blocks": message.blocks,
    }
    if message.is_from_bot:
        shown |= {"bot_id": BOT, "app_id": APP}
    if message.thread:
        shown["thread_ts"] = message.thread
    if message.edits:
        shown["edited"] = {"user": message.author, "ts": message.ts}
    if message.files:
        shown["files"] = [
            {"id": file.id, "name": file.name, "title": file.title} for file in message.files
        ]
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown


def conversation(store: Store, call: Call) -> str:
    """The conversation a call names, which the bot must be in; a person's id is their own."""
    channel = call.required("channel", "channel_not_found")
    person = store.person(channel)
    if person is not None:
        return person.direct
    return _known(store, channel)


def _known(store: Store, channel: str) -> str:
    if not store.channel_name(channel):
        raise ApiError("channel_not_found")
    if channel.startswith("C") and channel not in store.bot_channels:
        raise ApiError("not_in_channel")
    if channel in store.archived:
        raise ApiError("is_archived")
    return channel


def _content(store: Store, call: Call, most: int) -> tuple[str, list[Json]]:
    if call.value("attachments"):
        raise ApiError(Refusal("invalid_attachments", ("the fake knows none",)))
    blocks = call.value("blocks")
    refusal = refused_message(call.text("text"), blocks, most) or missing_file(store, blocks)
    if refusal:
        raise ApiError(refusal)
    return call.text("text"), as_objects(blocks)


def missing_file(store: Store, blocks: object) -> Refusal | None:
    """Why a picture in the blocks cannot be shown."""
    for node in nodes(blocks):
        name = as_text(as_object(node.get("slack_file")).get("id"))
        if name and (name not in store.files or not store.files[name].is_complete):
            return Refusal("invalid_blocks", (f"invalid slack file: {name}",))
    return None


def _metadata(call: Call) -> Json:
    metadata = call.value("metadata")
    if metadata is None:
        return {}
    if refusal := refused_metadata(metadata):
        raise ApiError(refusal)
    return as_object(metadata)


def thread(store: Store, channel: str, call: Call) -> str:
    """The thread a call names, which must be there."""
    name = call.text("thread_ts")
    if name and store.find(channel, name) is None:
        raise ApiError("cannot_reply_to_message")
    return name


def _post(store: Store, call: Call) -> Json:
    channel = conversation(store, call)
    text, blocks = _content(store, call, POSTED_TEXT)
    message = Message(
        channel,
        store.moment(),
        BOT_USER,
        text,
        blocks,
        thread=thread(store, channel, call),
        metadata=_metadata(call),
    )
    store.add(message)
    shown = message_object(message, metadata=True)
    return {"channel": channel, "ts": message.ts, "message": shown}


def _whisper(store: Store, call: Call) -> Json:
    user = call.required("user", "user_not_in_channel")
    channel = conversation(store, call)
    person = store.person(user)
    if person is None or (channel.startswith("D") and channel != person.direct):
        raise ApiError("user_not_in_channel")
    text, blocks = _content(store, call, POSTED_TEXT)
    _metadata(call)
    message = Message(channel, store.moment(), BOT_USER, text, blocks, only_for=user)
    message.thread = thread(store, channel, call)
    return {"message_ts": store.add(message).ts}


def _own_message(store: Store, call: Call, error: str) -> Message:
    channel = _known(store, call.required("channel", "channel_not_found"))
    message = store.find(channel, call.required("ts", "message_not_found"))
    if message is None or message.only_for:
        raise ApiError("message_not_found")
    if not message.is_from_bot:
        raise ApiError(error)
    return message


def _update(store: Store, call: Call) -> Json:
    message = _own_message(store, call, "cant_update_message")
    text, blocks = _content(store, call, UPDATED_TEXT)
    metadata = _metadata(call)
    store.edit(message, text, blocks)
    message.metadata = metadata or message.metadata
    shown = message_object(message, metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": shown}


def _delete(store: Store, call: Call) -> Json:
    message = _own_message(store, call, "cant_delete_message")
    message.is_deleted = True
    return {"channel": message.channel, "ts": message.ts}


def _history(store: Store, call: Call) -> Json:
    channel = _known(store, call.required("channel", "channel_not_found"))
    standing = [message for message in store.messages_in(channel) if not message.thread]
    latest, oldest = call.text("latest", "9" * 12), call.text("oldest", "0")
    within = [
        message
        for message in standing
        if float(oldest) < float(message.ts) < float(latest)
        or (call.flag("inclusive") and message.ts in (latest, oldest))
    ]
    return _page(within[::-1], call)


def _replies(store: Store, call: Call) -> Json:
    channel = _known(store, call.required("channel", "channel_not_found"))
    thread = call.required("ts", "thread_not_found")
    found = [each for each in store.messages_in(channel) if thread in (each.ts, each.thread)]
    if not found:
        raise ApiError("thread_not_found")
    return _page(found, call)


def _page(messages: list[Message], call: Call) -> Json:
    begin = call.whole("cursor", 0)
    end = begin + min(call.whole("limit", 100), 999)
    wanted = call.flag("include_all_metadata")
    page: Json = {
        "messages": [message_object(each, metadata=wanted) for each in messages[begin:end]],
        "has_more": end < len(messages),
    }
    if end < len(messages):
        page["response_metadata"] = {"next_cursor": str(end)}
    return page


METHODS: Mapping[str, Method] = {
    "chat.postMessage": _post,
    "chat.postEphemeral": _whisper,
    "chat.update": _update,
    "chat.delete": _delete,
    "conversations.history": _history,
    "conversations.replies": _replies,
}
