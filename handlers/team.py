"""Teams: make one, put people in, name its lead, tie it to a channel."""

from chat.address import PlaceKind
from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.lookup import one_person, people_in, picked
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.teams import team_card, team_form, teams_card
from okr import permissions
from okr.errors import Invalid, NotFound, message
from storage import teams
from storage.tables import TeamRow

routes = Routes()

_CREATE = ("create", "new", "新建", "创建")
_ADD = ("add", "添加", "加入")
_REMOVE = ("remove", "移除")
_LEAD = ("lead", "负责人")
_CHANNEL = ("channel", "频道", "群")
_PARENT = ("parent", "上级")


@routes.command(
    "team",
    "团队",
    summary=message("teams, their people, lead and channel"),
    usage=(
        ("team", message("all teams")),
        ("team create Growth", message("a new team; you lead it unless you name somebody")),
        ("team add Growth @person @person", message("put people in; `team remove` takes out")),
        ("team lead Growth @person", message("who leads it")),
        ("team channel Growth", message("typed in the channel where the team talks")),
        ("team parent Growth Company", message("which team it belongs to")),
    ),
)
def team(ctx: Context, words: Words) -> Reply:
    verb, rest = words.take_word()
    folded = verb.casefold()
    if not verb:
        return Show(_all(ctx))
    if folded in _CREATE:
        return _create(ctx, rest) if rest else OpenForm(team_form(ctx.lang))
    if folded in (*_ADD, *_REMOVE):
        return _people(ctx, rest, takes_out=folded in _REMOVE)
    if folded in _LEAD:
        return _lead(ctx, rest)
    if folded in _CHANNEL:
        return _channel(ctx, rest)
    if folded in _PARENT:
        return _parent(ctx, rest)
    return Show(_one(ctx, _named(ctx, words.plain)))


@routes.button("team.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    return OpenForm(team_form(ctx.lang))


@routes.form("team.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    lead, members = picked(ctx, event.fields.get("lead")), picked(ctx, event.fields.get("people"))
    try:
        row = _add(ctx, str(event.fields.get("name", "")))
    except Invalid as error:
        form: Form = team_form(ctx.lang).filled(event.fields)
        return FieldErrors(form, {"name": ctx.lang.tr(error.source, **error.values)})
    if lead:
        _name_lead(ctx, row, lead[0].id)
    everybody = [person.id for person in (*lead, *members)]
    teams.add_members(ctx.session, int(row.id or 0), everybody)
    return Replace(_one(ctx, row))


def _all(ctx: Context) -> Card:
    return teams_card(ctx.lang, teams.list_all(ctx.session, ctx.me.workspace_id))


def _one(ctx: Context, row: TeamRow) -> Card:
    return team_card(ctx.lang, teams.facts(ctx.session, row))


def _create(ctx: Context, words: Words) -> Reply:
    named = people_in(ctx, words)
    row = _add(ctx, named.rest.plain)
    if named.people:
        _name_lead(ctx, row, named.people[0].id)
    teams.add_members(ctx.session, int(row.id or 0), [p.id for p in named.people])
    return Show(_one(ctx, row))


def _add(ctx: Context, typed: str) -> TeamRow:
    name = " ".join(typed.split()).lstrip("#")
    if not name:
        raise Invalid(message("What is the team called?"), field="name")
    if len(name) > 60:
        raise Invalid(message("A name has 60 characters at most."), field="name")
    if teams.find_by_name(ctx.session, ctx.me.workspace_id, name):
        raise Invalid(message("There is a team “{name}” already."), field="name", name=name)
    row = teams.add(ctx.session, ctx.me.workspace_id, name, ctx.now)
    _name_lead(ctx, row, ctx.me.id)
    teams.add_members(ctx.session, int(row.id or 0), [ctx.me.id])
    return row


def _named(ctx: Context, name: str) -> TeamRow:
    row = teams.find_by_name(ctx.session, ctx.me.workspace_id, name)
    if row is None:
        known = ", ".join(each.name for each in teams.list_all(ctx.session, ctx.me.workspace_id))
        raise NotFound(
            message("There is no team “{name}”. There are: {known}."),
            name=name.strip()[:60],
            known=known or "–",
        )
    return row


def _changeable(ctx: Context, name: str) -> TeamRow:
    row = _named(ctx, name)
    permissions.check_lead(ctx.me.actor, row.lead_id, row.name)
    return row


def _name_lead(ctx: Context, row: TeamRow, person_id: int) -> None:
    """An admin appoints; an appointed lead hands on what they have; others only name."""
    handed_on = row.lead_is_appointed and row.lead_id == ctx.me.id
    row.lead_is_appointed = ctx.me.actor.is_admin or handed_on
    row.lead_id = person_id


def _people(ctx: Context, words: Words, *, takes_out: bool) -> Reply:
    named = people_in(ctx, words)
    row = _changeable(ctx, named.rest.plain)
    if not named.people:
        raise Invalid(
            message("Name people with @, as in `{example}`."), example=f"team add {row.name} @…"
        )
    if takes_out:
        for person in named.people:
            teams.remove_member(ctx.session, int(row.id or 0), person.id)
    else:
        teams.add_members(ctx.session, int(row.id or 0), [p.id for p in named.people])
    return Show(_one(ctx, row))


def _lead(ctx: Context, words: Words) -> Reply:
    named = people_in(ctx, words)
    row = _changeable(ctx, named.rest.plain)
    person = one_person(ctx, words, f"team lead {row.name} @…")
    _name_lead(ctx, row, person.id)
    teams.add_members(ctx.session, int(row.id or 0), [person.id])
    return Show(_one(ctx, row))


def _channel(ctx: Context, words: Words) -> Reply:
    place = ctx.event.place
    if words.channels:
        channel_id, name = words.channels[0]
        team_name = words.plain.replace(f"#{name}", "").strip() or name
    elif place.kind is PlaceKind.CHANNEL:
        channel_id, team_name = place.id, words.plain
    else:
        raise Invalid(
            message("Type this in the channel where the team talks, or name the channel with #.")
        )
    row = _changeable(ctx, team_name)
    row.channel_platform, row.channel_tenant = place.platform, place.tenant
    row.channel_id = channel_id
    ctx.session.flush()
    return Show(_one(ctx, row))


def _parent(ctx: Context, words: Words) -> Reply:
    row, parent = _child_and_parent(ctx, words.plain)
    if teams.is_above(ctx.session, int(row.id or 0), int(parent.id or 0)):
        raise Invalid(
            message("{parent} stands under {team} already; that would be a circle."),
            parent=parent.name,
            team=row.name,
        )
    row.parent_id = parent.id
    ctx.session.flush()
    return Show(_one(ctx, row))


def _child_and_parent(ctx: Context, typed: str) -> tuple[TeamRow, TeamRow]:
    """Two names in a row, each of one word or more: cut where both sides are teams."""
    parts = typed.replace("，", ",").replace(",", " ").split()
    for cut in range(1, len(parts)):
        child = teams.find_by_name(ctx.session, ctx.me.workspace_id, " ".join(parts[:cut]))
        parent = teams.find_by_name(ctx.session, ctx.me.workspace_id, " ".join(parts[cut:]))
        if child is not None and parent is not None:
            return _changeable(ctx, child.name), parent
    first = _changeable(ctx, parts[0] if parts else "")
    return first, _named(ctx, " ".join(parts[1:]))
