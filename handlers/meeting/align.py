"""The alignment meeting of a team: prepared, begun, gone through, closed."""

from dataclasses import replace
from datetime import timedelta
from secrets import token_hex

from chat.cards import Card, Note, Tone
from chat.events import ButtonPressed
from chat.replies import Nothing, Notice, Replace, Reply, Show
from chat.text import text
from handlers.context import Context
from handlers.lookup import NO_SUCH, number_in
from handlers.meeting import preparing, revision_cards
from handlers.meeting.align_words import meant
from handlers.meeting.opening import (
    check_channel,
    check_member,
    time_reading,
    to_channel,
)
from handlers.meeting.state import (
    align_in,
    closed_words,
    key_of,
    reading_key_of,
    refresh,
)
from handlers.meeting.table import Table, card_of, may_read, set_out
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.align_meeting import reading_card
from handlers.views.align_preparation import called_off_card
from handlers.views.meeting import closed_card
from handlers.views.meeting_summary import summary_card
from okr.align_meeting import cycle_meant, teams_below
from okr.errors import Invalid, NotFound, message
from okr.facts import Cycle
from okr.follow_up import Meeting, MeetingKind
from okr.ids import ObjectiveId
from okr.report_facts import week_of
from storage import (
    align_meetings,
    cycles,
    leads,
    meetings,
    objectives,
    outbox_edits,
    reminders,
    team_weeks,
)
from storage.tables import TeamRow

routes = Routes()

_FORGOTTEN = timedelta(days=30)
"""People prepare for some days; a meeting that is open for longer holds up no other."""


def align(ctx: Context, words: Words) -> Reply:
    """`/okr meeting align [team] [cycle] [minutes]`."""
    check_channel(ctx, "/okr meeting align")
    row, named, minutes = meant(ctx, words.plain.strip())
    team_id = int(row.id or 0)
    _check_of_meeting(ctx, team_id, row.name)
    # Two who open it at once: the second finds what the first opened.
    team_weeks.lock(ctx.session, [team_id])
    running = meetings.find_open(ctx.session, team_id, MeetingKind.ALIGN)
    if running is not None and ctx.now - running.started_at < _FORGOTTEN:
        return _once_more(ctx, running)
    if running is not None:
        meetings.lock(ctx.session, running.id)
        _close(ctx, running)
    return _start(ctx, row, named, timedelta(minutes=minutes))


def check_there(ctx: Context, found: Meeting) -> None:
    """Raises NotAllowed unless the person is in the meeting, leads its team, or is an admin."""
    _check_of_meeting(ctx, found.team_id, found.team)


def _check_of_meeting(ctx: Context, team_id: int, name: str) -> None:
    places = align_meetings.list_teams(ctx.session, ctx.me.workspace_id)
    below = teams_below(team_id, places)
    if ctx.me.id in {each.lead_id for each in places if each.id in below}:
        return
    if not leads.leads_team(ctx.session, ctx.me.id, team_id):
        check_member(ctx, team_id, name)


def _start(ctx: Context, row: TeamRow, named: Cycle | None, reading: timedelta) -> Reply:
    team_id = int(row.id or 0)
    places = align_meetings.list_teams(ctx.session, ctx.me.workspace_id)
    people = align_meetings.list_people(ctx.session, team_id, places)
    if not people:
        raise Invalid(
            message("Nobody is in {team} yet. `/okr team add {team} @…` puts people into it."),
            team=row.name,
        )
    cycle = named or _cycle_meant(ctx, [each.id for each in people])
    opened = meetings.start(
        ctx.session,
        workspace_id=ctx.me.workspace_id,
        team_id=team_id,
        week=week_of(ctx.today),
        by_id=ctx.me.id,
        place=ctx.event.place,
        now=ctx.now,
        reading=reading,
        kind=MeetingKind.ALIGN,
        cycle_id=cycle.id,
    )
    table = set_out(ctx.session, opened, ctx.now)
    to_channel(ctx, opened, key_of(opened.id), card_of(table))
    told = preparing.remind(ctx, table)
    preparing.tell_lead(ctx, table)
    return Notice(text(_started(ctx, opened, told, is_named=named is not None)), Tone.GOOD)


def _cycle_meant(ctx: Context, people: list[int]) -> Cycle:
    counts = align_meetings.count_by_cycle(ctx.session, people)
    every = cycles.list_all(ctx.session, ctx.me.workspace_id)
    written = [(each, counts.get(each.id, 0)) for each in every]
    return cycle_meant(ctx.current_cycle(), written, ctx.today)


def _started(ctx: Context, opened: Meeting, told: int, *, is_named: bool) -> str:
    said = ctx.lang.tr("The alignment meeting of {team} is being prepared.", team=opened.team)
    cycle = opened.cycle.name if opened.cycle else "–"
    if not is_named:
        said += " " + ctx.lang.tr(
            "It is about {cycle}, where most of the team's objectives are.", cycle=cycle
        )
    if told:
        said += " " + ctx.lang.ntr(
            "I have told {count} person what still waits for them.",
            "I have told {count} people what still waits for them.",
            told,
        )
    return said


