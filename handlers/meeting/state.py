"""What a meeting's cards show, read anew each time, and how the card in the channel follows."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import assert_never
from zoneinfo import ZoneInfo

from sqlmodel import Session

from chat.cards import Card
from chat.locales import Language
from chat.text import Text
from handlers.context import Context
from handlers.lookup import key_result_by_id
from handlers.meeting.table import card_of, set_out
from handlers.report import reporting
from handlers.views.meeting import State, meeting_card
from handlers.views.meeting_summary import reading_over_card
from okr import permissions
from okr.errors import Invalid, NotFound, message
from okr.facts import Actor, KeyResult, PersonName
from okr.follow_up import Meeting, MeetingKind
from okr.ids import KeyResultId
from storage import action_items, comments, meetings, outbox, outbox_edits, reminders

KIND = "reading"
"""The kind of the reminder at the end of the reading."""
_ANYBODY = Actor(0)
"""Somebody who has to do with nothing."""
CLOSED = message("That meeting is closed. `/okr meeting` opens a new one.")


def key_of(meeting_id: int) -> str:
    """Under which a meeting's card stands in the channel."""
    return f"meeting:{meeting_id}"


def reading_key_of(meeting_id: int) -> str:
    """The key of the reminder at the end of its reading."""
    return f"{KIND}:{meeting_id}"


def meeting_in(ctx: Context, values: object, *, to_change: bool = False) -> Meeting:
    """The meeting a button or form is about; nobody else changes it then. Raises NotFound."""
    found = values.get("meeting", "") if hasattr(values, "get") else ""
    is_number = isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) < 10
    if is_number and to_change:
        meetings.lock(ctx.session, int(found))
    meeting = meetings.find(ctx.session, int(found), ctx.me.workspace_id) if is_number else None
    if meeting is None:
        raise NotFound(message("There is no such meeting. `/okr meeting` opens one."))
    return meeting


def align_in(ctx: Context, values: object, *, to_change: bool = False) -> Meeting:
    """The same for what only an alignment meeting has; it must be open. Raises Refused."""
    meeting = meeting_in(ctx, values, to_change=to_change)
    if meeting.kind is not MeetingKind.ALIGN:
        raise NotFound(message("There is no such meeting. `/okr meeting align` opens one."))
    return check_open(meeting)


def check_open(meeting: Meeting) -> Meeting:
    """Raises Invalid for a meeting that is over."""
    if meeting.is_closed:
        raise Invalid(CLOSED)
    return meeting


def open_to_all(ctx: Context, id: KeyResultId) -> KeyResult:
    """The key result, if everybody may read of it. Raises NotFound or Invalid."""
    _, key_result, guarded = key_result_by_id(ctx, id)
    if not permissions.may_see(_ANYBODY, guarded):
        raise Invalid(
            message("{id} is a draft. Publish it before the meeting speaks of it."), id=str(id)
        )
    return key_result


def closed_words(lang: Language, by: str, now: datetime, zone: tzinfo) -> Text:
    """Who closed a meeting, and when."""
    return lang.text("Closed by {name} · {time}", name=by, time=lang.moment(now, zone))


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with what its cards need: its state, and how the channel is spoken to."""

    state: State
    lang: Language
    zone: ZoneInfo
    card: Card
    """The meeting's card for the channel."""
    missing: tuple[PersonName, ...] = ()


def held(session: Session, meeting: Meeting, now: datetime) -> Held:
    """Everything about a meeting as it is now; in the language and on the clock of the team."""
    match meeting.kind:
        case MeetingKind.FOLLOW_UP:
            return _followed_up(session, meeting, now)
        case MeetingKind.ALIGN:
            table = set_out(session, meeting, now)
            return Held(table.looking.state, table.lang, table.zone, card_of(table))
        case _:
            assert_never(meeting.kind)


def _followed_up(session: Session, meeting: Meeting, now: datetime) -> Held:
    found = reporting.gather(session, meeting.team_id, now, meeting.week)
    turnout = found.report.turnout
    key_results = tuple(row.key_result for row in found.report.rows)
    said = comments.list_of_meeting(session, meeting.id)
    # What earlier meetings left unanswered is asked for until it is answered.
    left = comments.list_open(session, [each.id for each in key_results])
    state = State(
        meeting,
        key_results,
        tuple({each.id: each for each in (*left, *said)}.values()),
        tuple(action_items.list_of_meeting(session, meeting.id)),
        reported=len(turnout.reported),
        expected=turnout.expected,
    )
    zone = found.team.zone
    card = meeting_card(found.lang, state, zone)
    return Held(state, found.lang, zone, card, turnout.missing)


def refresh(ctx: Context, meeting: Meeting, version: str) -> None:
    """The card in the channel shows what is true now; one edit for each `version`."""
    # Two at once would each draw the card without what the other did.
    meetings.lock(ctx.session, meeting.id)
    now = meetings.get(ctx.session, meeting.id)
    if not now.is_closed:
        card = held(ctx.session, now, ctx.now).card
        outbox_edits.change(ctx.session, key_of(meeting.id), card, ctx.now, version)


def end_reading(session: Session, meeting_id: int, now: datetime) -> None:
    """The silent reading is over: the channel hears it, once."""
    if not meetings.end_reading(session, meeting_id, now):
        return
    reminders.cancel(session, reading_key_of(meeting_id))
    found = held(session, meetings.get(session, meeting_id), now)
    outbox_edits.change(session, key_of(meeting_id), found.card, now, "reading")
    outbox.add(
        session,
        key=f"meeting-reading:{meeting_id}",
        address=meetings.place_of(session, meeting_id),
        body=reading_over_card(found.lang, found.state),
        now=now,
        priority=outbox.Priority.ANSWER,
    )
