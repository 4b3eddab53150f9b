"""Write a new objective with its key results: in one message or in a form."""

from collections.abc import Sequence

from chat.events import ButtonPressed, FormSubmitted
from chat.forms import FieldValue, Form
from chat.replies import FieldErrors, OpenForm, Reply, Show
from chat.text import shortened
from handlers.alignment import suggesting
from handlers.context import Context
from handlers.lookup import people_in
from handlers.parsing import Words, without_bullet
from handlers.registration import Routes
from handlers.views.coaching import coach_blocks
from handlers.views.writing import understood_card
from handlers.views.writing_forms import LINES_LIMIT, TITLE_LIMIT, new_form
from handlers.writing import carrying, coaching
from handlers.writing.coach import step_form
from handlers.writing.reading import (
    Line,
    add_key_results,
    checked_title,
    key_result_lines,
    people_picked,
    tell_collaborators,
    who_can_be_asked,
)
from okr.errors import Invalid, message
from okr.facts import Cycle, Objective, PersonName
from storage import collaborators, cycles, history, objective_changes, objectives

routes = Routes()


@routes.command(
    "new",
    "新建",
    "新增",
    "create",
    "add",
    summary=message("write an objective with its key results"),
    usage=(
        ("new", message("a form")),
        (
            "new Launch the app and win its users\n"
            "- 50,000 sign-ups by 30 Apr\n- rating from 3.6 to 4.0",
            message("the first line is the objective, each further line a key result"),
        ),
    ),
)
def new(ctx: Context, words: Words) -> Reply:
    if not words:
        return OpenForm(empty_form(ctx))
    first, *rest = words.lines()
    named = people_in(ctx, without_bullet(first), keeps_inner=True)
    title = checked_title(named.rest.plain)
    lines = key_result_lines(ctx, rest)
    people, absent = who_can_be_asked(ctx, named)
    objective = _write(ctx, ctx.current_cycle(), title, lines, people)
    return _answer(ctx, objective, lines, named.unknown, absent)


@routes.button("new.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    return OpenForm(empty_form(ctx))


@routes.button("new.from_message", writes=True)
def from_message(ctx: Context, event: ButtonPressed) -> Reply:
    """Somebody's words as the beginning of an objective: nothing is written before Save."""
    first, *rest = Words(event.values.get("text", "")).lines() or [Words("")]
    lines = "\n".join(line.text.strip() for line in rest)
    typed: dict[str, FieldValue] = {
        "title": shortened(without_bullet(first).text, TITLE_LIMIT),
        "key_results": shortened(lines, LINES_LIMIT),
    }
    return OpenForm(empty_form(ctx).filled(typed))


@routes.form("new.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    try:
        title = checked_title(str(event.fields.get("title", "")))
        typed = Words(str(event.fields.get("key_results", "")))
        lines = key_result_lines(ctx, typed.lines())
        cycle = _chosen_cycle(ctx, str(event.fields.get("cycle", "")))
        people = people_picked(ctx, event.fields.get("people"))
    except Invalid as error:
        form = empty_form(ctx).filled(event.fields)
        return FieldErrors(
            form, {error.field or "title": ctx.lang.tr(error.source, **error.values)}
        )
    objective = _write(ctx, cycle, title, lines, people)
    _continue(ctx, objective, str(event.fields.get("continues", "")))
    said = [each for each in coaching.about(ctx, objective) if each.is_strong]
    if said:
        # The draft is saved: whatever becomes of the second step, nothing typed is lost.
        return OpenForm(step_form(ctx, objective, said))
    return _answer(ctx, objective, lines, (), ())


def _continue(ctx: Context, objective: Objective, typed: str) -> None:
    """Tie a new objective to the earlier one it goes on with, if that is the person's own."""
    earlier = {str(each.number): each for each in carrying.unfinished(ctx)}.get(typed)
    if earlier is not None:
        carrying.link(ctx, objective.id, earlier)


def empty_form(ctx: Context) -> Form:
    """The form to write an objective, nothing in it yet."""
    current = ctx.current_cycle()
    every = cycles.list_choices(ctx.session, ctx.me.workspace_id, current)
    return new_form(ctx.lang, every, current, carrying.unfinished(ctx))


def _chosen_cycle(ctx: Context, typed: str) -> Cycle:
    cycle = (
        cycles.get(ctx.session, ctx.me.workspace_id, int(typed))
        if typed.isascii() and typed.isdecimal() and len(typed) < 10
        else ctx.current_cycle()
    )
    if cycle is None or cycle.is_closed:
        raise Invalid(message("That cycle is closed. Choose one that is open."), field="cycle")
    return cycle


def _write(
    ctx: Context, cycle: Cycle, title: str, lines: list[Line], people: Sequence[PersonName]
) -> Objective:
    row = objective_changes.add(
        ctx.session, ctx.me.workspace_id, cycle.id, ctx.me.id, title, ctx.now
    )
    objective_id = int(row.id or 0)
    add_key_results(ctx, row, lines)
    others = [person.id for person in people if person.id != ctx.me.id]
    collaborators.ask(ctx.session, objective_id, None, others, ctx.me.id, ctx.now)
    objective_changes.refresh(ctx.session, objective_id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "created", objective_id)
    history.record(ctx.session, entry, {}, {"title": title}, ctx.now)
    written = objectives.list_by_ids(ctx.session, [objective_id])[0]
    tell_collaborators(ctx, written)
    return written


def _answer(
    ctx: Context,
    objective: Objective,
    lines: list[Line],
    unknown: Sequence[str],
    absent: Sequence[str],
) -> Reply:
    nobody = [*unknown, *(name for line in lines for name in line.unknown)]
    gone = [*absent, *(name for line in lines for name in line.absent)]
    odd_dates = [odd for line in lines for odd in line.odd_dates]
    said = coaching.about(ctx, objective)
    card = understood_card(
        ctx.lang,
        objective,
        ctx.today,
        unknown=nobody,
        odd_dates=odd_dates,
        absent=tuple(dict.fromkeys(gone)),
        advice=[
            *coach_blocks(ctx.lang, said, objective.number),
            *suggesting.proposal(ctx, objective),
        ],
    )
    return Show(card)