def _once_more(ctx: Context, running: Meeting) -> Reply:
    """Its card again, for who asked: the one in the channel may be far above by now."""
    said = ctx.lang.tr(
        "The meeting of {team} is open already; {who} opened it. Its card stands in the channel.",
        team=running.team,
        who=running.started_by.name,
    )
    table = set_out(ctx.session, running, ctx.now)
    return Show(_noted(card_of(table, ctx.lang, is_copy=True), said))


def _noted(card: Card, said: str) -> Card:
    return replace(card, blocks=(Note(text(said)), *card.blocks))


def answer(ctx: Context, event: ButtonPressed, table: Table, said: str = "") -> Reply:
    """What who pressed sees: the channel's card follows by itself, a copy is put in its place."""
    if "copy" not in event.values:
        return Notice(text(said)) if said else Nothing()
    card = card_of(table, ctx.lang, is_copy=True)
    return Replace(_noted(card, said) if said else card)


@routes.button("align_meeting.begin", writes=True)
def begin(ctx: Context, event: ButtonPressed) -> Reply:
    found = align_in(ctx, event.values, to_change=True)
    check_there(ctx, found)
    table = set_out(ctx.session, found, ctx.now)
    if not found.is_before:
        return answer(ctx, event, table, ctx.lang.tr("The meeting has begun already."))
    if not table.objectives:
        raise Invalid(
            message(
                "Nothing is on the table yet: publish an objective of {cycle}, or show a draft."
            ),
            cycle=table.looking.cycle,
        )
    reading = found.reading_ends_at - found.started_at
    meetings.begin(ctx.session, found.id, table.objectives[0].id, ctx.now + reading)
    time_reading(ctx.session, meetings.get(ctx.session, found.id), ctx.me.workspace_id)
    return _moved(ctx, event, found)


@routes.button("align_meeting.next", writes=True)
def forward(ctx: Context, event: ButtonPressed) -> Reply:
    return _step(ctx, event, is_forward=True)


@routes.button("align_meeting.previous", writes=True)
def back(ctx: Context, event: ButtonPressed) -> Reply:
    return _step(ctx, event, is_forward=False)


def _step(ctx: Context, event: ButtonPressed, *, is_forward: bool) -> Reply:
    """To the neighbour of the objective whose button it was, unless the meeting has gone on."""
    found = align_in(ctx, event.values, to_change=True)
    check_there(ctx, found)
    table = set_out(ctx.session, found, ctx.now)
    here = table.looking.here
    if here is None:
        raise Invalid(message("The meeting has not begun yet."))
    if number_in(event.values) != here.number:
        id = str(ObjectiveId(here.number))
        said = ctx.lang.tr("The meeting has gone on: it is at {id} now.", id=id)
        return answer(ctx, event, table, said)
    spot = table.looking.around(here)
    to = spot.after if is_forward else spot.before
    if to is None:
        return answer(ctx, event, table, ctx.lang.tr("There is no further one this way."))
    meetings.look_at(ctx.session, found.id, here.id, to.id)
    return _moved(ctx, event, found)


def _moved(ctx: Context, event: ButtonPressed, found: Meeting) -> Reply:
    refresh(ctx, found, token_hex(6))
    if "copy" not in event.values:
        return Nothing()
    table = set_out(ctx.session, meetings.get(ctx.session, found.id), ctx.now)
    return answer(ctx, event, table)


@routes.button("align_meeting.read")
def read(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(_read(ctx, event))


@routes.button("align_meeting.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_read(ctx, event))


def _read(ctx: Context, event: ButtonPressed) -> Card:
    """One objective of the meeting for one reader, wherever the meeting itself is."""
    table = set_out(ctx.session, align_in(ctx, event.values), ctx.now)
    here = objectives.find(ctx.session, ctx.me.workspace_id, number_in(event.values))
    if here is None or not table.objectives:
        raise Invalid(message("Nothing is on the table any more."))
    if not may_read(ctx, table, here):
        raise NotFound(NO_SUCH, id=str(ObjectiveId(here.number)))
    return reading_card(ctx.lang, table.looking, here)


def close(ctx: Context, found: Meeting) -> Reply:
    """For `meeting.close`, which has locked it and asked who may."""
    _close(ctx, found)
    if found.is_before:
        return Notice(text(ctx.lang.tr("The meeting was called off.")))
    return Notice(text(ctx.lang.tr("The meeting is closed; its summary stands in the channel.")))


def _close(ctx: Context, found: Meeting) -> None:
    """Its card says that it is over; the summary and what must be revised go to the channel."""
    meetings.close(ctx.session, found.id, ctx.me.id, ctx.now)
    reminders.cancel(ctx.session, reading_key_of(found.id))
    table = set_out(ctx.session, meetings.get(ctx.session, found.id), ctx.now)
    closed = closed_words(table.lang, ctx.me.name, ctx.now, table.zone)
    if found.is_before:
        card = called_off_card(table.lang, table.looking, closed)
    else:
        card = closed_card(table.lang, table.looking.state, closed)
    outbox_edits.change(ctx.session, key_of(found.id), card, ctx.now, "closed")
    if found.is_before:
        return
    summary = summary_card(table.lang, table.looking.state)
    to_channel(ctx, found, f"meeting-summary:{found.id}", summary)
    revision_cards.hand_out(ctx, table)
