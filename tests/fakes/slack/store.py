"""What stands in the fake workspace: people, channels, messages, views, files, triggers."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from threading import RLock
from time import process_time

from tests.drivers.base import CHANNELS, PEOPLE
from tests.fakes.json_shapes import Json, as_object, as_objects

TEAM = "T0OKR"
TEAM_NAME = "Test company"
TEAM_DOMAIN = "test-company"
APP = "A0OKRBOT"
BOT_USER = "U0OKRBOT"
BOT = "B0OKRBOT"
BOT_NAME = "okrbot"
BOT_TOKEN = "xoxb-token-of-the-fake-bot"
APP_TOKEN = "xapp-token-of-the-fake-app"
SIGNING_SECRET = "signing-secret-of-the-fake"
VERIFICATION_TOKEN = "verification-token-of-the-fake"

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace; `direct` is their conversation with the bot."""

    key: str
    name: str
    locale: str
    zone: str
    confirmed: bool = True
    """Whether the address has been shown to be theirs."""
    guest: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@example.com"

    @property
    def id(self) -> str:
        return f"U0{self.key.upper()}"

    @property
    def direct(self) -> str:
        return f"D0{self.key.upper()}"


@dataclass
class File:
    """An upload; `is_complete` when it may be used."""

    id: str
    name: str
    length: int
    content: bytes = b""
    title: str = ""
    is_complete: bool = False


@dataclass
class Canvas:
    """A canvas; `readers` are the channels and people that were let in."""

    id: str
    title: str
    markdown: str
    tab_of: str = ""
    """The channel of which it is a tab."""
    readers: set[str] = field(default_factory=set)
    edits: list[Json] = field(default_factory=list)


@dataclass
class Message:
    """A message as it stands; `earlier` has what stood there before its edits."""

    channel: str
    ts: str
    author: str
    text: str
    blocks: list[Json]
    only_for: str = ""
    """The one person who sees an ephemeral message."""
    thread: str = ""
    metadata: Json = field(default_factory=dict)
    earlier: list[tuple[str, list[Json]]] = field(default_factory=list)
    is_deleted: bool = False
    changed: int = 0
    """Orders messages by their newest change."""
    state: dict[str, Json] = field(default_factory=dict)
    """What is chosen in its selects: block id -> action id -> value."""
    files: list[File] = field(default_factory=list)

    @property
    def edits(self) -> int:
        """How many times it was changed."""
        return len(self.earlier)

    @property
    def is_from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.author == BOT_USER


@dataclass
class View:
    """A modal or home view before one person; `content` is what the bot gave, ids filled in."""

    id: str
    user: str
    content: Json
    hash: str
    state: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """block id -> what stands at the field."""
    root: str = ""
    previous: str = ""

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return as_objects(self.content.get("blocks"))


@dataclass
class Trigger:
    """What opens one view, for three seconds in which this process works.

    What else the machine has to do meanwhile fails no test.
    """

    user: str
    view: str = ""
    """The modal in which it arose."""
    born: float = field(default_factory=process_time)
    is_used: bool = False


@dataclass
class ResponseUrl:
    """Where to answer a command or a press: five times in thirty minutes."""

    channel: str
    user: str
    born: datetime
    message: str = ""
    thread: str = ""
    uses: int = 0


class Store:
    """Everything, with one lock: hold it while reading or changing more than one thing."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = RLock()
        self.people = {
            key: Person(key, name, locale, zone) for key, (name, locale, zone) in PEOPLE.items()
        }
        self.channels = {key: f"C0{key.upper()}" for key in CHANNELS}
        self.bot_channels = set(self.channels.values())
        """Channels the bot is a member of."""
        self.archived: set[str] = set()
        """Ids of channels that take no more messages."""
        self.messages: list[Message] = []
        self.stacks: dict[str, list[View]] = {}
        """User id -> the modals before them, the top one last."""
        self.homes: dict[str, View] = {}
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.calls: list[tuple[str, Json]] = []
        self.rejections: list[str] = []
        self._numbers = count(1)

    def number(self) -> int:
        """A number never given before; later ones are larger."""
        return next(self._numbers)

    def reject(self, what: str) -> None:
        """Keep what was refused."""
        with self.lock:
            self.rejections.append(what)

    def moment(self) -> str:
        """A `ts` never given before."""
        return f"{int(self.clock().timestamp())}.{self.number():06d}"

    def person(self, user: str) -> Person | None:
        """The person with this id."""
        return next((person for person in self.people.values() if person.id == user), None)

    def channel_name(self, channel: str) -> str:
        """A conversation's name as payloads have it; empty for one that is not there."""
        if any(person.direct == channel for person in self.people.values()):
            return "directmessage"
        known = {name: CHANNELS[key] for key, name in self.channels.items()}
        return known.get(channel, "")

    def add(self, message: Message) -> Message:
        """Let a message stand."""
        with self.lock:
            message.blocks = self.with_ids(message.blocks)
            message.changed = self.number()
            self.messages.append(message)
        return message

    def edit(self, message: Message, text: str, blocks: list[Json]) -> None:
        """Change what a message says."""
        with self.lock:
            message.earlier.append((message.text, message.blocks))
            message.text, message.blocks = text, self.with_ids(blocks)
            message.state = {}
            message.changed = self.number()

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with this `ts`, unless it was deleted."""
        for message in self.messages:
            if (message.channel, message.ts) == (channel, ts) and not message.is_deleted:
                return message
        return None

    def messages_in(self, channel: str) -> list[Message]:
        """What everybody reads in a conversation, oldest first."""
        with self.lock:
            return [
                message
                for message in self.messages
                if message.channel == channel and not message.only_for and not message.is_deleted
            ]

    def shown(self, channel: str, user: str) -> list[Message]:
        """What the bot shows a person in a conversation, oldest first."""
        with self.lock:
            return [
                message
                for message in self.messages
                if message.channel == channel
                and message.is_from_bot
                and not message.is_deleted
                and message.only_for in ("", user)
            ]

    def views(self) -> Iterator[View]:
        """Every open modal and every home view."""
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()

    def with_ids(self, blocks: list[Json]) -> list[Json]:
        """A copy in which every block and element has an id, as Slack fills them in."""
        copied = deepcopy(blocks)
        for block in copied:
            block.setdefault("block_id", f"b{self.number()}")
            parts = as_objects(block.get("elements")) if block.get("type") == "actions" else []
            for name in ("element", "accessory"):
                parts += [as_object(block[name])] if isinstance(block.get(name), dict) else []
            for element in parts:
                if element.get("type") != "image":
                    element.setdefault("action_id", f"a{self.number()}")
        return copied

    def trigger(self, user: str, view: str = "") -> str:
        """A new trigger id."""
        name = f"{self.number()}.{TEAM}.trigger"
        self.triggers[name] = Trigger(user, view)
        return name
