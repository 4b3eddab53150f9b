"""Readers of days and periods in Chinese (3月底前, 第二季度, 下周五, 三个月内)."""

import re
from datetime import date

from okr.quantities import days
from okr.quantities.date_place import (
    IGNORED,
    MONTHS_IN_YEAR,
    SHARE_FIRST,
    UNREADABLE,
    Answer,
    Place,
    Role,
    days_after,
    month_day,
    named_period,
    one_day,
    small_number,
    whole_period,
)
from okr.quantities.date_words import ORDINALS, PARTS, SHIFTS, UNITS, WEEKDAYS


def _han_year(place: Place) -> int | None:
    relative = place["relative"]
    if relative:
        return place.today.year + {"明年": 1, "后年": 2, "去年": -1}.get(relative, 0)
    return place.year("year")


def _han_months(place: Place) -> Answer:
    month = small_number(place["month"])
    if month > MONTHS_IN_YEAR:
        return UNREADABLE
    return whole_period(place, days.Period(month, 1), _han_year(place), Role.PERIOD)


def _han_month(place: Place) -> Answer:
    month, tail, year = small_number(place["month"]), place["tail"], _han_year(place)
    if tail.endswith(("后", "起", "来")) or place["relative"] == "去年":
        return IGNORED
    if month > MONTHS_IN_YEAR:
        return UNREADABLE
    if place["day"]:
        return one_day(month_day(month, small_number(place["day"]), place.today, year), place)
    written = place["part"]
    if not written and tail.endswith("前"):
        return whole_period(place, days.Period(month, 1), year, Role.DEADLINE, "before")
    role = Role.DEADLINE if written or tail else Role.PERIOD
    return whole_period(place, days.Period(month, 1), year, role, PARTS.get(written, "end"))


def _han_quarter(place: Place) -> Answer:
    written = place["nth"] or place["short"]
    number = int(written) if written.isdecimal() else ORDINALS[written]
    return named_period(place, days.quarter(number), _han_year(place))


def _han_half(place: Place) -> Answer:
    return named_period(place, days.half(ORDINALS[place["nth"]]), _han_year(place))


def _han_weekday(place: Place) -> Answer:
    relative = place["relative"].removesuffix("个")
    if relative == "上":
        return IGNORED
    shift = SHIFTS[relative] if relative else None
    return days.weekday_in(place.today, WEEKDAYS[place["weekday"]], shift), place.role(
        Role.DEADLINE
    )


_COUNTED = frozenset("0123456789一二两三四五六七八九十几数半个x")


def _han_relative(place: Place) -> Answer:
    relative, part = place["relative"], place["part"]
    if relative.startswith(("上", "去")):
        return IGNORED
    before = place.match.string[: place.match.start()][-3:].rstrip()[-1:]
    if not relative and (not part or before in _COUNTED):
        return None
    unit, shift = UNITS[place["unit"]], SHIFTS[relative]
    role = Role.DEADLINE if part and "内" not in part else Role.PERIOD
    if unit == "year" and part == "中":
        return days.next_day(6, 30, place.today), role
    if unit == "week":
        return days.week_end(place.today, shift), place.role(role)
    period, year = days.current(unit, place.today, shift)
    found = days.next_of(period, PARTS.get(part, "end"), place.today, year)
    if found < place.today and not relative:
        period, year = days.current(unit, place.today, 1)
        found = days.next_of(period, PARTS.get(part, "end"), place.today, year)
    return found, place.role(role)


def _han_year_part(place: Place) -> Answer:
    part = "before" if place["part"].endswith("前") else PARTS.get(place["part"], "end")
    if part == "middle":
        return date(int(place["year"]), 6, 30), Role.DEADLINE
    return whole_period(place, days.YEAR, int(place["year"]), Role.DEADLINE, part)


def _han_year_name(place: Place) -> Answer:
    return IGNORED


def _han_day(place: Place) -> Answer:
    shift = {"今": 0, "明": 1, "后": 2, "大": 3}[place["word"][0]]
    return days.days_later(place.today, shift), Role.DEADLINE


_TIME_NAME = re.compile(r"[^\d,。;、%达至到]{0,5}(?:率|留存|活跃|复购|响应)")
_LINE_START = re.compile(r"(?:^|[,.;:。、!]|[a-z] |在|于|力争|争取|用|预计|计划) ?$")


# "7 天内重开工单低于 4%": a noun and its level follow, nothing that is done by then.
_COUNTED_WITHIN = re.compile(
    r" ?(?!完成|实现|达到|达成|上线|发布|提升|提高|降低|减少|将|把|使|让|新增|签|获|建|推|落"
    r"|解决|覆盖)"
    r"[^\d,。;、!?]{2,12}?(?:低于|高于|不超过|不高于|不低于|超过|控制在|保持在|占比|比例|比率|率)"
)


def _han_duration(place: Place) -> Answer:
    start, end = place.match.span()
    if "-" in place.match.group() or (place["ahead"] and not place["tail"]):
        return IGNORED if place["ahead"] else None
    left = place.match.string[max(0, start - 3) : start]
    if not place["tail"]:
        return None
    if place["unit"] in ("天", "日") and _TIME_NAME.match(place.match.string, end):
        return None
    if not place["ahead"] and not _LINE_START.search(left):
        return None
    if place["count"] == "半":
        return None
    if not place["ahead"] and SHARE_FIRST.match(place.match.string[:start]):
        return IGNORED
    in_days = not place["ahead"] and place["unit"] in ("天", "日")
    if in_days and _COUNTED_WITHIN.match(place.match.string, end):
        return IGNORED
    return days_after(place, small_number(place["count"].replace("两", "二")))


READERS = {
    "han_months": _han_months, "han_month": _han_month, "han_unknown": _han_year_name,
    "han_quarter": _han_quarter, "han_half": _han_half, "han_weekday": _han_weekday,
    "han_relative": _han_relative, "han_year": _han_year_part, "han_year_name": _han_year_name,
    "han_day": _han_day, "han_duration": _han_duration,
}  # fmt: skip
