"""People who ask the reception in this process, without a platform."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count

from bench.company import Company, account, current_numbers
from chat.address import Address, PlaceKind
from chat.events import AnyEvent, ButtonPressed, CommandGiven, HomeOpened
from chat.replies import Notice, Reply
from handlers.reception import Reception
from handlers.router import build_router
from storage.people import Defaults

_IDS = count(1)

Ask = Callable[[], AnyEvent]


def now() -> datetime:
    """The clock of the programs measured."""
    return datetime.now(UTC)


def reception(company: Company) -> Reception:
    """As the program builds it; nobody needs to be looked up."""
    return Reception(company.database, build_router(), now, Defaults(), look_ups={})


def command(person: int, words: str) -> CommandGiven:
    """Somebody writes to the bot."""
    sender = account(person)
    return CommandGiven(
        id=f"bench-{next(_IDS)}", sender=sender, place=Address.of(sender), text=words
    )


def pressed(person: int, action: str, values: Mapping[str, str]) -> ButtonPressed:
    """Somebody presses a button."""
    sender = account(person)
    return ButtonPressed(
        id=f"bench-{next(_IDS)}",
        sender=sender,
        place=Address.of(sender),
        action=action,
        values=values,
    )


def home(person: int) -> HomeOpened:
    """Somebody opens the home view."""
    sender = account(person)
    place = Address(sender.platform, sender.tenant, PlaceKind.HOME, sender.id)
    return HomeOpened(id="", sender=sender, place=place)


def readings(company: Company, terms: Sequence[tuple[str, str]]) -> dict[str, Ask]:
    """What people read, each time by somebody else: name -> the next event."""
    chance = random.Random(5)
    numbers = current_numbers(company.objectives)

    def person() -> int:
        return chance.randrange(company.people)

    def finding(words: str) -> Ask:
        return lambda: command(person(), f"find {words}")

    return {
        "show O123": lambda: command(person(), f"show O{chance.choice(numbers)}"),
        "show (own)": lambda: command(person(), "show"),
        "home": lambda: home(person()),
        **{f"find {name}": finding(words) for name, words in terms},
    }


def answered(asked: Reception, event: AnyEvent) -> Reply:
    """The reply, which must be a card."""
    reply = asked(event)
    if isinstance(reply, Notice):
        raise AssertionError(f"{event!r} was answered with {reply!r}")
    return reply


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
