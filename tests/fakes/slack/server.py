"""The fake Slack: real HTTP and WebSocket on a free port."""

from collections.abc import Iterable

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from tests.drivers.served import Served
from tests.fakes import markdown
from tests.fakes.json_shapes import as_text, parsed
from tests.fakes.slack import reading
from tests.fakes.slack.api import Api, arguments_of, faulty
from tests.fakes.slack.calls import CORE_SCOPES, Answer, ApiError
from tests.fakes.slack.inbound import Inbound
from tests.fakes.slack.methods_canvases import leads_to
from tests.fakes.slack.methods_files import uploaded
from tests.fakes.slack.outages import Outages
from tests.fakes.slack.responses import respond
from tests.fakes.slack.socket_mode import PATH, SocketMode
from tests.fakes.slack.store import Clock, Message, Store, View
from tests.fakes.slack.transport import Enveloped, Http

_THREADS = 60


class _Lost(Response):
    """Headers and then nothing: the client sees the connection break before the answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class FakeSlack:
    """One workspace with one app; everything in it can be read, and broken, by a test.

    The clock dates messages, signs deliveries and ends response addresses. Trigger ids live three
    seconds of this process's own work, as nobody can travel past them.
    """

    def __init__(self, clock: Clock, scopes: Iterable[str] = CORE_SCOPES) -> None:
        self.store = Store(clock)
        self.outages = Outages()
        self.socket = SocketMode(self.store.reject, self.outages.takes_upgrade)
        self.api = Api(self.store, self.outages, self.socket, scopes)
        self.people = Inbound(self.store, lambda: self.url, lambda: self.api.scopes)
        self._served: Served | None = None
        self._threads = CapacityLimiter(_THREADS)

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        if self._served is None:
            raise LookupError("the fake is not started")
        return self._served.url

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.url}/api/"

    @property
    def rejections(self) -> list[str]:
        """Everything refused so far."""
        return self.store.rejections

    def start(self) -> None:
        """Listen."""
        self._served = Served(self._application())

    def stop(self) -> None:
        """End slow calls and every connection."""
        self.outages.release()
        if self._served is not None:
            self._served.stop()

    def deliver_to(self, url: str) -> None:
        """Send deliveries to this request URL, signed."""
        self.people.transport = Http(url, self.store.clock)

    def deliver_over_socket(self) -> None:
        """Send deliveries over Socket Mode."""
        self.people.transport = Enveloped(self.socket, self.store.number)

    def name(self, who: str) -> str:
        """What the client shows for the id of a person or channel."""
        person = self.store.person(who)
        return person.name if person else self.store.channel_name(who) or who

    def shown(self, who: str, place: str = "dm") -> list[Message]:
        """What the bot shows a person in a conversation, oldest first."""
        return self.store.shown(self.people.channel(who, place), self.store.people[who].id)

    def papers(self, who: str, place: str = "dm") -> list[tuple[str, str]]:
        """(`canvas` or `file`, Markdown) of each document that this person can open there."""
        channel, person = self.people.channel(who, place), self.store.people[who].id
        return [
            paper
            for message in self.shown(who, place)
            for paper in (
                *(("file", file.content.decode()) for file in message.files),
                *(
                    ("canvas", canvas.markdown)
                    for canvas in self.store.canvases.values()
                    if leads_to(message, canvas.id) and canvas.readers & {channel, person}
                ),
            )
        ]

    def read(self, seen: Message | View) -> str:
        """All that can be read in a message or view, blocks one a line."""
        found = reading.lines(seen.blocks, self.name)
        if isinstance(seen, Message):
            if not seen.blocks and not seen.files:
                return reading.mrkdwn_words(seen.text, self.name)
            found += [file.title for file in seen.files]
        return "\n".join(found)

    def pings(self) -> list[tuple[str, str]]:
        """(ts or id, `@U…` or `!channel`) of everybody whom any state of a bot's message, or a
        canvas, notifies."""
        canvases = self.store.canvases.values()
        return [(one.id, who) for one in canvases for who in markdown.pings(one.markdown)] + [
            (message.ts, who)
            for message in self.store.messages
            if message.is_from_bot
            for text, blocks in [*message.earlier, (message.text, message.blocks)]
            for who in reading.pings(text, blocks)
        ]

    def links(self) -> list[tuple[str, str]]:
        """(ts, address) of every link within the words of a bot's message."""
        return [
            (message.ts, address)
            for message in self.store.messages
            if message.is_from_bot
            for address in reading.links(message.text, message.blocks)
        ]

    def _application(self) -> Starlette:
        return Starlette(
            routes=[
                WebSocketRoute(f"{PATH}/", self.socket.serve),
                Route("/api/{method}", self._call, methods=["GET", "POST"]),
                Route("/response/{name}", self._respond, methods=["POST"]),
                Route("/upload/{name}", self._upload, methods=["POST"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"]
        body = await request.body()
        answer = await run_sync(self._answered, method, request, body, limiter=self._threads)
        return _drawn(answer)

    def _answered(self, method: str, request: Request, body: bytes) -> Answer:
        content_type = request.headers.get("content-type", "")
        try:
            arguments, is_json = arguments_of(request.url.query, content_type, body)
        except ApiError as error:
            return self.api.refuse(method, error)
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        token = bearer or as_text(arguments.get("token"))
        return self.api.handle(method, arguments, token, self.url, json=is_json)

    async def _respond(self, request: Request) -> Response:
        name, body = request.path_params["name"], await request.body()
        return _drawn(await run_sync(self._responded, name, body, limiter=self._threads))

    def _responded(self, name: str, body: bytes) -> Answer:
        try:
            given = parsed(body)
        except ValueError:
            given = None
        self.store.calls.append(("response_url", given if isinstance(given, dict) else {}))
        fault = self.outages.next_for("response_url")
        if fault is not None and fault.until is None and not fault.lost:
            return faulty(fault)
        answer = respond(self.store, name, given)
        answer.is_lost = fault is not None and fault.lost
        return answer

    async def _upload(self, request: Request) -> Response:
        body = await request.body()
        fault = self.outages.next_for("upload")
        if fault is not None and not fault.lost:
            return PlainTextResponse("broken", fault.status)
        status, words = uploaded(self.store, request.path_params["name"], body)
        return PlainTextResponse(words, status)


def _drawn(answer: Answer) -> Response:
    if answer.is_lost:
        return _Lost()
    media = "text/html" if isinstance(answer.body, str) else "application/json; charset=utf-8"
    return Response(answer.written, answer.status, answer.headers, media)
