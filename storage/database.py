"""The engine, its pragmas, and the two ways to open a session: reading and writing."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, make_url, text
from sqlmodel import Session, create_engine

MINIMUM_SQLITE = (3, 35, 0)
"""RETURNING came with it."""


class Database:
    """One database, SQLite or PostgreSQL, for a whole process; safe for threads.

    SQLite allows one writer at a time. Waiting for it on a lock of ours costs far less at the
    tail than waiting inside SQLite's busy handler, so writers queue here.
    """

    def __init__(self, url: str, pool_size: int = 20) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 20}
        if self.is_sqlite:
            options["connect_args"] = {"check_same_thread": False, "timeout": 30}
        else:
            options["pool_pre_ping"] = True
        self.engine: Engine = create_engine(self.url, **options)
        self._write_lock = threading.Lock()
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; what it changes is not kept.

        It stands on a connection whose transaction is open, so that prepared reads need nothing
        of the session: its own book-keeping costs more than what they read.
        """
        with self.engine.connect() as connection:
            connection.begin()
            with Session(connection, autoflush=False) as session:
                yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are kept together when the block ends, or not at all."""
        if not self.is_sqlite:
            with (
                Session(self.engine, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session
            return
        with self._write_lock:
            writer = self.engine.execution_options(okrbot_write=True)
            with Session(writer, expire_on_commit=False) as session, session.begin():
                yield session

    def ping(self) -> None:
        """Raises when the database does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @property
    def file(self) -> Path | None:
        """Where a SQLite database lies; None for PostgreSQL and memory."""
        if not self.is_sqlite or self.url.database in (None, "", ":memory:"):
            return None
        return Path(str(self.url.database))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: BEGIN is ours (see _begin_sqlite).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "cache_size=-16000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer half-way fails with SQLITE_BUSY at once; so writers say so first.
    if connection.get_execution_options().get("okrbot_write", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    # This waits for nothing and cannot fail, so it goes to the driver without SQLAlchemy.
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN DEFERRED")
