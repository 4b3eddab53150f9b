"""Record progress on one key result: value or stages, confidence, note."""

from dataclasses import replace

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers import coaching
from handlers.check_in_reading import Said, filled, read
from handlers.context import Context
from handlers.lookup import key_result_by_id, key_result_in
from handlers.measuring import stages_said
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.key_results import check_in_form, checked_in_card
from handlers.views.objectives import id_of
from okr import permissions
from okr.errors import Invalid, message
from okr.facts import KeyResult, Objective, State
from okr.ids import KeyResultId, parse
from okr.schedule import week_key
from storage import history, key_results, objective_changes, objectives

routes = Routes()


@routes.command(
    "checkin",
    "更新",
    "进展",
    "check-in",
    "update",
    summary=message("record progress on a key result"),
    usage=(
        ("checkin KR12.2", message("a form")),
        ("checkin KR12.2 12,000 high two partners signed", message("value, confidence, note")),
    ),
)
def checkin(ctx: Context, words: Words) -> Reply:
    id, rest = words.take_id()
    if id is None:
        return _only_one(ctx)
    if not isinstance(id, KeyResultId):
        raise Invalid(
            message("Check in on one of its key results: {known}."),
            known=_known(ctx, id.number),
        )
    objective, key_result = _allowed(ctx, id)
    if not rest:
        return OpenForm(check_in_form(ctx.lang, objective, key_result))
    return Show(_record(ctx, objective, key_result, read(key_result, rest)))


@routes.button("checkin.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    chosen = parse(str(event.values.get("option", "")))
    id = chosen if isinstance(chosen, KeyResultId) else key_result_in(event.values)
    return OpenForm(check_in_form(ctx.lang, *_allowed(ctx, id)))


@routes.form("checkin.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    objective, key_result = _allowed(ctx, key_result_in(event.values))
    try:
        said = filled(key_result, event)
    except Invalid as error:
        form = _once_more(check_in_form(ctx.lang, objective, key_result), event, error.field)
        return FieldErrors(
            form, {error.field or "value": ctx.lang.tr(error.source, **error.values)}
        )
    return Replace(_record(ctx, objective, key_result, said))


def _once_more(form: Form, event: FormSubmitted, field: str) -> Form:
    """The form with what was typed, and with what it showed at first, which ticks go by."""
    if field != "stages":
        return replace(form.filled(event.fields), values=event.values)
    return form.filled({name: typed for name, typed in event.fields.items() if name != field})


def _allowed(ctx: Context, id: KeyResultId) -> tuple[Objective, KeyResult]:
    objective, key_result, guarded = key_result_by_id(ctx, id, to_change=True)
    permissions.check_may_check_in(ctx.me.actor, guarded, str(id), objective.owner.name)
    return objective, key_result


def _only_one(ctx: Context) -> Reply:
    cycle = ctx.current_cycle()
    mine = objectives.list_of_owner(ctx.session, ctx.me.id, cycle.id, ctx.me.id)
    pairs = [
        (objective, each)
        for objective in mine
        if objective.state in (State.DRAFT, State.PUBLISHED)
        for each in objective.key_results
    ]
    if len(pairs) == 1:
        return OpenForm(check_in_form(ctx.lang, *pairs[0]))
    if not pairs:
        raise Invalid(message("You have no key results in this cycle yet. Write some: `/okr new`."))
    raise Invalid(
        message("Which key result? You have {known}: `{example}`."),
        known=", ".join(id_of(each) for _, each in pairs[:12]),
        example=f"checkin {id_of(pairs[0][1])}",
    )


def _known(ctx: Context, number: int) -> str:
    found = objectives.find(ctx.session, ctx.me.workspace_id, number)
    if found is None or not permissions.may_see(
        ctx.me.actor, objectives.guarded(ctx.session, found)
    ):
        return "–"
    return ", ".join(id_of(each) for each in found.key_results) or "–"


def _record(ctx: Context, objective: Objective, key_result: KeyResult, said: Said) -> Card:
    key_results.check_in(
        ctx.session,
        key_result,
        ctx.me.id,
        week_key(ctx.now, ctx.me.zone),
        value=said.value,
        confidence=said.confidence,
        note=said.note,
        now=ctx.now,
        stages=said.stages,
    )
    objective_changes.roll_up_only(ctx.session, objective.id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "checked_in", objective.id, key_result.id)
    history.record(ctx.session, entry, *_change(ctx, key_result, said), ctx.now)
    ctx.session.flush()
    now = objectives.list_by_ids(ctx.session, [objective.id])[0]
    fresh = next(each for each in now.key_results if each.id == key_result.id)
    return checked_in_card(
        ctx.lang, now, fresh, ctx.today, coaching.about_check_in(ctx, fresh, said.note)
    )


def _change(
    ctx: Context, key_result: KeyResult, said: Said
) -> tuple[history.Values, history.Values]:
    """What the check-in changes, as the history keeps it: of stages those that changed."""
    before: dict[str, str | float | None] = {"confidence": key_result.confidence}
    after: dict[str, str | float | None] = {"confidence": said.confidence or key_result.confidence}
    if said.stages is not None:
        pairs = list(zip(key_result.measure.stages, said.stages, strict=True))
        before["stages"] = stages_said([then for then, now in pairs if then != now])
        after["stages"] = stages_said([now for then, now in pairs if then != now])
    elif said.value is not None:
        before["value"], after["value"] = key_result.current, said.value
    return before, after
