"""The team's day: one digest a week, then the report; nothing is said twice, late or to nobody."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from chat.address import MessageRef
from chat.plain_text import card_text
from scheduler.reminders import Reminders
from scheduler.team_report import KIND, post_report
from scheduler.team_week import TeamDays
from storage import outbox, outbox_claims
from storage.database import Database
from storage.lanes import LaneKey
from storage.tables import CompanyDay, OutboxRow, TeamRow
from tests.storage.weekly_company import CHANNEL, WeeklyCompany

FRIDAY = datetime(2026, 11, 27, 16, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Tick = Callable[[datetime], None]


@pytest.fixture
def company(database: Database) -> WeeklyCompany:
    return WeeklyCompany(database)


@pytest.fixture
def tick(database: Database) -> Tick:
    """One tick of the clock, as the program's."""
    days = TeamDays(database, lambda: None)
    reminders = Reminders(database, {KIND: post_report}, lambda: None)

    def at(now: datetime) -> None:
        days(now)
        reminders(now)

    return at


@pytest.fixture
def growth(company: WeeklyCompany) -> int:
    """Ada leads, Bo has not reported."""
    ada, bo = company.hire("Ada"), company.hire("Bo")
    (kr,) = company.objective(ada, "sign-ups")
    company.objective(bo, "talks")
    company.check_in(kr, ada, "2026-W48", FRIDAY - timedelta(days=3), value=30)
    return company.team(ada, ada, bo, next_at=FRIDAY)


def said(database: Database) -> list[OutboxRow]:
    with database.read() as session:
        return list(session.exec(select(OutboxRow).order_by(col(OutboxRow.id))).all())


def keys(database: Database) -> list[str]:
    return [row.key for row in said(database)]


def words(row: OutboxRow) -> str:
    card = outbox.load_body(row.body_kind, row.body)
    return card_text(card)  # type: ignore[arg-type]


def next_at(database: Database, team_id: int) -> datetime | None:
    with database.read() as session:
        return session.get_one(TeamRow, team_id).next_weekly_at


def deliver(database: Database, now: datetime, *, dead: bool = False) -> None:
    """Everything that waits leaves, or the channel takes none of it."""
    with database.write() as session:
        for claimed in outbox_claims.claim(session, LaneKey("slack", "T1"), now, 50, MINUTE):
            if dead and claimed.address.id == CHANNEL:
                outbox_claims.mark_dead(session, claimed, "is_archived")
            else:
                message = MessageRef("slack", "T1", CHANNEL, f"{claimed.id}.5")
                outbox_claims.mark_sent(session, [(claimed, message)], now)


def test_digest_and_the_leads_own_word_go_out_once(
    database: Database, tick: Tick, growth: int
) -> None:
    tick(FRIDAY)
    tick(FRIDAY)
    assert keys(database) == [f"digest:2026-W48:{growth}", f"digest-lead:2026-W48:{growth}"]
    channel, lead = said(database)
    assert "1 of 2 have reported" in words(channel)
    assert "Bo" not in words(channel)
    assert (lead.address_id, "Not yet: Bo" in words(lead)) == ("U-Ada", True)
    assert next_at(database, growth) == FRIDAY + timedelta(days=7)


def test_two_processes_say_it_once(database: Database, tick: Tick, growth: int) -> None:
    second = TeamDays(database, lambda: None)
    tick(FRIDAY)
    with database.write() as session:
        session.get_one(TeamRow, growth).next_weekly_at = FRIDAY
    second(FRIDAY)
    assert len(keys(database)) == 2


def test_names_stand_in_the_channel_where_the_team_chose_so(
    database: Database, company: WeeklyCompany, tick: Tick
) -> None:
    ada = company.hire("Ada")
    company.objective(ada, "sign-ups")
    company.team(ada, ada, next_at=FRIDAY, names_shown=True)
    tick(FRIDAY)
    assert "Not yet: Ada" in words(said(database)[0])


