"""Record progress on one key result: value, confidence, note."""

import re

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.lookup import key_result_by_id, key_result_in
from handlers.measuring import figure
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.key_results import NOTE_LIMIT, check_in_form, checked_in_card
from handlers.views.objectives import id_of
from okr import permissions
from okr.check_ins import checked_value
from okr.errors import Invalid, message
from okr.facts import Confidence, KeyResult, Objective, State
from okr.ids import KeyResultId, parse
from okr.measures import Kind
from okr.schedule import week_key
from storage import history, key_results, objective_changes, objectives

routes = Routes()

_CONFIDENCE_WORDS = {
    "high": Confidence.HIGH,
    "medium": Confidence.MEDIUM,
    "low": Confidence.LOW,
    "高": Confidence.HIGH,
    "中": Confidence.MEDIUM,
    "低": Confidence.LOW,
}
_LIKE_A_FIGURE = re.compile(r"[+\-−.]*\d|[+\-−]+$|[+\-−]?(?:nan|inf(?:inity)?)$", re.IGNORECASE)
"""What is no figure but was clearly meant as one: said, not taken for the beginning of a note."""
_DONE_WORDS = {"done": 1.0, "yes": 1.0, "完成": 1.0, "已完成": 1.0, "未完成": 0.0, "no": 0.0}


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
    value, confidence, note = _read(key_result, rest)
    return Show(_record(ctx, objective, key_result, value, confidence, note))


@routes.button("checkin.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    chosen = parse(str(event.values.get("option", "")))
    id = chosen if isinstance(chosen, KeyResultId) else key_result_in(event.values)
    return OpenForm(check_in_form(ctx.lang, *_allowed(ctx, id)))


@routes.form("checkin.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    objective, key_result = _allowed(ctx, key_result_in(event.values))
    try:
        typed = str(event.fields.get("value", "") or "").strip()
        value = _value(key_result, typed) if typed else None
        confidence = _confidence(str(event.fields.get("confidence", "") or ""))
        note = _note(str(event.fields.get("note", "") or ""))
        if value is None and not note:
            raise Invalid(message("Give a new value, or say in a note what moved."), field="value")
    except Invalid as error:
        form = check_in_form(ctx.lang, objective, key_result).filled(event.fields)
        return FieldErrors(
            form, {error.field or "value": ctx.lang.tr(error.source, **error.values)}
        )
    return Replace(_record(ctx, objective, key_result, value, confidence, note))


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


def _read(key_result: KeyResult, words: Words) -> tuple[float | None, Confidence | None, str]:
    head, rest = words.take_word()
    try:
        value: float | None = _value(key_result, head)
    except Invalid:
        if _LIKE_A_FIGURE.match(head):
            raise
        value, rest = None, words
    confidence = None
    word, after = rest.take_word()
    if word.casefold() in _CONFIDENCE_WORDS and (value is not None or after):
        confidence, rest = _CONFIDENCE_WORDS[word.casefold()], after
    return value, confidence, _note(rest.plain)


def _value(key_result: KeyResult, typed: str) -> float | None:
    if key_result.measure.kind is Kind.MILESTONE and typed.casefold() in _DONE_WORDS:
        return _DONE_WORDS[typed.casefold()]
    return checked_value(key_result.measure, figure(typed, "value"))


def _confidence(typed: str) -> Confidence:
    try:
        return Confidence(typed)
    except ValueError:
        raise Invalid(
            message("Say how sure you are that it will be reached."), field="confidence"
        ) from None


def _note(typed: str) -> str:
    note = typed.strip()
    if len(note) > NOTE_LIMIT:
        raise Invalid(
            message("The note is {length} characters long; {limit} is the most."),
            field="note",
            length=len(note),
            limit=NOTE_LIMIT,
        )
    return note


def _record(
    ctx: Context,
    objective: Objective,
    key_result: KeyResult,
    value: float | None,
    confidence: Confidence | None,
    note: str,
) -> Card:
    key_results.check_in(
        ctx.session,
        key_result,
        ctx.me.id,
        week_key(ctx.now, ctx.me.zone),
        value=value,
        confidence=confidence,
        note=note,
        now=ctx.now,
    )
    objective_changes.roll_up_only(ctx.session, objective.id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "checked_in", objective.id, key_result.id)
    before: history.Values = {"value": key_result.current}
    after: history.Values = {"value": key_result.current if value is None else value}
    history.record(ctx.session, entry, before, after, ctx.now)
    ctx.session.flush()
    now = objectives.list_by_ids(ctx.session, [objective.id])[0]
    fresh = next(each for each in now.key_results if each.id == key_result.id)
    return checked_in_card(ctx.lang, now, fresh, ctx.today)
