"""The events the platform delivers, in schema 2.0."""

import json
import re
from uuid import uuid4

from tests.fakes.json_shapes import Json
from tests.fakes.lark.store import (
    APP_ID,
    BOT_NAME,
    BOT_OPEN_ID,
    TENANT,
    Message,
    Person,
    Store,
    milliseconds,
)

MESSAGE = "im.message.receive_v1"
ENTERED = "im.chat.access_event.bot_p2p_chat_entered_v1"
ADDED = "im.chat.member.bot.added_v1"
MENU = "application.bot.menu_v6"
CARD = "card.action.trigger"

_MENTION = re.compile(r"\{(\w+)\}")


class Events:
    """Builds events; what people type is put into the store as well."""

    def __init__(self, store: Store, verification_token: str) -> None:
        self._store = store
        self._token = verification_token

    def message(
        self,
        who: Person,
        words: str,
        chat_id: str = "",
        *,
        post: bool = False,
        to: Message | None = None,
    ) -> Json:
        """Somebody writes, or replies `to` a message; `{bo}` in the words mentions Bo and `{bot}`
        the bot."""
        text, mentions = self._mentioned(words)
        content = _post(text) if post else {"text": text}
        kind = "post" if post else "text"
        said = self._store.add(
            chat_id or who.chat_id,
            who.open_id,
            kind,
            json.dumps(content, ensure_ascii=False),
            parent=to.id if to else "",
        )
        message: Json = {
            "message_id": said.id,
            "create_time": milliseconds(said.created),
            "update_time": milliseconds(said.updated),
            "chat_id": said.chat_id,
            "chat_type": "group" if chat_id in self._store.names else "p2p",
            "message_type": kind,
            "content": said.content,
            "user_agent": "",
        }
        if mentions:
            message["mentions"] = mentions
        if to is not None:
            message |= {"parent_id": to.id, "root_id": self._root(to).id}
        sender = {"sender_id": who.ids, "sender_type": "user", "tenant_key": TENANT}
        return self._event(MESSAGE, {"sender": sender, "message": message})

    def _root(self, message: Message) -> Message:
        while message.parent_id:
            message = self._store.messages[message.parent_id]
        return message

    def entered(self, who: Person) -> Json:
        """Somebody opens the conversation with the bot."""
        return self._event(
            ENTERED,
            {
                "chat_id": who.chat_id,
                "operator_id": who.ids,
                "last_message_id": "",
                "last_message_create_time": "0",
            },
        )

    def added(self, who: Person, chat_id: str) -> Json:
        """Somebody takes the bot into a group."""
        return self._event(
            ADDED,
            {
                "chat_id": chat_id,
                "operator_id": who.ids,
                "external": False,
                "operator_tenant_key": TENANT,
                "name": self._store.names.get(chat_id, ""),
            },
        )

    def menu(self, who: Person, key: str) -> Json:
        """Somebody chooses from the bot's menu."""
        operator = {"operator_name": who.name, "operator_id": who.ids}
        seconds = int(self._store.clock().timestamp())
        return self._event(MENU, {"operator": operator, "event_key": key, "timestamp": seconds})

    def card(self, who: Person, message: Message, action: Json) -> Json:
        """Somebody acts on a card."""
        body: Json = {
            "operator": {"tenant_key": TENANT, **who.ids},
            "token": f"c-{uuid4().hex}",
            "action": action,
            "host": "im_message",
            "context": {"open_message_id": message.id, "open_chat_id": message.chat_id},
        }
        return self._event(CARD, body)

    def _event(self, kind: str, body: Json) -> Json:
        header = {
            "event_id": uuid4().hex,
            "event_type": kind,
            "create_time": milliseconds(self._store.clock()),
            "token": self._token,
            "app_id": APP_ID,
            "tenant_key": TENANT,
        }
        return {"schema": "2.0", "header": header, "event": body}

    def _mentioned(self, words: str) -> tuple[str, list[Json]]:
        mentions: list[Json] = []

        def key(found: re.Match[str]) -> str:
            who = self._mention(found[1])
            if who is None:
                return found[0]
            mentions.append({"key": f"@_user_{len(mentions) + 1}", "tenant_key": TENANT, **who})
            return f"@_user_{len(mentions)}"

        return _MENTION.sub(key, words), mentions

    def _mention(self, key: str) -> Json | None:
        if key == "bot":
            ids = {"open_id": BOT_OPEN_ID, "union_id": "on_bot", "user_id": ""}
            return {"id": ids, "name": BOT_NAME, "mentioned_type": "bot"}
        person = self._store.people.get(key)
        if person is None:
            return None
        return {"id": person.ids, "name": person.name, "mentioned_type": "user"}


def _post(text: str) -> Json:
    """Rich text, as the client sends it when somebody pastes formatted lines."""
    lines: list[object] = []
    for line in text.split("\n"):
        runs: list[object] = []
        for part in re.split(r"(@_user_\d+)", line):
            if part.startswith("@_user_"):
                runs.append({"tag": "at", "user_id": part, "user_name": "", "style": []})
            elif part:
                runs.append({"tag": "text", "text": part, "style": []})
        lines.append(runs)
    return {"title": "", "content": lines}
