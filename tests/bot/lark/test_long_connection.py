"""The long connection comes back by itself, answers from workers, and stops cleanly."""

import threading
import time
from collections.abc import Iterator, Mapping

import pytest

from bot.lark.client import Client
from bot.lark.long_connection import LongConnection
from tests.fakes.lark.api import ENDPOINT
from tests.fakes.lark.server import FakeLark

PAYLOAD = b'{"header": {"event_type": "x"}}'


@pytest.fixture
def connection(fake: FakeLark, client: Client) -> Iterator[LongConnection]:
    """A connection whose deliveries are echoed."""
    made = LongConnection(client.endpoint, lambda payload: {"size": len(payload)})
    yield made
    made.stop()


def test_deliveries_are_answered(fake: FakeLark, connection: LongConnection) -> None:
    connection.start()
    fake.connection.wait_connected()
    for parts in (1, 3):
        fake.connection.parts = parts
        answer = fake.connection.deliver(PAYLOAD, 10)
        assert answer == {"code": 200, "data": {"size": len(PAYLOAD)}}
    fake.connection.wait_pings(1)
    assert connection.wait_connected(10)
    assert not fake.connection.problems


def test_a_failing_handler_is_told_to_lark(fake: FakeLark, client: Client) -> None:
    def fail(payload: bytes) -> object:
        raise ValueError("boom")

    connection = LongConnection(client.endpoint, fail)
    connection.start()
    fake.connection.wait_connected()
    assert fake.connection.deliver(PAYLOAD, 10)["code"] == 500
    connection.stop()


def test_a_slow_handler_holds_nobody_up(fake: FakeLark, client: Client) -> None:
    go = threading.Event()

    def handle(payload: bytes) -> object:
        if payload == b"slow":
            go.wait(10)
        return {}

    connection = LongConnection(client.endpoint, handle)
    connection.start()
    fake.connection.wait_connected()
    slow = threading.Thread(target=fake.connection.deliver, args=(b"slow", 10))
    slow.start()
    assert fake.connection.deliver(PAYLOAD, 5)["code"] == 200
    go.set()
    slow.join(10)
    connection.stop()


def test_it_comes_back_after_the_platform_closes(
    fake: FakeLark, connection: LongConnection
) -> None:
    connection.start()
    fake.connection.wait_connected()
    fake.connection.close_all()
    fake.connection.wait_connected(ever=2)
    assert fake.connection.deliver(PAYLOAD, 10)["code"] == 200


def test_it_comes_back_after_refusals(fake: FakeLark, connection: LongConnection) -> None:
    fake.connection.refuse(1)
    fake.outages.html_502(ENDPOINT)
    connection.start()
    fake.connection.wait_connected()
    assert connection.wait_connected(10)


def test_silence_is_taken_for_the_end(fake: FakeLark, connection: LongConnection) -> None:
    fake.connection.config["PingInterval"] = 1
    fake.connection.silent = True
    connection.start()
    fake.connection.wait_connected(ever=2)


def test_it_stops_while_the_endpoint_hangs(fake: FakeLark, connection: LongConnection) -> None:
    fake.outages.hang(ENDPOINT)
    connection.start()
    assert fake.outages.hit.wait(10)
    started = time.monotonic()
    connection.stop(5)
    assert time.monotonic() - started < 4


def test_a_stop_finishes_what_is_in_hand(fake: FakeLark, client: Client) -> None:
    begun, go = threading.Event(), threading.Event()

    def handle(payload: bytes) -> object:
        begun.set()
        go.wait(10)
        return {"done": 1}

    connection = LongConnection(client.endpoint, handle)
    connection.start()
    fake.connection.wait_connected()
    answers: list[Mapping[str, object]] = []
    asking = threading.Thread(target=lambda: answers.append(fake.connection.deliver(PAYLOAD, 10)))
    asking.start()
    assert begun.wait(10)
    stopping = threading.Thread(target=connection.stop)
    stopping.start()
    go.set()
    stopping.join(10)
    asking.join(10)
    assert answers == [{"code": 200, "data": {"done": 1}}]
    assert not connection.is_connected


def test_a_stop_right_after_connecting_ends_the_thread(fake: FakeLark, client: Client) -> None:
    for number in range(20):
        connection = LongConnection(client.endpoint, lambda payload: {})
        connection.start()
        fake.connection.wait_connected(ever=number + 1)
        connection.stop(5)
        assert "lark-connection" not in {thread.name for thread in threading.enumerate()}


def test_wrong_credentials_are_named(fake: FakeLark) -> None:
    with Client(fake.url, "cli_test", "wrong") as client:
        connection = LongConnection(client.endpoint, lambda payload: None)
        connection.start()
        deadline = time.monotonic() + 10
        while not connection.trouble and time.monotonic() < deadline:
            connection.wait_connected(0.05)
        assert connection.trouble == "1000040344"
        connection.stop()
