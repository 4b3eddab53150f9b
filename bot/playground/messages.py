"""The messages that stand on the page: in memory, bounded, safe to use from any thread."""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from bot.playground import limits
from chat.cards import Card
from chat.documents import Document
from chat.forms import Form
from chat.replies import Notice
from chat.text import Text


@dataclass(frozen=True, slots=True)
class Said:
    """What a person typed, as they typed it."""

    text: Text


Content = Card | Form | Document | Notice | Said


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; `version` grows with every message added or changed."""

    id: str
    conversation: str
    content: Content
    at: datetime
    version: int
    author: str = ""
    """The id of the person who wrote it; empty for the bot."""
    only_for: str = ""
    """The id of the only person who reads it; empty for all."""
    thread: str = ""
    edited: bool = False
    key: str = ""

    def is_for(self, person_id: str) -> bool:
        """Whether this person reads it."""
        mine = direct(person_id)
        return (self.conversation == mine or self.conversation.startswith("channel:")) and (
            self.only_for in ("", person_id)
        )


def direct(person_id: str) -> str:
    """The conversation of a person with the bot."""
    return f"person:{person_id}"


def in_channel(channel_id: str) -> str:
    """The conversation of a channel."""
    return f"channel:{channel_id}"


class Messages:
    """All conversations. `changed` is told of every message added or changed, in order; it must
    not block."""

    def __init__(
        self, clock: Callable[[], datetime], changed: Callable[[Message], None] = lambda _: None
    ) -> None:
        self._clock = clock
        self._changed = changed
        self._lock = Lock()
        self._version = 0
        self._by_id: dict[str, Message] = {}
        self._by_key: dict[str, str] = {}
        self._conversations: dict[str, OrderedDict[str, None]] = {}

    def add(
        self,
        conversation: str,
        content: Content,
        *,
        key: str,
        author: str = "",
        only_for: str = "",
        thread: str = "",
    ) -> Message:
        """The message with this key: a new one, or the one that stands there already."""
        with self._lock:
            standing = self._by_id.get(self._by_key.get(key, ""))
            if standing is not None:
                return standing
            message = Message(
                id=f"m{secrets.token_hex(8)}",
                conversation=conversation,
                content=content,
                at=self._clock(),
                version=self._next_version(),
                author=author,
                only_for=only_for,
                thread=thread,
                key=key,
            )
            return self._keep(message)

    def edit(
        self, message_id: str, conversation: str, content: Content, *, only_for: str = ""
    ) -> Message:
        """The message with other content. One that is not kept any more (the program was started
        anew, and a page still shows it) comes back under its old id, for `only_for`."""
        with self._lock:
            standing = self._by_id.get(message_id)
            if standing is None:
                standing = Message(
                    message_id, conversation, content, self._clock(), 0, only_for=only_for
                )
            return self._keep(
                replace(standing, content=content, version=self._next_version(), edited=True)
            )

    def find(self, message_id: str) -> Message | None:
        """The message with this id, if it is kept."""
        with self._lock:
            return self._by_id.get(message_id)

    def find_with_key(self, key: str) -> Message | None:
        """The message added under this key, if it is kept."""
        with self._lock:
            return self._by_id.get(self._by_key.get(key, ""))

    def list_for(self, person_id: str, conversation: str, after: int = 0) -> list[Message]:
        """What a person reads in a conversation, oldest first, changed after version `after`."""
        with self._lock:
            kept = [self._by_id[name] for name in self._conversations.get(conversation, ())]
        return [
            message for message in kept if message.version > after and message.is_for(person_id)
        ]

    def _next_version(self) -> int:
        self._version += 1
        return self._version

    def _keep(self, message: Message) -> Message:
        names = self._conversations.setdefault(message.conversation, OrderedDict())
        names.setdefault(message.id)
        self._by_id[message.id] = message
        if message.key:
            self._by_key[message.key] = message.id
        while len(names) > limits.MESSAGES:
            oldest, _ = names.popitem(last=False)
            self._by_key.pop(self._by_id.pop(oldest).key, None)
        self._changed(message)
        return message
