"""A reminder is done once, by one process, and one that fails holds up no other."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from scheduler.jobs import IN_BULK, KINDS
from scheduler.reminders import Act, ActAll, Reminders
from storage import reminders
from storage.database import Database
from storage.reminders import Reminder
from storage.tables import OutboxRow
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


def bulk(database: Database, kinds: dict[str, Act], all_kinds: dict[str, ActAll]) -> None:
    Reminders(database, kinds, lambda: None, all_kinds)(NOW)


def test_kinds_that_come_in_thousands_are_done_together_and_once(database: Database) -> None:
    remind(database, Company(database), "one", "two")
    together: list[list[str]] = []

    def alone(session: Session, reminder: Reminder, now: datetime) -> None:
        raise AssertionError

    def act_all(session: Session, found: Sequence[Reminder], now: datetime) -> None:
        together.append([each.key for each in found])

    bulk(database, {"nudge": alone}, {"nudge": act_all})
    bulk(database, {"nudge": alone}, {"nudge": act_all})
    assert together == [["one", "two"]]


def test_a_batch_that_fails_is_done_one_by_one(database: Database) -> None:
    remind(database, Company(database), "bad", "good")
    done: list[str] = []

    def act(session: Session, reminder: Reminder, now: datetime) -> None:
        if reminder.key == "bad":
            raise ValueError
        done.append(reminder.key)

    def act_all(session: Session, found: Sequence[Reminder], now: datetime) -> None:
        raise ValueError

    bulk(database, {"nudge": act}, {"nudge": act_all})
    assert done == ["good"]


def test_what_another_process_took_or_moved_is_not_taken_again(database: Database) -> None:
    remind(database, Company(database), "taken", "moved", "free")
    with database.read() as session:
        found = reminders.list_due(session, NOW, 10)
    with database.write() as session:
        assert reminders.take(session, found[0])
        reminders.put_off(session, found[1], NOW + timedelta(hours=1))
    with database.write() as session:
        assert [each.key for each in reminders.take_all(session, found)] == ["free"]


def test_nudges_in_bulk_go_out_once_and_at_most_twice_a_week(database: Database) -> None:
    company = Company(database)
    people = [company.hire(f"p{number}", after=NOW) for number in range(5)]
    company.give_everybody(people, "one")
    tuesday = NOW + timedelta(days=1)
    woken: list[int] = []
    for hour in range(3):
        with database.write() as session:
            reminders.put_all(
                session,
                [
                    reminders.row(
                        key=f"nudge:2026-W10:{id}",
                        kind="nudge",
                        workspace_id=company.workspace_id,
                        subject_id=id,
                        person_id=id,
                        week="2026-W10",
                        at=tuesday,
                    )
                    for id in people
                ],
            )
        Reminders(database, KINDS, lambda: woken.append(0), IN_BULK)(
            tuesday + timedelta(hours=hour)
        )
    assert len(woken) == 3  # a batch each time: none had to be done one by one
    with database.read() as session:
        keys = sorted(session.exec(select(OutboxRow.key)).all())
    assert keys == sorted(f"nudge:2026-W10:{id}:{number}" for id in people for number in (1, 2))
