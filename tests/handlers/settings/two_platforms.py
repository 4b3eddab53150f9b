"""One company on Slack and on Lark: an office on each, with the same database behind them."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

from chat.address import Account, Profile
from storage import people
from storage.database import Database
from tests.drivers.clock import FixedClock
from tests.handlers.office import MONDAY, Office


@dataclass
class Building(Office):
    """An office whose platform tells addresses: `emails` by person, unless `vouches` is off."""

    emails: dict[str, str] = field(default_factory=dict)
    vouches: bool = True
    leaders: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def _profile(self, account: Account) -> Profile | None:
        told = super()._profile(account)
        who = account.id.removeprefix("U")
        if told is None:
            return None
        return replace(
            told,
            name=self.names.get(who, told.name),
            email=self.emails.get(who),
            email_is_verified=self.vouches,
            leader=self.account(self.leaders[who]) if who in self.leaders else None,
        )

    def restart(self) -> None:
        """A new program, which has asked the platform nothing yet."""
        ids, replies = self._ids, self.replies
        self.__post_init__()
        self._ids, self.replies = ids, replies


@dataclass
class Company:
    """The same people may be on both."""

    database: Database

    def __post_init__(self) -> None:
        self.clock = FixedClock(MONDAY)
        self.slack = Building(self.database, self.clock)
        self.lark = Building(self.database, self.clock, "lark", "L1")

    def later(self) -> None:
        """Two days on, when platforms are asked anew who people are."""
        self.clock.set(self.clock() + timedelta(days=2))
        self.slack.restart()
        self.lark.restart()

    def person(self, office: Office, who: str = "ada") -> int:
        """Who somebody is to the program."""
        with self.database.read() as session:
            me = people.find_me(session, office.account(who))
        assert me is not None
        return me.id

    def are_one(self, who: str = "ada", other: str = "ada") -> bool:
        """Whether somebody on Slack and somebody on Lark are one person."""
        return self.person(self.slack, who) == self.person(self.lark, other)


def code_of(office: Office, who: str = "ada") -> str:
    """A code that somebody is given."""
    found = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", office.say(who, "link"))
    assert found, "no code was given"
    return found[0]


def press_yes(office: Office, who: str = "ada") -> str:
    """Say that both are me."""
    buttons = office.card(who).buttons
    button = next(each for each in buttons if each.action == "link.yes")
    return office.press(who, button.action, button.values)
