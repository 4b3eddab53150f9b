"""A clock, a platform and delivery to it."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from scheduler.delivery import Delivery
from storage.database import Database
from tests.scheduler.fakes import FakeClock, FakePlatform, Start


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform()


@pytest.fixture
def start(database: Database, platform: FakePlatform, clock: FakeClock) -> Iterator[Start]:
    """Starts delivery to the platform, stopped at the end of the test."""
    with ExitStack() as stack:

        def begin(batch: int = 100, workers: int = 16) -> Delivery:
            delivery = Delivery(database, {platform.name: platform}, clock, batch, workers)
            delivery.start()
            stack.callback(delivery.stop, 5)
            return delivery

        yield begin
