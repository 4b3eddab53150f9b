"""What came back of a check-in form: saved as far as it can be, the rest with what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chat.events import FormSubmitted
from handlers.check_in.filled import Filled, filled
from handlers.check_in.kept import Typed
from handlers.check_in.saving import Recorded, check_may, record, said_in
from handlers.check_in.week import ids_in, with_check_ins
from handlers.context import Context
from handlers.views.check_in_form import Asked
from okr import permissions
from okr.errors import NotFound, Refused, message
from okr.facts import CheckIn, KeyResult, Objective
from storage import check_ins, key_results, objectives


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a form: what was saved, and by key result what is wrong, and was typed."""

    came: Sequence[Asked]
    recorded: Sequence[Recorded]
    errors: Mapping[int, Mapping[str, str]]
    typed: Mapping[int, Typed]


def take(
    ctx: Context, event: FormSubmitted, shown_of: str, week: str, *, with_suffix: bool = True
) -> Taken:
    """Save what can be saved of a form that was drawn of the week `shown_of`, into `week`.

    What the form showed is edited in place. A check-in made since it was drawn, or one of a later
    week, stands: what the form says is one more.
    """
    ids = ids_in(event.values)
    key_results.lock_objectives(ctx.session, ctx.me.workspace_id, ids)
    found = key_results.list_by_ids(ctx.session, ctx.me.workspace_id, ids)
    found = [pair for pair in found if _may_see(ctx, *pair)]
    if not found:
        raise NotFound(
            message("This form is of an older version. `/okr checkin` opens the one of now.")
        )
    came = _drawn(ctx, found, event, shown_of, with_suffix=with_suffix)
    recorded, errors = [], {}
    typed: dict[int, Typed] = {}
    for place, each in enumerate(came):
        said = _read(ctx, each, event)
        id = each.key_result.id
        target = each.check_in if week == shown_of else None
        if said.errors:
            errors[id] = said.errors
            typed[id] = _typed(event, each, said.errors)
        elif said.said is not None and target is None and (again := _again(ctx, id, week, said)):
            came[place] = replace(each, check_in=again)
        elif said.said is not None:
            recorded.append(record(ctx, each.objective, each.key_result, week, said.said, target))
    return Taken(came, recorded, errors, typed)


def _drawn(
    ctx: Context,
    found: Sequence[tuple[Objective, KeyResult]],
    event: FormSubmitted,
    week: str,
    *,
    with_suffix: bool,
) -> list[Asked]:
    """The key results with the check-ins that the form was drawn to edit."""
    names = [f"of_{key_result.id}" if with_suffix else "of" for _, key_result in found]
    ids = [each for name in names for each in ids_in(event.values, name)[:1]]
    known = check_ins.own_of_week(ctx.session, ids, ctx.me.id, week) if ids else {}
    return with_check_ins(ctx, found, known, with_suffix=with_suffix)


def _again(ctx: Context, key_result_id: int, week: str, filled: Filled) -> CheckIn | None:
    """The person's newest check-in of the week where it says the same already, word for word: the
    form came twice."""
    known = check_ins.latest_of_week(ctx.session, [key_result_id], ctx.me.id, week)
    newest = known.get(key_result_id)
    if newest is None or filled.said is None:
        return None
    return newest if said_in(newest) == replace(filled.said, stages=None) else None


def _typed(event: FormSubmitted, asked: Asked, errors: Mapping[str, str]) -> Typed:
    """What came back of one key result, with what its form had shown as done.

    Ticks of stages that are others now are left out: they would tick something else.
    """
    stages, seen = f"stages{asked.suffix}", f"seen{asked.suffix}"
    typed = {name: each for name, each in event.fields.items() if name.endswith(asked.suffix)}
    typed[f"of{asked.suffix}"] = str(asked.check_in.id) if asked.check_in else ""
    if stages in errors:
        return {name: each for name, each in typed.items() if name != stages}
    return {**typed, seen: event.values.get(seen, "")}


def _may_see(ctx: Context, objective: Objective, key_result: KeyResult) -> bool:
    guarded = objectives.guarded(ctx.session, objective, key_result)
    return permissions.may_see(ctx.me.actor, guarded)


def _read(ctx: Context, asked: Asked, event: FormSubmitted) -> Filled:
    """What was filled in; an error at the value where nothing may be said any more."""
    said = filled(ctx, asked, event)
    if said.said is None:
        return said
    try:
        check_may(ctx, asked.objective, asked.key_result)
    except Refused as refusal:
        words = ctx.lang.tr(refusal.source, **refusal.values)
        return Filled(said.said, {asked.value_field: words})
    return said
