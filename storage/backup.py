"""Copies a database that is in use into one file, whole or not at all."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import URL

from storage.database import Database


class BackupError(Exception):
    """No backup was made; the message says why and what to do."""


def backup(database: Database, target: Path, *, replace: bool = False) -> int:
    """Write the backup to `target` and give its size in bytes.

    SQLite gives a database file, PostgreSQL pg_dump's custom format (for pg_restore). Until the
    copy is complete and on the disk nothing stands at `target`. Raises BackupError.
    """
    source = database.file
    if source is not None and target.exists() and source.exists() and target.samefile(source):
        raise BackupError(f"{target} is the database itself; name another file")
    if target.is_dir():
        raise BackupError(f"{target} is a folder; name a file in it")
    if target.exists() and not replace:
        raise BackupError(f"{target} exists; name another file, or give --force to replace it")
    if source is None:
        return _placed(target, lambda copy: _dump(database.url, copy))
    if not source.exists():
        raise BackupError(f"there is no database at {source}")
    return _placed(target, lambda copy: _copy(source, copy))


def _placed(target: Path, write: Callable[[Path], None]) -> int:
    # Beside the target, so that the last step is a rename within one file system; in a folder of
    # our own, so that nobody else may read the copy before it has the right permissions.
    try:
        folder = Path(mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise BackupError(f"cannot write to {target.parent}: {error.strerror}") from error
    try:
        copy = folder / target.name
        write(copy)
        copy.chmod(0o600)
        _flush(copy)
        size = copy.stat().st_size
        copy.replace(target)
        _flush(target.parent)
    except OSError as error:
        raise BackupError(f"cannot write {target}: {error.strerror}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return size


def _copy(source: Path, copy: Path) -> None:
    try:
        connection = sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, timeout=30)
        try:
            connection.execute("VACUUM INTO ?", (str(copy),))
        finally:
            connection.close()
        check = sqlite3.connect(copy)
        try:
            verdict: str = check.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            check.close()
    except sqlite3.Error as error:
        raise BackupError(f"cannot copy {source}: {error}") from error
    if verdict != "ok":
        raise BackupError(f"the copy of {source} is damaged: {verdict}; the database may be, too")


def _dump(url: URL, copy: Path) -> None:
    program = shutil.which("pg_dump")
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    if program is None:
        raise BackupError(
            "pg_dump is not on the PATH; install PostgreSQL's client, or run where it is:"
            f" pg_dump --format=custom --file={copy.name} '{plain}'"
        )
    # A password on the command line would be in the list of processes.
    environment = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    command = [program, "--format=custom", "--no-password", f"--file={copy}", f"--dbname={plain}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(done.stderr.strip() or f"pg_dump ended with {done.returncode}")


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
