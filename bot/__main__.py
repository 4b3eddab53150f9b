"""The command line, `okrbot`; what a command needs is imported when it runs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import outgoing
from bot.opening import open_database, refuse_other_schema

if TYPE_CHECKING:
    from bot.checks import Check

DEMO_PORT = 8765
DEMO_DATABASE = "okrbot-demo.db"

app = typer.Typer(
    help="The OKR rhythm where people already talk: Slack, Lark/Feishu and a playground.",
    add_completion=False,
    rich_markup_mode=None,  # rich alone would take a third of the time --help may take
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)
manifest = typer.Typer(
    help="Print what a platform's console asks for.", rich_markup_mode=None, no_args_is_help=True
)
app.add_typer(manifest, name="manifest")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from bot.version import program_version

        print(f"okrbot {program_version()}")
        raise typer.Exit


@app.callback()
def okrbot(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """The options before any command."""


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is.")] = DEMO_PORT,
    database: Annotated[
        str, typer.Option(help="A file, or a database address; made where there is none.")
    ] = DEMO_DATABASE,
) -> None:
    """Try everything in the browser: a sample company, no credentials."""
    import logging

    from bot import logs
    from bot.app import build
    from bot.clock import Clock
    from bot.failures import CannotStart
    from bot.playground.seeding import seed
    from bot.settings import demo_settings
    from bot.web import CannotListen, run
    from storage.migrate import upgrade

    logs.configure(level=logging.WARNING)
    url = database if "://" in database else f"sqlite:///{database}"
    clock = Clock()
    program = build(demo_settings(url, port), clock=clock, playground=True)
    upgrade(program.database)
    seed(program.database, program.router, clock())

    def announce(bound: int) -> None:
        print(f"The playground is at http://127.0.0.1:{bound} — stop it with Ctrl-C.", flush=True)

    try:
        run(program, "127.0.0.1", port, announce=announce)
    except CannotListen as error:
        raise CannotStart(f"{error}; try okrbot demo --port {_next(port)}") from error


@app.command()
def serve() -> None:
    """Run the bot on the platforms that the environment names."""
    import logging

    import structlog

    from bot.failures import CannotStart
    from bot.settings import SettingsError

    settings, database = open_database(logging.INFO)
    if not (settings.has_slack or settings.has_lark):
        raise SettingsError(
            "no platform is configured",
            "for Slack set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET)",
            "for Lark set LARK_APP_ID and LARK_APP_SECRET",
            "to try the bot without either, run: okrbot demo",
        )
    refuse_other_schema(database)
    database.dispose()

    from bot.app import build
    from bot.clock import Clock
    from bot.web import CannotListen, run

    program = build(settings, clock=Clock())

    def announce(bound: int) -> None:
        structlog.get_logger().info("program.started", host=settings.okrbot_host, port=bound)

    try:
        run(program, settings.okrbot_host, settings.okrbot_port, announce=announce)
    except CannotListen as error:
        raise CannotStart(f"{error}; choose another with OKRBOT_PORT") from error


@app.command()
def migrate() -> None:
    """Bring the database to the schema this version needs."""
    import logging

    from storage.migrate import head, upgrade

    _, database = open_database(logging.WARNING)
    upgrade(database)
    database.dispose()
    print(f"The database has schema {head()}.")


@app.command()
def doctor(json: AsJson = False) -> None:
    """Look at the database, the credentials, the clock and the connections."""
    from bot.checks import Check, Outcome
    from bot.doctor import as_json_lines, as_lines
    from bot.settings import SettingsError

    code = 1
    try:
        checks = _all_checks()
    except SettingsError as error:
        code = 2
        checks = [Check("settings", Outcome.FAILED, finding) for finding in error.findings]
    for line in as_json_lines(checks) if json else as_lines(checks):
        print(line)
    if any(check.outcome is Outcome.FAILED for check in checks):
        raise typer.Exit(code)


app.command()(outgoing.due)
app.command()(outgoing.requeue)


@app.command()
def coach(json: AsJson = False) -> None:
    """Judge objectives and key results: texts on standard input, a line each.

    With --json every line is an object such as {"kind": "key_result", "text": "…"} and is answered
    with one; without it every line is a key result.
    """
    import json as jsonlib
    from datetime import UTC, datetime

    from bot.coaching import answers

    today = datetime.now(UTC).date()
    if json:
        for answer in answers(sys.stdin, today):
            print(answer)
        return
    for line in sys.stdin:
        if line.strip():
            asked = jsonlib.dumps({"kind": "key_result", "text": line.strip()})
            said = jsonlib.loads(next(answers([asked], today)))
            print(line.strip())
            for finding in said["findings"]:
                print(f"  {finding['why']}")
                if finding["suggestion"]:
                    print(f"  → {finding['suggestion']}")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where the backup goes.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")] = False,
) -> None:
    """Copy the database into FILE, while the bot runs."""
    import logging

    from storage.backup import backup as write_backup

    _, database = open_database(logging.WARNING)
    size = write_backup(database, file, replace=force)
    database.dispose()
    print(f"{file}: {size / 1e6:.1f} MB")


@manifest.command("slack")
def slack_manifest(
    url: Annotated[
        str | None,
        typer.Option(help="The bot's public https address, for HTTP instead of Socket Mode."),
    ] = None,
) -> None:
    """Slack's app manifest (YAML)."""
    import manifests

    print(manifests.slack(url), end="")


@manifest.command("lark")
def lark_manifest() -> None:
    """Lark's scopes (JSON), for the console's bulk import."""
    import manifests

    print(manifests.lark(), end="")


def _all_checks() -> "list[Check]":
    import logging

    from bot.doctor import local_checks

    settings, database = open_database(logging.WARNING)
    checks = local_checks(settings, database)
    database.dispose()
    if settings.has_slack or settings.has_lark:
        from bot.app import build
        from bot.clock import Clock

        checks += build(settings, clock=Clock()).doctor()
    return checks


def _next(port: int) -> int:
    return port + 1 if port < 65535 else 8766


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 not possible as things are, 2 wrong settings or usage."""
    try:
        app(args=arguments, prog_name="okrbot")
    except Exception as error:
        from bot.failures import failure

        known = failure(error)
        if known is None:
            raise
        print(*known.lines, sep="\n", file=sys.stderr)
        sys.exit(known.code)


if __name__ == "__main__":
    main()
