"""INSERT … ON CONFLICT DO NOTHING, the same on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Insert, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def insert_new(
    session: Session, table: Table, rows: Sequence[Mapping[str, object]], *returning: str
) -> Sequence[Row[Any]]:
    """Insert the rows whose key is not there yet; gives the named columns of those inserted.

    Where another transaction has inserted the same key and not yet committed, PostgreSQL waits
    for it (on SQLite there is one writer at a time anyway), so exactly one of the two gets it.
    """
    if not rows:
        return []
    columns = [table.c[name] for name in returning]
    return session.execute(_statement(session, table).returning(*columns), rows).all()


def _statement(session: Session, table: Table) -> Insert:
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
