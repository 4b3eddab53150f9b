"""A check-in saved: the rows, the history, and everybody who must hear of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from handlers.context import Context
from handlers.report import digests
from handlers.risks import raising
from handlers.todo import acting
from handlers.views.check_ins import Outcome
from handlers.views.objectives import id_of
from handlers.writing import coaching
from handlers.writing.measuring import stages_said
from okr import permissions
from okr.check_ins import Said, status_of
from okr.facts import CheckIn, KeyResult, Objective, PersonName, State, Status
from okr.follow_up import RoundState
from okr.progress import standing
from okr.schedule import week_key
from storage import (
    away,
    check_in_listeners,
    check_ins,
    history,
    key_results,
    objective_changes,
    objectives,
    risks,
    rounds,
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One check-in that was just saved; `before` is the value before it."""

    objective_id: int
    key_result_id: int
    owner_id: int
    said: Said
    before: float | None
    asked: tuple[PersonName, ...] = ()


def check_may(ctx: Context, objective: Objective, key_result: KeyResult) -> None:
    """Raises Refused unless this person may check in on it now."""
    guarded = objectives.guarded(ctx.session, objective, key_result)
    if not permissions.may_check_in(ctx.me.actor, guarded):
        owners = {key_result.owner.id, objective.owner.id}
        if any(away.stands_in(ctx.session, ctx.me.id, each, ctx.now) for each in owners):
            guarded = replace(guarded, delegate_ids=frozenset({ctx.me.id}))
    if key_result.state is State.ARCHIVED and permissions.may_see(ctx.me.actor, guarded):
        guarded = replace(guarded, state=State.ARCHIVED)
    id = id_of(key_result)
    permissions.check_may_check_in(ctx.me.actor, guarded, id, objective.owner.name)


def record(
    ctx: Context,
    objective: Objective,
    key_result: KeyResult,
    week: str,
    said: Said,
    check_in: CheckIn | None = None,
    *,
    is_unchanged: bool = False,
) -> Recorded:
    """Save what was said: into `check_in` where that is edited, else as a new one of the week."""
    proposed = _proposed(ctx, objective, key_result, said)
    if check_in is None:
        is_late = week < week_key(ctx.now, ctx.me.zone)
        check_in_id = check_ins.add(
            ctx.session,
            key_result,
            ctx.me.id,
            week,
            said,
            ctx.now,
            proposed=proposed,
            is_unchanged=is_unchanged,
            is_late=is_late,
        )
    else:
        check_in_id = check_in.id
        check_ins.change(ctx.session, key_result, check_in, said, ctx.now, proposed=proposed)
    _write_history(ctx, objective, key_result, said, check_in)
    asked = _follow(ctx, objective, key_result, check_in_id, said, is_new=check_in is None)
    before = key_result.current
    if check_in is not None:
        before = check_ins.values_before(ctx.session, [key_result.id], week).get(key_result.id)
    return Recorded(objective.id, key_result.id, key_result.owner.id, said, before, asked)


def _proposed(ctx: Context, objective: Objective, key_result: KeyResult, said: Said) -> Status:
    """What figures and time say once this is saved."""
    measure, current = key_result.measure, key_result.current
    if said.stages is not None:
        measure = replace(measure, stages=said.stages)
    if said.value is not None:
        current = said.value
    after = replace(
        key_result,
        standing=standing(measure, current),
        confidence=said.confidence or key_result.confidence,
    )
    return status_of(objective, after, ctx.today)


def _write_history(
    ctx: Context,
    objective: Objective,
    key_result: KeyResult,
    said: Said,
    edited: CheckIn | None,
) -> None:
    """What the check-in changes: of stages those that changed, of an edited one its words, too."""
    before: dict[str, str | float | None] = {"confidence": key_result.confidence}
    after: dict[str, str | float | None] = {"confidence": said.confidence or key_result.confidence}
    if said.stages is not None:
        pairs = list(zip(key_result.measure.stages, said.stages, strict=True))
        before["stages"] = stages_said([then for then, now in pairs if then != now])
        after["stages"] = stages_said([now for then, now in pairs if then != now])
    elif said.value is not None or said.takes_back:
        before["value"], after["value"] = key_result.current, said.value
    if said.status is not None or (said.confidence is not None and key_result.status):
        before["status"], after["status"] = key_result.status, said.status
    if edited is not None:
        for name in ("note", "risk", "support", "next_step"):
            before[name], after[name] = getattr(edited, name), getattr(said, name)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "checked_in", objective.id, key_result.id)
    history.record(ctx.session, entry, before, after, ctx.now)


