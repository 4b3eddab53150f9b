"""What is done to a team, however it was asked for: in words, by a button or in a form."""

from collections.abc import Iterable, Mapping, Sequence

from chat.cards import Card
from handlers.context import Context
from handlers.views.team_rhythm import Rhythm
from handlers.views.teams import made_lead_card, put_in_card, team_card
from okr import permissions
from okr.errors import Invalid, NotFound, message
from okr.facts import PersonName
from storage import people, prompt_slots, team_days, team_weeks, teams
from storage.tables import TeamRow
from storage.teams import TeamName

_MOST_NAMED = 10


def card_of(ctx: Context, row: TeamRow) -> Card:
    """The team with what this person may do with it."""
    team = teams.facts(ctx.session, row)
    is_in = ctx.me.id == row.lead_id or ctx.me.person in team.members
    return team_card(
        ctx.lang,
        team,
        rhythm_of(ctx, row),
        may_change=may_change(ctx, row),
        may_leave=is_in,
    )


def rhythm_of(ctx: Context, row: TeamRow) -> Rhythm:
    """The team's week as it is."""
    ctx.session.flush()
    week = team_weeks.find(ctx.session, int(row.id or 0))
    assert week is not None
    return Rhythm(
        weekday=week.weekday,
        at=week.at,
        clock=week.timezone,
        timezone=row.timezone,
        names_shown=week.names_shown,
        prompt_weekday=row.prompt_weekday,
        prompt_at=row.prompt_at,
        has_channel=row.channel_id is not None,
    )


def may_change(ctx: Context, row: TeamRow) -> bool:
    """Whether this person leads the team or is an admin."""
    return ctx.me.actor.is_admin or ctx.me.id == row.lead_id


def check_changeable(ctx: Context, row: TeamRow) -> TeamRow:
    """The same team. Raises NotAllowed."""
    permissions.check_lead(ctx.me.actor, row.lead_id, row.name)
    return row


def named(ctx: Context, typed: str, example: str) -> TeamRow:
    """The team with this name. Raises Invalid without a name, NotFound for an unknown one."""
    if not teams.name_key(typed):
        raise Invalid(message("Which team? For example: `{example}`."), example=example)
    row = teams.find_by_name(ctx.session, ctx.me.workspace_id, typed)
    if row is None:
        raise _unknown(typed, teams.list_names(ctx.session, ctx.me.workspace_id))
    return row


def _unknown(typed: str, known: Sequence[TeamName]) -> NotFound:
    if not known:
        return NotFound(message("There are no teams yet. Make one: `/okr team create Growth`."))
    shown = ", ".join(each.name for each in known[:_MOST_NAMED])
    return NotFound(
        message("There is no team “{name}”. There are: {known}."),
        name=teams.tidy_name(typed)[:60],
        known=shown if len(known) <= _MOST_NAMED else f"{shown}, … (`/okr team`)",
    )


def team_in(ctx: Context, values: Mapping[str, str], what: str = "team") -> TeamRow:
    """The team that a button or form is for. Raises NotFound."""
    typed = values.get(what, "")
    number = int(typed) if _is_number(typed) else 0
    row = teams.get(ctx.session, ctx.me.workspace_id, number)
    if row is None:
        raise NotFound(message("That team is no longer there."))
    return row


def _is_number(typed: object) -> bool:
    return isinstance(typed, str) and typed.isascii() and typed.isdecimal() and len(typed) < 10


def create(
    ctx: Context, typed: str, lead: PersonName | None, members: Iterable[PersonName]
) -> TeamRow:
    """A new team with who made it and everybody named in it. Raises Invalid."""
    name = teams.tidy_name(typed)
    if not teams.name_key(name):
        raise Invalid(message("What is the team called?"), field="name")
    if len(name) > 60:
        raise Invalid(message("A name has 60 characters at most."), field="name")
    if teams.find_by_name(ctx.session, ctx.me.workspace_id, name):
        raise Invalid(message("There is a team “{name}” already."), field="name", name=name)
    row = teams.add(ctx.session, ctx.me.workspace_id, name, ctx.now)
    name_lead(ctx, row, lead or ctx.me.person)
    put_in(ctx, row, [ctx.me.person, *members])
    return row


