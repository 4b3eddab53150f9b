"""Add key results to an objective."""

from chat.events import ButtonPressed, FormSubmitted
from chat.replies import FieldErrors, OpenForm, Reply, Show
from handlers.alignment import in_step
from handlers.context import Context
from handlers.lookup import editable_objective, number_in
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.writing import key_result_added_card
from handlers.views.writing_forms import key_result_form
from handlers.writing.reading import Line, add_key_results, key_result_lines, tell_collaborators
from okr.errors import Invalid, message
from okr.facts import Objective
from storage import history, objective_changes, objectives

routes = Routes()


@routes.command(
    "kr",
    "新增kr",
    "关键结果",
    summary=message("add a key result to an objective"),
    usage=(("kr O12 churn below 3% by 30 Jun", message("read, written down and shown")),),
)
def kr(ctx: Context, words: Words) -> Reply:
    id, rest = words.take_id()
    if id is None:
        raise Invalid(message("Which objective? For example: `{example}`."), example="kr O12 …")
    objective = editable_objective(ctx, id.number)
    if not rest:
        return OpenForm(key_result_form(ctx.lang, objective))
    return _add(ctx, objective, key_result_lines(ctx, rest.lines(), len(objective.key_results)))


@routes.button("kr.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(key_result_form(ctx.lang, editable_objective(ctx, number_in(event.values))))


@routes.form("kr.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    objective = editable_objective(ctx, number_in(event.values))
    try:
        typed = Words(str(event.fields.get("key_results", "")))
        lines = key_result_lines(ctx, typed.lines(), len(objective.key_results))
        if not lines:
            raise Invalid(message("Write at least one key result."), field="key_results")
    except Invalid as error:
        form = key_result_form(ctx.lang, objective).filled(event.fields)
        return FieldErrors(form, {"key_results": ctx.lang.tr(error.source, **error.values)})
    return _add(ctx, objective, lines)


def _add(ctx: Context, objective: Objective, lines: list[Line]) -> Reply:
    row = objective_changes.get_row(ctx.session, objective.id)
    rows = add_key_results(ctx, row, lines)
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    for added in rows:
        entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "created", objective.id, added.id)
        history.record(ctx.session, entry, {}, {"title": added.title}, ctx.now)
    after = objectives.list_by_ids(ctx.session, [objective.id])[0]
    in_step.changed(ctx, objective, after)
    tell_collaborators(ctx, after)
    new_ids = {added.id for added in rows}
    return Show(
        key_result_added_card(
            ctx.lang,
            after,
            [each for each in after.key_results if each.id in new_ids],
            ctx.today,
            unknown=[name for line in lines for name in line.unknown],
            odd_dates=[odd for line in lines for odd in line.odd_dates],
            absent=[name for line in lines for name in line.absent],
        )
    )
