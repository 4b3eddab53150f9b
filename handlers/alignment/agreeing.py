"""What two people agreed on is written into the objective, with who proposed it."""

from dataclasses import replace
from datetime import date

from handlers.context import Context
from handlers.lookup import editable_objective
from handlers.parsing import Words
from handlers.writing.measuring import reworded_measure
from handlers.writing.reading import key_result_line
from okr.alignment import Alignment, Counter, check_pair, check_running
from okr.errors import Invalid, message
from okr.facts import KeyResult, Objective, PersonName
from okr.ids import KeyResultId
from okr.measures import Kind
from okr.quantities import with_target
from storage import history, key_results, objective_changes, objectives

ACTION = "aligned"
"""The action of the history: changed in the talk about an alignment."""


def part_of(lower: Objective, position: int | None) -> KeyResult | None:
    """The key result that a proposal is about; None for the objective. Raises Invalid."""
    if position is None:
        return None
    for each in lower.key_results:
        if each.position == position:
            return each
    raise Invalid(message("{id} is no longer there."), id=str(KeyResultId(lower.number, position)))


def check_still_there(ctx: Context, found: Alignment) -> None:
    """Raises Refused where one end was archived, closed or moved away since it was asked."""
    ids = [found.lower.objective_id, found.upper.objective_id]
    lower, upper = objectives.list_by_ids(ctx.session, ids)
    check_running(lower)
    check_pair(lower, upper, part_of(upper, found.upper.position))


def read(ctx: Context, part: KeyResult, proposed: Counter) -> Counter:
    """The proposal with the target that its wording names, where none was given; or with the
    target in the wording, where that alone was given."""
    if not proposed.title:
        target = part.measure.target if proposed.target is None else proposed.target
        title = None if target is None else with_target(part.title, target, ctx.today)
        return replace(proposed, title=title or "")
    if proposed.target is not None:
        return proposed
    line = key_result_line(ctx, Words(proposed.title))
    target = reworded_measure(line.measure, part.measure).target
    if target == part.measure.target or part.measure.kind is Kind.MILESTONE:
        return proposed
    return replace(proposed, target=target)


def write(
    ctx: Context, number: int, proposed: Counter, by: PersonName
) -> tuple[Objective, Objective]:
    """Write the proposal into the objective, which may be changed now; before and after it.

    Raises Refused.
    """
    before = editable_objective(ctx, number)
    part = part_of(before, proposed.position)
    if part is None:
        row = objective_changes.get_row(ctx.session, before.id)
        row.title = proposed.title or row.title
        was: history.Values = {"title": before.title}
        now: history.Values = {"title": row.title}
    else:
        was, now = _write_key_result(ctx, part, proposed)
    entry = history.Entry(
        ctx.me.workspace_id, ctx.me.id, ACTION, before.id, part.id if part else None
    )
    history.record(ctx.session, entry, was, {**now, "proposed_by": by.name}, ctx.now)
    objective_changes.refresh(ctx.session, before.id, ctx.now)
    return before, objectives.list_by_ids(ctx.session, [before.id])[0]


def _write_key_result(
    ctx: Context, part: KeyResult, proposed: Counter
) -> tuple[history.Values, history.Values]:
    row = key_results.get_row(ctx.session, part.id)
    measure, due_on = part.measure, part.due_on
    if proposed.title:
        line = key_result_line(ctx, Words(proposed.title))
        measure = reworded_measure(line.measure, measure)
        due_on = line.due_on or due_on
        row.title = proposed.title
    if proposed.target is not None and measure.kind is not Kind.MILESTONE:
        measure = replace(measure, target=proposed.target)
    row.due_on, row.updated_at = due_on, ctx.now
    key_results.set_measure(row, measure)
    return (
        {"title": part.title, "target": part.measure.target, **_due(part.due_on)},
        {"title": row.title, "target": measure.target, **_due(due_on)},
    )


def _due(day: date | None) -> dict[str, str | None]:
    return {"due_on": day.isoformat() if day else None}
