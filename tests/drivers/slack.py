"""Slack's drivers: the whole program behind the fake workspace, over HTTP or Socket Mode."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.app import build
from bot.settings import Settings
from tests.drivers.base import Seen, SeenForm
from tests.drivers.clock import FixedClock
from tests.drivers.program import Build, Running
from tests.drivers.served import Served
from tests.drivers.slack_eyes import Eyes
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.store import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

_PATIENCE = 30.0
"""Seconds that connecting and settling may take on a busy machine."""
_COMMAND, _MENTION = "/okr", "@okrbot"
_USED_BEFORE = "exchanged_trigger_id"
"""What a repeated delivery's trigger is refused with: its form stands there already."""


class _SlackDriver:
    """What both transports share. Implements tests.drivers.base.Driver."""

    name = ""
    app_token = ""
    signing_secret = ""

    def __init__(self, build: Build = build) -> None:
        self._build = build

    def start(self, database_url: str, now: datetime, folder: Path) -> None:
        """Start the platform and the program; the database must have its schema."""
        self._database_url = database_url
        self.clock = FixedClock(now)
        self.fake = FakeSlack(self.clock)
        self.fake.start()
        self._eyes = Eyes(self.fake)
        self._run()

    def stop(self) -> None:
        """Stop both."""
        self._halt()
        self.fake.stop()

    def restart(self) -> None:
        """A new program on the same database; the platform keeps its messages."""
        self._halt()
        self._run()

    def travel(self, now: datetime) -> None:
        """Set the clock; what falls due then is delivered."""
        self.clock.set(now)
        self._program.travelled()
        self._settle()

    def say(self, who: str, text: str, place: str = "dm") -> None:
        """A slash command anywhere, `@okrbot …` in a channel, plain words in the direct chat."""
        if text.startswith(_COMMAND):
            self.fake.people.command(who, text.removeprefix(_COMMAND).lstrip(" "), place)
        elif place == "dm":
            self.fake.people.direct_message(who, text.replace(_MENTION, "{okrbot}"))
        elif text.startswith(_MENTION):
            self.fake.people.mention(who, text.removeprefix(_MENTION).lstrip(" "), place)
        else:
            raise LookupError(f"in a channel the bot hears {_COMMAND} and {_MENTION} only")
        self._settle()

    def repeat(self) -> None:
        """The newest delivery once more, with the same ids."""
        before = len(self.fake.rejections)
        self.fake.people.repeat_last()
        self._settle()
        kept = [what for what in self.fake.rejections[before:] if _USED_BEFORE not in what]
        self.fake.rejections[before:] = kept

    def press(self, who: str, label: str, place: str = "dm") -> None:
        """Press or choose; questions asked before are answered with yes."""
        holder, pressable = self._eyes.pressable(who, label, place)
        self.fake.people.choose(who, holder, pressable)
        self._settle()

    def fill(self, who: str, **answers: object) -> None:
        """Fill the uppermost form and submit it, once what covers it is closed; choices by value
        or label, people by their key."""
        typed = self._eyes.typed(who, answers)
        self._uncover(who)
        self.fake.people.submit(who, typed)
        self._settle()

    def cancel(self, who: str) -> None:
        """Leave the uppermost form."""
        self._uncover(who)
        self.fake.people.close_view(who)
        self._settle()

    def _uncover(self, who: str) -> None:
        while self._eyes.asking(who) not in (None, self._eyes.view(who)):
            self.fake.people.close_view(who)

    def sees(self, who: str, place: str = "dm") -> Seen:
        """What was shown or changed last."""
        return self._eyes.newest(who, place)

    def all_seen(self, who: str, place: str = "dm") -> Sequence[Seen]:
        """Everything, oldest first."""
        return self._eyes.all(who, place)

    def home(self, who: str) -> Seen:
        """The Home tab."""
        self.fake.people.open_home(who)
        self._settle()
        view = self._eyes.home(who)
        return self._eyes.seen(view) if view else Seen("")

    def form(self, who: str) -> SeenForm | None:
        """The form in the top modal."""
        return self._eyes.form(who)

    def rejections(self) -> Sequence[str]:
        """What Slack refused: calls, answers, late deliveries."""
        return list(self.fake.rejections)

    def _settings(self) -> Settings:
        return Settings(
            _env_file=None,
            okrbot_database_url=self._database_url,
            okrbot_admins=f"slack:{self.fake.store.people['root'].id}",
            slack_bot_token=BOT_TOKEN,
            slack_app_token=self.app_token,
            slack_signing_secret=self.signing_secret,
            slack_api_url=self.fake.api_url,
            lark_app_id="",
        )

    def _run(self) -> None:
        self._program: Running = self._build(self._settings(), clock=self.clock)
        self._program.start()
        self._connect()

    def _halt(self) -> None:
        self._program.stop()
        self._disconnect()

    def _connect(self) -> None:
        """Let deliveries reach the program."""

    def _disconnect(self) -> None:
        """The program has stopped: let no more deliveries reach it."""

    def _settle(self) -> None:
        if not self._program.settle(_PATIENCE):
            raise TimeoutError("the outbox was not emptied")


class SlackHttp(_SlackDriver):
    """Commands, events and presses as signed HTTP requests."""

    name = "slack-http"
    signing_secret = SIGNING_SECRET

    def _connect(self) -> None:
        self._served = Served(self._program.asgi)
        self.fake.deliver_to(f"{self._served.url}/slack/events")

    def _disconnect(self) -> None:
        self._served.stop()


class SlackSocket(_SlackDriver):
    """The same as envelopes over the WebSocket that the program opens."""

    name = "slack-socket"
    app_token = APP_TOKEN

    def _connect(self) -> None:
        self.fake.deliver_over_socket()
        if not self.fake.socket.wait_connected(_PATIENCE):
            raise TimeoutError("the program did not connect")

    def _disconnect(self) -> None:
        if not self.fake.socket.wait_disconnected(_PATIENCE):
            raise TimeoutError("the program did not disconnect")
