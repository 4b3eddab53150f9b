"""A fake Lark and an adapter in front of it."""

from collections.abc import Iterator

import pytest

from bot.lark.client import Client
from bot.lark.deliver import Delivery
from tests.bot.lark.examples import NOW
from tests.fakes.lark.server import FakeLark
from tests.fakes.lark.store import APP_ID, APP_SECRET


@pytest.fixture
def fake() -> Iterator[FakeLark]:
    """The platform, with a clock that stands."""
    platform = FakeLark(lambda: NOW)
    platform.start()
    yield platform
    platform.stop()


@pytest.fixture
def client(fake: FakeLark) -> Iterator[Client]:
    """Calls the fake."""
    with Client(fake.url, APP_ID, APP_SECRET) as calling:
        yield calling


@pytest.fixture
def delivery(client: Client) -> Delivery:
    """Sends to the fake; a picture is a few bytes that look like a PNG."""
    return Delivery(client, lambda source: b"\x89PNG" + source.encode())
