"""Move an objective to another cycle or to another owner."""

import re

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.alignment import in_step
from handlers.answers import objective_now
from handlers.context import Context
from handlers.lookup import (
    UNKNOWN_PERSON,
    cycle_chosen,
    cycle_named,
    editable_objective,
    number_in,
    people_in,
    picked,
)
from handlers.meeting import revision_cards
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.moving import handed_over_card, move_form
from handlers.writing import joining_cards
from okr import permissions
from okr.errors import Invalid, message
from okr.facts import Cycle, Objective, PersonName
from okr.ids import KeyResultId
from storage import collaborators, cycles, history, objective_changes, objectives

routes = Routes()

_TO = re.compile(r"^(?:to(?=\s|$)|到|至|给)\s*", re.IGNORECASE)


@routes.command(
    "move",
    "移动",
    "转移",
    summary=message("move an objective to another cycle or owner"),
    usage=(
        ("move O12 to 2026 Q4", message("to another cycle")),
        ("move O12 to @person", message("to another owner")),
    ),
)
def move(ctx: Context, words: Words) -> Reply:
    id, rest = words.take_id()
    if id is None:
        raise Invalid(
            message("Which one? For example: `{example}`."), example="move O12 to 2026 Q4"
        )
    if isinstance(id, KeyResultId):
        raise Invalid(
            message(
                "A key result stays under its objective. Its owner can be changed: `{example}`."
            ),
            example=f"edit {id}",
        )
    objective = editable_objective(ctx, id.number)
    named = people_in(ctx, rest)
    if named.unknown:
        raise Invalid(UNKNOWN_PERSON, name=named.unknown[0])
    target = _TO.sub("", named.rest.text).strip()
    if len(named.people) > 1 or (named.people and target):
        raise Invalid(
            message("Move it to one cycle or to one person at a time: `{example}`."),
            example=f"move {id} to @…",
        )
    if named.people:
        return Show(_hand_over(ctx, objective, named.people[0]))
    if not target:
        return OpenForm(_form(ctx, objective))
    return Show(_to_cycle(ctx, objective, cycle_named(ctx, target)))


@routes.button("move.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(_form(ctx, editable_objective(ctx, number_in(event.values))))


@routes.form("move.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    objective = editable_objective(ctx, number_in(event.values))
    owner = picked(ctx, event.fields.get("owner"))
    cycle = cycle_chosen(ctx, str(event.fields.get("cycle", "")))
    if cycle is None or cycle.is_closed:
        form = _form(ctx, objective).filled(event.fields)
        problem = ctx.lang.tr("That cycle is closed. Choose one that is open.")
        return FieldErrors(form, {"cycle": problem})
    card = _to_cycle(ctx, objective, cycle)
    return Replace(_hand_over(ctx, objective, owner[0]) if owner else card)


def _form(ctx: Context, objective: Objective) -> Form:
    every = cycles.list_choices(ctx.session, ctx.me.workspace_id, objective.cycle)
    return move_form(ctx.lang, objective, every, ctx.accounts((objective.owner,)))


def _to_cycle(ctx: Context, objective: Objective, cycle: Cycle) -> Card:
    if cycle.id == objective.cycle.id:
        return objective_now(ctx, objective.id)
    row = objective_changes.get_row(ctx.session, objective.id)
    row.cycle_id = cycle.id
    _record(ctx, objective, {"cycle": objective.cycle.name}, {"cycle": cycle.name})
    return objective_now(ctx, objective.id)


def _hand_over(ctx: Context, objective: Objective, owner: PersonName) -> Card:
    if owner.id == objective.owner.id:
        return objective_now(ctx, objective.id)
    asked = collaborators.list_of(ctx.session, objective.id)
    row = objective_changes.get_row(ctx.session, objective.id)
    row.owner_id = owner.id
    objective_changes.hand_over_key_results(ctx.session, objective.id, objective.owner.id, owner.id)
    _record(ctx, objective, {"owner": objective.owner.name}, {"owner": owner.name})
    joining_cards.show_asked(ctx, asked, objective.id)
    revision_cards.handed_over(ctx.session, objective.id, owner.id, ctx.now)
    if owner.id != ctx.me.id:
        ctx.tell(
            owner.id,
            f"handed:{objective.id}:{owner.id}:{int(ctx.now.timestamp())}",
            lambda reader, lang: handed_over_card(lang, ctx.me.name, objective),
        )
    after = objectives.list_by_ids(ctx.session, [objective.id])[0]
    guarded = objectives.guarded(ctx.session, after)
    if not permissions.may_see(ctx.me.actor, guarded):
        # A draft given away is no longer ours to look at: say what was done and nothing else.
        return Card(
            ctx.lang.tr("{id} now belongs to {owner}", id=f"O{after.number}", owner=owner.name),
            (),
        )
    return objective_now(ctx, objective.id)


def _record(
    ctx: Context, objective: Objective, before: history.Values, after: history.Values
) -> None:
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "moved", objective.id)
    history.record(ctx.session, entry, before, after, ctx.now)
    in_step.changed(ctx, objective, objectives.list_by_ids(ctx.session, [objective.id])[0])
