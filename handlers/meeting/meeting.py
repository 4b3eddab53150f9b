"""The follow-up meeting of a team: opened, read in silence, closed with a summary."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from chat.address import PlaceKind
from chat.cards import Card, Note, Tone
from chat.events import ButtonPressed
from chat.replies import Notice, Reply, Show
from chat.text import text
from handlers.context import Context
from handlers.meeting import state as meeting_state
from handlers.meeting.state import KIND, check_open, held, key_of, meeting_in, reading_key_of
from handlers.parsing import Words
from handlers.prompts import nudging
from handlers.registration import Routes
from handlers.report import reporting
from handlers.views.meeting import closed_card, meeting_card
from handlers.views.meeting_summary import summary_card
from okr.errors import Invalid, NotAllowed, message
from okr.facts import PersonName
from okr.follow_up import Meeting
from storage import meetings, outbox, outbox_edits, reminders, team_weeks, teams
from storage.tables import TeamRow

routes = Routes()

READING = 15
"""Minutes of silent reading unless somebody says otherwise."""
_LONGEST = 120
_FORGOTTEN = timedelta(hours=12)
"""A meeting that is still open after that was forgotten, and does not hold up the next."""
_MINUTES = re.compile(
    r"(?:^|\s)(?P<count>\d{1,4})\s*(?:minutes?|mins?\.?|m|分钟|分)?\s*$", re.IGNORECASE
)


@routes.command(
    "meeting",
    "会议",
    "例会",
    "follow-up",
    summary=message("the team's follow-up meeting, in its channel"),
    usage=(
        ("meeting", message("makes the report, reminds who is missing, opens silent reading")),
        ("meeting 10", message("with ten minutes of reading instead of fifteen")),
    ),
)
def meeting(ctx: Context, words: Words) -> Reply:
    place = ctx.event.place
    if place.kind is not PlaceKind.CHANNEL:
        raise Invalid(
            message("A meeting is held where the team talks: type `/okr meeting` in its channel.")
        )
    minutes, name = _minutes(ctx, words)
    row = _team(ctx, name)
    # Two who begin it at once: the second finds what the first began.
    team_weeks.lock(ctx.session, [int(row.id or 0)])
    running = meetings.find_open(ctx.session, int(row.id or 0))
    if running is not None and ctx.now - running.started_at < _FORGOTTEN:
        return _once_more(ctx, running)
    if running is not None:
        meetings.lock(ctx.session, running.id)
        _close(ctx, running)
    return _start(ctx, row, minutes)


def _minutes(ctx: Context, words: Words) -> tuple[int, str]:
    """How long the reading takes, and the words before it. Raises Invalid."""
    typed = words.plain
    if teams.find_by_name(ctx.session, ctx.me.workspace_id, typed):
        return READING, typed.strip()  # a team called "Platform 2"
    found = _MINUTES.search(typed)
    if found is None:
        return READING, typed.strip()
    minutes = int(found["count"])
    if not 1 <= minutes <= _LONGEST:
        raise Invalid(message("The reading takes between 1 and {limit} minutes."), limit=_LONGEST)
    return minutes, typed[: found.start()].strip()


def _team(ctx: Context, name: str) -> TeamRow:
    """The team named, or that of this channel. Raises Invalid or NotAllowed."""
    place = ctx.event.place
    row = (
        teams.find_by_name(ctx.session, ctx.me.workspace_id, name)
        if name
        else teams.find_by_channel(ctx.session, place.platform, place.tenant, place.id)
    )
    if row is not None and row.workspace_id != ctx.me.workspace_id:
        row = None
    if row is None and name:
        raise Invalid(message("There is no team “{name}”. `/okr team` lists them."), name=name[:60])
    if row is None:
        raise Invalid(
            message(
                "I do not know whose channel this is. `/okr team channel Growth` says so, "
                "or name the team: `/okr meeting Growth`."
            )
        )
    _check_member(ctx, int(row.id or 0), row.name)
    return row


def _check_member(ctx: Context, team_id: int, name: str) -> None:
    if not ctx.me.actor.is_admin and ctx.me.id not in teams.member_ids(ctx.session, team_id):
        raise NotAllowed(
            message("Only people of {team} or an admin can open or close its meeting."), team=name
        )


def _start(ctx: Context, row: TeamRow, minutes: int) -> Reply:
    opened = meetings.start(
        ctx.session,
        workspace_id=ctx.me.workspace_id,
        team_id=int(row.id or 0),
        week=reporting.gather(ctx.session, int(row.id or 0), ctx.now).newest,
        by_id=ctx.me.id,
        place=ctx.event.place,
        now=ctx.now,
        reading=timedelta(minutes=minutes),
    )
    now_held = held(ctx.session, opened, ctx.now)
    _say(ctx, opened, now_held.card)
    reminders.put(
        ctx.session,
        key=reading_key_of(opened.id),
        kind=KIND,
        workspace_id=ctx.me.workspace_id,
        subject_id=opened.id,
        at=opened.reading_ends_at,
    )
    reminded = _remind(ctx, opened, now_held.missing)
    said = ctx.lang.tr("The meeting of {team} is open.", team=opened.team)
    if reminded:
        said += " " + ctx.lang.ntr(
            "I have reminded {count} person who has not reported yet.",
            "I have reminded {count} people who have not reported yet.",
            reminded,
        )
    return Notice(text(said), Tone.GOOD)


def _say(ctx: Context, opened: Meeting, card: Card) -> None:
    """The report and, under it, the meeting's card go to the channel."""
    report = reporting.channel_report(ctx.session, opened.team_id, opened.week, ctx.now)
    for key, said in ((f"meeting-report:{opened.id}", report), (key_of(opened.id), card)):
        _to_channel(ctx, opened, key, said)


