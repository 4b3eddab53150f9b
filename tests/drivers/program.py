"""What a driver needs of the program behind a platform, and how it comes by one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from starlette.types import ASGIApp

from bot.connection import Connection
from bot.playground.company import Company
from bot.settings import Settings


class Running(Protocol):
    """A program; bot.app.Program is one."""

    @property
    def asgi(self) -> ASGIApp: ...
    @property
    def connections(self) -> Sequence[Connection]: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def settle(self, timeout: float) -> bool: ...
    def travelled(self) -> None: ...


class Build(Protocol):
    """Makes a program that is not started; bot.app.build is one."""

    def __call__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] | None = None,
        playground: bool = False,
        company: Company | None = None,
    ) -> Running: ...
