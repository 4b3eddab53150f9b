"""The platforms, the outbox and its delivery around a desk: the program without its handlers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from starlette.types import ASGIApp

from bot import platforms
from bot.clock import Clock
from bot.connection import Connection
from bot.playground.company import SAMPLE, Company
from bot.settings import Settings
from bot.web import asgi
from handlers.router import build_router
from scheduler.delivery import Delivery
from storage.database import Database
from tests.contracts.desk import Desk


class DeskProgram:
    """Implements tests.drivers.program.Running."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] | None = None,
        playground: bool = False,
        company: Company | None = None,
    ) -> None:
        clock = clock or Clock()
        self._database = Database(settings.okrbot_database_url)
        self.desk = Desk(self._database, clock, lambda: self._delivery.wake())
        parts = platforms.Parts(
            settings, self.desk, clock, build_router(), self._database, self.travelled
        )
        names = platforms.names(settings, playground=playground)
        by_name: dict[str, Connection] = {
            name: platforms.connect(name, parts, company or SAMPLE) for name in names
        }
        for connection in by_name.values():
            # The fakes do not limit here: nobody need wait between two messages.
            connection.pace = replace(connection.pace, address_gap=0.0)
        self.connections = tuple(by_name.values())
        self._delivery = Delivery(self._database, by_name, clock)

    @property
    def asgi(self) -> ASGIApp:
        """The platforms' routes."""
        routes = [route for connection in self.connections for route in connection.routes]
        return asgi(routes, list, bytes)

    def start(self) -> None:
        """Begin to receive and to send."""
        for connection in self.connections:
            connection.start()
        self._delivery.start()

    def stop(self) -> None:
        """Stop both."""
        for connection in self.connections:
            connection.stop()
        self._delivery.stop()
        self._database.dispose()

    def settle(self, timeout: float) -> bool:
        """Wait until everything due has been sent."""
        return self._delivery.settle(timeout)

    def travelled(self) -> None:
        """The clock was moved."""
        self._delivery.wake()