def _to_channel(ctx: Context, found: Meeting, key: str, card: Card) -> None:
    outbox.add(
        ctx.session,
        key=key,
        address=meetings.place_of(ctx.session, found.id),
        body=card,
        now=ctx.now,
        priority=outbox.Priority.ANSWER,
    )


def _remind(ctx: Context, opened: Meeting, missing: Sequence[PersonName]) -> int:
    """Those who have not reported are reminded, as far as the week's two nudges go."""
    return sum(
        nudging.nudge(ctx.session, each.id, opened.week, ctx.now, ctx.me.person)
        for each in missing
        if each.id != ctx.me.id
    )


def _once_more(ctx: Context, running: Meeting) -> Reply:
    """Its card again, for who asked: the one in the channel may be far above by now."""
    said = ctx.lang.tr(
        "The meeting of {team} is open already; {who} opened it. Its card stands in the channel.",
        team=running.team,
        who=running.started_by.name,
    )
    found = held(ctx.session, running, ctx.now)
    card = meeting_card(ctx.lang, found.state, found.zone)
    return Show(replace(card, blocks=(Note(text(said)), *card.blocks)))


@routes.button("meeting.end_reading", writes=True)
def end_reading(ctx: Context, event: ButtonPressed) -> Reply:
    found = check_open(meeting_in(ctx, event.values, to_change=True))
    _check_member(ctx, found.team_id, found.team)
    meeting_state.end_reading(ctx.session, found.id, ctx.now)
    return Notice(text(ctx.lang.tr("The reading is over.")))


@routes.button("meeting.close", writes=True)
def close(ctx: Context, event: ButtonPressed) -> Reply:
    found = check_open(meeting_in(ctx, event.values, to_change=True))
    _check_member(ctx, found.team_id, found.team)
    _close(ctx, found)
    return Notice(text(ctx.lang.tr("The meeting is closed; its summary stands in the channel.")))


def _close(ctx: Context, found: Meeting) -> None:
    """Its card says that it is over, and the summary goes to the channel."""
    meetings.close(ctx.session, found.id, ctx.me.id, ctx.now)
    reminders.cancel(ctx.session, reading_key_of(found.id))
    over = held(ctx.session, meetings.get(ctx.session, found.id), ctx.now)
    closed = over.lang.text(
        "Closed by {name} · {time}",
        name=ctx.me.name,
        time=over.lang.moment(ctx.now, over.zone),
    )
    card = closed_card(over.lang, over.state, closed)
    outbox_edits.change(ctx.session, key_of(found.id), card, ctx.now, "closed")
    minutes = max(round((ctx.now - found.started_at) / timedelta(minutes=1)), 1)
    summary = summary_card(over.lang, over.state, minutes)
    _to_channel(ctx, found, f"meeting-summary:{found.id}", summary)
