"""Cards that several handlers answer with: an objective as it now stands for who acts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chat.cards import Block, Button, Card, Note
from chat.text import text
from handlers.context import Context
from handlers.views.alignment_marks import hangs_blocks
from handlers.views.in_step import waiting_on_line
from handlers.views.joining_answers import answer_blocks
from handlers.views.objectives import PAGE, list_card, objective_card
from handlers.writing import coaching
from okr import permissions
from okr.facts import Guarded, Objective, State
from okr.ids import parse
from storage import alignment_news, alignment_statements, collaborators, objective_links, objectives


def objective_answer(ctx: Context, objective: Objective, guarded: Guarded | None = None) -> Card:
    """One objective with the buttons this person may press; `guarded` where it is known."""
    guarded = guarded or objectives.guarded(ctx.session, objective)
    is_mine = objective.owner.id == ctx.me.id
    parts = objective_links.parts_of(ctx.session, objective.id, ctx.me.id)
    _earlier, later = parts
    origin = objective_links.origin_of(ctx.session, objective.id) if is_mine else ""
    return objective_card(
        ctx.lang,
        objective,
        ctx.today,
        may_edit=permissions.may_edit(ctx.me.actor, guarded),
        may_check_in=permissions.may_check_in(ctx.me.actor, guarded),
        parts=parts,
        origin=origin,
        shows_origin=bool(origin) and _may_see(ctx, origin),
        may_go_on=is_mine and objective.state is State.PUBLISHED and not later,
        hints=_hints(ctx, objective),
        below=[
            *_asked(ctx, objective),
            *_waiting_on(ctx, objective),
            *_hangs(ctx, objective),
        ],
    )


def _may_see(ctx: Context, name: str) -> bool:
    """Whether there is such an objective for this person."""
    id = parse(name)
    found = objectives.find(ctx.session, ctx.me.workspace_id, id.number) if id else None
    if found is None:
        return False
    return permissions.may_see(ctx.me.actor, objectives.guarded(ctx.session, found))


def _hangs(ctx: Context, objective: Objective) -> list[Block]:
    """What it hangs on and what hangs on it; its owner can ask for more."""
    hangs = alignment_statements.hangs_of(ctx.session, objective.id, ctx.me.id)
    is_open = objective.state in (State.DRAFT, State.PUBLISHED)
    may_ask = is_open and objective.owner.id == ctx.me.id
    return hangs_blocks(ctx.lang, objective.number, hangs, may_ask=may_ask)


def _asked(ctx: Context, objective: Objective) -> list[Block]:
    """For its owner: what those said who were asked to work on it."""
    if objective.owner.id != ctx.me.id:
        return []
    return answer_blocks(ctx.lang, collaborators.list_of(ctx.session, objective.id))


def _waiting_on(ctx: Context, objective: Objective) -> list[Block]:
    """For its owner: who has not said yet whether they are still in step with a change of it."""
    if objective.owner.id != ctx.me.id:
        return []
    found = alignment_news.waiting_on(ctx.session, [objective.id]).get(objective.id, ())
    return [Note(waiting_on_line(ctx.lang, found, ctx.me.zone))] if found else []


def _hints(ctx: Context, objective: Objective) -> int:
    """How much the coach has to say; to its owner alone, and while it can be changed."""
    is_open = objective.state in (State.DRAFT, State.PUBLISHED)
    if objective.owner.id != ctx.me.id or not is_open:
        return 0
    return len(coaching.about(ctx, objective))


def decided(ctx: Context, card: Card, what: str) -> Card:
    """The answered twin of a card: what was decided stands on it, by whom and when."""
    note = Note(text(f"✓ {what} · {ctx.me.name} · {ctx.lang.moment(ctx.now, ctx.me.zone)}"))
    return replace(card, blocks=(note, *card.blocks))


def objective_now(ctx: Context, objective_id: int) -> Card:
    """The same, read anew."""
    return objective_answer(ctx, objectives.list_by_ids(ctx.session, [objective_id])[0])


def list_answer(
    ctx: Context,
    title: str,
    found: list[Objective],
    *,
    page: int,
    total: int,
    more: Button,
    others: Button,
    empty: str,
    with_owner: bool = False,
) -> Card:
    """A page of objectives, each with the buttons this person may press."""
    return list_card(
        ctx.lang,
        title,
        list(_with_rights(ctx, found[:PAGE])),
        ctx.today,
        page=page,
        total=total,
        more=more,
        others=others,
        empty=empty,
        with_owner=with_owner,
    )


def _with_rights(
    ctx: Context, found: Sequence[Objective]
) -> Iterator[tuple[Objective, bool, bool]]:
    """Each objective with (may edit, may check in); the leads of all owners in one look."""
    others = {objective.owner.id for objective in found} - {ctx.me.id}
    leads = objectives.leads_of(ctx.session, others) if others else {}
    for objective in found:
        guarded = objectives.guard(objective, leads.get(objective.owner.id, frozenset()))
        yield (
            objective,
            permissions.may_edit(ctx.me.actor, guarded),
            permissions.may_check_in(ctx.me.actor, guarded),
        )


def page_in(values: object) -> int:
    """The page a button asks for; the first for anything odd."""
    found = values.get("page", "0") if hasattr(values, "get") else "0"
    is_number = isinstance(found, str) and found.isascii() and found.isdecimal()
    return int(found) if is_number and len(found) < 6 else 0
