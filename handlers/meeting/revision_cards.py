"""What must be revised after an alignment meeting: the channel's list and each person's card.

On a session rather than a delivery: the reminder of the scheduler says the same.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from sqlmodel import Session

from chat.address import Address
from chat.cards import Card
from chat.locales import language
from handlers.context import Context
from handlers.meeting.opening import to_channel
from handlers.meeting.table import Table, team_of
from handlers.views.revisions import list_card, owner_card
from okr.align_meeting import REMIND_AFTER, Revision
from okr.follow_up import Meeting
from okr.schedule import at_wall_clock, local_date
from okr.working_days import WORK_BEGINS, add_working_days
from storage import (
    leads,
    meetings,
    outbox,
    outbox_edits,
    people,
    reminders,
    revisions,
    working_days,
)
from storage.people import Me

KIND = "revision"
"""The kind of the reminder on the second working day."""
AHEAD = timedelta(days=60)
"""How far the days off of somebody are looked at."""


def list_key_of(meeting_id: int) -> str:
    """Under which the list stands in the channel."""
    return f"revisions:{meeting_id}"


def key_of(meeting_id: int, person_id: int) -> str:
    """The key of somebody's card, and of the reminder that follows it."""
    return f"{KIND}:{meeting_id}:{person_id}"


def nudge_key_of(meeting_id: int, person_id: int) -> str:
    """The key of the card that reminds them."""
    return f"{KIND}-nudge:{meeting_id}:{person_id}"


def hand_out(ctx: Context, table: Table) -> None:
    """A meeting is over: the channel hears what must be revised, and each person what they must."""
    meeting = table.looking.meeting
    revisions.hand_to_owners(ctx.session, meeting.id)
    found = revisions.list_of_meeting(ctx.session, meeting.id)
    if not found:
        return
    to_channel(ctx, meeting, list_key_of(meeting.id), list_card(table.lang, meeting, found))
    for person_id in dict.fromkeys(each.owner.id for each in found if each.waits):
        _hand(ctx.session, meeting, person_id, found, ctx.now)


def _hand(
    session: Session, meeting: Meeting, person_id: int, found: Sequence[Revision], now: datetime
) -> None:
    """Somebody gets what they are to revise, and is looked after."""
    if leads.list_reachable(session, [person_id]):
        reader = people.get_me(session, person_id)
        _send(session, key_of(meeting.id, person_id), reader, meeting, found, now)
        remind(session, meeting.id, reader, now)


def remind(session: Session, meeting_id: int, reader: Me, now: datetime) -> None:
    """Look again on the morning of their second working day from now."""
    day = local_date(now, reader.zone)
    days = working_days.of_person(session, reader.id, day, day + AHEAD)
    at = at_wall_clock(add_working_days(day, REMIND_AFTER, days), WORK_BEGINS, reader.zone)
    wait_until(session, meeting_id, reader, at)


def wait_until(session: Session, meeting_id: int, reader: Me, at: datetime) -> None:
    """Look again then."""
    reminders.put(
        session,
        key=key_of(meeting_id, reader.id),
        kind=KIND,
        workspace_id=reader.workspace_id,
        subject_id=meeting_id,
        person_id=reader.id,
        at=at,
    )


def nudge(session: Session, meeting: Meeting, reader: Me, now: datetime) -> None:
    """Remind somebody of what they have not revised, once."""
    found = revisions.list_of_meeting(session, meeting.id)
    key = nudge_key_of(meeting.id, reader.id)
    _send(session, key, reader, meeting, found, now, is_nudge=True)


def follow(session: Session, meeting: Meeting, person_id: int, now: datetime) -> None:
    """Something was settled: the channel's list and the cards of its person say so."""
    found = revisions.list_of_meeting(session, meeting.id)
    team = team_of(session, meeting.team_id)
    version = token_hex(6)
    card = list_card(language(team.locale), meeting, found)
    outbox_edits.change(session, list_key_of(meeting.id), card, now, version)
    own = own_of(found, person_id)
    if not any(each.waits for each in own):
        reminders.cancel(session, key_of(meeting.id, person_id))
    reader = people.get_me(session, person_id)
    keys = (key_of(meeting.id, person_id), nudge_key_of(meeting.id, person_id))
    for key, is_nudge in zip(keys, (False, True), strict=True):
        card = _card(reader, meeting, own, is_nudge=is_nudge)
        outbox_edits.change(session, key, card, now, version)


def archived_or_back(session: Session, objective_id: int, now: datetime) -> None:
    """An objective was put away or brought back: the lists that it stands on say so at once."""
    for each in _to_follow(session, objective_id):
        follow(session, meetings.get(session, each.meeting_id), each.owner.id, now)


def handed_over(session: Session, objective_id: int, owner_id: int, now: datetime) -> None:
    """Somebody else owns an objective by now: they get what is to be revised of it."""
    for each in _to_follow(session, objective_id):
        revisions.hand_to_owners(session, each.meeting_id)
        meeting = meetings.get(session, each.meeting_id)
        _hand(session, meeting, owner_id, revisions.list_of_meeting(session, meeting.id), now)
        for person_id in {each.owner.id, owner_id}:
            follow(session, meeting, person_id, now)


def _to_follow(session: Session, objective_id: int) -> list[Revision]:
    """What is still to be revised of it; nobody else changes those lists then."""
    found = revisions.list_open_of(session, objective_id)
    # In one order: two who act at once wait for each other at most.
    found.sort(key=lambda each: each.meeting_id)
    for each in found:
        meetings.lock(session, each.meeting_id)
    return found


def own_of(found: Sequence[Revision], person_id: int) -> list[Revision]:
    """Those that one person is to see to."""
    return [each for each in found if each.owner.id == person_id]


def _card(reader: Me, meeting: Meeting, own: Sequence[Revision], *, is_nudge: bool) -> Card:
    lang = language(reader.locale)
    return owner_card(lang, meeting, own, reader=reader.person, is_nudge=is_nudge)


def _send(
    session: Session,
    key: str,
    reader: Me,
    meeting: Meeting,
    found: Sequence[Revision],
    now: datetime,
    *,
    is_nudge: bool = False,
) -> None:
    outbox.add(
        session,
        key=key,
        address=Address.of(people.accounts_of(session, reader.id)[0]),
        body=_card(reader, meeting, own_of(found, reader.id), is_nudge=is_nudge),
        now=now,
    )
