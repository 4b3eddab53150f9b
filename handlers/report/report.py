"""A team's weekly report: read it, turn its pages and weeks, post it, take it as a document."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from chat.address import Address, PlaceKind
from chat.cards import Card, Tone
from chat.events import ButtonPressed
from chat.replies import Notice, Replace, Reply, Show
from chat.text import text
from handlers.answers import page_in
from handlers.context import Context
from handlers.lookup import number_in
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.report import reporting
from handlers.report.reporting import NO_TEAM, Gathered
from handlers.teams.lookup import find_team
from handlers.views.report import Reading, full_card, report_card
from handlers.views.report_choice import choice_card
from okr.errors import Invalid, NotFound, message
from storage import outbox, team_weeks, teams
from storage.team_weeks import TeamWeek

routes = Routes()


@routes.command(
    "report",
    "周报",
    summary=message("a team's weekly report"),
    usage=(
        ("report", message("of this channel's team, or of mine")),
        ("report Growth", message("of another team; by @mention in a channel everybody reads it")),
    ),
    writes=False,
)
def report(ctx: Context, words: Words) -> Reply:
    if words:
        team_id = _named(ctx, words)
    else:
        found = _mine(ctx)
        if len(found) > 1:
            return Show(choice_card(ctx.lang, [(team.id, team.name) for team in found]))
        team_id = found[0].id
    if words.aloud and ctx.event.place.is_shared:
        week = reporting.gather(ctx.session, team_id, ctx.now).newest
        card = reporting.channel_report(ctx.session, team_id, week, ctx.now)
        return Show(card, private=False)
    place = ctx.event.place
    channel = place.id if place.kind is PlaceKind.CHANNEL else ""
    return Show(_own_card(ctx, reporting.gather(ctx.session, team_id, ctx.now), 0, channel))


def _named(ctx: Context, words: Words) -> int:
    """The team named in the words, or by its channel. Raises NotFound with what is near."""
    row = find_team(ctx, words)
    if row is None or row.workspace_id != ctx.me.workspace_id:
        raise _unknown(ctx, words.plain)
    return int(row.id or 0)


def _unknown(ctx: Context, typed: str) -> NotFound:
    known = {each.key: each.name for each in teams.list_names(ctx.session, ctx.me.workspace_id)}
    if not known:
        return NotFound(message("There are no teams yet. Make one: `/okr team create Growth`."))
    name = teams.tidy_name(typed)[:60]
    near = get_close_matches(teams.name_key(typed), known, n=3, cutoff=0.5)
    if near:
        return NotFound(
            message("There is no team “{name}”. Did you mean {near}?"),
            name=name,
            near=", ".join(known[key] for key in near),
        )
    return NotFound(
        message("There is no team “{name}”. `/okr team` lists all teams."),
        name=name,
    )


def _mine(ctx: Context) -> Sequence[TeamWeek]:
    """The team of this channel, else those I lead, else those I am in. Raises Invalid for none."""
    place = ctx.event.place
    if place.kind is PlaceKind.CHANNEL:
        row = teams.find_by_channel(ctx.session, place.platform, place.tenant, place.id)
        here = team_weeks.find(ctx.session, int(row.id or 0)) if row is not None else None
        if here is not None and here.workspace_id == ctx.me.workspace_id:
            return [here]
    found = team_weeks.list_of_person(ctx.session, ctx.me.id)
    led = [team for team in found if team.lead == ctx.me.person]
    if not found:
        raise Invalid(
            message("You are in no team yet. Name one, as in `{example}`; `/okr team` lists all."),
            example="report Growth",
        )
    return led or found


@routes.button("report.open")
def open_report(ctx: Context, event: ButtonPressed) -> Reply:
    found = _gathered(ctx, event)
    return Show(_own_card(ctx, found, 0))


@routes.button("report.choose")
def choose(ctx: Context, event: ButtonPressed) -> Reply:
    return open_report(ctx, replace(event, values={"team": event.values.get("option", "")}))


@routes.button("report.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    values = dict(event.values)
    number = page_in({"page": values.get("option") or values.get("page", "0")})
    return _turned(event, _own_card(ctx, _gathered(ctx, event), number, values.get("channel", "")))


@routes.button("report.week")
def week(ctx: Context, event: ButtonPressed) -> Reply:
    channel = event.values.get("channel", "")
    return _turned(event, _own_card(ctx, _gathered(ctx, event), 0, channel))


@routes.button("report.full")
def full(ctx: Context, event: ButtonPressed) -> Reply:
    found = _gathered(ctx, event)
    wanted = event.values.get("option") or event.values.get("kr", "")
    for row in found.report.rows:
        if row.id == wanted:
            card = full_card(ctx.lang, found.report, row, page_in(event.values))
            return Replace(card) if "kr" in event.values else Show(card)
    raise NotFound(message("That key result is no longer in this report."))


@routes.button("report.document", writes=True)
def as_document(ctx: Context, event: ButtonPressed) -> Reply:
    found = _gathered(ctx, event)
    is_own = "own" in event.values or not ctx.event.place.is_shared
    place = Address.of(ctx.event.sender) if is_own else ctx.event.place
    lang = ctx.lang if is_own else found.lang
    outbox.add(
        ctx.session,
        key=f"report-document:{found.report.week}:{found.team.id}:{_once(ctx, place)}",
        address=place,
        body=reporting.document(ctx.session, found.team.id, found.report.week, ctx.now, lang),
        now=ctx.now,
        priority=outbox.Priority.ANSWER,
    )
    return Notice(text(ctx.lang.tr("The document is on its way.")), Tone.GOOD)


@routes.button("report.post", writes=True)
def post(ctx: Context, event: ButtonPressed) -> Reply:
    found = _gathered(ctx, event)
    sender, place = ctx.event.sender, ctx.event.place
    if not place.is_shared:
        channel = event.values.get("channel", "")
        if not channel:
            raise Invalid(message("Type `/okr report` in the channel where it is to be read."))
        place = Address(sender.platform, sender.tenant, PlaceKind.CHANNEL, channel)
    outbox.add(
        ctx.session,
        key=f"report-posted:{found.report.week}:{found.team.id}:{_once(ctx, place)}",
        address=place,
        body=reporting.channel_report(ctx.session, found.team.id, found.report.week, ctx.now),
        now=ctx.now,
        priority=outbox.Priority.ANSWER,
    )
    return Notice(text(ctx.lang.tr("The report stands in the channel in a moment.")), Tone.GOOD)


def _once(ctx: Context, place: Address) -> str:
    """The end of a key that an impatient second tap has, too."""
    return f"{place.id}:{int(ctx.now.timestamp()) // 60}"


def _gathered(ctx: Context, event: ButtonPressed) -> Gathered:
    """The report that a button is about. Raises NotFound."""
    row = teams.get(ctx.session, ctx.me.workspace_id, number_in(event.values, "team"))
    if row is None:
        raise NotFound(NO_TEAM)
    week = event.values.get("week", "")
    return reporting.gather(ctx.session, int(row.id or 0), ctx.now, week)


def _own_card(ctx: Context, found: Gathered, number: int, channel: str = "") -> Card:
    """A page for this person alone, in their language; a lead also reads who is missing."""
    is_lead = found.team.lead is not None and found.team.lead.id == ctx.me.id
    runs = found.report.week == found.newest
    reading = Reading(
        found.newest,
        is_own=True,
        names_missing=runs and (is_lead or ctx.me.actor.is_admin or found.team.names_shown),
        has_earlier=found.has_earlier,
        lacks_channel=is_lead and found.team.channel is None,
    )
    if channel:
        reading = replace(reading, post_to=channel)
    return report_card(ctx.lang, found.report, number, reading)


def _turned(event: ButtonPressed, card: Card) -> Reply:
    """In place where the card is the reader's own; a card of many people's stays as it is."""
    return Replace(card) if "own" in event.values else Show(card)
