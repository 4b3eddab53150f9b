"""What a meeting's cards show, read anew each time, and how the card in the channel follows."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from chat.cards import Card
from chat.locales import Language
from handlers import reporting
from handlers.context import Context
from handlers.views.meeting import State, meeting_card
from okr.errors import Invalid, NotFound, message
from okr.facts import PersonName
from okr.follow_up import Meeting
from storage import action_items, comments, meetings, outbox_edits

CLOSED = message("That meeting is closed. `/okr meeting` opens a new one.")


def meeting_in(ctx: Context, values: object) -> Meeting:
    """The meeting a button or form is about. Raises NotFound."""
    found = values.get("meeting", "") if hasattr(values, "get") else ""
    is_number = isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) < 10
    meeting = meetings.find(ctx.session, int(found), ctx.me.workspace_id) if is_number else None
    if meeting is None:
        raise NotFound(message("There is no such meeting. `/okr meeting` opens one."))
    return meeting


def check_open(meeting: Meeting) -> Meeting:
    """Raises Invalid for a meeting that is over."""
    if meeting.is_closed:
        raise Invalid(CLOSED)
    return meeting


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with what its cards need: its state, and how the channel is spoken to."""

    state: State
    lang: Language
    zone: ZoneInfo
    missing: tuple[PersonName, ...]

    @property
    def card(self) -> Card:
        """The meeting's card for the channel."""
        return meeting_card(self.lang, self.state, self.zone)


def held(session: Session, meeting: Meeting, now: datetime) -> Held:
    """Everything about a meeting as it is now; in the language and on the clock of the team."""
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
    return Held(state, found.lang, found.team.zone, turnout.missing)


def refresh(ctx: Context, meeting: Meeting, version: str) -> None:
    """The card in the channel shows what is true now; one edit for each `version`."""
    card = held(ctx.session, meeting, ctx.now).card
    outbox_edits.change(ctx.session, f"meeting:{meeting.id}", card, ctx.now, version)
