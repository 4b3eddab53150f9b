"""Fixtures that every test can ask for."""

import logging

import structlog
from hypothesis import settings

# `make test` tries the same examples every time, on a slow machine too; new ones are looked for
# with `pytest --hypothesis-profile=explore`.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=3_000, deadline=None)
settings.load_profile("steady")

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
