"""A year of Mondays: clocks change, China celebrates; everybody is asked at ten or not at all."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from handlers.views.weekly import weekly_card
from okr.cycles import CycleKind
from okr.facts import Span
from okr.follow_up import RoundState
from scheduler.due import due
from scheduler.weekly_prompt import WeeklyPrompt
from storage import away, people, prompt_slots, rounds
from storage.database import Database
from storage.tables import CycleRow, PersonRow
from tests.scheduler.fakes import FakeClock
from tests.scheduler.people import Company

ZONES = {"shen": "Asia/Shanghai", "berta": "Europe/Berlin", "sam": "America/Los_Angeles"}
SPRING = datetime(2026, 2, 8, tzinfo=UTC), datetime(2026, 4, 20, tzinfo=UTC)
AUTUMN = datetime(2026, 9, 27, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC)
"""In both the clocks of Berlin and San Francisco change, weeks apart."""


def mondays(first: str, last: str, *, moved: dict[str, str | None]) -> list[date]:
    """Every Monday of these weeks, but for holidays: moved to another day, or left out."""
    day, found = date.fromisoformat(first), []
    while day <= date.fromisoformat(last):
        to = moved.get(day.isoformat(), day.isoformat())
        found += [date.fromisoformat(to)] if to else []
        day += timedelta(days=7)
    return found


EXPECTED_IN_SPRING = {
    # New Year: Monday to Friday are free, and Monday the week after.
    "shen": mondays(
        "2026-02-09",
        "2026-04-13",
        moved={"2026-02-16": None, "2026-02-23": "2026-02-24", "2026-04-06": "2026-04-07"},
    ),
    "berta": mondays("2026-02-09", "2026-04-13", moved={"2026-04-06": "2026-04-07"}),
    "sam": mondays("2026-02-09", "2026-04-13", moved={"2026-02-16": "2026-02-17"}),
}
EXPECTED_IN_AUTUMN = {
    "shen": mondays("2026-09-28", "2026-11-09", moved={"2026-10-05": "2026-10-08"}),
    "berta": mondays("2026-09-28", "2026-11-09", moved={}),
    "sam": mondays("2026-09-28", "2026-11-09", moved={"2026-10-12": "2026-10-13"}),
}


_BUSY = frozenset({1, 2, 3, 7, 8, 9, 10, 16, 17, 18, 19})
"""Hours in UTC: ten in each zone, in summer and winter, with an hour before and after."""


class Life:
    """Three people, and two processes that tick; `asked` is by name, on their own clocks."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FakeClock()
        self.company = Company(database)
        self.ids: dict[str, int] = {}
        self.asked: dict[str, list[datetime]] = {name: [] for name in ZONES}
        self._jobs = [
            WeeklyPrompt(database, self.clock, weekly_card, lambda: None) for _ in range(2)
        ]
        self._seen = 0
        with database.write() as session:
            session.get_one(CycleRow, self.company.cycle_id).kind = CycleKind.OWN
            session.get_one(CycleRow, self.company.cycle_id).ends_on = date(2026, 12, 31)

    def begin(self, at: datetime) -> None:
        self.clock.now = at
        for name, zone in ZONES.items():
            self.ids[name] = self.company.hire(name, zone, after=at)
            self.company.give_objective(self.ids[name], "one", "two")

    def until(self, end: datetime) -> None:
        """An hour at a time, as far as it is around ten o'clock anywhere."""
        while self.clock.now < end:
            if self.clock.now.hour in _BUSY:
                for job in self._jobs:
                    job(self.clock.now)
                self._note()
            self.clock.now += timedelta(hours=1)

    def _note(self) -> None:
        with self.database.read() as session:
            rows = session.execute(
                text("SELECT address_id FROM outbox ORDER BY id LIMIT 99 OFFSET :seen"),
                {"seen": self._seen},
            ).all()
        self._seen += len(rows)
        for row in rows:
            name = row.address_id.removeprefix("U-")
            self.asked[name].append(self.clock.now.astimezone(ZoneInfo(ZONES[name])))

    def days(self, name: str) -> list[date]:
        return [at.date() for at in self.asked[name]]

    def state(self, name: str, week: str) -> RoundState | None:
        with self.database.read() as session:
            found = rounds.find(session, self.ids[name], week)
        return found.state if found else None


