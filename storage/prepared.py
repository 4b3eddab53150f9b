"""Reads prepared once: compiled by SQLAlchemy, then run on the driver without it.

For the few statements that every event runs. SQLAlchemy spends some 30 µs on a statement that
SQLite answers in 5 (docs/performance.md); what it would do each time is done here at the first.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Enum, Integer, Select, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

Row = Sequence[Any]
Values = Mapping[str, int | str]
_NONE: Values = {}


class Prepared:
    """A SELECT of plain columns; its parameters are numbers and texts, given by name.

    It has no `in_` of constants, which SQLAlchemy writes out only when it runs the statement.
    The rows are those of `session.connection().execute(statement, values)`, as lists.
    """

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, session: Session, values: Values) -> Sequence[Row]:
        """The rows, of a session that has written what it has to write. Raises DBAPIError."""
        bind = session.bind
        # A session for reading stands on a connection of its own (storage.database).
        connection = bind if isinstance(bind, Connection) else session.connection()
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, dialect)
        return compiled.rows(connection.connection.driver_connection, values)


class PreparedFor:
    """The same with one parameter that holds several numbers, for `column.in_(numbers)`."""

    def __init__(self, build: Callable[[Sequence[BindParameter[int]]], Select[Any]]) -> None:
        self._build = build
        self._by_size: dict[int, Prepared] = {}

    def rows(
        self, session: Session, numbers: Sequence[int], values: Values = _NONE
    ) -> Sequence[Row]:
        """The rows; none for no numbers. Raises DBAPIError."""
        if not numbers:
            return []
        # Sizes are powers of two, so that there are few; the last number fills up.
        size = 1 << (len(numbers) - 1).bit_length()
        prepared = self._by_size.get(size)
        if prepared is None:
            places = [bindparam(f"number_{place}", type_=Integer()) for place in range(size)]
            prepared = self._by_size[size] = Prepared(self._build(places))
        filled = [*numbers, *[numbers[-1]] * (size - len(numbers))]
        named = {f"number_{place}": number for place, number in enumerate(filled)}
        return prepared.rows(session, {**values, **named})


class _Compiled:
    """The statement as one kind of database takes it."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._words = str(compiled)
        self._names: Sequence[str] | None = compiled.positiontup
        self._constants = {
            name: _written(parameter, dialect)
            for name, parameter in compiled.binds.items()
            if not parameter.required
        }
        self._dialect = dialect
        self._types = [column.type for column in statement.selected_columns]
        self._readers: Sequence[tuple[int, Callable[[Any], Any]]] | None = None

    def rows(self, driver: Any, values: Values) -> Sequence[Row]:
        given = {**self._constants, **values}
        parameters = given if self._names is None else [given[name] for name in self._names]
        try:
            cursor = driver.cursor()
            cursor.execute(self._words, parameters)
            found: list[list[Any]] = list(map(list, cursor.fetchall()))
            if self._readers is None:
                self._readers = self._readers_of(cursor.description)
            cursor.close()
        except self._error as error:
            raise DBAPIError.instance(
                self._words, parameters, error, self._error, dialect=self._dialect
            ) from error
        for row in found:
            for place, read in self._readers:
                row[place] = read(row[place])
        return found

    def _readers_of(self, described: Sequence[Any]) -> Sequence[tuple[int, Callable[[Any], Any]]]:
        """The columns whose values the driver does not give as Python has them."""
        readers = [
            _reader(
                kind, kind.dialect_impl(self._dialect).result_processor(self._dialect, column[1])
            )
            for kind, column in zip(self._types, described, strict=True)
        ]
        return [(place, read) for place, read in enumerate(readers) if read is not None]

    @property
    def _error(self) -> type[Exception]:
        driver: Any = self._dialect.dbapi
        error: type[Exception] = driver.Error
        return error


def _written(parameter: BindParameter[Any], dialect: Dialect) -> Any:
    """A constant of the statement as the driver takes it: the text of an enum's member."""
    write = parameter.type.dialect_impl(dialect).bind_processor(dialect)
    return write(parameter.value) if write else parameter.value


def _reader(
    kind: TypeEngine[Any], read: Callable[[Any], Any] | None
) -> Callable[[Any], Any] | None:
    """How a column is read; the few texts of an enum are read once each."""
    return cache(read) if read is not None and isinstance(kind, Enum) else read
