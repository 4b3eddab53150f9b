"""Documents -> Slack: a canvas, where that may not be a file, and where that may not be words."""

import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

import structlog

from bot.slack import limits, uploads
from bot.slack.api import NO_SCOPE, Api
from bot.slack.post import Post, block_id, marked
from bot.slack.receive import text_at
from bot.slack.render import is_whole, message
from bot.slack.render_text import PLATFORM, Json
from chat import markdown
from chat.address import Address, MessageRef, PlaceKind
from chat.cards import Card, Paragraph
from chat.documents import Document
from chat.platform import DeliveryError, Outgoing, TryLater, Undeliverable
from chat.text import Bold, shortened, text

CANVAS, FILE = "canvases:write", "files:write"
_REST = 3_600.0
"""Seconds until Slack is asked again for what this workspace does not allow."""
_TRIES = 3
"""Faults of Slack's after which a document is sent in the next best way."""
_NOT_ALLOWED = (*NO_SCOPE, "access_denied", "no_permission")
_OWN_FAULT = ("canvas_creation_failed", "invalid_arguments")
"""Refusals of this one document, which say nothing of the next."""
_REMEMBERED = 200
_TEXTS = (12_000, 9_000, 6_000, 3_000, 1_000)
log = structlog.get_logger()


@dataclass
class _Work:
    """How far the delivery of one document has come; lost with the program."""

    canvas: str = ""
    message: MessageRef | None = None
    faults: int = 0


