"""Every dialogue on every transport of every platform, with the real SDKs over real sockets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import upgrade
from tests.drivers.base import Driver
from tests.drivers.lark import LarkLongConnection, LarkWebhook
from tests.drivers.playground import PlaygroundDriver
from tests.drivers.slack import SlackHttp, SlackSocket

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)

FEBRUARY = datetime(2026, 2, 2, 9, tzinfo=UTC)

DRIVERS = (PlaygroundDriver, SlackHttp, SlackSocket, LarkWebhook, LarkLongConnection)
PLATFORMS = (PlaygroundDriver, SlackHttp, LarkWebhook)


@pytest.fixture(params=DRIVERS, ids=lambda driver: driver.name)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    """A platform with the program behind it; it ends with nothing refused by the platform."""
    with _stage(request.param, MONDAY, tmp_path) as driver:
        yield driver


@pytest.fixture(params=PLATFORMS, ids=lambda driver: driver.name)
def long_stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    """One transport of each platform, for long stories: they begin in February 2026."""
    with _stage(request.param, FEBRUARY, tmp_path) as driver:
        yield driver


@contextmanager
def _stage(make: Callable[[], Driver], starts: datetime, folder: Path) -> Iterator[Driver]:
    url = f"sqlite:///{folder / 'okr.db'}"
    database = Database(url)
    upgrade(database)
    database.dispose()
    driver = make()
    driver.start(url, starts, folder)
    try:
        yield driver
        assert list(driver.rejections()) == []
    finally:
        driver.stop()


@pytest.fixture
def launched(stage: Driver) -> Driver:
    """Ada has published O1 with three key results; Bo works on the first."""
    stage.say(
        "ada",
        "/okr new Launch the A app and win its users\n"
        "50,000 sign-ups by 30 Apr {bo}\nrating from 3.6 to 4.0\n付费率达到 20%",
    )
    stage.press("ada", "Publish")
    return stage
