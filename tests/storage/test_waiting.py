"""What waits for somebody, counted in one statement and by index."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from chat.address import Account, Address
from okr.alignment import AlignmentState, Collaboration, NewsState
from okr.facts import Measure, State
from okr.follow_up import ActionState, MeetingKind, RiskState
from storage import (
    action_items,
    alignment_news,
    alignments,
    collaborators,
    comments,
    cycles,
    key_results,
    meetings,
    objective_changes,
    people,
    revisions,
    risk_changes,
    teams,
    waiting,
)
from storage.action_items import TYPED
from storage.database import Database
from storage.people import Defaults
from storage.tables import AlignmentNews, AlignmentRow, CheckInRow, CommentRow
from storage.waiting import Waiting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ADA, BO = 1, 2


def fill(database: Database) -> None:
    """Ada has items due on many days, and three of Bo's risks to answer, one of them open."""
    with database.write() as session:
        for name in ("ada", "bo"):
            people.meet(session, Account("slack", "T1", name), None, Defaults(), NOW)
        for days in (-3, -1, 0, 7, 8, None):
            due = None if days is None else TODAY + timedelta(days=days)
            for owner in (ADA, BO):
                action_items.add(
                    session,
                    1,
                    title="Call",
                    owner_id=owner,
                    by_id=ADA,
                    due_on=due,
                    origin=TYPED,
                    now=NOW,
                )
        done = action_items.lock_numbered(session, 1, 1)
        assert done is not None
        done.state = ActionState.DONE
        cycle = cycles.current(session, 1, TODAY, NOW)
        row = objective_changes.add(session, 1, cycle.id, BO, "Launch", NOW)
        row.state = State.PUBLISHED
        key_results.add(session, row, BO, "50 partners", Measure(), None, NOW)
        session.add(CheckInRow(key_result_id=1, person_id=BO, week="2026-W48", created_at=NOW))
        session.flush()
        for what in (RiskState.OPEN, RiskState.ANSWERED, RiskState.OPEN):
            risk = risk_changes.add(
                session,
                workspace_id=1,
                key_result_id=1,
                check_in_id=1,
                asker_id=BO,
                risk="Late",
                support="",
                place=Address.of(Account("slack", "T1", "bo")),
                now=NOW,
            )
            risk.state = what
            risk_id = int(risk.id or 0)
            risk_changes.ask(
                session, risk_id, ADA, asked_by_id=BO, is_lead=True, due_at=NOW, now=NOW
            )
        risk_changes.answered(session, risk_id, ADA, "Yes", NOW)


def test_only_what_is_open_and_waits_for_the_person_counts(database: Database) -> None:
    fill(database)
    with database.read() as session:
        assert waiting.count_for(session, ADA, TODAY) == Waiting(1, 1, 2)
        assert waiting.count_for(session, BO, TODAY) == Waiting(0, 2, 2)
        assert waiting.count_for(session, 99, TODAY) == Waiting(0, 0, 0)


def talk(database: Database) -> None:
    """Of each kind one or two wait for Ada, and one of each waits for her no more."""
    with database.write() as session:
        cycle = cycles.current(session, 1, TODAY, NOW)
        for owner in (ADA, BO, ADA):
            row = objective_changes.add(session, 1, cycle.id, owner, "Talk", NOW)
            row.state = State.PUBLISHED
            key_results.add(session, row, owner, "30 talks", Measure(), None, NOW)
        mine, theirs, third = 2, 3, 4
        for number, (lower, upper, state) in enumerate(
            (
                (theirs, mine, AlignmentState.ASKED),
                (mine, theirs, AlignmentState.COUNTERED),
                (third, theirs, AlignmentState.ASKED),
                (theirs, third, AlignmentState.ACCEPTED),
            )
        ):
            own = lower in (mine, third)
            session.add(
                AlignmentRow(
                    workspace_id=1,
                    live_key=f"{number}",
                    lower_id=lower,
                    upper_id=upper,
                    state=state,
                    asker_id=ADA if own else BO,
                    answerer_id=BO if own else ADA,
                    asked_at=NOW,
                    place_platform="slack",
                    place_tenant="T1",
                    place_kind="person",
                    place_id="ada",
                )
            )
        session.flush()
        for changed_at, what in (
            (NOW, NewsState.WAITING),
            (NOW, NewsState.TOLD),
            (NOW, NewsState.CONFIRMED),
            (NOW - timedelta(days=1), NewsState.TOLD),
        ):
            session.add(
                AlignmentNews(
                    alignment_id=4,
                    person_id=ADA,
                    objective_id=theirs,
                    changed_by_id=BO,
                    before={},
                    after={},
                    state=what,
                    changed_at=changed_at,
                )
            )
        for author, key_result_id, is_question, answered_at in (
            (BO, None, True, None),
            (BO, 2, True, None),
            (BO, None, True, NOW),
            (BO, 2, False, None),
            (ADA, None, True, None),
        ):
            session.add(
                CommentRow(
                    workspace_id=1,
                    objective_id=mine,
                    key_result_id=key_result_id,
                    author_id=author,
                    text="Why?",
                    is_question=is_question,
                    created_at=NOW,
                    answered_at=answered_at,
                )
            )
        collaborators.ask(session, theirs, None, [ADA], BO, NOW)
        collaborators.ask(session, theirs, 3, [ADA], BO, NOW)
        collaborators.ask(session, 1, None, [ADA], BO, NOW)
        collaborators.ask(session, mine, None, [ADA], BO, NOW)
        (asked,) = collaborators.lock(session, collaborators.list_of(session, 1)[0])
        asked.answer = Collaboration.TALK


