"""A reminder is done once, by one process, and one that fails holds up no other."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from scheduler.reminders import Act, Reminders
from storage import reminders
from storage.database import Database
from storage.reminders import Reminder
from tests.scheduler.people import Company

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def remind(database: Database, company: Company, *keys: str, kind: str = "nudge") -> None:
    with database.write() as session:
        for key in keys:
            reminders.add(
                session,
                key=key,
                kind=kind,
                workspace_id=company.workspace_id,
                subject_id=1,
                at=NOW,
            )


def run(database: Database, act: Act, now: datetime = NOW) -> None:
    Reminders(database, {"nudge": act}, lambda: None)(now)


def test_a_reminder_is_done_once_and_not_before_its_moment(database: Database) -> None:
    remind(database, Company(database), "one", "two")
    done: list[str] = []

    def act(session: Session, reminder: Reminder, now: datetime) -> None:
        done.append(reminder.key)

    run(database, act, NOW - timedelta(seconds=1))
    assert done == []
    run(database, act)
    run(database, act)
    assert done == ["one", "two"]


def test_one_that_fails_holds_up_nobody_and_is_dropped_in_the_end(database: Database) -> None:
    remind(database, Company(database), "bad", "good")
    done: list[str] = []

    def act(session: Session, reminder: Reminder, now: datetime) -> None:
        done.append(reminder.key)
        if reminder.key == "bad":
            raise ValueError

    for hours in range(8):
        run(database, act, NOW + timedelta(hours=hours))
    assert done.count("good") == 1
    assert done.count("bad") == 5


def test_the_second_who_takes_it_loses(database: Database) -> None:
    remind(database, Company(database), "one")
    with database.read() as session:
        (found,) = reminders.list_due(session, NOW, 10)
    with database.write() as session:
        assert reminders.take(session, found)
    with database.write() as session:
        assert not reminders.take(session, found)


def test_put_moves_it_and_cancel_takes_it_away(database: Database) -> None:
    company = Company(database)
    later = NOW + timedelta(days=1)
    remind(database, company, "one")
    with database.write() as session:
        reminders.put(
            session,
            key="one",
            kind="nudge",
            workspace_id=company.workspace_id,
            subject_id=1,
            at=later,
        )
        assert reminders.list_due(session, NOW, 10) == []
        assert [each.key for each in reminders.list_due(session, later, 10)] == ["one"]
        reminders.cancel_all(session, "nudge", 1)
        assert reminders.list_due(session, later, 10) == []
