"""Brings a database to the schema this version needs; safe when several processes start at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from storage.database import Database
from storage.tables import Workspace

MIGRATIONS = Path(__file__).parent / "migrations"
_VERSIONS = MIGRATIONS / "versions"
_ADVISORY_LOCK = 0x6F6B72  # "okr"; any number that all replicas agree on


class Schema(StrEnum):
    """How a database's schema stands to this version of the program."""

    EMPTY = "empty"
    """No migration has ever run."""
    OLDER = "older"
    CURRENT = "current"
    UNKNOWN = "unknown"
    """Written by a later version of the program, or by something else."""


class SchemaError(Exception):
    """The database's schema cannot be used or brought to what this version needs."""


def revisions() -> tuple[str, ...]:
    """Every revision's number, oldest first. They are the file names' first four digits, so that
    the readiness check needs no Alembic."""
    return tuple(sorted(file.name[:4] for file in _VERSIONS.glob("[0-9][0-9][0-9][0-9]_*.py")))


def head() -> str:
    """The revision this version of the program needs."""
    return revisions()[-1]


def current(database: Database) -> str | None:
    """The database's revision, None where no migration has run."""
    with database.engine.connect() as connection:
        return _current(connection)


def schema(database: Database) -> Schema:
    """How the database's schema stands to this version of the program."""
    revision = current(database)
    if revision is None:
        return Schema.EMPTY
    if revision == head():
        return Schema.CURRENT
    return Schema.OLDER if revision in revisions() else Schema.UNKNOWN


def upgrade(database: Database, to: str = "head") -> None:
    """Bring the schema up. Raises SchemaError for a database of a later version."""
    if database.file is not None:
        database.file.parent.mkdir(parents=True, exist_ok=True)
    with _migrating(database) as connection:
        _refuse_unknown(connection)
        _run(connection, lambda command, config: command.upgrade(config, to))


def downgrade(database: Database, to: str = "base") -> None:
    """Take the schema back; what the later tables and columns held is gone."""
    with _migrating(database) as connection:
        _refuse_unknown(connection)
        _run(connection, lambda command, config: command.downgrade(config, to))


def check(database: Database) -> Sequence[str]:
    """What differs between the database and storage/tables/, one difference a line."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.engine.connect() as connection:
        options = context_options(connection)
        context = MigrationContext.configure(connection, opts=options)
        return [
            str(difference) for difference in compare_metadata(context, options["target_metadata"])
        ]


def write_revision(database: Database, message: str) -> Path:
    """For developers: a new revision from what differs; `database` must be at the head."""
    from alembic import command

    number = f"{int(head()) + 1:04d}" if revisions() else "0001"
    with _migrating(database) as connection:
        script = command.revision(
            _config(connection), message=message, autogenerate=True, rev_id=number
        )
    if script is None or isinstance(script, list):
        raise SchemaError("Alembic wrote no single revision")
    return Path(script.path)


def context_options(connection: Connection) -> dict[str, Any]:
    """What Alembic must know, the same for running and for comparing."""
    return {
        # Importing one table declares them all.
        "target_metadata": Workspace.metadata,
        # SQLite cannot alter a column; Alembic then makes a new table and copies.
        "render_as_batch": connection.dialect.name == "sqlite",
        "compare_type": True,
        "compare_server_default": True,
        "transactional_ddl": True,
        "transaction_per_migration": False,
    }


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _refuse_unknown(connection: Connection) -> None:
    revision = _current(connection)
    if revision is not None and revision not in revisions():
        raise SchemaError(
            f"the database has schema {revision}, which this version does not know"
            f" (it knows up to {head()}); run the version that wrote it, or a later one"
        )


def _config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.attributes["connection"] = connection
    # Alembic reads this as a template in which a % has a meaning of its own.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _run(connection: Connection, step: Callable[[Any, Any], None]) -> None:
    from alembic import command

    step(command, _config(connection))


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    """One transaction that no second process can be in; it is kept whole or not at all."""
    engine = database.engine.execution_options(okrbot_write=True)
    with engine.connect() as connection:
        if not database.is_sqlite:
            with connection.begin():
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK}
                )
                yield connection
            return
        # A table is altered by copying it and dropping the old one, which foreign keys forbid;
        # they can only be switched outside of a transaction, so they are checked at the end.
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise SchemaError(f"the migration would leave {len(broken)} broken references")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