def test_the_talk_with_others_counts(database: Database) -> None:
    fill(database)
    talk(database)
    with database.read() as session:
        counted = waiting.count_for(session, ADA, TODAY)
        assert counted == Waiting(1, 1, 2, alignments=2, changes=2, questions=2, joins=1)
        assert waiting.count_for(session, BO, TODAY) == Waiting(0, 2, 2, alignments=1)


def test_it_counts_what_the_lists_hold(database: Database) -> None:
    fill(database)
    talk(database)
    with database.read() as session:
        for person in (ADA, BO):
            counted = waiting.count_for(session, person, TODAY)
            waits = [each for each in collaborators.list_of_person(session, person) if each.waits]
            assert counted.joins == len(waits)
            assert counted.alignments == alignments.count_waiting_for(session, person)
            assert counted.changes == alignment_news.count_open(session, person)
            assert counted.questions == comments.count_waiting_for(session, person)


def test_what_is_to_be_revised_counts_when_the_meeting_is_over(database: Database) -> None:
    fill(database)
    with database.write() as session:
        teams.add(session, 1, "Growth", NOW)
        place = Address.of(Account("slack", "T1", "bo"))
        for number in (1, 2):
            meeting = meetings.start(
                session,
                workspace_id=1,
                team_id=1,
                week="2026-W48",
                by_id=ADA,
                place=place,
                now=NOW,
                reading=timedelta(minutes=15),
                kind=MeetingKind.ALIGN,
            )
            revisions.mark(
                session,
                meeting_id=meeting.id,
                objective_id=1,
                owner_id=BO,
                by_id=ADA,
                text="Why?",
                now=NOW,
            )
            if number == 1:
                meetings.close(session, meeting.id, ADA, NOW)
        assert waiting.count_for(session, BO, TODAY).revisions == 1
        assert waiting.count_for(session, ADA, TODAY).revisions == 0
        assert len(revisions.list_waiting_for(session, BO)) == 1
        objective_changes.get_row(session, 1).state = State.ARCHIVED
        session.flush()
        assert waiting.count_for(session, BO, TODAY).revisions == 0
        assert revisions.list_waiting_for(session, BO) == []


def test_it_is_one_statement_on_the_persons_own_rows(sqlite_database: Database) -> None:
    fill(sqlite_database)
    sent: list[str] = []
    with sqlite_database.read() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(sent.append)
        waiting.count_for(session, ADA, TODAY)
        driver.set_trace_callback(None)
        (statement,) = sent
        plan = " ".join(
            str(row[3]) for row in session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))
        )
    assert "SCAN risk" not in plan
    assert "SCAN action_items" not in plan
    for table in ("collaborators", "alignments", "alignment_news", "comments", "objectives"):
        assert f"SCAN {table}" not in plan
    assert "SCAN key_results" not in plan
    assert "ix_collaborators_person" in plan
    assert "ix_alignments_answerer" in plan
    assert "ix_alignments_asker" in plan
    assert "ix_alignment_news_person" in plan
    assert "ix_comments_objective" in plan
    assert "SCAN meetings" not in plan
    assert "ix_revisions_person" in plan
    assert "ix_risk_asks_person_id" in plan
    assert "ix_action_items_owner" in plan
