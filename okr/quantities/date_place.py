"""What a reader of days is given (a match and what stands left of it) and what it answers."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from okr.quantities import days
from okr.quantities.numbers import han_value

MONTHS_IN_YEAR = 12


class Role(Enum):
    """What a day in a line is for."""

    DEADLINE = auto()  # "by 30 Apr", "3月底前"
    PERIOD = auto()  # "in Q1", "本月"
    IGNORED = auto()  # "vs Q4", "2026 年", "每周五"
    UNREADABLE = auto()  # "31 Feb"


@dataclass(frozen=True, slots=True)
class Place:
    """A match with what stands left of it."""

    match: re.Match[str]
    today: date
    cue: Role | None
    part: str | None
    before: bool
    lenient: bool

    def __getitem__(self, group: str) -> str:
        """What a group of the match caught, "" for nothing."""
        return self.match[group] or ""

    def year(self, *groups: str) -> int | None:
        """The year that is written in one of the groups, two digits are of this century."""
        for group in groups:
            if written := self.match[group]:
                return int(written) % 100 + 2000
        return None

    def role(self, default: Role) -> Role:
        """What the day is for, by the words left of it, else the default."""
        return self.cue or (Role.DEADLINE if self.part else default)


# "80% of accounts use it within 30 days": the time belongs to each of them, not to the line.
SHARE_FIRST = re.compile(
    r"^\W{0,3}(?:\d{1,3}(?:\.\d+)? ?% ?(?:of|的)|one in [a-z]+|[一二三四五六七八九]成)"
)

Answer = tuple[date | None, Role] | None
UNREADABLE = (None, Role.UNREADABLE)
IGNORED = (None, Role.IGNORED)


def one_day(found: date | None, place: Place, default: Role = Role.DEADLINE) -> Answer:
    """That day, or unreadable where the calendar has none."""
    return (found, place.role(default)) if found else UNREADABLE


def month_day(month: int, day: int, today: date, year: int | None) -> date | None:
    """That day of the year, or the next such day where no year is given."""
    return days.next_day(month, day, today) if year is None else days.existing(year, month, day)


def whole_period(
    place: Place, period: days.Period, year: int | None, role: Role, part: str | None = None
) -> Answer:
    """The last day of the period, or the part of it that is written."""
    part = part or place.part or ("before" if place.before else "end")
    return days.next_of(period, part, place.today, year), place.role(role)


def small_number(written: str) -> int:
    """A day, month or count in digits or Chinese numerals."""
    return int(written) if written.isdecimal() else int(han_value(written) or 0)


def named_period(place: Place, period: days.Period, year: int | None) -> Answer:
    """A quarter or half with 末, 内 or 前 behind it."""
    tail = place["tail"]
    if tail in ("前", "之前", "以前"):
        return whole_period(place, period, year, Role.DEADLINE, "before")
    return whole_period(place, period, year, Role.DEADLINE if tail else Role.PERIOD)


def days_after(place: Place, count: int) -> Answer:
    """So many days, weeks, months, quarters or years from today."""
    unit = place["unit"].removeprefix("个")
    if unit in ("天", "日", "day"):
        return days.days_later(place.today, count), Role.PERIOD
    if unit in ("周", "星期", "week"):
        return days.days_later(place.today, 7 * count), Role.PERIOD
    months = {"quarter": 3, "季度": 3, "year": 12, "年": 12}.get(unit, 1)
    return days.months_later(place.today, months * count), Role.PERIOD
