"""From one cycle to the next: what is unfinished, carried over and linked to where it came from."""

from dataclasses import replace

from handlers.context import Context
from okr.facts import Cycle, KeyResult, Objective, State
from okr.progress import counted
from storage import (
    cycles,
    history,
    key_results,
    objective_changes,
    objective_links,
    objectives,
)


def last_cycle(ctx: Context) -> Cycle | None:
    """The cycle that ended last before the current one began."""
    current = ctx.find_current_cycle()
    if current is None:
        return None
    earlier = [
        each
        for each in cycles.list_all(ctx.session, ctx.me.workspace_id)
        if each.span.ends_on < current.span.starts_on
    ]
    return max(earlier, key=lambda each: each.span.ends_on, default=None)


def unfinished(ctx: Context) -> list[Objective]:
    """One's own objectives of the last cycle that are not reached and not gone on with yet."""
    cycle = last_cycle(ctx)
    if cycle is None:
        return []
    mine = objectives.list_of_owner(ctx.session, ctx.me.id, cycle.id, ctx.me.id)
    gone_on = objective_links.continued_ids(ctx.session, [each.id for each in mine])
    return [
        each
        for each in mine
        if each.state in (State.PUBLISHED, State.CLOSED)
        and (each.progress or 0.0) < 1
        and each.id not in gone_on
    ]


def link(ctx: Context, objective_id: int, earlier: Objective) -> None:
    """This objective goes on with an earlier one."""
    row = objective_changes.get_row(ctx.session, objective_id)
    row.copied_from_id = earlier.id
    ctx.session.flush()


def carry_over(ctx: Context, earlier: Objective) -> Objective:
    """A draft in the current cycle with the same wording and the key results not reached yet.

    Their present value is where they start now; due dates that have passed are left out.
    """
    cycle = ctx.current_cycle()
    row = objective_changes.add(
        ctx.session, ctx.me.workspace_id, cycle.id, ctx.me.id, earlier.title, ctx.now
    )
    objective_id = int(row.id or 0)
    row.copied_from_id = earlier.id
    for each in earlier.key_results:
        if counted(each.standing.ratio) < 1:
            _carry(ctx, objective_id, each)
    objective_changes.refresh(ctx.session, objective_id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "carried_over", objective_id)
    history.record(
        ctx.session, entry, {"cycle": earlier.cycle.name}, {"cycle": cycle.name}, ctx.now
    )
    return objectives.list_by_ids(ctx.session, [objective_id])[0]


def _carry(ctx: Context, objective_id: int, each: KeyResult) -> None:
    measure = each.measure
    if each.current is not None and measure.start is not None:
        measure = replace(measure, start=each.current)
    due = each.due_on if each.due_on is not None and each.due_on >= ctx.today else None
    row = objective_changes.get_row(ctx.session, objective_id)
    key_results.add(
        ctx.session, row, ctx.me.id, each.title, measure, due, ctx.now, weight=each.weight
    )
