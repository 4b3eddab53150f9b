"""What stands on the fake platform: people, groups, messages, images and documents."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import RLock

from tests.drivers.base import CHANNELS, PEOPLE
from tests.fakes.json_shapes import Json, as_object

APP_ID = "cli_test"
APP_SECRET = "secret-of-cli-test"
TENANT = "tenant_test"
BOT_OPEN_ID = "ou_bot"
BOT_NAME = "okrbot"
UUID_LASTS = timedelta(hours=1)

Clock = Callable[[], datetime]


def milliseconds(at: datetime) -> str:
    """A moment as the platform writes it."""
    return str(int(at.timestamp() * 1000))


@dataclass(frozen=True)
class Person:
    """Somebody of the tenant."""

    key: str
    name: str
    time_zone: str
    leader: str = ""
    mailbox: str = ""
    """The company's own mailbox, where it uses the platform's mail."""

    @property
    def open_id(self) -> str:
        return f"ou_{self.key}"

    @property
    def ids(self) -> Json:
        """The id object of events."""
        return {
            "open_id": self.open_id,
            "union_id": f"on_{self.key}",
            "user_id": self.key,
        }

    @property
    def email(self) -> str:
        return f"{self.key}@example.com"

    @property
    def chat_id(self) -> str:
        """The conversation between this person and the bot."""
        return f"oc_p2p_{self.key}"


@dataclass(frozen=True)
class Edit:
    """One earlier state of a message, and how it was changed: `patch`, `put` or `callback`."""

    content: str
    how: str


@dataclass
class Message:
    """A message as it stands now; `changed` orders everything people see."""

    id: str
    chat_id: str
    sender: str
    msg_type: str
    content: str
    created: datetime
    updated: datetime
    changed: int
    uuid: str = ""
    parent_id: str = ""
    thread: bool = False
    edits: list[Edit] = field(default_factory=list)

    @property
    def by_bot(self) -> bool:
        return self.sender == APP_ID

    @property
    def body(self) -> Json:
        """The content as JSON: the card, or `{"text": …}`."""
        return as_object(json.loads(self.content))


@dataclass(frozen=True)
class Toast:
    """A short word that only one person saw, over a message."""

    who: str
    kind: str
    content: str
    chat_id: str
    changed: int


@dataclass
class Document:
    """A docx document: the blocks by id, the root is the document's own id."""

    id: str
    title: str
    blocks: dict[str, Json] = field(default_factory=dict)
    readers: set[str] = field(default_factory=set)
    """The groups and people that may read it."""
    tokens: set[str] = field(default_factory=set)
    """The client tokens of what was written."""


@dataclass
class File:
    """A file for messages."""

    name: str
    content: bytes


class Store:
    """All that the platform keeps; every method is atomic."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = RLock()
        self.people = {key: Person(key, name, zone) for key, (name, _, zone) in PEOPLE.items()}
        self.groups = {key: f"oc_{key}" for key in CHANNELS}
        self.names = {f"oc_{key}": name for key, name in CHANNELS.items()}
        self.bot_left: set[str] = set()
        self.unavailable: set[str] = set()
        self.messages: dict[str, Message] = {}
        self.toasts: list[Toast] = []
        self.images: dict[str, bytes] = {}
        self.files: dict[str, File] = {}
        self.documents: dict[str, Document] = {}
        self._counted = 0

    def tick(self) -> int:
        """The next number in the order of everything that happens."""
        with self.lock:
            self._counted += 1
            return self._counted

    def person(self, open_id: str) -> Person | None:
        """The person with this open id, user id, union id or e-mail address."""
        for person in self.people.values():
            if open_id in (person.open_id, person.key, f"on_{person.key}", person.email):
                return person
        return None

    def chat_exists(self, chat_id: str) -> bool:
        """Whether the bot can write there."""
        known = chat_id in self.names or any(
            chat_id == person.chat_id for person in self.people.values()
        )
        return known and chat_id not in self.bot_left

    def add(
        self,
        chat_id: str,
        sender: str,
        msg_type: str,
        content: str,
        *,
        uuid: str = "",
        parent: str = "",
        thread: bool = False,
    ) -> Message:
        """A new message, or the one that stands with the same uuid since less than an hour."""
        with self.lock:
            now = self.clock()
            standing = self._with_uuid(uuid, now)
            if standing:
                return standing
            number = self.tick()
            message = Message(
                f"om_{number:06d}",
                chat_id,
                sender,
                msg_type,
                content,
                now,
                now,
                number,
                uuid,
                parent,
                thread,
            )
            self.messages[message.id] = message
            return message

    def _with_uuid(self, uuid: str, now: datetime) -> Message | None:
        for message in self.messages.values():
            if uuid and message.uuid == uuid and now - message.created < UUID_LASTS:
                return message
        return None

    def edit(self, message: Message, content: str, how: str) -> None:
        """Put other content into a message."""
        with self.lock:
            message.edits.append(Edit(message.content, how))
            message.content = content
            message.updated = self.clock()
            message.changed = self.tick()

    def add_toast(self, who: str, kind: str, content: str, chat_id: str) -> None:
        """Show somebody a short word."""
        with self.lock:
            self.toasts.append(Toast(who, kind, content, chat_id, self.tick()))

    def in_chat(self, chat_id: str) -> list[Message]:
        """The messages of a conversation, oldest first."""
        with self.lock:
            return [m for m in self.messages.values() if m.chat_id == chat_id]
