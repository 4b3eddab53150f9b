"""Stages: a platform with the desk behind it, shared by the tests of a file where they may."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (declares the tables)
from storage.database import Database
from tests.contracts.stage import PLATFORMS, REMOTE, TRANSPORTS, AnyDriver, Stage

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every table."""
    file = tmp_path_factory.mktemp("contracts") / "empty.db"
    database = Database(f"sqlite:///{file}")
    SQLModel.metadata.create_all(database.engine)
    database.dispose()
    return file


def _started(kind: type[AnyDriver], empty: Path, folder: Path) -> Iterator[Stage]:
    shutil.copyfile(empty, folder / "okr.db")
    stage = Stage(kind)
    stage.start(f"sqlite:///{folder / 'okr.db'}", MONDAY, folder)
    try:
        yield stage
    finally:
        stage.driver.stop()


def _name(kind: type[AnyDriver]) -> str:
    return kind.name


@pytest.fixture(scope="module", params=PLATFORMS, ids=_name)
def shared(
    request: pytest.FixtureRequest,
    empty_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """One stage for a whole file: for tests that only look at what is newest."""
    yield from _started(request.param, empty_database, tmp_path_factory.mktemp("stage"))


@pytest.fixture(params=TRANSPORTS, ids=_name)
def stage(request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path) -> Iterator[Stage]:
    """A fresh stage on every transport; nothing may be refused by the platform."""
    for stage in _started(request.param, empty_database, tmp_path):
        yield stage
        assert stage.rejections() == []


@pytest.fixture(params=PLATFORMS, ids=_name)
def breakable(
    request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path
) -> Iterator[Stage]:
    """A fresh stage of each platform, for tests that make it fail."""
    yield from _started(request.param, empty_database, tmp_path)


@pytest.fixture(params=REMOTE, ids=_name)
def remote(request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path) -> Iterator[Stage]:
    """As `breakable`, of those with a network between that can fail."""
    yield from _started(request.param, empty_database, tmp_path)


@pytest.fixture(params=[kind for kind in TRANSPORTS if kind not in PLATFORMS], ids=_name)
def other(request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path) -> Iterator[Stage]:
    """The platforms' other transports."""
    yield from _started(request.param, empty_database, tmp_path)
