"""Record progress on key results: one in a line or a form, or all of a week in one form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.check_in import kept as check_in_kept
from handlers.check_in import unchanged as check_in_unchanged
from handlers.check_in.filled import NOTHING_NEW
from handlers.check_in.line import understood
from handlers.check_in.saving import (
    check_may,
    finish,
    outcomes,
    record,
    recorded_before,
    said_in,
)
from handlers.check_in.taking import Taken, take
from handlers.check_in.under_way import card_so_far, final_card, say
from handlers.check_in.week import (
    Flow,
    asked_of,
    flow_in,
    ids_in,
    list_mine,
    open_week,
    page_again,
    page_of,
    start,
)
from handlers.context import Context
from handlers.lookup import key_result_by_id, key_result_in
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.check_in_form import (
    Asked,
    check_in_form,
    step_form,
)
from handlers.views.check_ins import checked_in_card
from handlers.views.objectives import id_of
from handlers.writing import coaching
from okr import permissions
from okr.errors import Invalid, message
from okr.facts import KeyResult, Objective, State
from okr.ids import KeyResultId, parse
from okr.schedule import week_key
from storage import key_results, objectives

routes = Routes()

MOST_COACHED = 3
"""Key results of which the coach's step speaks; more is no advice but a lecture."""


@routes.command(
    "checkin",
    "更新",
    "进展",
    "check-in",
    "update",
    summary=message("record progress on key results"),
    usage=(
        ("checkin", message("a form with all of mine of this week")),
        ("checkin KR12.2", message("a form")),
        ("checkin KR12.2 12,000 high two partners signed", message("value, confidence, note")),
        (
            "checkin KR12.2 12,000 high risk: the launch slips support: a designer @Bo "
            "next: sign the lease by Friday",
            message("with what stands in the way, what is needed, what comes next"),
        ),
    ),
)
def checkin(ctx: Context, words: Words) -> Reply:
    id, rest = words.take_id()
    if id is None:
        return _mine(ctx)
    if not isinstance(id, KeyResultId):
        raise Invalid(
            message("Check in on one of its key results: {known}."),
            known=_known(ctx, id.number),
        )
    objective, key_result = _allowed(ctx, id)
    if not rest:
        return OpenForm(_form_of(ctx, objective, key_result, ""))
    week = week_key(ctx.now, ctx.me.zone)
    said = understood(ctx, key_result, rest)
    recorded = [record(ctx, objective, key_result, week, said)]
    finish(ctx, recorded, week)
    return Show(checked_in_card(ctx.lang, outcomes(ctx, recorded), ctx.today, week))


