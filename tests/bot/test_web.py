"""The shell answers health, readiness and metrics, and stops in good order."""

import json
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import anyio
import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.checks import Check, Outcome
from bot.web import CannotListen, asgi, listen

ROOT = Path(__file__).parents[2]
OK = Check("database", Outcome.OK, "answers")
WARNING = Check("slack", Outcome.WARNING, "reconnecting")
FAILED = Check("schema", Outcome.FAILED, "older", "run okrbot migrate")


def application(ready: Sequence[Check] = ()) -> ASGIApp:
    def page(_request: object) -> PlainTextResponse:
        return PlainTextResponse("posted")

    route = Route("/slack/events", page, methods=["POST"])
    return asgi([route], lambda: ready, lambda: b"okrbot_up 1.0\n")


def ask(app: ASGIApp, path: str, method: str = "GET") -> httpx.Response:
    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://okrbot") as client:
            return await client.request(method, path)

    return anyio.run(answer)


def test_health_asks_nobody() -> None:
    def unwanted() -> Sequence[Check]:
        raise AssertionError("asked")

    assert ask(asgi([], unwanted, bytes), "/healthz").status_code == 200


@pytest.mark.parametrize(
    ("checks", "status"), [([OK], 200), ([OK, WARNING], 200), ([OK, FAILED], 503), ([], 200)]
)
def test_ready_unless_a_check_failed(checks: list[Check], status: int) -> None:
    answer = ask(application(checks), "/readyz")
    assert answer.status_code == status
    assert answer.json()["ready"] is (status == 200)
    assert [check["name"] for check in answer.json()["checks"]] == [c.name for c in checks]


def test_a_failed_check_says_what_to_do() -> None:
    (check,) = ask(application([FAILED]), "/readyz").json()["checks"]
    assert check == {
        "name": "schema",
        "outcome": "failed",
        "detail": "older",
        "advice": "run okrbot migrate",
    }


def test_metrics_are_in_prometheus_format() -> None:
    answer = ask(application(), "/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert answer.text == "okrbot_up 1.0\n"


def test_an_unknown_path_and_a_wrong_method_say_so() -> None:
    assert ask(application(), "/nowhere").status_code == 404
    assert ask(application(), "/slack/events").status_code == 405
    assert ask(application(), "/healthz", "POST").status_code == 405
    assert ask(application(), "/slack/events", "POST").text == "posted"


def test_a_port_in_use_is_named() -> None:
    with closing(listen("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=f"127.0.0.1:{port}"):
            listen("127.0.0.1", port)


def test_a_host_that_is_not_ours_is_named() -> None:
    with pytest.raises(CannotListen, match="nowhere"):
        listen("nowhere.invalid", 0)


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process that serves; its first line names the port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.serving"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    bound = threading.Timer(60, process.kill)
    bound.start()
    try:
        assert process.stdout is not None
        yield process, f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        bound.cancel()
        process.kill()
        process.communicate()


def lines(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    return [line.strip() for line in process.stdout]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(number: int) -> None:
    with serving() as (process, address):
        assert httpx.get(f"{address}/healthz").text == "ok\n"
        process.send_signal(number)
        assert process.wait(30) == 0
        assert lines(process) == ["stopped"]


def test_what_is_in_hand_is_finished_before_it_stops() -> None:
    with serving() as (process, address):
        answers: list[int] = []

        def post() -> None:
            answers.append(httpx.post(f"{address}/slow", timeout=30).status_code)

        asking = threading.Thread(target=post)
        asking.start()
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "in hand"
        process.send_signal(signal.SIGTERM)
        _refuses_new(address)
        assert process.stdin is not None
        process.stdin.write("go on\n")
        process.stdin.flush()
        asking.join(30)
        assert process.wait(30) == 0
        assert answers == [200]
        assert lines(process) == ["finished", "stopped"]


def test_an_open_stream_does_not_hold_it_up() -> None:
    with serving() as (process, address), urllib.request.urlopen(f"{address}/stream") as stream:
        assert json.loads(stream.readline()) == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(8) == 0


def test_the_second_signal_ends_it_at_once() -> None:
    with serving() as (process, address):
        asking = threading.Thread(target=_ask_in_vain, args=(address,))
        asking.start()
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "in hand"
        process.send_signal(signal.SIGINT)
        _refuses_new(address)
        process.send_signal(signal.SIGINT)
        assert process.wait(8) == 128 + signal.SIGINT
        asking.join(30)


def _ask_in_vain(address: str) -> None:
    with pytest.raises(httpx.HTTPError):
        httpx.post(f"{address}/slow", timeout=30)


def _refuses_new(address: str) -> None:
    port = int(address.rpartition(":")[2])
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            return
