"""From one cycle to the next: what is unfinished, carried over and linked to where it came from."""

from collections.abc import Sequence

from handlers.context import Context
from okr.facts import Cycle, KeyResult, Measure, Objective, State
from okr.ids import ObjectiveId
from okr.splitting import anew, due_in, is_over, next_measure, unreached
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
    return go_on(ctx, earlier, ctx.current_cycle(), unreached(earlier), over=True)


def go_on(
    ctx: Context,
    earlier: Objective,
    cycle: Cycle,
    key_results: Sequence[KeyResult],
    *,
    over: bool | None = None,
) -> Objective:
    """A draft of one's own in a later cycle: the next part of a goal, with these key results.

    They begin where the earlier part ends; `over` tells whether that is now, if its cycle does
    not.
    """
    over = is_over(earlier, ctx.today) if over is None else over
    measures = [(each, next_measure(each, over=over)) for each in key_results]
    objective_id = _draft(ctx, earlier, cycle, measures)
    link(ctx, objective_id, earlier)
    before = {"cycle": earlier.cycle.name}
    return _recorded(ctx, earlier, objective_id, "carried_over", before, cycle)


def copy(
    ctx: Context, source: Objective, cycle: Cycle, key_results: Sequence[KeyResult]
) -> Objective:
    """A draft of one's own with the same wording and these key results, all at their start."""
    measures = [(each, anew(each.measure)) for each in key_results]
    objective_id = _draft(ctx, source, cycle, measures)
    return _recorded(ctx, source, objective_id, objective_links.COPIED, {}, cycle)


def _draft(
    ctx: Context,
    source: Objective,
    cycle: Cycle,
    measures: Sequence[tuple[KeyResult, Measure]],
) -> int:
    """Nobody else is asked to work on it: what is private stays so until its owner says."""
    row = objective_changes.add(
        ctx.session, ctx.me.workspace_id, cycle.id, ctx.me.id, source.title, ctx.now
    )
    for each, measure in measures:
        key_results.add(
            ctx.session,
            row,
            ctx.me.id,
            each.title,
            measure,
            due_in(each.due_on, cycle, ctx.today),
            ctx.now,
            weight=each.weight,
        )
    return int(row.id or 0)


def _recorded(
    ctx: Context,
    source: Objective,
    objective_id: int,
    action: str,
    before: history.Values,
    cycle: Cycle,
) -> Objective:
    objective_changes.refresh(ctx.session, objective_id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, action, objective_id)
    after = {"cycle": cycle.name, "copied_from": str(ObjectiveId(source.number))}
    history.record(ctx.session, entry, before, after, ctx.now)
    return objectives.list_by_ids(ctx.session, [objective_id])[0]
