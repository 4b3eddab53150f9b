"""Put an objective or a key result away, and bring it back."""

from dataclasses import replace

from chat.cards import Card
from chat.events import ButtonPressed
from chat.replies import Replace, Reply, Show
from handlers.alignment import in_step
from handlers.answers import decided, objective_now
from handlers.context import Context
from handlers.lookup import (
    editable_key_result,
    editable_objective,
    key_result_in,
    number_in,
    objective_by_number,
)
from handlers.meeting import revision_cards
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.writing import joining_cards
from okr import permissions
from okr.errors import Invalid, NotAllowed, message
from okr.facts import Objective, State
from okr.ids import KeyResultId, ObjectiveId
from storage import collaborators, history, key_results, objective_changes, objectives

routes = Routes()


@routes.command(
    "archive",
    "归档",
    summary=message("put an objective or a key result away, or bring it back"),
    usage=(
        ("archive O12", message("once more brings it back")),
        ("archive KR12.2", message("takes it out of the reckoning; once more brings it back")),
    ),
)
def archive(ctx: Context, words: Words) -> Reply:
    id, _ = words.take_id()
    if id is None:
        raise Invalid(message("Which one? For example: `{example}`."), example="archive O12")
    if isinstance(id, KeyResultId):
        if _is_archived(ctx, id):
            return Show(_restore_key_result(ctx, id))
        return Show(_archive_key_result(ctx, id))
    objective, _guarded = objective_by_number(ctx, id.number)
    if objective.state is State.ARCHIVED:
        return Show(_restore(ctx, id.number))
    return Show(_archive(ctx, id.number))


@routes.button("archive.run", writes=True)
def run(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_archive(ctx, number_in(event.values)))


@routes.button("archive.restore", writes=True)
def restore(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_restore(ctx, number_in(event.values)))


@routes.button("archive.key_result", writes=True)
def run_key_result(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_archive_key_result(ctx, key_result_in(event.values)))


def _archive(ctx: Context, number: int) -> Card:
    objective = editable_objective(ctx, number)
    row = objective_changes.get_row(ctx.session, objective.id)
    row.archived_from, row.archived_at, row.state = row.state, ctx.now, State.ARCHIVED
    return _changed(ctx, objective, "archived", State.ARCHIVED)


def _restore(ctx: Context, number: int) -> Card:
    objective, guarded = objective_by_number(ctx, number, to_change=True)
    name = str(ObjectiveId(number))
    if not permissions.may_edit(ctx.me.actor, guarded):
        raise NotAllowed(
            message("Only {owner}, their lead or an admin can change {id}. Ask {owner} to."),
            id=name,
            owner=objective.owner.name,
        )
    row = objective_changes.get_row(ctx.session, objective.id)
    if row.state is not State.ARCHIVED:
        raise Invalid(message("{id} is not archived."), id=name)
    row.state, row.archived_at = row.archived_from or State.DRAFT, None
    return _changed(ctx, objective, "restored", row.state)


def _changed(ctx: Context, objective: Objective, action: str, state: State) -> Card:
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, action, objective.id)
    history.record(
        ctx.session, entry, {"state": objective.state.value}, {"state": state.value}, ctx.now
    )
    in_step.changed(ctx, objective, None if state is State.ARCHIVED else _now(ctx, objective))
    revision_cards.archived_or_back(ctx.session, objective.id, ctx.now)
    asked = collaborators.list_of(ctx.session, objective.id)
    before = [replace(each, state=objective.state) for each in asked]
    joining_cards.show_asked(ctx, before, objective.id)
    said = ctx.lang.tr("Archived") if action == "archived" else ctx.lang.tr("Brought back")
    return decided(ctx, objective_now(ctx, objective.id), said)


def _now(ctx: Context, objective: Objective) -> Objective:
    return objectives.list_by_ids(ctx.session, [objective.id])[0]


def _archive_key_result(ctx: Context, id: KeyResultId) -> Card:
    objective, key_result = editable_key_result(ctx, id)
    asked = collaborators.list_of(ctx.session, objective.id)
    row = key_results.get_row(ctx.session, key_result.id)
    row.state = State.ARCHIVED
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "archived", objective.id, key_result.id)
    history.record(ctx.session, entry, {"title": key_result.title}, {}, ctx.now)
    in_step.changed(ctx, objective, _now(ctx, objective))
    joining_cards.show_asked(ctx, asked, objective.id)
    return objective_now(ctx, objective.id)


def _is_archived(ctx: Context, id: KeyResultId) -> bool:
    objective, _guarded = objective_by_number(ctx, id.number)
    return key_results.find_archived(ctx.session, objective.id, id.position) is not None


def _restore_key_result(ctx: Context, id: KeyResultId) -> Card:
    objective = editable_objective(ctx, id.number)
    row = key_results.find_archived(ctx.session, objective.id, id.position)
    if row is None:
        raise Invalid(message("{id} is not archived."), id=str(id))
    asked = collaborators.list_of(ctx.session, objective.id)
    row.state = State.PUBLISHED
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "restored", objective.id, row.id)
    history.record(ctx.session, entry, {}, {"title": row.title}, ctx.now)
    in_step.changed(ctx, objective, _now(ctx, objective))
    joining_cards.show_asked(ctx, asked, objective.id)
    return decided(ctx, objective_now(ctx, objective.id), ctx.lang.tr("Brought back"))
