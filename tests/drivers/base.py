"""What a dialogue needs of a platform: say, press, fill, see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

PEOPLE: Mapping[str, tuple[str, str, str]] = {
    # key: display name, locale as the platform gives it, time zone
    "ada": ("Ada Li", "en-US", "Europe/Berlin"),
    "bo": ("Bo Chen", "zh-CN", "Asia/Shanghai"),
    "cy": ("Cy Diaz", "en-US", "America/Los_Angeles"),
    "root": ("Root Admin", "en-US", "UTC"),
}
"""The people every driver knows: a fake server holds their profiles. `root` is the admin
(OKRBOT_ADMINS names the account)."""

CHANNELS: Mapping[str, str] = {"growth": "growth", "product": "product"}
"""Channels the bot is a member of: key -> name."""


@dataclass
class Seen:
    """What stands before a person's eyes: a message (or home view), newest answer first."""

    text: str
    """All that can be read, blocks one a line, in plain words."""
    buttons: Sequence[str] = ()
    """Labels of what can be pressed, options of selects and overflows included."""
    private: bool = False


@dataclass
class SeenForm:
    """A form before a person's eyes."""

    title: str
    labels: Mapping[str, str] = field(default_factory=dict)
    """field name -> label"""
    values: Mapping[str, object] = field(default_factory=dict)
    """field name -> what stands in it"""
    errors: Mapping[str, str] = field(default_factory=dict)
    """field name -> what the platform shows at it"""
    text: str = ""
    """everything readable in it"""


class Driver(Protocol):
    """One transport of one platform with a whole running program behind it.

    `who` is a key of PEOPLE; `place` is "dm" or a key of CHANNELS. Every method returns when the
    program has finished with the delivery and everything due in the outbox has been delivered.
    In `text`, `{bo}` stands for a mention of Bo and is typed the platform's own way.
    """

    name: str

    def start(self, database_url: str, now: datetime, folder: Path) -> None:
        """Start servers and program; the program's clock stands at `now` until `travel`."""

    def stop(self) -> None: ...

    def restart(self) -> None:
        """Stop the program (not the platform's server) and start a new one on the same database."""

    def travel(self, now: datetime) -> None:
        """Set the program's clock."""

    def say(self, who: str, text: str, place: str = "dm") -> None:
        """Type a command: "/okr show {bo}" (the driver uses what the platform has for it)."""

    def repeat(self) -> None:
        """Deliver the newest delivery of `say`, `press` or `fill` once more, as platforms do."""

    def press(self, who: str, label: str, place: str = "dm") -> None:
        """Press the newest button or option with this label that this person can see."""

    def fill(self, who: str, **answers: object) -> None:
        """Type into the open form and submit it. Fields not named keep what stands in them."""

    def cancel(self, who: str) -> None:
        """Leave the open form without submitting."""

    def sees(self, who: str, place: str = "dm") -> Seen:
        """The newest thing shown to this person there."""

    def all_seen(self, who: str, place: str = "dm") -> Sequence[Seen]:
        """Everything shown to this person there, oldest first, as it stands now (edits applied)."""

    def home(self, who: str) -> Seen:
        """Open the home view (App Home, bot menu, page's home pane) and read it."""

    def form(self, who: str) -> SeenForm | None:
        """The form open before this person, or None."""

    def rejections(self) -> Sequence[str]:
        """What the strict server refused so far; a test that ends with any has failed."""
