"""One program with Slack and Lark at once: the same company on both, over HTTP."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import build
from bot.settings import Settings
from tests.drivers.clock import FixedClock
from tests.drivers.lark import LarkWebhook
from tests.drivers.program import Running
from tests.drivers.served import Served
from tests.drivers.slack import SlackHttp


class _OnSlack(SlackHttp):
    """Slack's side of a program that somebody else starts."""

    name = "slack"

    def _run(self) -> None:
        """The whole runs already, or is about to."""

    def _halt(self) -> None:
        """The whole stops it."""

    def attach(self, program: Running) -> None:
        """This is the program that runs now."""
        self._program = program

    @property
    def settings(self) -> Settings:
        """What the program must be told of this side."""
        return self._settings()


class _OnLark(LarkWebhook):
    """Lark's side of it."""

    name = "lark"

    def _run(self) -> None:
        """The whole runs already, or is about to."""

    def _halt(self) -> None:
        """The whole stops it."""

    def attach(self, program: Running) -> None:
        """This is the program that runs now."""
        self._program = program

    @property
    def settings(self) -> Settings:
        """What the program must be told of this side."""
        return self._settings()


class SlackAndLark:
    """A driver on each side (`slack`, `lark`) and one program behind them.

    What is said on one side and shown on the other has arrived when `say` returns. `travel` is
    called here, since the clock is one. Nobody is known as one person until a side tells addresses
    (`tell_addresses`) or a code is typed.
    """

    def __init__(self) -> None:
        self.slack, self.lark = _OnSlack(), _OnLark()

    def start(self, database_url: str, now: datetime, folder: Path) -> None:
        """Start both platforms and the program; the database must have its schema."""
        self.clock = FixedClock(now)
        self.slack.start(database_url, now, folder)
        self.lark.start(database_url, now, folder)
        self._run()

    def stop(self) -> None:
        """Stop all three."""
        self._halt()
        self.slack.stop()
        self.lark.stop()

    def restart(self) -> None:
        """A new program on the same database."""
        self._halt()
        self._run()

    def travel(self, now: datetime) -> None:
        """Set everybody's clock; what falls due then is delivered."""
        for clock in (self.clock, self.slack.clock, self.lark.clock):
            clock.set(now)
        self._program.travelled()
        self.settle()

    def settle(self) -> None:
        """Wait until everything due has been delivered on both sides."""
        if not self._program.settle(30):
            raise TimeoutError("the outbox was not emptied")

    def tell_addresses(self, *names: str) -> None:
        """From now on both platforms vouch for the addresses of these people."""
        self.slack.fake.api.scopes.add("users:read.email")
        people = self.lark.fake.store.people
        for who in names:
            people[who] = replace(people[who], mailbox=self.slack.fake.store.people[who].email)

    def rejections(self) -> Sequence[str]:
        """What either platform refused."""
        return [*self.slack.rejections(), *self.lark.rejections()]

    def _run(self) -> None:
        slack, lark = self.slack.settings, self.lark.settings
        theirs = {name: getattr(lark, name) for name in Settings.model_fields if "lark" in name}
        admins = f"{slack.okrbot_admins},{lark.okrbot_admins}"
        settings = slack.model_copy(update={**theirs, "okrbot_admins": admins})
        self._program: Running = build(settings, clock=self.clock)
        self.slack.attach(self._program)
        self.lark.attach(self._program)
        self._program.start()
        self._served = Served(self._program.asgi)
        self.slack.fake.deliver_to(f"{self._served.url}/slack/events")
        self.lark.fake.deliver_to(f"{self._served.url}/lark/events")

    def _halt(self) -> None:
        self._program.stop()
        self._served.stop()
