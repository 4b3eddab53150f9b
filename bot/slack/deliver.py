"""The outbox's messages -> Slack: sent once, edited in place, found again after a lost answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.request import Request, urlopen

import structlog

from bot.slack import limits
from bot.slack.api import POST_SECONDS, Api
from bot.slack.receive import items_at, text_at
from bot.slack.render import home_view, message
from bot.slack.render_text import PLATFORM, Json
from chat.address import Account, Address, MessageRef, PlaceKind, Profile
from chat.cards import Card, Picture
from chat.forms import Form
from chat.platform import DeliveryError, Outgoing, TryLater, Undeliverable
from chat.text import cleaned, shortened

EVENT_TYPE = "okrbot"
"""The metadata of every message holds its outbox key under this name."""
RECENT = "100"
"""Messages looked through for one that may have arrived."""
_NO_SCOPE = ("missing_scope", "not_allowed_token_type")
DrawPicture = Callable[[str], bytes]
"""SVG source -> PNG."""
log = structlog.get_logger()


class _Channel(NamedTuple):
    tenant: str
    user: str


@dataclass
class Deliverer:
    """Sends for one workspace. `draw` is None where pictures are told in words only."""

    api: Api
    draw: DrawPicture | None = None

    def __post_init__(self) -> None:
        self._direct: dict[_Channel, str] = {}
        self._locales: dict[Account, str] = {}
        self._may_upload = self.draw is not None

    def remember(self, account: Account, channel: str) -> None:
        """Note the id of a direct conversation, as messages and answers tell it."""
        if channel.startswith("D"):
            self._direct[_Channel(account.tenant, account.id)] = channel

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        """Send or edit one message. Raises TryLater or Undeliverable."""
        card = outgoing.card
        if isinstance(card, Form):
            raise Undeliverable("form_needs_a_press")
        if outgoing.address.kind is PlaceKind.HOME:
            return self._publish(outgoing.address, card)
        pictures = self._uploaded(card)
        try:
            return self._send(outgoing, message(card, outgoing.address.tenant, pictures))
        except Undeliverable as error:
            if not pictures or not error.code.startswith("invalid_blocks"):
                raise
            # A file that Slack is still taking in cannot stand in a message yet.
            return self._send(outgoing, message(card, outgoing.address.tenant))

    def _publish(self, address: Address, card: Card) -> MessageRef:
        view = home_view(card, address.tenant)
        answer = self.api.post("views.publish", {"user_id": address.id, "view": view})
        return MessageRef(PLATFORM, address.tenant, "", text_at(answer.data, "view", "id"))

    def _send(self, outgoing: Outgoing, drawn: Json) -> MessageRef:
        marked: Json = {
            **drawn,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": outgoing.key}},
        }
        if outgoing.edit is not None:
            return self._edit(outgoing.edit, marked)
        if outgoing.only_for is not None and outgoing.address.kind is PlaceKind.CHANNEL:
            return self._whisper(outgoing, outgoing.only_for, drawn, marked)
        return self._post(outgoing.address, marked)

    def _post(self, address: Address, marked: Json) -> MessageRef:
        answer = self.api.post(
            "chat.postMessage",
            {
                "channel": address.id,
                "thread_ts": address.thread,
                "unfurl_links": False,
                "unfurl_media": False,
                **marked,
            },
        )
        channel = text_at(answer.data, "channel")
        if address.kind is PlaceKind.PERSON:
            self.remember(Account(PLATFORM, address.tenant, address.id), channel)
        return MessageRef(PLATFORM, address.tenant, channel, text_at(answer.data, "ts"))

    def _edit(self, old: MessageRef, marked: Json) -> MessageRef:
        self.api.post("chat.update", {"channel": old.channel, "ts": old.id, **marked})
        return old

    def _whisper(
        self, outgoing: Outgoing, reader: Account, drawn: Json, marked: Json
    ) -> MessageRef:
        """To one reader in a channel; directly to them where the bot or they are no members."""
        address = outgoing.address
        place = {"channel": address.id, "user": reader.id, "thread_ts": address.thread}
        try:
            answer = self.api.post("chat.postEphemeral", {**place, **drawn})
        except Undeliverable as error:
            if error.code not in ("not_in_channel", "user_not_in_channel", "channel_not_found"):
                raise
            return self._post(Address.of(reader), marked)
        return MessageRef(PLATFORM, address.tenant, address.id, text_at(answer.data, "message_ts"))

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        """The message with this key among the conversation's newest; None where nobody can tell.
        Raises TryLater while Slack cannot be asked.

        An edit is simply done again, and what only one person saw in a channel leaves no trace.
        """
        address = outgoing.address
        if outgoing.edit is not None or address.kind is PlaceKind.HOME:
            return None
        if outgoing.only_for is not None and address.kind is PlaceKind.CHANNEL:
            return None
        channel = self._channel_of(address)
        if not channel:
            return None
        asked = {"channel": channel, "limit": RECENT, "include_all_metadata": "true"}
        method = "conversations.history"
        if address.thread:
            method, asked = "conversations.replies", {**asked, "ts": address.thread}
        try:
            found = self.api.ask(method, asked)
        except DeliveryError as error:
            _raise_if_passing(error)
            log.info("slack.history_unreadable", code=error.code)
            return None
        for entry in items_at(found.data, "messages"):
            if text_at(entry, "metadata", "event_payload", "key") == outgoing.key:
                return MessageRef(PLATFORM, address.tenant, channel, text_at(entry, "ts"))
        return None

    def _channel_of(self, address: Address) -> str:
        if address.kind is PlaceKind.CHANNEL:
            return address.id
        person = Account(PLATFORM, address.tenant, address.id)
        known = self._direct.get(_Channel(address.tenant, address.id), "")
        if known:
            return known
        try:
            opened = self.api.post("conversations.open", {"users": address.id})
        except DeliveryError as error:
            _raise_if_passing(error)
            log.info("slack.conversation_unknown", code=error.code)
            return ""
        self.remember(person, text_at(opened.data, "channel", "id"))
        return self._direct.get(_Channel(address.tenant, address.id), "")

    def look_up(self, account: Account) -> Profile | None:
        """The person's profile, or None if Slack does not tell it quickly."""
        try:
            answer = self.api.ask(
                "users.info", {"user": account.id, "include_locale": "true"}, quick=True
            )
        except DeliveryError as error:
            log.warning("slack.look_up_failed", code=error.code)
            return None
        profile = _profile(account, answer.data if isinstance(answer.data, Mapping) else {})
        self._locales[account] = profile.locale or ""
        return profile

    def locale_of(self, account: Account) -> str:
        """The locale that an earlier look-up told, or empty; asks nobody."""
        return self._locales.get(account, "")

    def _uploaded(self, card: Card) -> dict[str, str]:
        """Slack's file ids of the card's pictures; none where the app may not upload."""
        pictures = [block for block in card.blocks if isinstance(block, Picture)]
        if not pictures or self.draw is None or not self._may_upload:
            return {}
        try:
            return {picture.svg: self._upload(picture, self.draw) for picture in pictures}
        except Undeliverable as error:
            log.info("slack.upload_refused", code=error.code)
        except TryLater as error:
            self._may_upload = error.code not in _NO_SCOPE
            log.info("slack.upload_refused", code=error.code)
        except (OSError, ValueError) as error:
            log.warning("slack.upload_failed", fault=type(error).__name__)
        return {}

    def _upload(self, picture: Picture, draw: DrawPicture) -> str:
        image = draw(picture.svg)
        alt = shortened(picture.alt, limits.ALT_TEXT // 2)
        place = self.api.ask(
            "files.getUploadURLExternal",
            {"filename": "picture.png", "length": str(len(image)), "alt_txt": alt},
        )
        url, name = text_at(place.data, "upload_url"), text_at(place.data, "file_id")
        if not url.lower().startswith(("https://", "http://")):
            raise ValueError("upload_url")
        request = Request(url, data=image, headers={"Content-Type": "image/png"}, method="POST")
        with urlopen(request, timeout=POST_SECONDS) as done:
            done.read()
        self.api.post("files.completeUploadExternal", {"files": [{"id": name}]})
        return name


def _raise_if_passing(error: DeliveryError) -> None:
    """Not finding a message and not being able to look are two things: only the first may lead
    to sending it again. A scope that is missing will not come by waiting."""
    if isinstance(error, TryLater) and error.code not in _NO_SCOPE:
        raise error


def _profile(account: Account, answer: Mapping[str, object]) -> Profile:
    user = answer.get("user")
    names = (
        text_at(user, "profile", "display_name"),
        text_at(user, "profile", "real_name"),
        text_at(user, "real_name"),
        text_at(user, "name"),
    )
    return Profile(
        account=account,
        name=next((name for name in map(cleaned, names) if name.strip()), account.id),
        email=text_at(user, "profile", "email") or None,
        locale=text_at(user, "locale") or None,
        timezone=text_at(user, "tz") or None,
        is_bot=isinstance(user, Mapping) and user.get("is_bot") is True,
    )