def name_lead(ctx: Context, row: TeamRow, person: PersonName) -> None:
    """An admin appoints; an appointed lead hands on what they have; others only name."""
    handed_on = row.lead_is_appointed and row.lead_id == ctx.me.id
    is_news = person.id not in (row.lead_id, ctx.me.id)
    row.lead_is_appointed = ctx.me.actor.is_admin or handed_on
    row.lead_id = person.id
    add_members(ctx, row, [person.id])
    team_days.reckon(ctx.session, row, ctx.now)
    if is_news:
        ctx.tell(
            person.id,
            _key(ctx, "led", row, person.id),
            lambda reader, lang: made_lead_card(lang, ctx.me.name, row.name, int(row.id or 0)),
        )


def add_members(ctx: Context, row: TeamRow, person_ids: Iterable[int]) -> list[int]:
    """Into the team, and prompted when it says. Gives the ids of the new ones."""
    new = teams.add_members(ctx.session, int(row.id or 0), person_ids)
    prompt_slots.follow_teams(ctx.session, new, ctx.now)
    return new


def remove_members(ctx: Context, row: TeamRow, person_ids: Sequence[int]) -> int:
    """Out of the team, and no longer prompted when it says. Gives how many were in it."""
    gone = teams.remove_members(ctx.session, int(row.id or 0), person_ids)
    prompt_slots.follow_teams(ctx.session, person_ids, ctx.now)
    return gone


def put_in(ctx: Context, row: TeamRow, members: Iterable[PersonName]) -> None:
    """Put people in and tell those who are new: a lead has a say over what members publish."""
    new = add_members(ctx, row, [each.id for each in members])
    lead = people.names_of(ctx.session, [row.lead_id] if row.lead_id else [])
    for person_id in new:
        if person_id == ctx.me.id:
            continue
        ctx.tell(
            person_id,
            _key(ctx, "in", row, person_id),
            lambda reader, lang: put_in_card(
                lang,
                ctx.me.name,
                row.name,
                int(row.id or 0),
                "".join(each.name for each in lead.values()),
                lead_has_say=row.lead_is_appointed,
                may_leave=not ctx.me.actor.is_admin,
            ),
        )


def _key(ctx: Context, what: str, row: TeamRow, person_id: int) -> str:
    return f"team:{what}:{row.id}:{person_id}:{int(ctx.now.timestamp())}"


def leave(ctx: Context, row: TeamRow) -> None:
    """Out of the team, for whoever wants to; its lead gives up leading it. Raises Invalid."""
    was_in = remove_members(ctx, row, [ctx.me.id]) > 0
    if row.lead_id == ctx.me.id:
        row.lead_id, row.lead_is_appointed, was_in = None, False, True
        team_days.reckon(ctx.session, row, ctx.now)
    if not was_in:
        raise Invalid(message("You are not in team {name}."), name=row.name)


def put_under(
    ctx: Context, row: TeamRow, parent: TeamName | None, known: Sequence[TeamName]
) -> None:
    """Make a team part of another, or of none. Raises Invalid for a circle."""
    if parent is not None and parent.id in below(known, int(row.id or 0)):
        raise Invalid(
            message("{parent} stands under {team} already; that would be a circle."),
            field="parent",
            parent=parent.name,
            team=row.name,
        )
    row.parent_id = parent.id if parent else None


def below(known: Sequence[TeamName], team_id: int) -> frozenset[int]:
    """The ids of a team and of all that belong to it, however deep."""
    found: set[int] = set()
    step = {team_id}
    while step:
        found |= step
        step = {each.id for each in known if each.parent_id in step} - found
    return frozenset(found)