def _follow(
    ctx: Context,
    objective: Objective,
    key_result: KeyResult,
    check_in_id: int,
    said: Said,
    *,
    is_new: bool,
) -> tuple[PersonName, ...]:
    """Its risk and its next step get their owners; gives whom the risk asks.

    A new check-in without any has nothing to withdraw.
    """
    if said.next_step or not is_new:
        acting.from_next_step(
            ctx, key_result, check_in_id, text=said.next_step, due_on=said.next_step_on
        )
    if not said.risk and not said.support and is_new:
        return ()
    return raising.raised(
        ctx,
        objective,
        key_result,
        check_in_id,
        risk=said.risk,
        support=said.support,
        support_from=said.support_from,
    )


def finish(ctx: Context, recorded: Sequence[Recorded], week: str) -> None:
    """What is done once after all of a message or form is saved."""
    if not recorded:
        return
    for objective_id in sorted({each.objective_id for each in recorded}):
        objective_changes.roll_up_only(ctx.session, objective_id, ctx.now)
    ctx.session.flush()
    owners = sorted({each.owner_id for each in recorded})
    for owner_id in owners:
        if check_in_listeners.is_awaited(ctx.session, owner_id, week):
            _close_round(ctx, owner_id, week)
    people_told = [ctx.me.id, *(each for each in owners if each != ctx.me.id)]
    if any(check_in_listeners.is_told_to_a_team(ctx.session, each) for each in people_told):
        digests.late(ctx, *people_told)


def _close_round(ctx: Context, owner_id: int, week: str) -> None:
    """Nobody is asked again once every key result of the week has its check-in."""
    owned = key_results.list_of_people(ctx.session, [owner_id], ctx.today, ctx.today)
    ids = {each.id for _, each in owned}
    if ids <= check_ins.checked_in(ctx.session, ids, week):
        rounds.put(ctx.session, owner_id, week, RoundState.DONE, ctx.now)


def recorded_before(ctx: Context, week: str, key_result_ids: Collection[int]) -> list[Recorded]:
    """One's own check-ins of the week on these key results, in order."""
    known = check_ins.latest_of_week(ctx.session, key_result_ids, ctx.me.id, week)
    before = check_ins.values_before(ctx.session, key_result_ids, week)
    asked = {
        each.key_result: each.asked
        for each in risks.list_open(ctx.session, known)
        if each.asker.id == ctx.me.id
    }
    found = []
    for objective, key_result in key_results.list_by_ids(ctx.session, ctx.me.workspace_id, known):
        said = said_in(known[key_result.id])
        if key_result.state is not State.ARCHIVED:
            people = asked.get(id_of(key_result), ()) if said.risk or said.support else ()
            recorded = Recorded(
                objective.id,
                key_result.id,
                key_result.owner.id,
                said,
                before.get(key_result.id),
                people,
            )
            found.append(recorded)
    return found


def said_in(check_in: CheckIn) -> Said:
    """What a check-in says."""
    return Said(
        value=check_in.value,
        confidence=check_in.confidence,
        note=check_in.note,
        risk=check_in.risk,
        support=check_in.support,
        support_from=check_in.support_from,
        next_step=check_in.next_step,
        next_step_on=check_in.next_step_on,
        status=check_in.status,
    )


def outcomes(ctx: Context, recorded: Sequence[Recorded], *, coached: bool = True) -> list[Outcome]:
    """Every key result as it stands after the check-in, in the order saved.

    `coached` adds what the coach says of it.
    """
    ids = list(dict.fromkeys(each.objective_id for each in recorded))
    fresh = {
        key_result.id: (objective, key_result)
        for objective in objectives.list_by_ids(ctx.session, ids)
        for key_result in objective.key_results
    }
    found = []
    for each in recorded:
        objective, key_result = fresh[each.key_result_id]
        said = coaching.about_check_in(ctx, objective, key_result, each.said) if coached else []
        found.append(
            Outcome(
                objective,
                key_result,
                before=each.before,
                asked=each.asked,
                said=tuple(said),
                who=ctx.me.name if each.said.status else "",
            )
        )
    return found
