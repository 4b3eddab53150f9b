"""The bundle of changes: exactly once whoever looks, on days the reader works, and foreseen."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from handlers.alignment import news
from okr.facts import Span
from okr.schedule import at_wall_clock
from scheduler import alignment_news
from scheduler.due import due
from scheduler.jobs import KINDS
from scheduler.reminders import Reminders
from storage import away, reminders
from storage.database import Database
from storage.reminders import Reminder
from storage.tables import OutboxRow, PersonRow
from storage.zones import zone_of
from tests.handlers.alignment.aligned import TUESDAY_AT_TEN, card, said, three
from tests.handlers.office import Office

DAY = timedelta(days=1)
BERLIN = zone_of("Europe/Berlin")


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Cy changed O1 on Monday, on which Ada's O2 hangs."""
    office = Office(Database(database_url))
    three(office)
    office.say("cy", "edit O1 Win Europe")
    yield office
    office.database.dispose()


def planned(office: Office, who: str) -> Reminder:
    with office.database.read() as session:
        found = reminders.list_due(session, TUESDAY_AT_TEN + 400 * DAY, 20, [news.KIND])
        names = {row.id: row.name for row in session.exec(select(PersonRow)).all()}
    return next(each for each in found if names[each.person_id] == who)


def messages(office: Office) -> list[str]:
    with office.database.read() as session:
        return [
            row.key
            for row in session.exec(select(OutboxRow)).all()
            if row.key.startswith("in-step-card:") and row.edit_key is None
        ]


def look(office: Office, at: datetime) -> None:
    Reminders(office.database, {news.KIND: KINDS[news.KIND]}, lambda: None)(at)


def test_it_goes_out_once_and_not_before(office: Office) -> None:
    reminder = planned(office, "Ada Li")
    assert reminder.at == TUESDAY_AT_TEN
    look(office, TUESDAY_AT_TEN - timedelta(seconds=1))
    assert said(office, "ada") == []
    look(office, TUESDAY_AT_TEN)
    look(office, TUESDAY_AT_TEN)
    with office.database.write() as session:
        alignment_news.act(session, reminder, TUESDAY_AT_TEN)
    assert len(said(office, "ada")) == 1


def test_two_processes_send_one(office: Office) -> None:
    start = threading.Barrier(2)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            start.wait(10)
            look(office, TUESDAY_AT_TEN)
        except BaseException as error:  # told in the main thread
            failures.append(error)

    both = [threading.Thread(target=run) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(30)
    assert failures == []
    assert len(messages(office)) == 2  # Ada's and Bo's, one each


class _Crash(Exception):
    pass


def test_what_a_crash_interrupts_is_sent_by_the_next(office: Office) -> None:
    reminder = planned(office, "Ada Li")

    def fall_over(session: Session) -> None:
        assert reminders.take(session, reminder)
        alignment_news.act(session, reminder, TUESDAY_AT_TEN)
        raise _Crash

    with pytest.raises(_Crash), office.database.write() as session:
        fall_over(session)
    assert said(office, "ada") == []
    look(office, TUESDAY_AT_TEN)
    assert len(said(office, "ada")) == 1


def test_a_reminder_without_news_or_reader_says_nothing(office: Office) -> None:
    reminder = planned(office, "Ada Li")
    office.say("cy", "edit O1 Grow in Europe")
    with office.database.write() as session:
        alignment_news.act(session, reminder, TUESDAY_AT_TEN)
        alignment_news.act(
            session, Reminder(9, "x", "in_step", 1, 1, None, "", reminder.at), reminder.at
        )
    assert messages(office) == []


def test_days_away_that_were_said_later_put_it_off(office: Office) -> None:
    reminder = planned(office, "Ada Li")
    with office.database.write() as session:
        span = Span(date(2026, 11, 24), date(2026, 11, 25))
        away.add(session, int(reminder.person_id or 0), span, None, TUESDAY_AT_TEN)
    look(office, TUESDAY_AT_TEN)
    assert said(office, "ada") == []
    assert planned(office, "Ada Li").at == TUESDAY_AT_TEN + 2 * DAY
    look(office, TUESDAY_AT_TEN + 2 * DAY)
    assert len(said(office, "ada")) == 1


def test_friday_evening_is_told_on_monday(database_url: str) -> None:
    office = Office(Database(database_url))
    three(office)
    office.clock.set(at_wall_clock(date(2026, 11, 27), TUESDAY_AT_TEN.time().replace(18), BERLIN))
    office.say("cy", "edit O1 Win Europe")
    assert planned(office, "Ada Li").at == TUESDAY_AT_TEN + 6 * DAY
    office.database.dispose()


def test_it_stays_at_ten_when_the_clocks_change(database_url: str) -> None:
    office = Office(Database(database_url))
    three(office)
    office.clock.set(at_wall_clock(date(2027, 3, 26), TUESDAY_AT_TEN.time().replace(18), BERLIN))
    office.say("cy", "edit O1 Win Europe")
    # Friday in winter time; the next working day, after Easter Monday, is in summer time.
    expected = at_wall_clock(date(2027, 3, 30), TUESDAY_AT_TEN.time().replace(10), BERLIN)
    assert planned(office, "Ada Li").at == expected
    assert expected.hour == 8
    office.database.dispose()


def test_it_is_foreseen_without_being_sent(office: Office) -> None:
    found = [each for each in due(office.database, TUESDAY_AT_TEN) if each.kind == news.KIND]
    assert [(each.name, each.at) for each in found] == [
        ("Bo Chen", TUESDAY_AT_TEN - timedelta(hours=7)),
        ("Ada Li", TUESDAY_AT_TEN),
    ]
    assert [each.local.hour for each in found] == [10, 10]
    assert messages(office) == []
    office.travel(TUESDAY_AT_TEN)
    assert set(messages(office)) == {each.key for each in found}
    assert "Win Europe" in said(office, "ada")[0]
    assert card(office, "ada").buttons
