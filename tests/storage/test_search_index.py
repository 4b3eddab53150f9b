"""Words by their beginning come from the index, whatever order the database's language has."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from storage import migrate, search
from storage.database import Database

_ORDERS = {
    "as it comes": "",
    "en_US": "LOCALE 'en_US.utf8'",
    "unicode": "LOCALE_PROVIDER icu ICU_LOCALE 'und' LOCALE 'C'",
    "Czech": "LOCALE_PROVIDER icu ICU_LOCALE 'cs' LOCALE 'C'",
}


@pytest.fixture(params=list(_ORDERS))
def migrated(request: pytest.FixtureRequest, postgres_administrator: Engine) -> Iterator[Database]:
    """A PostgreSQL database in one of these orders, made by the migrations."""
    name = f"okrbot_{uuid.uuid4().hex}"
    with postgres_administrator.connect() as connection:
        try:
            order = _ORDERS[request.param]
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 {order}"))
        except DBAPIError as error:
            pytest.skip(f"this PostgreSQL has no such order: {error.orig}")
    url = postgres_administrator.url.set(database=name)
    database = Database(url.render_as_string(hide_password=False))
    migrate.upgrade(database)
    yield database
    database.dispose()
    with postgres_administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _fill(database: Database) -> None:
    """A thousand words, of which three begin with "grow"; nothing but the words is looked at."""
    words = ["grow", "growth", "grown", "groß", "gruen", "组织", "tech", "tecka"]
    words += [f"w{number}" for number in range(1000)]
    with database.write() as session:
        is_objective = "fk_search_terms_objective_id"
        session.execute(text(f"ALTER TABLE search_terms DROP CONSTRAINT {is_objective}"))
        for number, word in enumerate(words, 1):
            search.index(session, 1, number, [word])
    with database.write() as session:
        session.execute(text("ANALYZE search_terms"))


def test_a_beginning_finds_every_word_with_it_and_no_other(migrated: Database) -> None:
    _fill(migrated)
    with migrated.read() as session:
        assert set(search.find(session, 1, "grow", 9)) == {1, 2, 3}
        assert set(search.find(session, 1, "gro", 9)) == {1, 2, 3, 4}
        assert set(search.find(session, 1, "组织", 9)) == {6}
        # In Czech "ch" is a letter of its own, which comes after "h".
        assert set(search.find(session, 1, "tec", 9)) == {7, 8}


def test_a_beginning_is_a_range_of_the_index(migrated: Database) -> None:
    _fill(migrated)
    asked: list[tuple[str, Any]] = []

    @event.listens_for(migrated.engine, "before_cursor_execute")
    def keep(
        _connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object
    ) -> None:
        asked.append((statement, parameters))

    with migrated.read() as session:
        search.find(session, 1, "grow", 9)
    event.remove(migrated.engine, "before_cursor_execute", keep)
    looked = [each for each in asked if "search_terms" in each[0]]
    assert looked
    with migrated.engine.connect() as connection:
        for statement, parameters in looked:
            rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
            plan = "\n".join(row[0] for row in rows)
            assert "pk_search_terms" in plan, plan
            (condition,) = [line for line in plan.splitlines() if "Index Cond" in line]
            assert "term >= 'grow'" in condition, plan
            assert "term < 'grow" in condition, plan
