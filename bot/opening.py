"""How a command comes by its settings and database; what that needs is imported when it runs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.database import Database


def open_database(level: int) -> "tuple[Settings, Database]":
    """The settings and their database, with the logs at that level. Raises SettingsError."""
    from bot import logs
    from bot.settings import load_settings
    from storage.database import Database

    settings = load_settings()
    logs.configure(settings.secrets, level=level)
    return settings, Database(settings.okrbot_database_url)


def refuse_other_schema(database: "Database") -> None:
    """Raises CannotStart for a database that this version cannot work with."""
    from bot.doctor import schema_check
    from bot.failures import CannotStart
    from storage.migrate import Schema, current, schema

    state = schema(database)
    if state is not Schema.CURRENT:
        found = schema_check(state, current(database))
        raise CannotStart(f"The database's schema: {found.detail}; {found.advice}.")
