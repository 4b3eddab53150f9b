"""Three people on three continents through a year's traps: clock changes and public holidays."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.drivers.base import PEOPLE, Driver

AT = time(10)
SPANS = (
    # Chinese New Year; summer time in America on 8 March, in Europe on 29 March; Easter.
    (date(2026, 2, 9), date(2026, 4, 12)),
    # Golden week; winter time in Europe on 25 October, in America on 1 November.
    (date(2026, 9, 28), date(2026, 11, 8)),
)
OFF = {
    "ada": {date(2026, 4, 6)},  # Easter Monday
    "bo": {date(2026, 2, 16), date(2026, 2, 23), date(2026, 4, 6), date(2026, 10, 5)},
    "cy": {date(2026, 2, 16), date(2026, 10, 12)},  # Presidents' Day, Columbus Day
}
"""The Mondays of these spans that are public holidays where they live."""
LONG_HOLIDAYS = ("2026-W08", "2026-W41")
"""The weeks of the Spring Festival and of the National Day: from Monday on."""
NONE = {("bo", "2026-W08")}
"""Nobody in China works on any day of the first; the second ends on Thursday."""


def _mornings(first: date, last: date) -> Iterator[tuple[datetime, str]]:
    """Ten o'clock on each person's clock, in the order of time.

    On Mondays, on the Tuesdays to which a prompt may be put off, and on every day of weeks with
    long holidays.
    """
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    days = [day for day in days if day.isoweekday() <= 2 or _week(day) in LONG_HOLIDAYS]
    moments = [
        (datetime.combine(day, AT, ZoneInfo(PEOPLE[who][2])), who) for day in days for who in OFF
    ]
    return iter(sorted(moments, key=lambda moment: (moment[0].timestamp(), moment[1])))


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _prompts(stage: Driver, who: str) -> int:
    return sum("Your weekly check-in" in seen.text for seen in stage.all_seen(who))


def test_each_is_asked_once_a_week_at_ten_and_never_on_a_holiday(long_stage: Driver) -> None:
    stage = long_stage
    stage.say("root", "/okr cycle create year")
    for number, who in enumerate(OFF, 1):
        stage.say(who, "/okr settings language en")
        stage.say(who, "/okr new Win new readers\n900 sign-ups")
        stage.press(who, "Publish")
        stage.say(who, f"/okr checkin KR{number}.1 1 high")
    asked: Counter[tuple[str, str]] = Counter()
    value = 1
    for span in SPANS:
        for moment, who in _mornings(*span):
            before = _prompts(stage, who)
            if moment.isoweekday() == 1:
                stage.travel(moment - timedelta(minutes=1))
                assert _prompts(stage, who) == before, (who, moment)
            stage.travel(moment)
            if _prompts(stage, who) == before:
                continue
            assert _prompts(stage, who) == before + 1
            assert moment.date() not in OFF[who]
            asked[who, _week(moment.date())] += 1
            value += 1
            number = list(OFF).index(who) + 1
            stage.say(who, f"/okr checkin KR{number}.1 {value} high")
    weeks = {f"2026-W{week:02}" for week in (*range(7, 16), *range(40, 46))}
    assert set(asked) == {(who, week) for who in OFF for week in weeks} - NONE
    assert set(asked.values()) == {1}
