"""The bootstrap: the one place that knows every part of the running program."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.types import ASGIApp

from bot import platforms
from bot.checks import Check
from bot.clock import Clock
from bot.connection import Connection
from bot.doctor import database_checks
from bot.metrics import Metrics
from bot.playground.company import SAMPLE, Company
from bot.settings import Settings
from bot.web import asgi
from chat.address import Account, Profile
from chat.locales import code_for
from handlers.reception import Observed, Reception
from handlers.router import Router, build_router
from scheduler.clock import Ticker
from scheduler.delivery import Delivery
from scheduler.jobs import jobs
from storage import backlog, people
from storage.database import Database
from storage.people import Defaults

TICK_SECONDS = 10.0
"""How often the scheduler looks for what has fallen due."""


@dataclass
class Program:
    """Everything that runs, in the order it is started; stopped the other way round."""

    database: Database
    clock: Callable[[], datetime]
    defaults: Defaults
    router: Router
    reception: Reception
    delivery: Delivery
    ticker: Ticker
    connections: tuple[Connection, ...]
    metrics: Metrics

    @property
    def asgi(self) -> ASGIApp:
        """The HTTP side: health, metrics and the platforms' routes."""
        routes = [route for connection in self.connections for route in connection.routes]
        return asgi(routes, self.ready, self.metrics_text)

    def start(self) -> None:
        """Begin to receive, to send and to tick. The database must have the current schema."""
        with self.database.write() as session:
            people.appoint(session, self.defaults.admins)
        for connection in self.connections:
            connection.start()
        self.delivery.start()
        self.ticker.start()

    def stop(self) -> None:
        """Take nothing new, finish what is in hand, release the leases."""
        self.ticker.stop()
        for connection in self.connections:
            connection.stop()
        self.delivery.stop()
        self.database.dispose()

    def settle(self, timeout: float) -> bool:
        """Wait until everything due has been sent; False when it takes longer."""
        return self.delivery.settle(timeout)

    def travelled(self) -> None:
        """The clock was moved: what falls due now goes out."""
        self.ticker.tick_now()
        self.delivery.wake()

    def ready(self) -> Sequence[Check]:
        """What /readyz looks at."""
        return [
            *database_checks(self.database),
            *(connection.ready() for connection in self.connections),
        ]

    def doctor(self) -> list[Check]:
        """What `okrbot doctor` asks the platforms."""
        return [check for connection in self.connections for check in connection.doctor()]

    def metrics_text(self) -> bytes:
        """What /metrics shows."""
        return self.metrics.text()


def build(
    settings: Settings,
    *,
    clock: Callable[[], datetime] | None = None,
    playground: bool = False,
    company: Company | None = None,
) -> Program:
    """The whole program, not started. With `playground`, the page and nothing else."""
    clock = clock or Clock()
    database = Database(settings.okrbot_database_url)
    router = build_router()
    metrics = Metrics(lambda: _backlogs(database), clock)
    connections: dict[str, Connection] = {}

    def look_up(account: Account) -> Profile | None:
        connection = connections.get(account.platform)
        return connection.look_up(account) if connection else None

    def observe(observed: Observed) -> None:
        metrics.event(observed.platform, observed.outcome)
        metrics.handled(observed.action, observed.seconds)

    pretend = company or SAMPLE
    names = platforms.names(settings, playground=playground)
    defaults = Defaults(
        code_for(settings.okrbot_locale),
        settings.okrbot_timezone,
        pretend.admins if playground else settings.admins,
    )
    reception = Reception(
        database,
        router,
        clock,
        defaults,
        look_ups=dict.fromkeys(names, look_up),
        forms_in_messages=platforms.FORMS_IN_MESSAGES,
        wake=lambda: delivery.wake(),
        observe=observe,
    )
    parts = platforms.Parts(
        settings, reception, clock, router, database, lambda: program.travelled()
    )
    connections.update((name, platforms.connect(name, parts, pretend)) for name in names)
    delivery = Delivery(database, connections, clock, observe=metrics.delivery)
    ticker = Ticker(
        clock, jobs(database, clock, delivery.wake, metrics.claimed, names), TICK_SECONDS
    )
    program = Program(
        database,
        clock,
        defaults,
        router,
        reception,
        delivery,
        ticker,
        tuple(connections.values()),
        metrics,
    )
    return program


def _backlogs(database: Database) -> Sequence[backlog.Backlog]:
    with database.read() as session:
        return backlog.list_backlogs(session)
