"""The writing coach: ask it, use its wording, or tell it to be quiet."""

from chat.cards import Tone
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.alignment import in_step
from handlers.answers import objective_now
from handlers.context import Context
from handlers.lookup import editable_objective, number_in, objective_by_number
from handlers.parsing import Words, without_bullet
from handlers.registration import Routes
from handlers.views.coaching import (
    cannot_judge_card,
    coach_card,
    is_one_line,
    reworded_form,
    rule_name,
    second_step,
    settings_form,
)
from handlers.views.writing_forms import TITLE_LIMIT
from handlers.writing import coaching
from handlers.writing.coaching import LIMITS, Said
from handlers.writing.measuring import figure
from handlers.writing.reading import checked_title, reworded
from okr.coach import Rule, can_judge
from okr.errors import Invalid, NotAllowed, message
from okr.facts import Objective
from okr.ids import ObjectiveId, parse
from storage import objectives, settings

routes = Routes()

FEWEST, MOST = 1, 20


@routes.command(
    "coach",
    "点评",
    summary=message("what the writing rules say about a text"),
    usage=(
        ("coach Improve the product", message("one objective; key results on further lines")),
        ("coach O12", message("one of yours, with better wordings to take over")),
    ),
    writes=False,
)
def coach(ctx: Context, words: Words) -> Reply:
    id, _ = words.take_id()
    if id is not None:
        return _about(ctx, id.number)
    lines = [without_bullet(line).plain.strip() for line in words.lines()]
    lines = [line for line in lines if line]
    if not lines:
        raise Invalid(message("Which text? For example: `{example}`."), example="coach O12")
    if not any(can_judge(line) for line in lines):
        return Show(cannot_judge_card(ctx.lang))
    said = coaching.about_text(ctx, lines)
    return Show(coach_card(ctx.lang, ctx.lang.tr("The coach says"), said, saved=False))


@routes.button("coach.open")
def open_coach(ctx: Context, event: ButtonPressed) -> Reply:
    return _about(ctx, number_in(event.values))


@routes.button("coach.use", writes=True)
def use(ctx: Context, event: ButtonPressed) -> Reply:
    """The suggestion stands in the form, so that its placeholders can be filled in."""
    id = parse(event.values.get("id", ""))
    number = id.number if id is not None else number_in(event.values)
    objective = editable_objective(ctx, number)
    suggestion = event.values.get("text", "")
    form = _form(ctx, objective)
    name = "title" if isinstance(id, ObjectiveId) or id is None else f"kr{id.position}"
    return OpenForm(form.filled({name: suggestion}))


@routes.button("coach.dismiss", writes=True)
def dismiss(ctx: Context, event: ButtonPressed) -> Reply:
    subject, rule = event.values.get("id", ""), _rule(event)
    id = parse(subject)
    if id is None:
        raise Invalid(message("Which one? For example: `{example}`."), example="coach O12")
    coaching.dismiss(ctx, str(id), rule.value)
    return _replaced(ctx, id.number)


@routes.button("coach.keep", writes=True)
def keep(ctx: Context, event: ButtonPressed) -> Reply:
    """The same from an answer that has more to say, and stays."""
    dismiss(ctx, event)
    return Notice(text(ctx.lang.tr("The coach will keep to that.")), Tone.GOOD)


@routes.button("coach.off", writes=True)
def off(ctx: Context, event: ButtonPressed) -> Reply:
    rule = _rule(event)
    mine = coaching.switched_off(ctx, company=False)
    coaching.switch_off(ctx, [*mine, rule.value], company=False)
    id = parse(event.values.get("id", ""))
    if id is not None:
        return _replaced(ctx, id.number)
    name = rule_name(ctx.lang, rule.value)
    return Notice(text(ctx.lang.tr("Switched off for you: {rule}.", rule=name)), Tone.GOOD)


@routes.button("coach.settings", writes=True)
def open_settings(ctx: Context, _event: ButtonPressed) -> Reply:
    return OpenForm(_settings_form(ctx))


