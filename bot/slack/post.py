"""Messages put into conversations under their outbox key, and found there again."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

import structlog

from bot.slack import limits
from bot.slack.api import NO_SCOPE, Api
from bot.slack.receive import items_at, text_at
from bot.slack.render_text import PLATFORM, Json
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.platform import DeliveryError, TryLater

EVENT_TYPE = "okrbot"
"""The metadata of every message holds its outbox key under this name."""
RECENT = "100"
"""Messages looked through for one that may have arrived."""
log = structlog.get_logger()


class Found(NamedTuple):
    """A message that stands, and the canvas it leads to, if any."""

    message: MessageRef
    canvas: str


class _Channel(NamedTuple):
    tenant: str
    user: str


def marked(drawn: Json, key: str, canvas: str = "") -> Json:
    """A message with its outbox key, which people do not see."""
    payload = {"key": key, "canvas": canvas} if canvas else {"key": key}
    return {**drawn, "metadata": {"event_type": EVENT_TYPE, "event_payload": payload}}


def block_id(key: str) -> str:
    """The outbox key as the id of a block: a message made by an upload takes no metadata."""
    written = f"{EVENT_TYPE}:{key}"
    if len(written) <= limits.BLOCK_ID:
        return written
    return f"{EVENT_TYPE}:{hashlib.sha256(key.encode()).hexdigest()}"


@dataclass
class Post:
    """Sends, edits and finds messages for one workspace."""

    api: Api

    def __post_init__(self) -> None:
        self._direct: dict[_Channel, str] = {}

    def remember(self, account: Account, channel: str) -> None:
        """Note the id of a direct conversation, as messages and answers tell it."""
        if channel.startswith("D"):
            self._direct[_Channel(account.tenant, account.id)] = channel

    def send(self, address: Address, message: Json) -> MessageRef:
        """A new message. Raises TryLater or Undeliverable, as every method here."""
        answer = self.api.post(
            "chat.postMessage",
            {
                "channel": address.id,
                "thread_ts": address.thread,
                "unfurl_links": False,
                "unfurl_media": False,
                **message,
            },
        )
        channel = text_at(answer.data, "channel")
        if address.kind is PlaceKind.PERSON:
            self.remember(Account(PLATFORM, address.tenant, address.id), channel)
        return MessageRef(PLATFORM, address.tenant, channel, text_at(answer.data, "ts"))

    def edit(self, old: MessageRef, message: Json) -> MessageRef:
        """Other content for a message that stands."""
        self.api.post("chat.update", {"channel": old.channel, "ts": old.id, **message})
        return old

    def find(self, address: Address, key: str) -> Found | None:
        """The message with this key among the conversation's newest; None where nobody can tell.
        Raises TryLater while Slack cannot be asked."""
        channel = self.channel_of(address)
        if not channel:
            return None
        asked = {"channel": channel, "limit": RECENT, "include_all_metadata": "true"}
        method = "conversations.history"
        if address.thread:
            method, asked = "conversations.replies", {**asked, "ts": address.thread}
        try:
            answer = self.api.ask(method, asked)
        except DeliveryError as error:
            raise_if_passing(error)
            log.info("slack.history_unreadable", code=error.code)
            return None
        for entry in items_at(answer.data, "messages"):
            if _has_key(entry, key):
                message = MessageRef(PLATFORM, address.tenant, channel, text_at(entry, "ts"))
                return Found(message, text_at(entry, "metadata", "event_payload", "canvas"))
        return None

    def channel_of(self, address: Address) -> str:
        """The conversation's own id; empty where it is a person's and cannot be learnt."""
        if address.kind is PlaceKind.CHANNEL:
            return address.id
        place = _Channel(address.tenant, address.id)
        known = self._direct.get(place, "")
        if known or not self.api.may("im:write"):
            return known
        try:
            opened = self.api.post("conversations.open", {"users": address.id})
        except DeliveryError as error:
            raise_if_passing(error)
            log.info("slack.conversation_unknown", code=error.code)
            return ""
        person = Account(PLATFORM, address.tenant, address.id)
        self.remember(person, text_at(opened.data, "channel", "id"))
        return self._direct.get(place, "")


def _has_key(entry: object, key: str) -> bool:
    if text_at(entry, "metadata", "event_payload", "key") == key:
        return True
    wanted = block_id(key)
    return any(text_at(block, "block_id") == wanted for block in items_at(entry, "blocks"))


def raise_if_passing(error: DeliveryError) -> None:
    """Not finding a message and not being able to look are two things: only the first may lead
    to sending it again. A scope that is missing will not come by waiting."""
    if isinstance(error, TryLater) and error.code not in NO_SCOPE:
        raise error
