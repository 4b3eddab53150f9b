"""Sending and changing messages, uploading pictures, looking people up."""

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

import structlog

from bot.lark import limits
from bot.lark.client import Answer, CallError, Client, LimitedError, RefusedError, UnansweredError
from bot.lark.documents import Documents
from bot.lark.render import is_whole, render_card, render_form
from bot.lark.render_form import FormDrawing
from bot.lark.shrink import Element, as_json
from chat.address import Account, Address, MessageRef, PlaceKind, Profile
from chat.cards import Card, Picture
from chat.documents import Document
from chat.forms import Form
from chat.platform import Outgoing, TryLater, Undeliverable

log = structlog.get_logger()

MESSAGES = "/open-apis/im/v1/messages"
IMAGES = "/open-apis/im/v1/images"
USERS = "/open-apis/contact/v3/users"
_LOOK_UP_SECONDS = 1.5
_KEPT_IMAGES = 500
_IN_FLIGHT = "230049"
"""The same uuid is being sent at this moment."""
_PASSING = frozenset({_IN_FLIGHT, "1500", "1663", "55001", "11255"})
_TEXTS = (8_000, 5_000, 3_000, 1_500, 700)
"""Characters of a document that are said where it cannot be more."""
_SAFE_KEY = re.compile(r"[A-Za-z0-9_:.-]{1,50}")

Candidates = Callable[[str], Sequence[str]]
"""A tenant's open ids to offer in people pickers."""


def uuid_of(key: str) -> str:
    """The idempotency key as Lark takes it: at most 50 characters, hashed where it is longer."""
    return key if _SAFE_KEY.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()[:40]


class Delivery:
    """Puts cards and forms before people; any thread may use it.

    `to_png` turns SVG source into a PNG; None leaves pictures as their words. `trusts_email`:
    only the company's administrators can write the address in a profile.
    """

    def __init__(
        self,
        client: Client,
        to_png: Callable[[str], bytes] | None = None,
        candidates: Candidates = lambda tenant: (),
        *,
        trusts_email: bool = False,
    ) -> None:
        self._client = client
        self._to_png = to_png
        self._candidates = candidates
        self._trusts_email = trusts_email
        self._documents = Documents(client)
        self._images: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def deliver(self, outgoing: Outgoing, origin: str = "") -> MessageRef:
        """Send or change one message. Raises TryLater or Undeliverable.

        `origin`: the group a form was opened from, so that its answer is known to belong there.
        """
        try:
            return self._edit(outgoing) if outgoing.edit else self._send(outgoing, origin)
        except LimitedError as error:
            raise TryLater(error.code, error.after, limited=True) from error
        except UnansweredError as error:
            raise TryLater(error.code, 2.0, maybe_sent=True) from error
        except RefusedError as error:
            if error.code in _PASSING:
                raise TryLater(error.code, 2.0, maybe_sent=error.code == _IN_FLIGHT) from error
            raise Undeliverable(error.code) from error
        except CallError as error:  # no token: nothing is wrong with the message
            raise TryLater(error.code, 30.0) from error

    def _send(self, outgoing: Outgoing, origin: str) -> MessageRef:
        address = _place(outgoing)
        if address != outgoing.address:
            # What is answered to a form still belongs to the group.
            origin = origin or outgoing.address.id
        if isinstance(outgoing.card, Document):
            return self._send_document(outgoing, outgoing.card, address)
        drawn = self.draw(outgoing.card, address, origin)
        return self._post(outgoing.key, address, "interactive", drawn)

    def _post(self, key: str, address: Address, kind: str, content: Element) -> MessageRef:
        said: dict[str, object] = {
            "msg_type": kind,
            "content": as_json(content),
            "uuid": uuid_of(key),
        }
        answer = self._replied(address.thread, said) if address.thread else None
        if answer is None:
            id_type = "chat_id" if address.kind is PlaceKind.CHANNEL else "open_id"
            answer = self._client.call(
                "POST",
                MESSAGES,
                params={"receive_id_type": id_type},
                body={"receive_id": address.id, **said},
            )
        chat, message = answer.text("chat_id"), answer.text("message_id")
        log.info("lark.sent", message=message, kind=kind, shared=address.is_shared)
        return MessageRef("lark", address.tenant, chat, message)

    def _replied(self, thread: str, said: Mapping[str, object]) -> Answer | None:
        """Said in the thread of that message; None where there can be none (any more)."""
        try:
            path = f"{MESSAGES}/{thread}/reply"
            return self._client.call("POST", path, body={**said, "reply_in_thread": True})
        except RefusedError as error:
            if error.code in _PASSING:
                raise
            # It was taken back, or is of a kind that has no thread: then the group itself reads it.
            log.info("lark.no_thread", code=error.code)
            return None

    def _send_document(
        self, outgoing: Outgoing, document: Document, address: Address
    ) -> MessageRef:
        """A card that leads to a cloud document; else the Markdown as a file; else its words."""
        url = self._documents.written(outgoing.key, document, address)
        file = "" if url else self._documents.uploaded(outgoing.key, document)
        if file:
            try:
                return self._post(outgoing.key, address, "file", {"file_key": file})
            except RefusedError as error:
                if error.code in _PASSING:
                    raise
                # It may be the place: then the words are refused, too, and that is told.
                log.info("lark.file_not_sent", code=error.code)
        card = document.link_card(url) if url else _spoken(document, address)
        return self._post(outgoing.key, address, "interactive", self.draw(card, address))

    def _edit(self, outgoing: Outgoing) -> MessageRef:
        assert outgoing.edit is not None
        card, address = outgoing.card, outgoing.address
        if isinstance(card, Document):
            address = _place(outgoing)
            url = self._documents.written(outgoing.key, card, address)
            card = card.link_card(url) if url else _spoken(card, address)
        path = f"{MESSAGES}/{outgoing.edit.id}"
        content = as_json(self.draw(card, address))
        self._client.call("PATCH", path, body={"content": content})
        log.info("lark.edited", message=outgoing.edit.id)
        return outgoing.edit

    def draw(self, card: Card | Form, address: Address, origin: str = "") -> Element:
        """A card or form for an address, its pictures uploaded."""
        tenant, shared = address.tenant, address.is_shared
        if isinstance(card, Form):
            offered = self._candidates(tenant)
            return render_form(card, FormDrawing(tenant, shared, origin, candidates=tuple(offered)))
        return render_card(card, tenant=tenant, shared=shared, images=self.images(card))

    def draw_errors(
        self, form: Form, errors: Mapping[str, str], address: Address, origin: str
    ) -> Element:
        """A form again, with what is wrong under its fields."""
        offered = tuple(self._candidates(address.tenant))
        drawing = FormDrawing(address.tenant, address.is_shared, origin, errors, offered)
        return render_form(form, drawing)

    def images(self, card: Card, timeout: float | None = None) -> Mapping[str, str]:
        """The keys of a card's pictures by their source; what cannot be uploaded is left out."""
        sources = {block.svg for block in card.blocks if isinstance(block, Picture)}
        keys = {source: self._image(source, timeout) for source in sources}
        return {source: key for source, key in keys.items() if key}

    def _image(self, source: str, timeout: float | None) -> str:
        digest = hashlib.sha256(source.encode()).hexdigest()
        with self._lock:
            if known := self._images.get(digest):
                return known
        try:
            key = self._upload(source, timeout)
        except LimitedError:
            if timeout is None:
                raise
            return ""
        except Exception as error:  # a picture that cannot be drawn must not cost the message
            log.warning("lark.picture_left_out", reason=type(error).__name__)
            return ""
        with self._lock:
            self._images[digest] = key
            while len(self._images) > _KEPT_IMAGES:
                self._images.popitem(last=False)
        return key

    def _upload(self, source: str, timeout: float | None) -> str:
        if self._to_png is None:
            return ""
        picture = self._to_png(source)
        if len(picture) > limits.IMAGE:
            raise ValueError("too large")
        answer = self._client.upload(IMAGES, picture, timeout)
        return answer.text("image_key")

    def look_up(self, account: Account) -> Profile | None:
        """The person's name, address and time zone; None where Lark does not tell in time."""
        try:
            answer = self._client.call(
                "GET",
                f"{USERS}/{account.id}",
                params={"user_id_type": "open_id"},
                timeout=_LOOK_UP_SECONDS,
            )
        except CallError as error:
            log.info("lark.look_up_failed", code=error.code)
            return None
        user = answer.data.get("user")
        return _profile(account, user, self._trusts_email) if isinstance(user, dict) else None


