"""The playground as a platform: the page's routes, and what the scheduler sees of it."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from importlib.resources import files
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from bot.checks import Check, Outcome
from bot.http import post_route
from bot.playground import limits
from bot.playground.api import Api
from bot.playground.company import PLATFORM, SAMPLE, Company
from bot.playground.deliver import Deliveries
from bot.playground.guard import Guard
from bot.playground.live import Live, TooManyListeners
from bot.playground.messages import Message, Messages
from bot.playground.options import PageOptions
from bot.playground.receive import Refused, known_person
from bot.playground.render import Json, message_tree
from bot.settings import Settings
from chat.address import Account, MessageRef, Profile
from chat.platform import Intake, Outgoing

_MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Playground:
    """The page and its pretend company; implements `chat.platform.Platform`."""

    name = PLATFORM
    pace = limits.PACE

    def __init__(
        self,
        settings: Settings,
        intake: Intake,
        clock: Callable[[], datetime],
        company: Company = SAMPLE,
        options: PageOptions | None = None,
    ) -> None:
        self.company = company
        self._live = Live()
        self._messages = Messages(clock, self._changed)
        self._deliveries = Deliveries(company, self._messages, self._live)
        self._api = Api(
            settings,
            intake,
            clock,
            company=company,
            options=options or PageOptions(),
            messages=self._messages,
            live=self._live,
        )
        self._page = _page_files()

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The page at `/`, its modules, its API and its live updates."""
        api = self._api
        posts = {
            "say": api.say,
            "press": api.press,
            "submit": api.submit,
            "home": api.home,
            "enter": api.enter,
            "travel": api.travel,
        }
        inside: list[BaseRoute] = [
            *(post_route(f"/api/{name}", _posted(answer)) for name, answer in posts.items()),
            _get("/api/company", lambda _: api.company()),
            _get("/api/commands", lambda _: api.commands()),
            _get(
                "/api/messages",
                lambda asked: api.messages(
                    asked.get("as", ""), asked.get("place", ""), _number(asked.get("after", ""))
                ),
            ),
            _get(
                "/api/previews", lambda asked: api.preview(asked.get("as", ""), asked.get("of", ""))
            ),
            Route("/api/document", self._document, methods=["GET"]),
            Route("/events", self._events, methods=["GET"]),
            Route("/page/{name}", self._file, methods=["GET"]),
        ]
        guard = [Middleware(Guard)]
        return [
            Route("/", self._index, methods=["GET"], middleware=guard),
            Mount("/playground", routes=inside, middleware=guard),
        ]

    def start(self) -> None:
        """Take pages (again)."""
        self._live.open()

    def stop(self) -> None:
        """Let go of the pages that listen; to be called before the server waits for them."""
        self._live.close()

    def ready(self) -> Check:
        """Always: it needs nothing from outside."""
        detail = f"{len(self.company.people)} people, {len(self.company.channels)} channels"
        return Check(PLATFORM, Outcome.OK, detail)

    def doctor(self) -> list[Check]:
        """As `ready`."""
        return [self.ready()]

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        """Show a message on the page. Raises Undeliverable."""
        return self._deliveries.deliver(outgoing)

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        """The message with this key, if it stands."""
        return self._deliveries.find_delivered(outgoing)

    def look_up(self, account: Account) -> Profile | None:
        """What the company knows of a person."""
        person = self.company.find_person(account.id)
        return person.profile if person is not None and person.account == account else None

    def _changed(self, message: Message) -> None:
        def tree(reader: str) -> Json | None:
            if not message.is_for(reader):
                return None
            return {"type": "message", "message": message_tree(message, reader)}

        self._live.tell(tree)

    async def _index(self, _: Request) -> Response:
        return _file_response(self._page, "index.html")

    async def _file(self, request: Request) -> Response:
        return _file_response(self._page, request.path_params["name"])

    async def _document(self, request: Request) -> Response:
        asked = request.query_params
        try:
            document = self._api.document(asked.get("as", ""), asked.get("of", ""))
        except Refused as refused:
            return _refusal(refused)
        name = quote(document.download_name)
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(document.markdown, 200, headers, "text/markdown; charset=utf-8")

    async def _events(self, request: Request) -> Response:
        try:
            who = known_person(self.company, request.query_params.get("as", ""))
            stream = self._live.stream(who)
            first = await anext(stream)
        except Refused as refused:
            return _refusal(refused)
        except TooManyListeners:
            return _refusal(Refused("too_many_pages", 503))

        async def events() -> AsyncIterator[str]:
            async with aclosing(stream):
                yield first
                async for event in stream:
                    yield event

        return StreamingResponse(events(), media_type="text/event-stream")


def _page_files() -> Mapping[str, bytes]:
    page = files(__package__).joinpath("page")
    return {each.name: each.read_bytes() for each in page.iterdir() if _media_type(each.name)}


def _media_type(name: str) -> str:
    return next((kind for ending, kind in _MEDIA_TYPES.items() if name.endswith(ending)), "")


def _file_response(page: Mapping[str, bytes], name: str) -> Response:
    if name not in page:
        return JSONResponse({"error": "not_found"}, status_code=404)
    return Response(page[name], media_type=_media_type(name))


def _posted(answer: Callable[[bytes], Json]) -> Callable[[Mapping[str, str], bytes], Response]:
    return lambda _, body: _answered(lambda: answer(body))


def _get(path: str, answer: Callable[[Mapping[str, str]], Json]) -> Route:
    async def endpoint(request: Request) -> Response:
        return await run_sync(_answered, lambda: answer(request.query_params))

    return Route(path, endpoint, methods=["GET"])


def _answered(answer: Callable[[], Json]) -> Response:
    try:
        return JSONResponse(answer())
    except Refused as refused:
        return _refusal(refused)


def _refusal(refused: Refused) -> Response:
    return JSONResponse({"error": refused.code}, status_code=refused.status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
