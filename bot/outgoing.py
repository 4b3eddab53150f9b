"""The commands about what goes out: `okrbot due` and `okrbot requeue`."""

import sys
from typing import Annotated

import typer

from bot.opening import open_database, refuse_other_schema


def due(
    at: Annotated[
        str,
        typer.Option(help="ISO 8601; without an offset in OKRBOT_TIMEZONE.", metavar="ISO"),
    ],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """What would be sent at that moment, where the bot runs; nothing is."""
    import logging

    from bot.clock import Clock
    from bot.platforms import names
    from bot.reports import as_json_line, as_line, moment
    from scheduler.due import due as list_due

    settings, database = open_database(logging.WARNING)
    then = moment(at, settings.okrbot_timezone)
    refuse_other_schema(database)
    running = names(settings, playground=False)
    if not running:
        print("No platform is configured: this is for everybody, on all of them.", file=sys.stderr)
    for found in list_due(database, then, running or None, now=Clock()()):
        print(as_json_line(found) if json else as_line(found))
    database.dispose()


def requeue(
    code: Annotated[
        str, typer.Option(help="Only those given up for this reason.", metavar="CODE")
    ] = "",
    since: Annotated[
        str,
        typer.Option(help="Those queued since then; without it, of the last week.", metavar="ISO"),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what, and do nothing.")] = False,
) -> None:
    """Try messages once more that were given up, where the reason can have passed."""
    import logging

    from bot.clock import Clock
    from bot.reports import moment
    from bot.requeue import Wish, as_lines
    from bot.requeue import requeue as put_back

    settings, database = open_database(logging.WARNING)
    begin = moment(since, settings.okrbot_timezone) if since else None
    refuse_other_schema(database)
    counts = put_back(database, Wish(Clock()(), code, begin), dry_run=dry_run)
    database.dispose()
    for line in as_lines(counts, dry_run=dry_run):
        print(line)
