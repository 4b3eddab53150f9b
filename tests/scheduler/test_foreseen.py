"""What `okrbot due` tells for a moment is what the tick of that moment puts into the outbox."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select, update

from chat.address import Account
from handlers.prompts import state as prompt_state
from okr.follow_up import RoundState
from scheduler import reading_over
from scheduler.due import Due, due
from scheduler.jobs import KINDS, jobs
from storage import people, rounds
from storage.database import Database
from storage.tables import Identity, OutboxRow, PersonRow, ReminderRow, TeamRow
from tests.handlers.alignment.aligned import align
from tests.handlers.office import MONDAY, Office

HERE = ("slack",)
DAYS = timedelta(days=9)
M = {"meeting": "1"}


def seeded(office: Office) -> None:
    """A team with everything that can fall due: all that people can leave unanswered."""
    office.say("bo", "settings language en")
    office.say("ada", "team create Growth {ada} {bo} {cy}")
    office.say("ada", "team channel Growth", channel="C1")
    office.say("ada", "new Win the first users\n100 sign-ups by 31 Dec\nrating from 3.6 to 4.0")
    office.press("ada", "publish.run", {"o": "1"})
    office.say("bo", "new Make support a joy\nanswers within 2 hours for 90%")
    office.press("bo", "publish.run", {"o": "2"})
    office.say("cy", "new Win partners\n8 partners in Asia")
    office.press("cy", "publish.run", {"o": "3"})
    office.say("bo", "align O2 to KR1.1")  # a request that nobody answers
    office.fill("bo", importance="Without it no sign-ups", to_do="Name the store")
    align(office, 3, 1)
    office.say("ada", "edit O1 Win Europe")  # whose news are for Cy
    office.say("bo", "checkin KR2.1 12 risk: the supplier is late")
    office.say("cy", "todo call the partner by Friday")
    office.clock.advance(timedelta(minutes=1))
    office.say("ada", "meeting align", channel="C1")
    office.press("ada", "align_meeting.begin", M)
    office.press("ada", "revising.open", {**M, "o": "3"})
    office.fill("ada", text="Which partners?")


def prompted_and_put_off(session: Session, who: Account, week: str, now: datetime) -> None:
    """Somebody has put off their card of the week by an hour."""
    me = people.find_me(session, who)
    assert me is not None
    waiting = prompt_state.find(session, me.id, week, now)
    assert waiting is not None
    rounds.put(session, me.id, week, RoundState.SNOOZED, now)
    prompt_state.remind(session, "snooze", waiting, now + timedelta(hours=1))


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    office = Office(Database(database_url))
    seeded(office)
    yield office
    office.database.dispose()


def next_moment(office: Office) -> datetime:
    """When something falls due next."""
    now = office.clock()
    with office.database.read() as session:
        columns = (ReminderRow.at, PersonRow.next_prompt_at, TeamRow.next_weekly_at)
        found = [
            session.exec(select(col(each)).where(col(each) > now).order_by(col(each))).first()
            for each in columns
        ]
    return min(each for each in found if each is not None)


def said(office: Office) -> "Counter[tuple[str, str, str]]":
    """Every message that was ever put into the outbox for these platforms; no edits."""
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow)).all()
    return Counter(
        (named(row.key), row.platform, row.address_id)
        for row in rows
        if row.edit_key is None and row.edit_id is None and row.platform in HERE
    )


def counted(found: Iterable[Due]) -> "Counter[tuple[str, str, str]]":
    """The same of what was foreseen."""
    return Counter((named(each.key), each.platform, each.external_id) for each in found)


def named(key: str) -> str:
    """The key without the number of the turn it tells of: PostgreSQL counts those tried, too."""
    return re.sub(r"^(alignment:\d+:\d+):\d+$", r"\1", key)


def tick(office: Office, at: datetime) -> None:
    office.clock.set(at)
    for job in jobs(office.database, office.clock, lambda: None, platforms=HERE).values():
        job(at)


def deliver(office: Office) -> None:
    """Everything that waits stands on its platform."""
    with office.database.write() as session:
        session.execute(
            update(OutboxRow)
            .where(col(OutboxRow.message_id).is_(None))
            .values(state="sent", message_channel="D1", message_id="1.5", sent_at=MONDAY)
        )


def put_off(office: Office, kinds: set[str]) -> None:
    """What people do in between, so that every kind comes up: each once."""
    if reading_over.KIND in kinds and "revision" not in kinds:
        office.press("ada", "meeting.close", M)  # its marks are revisions from then on
    if "nudge" in kinds and "snooze" not in kinds:
        with office.database.write() as session:
            week = "{}-W{:02}".format(*office.clock().isocalendar()[:2])
            prompted_and_put_off(session, office.account("cy"), week, office.clock())


def test_every_moment_of_nine_days_and_every_kind(office: Office) -> None:
    until, kinds = office.clock() + DAYS, set[str]()
    deliver(office)
    while (moment := next_moment(office)) <= until:
        planned, before = list(due(office.database, moment, HERE)), said(office)
        tick(office, moment)
        assert said(office) - before == counted(planned), moment
        kinds |= {each.kind for each in planned}
        deliver(office)
        put_off(office, kinds)
    assert kinds == {*KINDS, "weekly", "digest"}


FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)
"""The day of Ada's team, four o'clock in Berlin."""


def keys(office: Office, at: datetime, now: datetime | None = None) -> list[str]:
    found = due(office.database, at, HERE, now=now)
    return [each.key for each in found if each.kind in ("digest", "report")]


def test_a_week_before_the_report_is_foreseen_with_its_digest(office: Office) -> None:
    assert keys(office, FRIDAY) == ["digest-lead:2026-W48:1", "digest:2026-W48:1"]
    assert set(keys(office, FRIDAY + timedelta(minutes=1))) == {
        "digest:2026-W48:1",
        "digest-lead:2026-W48:1",
        "report:2026-W48:1",
        "report-document:2026-W48:1",
    }


def test_the_report_of_a_digest_on_its_way_is_foreseen(office: Office) -> None:
    tick(office, FRIDAY)
    assert set(keys(office, FRIDAY + timedelta(minutes=1))) == {
        "report:2026-W48:1",
        "report-document:2026-W48:1",
    }


def test_a_digest_that_is_dead_has_no_report_and_its_lead_is_told(office: Office) -> None:
    tick(office, FRIDAY)
    with office.database.write() as session:
        session.execute(
            update(OutboxRow).where(col(OutboxRow.address_id) == "C1").values(state="dead")
        )
    assert keys(office, FRIDAY + timedelta(minutes=1)) == ["digest-lost:2026-W48:1"]


def test_a_team_whose_day_nobody_has_reckoned_is_foreseen(office: Office) -> None:
    with office.database.write() as session:
        session.execute(update(TeamRow).values(next_weekly_at=None))
    assert "digest:2026-W48:1" in keys(office, FRIDAY, now=MONDAY)
    assert keys(office, FRIDAY, now=FRIDAY) == []  # the program's first tick reckons the next one
    tick(office, MONDAY + timedelta(hours=2))
    assert "digest:2026-W48:1" in keys(office, FRIDAY, now=MONDAY)


def test_what_is_overdue_when_the_program_starts_is_done_then(office: Office) -> None:
    tuesday = FRIDAY + timedelta(days=4)
    planned = counted(due(office.database, tuesday, HERE, now=tuesday))
    before = said(office)
    tick(office, tuesday)
    assert said(office) - before == planned
    assert "action:1:2026-11-27" in {key for key, _, _ in planned}


def test_who_is_nowhere_where_the_program_runs_is_left_out(office: Office) -> None:
    with office.database.write() as session:
        session.execute(
            update(Identity).where(col(Identity.external_id) == "Ucy").values(platform="lark")
        )
    until = MONDAY + timedelta(days=7, hours=18)  # ten o'clock for Cy, in Los Angeles
    deliver(office)
    everybody = {each.platform for each in due(office.database, until)}
    assert everybody == {"slack", "lark"}
    assert {each.platform for each in due(office.database, until, HERE)} == {"slack"}
