"""The fake Lark/Feishu open platform: real HTTP and WebSocket on a free port."""

import json
from urllib.parse import parse_qs

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from tests.drivers.served import Served
from tests.fakes import markdown
from tests.fakes.lark import documents
from tests.fakes.lark.api import Api
from tests.fakes.lark.calls import Call, Logged, Rejection
from tests.fakes.lark.client import Clients
from tests.fakes.lark.connection import PATH, LongConnection
from tests.fakes.lark.events import Events
from tests.fakes.lark.inbound import Inbound, Webhook
from tests.fakes.lark.limits import Limits
from tests.fakes.lark.messages import file_of
from tests.fakes.lark.outages import Outages
from tests.fakes.lark.reading import pinged
from tests.fakes.lark.store import Clock, Message, Store

VERIFICATION_TOKEN = "verification-of-cli-test"
ENCRYPT_KEY = "encrypt-key-of-cli-test"
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_THREADS = 60


class _Lost(Response):
    """Headers and then nothing: the client sees the connection break before the answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class FakeLark:
    """One tenant with one app; everything in it can be read, and broken, by a test.

    The clock decides token lifetimes, rate limits, the uuid's hour and the fourteen days.
    """

    def __init__(self, clock: Clock) -> None:
        self.store = Store(clock)
        self.limits = Limits(clock)
        self.connection = LongConnection()
        self.api = Api(self.store, self.limits, self.connection)
        self.inbound = Inbound(self.store, self.connection, self.api.rejections)
        self.events = Events(self.store, VERIFICATION_TOKEN)
        self.clients = Clients(
            self.store, self.events, self.inbound, lambda: self.api.directory.scopes
        )
        self._served: Served | None = None
        self._threads = CapacityLimiter(_THREADS)

    @property
    def url(self) -> str:
        """What LARK_DOMAIN is set to; raises LookupError before `start`."""
        if self._served is None:
            raise LookupError("the server has not started")
        return self._served.url

    @property
    def outages(self) -> Outages:
        """The switches that break it."""
        return self.api.outages

    @property
    def calls(self) -> list[Logged]:
        """Every request so far."""
        return self.api.calls

    @property
    def rejections(self) -> list[Rejection]:
        """Everything refused so far, frames that are none included."""
        strange = [Rejection("long connection", 0, what) for what in self.connection.problems]
        return [*self.api.rejections, *strange]

    def start(self) -> None:
        """Listen."""
        self._served = Served(self._application())
        self.connection.address = self._served.url.replace("http", "ws", 1)

    def stop(self) -> None:
        """End hanging requests and every connection."""
        self.outages.release()
        self.inbound.close()
        if self._served:
            self._served.stop()

    def deliver_to(self, url: str, *, encrypt: bool = True) -> None:
        """Send events to this webhook instead of the long connection."""
        self.inbound.webhook = Webhook(url, VERIFICATION_TOKEN, ENCRYPT_KEY if encrypt else "")

    def messages(self, place: str) -> list[Message]:
        """The messages in a conversation: a group's key, a person's key, or a chat id."""
        person = self.store.people.get(place)
        chat_id = person.chat_id if person else self.store.groups.get(place, place)
        return self.store.in_chat(chat_id)

    def from_bot(self, place: str) -> list[Message]:
        """What the bot wrote there."""
        return [message for message in self.messages(place) if message.by_bot]

    def papers(self, who: str, place: str = "dm") -> list[tuple[str, str]]:
        """(`docx` or `file`, Markdown) of each document that this person can open there."""
        person = self.store.people[who]
        messages = self.from_bot(who if place == "dm" else place)
        readers = {person.open_id, *(message.chat_id for message in messages)}
        return [paper for message in messages for paper in self._papers(message, readers)]

    def _papers(self, message: Message, readers: set[str]) -> list[tuple[str, str]]:
        if message.msg_type == "file":
            file = file_of(self.store, message.content)
            return [("file", file.content.decode())] if file else []
        return [
            ("docx", documents.markdown_of(document))
            for document in self.store.documents.values()
            if f"/docx/{document.id}" in message.content and document.readers & readers
        ]

    def pings(self) -> list[tuple[str, str]]:
        """(message id, open id or `all`) of everybody whom anything of the bot notifies."""
        found: list[tuple[str, str]] = []
        for message in self.store.messages.values():
            if message.by_bot:
                states = [*(edit.content for edit in message.edits), message.content]
                found += [(message.id, who) for state in states for who in pinged(state)]
        for document in self.store.documents.values():
            written = documents.markdown_of(document)
            found += [(document.id, who) for who in markdown.pings(written)]
        return found

    def _application(self) -> Starlette:
        return Starlette(
            routes=[
                WebSocketRoute(PATH, self.connection.serve),
                Route("/{path:path}", self._answer, methods=_METHODS),
            ]
        )

    async def _answer(self, request: Request) -> Response:
        call = Call(
            request.method,
            request.url.path,
            parse_qs(request.url.query),
            {name.lower(): value for name, value in request.headers.items()},
            await request.body(),
        )
        answer = await run_sync(self.api.handle, call, limiter=self._threads)
        if self.outages.takes_drop(call.path):
            return _Lost()
        headers = dict(answer.headers)
        if isinstance(answer.body, str):
            return HTMLResponse(answer.body, answer.status, headers)
        content = json.dumps(answer.body, ensure_ascii=False)
        return Response(content, answer.status, headers, "application/json; charset=utf-8")
