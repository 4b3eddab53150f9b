"""Lark's drivers: the whole program behind the fake platform, by webhook or long connection."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.app import build
from bot.lark.connect import Lark
from bot.settings import Settings
from tests.drivers.base import Seen, SeenForm
from tests.drivers.clock import FixedClock
from tests.drivers.lark_eyes import Eyes, seen_form, typed_in
from tests.drivers.program import Build, Running
from tests.drivers.served import Served
from tests.fakes.lark.reading import pressables
from tests.fakes.lark.server import ENCRYPT_KEY, VERIFICATION_TOKEN, FakeLark
from tests.fakes.lark.store import APP_ID, APP_SECRET

_PATIENCE = 30.0
"""Seconds that connecting and settling may take on a busy machine."""
_MENU_HOME = "home"
_MENTIONED = re.compile(r"^(?:/okr|@okrbot)\b\s*")


class _LarkDriver:
    """What both transports share. Implements tests.drivers.base.Driver.

    Lark tells no language: everybody reads OKRBOT_LOCALE (English) until `prefer`.
    """

    name = ""
    mode = ""

    def __init__(self, build: Build = build) -> None:
        self._build = build

    def start(self, database_url: str, now: datetime, folder: Path) -> None:
        """Start the platform and the program; the database must have its schema."""
        self._database_url = database_url
        self.clock = FixedClock(now)
        self.fake = FakeLark(self.clock)
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
        """Write to the bot, or in a group with the bot mentioned in the place of `/okr`."""
        if place == "dm":
            self.fake.clients.say(who, text)
        else:
            self.fake.clients.say_in(place, who, "{bot} " + _MENTIONED.sub("", text))
        self._settle()

    def prefer(self, who: str, language: str) -> None:
        """Choose a language (`en`, `zh`), since Lark does not tell one."""
        self.say(who, f"/okr settings language {language}")

    def repeat(self) -> None:
        """The newest delivery once more, with the same ids."""
        self.fake.inbound.repeat_last()
        self._settle()

    def press(self, who: str, label: str, place: str = "dm") -> None:
        """Press or choose; questions asked before are answered with yes."""
        message, pressable = self._eyes.pressable(who, label, place)
        self.fake.clients.press(who, message, pressable)
        self._settle()

    def fill(self, who: str, **answers: object) -> None:
        """Fill the newest form and submit it; choices by value or label, people by their key."""
        message = self._eyes.form_message(who)
        view = self._eyes.view(message) if message else None
        if message is None or view is None:
            raise LookupError(f"no form is open before {who}")
        self.fake.clients.submit(who, message, typed_in(view, answers))
        self._settle()

    def cancel(self, who: str) -> None:
        """Press the button that stands outside the form on its card."""
        message = self._eyes.form_message(who)
        if message is None:
            raise LookupError(f"no form is open before {who}")
        self.fake.clients.press(who, message, pressables(message.body)[-1])
        self._settle()

    def sees(self, who: str, place: str = "dm") -> Seen:
        """What was shown or changed last."""
        newest = max(self._eyes.all(who, place), key=lambda one: one.changed, default=None)
        return newest.seen if newest else Seen("")

    def all_seen(self, who: str, place: str = "dm") -> Sequence[Seen]:
        """Everything, oldest first, toasts included."""
        return [standing.seen for standing in self._eyes.all(who, place)]

    def home(self, who: str) -> Seen:
        """The bot menu's first entry."""
        self.fake.clients.menu(who, _MENU_HOME)
        self._settle()
        return self.sees(who)

    def form(self, who: str) -> SeenForm | None:
        """The newest card with a form before this person."""
        message = self._eyes.form_message(who)
        view = self._eyes.view(message) if message else None
        if message is None or view is None:
            return None
        return seen_form(view, self.fake.clients.unsent.get((who, message.changed), ()))

    def rejections(self) -> Sequence[str]:
        """What the platform refused, answers to it included."""
        return [str(rejection) for rejection in self.fake.rejections]

    def _settings(self) -> Settings:
        return Settings(
            _env_file=None,
            okrbot_database_url=self._database_url,
            okrbot_admins=f"lark:{self.fake.store.people['root'].open_id}",
            slack_bot_token="",
            lark_app_id=APP_ID,
            lark_app_secret=APP_SECRET,
            lark_encrypt_key=ENCRYPT_KEY,
            lark_verification_token=VERIFICATION_TOKEN,
            lark_mode=self.mode,
            lark_domain=self.fake.url,
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
        for connection in self._program.connections:
            if isinstance(connection, Lark) and not connection.finished(_PATIENCE):
                raise TimeoutError("messages beside callbacks were not sent")
        if not self._program.settle(_PATIENCE):
            raise TimeoutError("the outbox was not emptied")


class LarkWebhook(_LarkDriver):
    """Events and callbacks as encrypted, signed HTTP deliveries."""

    name = "lark-webhook"
    mode = "http"

    def _connect(self) -> None:
        self._served = Served(self._program.asgi)
        self.fake.deliver_to(f"{self._served.url}/lark/events")

    def _disconnect(self) -> None:
        self._served.stop()


class LarkLongConnection(_LarkDriver):
    """Events and callbacks as frames over the WebSocket that the program opens."""

    name = "lark-long-connection"
    mode = "ws"

    def _connect(self) -> None:
        self.fake.connection.wait_connected(timeout=_PATIENCE)

    def _disconnect(self) -> None:
        self.fake.connection.wait_disconnected()
