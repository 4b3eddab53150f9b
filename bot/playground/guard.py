"""The page's door: only this machine's own browser gets in, and its page runs only our scripts."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


def refusal(method: str, headers: Headers, client: str | None) -> str:
    """Why a request is not let in; empty where it is.

    The page has no log-in, so only requests from this machine that a browser sent for the page
    itself are taken: no other name for the address (DNS rebinding), no other site's scripts.
    """
    host = headers.get("host", "")
    if not _is_loopback(host):
        return "The playground answers on 127.0.0.1 and localhost only."
    if client is not None and client not in _LOOPBACK:
        return "The playground answers this machine only."
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and not (
        method == "GET" and headers.get("sec-fetch-mode") == "navigate"
    ):
        return "The playground does not answer other sites."
    if method == "POST":
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "The playground does not answer other sites."
        if headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return "The playground takes JSON only."
    return ""


def _is_loopback(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in _LOOPBACK
    except ValueError:
        return False


class Guard:
    """ASGI middleware: refuses, and puts the page's security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        client = scope.get("client")
        why_not = refusal(scope["method"], Headers(scope=scope), client[0] if client else None)
        app = PlainTextResponse(why_not, status_code=403) if why_not else self._app
        await app(scope, receive, with_headers)
