"""The office on a fresh database, once on SQLite and once on PostgreSQL."""

import pytest

from storage.database import Database
from tests.handlers.office import Office


@pytest.fixture
def office(database: Database) -> Office:
    """Everybody is unknown at first; `root` is the admin."""
    return Office(database)


@pytest.fixture
def launched(office: Office) -> Office:
    """Ada has published O1 with three key results; Bo works on the first."""
    office.say(
        "ada",
        "new Launch the A app and win its users\n"
        "50,000 sign-ups by 30 Apr {bo}\nrating from 3.6 to 4.0\n付费率达到 20%",
    )
    office.say("ada", "publish O1")
    return office