def test_the_report_follows_in_the_thread_of_the_digest(
    database: Database, tick: Tick, growth: int
) -> None:
    tick(FRIDAY)
    deliver(database, FRIDAY)
    tick(FRIDAY + MINUTE)
    report, document = said(database)[2:]
    assert report.key == f"report:2026-W48:{growth}"
    assert document.key == f"report-document:2026-W48:{growth}"
    assert document.body_kind == "document"
    assert report.thread == document.thread == f"{said(database)[0].id}.5"
    assert "Weekly report of Growth" in words(report)


def test_a_digest_that_is_on_its_way_is_waited_for_but_not_for_ever(
    database: Database, tick: Tick, growth: int
) -> None:
    tick(FRIDAY)
    tick(FRIDAY + MINUTE)
    assert len(keys(database)) == 2
    tick(FRIDAY + 20 * MINUTE)
    assert [row.thread for row in said(database)[2:]] == ["", ""]


def test_where_the_channel_is_archived_the_lead_is_told(
    database: Database, tick: Tick, growth: int
) -> None:
    tick(FRIDAY)
    deliver(database, FRIDAY, dead=True)
    tick(FRIDAY + MINUTE)
    lost = said(database)[-1]
    assert (lost.key, lost.address_id) == (f"digest-lost:2026-W48:{growth}", "U-Ada")
    assert "is_archived" in words(lost)


def test_a_day_missed_by_more_than_a_day_is_left_out(
    database: Database, tick: Tick, growth: int
) -> None:
    tick(FRIDAY + timedelta(days=1, minutes=1))
    assert keys(database) == []
    assert next_at(database, growth) == FRIDAY + timedelta(days=7)


def test_a_few_hours_late_is_not_missed(database: Database, tick: Tick, growth: int) -> None:
    tick(FRIDAY + timedelta(hours=6))
    assert len(keys(database)) == 2


def test_without_a_channel_nothing_is_said(
    database: Database, company: WeeklyCompany, tick: Tick
) -> None:
    ada = company.hire("Ada")
    company.objective(ada, "sign-ups")
    company.team(ada, ada, channel=None, next_at=FRIDAY)
    tick(FRIDAY)
    assert keys(database) == []


def test_where_nobody_has_key_results_nothing_is_said(
    database: Database, company: WeeklyCompany, tick: Tick
) -> None:
    ada = company.hire("Ada")
    team = company.team(ada, ada, next_at=FRIDAY)
    tick(FRIDAY)
    assert keys(database) == []
    assert next_at(database, team) == FRIDAY + timedelta(days=7)


def test_a_team_whose_day_nobody_reckoned_gets_one(
    database: Database, company: WeeklyCompany, tick: Tick
) -> None:
    team = company.team(company.hire("Ada", zone="Europe/Berlin"))
    tick(FRIDAY - timedelta(days=3))
    assert next_at(database, team) == datetime(2026, 11, 27, 15, tzinfo=UTC)


def test_on_the_leads_holiday_it_goes_out_the_working_day_before(
    database: Database, company: WeeklyCompany, tick: Tick, growth: int
) -> None:
    with database.write() as session:
        session.add(CompanyDay(workspace_id=company.workspace_id, day=date(2026, 12, 4)))
    tick(FRIDAY)
    assert next_at(database, growth) == datetime(2026, 12, 3, 16, tzinfo=UTC)


def test_the_channel_reads_its_leads_language(
    database: Database, company: WeeklyCompany, tick: Tick
) -> None:
    bo = company.hire("Bo", locale="zh")
    company.objective(bo, "talks")
    company.team(bo, bo, next_at=FRIDAY)
    tick(FRIDAY)
    assert "1 人中已有 0 人更新" in words(said(database)[0])


def test_only_platforms_that_are_connected_are_written_to(database: Database, growth: int) -> None:
    TeamDays(database, lambda: None, platforms=["lark"])(FRIDAY)
    assert keys(database) == []
