"""Time travel: where a wish like "Monday, when the prompts come" leads on a person's own clock."""

from datetime import UTC, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.playground import limits
from bot.playground.receive import Refused, Travel

_WEEK = timedelta(weeks=1)
_MONDAY, _FRIDAY = 0, 4
_PROMPTS = time(10)
"""When the weekly prompts come, where nobody chose otherwise."""
_DIGEST = time(16)
"""When a team's digest and report come, where nobody chose otherwise."""


def destination(wish: Travel, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) to travel to; None for back to the real time. Raises Refused.

    A day or a week later is the same time on the wall, whatever summer time does meanwhile.
    """
    local = now.astimezone(zone)
    match wish.move:
        case "back":
            return None
        case "monday":
            there = _next(_MONDAY, _PROMPTS, local)
        case "friday":
            there = _next(_FRIDAY, _DIGEST, local)
        case "quarter":
            there = _minutes_later(local, 15)
        case "day":
            there = _later(local, timedelta(days=1))
        case "week":
            there = _later(local, _WEEK)
        case "at":
            there = _typed(wish.at, zone)
        case _:
            assert_never(wish.move)
    if not limits.EARLIEST_YEAR <= there.year < limits.LATEST_YEAR:
        raise Refused("too_far")
    return there.astimezone(UTC)


def _later(local: datetime, step: timedelta) -> datetime:
    try:
        return local + step  # wall-clock arithmetic: the zone stays
    except OverflowError as error:
        raise Refused("too_far") from error


def _minutes_later(local: datetime, minutes: int) -> datetime:
    return local.astimezone(UTC) + timedelta(minutes=minutes)


def _next(weekday: int, at: time, local: datetime) -> datetime:
    day = local.date() + timedelta(days=weekday - local.weekday())
    this = datetime.combine(day, at, local.tzinfo)
    return this if this > local else this + _WEEK


def _typed(at: str, zone: ZoneInfo) -> datetime:
    try:
        typed = datetime.fromisoformat(at)
    except ValueError as error:
        raise Refused("bad_date") from error
    return typed.replace(tzinfo=zone) if typed.tzinfo is None else typed


def move(clock: Clock, wish: Travel, zone: ZoneInfo) -> None:
    """Set the clock. Raises Refused."""
    moment = destination(wish, clock(), zone)
    if moment is None:
        clock.back()
    else:
        clock.travel_to(moment)
