"""Which platforms run, and what each is given. An SDK is only imported where it is used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.connection import Connection
from bot.playground.company import Company
from bot.playground.options import CommandHelp, PageOptions
from bot.settings import Settings
from chat.address import MessageRef
from chat.locales import LANGUAGES, language
from chat.pictures import to_png
from chat.platform import Intake, Shown
from handlers.registration import Command
from handlers.router import Router
from storage import people, shown_messages
from storage.database import Database

FORMS_IN_MESSAGES = frozenset({"lark"})
"""Platforms on which a form can be sent as a message; on the others it opens at a press."""

log = structlog.get_logger()

MOST_CANDIDATES = 100
"""People offered by pickers that take a list."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What platforms are built from."""

    settings: Settings
    intake: Intake
    clock: Callable[[], datetime]
    router: Router
    database: Database
    on_travel: Callable[[], None]


def names(settings: Settings, *, playground: bool) -> tuple[str, ...]:
    """The platforms that run with these settings."""
    if playground:
        return ("playground",)
    slack = ("slack",) if settings.has_slack else ()
    lark = ("lark",) if settings.has_lark else ()
    return (*slack, *lark)


def connect(name: str, parts: Parts, company: Company) -> Connection:
    """One platform, built and not started."""
    if name == "slack":
        return _slack(parts)
    if name == "lark":
        return _lark(parts)
    return _playground(parts, company)


def _slack(parts: Parts) -> Connection:
    from bot.slack.connect import Slack

    return Slack(parts.settings, parts.intake, parts.clock, draw=to_png, shown=_remember(parts))


def _lark(parts: Parts) -> Connection:
    from bot.lark.connect import Lark

    def candidates(tenant: str) -> Sequence[str]:
        with parts.database.read() as session:
            return people.candidates(session, "lark", tenant, MOST_CANDIDATES)

    return Lark(
        parts.settings,
        parts.intake,
        parts.clock,
        to_png=to_png,
        candidates=candidates,
        shown=_remember(parts),
    )


def _remember(parts: Parts) -> Shown:
    """What direct answers show, so that replies to them find it; an answer never fails by it."""

    def shown(message: MessageRef, about: str) -> None:
        try:
            with parts.database.write() as session:
                shown_messages.remember(session, message, about, parts.clock())
        except SQLAlchemyError as error:
            log.warning("platforms.shown_not_kept", error=type(error).__name__)

    return shown


def _playground(parts: Parts, company: Company) -> Connection:
    from bot.playground.connect import Playground

    options = PageOptions(
        commands=[_help(command) for command in parts.router.commands],
        previews=_previews(),
        travel=parts.clock if isinstance(parts.clock, Clock) else None,
        on_travel=parts.on_travel,
    )
    return Playground(parts.settings, parts.intake, parts.clock, company, options)


def _previews() -> Mapping[str, "Callable[..., object]"]:
    from bot.lark.preview import preview as lark
    from bot.slack.preview import preview as slack

    return {"Slack": slack, "Lark": lark}


def _help(command: Command) -> CommandHelp:
    chinese = command.aliases[0] if command.aliases else command.verb
    return CommandHelp(
        verbs={code: chinese if code == "zh" else command.verb for code in LANGUAGES},
        help={code: language(code).tr(command.summary) for code in LANGUAGES},
    )