@routes.form("coach.save_settings")
def save_settings(ctx: Context, event: FormSubmitted) -> Reply:
    form = _settings_form(ctx)
    try:
        limits = {
            name: _limit(figure(str(event.fields[name]), name), name)
            for name in ("objectives", "key_results")
            if ctx.me.actor.is_admin and event.fields.get(name)
        }
    except Invalid as error:
        errors = {error.field: ctx.lang.tr(error.source, **error.values)}
        return FieldErrors(form.filled(event.fields), errors)
    coaching.switch_off(ctx, _chosen(event, "off"), company=False)
    if ctx.me.actor.is_admin:
        coaching.switch_off(ctx, _chosen(event, "company_off"), company=True)
        settings.put(ctx.session, ctx.me.workspace_id, LIMITS, limits)
    return Notice(text(ctx.lang.tr("The coach will keep to that.")), Tone.GOOD)


@routes.form("coach.step")
def step(ctx: Context, event: FormSubmitted) -> Reply:
    """The second step of writing: the texts as they stand in the form, or the suggestions."""
    objective = editable_objective(ctx, number_in(event.values))
    said = coaching.about(ctx, objective)
    if event.fields.get("coach") == "use":
        form = _form(ctx, objective).filled(
            {
                _field(each): each.finding.suggestion
                for each in reversed(said)
                if is_one_line(each.finding.suggestion)
            }
        )
        return OpenForm(form)
    try:
        title = checked_title(str(event.fields.get("title", objective.title)))
        wordings = {
            each.position: checked_title(
                str(event.fields.get(f"kr{each.position}", each.title)), f"kr{each.position}"
            )
            for each in objective.key_results
        }
    except Invalid as error:
        form = _form(ctx, objective).filled(event.fields)
        return FieldErrors(form, {error.field: ctx.lang.tr(error.source, **error.values)})
    reworded(ctx, objective, title, wordings)
    in_step.changed(ctx, objective, objectives.list_by_ids(ctx.session, [objective.id])[0])
    return Replace(objective_now(ctx, objective.id))


def step_form(ctx: Context, objective: Objective, said: list[Said]) -> Form:
    """The second step after a form: what the coach says above the texts it speaks of."""
    name = str(ObjectiveId(objective.number))
    return second_step(ctx.lang, name, _form(ctx, objective), said)


def _form(ctx: Context, objective: Objective) -> Form:
    key_results = [(each.position, each.title) for each in objective.key_results]
    return reworded_form(ctx.lang, objective.number, objective.title, key_results, TITLE_LIMIT)


def _field(said: Said) -> str:
    id = parse(said.subject)
    return "title" if id is None or isinstance(id, ObjectiveId) else f"kr{id.position}"


def _about(ctx: Context, number: int) -> Reply:
    objective, _guarded = objective_by_number(ctx, number)
    name = str(ObjectiveId(number))
    if objective.owner.id != ctx.me.id:
        raise NotAllowed(
            message("The coach speaks with {owner} alone about {id}."),
            owner=objective.owner.name,
            id=name,
        )
    title = ctx.lang.tr("The coach about {id}", id=name)
    return Show(coach_card(ctx.lang, title, coaching.about(ctx, objective), saved=True))


def _replaced(ctx: Context, number: int) -> Reply:
    found = objectives.find(ctx.session, ctx.me.workspace_id, number)
    if found is None or found.owner.id != ctx.me.id:
        return Notice(text(ctx.lang.tr("The coach will keep to that.")), Tone.GOOD)
    title = ctx.lang.tr("The coach about {id}", id=str(ObjectiveId(number)))
    return Replace(coach_card(ctx.lang, title, coaching.about(ctx, found), saved=True))


def _rule(event: ButtonPressed) -> Rule:
    try:
        return Rule(event.values.get("rule", ""))
    except ValueError:
        raise Invalid(message("Choose one of the options.")) from None


def _chosen(event: FormSubmitted, name: str) -> list[str]:
    chosen = event.fields.get(name, ())
    return [str(each) for each in chosen] if isinstance(chosen, tuple) else []


def _limit(typed: float, field: str) -> int:
    if typed != int(typed) or not FEWEST <= typed <= MOST:
        raise Invalid(
            message("Choose a whole number from {fewest} to {most}."),
            field=field,
            fewest=FEWEST,
            most=MOST,
        )
    return int(typed)


def _settings_form(ctx: Context) -> Form:
    return settings_form(
        ctx.lang,
        coaching.switched_off(ctx, company=False),
        coaching.switched_off(ctx, company=True),
        coaching.limits_of(ctx),
        is_admin=ctx.me.actor.is_admin,
    )
