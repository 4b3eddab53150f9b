"""Tiny platforms for the benchmarks: they answer every call at once and remember nothing."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_USER = {
    "id": "U0000000",
    "team_id": "T0BENCH",
    "name": "person",
    "tz": "Europe/Berlin",
    "locale": "en-US",
    "profile": {"display_name": "Person", "real_name": "Person"},
}
_SLACK = {
    "ok": True,
    "url": "https://bench.slack.com/",
    "team": "Bench",
    "team_id": "T0BENCH",
    "user": _USER,
    "user_id": "U0BENCH",
    "bot_id": "B0BENCH",
}
_SLACK_AUTH = {**_SLACK, "user": "okrbot"}


class _Slack(BaseHTTPRequestHandler):
    """Knows auth.test and users.info, and says ok to everything else."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._answer(_SLACK if self.path.endswith("users.info") else _SLACK_AUTH)

    do_GET = do_POST

    def _answer(self, answer: object) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def slack() -> Iterator[str]:
    """The base address of Slack's methods."""
    with _served(_Slack) as address:
        yield f"{address}/api/"


@contextmanager
def _served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
