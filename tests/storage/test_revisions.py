"""Alignment meetings and what must be revised after them, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from chat.address import Account, Address, PlaceKind
from okr.align_meeting import TeamPlace
from okr.facts import State
from okr.follow_up import MeetingKind
from storage import (
    align_meetings,
    cycles,
    history,
    meetings,
    objective_changes,
    people,
    revisions,
    teams,
)
from storage.database import Database
from storage.people import Defaults
from storage.tables import PersonRow

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ADA, BO, CY = 1, 2, 3


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Ada leads Growth with Bo; Cy leads Support under it. O1 is Ada's, O2 Bo's draft."""
    with database.write() as writing:
        for name in ("ada", "bo", "cy"):
            people.meet(writing, Account("slack", "T1", name), None, Defaults(), NOW)
        cycle = cycles.current(writing, 1, date(2026, 11, 23), NOW)
        row = objective_changes.add(writing, 1, cycle.id, ADA, "Win users", NOW)
        row.state = State.PUBLISHED
        objective_changes.add(writing, 1, cycle.id, BO, "Make support a joy", NOW)
        growth = teams.add(writing, 1, "Growth", NOW)
        growth.lead_id = ADA
        support = teams.add(writing, 1, "Support", NOW)
        support.lead_id, support.parent_id = CY, growth.id
        teams.add_members(writing, 1, [ADA, BO])
        yield writing


def opened(session: Session, kind: MeetingKind = MeetingKind.ALIGN) -> int:
    return meetings.start(
        session,
        workspace_id=1,
        team_id=1,
        week="2026-W48",
        by_id=ADA,
        place=Address("slack", "T1", PlaceKind.CHANNEL, "C1"),
        now=NOW,
        reading=timedelta(minutes=15),
        kind=kind,
        cycle_id=1 if kind is MeetingKind.ALIGN else None,
    ).id


def marked(session: Session, meeting_id: int, objective_id: int, owner_id: int) -> None:
    revisions.mark(
        session,
        meeting_id=meeting_id,
        objective_id=objective_id,
        owner_id=owner_id,
        by_id=ADA,
        text="Which?",
        now=NOW,
    )


def test_a_meeting_to_align_knows_its_cycle_and_has_not_begun(session: Session) -> None:
    found = meetings.get(session, opened(session))
    assert found.is_before
    assert found.cycle is not None
    assert found.cycle.name == "2026 Q4"


def test_meetings_of_two_kinds_are_open_side_by_side(session: Session) -> None:
    align, follow_up = opened(session), opened(session, MeetingKind.FOLLOW_UP)
    for kind, id in ((MeetingKind.ALIGN, align), (MeetingKind.FOLLOW_UP, follow_up)):
        found = meetings.find_open(session, 1, kind)
        assert found is not None
        assert found.id == id


def test_it_begins_once(session: Session) -> None:
    id = opened(session)
    assert meetings.begin(session, id, 1, LATER)
    assert not meetings.begin(session, id, 2, LATER)
    assert meetings.get(session, id).objective_id == 1


def test_it_goes_on_only_from_where_it_is(session: Session) -> None:
    id = opened(session)
    meetings.begin(session, id, 1, LATER)
    assert meetings.look_at(session, id, 1, 2)
    assert not meetings.look_at(session, id, 1, 2)
    assert meetings.get(session, id).objective_id == 2


def test_leads_of_teams_below_are_in_it_and_who_left_is_not(session: Session) -> None:
    places = align_meetings.list_teams(session, 1)
    assert set(places) == {TeamPlace(1, ADA, None), TeamPlace(2, CY, 1)}
    assert {each.id for each in align_meetings.list_people(session, 1, places)} == {ADA, BO, CY}
    session.get_one(PersonRow, CY).is_active = False
    session.flush()
    places = align_meetings.list_teams(session, 1)
    assert TeamPlace(2, None, 1) in places
    assert {each.id for each in align_meetings.list_people(session, 1, places)} == {ADA, BO}


def test_drafts_are_counted_and_listed_like_what_is_published(session: Session) -> None:
    assert align_meetings.count_by_cycle(session, [ADA, BO]) == {1: 2}
    assert align_meetings.count_by_cycle(session, [CY]) == {}
    found = align_meetings.list_objectives(session, [ADA, BO], 1)
    assert [each.number for each in found] == [1, 2]


def test_a_draft_is_put_up_once_and_for_one_meeting(session: Session) -> None:
    first, second = opened(session), opened(session)
    assert align_meetings.put_up(session, first, 2, NOW)
    assert not align_meetings.put_up(session, first, 2, LATER)
    assert align_meetings.list_put_up(session, first) == {2}
    assert align_meetings.list_put_up(session, second) == frozenset()


def test_a_later_word_replaces_the_earlier_one(session: Session) -> None:
    id = opened(session)
    for _ in range(2):
        marked(session, id, 1, ADA)
    revisions.mark(
        session, meeting_id=id, objective_id=1, owner_id=ADA, by_id=BO, text="Why?", now=LATER
    )
    (found,) = revisions.list_of_meeting(session, id)
    assert (found.text, found.asked_by.id, found.asked_at) == ("Why?", BO, LATER)
    assert revisions.unmark(session, id, 1)
    assert not revisions.unmark(session, id, 1)
    assert revisions.find(session, id, 1) is None


def test_it_is_settled_once(session: Session) -> None:
    id = opened(session)
    marked(session, id, 1, ADA)
    assert revisions.done(session, id, 1, "", LATER)
    assert not revisions.done(session, id, 1, "No.", LATER)
    found = revisions.find(session, id, 1)
    assert found is not None
    assert (found.is_done, found.answer, found.waits) == (True, "", False)


def test_whoever_owns_it_at_the_end_revises_it(session: Session) -> None:
    id = opened(session)
    marked(session, id, 1, ADA)
    marked(session, id, 2, BO)
    objective_changes.get_row(session, 1).owner_id = CY
    objective_changes.get_row(session, 2).state = State.ARCHIVED
    session.flush()
    revisions.hand_to_owners(session, id)
    found = {each.number: each for each in revisions.list_of_meeting(session, id)}
    assert found[1].owner.id == CY
    assert not found[2].waits


@pytest.mark.parametrize(
    ("action", "after", "at", "counts"),
    [
        ("edited", {"title": "New"}, LATER, True),
        ("published", {"state": "published"}, NOW, True),
        ("edited", {"title": "New"}, NOW - timedelta(minutes=1), False),
        ("checked_in", {"value": 3}, LATER, False),
        ("edited", {}, LATER, False),
    ],
)
def test_only_a_change_of_what_is_wanted_is_a_revision(
    session: Session, action: str, after: dict[str, str], at: datetime, counts: bool
) -> None:
    history.record(session, history.Entry(1, ADA, action, 1), {}, after, at)
    assert revisions.has_changed(session, 1, NOW) is counts
