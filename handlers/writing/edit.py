"""Change the wording, the figures or the people of an objective or a key result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chat.cards import Block, Card, Note, Paragraph
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply
from chat.text import Bold, text
from handlers.alignment import in_step
from handlers.answers import objective_answer, objective_now
from handlers.context import Context
from handlers.lookup import (
    editable_key_result,
    editable_objective,
    key_result_in,
    number_in,
    people_in,
    picked,
)
from handlers.parsing import Words, without_bullet
from handlers.registration import Routes
from handlers.views.objectives import names
from handlers.views.writing import doubts, reading
from handlers.views.writing_forms import edit_key_result_form, edit_objective_form
from handlers.writing.measuring import (
    changed_measure,
    date_field,
    figure_field,
    reworded_measure,
    stages_said,
)
from handlers.writing.naming import joined, people_kept, save_people, who_refused
from handlers.writing.reading import (
    checked_title,
    key_result_line,
    tell_collaborators,
    who_can_be_asked,
)
from okr.errors import Invalid, message
from okr.facts import KeyResult, Measure, Objective, PersonName
from okr.ids import KeyResultId, ObjectiveId, parse
from storage import history, key_results, objective_changes, objectives

routes = Routes()


@dataclass(frozen=True, slots=True)
class _Written:
    """All of a key result that editing may change."""

    title: str
    measure: Measure
    due_on: date | None
    weight: float | None
    owner: PersonName
    people: tuple[PersonName, ...]

    @property
    def facts(self) -> dict[str, str | float | None]:
        """The same as the history keeps it."""
        return {
            "title": self.title,
            "kind": self.measure.kind.value,
            "direction": self.measure.direction.value,
            "start": self.measure.start,
            "target": self.measure.target,
            "high": self.measure.high,
            "unit": self.measure.unit,
            "stages": stages_said(self.measure.stages),
            "due_on": None if self.due_on is None else self.due_on.isoformat(),
            "weight": self.weight,
            "owner": self.owner.name,
            "collaborators": names(self.people),
        }


def _written(key_result: KeyResult) -> _Written:
    return _Written(
        key_result.title,
        key_result.measure,
        key_result.due_on,
        key_result.weight,
        key_result.owner,
        key_result.collaborators,
    )


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
        people = people_kept(ctx, event, objective, objective.collaborators)
    except Invalid as error:
        form = _form(ctx, ObjectiveId(objective.number)).filled(event.fields)
        return FieldErrors(
            form, {error.field or "title": ctx.lang.tr(error.source, **error.values)}
        )
    return Replace(_save_objective(ctx, objective, title, people))


@routes.form("edit.save_key_result")
def save_key_result(ctx: Context, event: FormSubmitted) -> Reply:
    objective, key_result = editable_key_result(ctx, key_result_in(event.values))
    try:
        after = _answers(ctx, event, objective, key_result)
    except Invalid as error:
        form = _key_result_form(ctx, key_result).filled(event.fields)
        return FieldErrors(
            form, {error.field or "title": ctx.lang.tr(error.source, **error.values)}
        )
    return Replace(_save_key_result(ctx, objective, key_result, after))


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
    named = people_in(ctx, without_bullet(rest), keeps_inner=True)
    # Only people: they are asked, and the wording stays.
    only_people = named.people and not named.rest.plain.strip()
    title = objective.title if only_people else checked_title(named.rest.plain)
    there, absent = who_can_be_asked(ctx, named)
    refused = [] if only_people else who_refused(ctx, objective, None, there)
    asked = [each for each in there if each not in refused]
    people = joined(objective, objective.collaborators, asked)
    card = _save_objective(ctx, objective, title, people)
    odd = doubts(ctx.lang, named.unknown, (), absent, [each.name for each in refused])
    return Replace(_above(card, odd))


def _reword_key_result(ctx: Context, id: KeyResultId, rest: Words) -> Reply:
    objective, key_result = editable_key_result(ctx, id)
    before = _written(key_result)
    named = people_in(ctx, without_bullet(rest), keeps_inner=True)
    there, absent = who_can_be_asked(ctx, named)
    if named.people and not named.rest.plain.strip():
        after = replace(before, people=joined(objective, before.people, there))
        card = _save_key_result(ctx, objective, key_result, after)
        return Replace(_above(card, doubts(ctx.lang, named.unknown, (), absent)))
    refused = who_refused(ctx, objective, key_result, there)
    people = joined(objective, before.people, [each for each in there if each not in refused])
    line = key_result_line(ctx, rest)
    after = replace(
        before,
        title=line.title,
        measure=reworded_measure(line.measure, before.measure),
        due_on=line.due_on or before.due_on,
        people=people,
    )
    card = _save_key_result(ctx, objective, key_result, after)
    understood = Note(text(reading(ctx.lang, _taken(key_result, after))))
    heading = Paragraph(text(Bold(ctx.lang.tr("How I read it"))))
    again = [each.name for each in refused]
    odd = doubts(ctx.lang, line.unknown, line.odd_dates, line.absent, again)
    return Replace(_above(card, [heading, understood, *odd]))


def _taken(key_result: KeyResult, after: _Written) -> KeyResult:
    return replace(
        key_result, measure=after.measure, due_on=after.due_on, collaborators=after.people
    )


def _above(card: Card, blocks: Sequence[Block]) -> Card:
    return replace(card, blocks=(*blocks, *card.blocks))


def _answers(
    ctx: Context, event: FormSubmitted, objective: Objective, key_result: KeyResult
) -> _Written:
    """What the form's answers make of the key result. Raises Invalid naming the field."""
    fields = event.fields
    title = checked_title(str(fields.get("title", "")))
    measure = changed_measure(ctx.lang, fields, key_result.measure)
    due_on = date_field(fields, "due_on", ctx.today)
    weight = figure_field(ctx.lang, fields, "weight", key_result.weight)
    if weight is not None and weight < 0:
        raise Invalid(message("A weight cannot be below 0."), field="weight")
    owner = next(iter(picked(ctx, fields.get("owner"))), key_result.owner)
    people = people_kept(ctx, event, objective, key_result.collaborators)
    return _Written(title, measure, due_on, weight, owner, people)


