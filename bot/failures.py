"""Why a command cannot do its work, in plain lines instead of a traceback."""

from dataclasses import dataclass

from sqlalchemy.exc import OperationalError

from bot.doctor import reason
from bot.settings import SettingsError
from bot.web import CannotListen
from manifests import ManifestError
from storage.backup import BackupError
from storage.migrate import SchemaError


class WrongArgument(Exception):
    """An argument of a command cannot be read; the message says how to write it."""


class CannotStart(Exception):
    """The program cannot start as things are; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The lines a person reads and the process's exit code."""

    lines: tuple[str, ...]
    code: int = 1


def failure(error: Exception) -> Failure | None:
    """What to tell about an error that a person can do something about; None for our own bugs."""
    match error:
        case SettingsError(findings=findings):
            return Failure(("The settings are not right:", *(f"  {line}" for line in findings)), 2)
        case CannotStart() | CannotListen() | SchemaError() | BackupError() | ManifestError():
            return Failure((str(error),))
        case WrongArgument():
            return Failure((str(error),), 2)
        case OperationalError():
            return Failure(
                (
                    f"The database does not answer: {reason(error)}",
                    "Start it, or correct OKRBOT_DATABASE_URL.",
                )
            )
        case _:
            return None
