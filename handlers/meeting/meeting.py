"""The follow-up meeting of a team: opened, read in silence, closed with a summary."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from chat.cards import Card, Note, Tone
from chat.events import ButtonPressed
from chat.replies import Notice, Reply, Show
from chat.text import text
from handlers import subcommands
from handlers.context import Context
from handlers.meeting import align
from handlers.meeting import state as meeting_state
from handlers.meeting.opening import (
    FORGOTTEN,
    NO_TEAM,
    READING,
    check_channel,
    check_member,
    minutes_in,
    team_here,
    time_reading,
    to_channel,
)
from handlers.meeting.state import (
    check_open,
    closed_words,
    held,
    key_of,
    meeting_in,
    reading_key_of,
)
from handlers.parsing import Words
from handlers.prompts import nudging
from handlers.registration import Routes
from handlers.report import reporting
from handlers.views.meeting import closed_card, meeting_card
from handlers.views.meeting_summary import summary_card
from okr.errors import Invalid, message
from okr.facts import PersonName
from okr.follow_up import Meeting, MeetingKind
from storage import meetings, outbox_edits, reminders, team_weeks, teams
from storage.tables import TeamRow

routes = Routes()

_ALIGN = {"align": True, "alignment": True, "对齐": True, "对齐会": True}


@routes.command(
    "meeting",
    "会议",
    "例会",
    "follow-up",
    summary=message("a team's meeting in its channel, to follow up or to align"),
    usage=(
        ("meeting", message("makes the report, reminds who is missing, opens silent reading")),
        ("meeting 10", message("with ten minutes of reading instead of fifteen")),
        ("meeting align", message("the alignment meeting: one objective after the other")),
    ),
)
def meeting(ctx: Context, words: Words) -> Reply:
    is_align, rest = subcommands.take(words.text, _ALIGN)
    if is_align:
        return align.align(ctx, words.named(rest))
    check_channel(ctx, "/okr meeting")
    row, minutes = _meant(ctx, words.plain.strip())
    # Two who begin it at once: the second finds what the first began.
    team_weeks.lock(ctx.session, [int(row.id or 0)])
    running = meetings.find_open(ctx.session, int(row.id or 0))
    if running is not None and ctx.now - running.started_at < FORGOTTEN:
        return _once_more(ctx, running)
    if running is not None:
        meetings.lock(ctx.session, running.id)
        _close(ctx, running)
    return _start(ctx, row, minutes)


def _meant(ctx: Context, typed: str) -> tuple[TeamRow, int]:
    """The team named, or that of this channel, and how long it reads. Raises Refused."""
    minutes, name, row = READING, typed, None
    if typed:
        row = teams.find_by_name(ctx.session, ctx.me.workspace_id, typed)
    if row is None:  # "10", or "Growth 10", but not a team called "Platform 2"
        minutes, name = minutes_in(typed)
        row = teams.find_by_name(ctx.session, ctx.me.workspace_id, name) if name else None
    if row is None and name:
        raise Invalid(NO_TEAM, name=name[:60])
    row = row or team_here(ctx, "/okr meeting Growth")
    check_member(ctx, int(row.id or 0), row.name)
    return row, minutes


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
    time_reading(ctx.session, opened, ctx.me.workspace_id)
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
        to_channel(ctx, opened, key, said)


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
    _check_may_run(ctx, found)
    if found.is_before:
        raise Invalid(message("The meeting has not begun yet."))
    meeting_state.end_reading(ctx.session, found.id, ctx.now)
    return Notice(text(ctx.lang.tr("The reading is over.")))


@routes.button("meeting.close", writes=True)
def close(ctx: Context, event: ButtonPressed) -> Reply:
    found = check_open(meeting_in(ctx, event.values, to_change=True))
    _check_may_run(ctx, found)
    if found.kind is MeetingKind.ALIGN:
        return align.close(ctx, found)
    _close(ctx, found)
    return Notice(text(ctx.lang.tr("The meeting is closed; its summary stands in the channel.")))


def _check_may_run(ctx: Context, found: Meeting) -> None:
    if found.kind is MeetingKind.ALIGN:
        align.check_there(ctx, found)
    else:
        check_member(ctx, found.team_id, found.team)


def _close(ctx: Context, found: Meeting) -> None:
    """Its card says that it is over, and the summary goes to the channel."""
    meetings.close(ctx.session, found.id, ctx.me.id, ctx.now)
    reminders.cancel(ctx.session, reading_key_of(found.id))
    over = held(ctx.session, meetings.get(ctx.session, found.id), ctx.now)
    closed = closed_words(over.lang, ctx.me.name, ctx.now, over.zone)
    card = closed_card(over.lang, over.state, closed)
    outbox_edits.change(ctx.session, key_of(found.id), card, ctx.now, "closed")
    minutes = max(round((ctx.now - found.started_at) / timedelta(minutes=1)), 1)
    summary = summary_card(over.lang, over.state, minutes)
    to_channel(ctx, found, f"meeting-summary:{found.id}", summary)
