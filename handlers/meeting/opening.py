"""What every meeting has when it opens: a channel, a team, minutes of reading, and its people."""

import re
from datetime import timedelta

from sqlmodel import Session

from chat.address import PlaceKind
from chat.cards import Card
from handlers.context import Context
from handlers.meeting.state import KIND, reading_key_of
from okr.errors import Invalid, NotAllowed, message
from okr.follow_up import Meeting
from storage import meetings, outbox, reminders, teams
from storage.tables import TeamRow

READING = 15
"""Minutes of silent reading unless somebody says otherwise."""
FORGOTTEN = timedelta(hours=12)
"""A follow-up meeting that is still open after that was forgotten, and holds up no other."""
_LONGEST = 120
_MINUTES = re.compile(
    r"(?:^|\s)(?P<count>\d{1,4})\s*(?:minutes?|mins?\.?|m|分钟|分)?\s*$", re.IGNORECASE
)
NO_TEAM = message("There is no team “{name}”. `/okr team` lists them.")


def check_channel(ctx: Context, words: str) -> None:
    """Raises Invalid where no team talks."""
    if ctx.event.place.kind is not PlaceKind.CHANNEL:
        raise Invalid(
            message("A meeting is held where the team talks: type `{words}` in its channel."),
            words=words,
        )


def minutes_in(typed: str) -> tuple[int, str]:
    """How long the reading takes, and the words before it. Raises Invalid."""
    found = _MINUTES.search(typed)
    if found is None:
        return READING, typed.strip()
    minutes = int(found["count"])
    if not 1 <= minutes <= _LONGEST:
        raise Invalid(message("The reading takes between 1 and {limit} minutes."), limit=_LONGEST)
    return minutes, typed[: found.start()].strip()


def team_here(ctx: Context, words: str) -> TeamRow:
    """The team of this channel. Raises Invalid; `words` is the command that names one."""
    place = ctx.event.place
    row = teams.find_by_channel(ctx.session, place.platform, place.tenant, place.id)
    if row is None or row.workspace_id != ctx.me.workspace_id:
        raise Invalid(
            message(
                "I do not know whose channel this is. `/okr team channel Growth` says so, "
                "or name the team: `{words}`."
            ),
            words=words,
        )
    return row


def check_member(ctx: Context, team_id: int, name: str) -> None:
    """Raises NotAllowed unless the person is of the team, or an admin."""
    if not ctx.me.actor.is_admin and ctx.me.id not in teams.member_ids(ctx.session, team_id):
        raise NotAllowed(
            message("Only people of {team} or an admin can open or close its meeting."), team=name
        )


def to_channel(ctx: Context, found: Meeting, key: str, card: Card) -> None:
    """A card goes to where the meeting is held."""
    outbox.add(
        ctx.session,
        key=key,
        address=meetings.place_of(ctx.session, found.id),
        body=card,
        now=ctx.now,
        priority=outbox.Priority.ANSWER,
    )


def time_reading(session: Session, found: Meeting, workspace_id: int) -> None:
    """Look at the meeting again when its reading is over."""
    reminders.put(
        session,
        key=reading_key_of(found.id),
        kind=KIND,
        workspace_id=workspace_id,
        subject_id=found.id,
        at=found.reading_ends_at,
    )
