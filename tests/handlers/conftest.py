"""The office on a fresh database: SQLite for every truth, PostgreSQL too where databases differ."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.handlers.office import Office

_ON_BOTH = (
    "test_align_races",
    "test_check_in",
    "test_check_in_week",
    "test_digest",
    "test_editing",
    "test_hardening_deliveries",
    "test_link_races",
    "test_in_step",
    "test_joining",
    "test_races",
    "test_reception",
    "test_risks",
    "test_who_may_what",
)
"""What a database has a say in: locks, repeats, races, and the permissions that are queries.

Making a PostgreSQL database costs as much as ten of these tests; what words are read as is the
same on both.
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Choose the databases by file."""
    if "office_url" in metafunc.fixturenames:
        module = metafunc.module.__name__.rpartition(".")[2]
        kinds = ("sqlite", "postgres") if module in _ON_BOTH else ("sqlite",)
        metafunc.parametrize("office_url", kinds, indirect=True)


@pytest.fixture
def office_url(request: pytest.FixtureRequest) -> str:
    """The URL of the office's database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def office(office_url: str) -> Iterator[Office]:
    """Everybody is unknown at first; `root` is the admin."""
    database = Database(office_url)
    yield Office(database)
    database.dispose()


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
