"""The message endpoints: send, reply, edit, read, upload a picture."""

import json
import re
from datetime import timedelta
from email import message_from_bytes

from tests.fakes.json_shapes import Json, as_object, as_text
from tests.fakes.lark.calls import Answer, ApiError, Call, done
from tests.fakes.lark.cards import BODY_LIMIT, CardRefused, check_card
from tests.fakes.lark.limits import Limits
from tests.fakes.lark.store import APP_ID, TENANT, File, Message, Store, milliseconds

INVALID, NOT_IN_CHAT, NO_AVAILABILITY = 230001, 230002, 230013
TOO_LONG, TOO_OLD, NOT_YOURS, WRONG_TYPE, BAD_CARD = 230025, 230031, 230071, 230054, 230099
EDITABLE = timedelta(days=14)
TEXT_LIMIT = 150_000
UUID_LIMIT = 50
PICTURE_LIMIT = 10_000_000
PUT_LIMIT = 20
FILE_LIMIT = 30_000_000
_KINDS = ("text", "post", "image", "interactive", "file")
_FILE_TYPES = (b"opus", b"mp4", b"pdf", b"doc", b"xls", b"ppt", b"stream")
_RECEIVERS = ("open_id", "user_id", "union_id", "email", "chat_id")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


class Messages:
    """The endpoints under im/v1."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits

    def send(self, call: Call) -> Answer:
        """POST messages."""
        kind = call.asked("receive_id_type")
        if kind not in _RECEIVERS:
            raise ApiError(99992402, "field validation failed: receive_id_type")
        chat_id = self._chat_of(kind, call.text("receive_id"))
        return self._post(call, chat_id)

    def reply(self, call: Call, message_id: str) -> Answer:
        """POST messages/:id/reply."""
        message = self._message(message_id)
        return self._post(call, message.chat_id, message.id)

    def patch(self, call: Call, message_id: str) -> Answer:
        """PATCH messages/:id: other content for one's own card."""
        message = self._own(message_id)
        if message.msg_type != "interactive":
            raise ApiError(WRONG_TYPE, "This message type is not supported: not a card")
        content = self._content(call, "interactive")
        self._limits.edited(message_id)
        self._store.edit(message, content, "patch")
        return Answer({"code": 0, "msg": "success", "data": {}})

    def put(self, call: Call, message_id: str) -> Answer:
        """PUT messages/:id: other words for one's own text message, twenty times at most."""
        message = self._own(message_id)
        kind = call.text("msg_type")
        if kind not in ("text", "post") or kind != message.msg_type:
            raise ApiError(WRONG_TYPE, "This message type is not supported: text and post only")
        if sum(edit.how == "put" for edit in message.edits) >= PUT_LIMIT:
            raise ApiError(230072, "The message has reached the number of times it can be edited")
        self._limits.edited(message_id)
        self._store.edit(message, self._content(call, kind), "put")
        return done(self._shown(message))

    def get(self, message_id: str) -> Answer:
        """GET messages/:id."""
        return done({"items": [self._shown(self._message(message_id))]})

    def list(self, call: Call) -> Answer:
        """GET messages of a chat."""
        chat_id = call.asked("container_id")
        if not self._store.chat_exists(chat_id):
            raise ApiError(NOT_IN_CHAT, "Bot can NOT be out of the chat.")
        found = self._store.in_chat(chat_id)
        if call.asked("sort_type") == "ByCreateTimeDesc":
            found.reverse()
        size = int(call.asked("page_size", "20"))
        items = [self._shown(message) for message in found[:size]]
        return done({"items": items, "has_more": len(found) > size, "page_token": ""})

    def upload(self, call: Call) -> Answer:
        """POST images: multipart with image_type and image."""
        parts = _parts(call)
        picture = parts.get("image", b"")
        if parts.get("image_type") not in (b"message", b"avatar"):
            raise ApiError(234001, "Invalid request param: image_type")
        if not picture.startswith(_PICTURES):
            raise ApiError(234011, "Can't recognize the image format.")
        if len(picture) > PICTURE_LIMIT:
            raise ApiError(234006, "The file size exceed the max value.")
        key = f"img_v3_{self._store.tick():06d}"
        self._store.images[key] = picture
        return done({"image_key": key})

    def upload_file(self, call: Call) -> Answer:
        """POST files: multipart with file_type, file_name and file."""
        parts = _parts(call)
        content, name = parts.get("file", b""), parts.get("file_name", b"").decode()
        if parts.get("file_type") not in _FILE_TYPES or not name:
            raise ApiError(234001, "Invalid request param: file_type or file_name")
        if not content or len(content) > FILE_LIMIT:
            raise ApiError(234006 if content else 234010, "File's size can't be 0 or too large.")
        key = f"file_v3_{self._store.tick():06d}"
        self._store.files[key] = File(name, content)
        return done({"file_key": key})

    def _chat_of(self, kind: str, receiver: str) -> str:
        if kind == "chat_id":
            if not re.fullmatch(r"oc_\w+", receiver):
                raise ApiError(
                    INVALID, "Your request contains an invalid request parameter: chat_id"
                )
            if not self._store.chat_exists(receiver):
                raise ApiError(NOT_IN_CHAT, "Bot/User can NOT be out of the chat.")
            return receiver
        person = self._store.person(receiver)
        if person is None:
            raise ApiError(INVALID, f"Your request contains an invalid request parameter: {kind}")
        if person.key in self._store.unavailable:
            raise ApiError(NO_AVAILABILITY, "Bot has NO availability to this user.")
        return person.chat_id

    def _post(self, call: Call, chat_id: str, parent: str = "") -> Answer:
        kind = call.text("msg_type")
        content = self._content(call, kind)
        uuid = call.body.get("uuid", "")
        if not isinstance(uuid, str) or len(uuid) > UUID_LIMIT:
            raise ApiError(99992402, f"field validation failed: uuid has max {UUID_LIMIT}")
        self._limits.receiver(chat_id)
        thread = call.body.get("reply_in_thread", False)
        if not isinstance(thread, bool):
            raise ApiError(99992402, "field validation failed: reply_in_thread")
        message = self._store.add(
            chat_id, APP_ID, kind, content, uuid=uuid, parent=parent, thread=bool(parent) and thread
        )
        return done(self._shown(message))

    def _content(self, call: Call, kind: str) -> str:
        if kind not in _KINDS:
            raise ApiError(INVALID, f"invalid msg_type: {kind}")
        content = call.text("content")
        try:
            json.loads(content)
        except ValueError:
            raise ApiError(INVALID, "content is not a string in json format") from None
        if len(call.raw) > (BODY_LIMIT if kind == "interactive" else TEXT_LIMIT):
            raise ApiError(TOO_LONG, "The length of the message content reaches its limit.")
        if kind == "interactive":
            self._check_card(content)
        if kind == "file" and file_of(self._store, content) is None:
            raise ApiError(INVALID, "Your request contains an invalid request parameter: file_key")
        return content

    def _check_card(self, content: str) -> None:
        try:
            check_card(content, self._store.images.keys())
        except CardRefused as refused:
            message = f"Failed to create card content, ext={refused}"
            raise ApiError(BAD_CARD, message) from None

    def _message(self, message_id: str) -> Message:
        message = self._store.messages.get(message_id)
        if message is None:
            raise ApiError(230001, "Your request contains an invalid request parameter: message_id")
        return message

    def _own(self, message_id: str) -> Message:
        message = self._message(message_id)
        if not message.by_bot:
            raise ApiError(NOT_YOURS, "The operator is not the sender of the message.")
        if self._store.clock() - message.created > EDITABLE:
            raise ApiError(TOO_OLD, "The message was sent more than 14 days ago.")
        return message

    def _shown(self, message: Message) -> Json:
        shown: Json = {
            "message_id": message.id,
            "msg_type": message.msg_type,
            "create_time": milliseconds(message.created),
            "update_time": milliseconds(message.updated),
            "deleted": False,
            "updated": bool(message.edits),
            "chat_id": message.chat_id,
            "sender": {
                "id": message.sender,
                "id_type": "app_id" if message.by_bot else "open_id",
                "sender_type": "app" if message.by_bot else "user",
                "tenant_key": TENANT,
            },
            "body": {"content": as_text(message.content)},
        }
        if message.parent_id:
            shown |= {"root_id": message.parent_id, "parent_id": message.parent_id}
        return shown


def file_of(store: Store, content: str) -> File | None:
    """The file of a message's content."""
    return store.files.get(as_text(as_object(json.loads(content)).get("file_key")))


def _parts(call: Call) -> dict[str, bytes]:
    """The parts of a multipart body by name."""
    head = f"Content-Type: {call.headers.get('content-type', '')}\r\n\r\n".encode()
    parts: dict[str, bytes] = {}
    for part in message_from_bytes(head + call.raw).walk():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(payload, bytes):
            parts[name] = payload
    return parts
