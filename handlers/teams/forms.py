"""Teams by button and form: every change that can be typed can be pressed."""

from chat.address import PlaceKind
from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.answers import page_in
from handlers.context import Context
from handlers.lookup import picked
from handlers.registration import Routes
from handlers.teams.changes import (
    below,
    card_of,
    check_changeable,
    create,
    leave,
    name_lead,
    put_in,
    put_under,
    remove_members,
    team_in,
)
from handlers.views.team_forms import (
    NO_PARENT,
    add_form,
    lead_form,
    parent_form,
    remove_form,
    team_form,
)
from handlers.views.teams import PAGE, left_card, teams_card
from okr.errors import Invalid, message
from okr.facts import PersonName
from storage import people, team_days, teams
from storage.tables import TeamRow

routes = Routes()
"""What is typed is added to these in handlers/teams/team.py."""


def list_card(ctx: Context, page: int) -> Card:
    """A page of all teams."""
    workspace_id = ctx.me.workspace_id
    found = teams.list_page(ctx.session, workspace_id, PAGE, page * PAGE)
    return teams_card(ctx.lang, found, page, teams.count(ctx.session, workspace_id))


@routes.button("team.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(list_card(ctx, page_in(event.values)))


@routes.button("team.show")
def show(ctx: Context, event: ButtonPressed) -> Reply:
    what = "option" if "option" in event.values else "team"
    return Show(card_of(ctx, team_in(ctx, event.values, what)))


@routes.button("team.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    return OpenForm(team_form(ctx.lang))


@routes.form("team.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    lead, members = picked(ctx, event.fields.get("lead")), picked(ctx, event.fields.get("people"))
    try:
        row = create(ctx, str(event.fields.get("name", "")), lead[0] if lead else None, members)
    except Invalid as error:
        return _errors(ctx, team_form(ctx.lang), event, error)
    return Replace(card_of(ctx, row))


@routes.button("team.add", writes=True)
def open_add(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(_add_form(ctx, check_changeable(ctx, team_in(ctx, event.values))))


@routes.form("team.add_save")
def save_add(ctx: Context, event: FormSubmitted) -> Reply:
    row = check_changeable(ctx, team_in(ctx, event.values))
    members = picked(ctx, event.fields.get("people"))
    if not members:
        return _errors(ctx, _add_form(ctx, row), event, _nobody("people"))
    put_in(ctx, row, members)
    return Replace(card_of(ctx, row))


@routes.button("team.remove", writes=True)
def open_remove(ctx: Context, event: ButtonPressed) -> Reply:
    row = check_changeable(ctx, team_in(ctx, event.values))
    members = teams.facts(ctx.session, row).members
    if not members:
        raise Invalid(message("There is nobody in team {name}."), name=row.name)
    return OpenForm(remove_form(ctx.lang, int(row.id or 0), row.name, members))


@routes.form("team.remove_save")
def save_remove(ctx: Context, event: FormSubmitted) -> Reply:
    row = check_changeable(ctx, team_in(ctx, event.values))
    members = teams.facts(ctx.session, row).members
    gone = _chosen(members, event.fields.get("people"))
    if not gone:
        form = remove_form(ctx.lang, int(row.id or 0), row.name, members)
        return _errors(ctx, form, event, _nobody("people"))
    remove_members(ctx, row, gone)
    return Replace(card_of(ctx, row))


@routes.button("team.lead", writes=True)
def open_lead(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(_lead_form(ctx, check_changeable(ctx, team_in(ctx, event.values))))


@routes.form("team.lead_save")
def save_lead(ctx: Context, event: FormSubmitted) -> Reply:
    row = check_changeable(ctx, team_in(ctx, event.values))
    chosen = picked(ctx, event.fields.get("lead"))
    if not chosen:
        return _errors(ctx, _lead_form(ctx, row), event, _nobody("lead"))
    name_lead(ctx, row, chosen[0])
    return Replace(card_of(ctx, row))


@routes.button("team.parent", writes=True)
def open_parent(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(_parent_form(ctx, check_changeable(ctx, team_in(ctx, event.values))))


@routes.form("team.parent_save")
def save_parent(ctx: Context, event: FormSubmitted) -> Reply:
    row = check_changeable(ctx, team_in(ctx, event.values))
    chosen = str(event.fields.get("parent", ""))
    known = teams.list_names(ctx.session, ctx.me.workspace_id)
    parent = next((each for each in known if str(each.id) == chosen), None)
    try:
        if parent is None and chosen != NO_PARENT:
            raise Invalid(message("Choose one of the options."), field="parent")
        put_under(ctx, row, parent, known)
    except Invalid as error:
        return _errors(ctx, _parent_form(ctx, row), event, error)
    return Replace(card_of(ctx, row))


@routes.button("team.channel", writes=True)
def tie_here(ctx: Context, event: ButtonPressed) -> Reply:
    row = check_changeable(ctx, team_in(ctx, event.values))
    if event.place.kind is not PlaceKind.CHANNEL:
        raise Invalid(
            message("Type this in the channel where the team talks: `/okr team channel {name}`."),
            name=row.name,
        )
    tie(ctx, row, event.place.id)
    return Replace(card_of(ctx, row))


def tie(ctx: Context, row: TeamRow, channel_id: str) -> None:
    """The team talks in this channel of the platform that the event came from."""
    place = ctx.event.place
    row.channel_platform, row.channel_tenant = place.platform, place.tenant
    row.channel_id = channel_id
    team_days.reckon(ctx.session, row, ctx.now)


@routes.button("team.leave", writes=True)
def leave_team(ctx: Context, event: ButtonPressed) -> Reply:
    row = team_in(ctx, event.values)
    leave(ctx, row)
    return Replace(left_card(ctx.lang, row.name))


def _add_form(ctx: Context, row: TeamRow) -> Form:
    return add_form(ctx.lang, int(row.id or 0), row.name)


def _lead_form(ctx: Context, row: TeamRow) -> Form:
    lead = people.names_of(ctx.session, [row.lead_id] if row.lead_id else [])
    accounts = ctx.accounts(tuple(lead.values()))[:1]
    return lead_form(ctx.lang, int(row.id or 0), row.name, accounts)


def _parent_form(ctx: Context, row: TeamRow) -> Form:
    known = teams.list_names(ctx.session, ctx.me.workspace_id)
    own = below(known, int(row.id or 0))
    choices = [each for each in known if each.id not in own]
    choices.sort(key=lambda each: each.id != row.parent_id)
    listed = [(each.id, each.name) for each in choices]
    return parent_form(ctx.lang, int(row.id or 0), row.name, listed, row.parent_id)


def _chosen(members: tuple[PersonName, ...], values: object) -> list[int]:
    wanted = set(values) if isinstance(values, tuple) else set()
    return [each.id for each in members if str(each.id) in wanted]


def _nobody(field: str) -> Invalid:
    return Invalid(message("Choose somebody."), field=field)


def _errors(ctx: Context, form: Form, event: FormSubmitted, error: Invalid) -> FieldErrors:
    """The form again with all that was typed, and what is wrong at the field it belongs to."""
    words = ctx.lang.tr(error.source, **error.values)
    first = next(field.name for field in form.inputs)
    return FieldErrors(form.filled(event.fields), {error.field or first: words})
