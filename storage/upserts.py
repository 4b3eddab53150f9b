"""INSERT … ON CONFLICT DO NOTHING, the same on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert
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
    insert = _statement(session.get_bind().dialect.name, table, returning)
    return session.execute(insert, rows).all()


@lru_cache(maxsize=64)
def _statement(dialect: str, table: Table, returning: tuple[str, ...]) -> ReturningInsert[Any]:
    made = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return made.on_conflict_do_nothing().returning(*(table.c[name] for name in returning))
