"""Change the wording, the figures or the people of an objective or a key result."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import FieldValue, Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply
from handlers.answers import objective_answer
from handlers.context import Context
from handlers.lookup import (
    editable_key_result,
    editable_objective,
    key_result_in,
    number_in,
    picked,
)
from handlers.measuring import changed_measure, date_field, figure_field
from handlers.parsing import Words
from handlers.reading import checked_title, key_result_line, tell_collaborators
from handlers.registration import Routes
from handlers.views.writing import doubts
from handlers.views.writing_forms import edit_key_result_form, edit_objective_form
from okr.errors import Invalid, message
from okr.facts import KeyResult, Measure, Objective, PersonName
from okr.ids import KeyResultId, ObjectiveId, parse
from storage import collaborators, history, key_results, objective_changes, objectives
from storage.tables import KeyResultRow

routes = Routes()


@routes.command(
    "edit",
    "编辑",
    "修改",
    "change",
    summary=message("change an objective or a key result"),
    usage=(
        ("edit O12", message("a form with all that can be changed")),
        ("edit KR12.2 rating from 3.6 to 4.2", message("new wording, read again")),
    ),
)
def edit(ctx: Context, words: Words) -> Reply:
    id, rest = words.take_id()
    if id is None:
        raise Invalid(message("Which one? For example: `{example}`."), example="edit O12")
    if not rest:
        return OpenForm(_form(ctx, id))
    if isinstance(id, ObjectiveId):
        return _reword_objective(ctx, id, rest)
    return _reword_key_result(ctx, id, rest)


@routes.button("edit.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    chosen = parse(str(event.values.get("option", "")))
    return OpenForm(_form(ctx, chosen or ObjectiveId(number_in(event.values))))


@routes.form("edit.save_objective")
def save_objective(ctx: Context, event: FormSubmitted) -> Reply:
    objective = editable_objective(ctx, number_in(event.values))
    try:
        title = checked_title(str(event.fields.get("title", "")))
    except Invalid as error:
        form = _form(ctx, ObjectiveId(objective.number)).filled(event.fields)
        return FieldErrors(form, {"title": ctx.lang.tr(error.source, **error.values)})
    people = picked(ctx, event.fields.get("people"))
    _save_people(ctx, objective, None, people)
    return _save_title(ctx, objective, title)


@routes.form("edit.save_key_result")
def save_key_result(ctx: Context, event: FormSubmitted) -> Reply:
    objective, key_result = editable_key_result(ctx, key_result_in(event.values))
    row = key_results.get_row(ctx.session, key_result.id)
    before = _facts(row)
    try:
        _fill(ctx, row, event.fields, key_result)
    except Invalid as error:
        ctx.session.refresh(row)
        form = _key_result_form(ctx, key_result).filled(event.fields)
        return FieldErrors(
            form, {error.field or "title": ctx.lang.tr(error.source, **error.values)}
        )
    _save_people(ctx, objective, key_result, picked(ctx, event.fields.get("people")))
    return Replace(_finish(ctx, objective, row, before))


def _form(ctx: Context, id: ObjectiveId | KeyResultId) -> Form:
    if isinstance(id, KeyResultId):
        _, key_result = editable_key_result(ctx, id)
        return _key_result_form(ctx, key_result)
    objective = editable_objective(ctx, id.number)
    return edit_objective_form(ctx.lang, objective, ctx.accounts(objective.collaborators))


def _key_result_form(ctx: Context, key_result: KeyResult) -> Form:
    return edit_key_result_form(
        ctx.lang,
        key_result,
        ctx.accounts((key_result.owner,)),
        ctx.accounts(key_result.collaborators),
    )


def _reword_objective(ctx: Context, id: ObjectiveId, rest: Words) -> Reply:
    objective = editable_objective(ctx, id.number)
    return _save_title(ctx, objective, checked_title(rest.plain))


def _save_title(ctx: Context, objective: Objective, title: str) -> Reply:
    row = objective_changes.get_row(ctx.session, objective.id)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "edited", objective.id)
    if title != row.title:
        history.record(ctx.session, entry, {"title": row.title}, {"title": title}, ctx.now)
        row.title = title
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    return Replace(_show(ctx, objective))


def _reword_key_result(ctx: Context, id: KeyResultId, rest: Words) -> Reply:
    objective, key_result = editable_key_result(ctx, id)
    line = key_result_line(ctx, rest)
    row = key_results.get_row(ctx.session, key_result.id)
    before = _facts(row)
    row.title = line.title
    row.due_on = line.due_on or row.due_on
    if line.measure.target is not None:
        key_results.set_measure(row, line.measure)
    asked = [*key_result.collaborators, *line.people]
    _save_people(ctx, objective, key_result, asked)
    card = _finish(ctx, objective, row, before)
    odd = doubts(ctx.lang, line.unknown, line.odd_dates)
    return Replace(replace(card, blocks=(*odd, *card.blocks)))


def _fill(
    ctx: Context, row: KeyResultRow, answers: Mapping[str, FieldValue], key_result: KeyResult
) -> None:
    """Take the form's answers into the row. Raises Invalid naming the field."""
    row.title = checked_title(str(answers.get("title", "")))
    measure = changed_measure(answers, key_result.measure)
    row.due_on = date_field(answers, "due_on", ctx.today)
    row.weight = figure_field(answers, "weight")
    if row.weight is not None and row.weight < 0:
        raise Invalid(message("A weight cannot be below 0."), field="weight")
    owner = picked(ctx, answers.get("owner"))
    if owner:
        row.owner_id = owner[0].id
    key_results.set_measure(row, measure)


def _save_people(
    ctx: Context,
    objective: Objective,
    key_result: KeyResult | None,
    people: Sequence[PersonName],
) -> None:
    key_result_id = key_result.id if key_result else None
    wanted = [person.id for person in people if person.id != objective.owner.id]
    known = key_result.collaborators if key_result else objective.collaborators
    # A picker can only hold accounts of its own platform: people elsewhere are not dropped by it.
    elsewhere = [p.id for p in known if not ctx.accounts((p,))]
    collaborators.release(ctx.session, objective.id, key_result_id, [*wanted, *elsewhere])
    collaborators.ask(ctx.session, objective.id, key_result_id, wanted, ctx.me.id, ctx.now)


def _finish(ctx: Context, objective: Objective, row: KeyResultRow, before: history.Values) -> Card:
    row.updated_at = ctx.now
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "edited", objective.id, row.id)
    after = _facts(row)
    if after != before:
        history.record(ctx.session, entry, before, after, ctx.now)
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    return _show(ctx, objective)


def _show(ctx: Context, objective: Objective) -> Card:
    after = objectives.list_by_ids(ctx.session, [objective.id])[0]
    tell_collaborators(ctx, after)
    return objective_answer(ctx, after)


def _facts(row: KeyResultRow) -> history.Values:
    measure = Measure(row.kind, row.direction, row.start, row.target, row.high, row.unit)
    return {
        "title": row.title,
        "kind": measure.kind.value,
        "direction": measure.direction.value,
        "start": measure.start,
        "target": measure.target,
        "high": measure.high,
        "unit": measure.unit,
        "due_on": None if row.due_on is None else row.due_on.isoformat(),
        "weight": row.weight,
        "owner": float(row.owner_id),
    }
