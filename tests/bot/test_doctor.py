"""The doctor finds what is wrong, says what to do, and never fails itself."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.checks import Check, Outcome
from bot.doctor import (
    ROOM_FAILED,
    ROOM_WARNING,
    as_json_lines,
    as_lines,
    clock_check,
    database_checks,
    local_checks,
    room_check,
)
from bot.settings import Settings
from storage.database import Database
from storage.migrate import upgrade

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


def outcomes(checks: list[Check]) -> dict[str, Outcome]:
    return {check.name: check.outcome for check in checks}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a database in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Settings(okrbot_database_url=f"sqlite:///{tmp_path / 'okrbot.db'}")


def test_a_database_in_order_passes(settings: Settings) -> None:
    database = Database(settings.okrbot_database_url)
    upgrade(database)
    found = outcomes(local_checks(settings, database))
    database.dispose()
    assert Outcome.FAILED not in found.values()
    assert {"database", "schema", "sqlite", "journal", "disk", "time zones"} <= found.keys()


def test_an_empty_database_is_sent_to_migrate(settings: Settings) -> None:
    database = Database(settings.okrbot_database_url)
    schema = database_checks(database)[1]
    database.dispose()
    assert (schema.outcome, schema.advice) == (Outcome.FAILED, "run okrbot migrate")


def test_a_later_schema_asks_for_the_later_program(settings: Settings) -> None:
    database = Database(settings.okrbot_database_url)
    upgrade(database)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    schema = database_checks(database)[1]
    database.dispose()
    assert schema.outcome is Outcome.FAILED
    assert "later version" in schema.advice


@pytest.mark.parametrize(
    "url", ["sqlite:////no/such/folder/okrbot.db", "postgresql+psycopg://anna:hidden@127.0.0.1:1/d"]
)
def test_a_database_that_does_not_answer_is_one_line_without_the_password(
    url: str, settings: Settings
) -> None:
    database = Database(url)
    checks = local_checks(settings, database)
    database.dispose()
    assert outcomes(checks)["database"] is Outcome.FAILED
    said = "\n".join(check.detail for check in checks)
    assert "hidden" not in said
    assert "Traceback" not in said
    assert "\n" not in checks[0].detail


@pytest.mark.parametrize(
    ("header", "outcome"),
    [
        ("Wed, 01 Apr 2026 09:00:05 GMT", Outcome.OK),
        ("Wed, 01 Apr 2026 08:59:00 GMT", Outcome.WARNING),
        ("Wed, 01 Apr 2026 09:05:00 GMT", Outcome.FAILED),
        ("", Outcome.SKIPPED),
        ("yesterday", Outcome.SKIPPED),
    ],
)
def test_a_clock_far_from_the_platforms_is_found(header: str, outcome: Outcome) -> None:
    assert clock_check("slack clock", header, NOW).outcome is outcome


@pytest.mark.parametrize(
    ("free", "outcome"),
    [
        (ROOM_WARNING, Outcome.OK),
        (ROOM_WARNING - 1, Outcome.WARNING),
        (ROOM_FAILED - 1, Outcome.FAILED),
        (None, Outcome.SKIPPED),
    ],
)
def test_a_full_disk_is_found(free: int | None, outcome: Outcome) -> None:
    assert room_check(free).outcome is outcome


def test_people_get_a_table_with_what_to_do() -> None:
    checks = [
        Check("database", Outcome.OK, "answers"),
        Check("schema", Outcome.FAILED, "none", "run it"),
    ]
    assert list(as_lines(checks)) == [
        "ok       database  answers",
        "failed   schema    none",
        "                   → run it",
    ]


def test_programs_get_one_object_a_line() -> None:
    (line,) = as_json_lines([Check("时区", Outcome.OK, "x")])
    assert json.loads(line) == {"name": "时区", "outcome": "ok", "detail": "x", "advice": ""}