@pytest.fixture
def life(database: Database) -> Life:
    return Life(database)


@pytest.mark.parametrize(
    ("span", "expected"),
    [(SPRING, EXPECTED_IN_SPRING), (AUTUMN, EXPECTED_IN_AUTUMN)],
    ids=["spring", "autumn"],
)
def test_each_week_once_at_ten_and_never_on_a_holiday(
    life: Life, span: tuple[datetime, datetime], expected: dict[str, list[date]]
) -> None:
    life.begin(span[0])
    life.until(span[1])
    for name in ZONES:
        assert life.days(name) == expected[name]
        assert {(at.hour, at.minute) for at in life.asked[name]} == {(10, 0)}
        weeks = [at.isocalendar()[:2] for at in life.asked[name]]
        assert len(weeks) == len(set(weeks))


def test_a_week_of_holidays_is_kept_as_such(life: Life) -> None:
    life.begin(SPRING[0])
    life.until(datetime(2026, 2, 22, tzinfo=UTC))
    assert life.state("shen", "2026-W07") is RoundState.PROMPTED
    assert life.state("shen", "2026-W08") is RoundState.OFF
    assert life.state("sam", "2026-W08") is RoundState.PROMPTED


def test_what_would_go_out_is_what_goes_out(life: Life) -> None:
    life.begin(SPRING[0])
    foreseen: set[tuple[str, datetime]] = set()
    at = SPRING[0]
    while at < SPRING[1]:
        foreseen |= {(each.name, each.local) for each in due(life.database, at)}
        at += timedelta(hours=12)
    life.until(SPRING[1])
    assert foreseen == {(name, at) for name in ZONES for at in life.asked[name]}


def test_another_zone_neither_repeats_nor_loses_a_week(life: Life) -> None:
    life.begin(datetime(2026, 6, 7, tzinfo=UTC))
    life.until(datetime(2026, 6, 8, 1, tzinfo=UTC))
    # In Los Angeles it is Sunday; her Monday is still to come, and so it is after the flight.
    with life.database.write() as session:
        sam = session.get_one(PersonRow, life.ids["sam"])
        people.set_timezone(session, sam, "Asia/Shanghai", life.clock.now)
    life.until(datetime(2026, 6, 8, 4, tzinfo=UTC))
    assert len(life.asked["sam"]) == 1
    with life.database.write() as session:
        sam = session.get_one(PersonRow, life.ids["sam"])
        people.set_timezone(session, sam, "America/Los_Angeles", life.clock.now)
    life.until(datetime(2026, 6, 15, 12, tzinfo=UTC))
    assert len(life.asked["sam"]) == 1
    # Noon in Berlin, and night in Los Angeles, where she has not been asked: Tuesday is left.
    with life.database.write() as session:
        sam = session.get_one(PersonRow, life.ids["sam"])
        people.set_timezone(session, sam, "Europe/Berlin", life.clock.now)
    life.until(datetime(2026, 6, 21, 20, tzinfo=UTC))
    assert life.asked["sam"][1:] == [datetime(2026, 6, 16, 8, tzinfo=UTC)]


def test_a_clock_that_moves_back_repeats_nothing(life: Life) -> None:
    life.begin(datetime(2026, 6, 7, tzinfo=UTC))
    life.until(datetime(2026, 6, 9, tzinfo=UTC))
    before = {name: list(found) for name, found in life.asked.items()}
    life.clock.now = datetime(2026, 6, 7, tzinfo=UTC)
    with life.database.write() as session:
        for id in life.ids.values():
            prompt_slots.reckon_person(session, id, life.clock.now)
    life.until(datetime(2026, 6, 13, tzinfo=UTC))
    assert life.asked == before


