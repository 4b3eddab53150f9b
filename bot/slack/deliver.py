"""The outbox's messages -> Slack: sent once, edited in place, found again after a lost answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from bot.slack import limits, uploads
from bot.slack.api import NO_SCOPE, Api
from bot.slack.documents import Documents
from bot.slack.post import Post, marked
from bot.slack.receive import text_at
from bot.slack.render import home_view, message
from bot.slack.render_text import PLATFORM, Json
from chat.address import Account, Address, MessageRef, PlaceKind, Profile
from chat.cards import Card, Picture
from chat.documents import Document
from chat.forms import Form
from chat.platform import DeliveryError, Outgoing, TryLater, Undeliverable
from chat.text import cleaned, shortened

DrawPicture = Callable[[str], bytes]
"""SVG source -> PNG."""
log = structlog.get_logger()


@dataclass
class Deliverer:
    """Sends for one workspace. `draw` is None where pictures are told in words only."""

    api: Api
    draw: DrawPicture | None = None

    def __post_init__(self) -> None:
        self._post = Post(self.api)
        self._documents = Documents(self.api, self._post)
        self._locales: dict[Account, str] = {}
        self._may_upload = self.draw is not None

    def remember(self, account: Account, channel: str) -> None:
        """Note the id of a direct conversation, as messages and answers tell it."""
        self._post.remember(account, channel)

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        """Send or edit one message. Raises TryLater or Undeliverable."""
        card = outgoing.card
        if isinstance(card, Form):
            raise Undeliverable("form_needs_a_press")
        if outgoing.address.kind is PlaceKind.HOME:
            shown = card.text_card() if isinstance(card, Document) else card
            return self._publish(outgoing.address, shown)
        if isinstance(card, Document):
            return self._documents.deliver(outgoing, card)
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
        with_key = marked(drawn, outgoing.key)
        if outgoing.edit is not None:
            return self._post.edit(outgoing.edit, with_key)
        if outgoing.only_for is not None and outgoing.address.kind is PlaceKind.CHANNEL:
            return self._whisper(outgoing, outgoing.only_for, drawn)
        return self._post.send(outgoing.address, with_key)

    def _whisper(self, outgoing: Outgoing, reader: Account, drawn: Json) -> MessageRef:
        """To one reader in a channel; directly to them where the bot or they are no members."""
        address = outgoing.address
        place = {"channel": address.id, "user": reader.id, "thread_ts": address.thread}
        try:
            answer = self.api.post("chat.postEphemeral", {**place, **drawn})
        except Undeliverable as error:
            if error.code not in ("not_in_channel", "user_not_in_channel", "channel_not_found"):
                raise
            return self._post.send(Address.of(reader), marked(drawn, outgoing.key))
        return MessageRef(PLATFORM, address.tenant, address.id, text_at(answer.data, "message_ts"))

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        """The message with this key among the conversation's newest; None where nobody can tell.
        Raises TryLater while Slack cannot be asked.

        An edit is simply done again, and what only one person saw in a channel leaves no trace.
        """
        address = outgoing.address
        if outgoing.edit is not None or address.kind is PlaceKind.HOME:
            return None
        if address.kind is PlaceKind.PERSON:
            reader = Account(PLATFORM, address.tenant, address.id)
            self._post.remember(reader, outgoing.conversation)
        if isinstance(outgoing.card, Document):
            return self._documents.find_delivered(outgoing, outgoing.card)
        if outgoing.only_for is not None and address.kind is PlaceKind.CHANNEL:
            return None
        found = self._post.find(address, outgoing.key)
        return found.message if found else None

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
        if not pictures or self.draw is None:
            return {}
        if not self._may_upload or not self.api.may("files:write"):
            return {}
        try:
            return {picture.svg: self._upload(picture, self.draw) for picture in pictures}
        except Undeliverable as error:
            log.info("slack.upload_refused", code=error.code)
        except TryLater as error:
            self._may_upload = error.code not in NO_SCOPE
            log.info("slack.upload_refused", code=error.code)
        except (OSError, ValueError) as error:
            log.warning("slack.upload_failed", fault=type(error).__name__)
        return {}

    def _upload(self, picture: Picture, draw: DrawPicture) -> str:
        alt = shortened(picture.alt, limits.ALT_TEXT // 2)
        file = uploads.put(self.api, "picture.png", draw(picture.svg), "image/png", alt)
        self.api.post("files.completeUploadExternal", {"files": [{"id": file}]})
        return file


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
        email_is_verified=_vouches(user, account.tenant),
        locale=text_at(user, "locale") or None,
        timezone=text_at(user, "tz") or None,
        is_bot=isinstance(user, Mapping) and user.get("is_bot") is True,
    )


_NO_MEMBER = (
    "is_bot",
    "is_app_user",
    "is_stranger",
    "is_restricted",
    "is_ultra_restricted",
    "is_invited_user",
    "deleted",
)
"""Bots, people of other companies, guests, and who has not come yet or is gone."""


def _vouches(user: object, tenant: str) -> bool:
    """Whether a full member of this very workspace has shown that the address is theirs."""
    if not isinstance(user, Mapping) or any(user.get(each) is True for each in _NO_MEMBER):
        return False
    return user.get("is_email_confirmed") is True and text_at(user, "team_id") == tenant