class Documents:
    """Delivers for one workspace; any thread may use it. `monotonic` counts seconds."""

    def __init__(
        self, api: Api, post: Post, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._api = api
        self._post = post
        self._monotonic = monotonic
        self._lock = Lock()
        self._works: OrderedDict[str, _Work] = OrderedDict()
        self._rests: dict[tuple[str, PlaceKind], float] = {}
        self._home = ""

    def deliver(self, outgoing: Outgoing, document: Document) -> MessageRef:
        """Send it, or put it in the place of a message. Raises TryLater or Undeliverable."""
        address = _place(outgoing)
        work = self._work(outgoing.key)
        self._learn_home()
        if self._may(CANVAS, address):
            work.canvas = work.canvas or self._created(document, address, work)
        if work.canvas:
            return self._sent_canvas(outgoing, document, work)
        if outgoing.edit is None and self._may(FILE, address):
            shared = self._shared_file(outgoing, document, work)
            if shared is not None:
                return shared
        return self._said(outgoing, document, outgoing.edit)

    def find_delivered(self, outgoing: Outgoing, document: Document) -> MessageRef | None:
        """The message with this key, its canvas made readable; None where there is none.
        Raises TryLater or Undeliverable."""
        address = _place(outgoing)
        work = self._work(outgoing.key)
        if work.message is None:
            found = self._post.find(address, outgoing.key)
            if found is None:
                return None
            work.message, work.canvas = found.message, found.canvas
        if work.canvas:
            self._open(outgoing, document, work)
        return work.message

    # A canvas

    def _created(self, document: Document, address: Address, work: _Work) -> str:
        """The id of a canvas that nobody can read yet; empty where there can be none."""
        content = {"type": "markdown", "markdown": _for_canvas(document)}
        title = shortened(document.title, limits.CANVAS_TITLE)
        try:
            made = self._api.post("canvases.create", {"title": title, "document_content": content})
        except Undeliverable as error:
            self._refused(CANVAS, address, error)
            return ""
        except TryLater as error:
            self._give_up_or_wait(CANVAS, address, error, work)
            return ""
        return text_at(made.data, "canvas_id")

    def _sent_canvas(self, outgoing: Outgoing, document: Document, work: _Work) -> MessageRef:
        if work.message is None:
            address = _place(outgoing)
            link = document.link_card(f"{self._home}/docs/{address.tenant}/{work.canvas}")
            drawn = marked(message(link, address.tenant), outgoing.key, work.canvas)
            if outgoing.edit is not None:
                work.message = self._post.edit(outgoing.edit, drawn)
            else:
                work.message = self._post.send(address, drawn)
        return self._open(outgoing, document, work)

    def _open(self, outgoing: Outgoing, document: Document, work: _Work) -> MessageRef:
        """Let those read the canvas who read the message; Slack wants the link sent before."""
        assert work.message is not None
        address = _place(outgoing)
        whom = "user_ids" if address.kind is PlaceKind.PERSON else "channel_ids"
        wanted: Json = {"canvas_id": work.canvas, "access_level": "read", whom: [address.id]}
        try:
            self._api.post("canvases.access.set", wanted)
        except Undeliverable as error:
            self._refused(CANVAS, address, error)
        except TryLater as error:
            if error.code not in _NOT_ALLOWED:
                raise TryLater(error.code, error.after, maybe_sent=True) from error
            self._refused(CANVAS, address, error)
        else:
            return work.message
        # Nobody could follow the link.
        return self._said(outgoing, document, work.message)

    # A file

    def _shared_file(
        self, outgoing: Outgoing, document: Document, work: _Work
    ) -> MessageRef | None:
        """The message with the file; None where there can be none."""
        address = _place(outgoing)
        channel = self._post.channel_of(address)
        try:
            content = document.markdown.encode()
            file = uploads.put(self._api, document.download_name, content, "text/markdown")
        except Undeliverable as error:
            self._refused(FILE, address, error)
            return None
        except TryLater as error:
            self._give_up_or_wait(FILE, address, error, work)
            return None
        to = {"channel_id": channel} if channel else {"channels": address.id}
        title = shortened(document.title, limits.FILE_TITLE)
        try:
            self._api.post(
                "files.completeUploadExternal",
                {
                    "files": [{"id": file, "title": title}],
                    "thread_ts": address.thread,
                    "blocks": _introduction(document, address.tenant, outgoing.key),
                    **to,
                },
            )
        except Undeliverable as error:
            # It may be the place: then the words are refused, too, and that is told.
            log.info("slack.file_not_shared", code=error.code)
            return None
        except TryLater as error:
            raise TryLater(error.code, error.after, maybe_sent=error.maybe_sent) from error
        log.info("slack.file_shared")
        return self._as_shared(address, outgoing.key, channel)

    def _as_shared(self, address: Address, key: str, channel: str) -> MessageRef:
        """The message that an upload made, of which its answer does not tell."""
        found = None
        with suppress(DeliveryError):
            if address.kind is PlaceKind.PERSON or self._api.may("channels:history"):
                found = self._post.find(address, key)
        return found.message if found else MessageRef(PLATFORM, address.tenant, channel, "")

    # Words

    def _said(
        self, outgoing: Outgoing, document: Document, instead_of: MessageRef | None
    ) -> MessageRef:
        address = _place(outgoing)
        drawn = marked(message(spoken(document, address.tenant), address.tenant), outgoing.key)
        if instead_of is not None:
            return self._post.edit(instead_of, drawn)
        return self._post.send(address, drawn)

    # What is allowed

    def _learn_home(self) -> None:
        """Ask once where canvases are opened; the answer tells the token's scopes as well."""
        if self._home:
            return
        try:
            told = self._api.ask("auth.test", {})
        except DeliveryError as error:
            after = error.after if isinstance(error, TryLater) else 60.0
            raise TryLater(error.code, after) from error
        self._home = text_at(told.data, "url").rstrip("/") or "https://slack.com"

    def _may(self, what: str, address: Address) -> bool:
        until = self._rests.get((what, address.kind), 0.0)
        return self._api.may(what) and self._monotonic() >= until

    def _refused(self, what: str, address: Address, error: DeliveryError) -> None:
        log.info("slack.document_refused", what=what, code=error.code)
        if error.code not in _OWN_FAULT:
            self._rests[what, address.kind] = self._monotonic() + _REST

    def _give_up_or_wait(self, what: str, address: Address, error: TryLater, work: _Work) -> None:
        """Go on to the next best way, or raise TryLater: only this message waits, and nothing of
        it can have been sent."""
        if error.code in _NOT_ALLOWED:
            self._refused(what, address, error)
            return
        work.faults += not error.limited
        if work.faults >= _TRIES:
            work.faults = 0
            log.warning("slack.document_failed", what=what, code=error.code)
            return
        raise TryLater(error.code, error.after) from error

    def _work(self, key: str) -> _Work:
        with self._lock:
            work = self._works.setdefault(key, _Work())
            self._works.move_to_end(key)
            while len(self._works) > _REMEMBERED:
                self._works.popitem(last=False)
            return work


def _place(outgoing: Outgoing) -> Address:
    """Where it goes: a canvas or file for one reader of a channel goes to that reader."""
    if outgoing.only_for is not None and outgoing.address.is_shared:
        return Address.of(outgoing.only_for)
    return outgoing.address


def _for_canvas(document: Document) -> str:
    written = document.cut(limits.CANVAS)
    shallow = markdown.with_shallow_headings(written, limits.CANVAS_HEADINGS)
    return markdown.with_small_tables(shallow, limits.CANVAS_CELLS)


def _introduction(document: Document, tenant: str, key: str) -> list[Json]:
    """The words over a file, as the only kinds of blocks that an upload takes."""
    words = text(Bold(document.title), f"\n{document.intro}" if document.intro.strip() else "")
    drawn = message(Card("", (Paragraph(words),)), tenant)["blocks"]
    assert isinstance(drawn, list)
    return [{**drawn[0], "block_id": block_id(key)}, *drawn[1:]]


def spoken(document: Document, tenant: str) -> Card:
    """The document as a message: all of it, or as much as Slack takes and a word on the rest."""
    whole = document.text_card()
    if is_whole(whole, tenant):
        return whole
    shorter = (document.text_card(most) for most in _TEXTS)
    return next((card for card in shorter if is_whole(card, tenant)), document.text_card(500))
