"""Prepared reads give what SQLAlchemy gives, on every database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from okr.facts import Role
from storage.database import Database
from storage.prepared import Prepared, PreparedFor
from storage.tables import PersonRow, Workspace

_PEOPLE = SQLModel.metadata.tables[PersonRow.__tablename__]
_COLUMNS: Select[tuple[object, ...]] = select(
    _PEOPLE.c.id,
    _PEOPLE.c.name,
    _PEOPLE.c.role,
    _PEOPLE.c.is_active,
    _PEOPLE.c.prompt_at,
    _PEOPLE.c.next_prompt_at,
    _PEOPLE.c.email,
).order_by(_PEOPLE.c.id)
NOW = datetime.combine(date(2026, 3, 2), time(9), UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as writing:
        workspace = Workspace(name="Acme", locale="en", timezone="UTC", created_at=NOW)
        writing.add(workspace)
        writing.flush()
        for number in range(1, 8):
            writing.add(
                PersonRow(
                    workspace_id=int(workspace.id or 0),
                    name=f"名字 {number} % ?",
                    name_key=f"{number}",
                    locale="en",
                    timezone="UTC",
                    role=Role.ADMIN if number == 3 else Role.MEMBER,
                    is_active=number != 4,
                    next_prompt_at=NOW if number == 5 else None,
                    created_at=NOW,
                )
            )
    with database.read() as reading:
        yield reading


def test_rows_are_those_of_the_statement(session: Session) -> None:
    statement = _COLUMNS.where(_PEOPLE.c.id > bindparam("after"), _PEOPLE.c.role == Role.MEMBER)
    prepared = Prepared(statement)
    for after in (0, 4, 100):
        expected = session.connection().execute(statement, {"after": after}).all()
        assert [tuple(row) for row in prepared.rows(session, {"after": after})] == expected


@pytest.mark.parametrize("ids", [[], [2], [3, 1], [5, 4, 3], [1, 2, 3, 4, 5], [2, 2, 90]])
def test_several_numbers_are_each_looked_for(session: Session, ids: list[int]) -> None:
    prepared = PreparedFor(lambda numbers: _COLUMNS.where(_PEOPLE.c.id.in_(numbers)))
    statement = _COLUMNS.where(_PEOPLE.c.id.in_(ids))
    expected = session.connection().execute(statement).all()
    assert [tuple(row) for row in prepared.rows(session, ids)] == expected


def test_a_text_is_never_read_as_sql(session: Session) -> None:
    prepared = Prepared(_COLUMNS.where(_PEOPLE.c.name == bindparam("name")))
    assert [row[0] for row in prepared.rows(session, {"name": "名字 2 % ?"})] == [2]
    assert prepared.rows(session, {"name": "' OR 1=1 --"}) == []


def test_a_fault_is_sqlalchemys(session: Session) -> None:
    prepared = Prepared(_COLUMNS.where(_PEOPLE.c.id == bindparam("person_id")))
    assert prepared.rows(session, {"person_id": 1})
    session.connection().exec_driver_sql("ALTER TABLE people RENAME TO persons")
    with pytest.raises(DBAPIError):
        prepared.rows(session, {"person_id": 1})
