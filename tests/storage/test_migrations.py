"""Migrations run up, down and up again on both databases, and never half."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from storage import migrate
from storage.database import Database
from storage.migrate import Schema, SchemaError
from storage.tables import PersonRow, TeamRow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty_postgres_url(postgres_administrator: Engine) -> Iterator[str]:
    """A PostgreSQL database without any table."""
    name = f"okrbot_{uuid.uuid4().hex}"
    with postgres_administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    yield postgres_administrator.url.set(database=name).render_as_string(hide_password=False)
    with postgres_administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'with space and 100%' / 'okrbot.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    """A database without any table."""
    database = Database(empty_url)
    if database.file is not None:
        database.file.parent.mkdir()
    yield database
    database.dispose()


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_up_then_down_then_up_leaves_what_the_code_needs(database: Database) -> None:
    assert migrate.schema(database) is Schema.EMPTY
    migrate.upgrade(database)
    assert migrate.schema(database) is Schema.CURRENT
    assert migrate.current(database) == migrate.head()
    assert migrate.check(database) == []
    migrate.downgrade(database)
    assert tables(database) == {"alembic_version"}
    migrate.upgrade(database)
    assert migrate.check(database) == []


def test_upgrading_what_is_up_to_date_changes_nothing(database: Database) -> None:
    migrate.upgrade(database)
    migrate.upgrade(database)
    assert migrate.schema(database) is Schema.CURRENT


def test_a_difference_from_the_tables_is_named(database: Database) -> None:
    migrate.upgrade(database)
    with database.write() as session:
        session.execute(text("ALTER TABLE people ADD COLUMN shoe_size INTEGER"))
    assert any("shoe_size" in difference for difference in migrate.check(database))


def test_a_later_schema_is_left_alone(database: Database) -> None:
    migrate.upgrade(database)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert migrate.schema(database) is Schema.UNKNOWN
    with pytest.raises(SchemaError, match="9999"):
        migrate.upgrade(database)


def test_a_migration_that_fails_half_way_leaves_nothing(database: Database) -> None:
    with database.write() as session:
        session.execute(text("CREATE TABLE check_ins (in_the_way INTEGER)"))
    with pytest.raises(Exception, match="check_ins"):
        migrate.upgrade(database)
    assert tables(database) == {"check_ins"}


def test_foreign_keys_hold_after_a_migration(database: Database) -> None:
    migrate.upgrade(database)
    with database.read() as session:
        if database.is_sqlite:
            assert session.scalar(text("PRAGMA foreign_keys")) == 1


def test_two_processes_that_start_at_once_both_succeed(empty_url: str, database: Database) -> None:
    environment = {**os.environ, "OKRBOT_DATABASE_URL": empty_url}
    starting = [
        subprocess.Popen(
            [sys.executable, "-m", "bot", "migrate"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=90)[0] for process in starting]
    assert [process.returncode for process in starting] == [0, 0], said
    assert migrate.schema(database) is Schema.CURRENT


def test_the_head_read_from_file_names_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [migrate.head()]
    assert {script.revision for script in scripts.walk_revisions()} == set(migrate.revisions())


def test_rows_of_the_first_schema_get_the_values_of_the_weekly_follow_up(
    database: Database,
) -> None:
    migrate.upgrade(database, "0001")
    now = "2026-01-05 10:00:00.000000"
    with database.write() as session:
        session.execute(
            text(
                "INSERT INTO workspaces (id, name, locale, timezone, created_at, last_number) "
                f"VALUES (1, 'Acme', 'en', 'UTC', '{now}', 0)"
            )
        )
        session.execute(
            text(
                "INSERT INTO people (id, workspace_id, name, name_key, locale, locale_chosen, "
                "timezone, timezone_chosen, role, is_active, prompt_weekday, prompt_at, created_at)"
                " VALUES (1, 1, 'Ada', 'ada', 'en', false, 'UTC', false, 'member', true, 1, "
                f"'10:00:00.000000', '{now}'),"
                " (2, 1, 'Bo', 'bo', 'en', false, 'UTC', false, 'member', true, 3, "
                f"'10:00:00.000000', '{now}')"
            )
        )
        session.execute(
            text(
                "INSERT INTO teams (id, workspace_id, name, name_key, lead_id, lead_is_appointed, "
                f"created_at) VALUES (1, 1, 'Growth', 'growth', 1, false, '{now}')"
            )
        )
    migrate.upgrade(database)
    with database.read() as session:
        team = session.get_one(TeamRow, 1)
        assert (team.weekly_weekday, team.weekly_at, team.names_shown) == (5, time(16), False)
        assert session.get_one(PersonRow, 1).prompt_chosen is False
        assert session.get_one(PersonRow, 2).prompt_chosen is True
    assert migrate.check(database) == []
