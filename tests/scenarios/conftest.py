"""Every dialogue on every transport of every platform, with the real SDKs over real sockets."""

from collections.abc import Iterator
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

DRIVERS = (PlaygroundDriver, SlackHttp, SlackSocket, LarkWebhook, LarkLongConnection)


@pytest.fixture(params=DRIVERS, ids=lambda driver: driver.name)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driver]:
    """A platform with the program behind it; it ends with nothing refused by the platform."""
    url = f"sqlite:///{tmp_path / 'okr.db'}"
    database = Database(url)
    upgrade(database)
    database.dispose()
    driver: Driver = request.param()
    driver.start(url, MONDAY, tmp_path)
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
