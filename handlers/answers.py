"""Cards that several handlers answer with: an objective as it now stands for who acts."""

from chat.cards import Button, Card
from handlers.context import Context
from handlers.views.objectives import PAGE, list_card, objective_card
from okr import permissions
from okr.facts import Objective, State
from storage import objectives
from storage.teams import lead_ids_of


def objective_answer(ctx: Context, objective: Objective) -> Card:
    """One objective with the buttons this person may press."""
    guarded = objectives.guarded(ctx.session, objective)
    return objective_card(
        ctx.lang,
        objective,
        ctx.today,
        may_edit=permissions.may_edit(ctx.me.actor, guarded),
        may_check_in=permissions.may_check_in(ctx.me.actor, guarded),
    )


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
    empty: str,
    with_owner: bool = False,
) -> Card:
    """A page of objectives, each with the buttons this person may press."""
    rights = [(objective, *_rights(ctx, objective)) for objective in found[:PAGE]]
    return list_card(
        ctx.lang,
        title,
        rights,
        ctx.today,
        page=page,
        total=total,
        more=more,
        empty=empty,
        with_owner=with_owner,
    )


def _rights(ctx: Context, objective: Objective) -> tuple[bool, bool]:
    if objective.owner.id == ctx.me.id:
        return True, True
    involved = ctx.me.actor.is_admin or ctx.me.id in lead_ids_of(ctx.session, objective.owner.id)
    asked = any(
        person.id == ctx.me.id
        for people in (
            objective.collaborators,
            *(each.collaborators for each in objective.key_results),
            tuple(each.owner for each in objective.key_results),
        )
        for person in people
    )
    return involved and objective.state is not State.DRAFT, involved or asked


def page_in(values: object) -> int:
    """The page a button asks for; the first for anything odd."""
    found = values.get("page", "0") if hasattr(values, "get") else "0"
    return min(int(found), 10_000) if isinstance(found, str) and found.isdigit() else 0