def test_days_missed_are_told_week_by_week_and_not_sent_late(life: Life) -> None:
    life.begin(datetime(2026, 6, 7, tzinfo=UTC))
    life.clock.now = datetime(2026, 6, 24, tzinfo=UTC)
    life.until(datetime(2026, 6, 25, tzinfo=UTC))
    assert life.days("berta") == []
    for week in ("2026-W24", "2026-W25", "2026-W26"):
        assert life.state("berta", week) is RoundState.MISSED
    life.until(datetime(2026, 6, 30, tzinfo=UTC))
    assert life.days("berta") == [date(2026, 6, 29)]


class TestAway:
    def stay_away(self, life: Life, name: str, first: date, last: date, by: str = "") -> None:
        with life.database.write() as session:
            delegate = life.ids[by] if by else None
            away.add(session, life.ids[name], Span(first, last), delegate, life.clock.now)
            prompt_slots.reckon_person(session, life.ids[name], life.clock.now)

    def test_the_prompt_waits_for_the_day_they_are_back(self, life: Life) -> None:
        life.begin(datetime(2026, 6, 7, tzinfo=UTC))
        self.stay_away(life, "berta", date(2026, 6, 8), date(2026, 6, 10))
        life.until(datetime(2026, 6, 16, tzinfo=UTC))
        assert life.days("berta") == [date(2026, 6, 11), date(2026, 6, 15)]

    def test_a_whole_week_away_is_left_out(self, life: Life) -> None:
        life.begin(datetime(2026, 6, 7, tzinfo=UTC))
        self.stay_away(life, "berta", date(2026, 6, 8), date(2026, 6, 12))
        life.until(datetime(2026, 6, 16, tzinfo=UTC))
        assert life.days("berta") == [date(2026, 6, 15)]
        assert life.state("berta", "2026-W24") is RoundState.OFF

    def test_back_earlier_than_planned_they_are_asked_after_all(self, life: Life) -> None:
        life.begin(datetime(2026, 6, 7, tzinfo=UTC))
        self.stay_away(life, "berta", date(2026, 6, 8), date(2026, 6, 12))
        life.until(datetime(2026, 6, 9, 12, tzinfo=UTC))
        with life.database.write() as session:
            (days,) = away.list_of_person(session, life.ids["berta"], date(2026, 6, 9))
            away.remove(session, life.ids["berta"], days.id)
            prompt_slots.reckon_person(session, life.ids["berta"], life.clock.now)
        life.until(datetime(2026, 6, 14, tzinfo=UTC))
        assert life.days("berta") == [date(2026, 6, 10)]
        assert life.state("berta", "2026-W24") is RoundState.PROMPTED

    def test_who_stands_in_is_asked_once_in_their_hours_of_work(self, life: Life) -> None:
        life.begin(datetime(2026, 6, 7, tzinfo=UTC))
        self.stay_away(life, "berta", date(2026, 6, 8), date(2026, 6, 19), by="sam")
        life.until(datetime(2026, 6, 9, tzinfo=UTC))
        assert life.days("berta") == []
        assert life.state("berta", "2026-W24") is RoundState.DELEGATED
        with life.database.read() as session:
            keyed = text("SELECT next_at, address_id FROM outbox WHERE key = :key")
            row = session.execute(keyed, {"key": f"weekly:2026-W24:{life.ids['berta']}"}).one()
            assert row.address_id == "U-sam"
            assert away.stands_in(session, life.ids["sam"], life.ids["berta"], life.clock.now)
            assert not away.stands_in(session, life.ids["shen"], life.ids["berta"], life.clock.now)
        # 10:00 in Berlin is 01:00 in San Francisco: it waits until 09:00 there.
        assert str(row.next_at).startswith("2026-06-08 16:00")