def _save_objective(
    ctx: Context, objective: Objective, title: str, people: tuple[PersonName, ...]
) -> Card:
    if (title, people) == (objective.title, objective.collaborators):
        return objective_now(ctx, objective.id)
    objective_changes.get_row(ctx.session, objective.id).title = title
    save_people(ctx, objective, None, people)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "edited", objective.id)
    before = {"title": objective.title, "collaborators": names(objective.collaborators)}
    after = {"title": title, "collaborators": names(people)}
    history.record(ctx.session, entry, before, after, ctx.now)
    return _refreshed(ctx, objective)


def _save_key_result(
    ctx: Context, objective: Objective, key_result: KeyResult, after: _Written
) -> Card:
    before = _written(key_result)
    if after == before:
        return objective_now(ctx, objective.id)
    row = key_results.get_row(ctx.session, key_result.id)
    row.title, row.due_on, row.weight = after.title, after.due_on, after.weight
    row.owner_id = after.owner.id
    key_results.set_measure(row, after.measure)
    row.updated_at = ctx.now
    save_people(ctx, objective, key_result, after.people)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "edited", objective.id, key_result.id)
    # A value that means nothing any more is gone from the row, and kept here.
    dropped = {"value": key_result.current} if row.current is None else {}
    history.record(ctx.session, entry, before.facts | dropped, after.facts, ctx.now)
    return _refreshed(ctx, objective)


def _refreshed(ctx: Context, objective: Objective) -> Card:
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    after = objectives.list_by_ids(ctx.session, [objective.id])[0]
    in_step.changed(ctx, objective, after)
    tell_collaborators(ctx, after)
    return objective_answer(ctx, after)
