"""Documents -> Lark: written as a cloud document that the chat may read, or uploaded as a file."""

import re
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlsplit

import structlog

from bot.lark import limits
from bot.lark.client import Answer, CallError, Client, LimitedError, RefusedError, UnansweredError
from bot.lark.markup import web_address
from bot.lark.shrink import Element
from chat import markdown
from chat.address import Address, PlaceKind
from chat.documents import Document
from chat.platform import TryLater
from chat.text import shortened

DOCUMENTS = "/open-apis/docx/v1/documents"
PERMISSIONS = "/open-apis/drive/v1/permissions"
METAS = "/open-apis/drive/v1/metas/batch_query"
FILES = "/open-apis/im/v1/files"
_NOT_ALLOWED = frozenset({"99991672", "1063002", "1770032", "1770040"})
"""No scope for it, or no right: the next document would fare the same."""
_REST = 600.0
"""Seconds until Lark is asked again for what this app may not do."""
_TRIES = 3
"""Faults of Lark's after which a document is sent in the next best way."""
_REMEMBERED = 200
_BREAK = "\ue002"
"""Stands for `<br>` while Lark converts; nobody can type it (see chat.text.cleaned)."""
log = structlog.get_logger()


@dataclass
class _Work:
    """How far one document has come; lost with the program."""

    document: str = ""
    is_open: bool = False
    written: int = 0
    url: str = ""
    file: str = ""
    faults: int = 0
    is_given_up: bool = False


