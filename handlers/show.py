"""Show anyone's OKRs: one objective, one key result, a person, a team; history on demand."""

from chat.cards import Button, Card
from chat.events import ButtonPressed
from chat.replies import Reply, Show
from handlers import shelves
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
from handlers.shelves import Shelf, Whose
from handlers.views.history import history_card
from handlers.views.key_results import key_result_card
from handlers.views.objectives import PAGE
from handlers.views.shelves import empty_archive, empty_cycle, other_cycles_card
from okr import permissions
from okr.errors import Invalid, message
from okr.facts import Objective, State
from okr.ids import KeyResultId
from storage import check_ins, history, people, put_away, teams
from storage.tables import TeamRow

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
        ("show 2026 Q3", message("mine of another cycle; `show @person 2026 Q3` somebody's")),
        ("show archived", message("what I archived; of others what had been published")),
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
        return Show(_card(ctx, shelves.of_person(ctx.me.person), shelves.now(ctx), 0)[0])
    named = people_in(ctx, words)
    if named.people:
        shelf = shelves.behind_person(ctx, named.rest)
        return _aloud(words, *_card(ctx, shelves.of_person(named.people[0]), shelf, 0))
    return _by_name(ctx, words)


@routes.button("show.open")
def open_objective(ctx: Context, event: ButtonPressed) -> Reply:
    objective, guarded = objective_by_number(ctx, number_in(event.values))
    return Show(objective_answer(ctx, objective, guarded))


@routes.button("show.person")
@routes.button("show.team")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    """A page of somebody's, of the shelf that the button names or that was chosen."""
    whose, shelf = shelves.whose_pressed(ctx, event.values), shelves.pressed(ctx, event.values)
    return Show(_card(ctx, whose, shelf, page_in(event.values))[0])


@routes.button("show.cycles")
def other_cycles(ctx: Context, event: ButtonPressed) -> Reply:
    """The menu of what else there is of somebody."""
    whose, shown = shelves.whose_pressed(ctx, event.values), shelves.pressed(ctx, event.values)
    counts = put_away.count_by_cycle(ctx.session, whose.ids, ctx.me.id)
    others = [each for each in counts if shown.cycle is None or each[0].id != shown.cycle.id]
    archived = 0
    if not shown.is_archive:
        archived = put_away.count_archived(ctx.session, whose.ids, ctx.me.id)
    card = other_cycles_card(ctx.lang, _title(ctx, whose), whose.values, others, archived)
    return Show(card)


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
    whose = _named(ctx, words)
    if whose is not None:
        return _aloud(words, *_card(ctx, whose, shelves.now(ctx), 0))
    rest, shelf = shelves.at_end(ctx, words)
    whose = _named(ctx, rest) if rest else shelves.of_person(ctx.me.person)
    if shelf is not None and whose is not None:
        return _aloud(words, *_card(ctx, whose, shelf, 0))
    row = _of_channel(ctx, words)
    if row is not None:
        return _aloud(words, *_card(ctx, shelves.of_team(ctx, row), shelves.now(ctx), 0))
    name = words.plain.strip()
    if name.startswith(("@", "＠")):
        raise Invalid(
            UNKNOWN_PERSON,
            name=name[1:60],
        )
    raise Invalid(
        message(
            "I cannot find “{name}”. Show an id such as O12 or KR12.2, a @person or a #team; the "
            "name of a cycle or `archived` may follow. `/okr find {name}` searches the texts."
        ),
        name=name[:60],
    )


def _named(ctx: Context, words: Words) -> Whose | None:
    """The team, the channel's team or the person with just this name."""
    name = words.plain.strip()
    row = teams.find_by_name(ctx.session, ctx.me.workspace_id, name)
    if row is None and len(name.split()) == 1:
        row = _of_channel(ctx, words)
    if row is not None:
        return shelves.of_team(ctx, row)
    matches = people.list_named(ctx.session, ctx.me.workspace_id, name.lstrip("@＠"))
    return shelves.of_person(matches[0]) if len(matches) == 1 else None


def _of_channel(ctx: Context, words: Words) -> TeamRow | None:
    """The team whose channel is named in the words."""
    if not words.channels:
        return None
    sender, channel = ctx.event.sender, words.channels[0][0]
    return teams.find_by_channel(ctx.session, sender.platform, sender.tenant, channel)


def _card(ctx: Context, whose: Whose, shelf: Shelf, page: int) -> tuple[Card, list[Objective]]:
    """A page of somebody's OKRs with the way to the next and to the other cycles."""
    found, total = shelves.page_of(ctx, whose, shelf, page)
    here = {**whose.values, **({"in": shelf.key} if shelf.key else {})}
    action = "show.team" if whose.is_team else "show.person"
    shown = ctx.lang.tr("archived") if shelf.is_archive else shelf.cycle and shelf.cycle.name
    card = list_answer(
        ctx,
        _title(ctx, whose) + (f" · {shown}" if shown else ""),
        found,
        page=page,
        total=total,
        more=Button(ctx.lang.tr("More"), action, {**here, "page": str(page + 1)}),
        others=Button(ctx.lang.tr("Other cycles…"), "show.cycles", here),
        empty=_empty(ctx, whose, shelf),
        with_owner=whose.is_team,
    )
    return card, found[:PAGE]


def _is_mine(ctx: Context, whose: Whose) -> bool:
    return not whose.is_team and whose.ids[0] == ctx.me.id


def _title(ctx: Context, whose: Whose) -> str:
    if _is_mine(ctx, whose):
        return ctx.lang.tr("My OKRs")
    return ctx.lang.tr("OKRs of {name}", name=whose.name)


def _empty(ctx: Context, whose: Whose, shelf: Shelf) -> str:
    """What stands on a page with nothing on it."""
    if shelf.is_archive:
        return empty_archive(ctx.lang, "" if _is_mine(ctx, whose) else whose.name)
    if shelf.key and shelf.cycle is not None:
        name = "" if _is_mine(ctx, whose) else whose.name
        return empty_cycle(ctx.lang, name, shelf.cycle.name)
    if _is_mine(ctx, whose):
        return ctx.lang.tr("You have no OKRs in this cycle yet. Write one: `/okr new`.")
    if whose.is_team:
        return ctx.lang.tr(
            "Nobody in {name} has published anything in this cycle yet.", name=whose.name
        )
    return ctx.lang.tr("{name} has published nothing in this cycle yet.", name=whose.name)


def _aloud(words: Words, card: Card, found: list[Objective]) -> Reply:
    """To everybody only where everybody read the question, and never a draft."""
    has_draft = any(
        each.state is State.DRAFT or (each.state is State.ARCHIVED and each.published_title is None)
        for each in found
    )
    return Show(card, private=has_draft or not words.aloud)
