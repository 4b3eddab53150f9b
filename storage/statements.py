"""Doors to plain statements: typed reads, and writes that are built once for a set of columns."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Insert, Table, Update, bindparam, insert, select, update
from sqlalchemy.sql import Select
from sqlmodel import Session


def pick(*columns: Any) -> Select[Any]:
    """A SELECT of plain columns: rows as tuples, without the cost of building objects.

    SQLModel declares a table's attributes with the types of their values, which `select` does
    not take for columns; here they are taken as what they are at run time.
    """
    return select(*columns)


def add_row(session: Session, table: Table, values: Mapping[str, object]) -> int:
    """A new row, with the database's own defaults for what is not named; gives its id.

    Without objects and what watches them: a third of the cost where every event writes one.
    """
    session.flush()  # what it refers to may be waiting to be written
    key = session.connection().execute(_insert(table), dict(values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def change_row(session: Session, table: Table, row_id: int, values: Mapping[str, object]) -> None:
    """Change columns of the row with this id. An object of it that was read before does not see
    that."""
    session.flush()
    to = {f"to_{name}": value for name, value in values.items()}
    session.connection().execute(_update(table, tuple(values)), {"row_id": row_id, **to})


@lru_cache(maxsize=64)
def _insert(table: Table) -> Insert:
    return insert(table)


@lru_cache(maxsize=256)
def _update(table: Table, names: tuple[str, ...]) -> Update:
    to = {name: bindparam(f"to_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("row_id")).values(to)