class Documents:
    """Makes documents and files; any thread may use it. `monotonic` counts seconds, `wait` lets
    so many of them pass."""

    def __init__(
        self,
        client: Client,
        monotonic: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._monotonic = monotonic
        self._wait = wait
        self._lock = Lock()
        self._pace = Lock()
        self._works: OrderedDict[str, _Work] = OrderedDict()
        self._rests_until = 0.0
        self._may_write_at = 0.0

    def written(self, key: str, document: Document, address: Address) -> str:
        """The address of the document, which those who read the message may read; empty where
        there can be none. What an earlier attempt with this key has done is not done again.

        Raises TryLater (nothing was sent) or TokenError.
        """
        work = self._work(key)
        if work.url or work.is_given_up or self._monotonic() < self._rests_until:
            return work.url
        try:
            self._write(work, key, document, address)
        except RefusedError as error:
            log.info("lark.document_refused", code=error.code)
            work.is_given_up = True
            if error.code in _NOT_ALLOWED:
                self._rests_until = self._monotonic() + _REST
        except (LimitedError, UnansweredError) as error:
            work.is_given_up = _has_failed(work, error)
        return work.url

    def uploaded(self, key: str, document: Document) -> str:
        """The key of the Markdown as a file; empty where there can be none. Raises as `written`."""
        work = self._work(key)
        if work.file or not document.markdown.strip():
            return work.file
        content = document.markdown.encode()
        try:
            answer = self._client.upload_file(FILES, document.download_name, content)
        except RefusedError as error:
            log.info("lark.file_refused", code=error.code)
        except (LimitedError, UnansweredError) as error:
            _has_failed(work, error)
        else:
            work.file = answer.text("file_key")
        return work.file

    def _write(self, work: _Work, key: str, document: Document, address: Address) -> None:
        if not work.document:
            work.document = self._create(document)
        if not work.is_open:
            # Before anything stands in it: where this is refused, an empty document is left over.
            self._open_to(work.document, address)
            work.is_open = True
        for number, batch in enumerate(batches(self._converted(document))):
            if number >= work.written:
                self._append(work.document, batch, f"{key}/{work.document}/{number}")
                work.written = number + 1
        work.url = self._address_of(work.document)

    def _create(self, document: Document) -> str:
        title = shortened(document.title, limits.DOCUMENT_TITLE)
        made = self._edit(DOCUMENTS, {"title": title}).data.get("document")
        found = made.get("document_id") if isinstance(made, dict) else None
        if not isinstance(found, str) or not found:
            raise UnansweredError("no_document_id")
        return found

    def _open_to(self, document: str, address: Address) -> None:
        """To the chat itself and nobody else: a link that all of the company can follow would
        show more people what one group or person was told."""
        is_group = address.kind is PlaceKind.CHANNEL
        self._client.call(
            "POST",
            f"{PERMISSIONS}/{document}/members",
            params={"type": "docx", "need_notification": "false"},
            body={
                "member_type": "openchat" if is_group else "openid",
                "member_id": address.id,
                "perm": "view",
            },
        )

    def _converted(self, document: Document) -> Answer:
        small = markdown.with_small_tables(document.cut(limits.DOCUMENT), limits.DOCUMENT_CELLS)
        content = markdown.with_breaks(small, f" {_BREAK} ")
        body = {"content_type": "markdown", "content": content}
        return self._client.call("POST", f"{DOCUMENTS}/blocks/convert", body=body)

    def _append(self, document: str, batch: Sequence[Element], name: str) -> None:
        """Blocks at the document's end; doing it again under the same name does nothing."""
        inner = {child for block in batch for child in _children(block)}
        token = str(uuid.uuid5(uuid.NAMESPACE_URL, name))
        self._edit(
            f"{DOCUMENTS}/{document}/blocks/{document}/descendant",
            {
                "index": -1,
                "children_id": [b["block_id"] for b in batch if b["block_id"] not in inner],
                "descendants": list(batch),
            },
            {"document_revision_id": "-1", "client_token": token},
        )

    def _edit(
        self, path: str, body: Mapping[str, object], params: Mapping[str, str] | None = None
    ) -> Answer:
        """A write to documents, of which Lark takes three a second."""
        with self._pace:
            now = self._monotonic()
            if now < self._may_write_at:
                self._wait(self._may_write_at - now)
            self._may_write_at = max(now, self._may_write_at) + limits.DOCUMENT_GAP
        return self._client.call("POST", path, params=params, body=body)

    def _address_of(self, document: str) -> str:
        """Its address with the company's own host, or with one that leads there."""
        asked = {"request_docs": [{"doc_token": document, "doc_type": "docx"}], "with_url": True}
        try:
            metas = self._client.call("POST", METAS, body=asked).data.get("metas")
        except RefusedError as error:
            log.info("lark.document_address_unknown", code=error.code)
            metas = None
        first = metas[0] if isinstance(metas, list) and metas else None
        url = first.get("url") if isinstance(first, dict) else None
        known = web_address(url) if isinstance(url, str) else None
        return known or f"{home_of(self._client.domain)}/docx/{document}"

    def _work(self, key: str) -> _Work:
        with self._lock:
            work = self._works.setdefault(key, _Work())
            self._works.move_to_end(key)
            while len(self._works) > _REMEMBERED:
                self._works.popitem(last=False)
            return work


def home_of(domain: str) -> str:
    """Where documents of a domain's companies are opened: `www.` in place of `open.`."""
    parts = urlsplit(domain)
    host = parts.netloc
    if host.startswith("open."):
        host = "www." + host.removeprefix("open.")
    return f"{parts.scheme}://{host}"


def _has_failed(work: _Work, error: CallError) -> bool:
    """Whether to go on to the next best way. Raises TryLater: only this message waits for
    documents, and nothing of it has been sent."""
    if isinstance(error, LimitedError):
        raise TryLater(error.code, error.after) from error
    work.faults += 1
    if work.faults < _TRIES:
        raise TryLater(error.code, 2.0) from error
    work.faults = 0
    log.warning("lark.document_failed", code=error.code)
    return True


def batches(converted: Answer) -> Iterator[list[Element]]:
    """The blocks in reading order, as many at a time as Lark takes; none is parted from those
    within it. Raises RefusedError where that cannot be."""
    blocks = {block["block_id"]: block for block in map(_clean, _elements(converted, "blocks"))}
    first = converted.data.get("first_level_block_ids")
    batch: list[Element] = []
    for name in first if isinstance(first, list) else []:
        group = list(_with_inner(name, blocks))
        if len(group) > limits.DOCUMENT_BLOCKS:
            raise RefusedError("too_many_blocks")
        if len(batch) + len(group) > limits.DOCUMENT_BLOCKS:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch


def _elements(answer: Answer, name: str) -> list[Element]:
    found = answer.data.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _clean(block: Element) -> Element:
    """Without what Lark tells and does not take back, with the breaks that it does not read."""
    kept = {name: value for name, value in block.items() if name != "parent_id"}
    table = kept.get("table")
    if isinstance(table, dict) and isinstance(table.get("property"), dict):
        told = table["property"]
        sizes = {name: value for name, value in told.items() if name != "merge_info"}
        kept["table"] = {**table, "property": sizes}
    return {name: _with_breaks(value) for name, value in kept.items()}


def _with_breaks(value: object) -> object:
    match value:
        case str():
            return re.sub(f" ?{_BREAK} ?", "\n", value)
        case dict():
            return {name: _with_breaks(inner) for name, inner in value.items()}
        case list():
            return [_with_breaks(inner) for inner in value]
        case _:
            return value


def _with_inner(name: object, blocks: Mapping[object, Element]) -> Iterator[Element]:
    block = blocks.get(name)
    if block is None:
        raise RefusedError("block_missing")
    yield block
    for child in _children(block):
        yield from _with_inner(child, blocks)


def _children(block: Element) -> list[object]:
    found = block.get("children")
    return found if isinstance(found, list) else []
