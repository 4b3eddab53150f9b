"""What `okrbot doctor` looks at on this machine, and how it tells."""

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.checks import Check, Outcome
from bot.requeue import dead_check
from bot.settings import Settings
from storage import dead_messages
from storage.database import MINIMUM_SQLITE, Database
from storage.migrate import Schema, current, head, schema

ROOM_WARNING = 1_000_000_000
ROOM_FAILED = 100_000_000
"""Free bytes beside a SQLite database below which the doctor speaks."""

SKEW_WARNING = 30.0
SKEW_FAILED = 240.0
"""Seconds. Both platforms refuse signatures, and we theirs, from 300 on."""


def local_checks(settings: Settings, database: Database) -> list[Check]:
    """Everything that needs no platform; none of them raises."""
    found = database_checks(database)
    if all(check.outcome is Outcome.OK for check in found):
        with database.read() as session:
            found.append(dead_check(dead_messages.list_groups(session), datetime.now(UTC)))
    return [*found, *_storage_checks(database), *_machine_checks(settings)]


def database_checks(database: Database) -> list[Check]:
    """Whether the database answers and has this version's schema; what /readyz asks each time."""
    try:
        state = schema(database)
    except SQLAlchemyError as error:
        return [
            Check(
                "database",
                Outcome.FAILED,
                reason(error),
                "start the database, or correct OKRBOT_DATABASE_URL",
            )
        ]
    answers = Check("database", Outcome.OK, database.url.render_as_string(hide_password=True))
    return [answers, schema_check(state, current(database))]


def schema_check(state: Schema, revision: str | None) -> Check:
    """What a schema in that state means and what to do about it."""
    match state:
        case Schema.CURRENT:
            return Check("schema", Outcome.OK, f"version {revision}")
        case Schema.EMPTY:
            return Check("schema", Outcome.FAILED, "there are no tables yet", "run okrbot migrate")
        case Schema.OLDER:
            detail = f"version {revision}, this program needs {head()}"
            return Check("schema", Outcome.FAILED, detail, "run okrbot migrate")
        case Schema.UNKNOWN:
            detail = f"version {revision} is newer than this program, which knows up to {head()}"
            return Check("schema", Outcome.FAILED, detail, "install the later version of okrbot")


def reason(error: SQLAlchemyError) -> str:
    """What the driver says, in one line, without SQLAlchemy's links and statements."""
    original = getattr(error, "orig", None)
    words = str(original if original is not None else error).strip()
    return " ".join(words.splitlines()[:1]) or type(error).__name__


def clock_check(name: str, date_header: str, now: datetime) -> Check:
    """How far this machine's clock is from a server's; `date_header` as HTTP gives it."""
    try:
        theirs = parsedate_to_datetime(date_header)
    except ValueError:
        return Check(name, Outcome.SKIPPED, "the server does not tell the time")
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    skew = (now - theirs).total_seconds()
    outcome = Outcome.OK
    if abs(skew) > SKEW_WARNING:
        outcome = Outcome.FAILED if abs(skew) > SKEW_FAILED else Outcome.WARNING
    detail = f"{abs(skew):.0f} s {'ahead' if skew >= 0 else 'behind'}"
    advice = "" if outcome is Outcome.OK else "set this machine's clock, for example with NTP"
    return Check(name, outcome, detail, advice)


def as_lines(checks: Sequence[Check]) -> Iterator[str]:
    """A table for people; what to do stands under what is not in order."""
    width = max((len(check.name) for check in checks), default=0)
    for check in checks:
        yield f"{check.outcome.value:8} {check.name:{width}}  {check.detail}".rstrip()
        if check.advice:
            yield f"{'':8} {'':{width}}  → {check.advice}"


def as_json_lines(checks: Sequence[Check]) -> Iterator[str]:
    """One object a line."""
    for check in checks:
        yield json.dumps(asdict(check), ensure_ascii=False)


def _storage_checks(database: Database) -> Iterator[Check]:
    if not database.is_sqlite:
        return
    version = ".".join(map(str, MINIMUM_SQLITE))
    is_enough = sqlite3.sqlite_version_info >= MINIMUM_SQLITE
    yield Check(
        "sqlite",
        Outcome.OK if is_enough else Outcome.FAILED,
        sqlite3.sqlite_version,
        "" if is_enough else f"use a Python whose SQLite is {version} or later",
    )
    yield _journal_check(database)
    if database.file is not None:
        yield room_check(_free(database.file.parent))


def _journal_check(database: Database) -> Check:
    try:
        with database.engine.connect() as connection:
            mode = str(connection.scalar(text("PRAGMA journal_mode")))
    except SQLAlchemyError as error:
        return Check("journal", Outcome.FAILED, reason(error))
    if mode == "wal":
        return Check("journal", Outcome.OK, "WAL")
    advice = "put the database on a local disk; network file systems have no WAL"
    return Check("journal", Outcome.WARNING, mode, advice)


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def room_check(free: int | None) -> Check:
    """Whether there is room for the database to grow; `free` in bytes, None if unknown."""
    if free is None:
        return Check("disk", Outcome.SKIPPED, "the system does not tell the free space")
    detail = f"{free / 1e9:.1f} GB free"
    if free >= ROOM_WARNING:
        return Check("disk", Outcome.OK, detail)
    outcome = Outcome.FAILED if free < ROOM_FAILED else Outcome.WARNING
    return Check("disk", outcome, detail, "make room on the disk the database lies on")


def _machine_checks(settings: Settings) -> Iterator[Check]:
    try:
        ZoneInfo("America/New_York")
        zones = len(available_timezones())
        yield Check("time zones", Outcome.OK, f"{zones} zones")
    except (KeyError, OSError):
        yield Check("time zones", Outcome.FAILED, "no time zone data", "install the tzdata package")
    named = [
        name
        for name, given in (("Slack", settings.has_slack), ("Lark", settings.has_lark))
        if given
    ]
    if named:
        yield Check("platforms", Outcome.OK, " and ".join(named))
    else:
        yield Check(
            "platforms",
            Outcome.WARNING,
            "none is configured",
            "set SLACK_BOT_TOKEN or LARK_APP_ID and their companions; okrbot demo needs neither",
        )