@routes.button("checkin.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    chosen = parse(str(event.values.get("option", "")))
    id = chosen if isinstance(chosen, KeyResultId) else key_result_in(event.values)
    return OpenForm(_form_of(ctx, *_allowed(ctx, id), event.values.get("week", "")))


@routes.button("checkin.week", writes=True)
def week(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(start(ctx, event.values.get("week", "")))


@routes.form("checkin.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    """One key result."""
    if not ids_in(event.values):
        _, key_result = _allowed(ctx, key_result_in(event.values))
        event = replace(event, values={**event.values, "krs": str(key_result.id)})
    shown_of = flow_in(event.values).week
    into = open_week(ctx, shown_of)
    taken = take(ctx, event, shown_of or into, into, with_suffix=False)
    for errors in taken.errors.values():
        form = check_in_form(ctx.lang, taken.came[0], shown_of, ctx.today)
        return FieldErrors(_once_more(form, event, errors), errors)
    finish(ctx, taken.recorded, into)
    flow = Flow(into).with_saved(taken.recorded)
    if not flow.saved:
        flow = flow.with_shown(taken.came)
        if flow.saved:
            return Replace(final_card(ctx, flow))
        form = check_in_form(ctx.lang, taken.came[0], shown_of, ctx.today)
        return FieldErrors(form, {taken.came[0].value_field: ctx.lang.tr(NOTHING_NEW)})
    return _answer(ctx, event, flow)


@routes.form("checkin.save_week")
def save_week(ctx: Context, event: FormSubmitted) -> Reply:
    """A page of the week: what can be saved is saved, what is wrong comes back."""
    flow = flow_in(event.values)
    into = open_week(ctx, flow.week)
    taken = take(ctx, event, flow.week, into)
    finish(ctx, taken.recorded, into)
    flow = flow.with_saved(taken.recorded)
    came = {each.key_result.id for each in taken.came}
    typed = {
        id: fields for id, fields in check_in_kept.kept(ctx, flow.week).items() if id not in came
    }
    check_in_kept.keep(ctx, flow.week, {**typed, **taken.typed})
    later = [
        each
        for each in asked_of(ctx, list_mine(ctx, into), flow.week)
        if each.key_result.id not in came | flow.passed
    ]
    if (taken.errors or later) and taken.recorded:
        say(ctx, event, card_so_far(ctx, replace(flow, week=into)))
    if taken.errors:
        return _corrected(ctx, flow, taken, later)
    if later:
        flow = replace(flow, page=flow.page + 1, passed=flow.passed | came)
        return OpenForm(page_of(ctx, flow, later, typed))
    if not flow.saved:
        shown = replace(flow, week=into).with_shown(taken.came)
        if shown.saved:
            return Replace(final_card(ctx, shown))
        words = ctx.lang.tr("Fill in one key result at least, or leave the form.")
        form, _ = page_again(ctx, flow, taken.came, (), taken.typed, taken.errors)
        return FieldErrors(form, {taken.came[0].value_field: words})
    return _answer(ctx, event, replace(flow, week=into))


@routes.form_left("checkin.save_week")
def left(ctx: Context, event: ButtonPressed) -> Reply | None:
    """Left after some of it was saved: that is what stands where the form was."""
    flow = flow_in(event.values)
    card = card_so_far(ctx, replace(flow, week=open_week(ctx, flow.week)))
    return Replace(card) if card else None


def _corrected(ctx: Context, flow: Flow, taken: Taken, later: Sequence[Asked]) -> Reply:
    """The page with what is wrong in it, and a word of what is saved."""
    ids = [each.key_result.id for each in taken.came]
    # What was saved is drawn as it now stands: sent once more, it changes nothing.
    found = key_results.list_by_ids(ctx.session, ctx.me.workspace_id, ids)
    fresh = asked_of(ctx, [pair for pair in found if pair[1].id in ids], flow.week)
    form, errors = page_again(ctx, flow, fresh, later, taken.typed, taken.errors)
    saved_ids = {each.key_result_id for each in taken.recorded}
    saved = [id_of(each.key_result) for each in taken.came if each.key_result.id in saved_ids]
    first = {}
    if saved:
        words = ctx.lang.tr("Saved: {ids}. Correct what is marked.", ids=", ".join(saved))
        first = {"": words}
    elif len(ids_in(form.values)) < len(taken.came):
        first = {"": ctx.lang.tr("Correct what is marked; the rest is kept and comes next.")}
    return FieldErrors(form, {**first, **errors})


@routes.form("checkin.step")
def step(ctx: Context, event: FormSubmitted) -> Reply:
    """The coach's step: the words as they stand in the form now."""
    flow = flow_in(event.values)
    into = open_week(ctx, flow.week)
    taken = take(ctx, event, flow.week, into)
    finish(ctx, taken.recorded, into)
    if taken.errors:
        said = _coached(ctx, taken.came)
        form = step_form(ctx.lang, said, flow.values, ctx.today).filled(event.fields)
        known = {each.name for each in form.inputs}
        every = [item for errors in taken.errors.values() for item in errors.items()]
        return FieldErrors(form, {name if name in known else "": words for name, words in every})
    flow = replace(flow.with_saved(taken.recorded), week=into)
    return _final(ctx, event, flow)


@routes.form_left("checkin.step")
def kept_as_it_is(ctx: Context, event: ButtonPressed) -> Reply | None:
    """The coach was heard, and what was saved stays."""
    flow = flow_in(event.values)
    flow = replace(flow, week=open_week(ctx, flow.week))
    return Replace(final_card(ctx, flow)) if recorded_before(ctx, flow.week, flow.saved) else None


@routes.button("checkin.unchanged", writes=True)
def unchanged(ctx: Context, event: ButtonPressed) -> Reply:
    return check_in_unchanged.ask_why(ctx, event.values.get("week", ""))


@routes.form("checkin.save_unchanged")
def save_unchanged(ctx: Context, event: FormSubmitted) -> Reply:
    return check_in_unchanged.save(ctx, event)


def _answer(ctx: Context, event: FormSubmitted, flow: Flow) -> Reply:
    """The coach's step where there is something to say, else the week as it now stands."""
    found = key_results.list_by_ids(ctx.session, ctx.me.workspace_id, flow.saved)
    said = _coached(ctx, asked_of(ctx, found, flow.week))
    if said:
        # It is saved: whatever becomes of the second step, nothing typed is lost.
        say(ctx, event, final_card(ctx, flow))
        return OpenForm(step_form(ctx.lang, said, flow.values, ctx.today))
    return _final(ctx, event, flow)


def _final(ctx: Context, event: FormSubmitted, flow: Flow) -> Reply:
    """The week as it now stands, in the place of all that was said on the way."""
    card = final_card(ctx, flow)
    if event.action == "checkin.step" or flow.page > 1:
        # What was said before may still be on its way, and must not come last.
        say(ctx, event, card)
    return Replace(card)


def _coached(ctx: Context, asked: Sequence[Asked]) -> list[tuple[Asked, Sequence[coaching.Said]]]:
    """What the coach says of the check-ins just saved, of a few at most."""
    found: list[tuple[Asked, Sequence[coaching.Said]]] = []
    for each in asked:
        if each.check_in is not None:
            words = said_in(each.check_in)
            about = coaching.about_check_in(ctx, each.objective, each.key_result, words)
            found += [(each, about)] if about else []
    return found[:MOST_COACHED]


def _form_of(ctx: Context, objective: Objective, key_result: KeyResult, asked_for: str) -> Form:
    week = open_week(ctx, asked_for)
    (asked,) = asked_of(ctx, [(objective, key_result)], week, with_suffix=False)
    return check_in_form(ctx.lang, asked, week, ctx.today)


def _once_more(form: Form, event: FormSubmitted, errors: Mapping[str, str]) -> Form:
    """The form with what was typed, and with what it showed at first, which ticks go by."""
    if "stages" not in errors:
        return replace(form.filled(event.fields), values=event.values)
    return form.filled({name: typed for name, typed in event.fields.items() if name != "stages"})


def _allowed(ctx: Context, id: KeyResultId) -> tuple[Objective, KeyResult]:
    objective, key_result, _ = key_result_by_id(ctx, id, to_change=True)
    check_may(ctx, objective, key_result)
    return objective, key_result


def _mine(ctx: Context) -> Reply:
    """All of mine of this week; the only one where it is a draft."""
    this_week = week_key(ctx.now, ctx.me.zone)
    if list_mine(ctx, this_week):
        return OpenForm(start(ctx, this_week))
    cycle = ctx.current_cycle()
    drafts = [
        (objective, each)
        for objective in objectives.list_of_owner(ctx.session, ctx.me.id, cycle.id, ctx.me.id)
        if objective.state is State.DRAFT
        for each in objective.key_results
    ]
    if len(drafts) == 1:
        return OpenForm(_form_of(ctx, *drafts[0], this_week))
    if drafts:
        raise Invalid(
            message("Only drafts so far: {known}. `{example}` checks in on one of them."),
            known=", ".join(id_of(each) for _, each in drafts[:12]),
            example=f"checkin {id_of(drafts[0][1])}",
        )
    raise Invalid(message("You have no key results in this cycle yet. Write some: `/okr new`."))


def _known(ctx: Context, number: int) -> str:
    found = objectives.find(ctx.session, ctx.me.workspace_id, number)
    if found is None or not permissions.may_see(
        ctx.me.actor, objectives.guarded(ctx.session, found)
    ):
        return "–"
    return ", ".join(id_of(each) for each in found.key_results) or "–"
