"""Show anyone's OKRs: one objective, one key result, a person, a team; history on demand."""

from chat.cards import Button, Card
from chat.events import ButtonPressed
from chat.replies import Reply, Show
from handlers.answers import list_answer, objective_answer, page_in
from handlers.context import Context
from handlers.lookup import (
    UNKNOWN_PERSON,
    key_result_by_id,
    key_result_in,
    number_in,
    objective_by_number,
    people_in,
)
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.history import history_card
from handlers.views.key_results import key_result_card
from handlers.views.objectives import PAGE
from okr import permissions
from okr.errors import Invalid, NotFound, message
from okr.facts import Objective, PersonName, State
from okr.ids import KeyResultId
from storage import check_ins, cycles, history, objectives, people, teams

routes = Routes()

HISTORY_PAGE = 10


@routes.command(
    "show",
    "查看",
    "看",
    summary=message("anyone's OKRs, and how they stand"),
    usage=(
        ("show", message("mine")),
        ("show O12", message("one objective; `show KR12.2` one key result with its check-ins")),
        ("show @person", message("a person's; `show #team` a team's")),
    ),
    writes=False,
)
def show(ctx: Context, words: Words) -> Reply:
    id, _ = words.take_id()
    if isinstance(id, KeyResultId):
        card, objective = _key_result(ctx, id)
        return _aloud(words, card, [objective])
    if id is not None:
        objective, guarded = objective_by_number(ctx, id.number)
        return _aloud(words, objective_answer(ctx, objective, guarded), [objective])
    if not words:
        return Show(_person_card(ctx, ctx.me.person, 0)[0])
    named = people_in(ctx, words)
    if named.people:
        card, found = _person_card(ctx, named.people[0], 0)
        return _aloud(words, card, found)
    return _by_name(ctx, words)


@routes.button("show.open")
def open_objective(ctx: Context, event: ButtonPressed) -> Reply:
    objective, guarded = objective_by_number(ctx, number_in(event.values))
    return Show(objective_answer(ctx, objective, guarded))


@routes.button("show.person")
def person_page(ctx: Context, event: ButtonPressed) -> Reply:
    person_id = number_in(event.values, "person")
    person = people.names_of(ctx.session, [person_id]).get(person_id)
    if person is None or people.get_me(ctx.session, person_id).workspace_id != ctx.me.workspace_id:
        raise NotFound(message("I do not know that person."))
    return Show(_person_card(ctx, person, page_in(event.values))[0])


@routes.button("show.team")
def team_page(ctx: Context, event: ButtonPressed) -> Reply:
    row = teams.get(ctx.session, ctx.me.workspace_id, number_in(event.values, "team"))
    if row is None:
        raise NotFound(message("That team is no longer there."))
    return Show(_team_card(ctx, int(row.id or 0), row.name, page_in(event.values))[0])


@routes.button("show.history")
def show_history(ctx: Context, event: ButtonPressed) -> Reply:
    objective, guarded = objective_by_number(ctx, number_in(event.values))
    page = page_in(event.values)
    changes, total = history.list_changes(
        ctx.session,
        objective.id,
        HISTORY_PAGE,
        page * HISTORY_PAGE,
        since_publishing=ctx.me.id not in {guarded.owner_id, *guarded.collaborator_ids},
    )
    return Show(history_card(ctx.lang, objective, changes, ctx.me.zone, page, total))


@routes.button("show.key_result")
def open_key_result(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(_key_result(ctx, key_result_in(event.values))[0])


def _key_result(ctx: Context, id: KeyResultId) -> tuple[Card, Objective]:
    objective, key_result, guarded = key_result_by_id(ctx, id)
    card = key_result_card(
        ctx.lang,
        objective,
        key_result,
        check_ins.list_last(ctx.session, key_result.id),
        check_ins.list_values(ctx.session, key_result.id),
        ctx.today,
        ctx.me.zone,
        may_check_in=permissions.may_check_in(ctx.me.actor, guarded),
        may_edit=permissions.may_edit(ctx.me.actor, guarded),
    )
    return card, objective


def _by_name(ctx: Context, words: Words) -> Reply:
    name = words.plain.strip()
    row = teams.find_by_name(ctx.session, ctx.me.workspace_id, name)
    if row is None and words.channels:
        sender = ctx.event.sender
        row = teams.find_by_channel(
            ctx.session, sender.platform, sender.tenant, words.channels[0][0]
        )
    if row is not None:
        card, found = _team_card(ctx, int(row.id or 0), row.name, 0)
        return _aloud(words, card, found)
    matches = people.list_named(ctx.session, ctx.me.workspace_id, name.lstrip("@＠"))
    if len(matches) == 1:
        card, found = _person_card(ctx, matches[0], 0)
        return _aloud(words, card, found)
    if name.startswith(("@", "＠")):
        raise Invalid(
            UNKNOWN_PERSON,
            name=name[1:60],
        )
    raise Invalid(
        message(
            "I cannot find “{name}”. Show an id such as O12 or KR12.2, a @person or a #team; "
            "`/okr find {name}` searches the texts."
        ),
        name=name[:60],
    )


def _person_card(ctx: Context, person: PersonName, page: int) -> tuple[Card, list[Objective]]:
    cycle = cycles.find_current(ctx.session, ctx.me.workspace_id, ctx.today)
    title = ctx.lang.tr("OKRs of {name}", name=person.name)
    empty = ctx.lang.tr("{name} has published nothing in this cycle yet.", name=person.name)
    if person.id == ctx.me.id:
        title = ctx.lang.tr("My OKRs")
        empty = ctx.lang.tr("You have no OKRs in this cycle yet. Write one: `/okr new`.")
    found: list[Objective] = []
    total = 0
    if cycle is not None:
        title = f"{title} · {cycle.name}"
        # One more than a page tells whether there is another; only then is the rest counted.
        found = objectives.list_of_owner(
            ctx.session, person.id, cycle.id, ctx.me.id, limit=PAGE + 1, offset=page * PAGE
        )
        total = page * PAGE + len(found)
        if len(found) > PAGE:
            total = objectives.count_of_owner(ctx.session, person.id, cycle.id, ctx.me.id)
    more = Button(
        ctx.lang.tr("More"), "show.person", {"person": str(person.id), "page": str(page + 1)}
    )
    card = list_answer(ctx, title, found, page=page, total=total, more=more, empty=empty)
    return card, found


def _team_card(ctx: Context, team_id: int, name: str, page: int) -> tuple[Card, list[Objective]]:
    cycle = cycles.find_current(ctx.session, ctx.me.workspace_id, ctx.today)
    members = teams.member_ids(ctx.session, team_id)
    found: list[Objective] = []
    total = 0
    if cycle is not None and members:
        found = objectives.list_of_people(
            ctx.session, members, cycle.id, ctx.me.id, PAGE, page * PAGE
        )
        total = objectives.count_of_people(ctx.session, members, cycle.id, ctx.me.id)
    more = Button(ctx.lang.tr("More"), "show.team", {"team": str(team_id), "page": str(page + 1)})
    card = list_answer(
        ctx,
        ctx.lang.tr("OKRs of {name}", name=name) + (f" · {cycle.name}" if cycle else ""),
        found,
        page=page,
        total=total,
        more=more,
        empty=ctx.lang.tr("Nobody in {name} has published anything in this cycle yet.", name=name),
        with_owner=True,
    )
    return card, found


def _aloud(words: Words, card: Card, found: list[Objective]) -> Reply:
    """To everybody only where everybody read the question, and never a draft."""
    has_draft = any(objective.state is State.DRAFT for objective in found)
    return Show(card, private=has_draft or not words.aloud)
