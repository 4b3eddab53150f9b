"""What would go out is told for every kind, to whom and when; nothing is sent or changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from chat.address import Address, PlaceKind
from chat.cards import Card
from handlers.prompts import state as prompt_state
from handlers.views.weekly import weekly_card
from okr.facts import Span
from okr.follow_up import RoundState
from scheduler.due import Due, due
from scheduler.jobs import KINDS
from scheduler.reminders import Reminders
from scheduler.weekly_prompt import WeeklyPrompt
from storage import away, company_days, outbox, reminders, rounds, team_days, teams
from storage.company_days import OwnDay
from storage.database import Database
from storage.reminders import Reminder
from storage.tables import CheckInRow, KeyResultRow, OutboxRow, TeamMember, TeamRow
from tests.scheduler.fakes import FakeClock
from tests.scheduler.people import Company

MONDAY_AT_10 = datetime(2026, 3, 2, 10, tzinfo=UTC)
BEFORE = datetime(2026, 2, 27, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def company(database: Database) -> Company:
    return Company(database)


def planned(database: Database, at: datetime) -> list[Due]:
    return list(due(database, at))


def prompt(database: Database, now: datetime) -> None:
    WeeklyPrompt(database, FakeClock(now), weekly_card, lambda: None)(now)


def counts(database: Database) -> list[int]:
    with database.read() as session:
        return [
            int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
            for table in ("outbox", "claims", "rounds", "reminders")
        ]


class TestPrompts:
    def test_on_a_day_off_it_moves_and_after_a_week_off_there_is_none(
        self, database: Database, company: Company
    ) -> None:
        ada = company.hire("ada", after=BEFORE)
        company.give_objective(ada, "one")
        with database.write() as session:
            company_days.put(session, company.workspace_id, OwnDay(date(2026, 3, 2), False))
            away.add(session, ada, Span(date(2026, 3, 9), date(2026, 3, 13)), None, BEFORE)
        assert planned(database, MONDAY_AT_10) == []
        (tuesday,) = planned(database, MONDAY_AT_10 + DAY)
        assert (tuesday.at, tuesday.key) == (MONDAY_AT_10 + DAY, f"weekly:2026-W10:{ada}")
        for days in range(7, 12):
            assert planned(database, MONDAY_AT_10 + days * DAY) == []
        assert len(planned(database, MONDAY_AT_10 + 14 * DAY)) == 1

    def test_who_stands_in_is_named(self, database: Database, company: Company) -> None:
        ada = company.hire("ada", "Europe/Berlin", after=BEFORE)
        cy = company.hire("cy", "America/Los_Angeles", after=BEFORE)
        company.give_objective(ada, "one")
        with database.write() as session:
            away.add(session, ada, Span(date(2026, 3, 2), date(2026, 3, 6)), cy, BEFORE)
        (found,) = planned(database, datetime(2026, 3, 2, 9, tzinfo=UTC))
        assert (found.name, found.external_id, found.key) == (
            "cy",
            "U-cy",
            f"weekly:2026-W10:{ada}",
        )
        assert found.local.hour == 9

    def test_what_is_checked_in_is_left_out(self, database: Database, company: Company) -> None:
        ada = company.hire("ada", after=BEFORE)
        company.give_objective(ada, "one")
        with database.write() as session:
            (key_result,) = session.exec(select(KeyResultRow)).all()
            key_result.checked_in_at = MONDAY_AT_10 - timedelta(hours=9)
            session.add(
                CheckInRow(
                    key_result_id=int(key_result.id or 0),
                    person_id=ada,
                    week="2026-W10",
                    created_at=MONDAY_AT_10 - timedelta(hours=9),
                )
            )
        assert planned(database, MONDAY_AT_10) == []


class TestReminders:
    def test_a_card_put_off_is_told_by_the_key_that_it_then_has(
        self, database: Database, company: Company
    ) -> None:
        ada = company.hire("ada", after=BEFORE)
        company.give_objective(ada, "one")
        prompt(database, MONDAY_AT_10)
        with database.write() as session:
            waiting = prompt_state.find(session, ada, "2026-W10", MONDAY_AT_10)
            assert waiting is not None
            rounds.put(session, ada, "2026-W10", RoundState.SNOOZED, MONDAY_AT_10)
            prompt_state.remind_no_more(session, waiting)
            wanted = MONDAY_AT_10 + timedelta(hours=1)
            prompt_state.remind(session, "snooze", waiting, wanted)
        (found,) = planned(database, wanted)
        Reminders(database, KINDS, lambda: None)(wanted + timedelta(seconds=7))
        with database.read() as session:
            keys = session.exec(select(OutboxRow.key)).all()
        assert found.kind == "snooze"
        assert found.key in keys

    def test_a_nudge_is_told_and_then_sent(self, database: Database, company: Company) -> None:
        ada = company.hire("ada", after=BEFORE)
        company.give_objective(ada, "one")
        prompt(database, MONDAY_AT_10)
        before = counts(database)
        assert planned(database, MONDAY_AT_10 + DAY - timedelta(minutes=1)) == []
        for _ in range(2):
            (found,) = planned(database, MONDAY_AT_10 + DAY)
            assert (found.kind, found.name, found.key) == (
                "nudge",
                "ada",
                f"nudge:2026-W10:{ada}:1",
            )
        assert counts(database) == before
        Reminders(database, KINDS, lambda: None)(MONDAY_AT_10 + DAY)
        assert counts(database)[0] == before[0] + 1
        assert planned(database, MONDAY_AT_10 + DAY) == []

    def test_any_kind_is_told_also_to_a_channel(self, database: Database, company: Company) -> None:
        with database.write() as session:
            reminders.add(
                session,
                key="one",
                kind="bell",
                workspace_id=company.workspace_id,
                subject_id=1,
                at=MONDAY_AT_10,
            )

        def ring(session: Session, reminder: Reminder, now: datetime) -> None:
            for id in ("C1", "C2"):
                place = Address("slack", "T1", PlaceKind.CHANNEL, id)
                outbox.add(session, key=id, address=place, body=Card("Ding", ()), now=now)

        team_in(database, company, "C1")
        found = list(due(database, MONDAY_AT_10, kinds={"bell": ring}))
        assert [(each.kind, each.name, each.external_id) for each in found] == [
            ("bell", "Growth", "C1"),
            ("bell", "#C2", "C2"),
        ]
        assert list(due(database, MONDAY_AT_10 + 2 * DAY, kinds={"bell": ring})) == []
        assert counts(database)[0] == 0


def team_in(database: Database, company: Company, channel: str) -> int:
    """Team Growth talks in a channel; its day is Friday, 16:00 UTC."""
    with database.write() as session:
        row: TeamRow = teams.add(session, company.workspace_id, "Growth", BEFORE)
        row.channel_platform, row.channel_tenant, row.channel_id = "slack", "T1", channel
        team_days.reckon(session, row, MONDAY_AT_10)
        return int(row.id or 0)


def test_a_teams_day_is_told_with_its_channel(database: Database, company: Company) -> None:
    team_id = team_in(database, company, "C1")
    friday = datetime(2026, 3, 6, 16, tzinfo=UTC)
    assert planned(database, friday) == []  # nobody there has key results
    ada = company.hire("ada", after=BEFORE + 60 * DAY)
    company.give_objective(ada, "one")
    with database.write() as session:
        session.add(TeamMember(team_id=team_id, person_id=ada))
    assert planned(database, friday - timedelta(minutes=1)) == []
    for week, at in (("2026-W10", friday), ("2026-W13", friday + 21 * DAY)):
        (found,) = planned(database, at)
        assert found.as_json() == {
            "at": at.isoformat(),
            "local": at.isoformat(),
            "kind": "digest",
            "person": {"name": "Growth", "platform": "slack", "external_id": "C1"},
            "key": f"digest:{week}:{team_id}",
        }
