"""Structured logs: JSON lines for machines, readable lines on a terminal, never a token."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

REDACTED = "[redacted]"

# The last line of defence: code does not log tokens in the first place.
_LOOKS_SECRET = re.compile(
    r"""
      xox[a-z](?:\.xox[a-z])?-[\w-]+                                  # Slack: bot, user, refresh
    | xapp-[\w-]+                                                     # Slack: app level
    | \b[tu]-[A-Za-z0-9_-]{20,}                                       # Lark: tenant and user access
    | (?<=://)[^\s/:@]*:[^\s/@]+(?=@)                                 # a database address
    | (?i:\bbearer\s+)[\w.~+/=-]+
    | (?i:\b(?:app_?secret|client_?secret|signing_?secret|encrypt_?key|verification_?token
        |(?:tenant_|app_|user_)?access_?token|password)["']?\s*[=:]\s*["']?)[^\s"'&,}]+
    """,
    re.VERBOSE,
)

_LEVELS: Mapping[str, int] = {
    "uvicorn": logging.WARNING,
    "uvicorn.access": logging.CRITICAL,
    "uvicorn.error": logging.WARNING,
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "Lark": logging.WARNING,
    "apscheduler": logging.WARNING,
    "alembic": logging.WARNING,
    "httpx": logging.WARNING,
    "sqlalchemy": logging.WARNING,
}


class Redact:
    """Takes out what is a secret, or looks like one, wherever it stands in a log entry."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # Shorter strings than that would tear words apart and are no secrets worth the name.
        self._secrets = sorted({s for s in secrets if len(s) >= 6}, key=len, reverse=True)

    def __call__(self, _logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
        return {key: self._clean(value) for key, value in entry.items()}

    def _clean(self, value: object) -> object:
        match value:
            case str():
                for secret in self._secrets:
                    value = value.replace(secret, REDACTED)
                return _LOOKS_SECRET.sub(REDACTED, value)
            case bool() | int() | float() | None:
                return value
            case Mapping():
                return {key: self._clean(inner) for key, inner in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self._clean(inner) for inner in value]
            case _:
                return self._clean(str(value))


def configure(
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
    *,
    as_json: bool | None = None,
    level: int = logging.INFO,
) -> None:
    """Send our logs and every library's to `stream` (stderr), JSON unless it is a terminal."""
    stream = stream if stream is not None else sys.stderr
    if as_json is None:
        as_json = not stream.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_library_message, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.StackInfoRenderer(),
                structlog.processors.format_exc_info,
                Redact(secrets),
                *_rendering(as_json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, library_level in _LEVELS.items():
        logging.getLogger(name).setLevel(library_level)
        adopt(name)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def adopt(name: str) -> None:
    """Let a library's logger speak through ours only; for libraries that bring a handler."""
    logger = logging.getLogger(name)
    logger.handlers.clear()
    logger.propagate = True


def _rendering(as_json: bool) -> list[Processor]:
    if not as_json:
        plain = structlog.dev.plain_traceback  # the pretty one would show local variables
        return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    return [
        structlog.processors.EventRenamer("action"),
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
    ]


def _library_message(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    # A library's words change with its version; its logger's name is the stable part.
    record: logging.LogRecord = entry["_record"]
    return {**entry, "event": f"library.{record.name}", "message": entry["event"]}
