"""Fixtures that every test can ask for."""

import logging

import structlog

pytest_plugins = ["tests.databases"]


def pytest_configure() -> None:
    """Logs of the program under test: warnings and worse, without anybody's local variables."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
    )
