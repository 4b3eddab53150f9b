"""HTTP at the edge: bodies are capped before anything reads them, handlers run in the pool."""

from collections.abc import Awaitable, Callable, Mapping

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

BODY_LIMIT = 1_000_000
"""Bytes. Slack's and Lark's deliveries stay far below; what is larger is not theirs."""

Handler = Callable[[Mapping[str, str], bytes], Response]
"""Takes the headers (names in lower case) and the raw body; runs in a thread; may block."""


class BodyTooLarge(Exception):
    """The body is larger than BODY_LIMIT."""


async def capped_body(request: Request) -> bytes:
    """The raw body. Raises BodyTooLarge as soon as the limit is passed, reading no further."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > BODY_LIMIT:
        raise BodyTooLarge
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_LIMIT:
            raise BodyTooLarge
        chunks.append(chunk)
    return b"".join(chunks)


def post_route(path: str, handler: Handler, limiter: CapacityLimiter | None = None) -> Route:
    """A POST route whose synchronous handler gets the capped raw body in a worker thread."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await capped_body(request)
        except BodyTooLarge:
            return PlainTextResponse(
                "body too large", status_code=413, headers={"connection": "close"}
            )
        return await run_sync(handler, request.headers, body, limiter=limiter)

    as_endpoint: Callable[[Request], Awaitable[Response]] = endpoint
    return Route(path, as_endpoint, methods=["POST"])