def _place(outgoing: Outgoing) -> Address:
    """Where it goes: Lark has no message that one person of a group sees, so to that person."""
    if outgoing.only_for is not None and outgoing.address.is_shared:
        return Address.of(outgoing.only_for)
    return outgoing.address


def _spoken(document: Document, address: Address) -> Card:
    """The document as a message: all of it, or as much as Lark takes and a word on the rest."""
    versions = (document.text_card(most) for most in (None, *_TEXTS))
    tenant, shared = address.tenant, address.is_shared
    return next(
        (card for card in versions if is_whole(card, tenant=tenant, shared=shared)),
        document.text_card(300),
    )


def _profile(account: Account, user: Mapping[str, object], trusts_email: bool) -> Profile | None:
    name = _string(user, "name") or _string(user, "en_name") or _string(user, "nickname")
    if not name:
        return None
    # The company gives its mailboxes; the other address is whatever stands in the profile.
    mailbox, leader = _string(user, "enterprise_email"), _string(user, "leader_user_id")
    return Profile(
        account,
        name,
        email=mailbox or _string(user, "email") or None,
        email_is_verified=(bool(mailbox) or trusts_email) and not _has_left(user),
        timezone=_zone(_string(user, "time_zone")),
        leader=Account("lark", account.tenant, leader) if leader else None,
    )


def _has_left(user: Mapping[str, object]) -> bool:
    status = user.get("status")
    gone = ("is_resigned", "is_exited", "is_frozen")
    return isinstance(status, Mapping) and any(status.get(each) is True for each in gone)


def _string(user: Mapping[str, object], name: str) -> str:
    found = user.get(name)
    return found if isinstance(found, str) else ""


def _zone(name: str) -> str | None:
    """The zone's name if this machine knows it."""
    try:
        return ZoneInfo(name).key if name else None
    except (ValueError, OSError, KeyError):
        return None
