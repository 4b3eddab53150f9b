"""Split a long goal forward into a later cycle, or copy an objective."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from chat.cards import Option
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Reply, Show
from chat.text import shortened
from handlers.context import Context
from handlers.cycles.words import read_cycle
from handlers.lookup import (
    cycle_chosen,
    cycle_named,
    number_in,
    objective_by_number,
    open_cycle,
)
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.coaching import coach_blocks
from handlers.views.copying import copy_form
from handlers.views.objectives import link_blocks
from handlers.views.writing import understood_card
from handlers.writing import carrying, coaching
from okr import permissions
from okr.cycles import CycleKind, name_of, span_of
from okr.errors import Invalid, message
from okr.facts import Cycle, KeyResult, Objective
from okr.ids import KeyResultId, ObjectiveId
from okr.splitting import comes_by_itself, is_later, is_over, unreached
from storage import cycles, objective_links

routes = Routes()

_TO = re.compile(r"^(?:(?:in)?to(?=\s|$)|in(?=\s)|到|至)\s*", re.IGNORECASE)
_MOST_CYCLES = 25


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be written: where, with which key results, and whether the goal goes on."""

    cycle: Cycle
    key_results: tuple[KeyResult, ...]
    is_next_part: bool


@routes.command(
    "copy",
    "复制",
    "拆分",
    "split",
    summary=message("go on with a goal in a later cycle, or copy an objective"),
    usage=(
        ("copy O12", message("a form: which cycle, which key results, the next part or a copy")),
        (
            "copy O12 to 2027 Q1",
            message("the next part of your own goal; of somebody else's, a copy"),
        ),
    ),
)
def copy(ctx: Context, words: Words) -> Reply:
    id, rest = words.take_id()
    if id is None:
        raise Invalid(
            message("Which one? For example: `{example}`."), example="copy O12 to 2027 Q1"
        )
    if isinstance(id, KeyResultId):
        raise Invalid(
            message("A key result is copied with its objective: `{example}` lets you choose."),
            example=f"copy {id.objective}",
        )
    source = _source(ctx, id.number)
    name = _TO.sub("", rest.plain).strip()
    if not name:
        return OpenForm(_form(ctx, source))
    return _write(ctx, source, _by_words(ctx, source, _cycle(ctx, name)))


@routes.button("copy.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(_form(ctx, _source(ctx, number_in(event.values))))


@routes.form("copy.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    source = _source(ctx, number_in(event.values))
    try:
        return _write(ctx, source, _by_form(ctx, source, event))
    except Invalid as error:
        form = _form(ctx, source).filled(event.fields)
        return FieldErrors(
            form, {error.field or "cycle": ctx.lang.tr(error.source, **error.values)}
        )


def _source(ctx: Context, number: int) -> Objective:
    """The objective, if the person may copy it. Raises Refused."""
    objective, guarded = objective_by_number(ctx, number)
    name = str(ObjectiveId(number))
    permissions.check_may_copy(ctx.me.actor, guarded, name, objective.owner.name)
    return objective


def _by_words(ctx: Context, source: Objective, cycle: Cycle) -> _Wanted:
    """One's own goal goes on in a later cycle with what is left of it; all else is a copy."""
    goes_on = _is_mine(ctx, source) and is_later(cycle, source.cycle)
    return _Wanted(cycle, unreached(source) if goes_on else source.key_results, goes_on)


def _by_form(ctx: Context, source: Objective, event: FormSubmitted) -> _Wanted:
    """What the answers say. Raises Invalid."""
    typed = str(event.fields.get("cycle", ""))
    coming = _coming(ctx, source)
    if coming is not None and typed == coming:
        cycle = _cycle(ctx, coming)
    else:
        cycle = open_cycle(cycle_chosen(ctx, typed))
    is_next_part = _is_mine(ctx, source) and event.fields.get("next_part") is True
    if is_next_part and not is_later(cycle, source.cycle):
        raise Invalid(
            message(
                "The next part belongs in a cycle after {cycle}. Choose a later one, "
                "or make it a plain copy."
            ),
            field="cycle",
            cycle=source.cycle.name,
        )
    ticked = event.fields.get("key_results")
    taken = ticked if isinstance(ticked, tuple) else ()
    key_results = tuple(each for each in source.key_results if str(each.position) in taken)
    return _Wanted(cycle, key_results, is_next_part)


def _write(ctx: Context, source: Objective, wanted: _Wanted) -> Reply:
    if wanted.is_next_part:
        written = carrying.go_on(ctx, source, wanted.cycle, wanted.key_results)
        earlier, _later = objective_links.parts_of(ctx.session, written.id, ctx.me.id)
        beside = link_blocks(ctx.lang, (earlier, ()))
    else:
        written = carrying.copy(ctx, source, wanted.cycle, wanted.key_results)
        beside = link_blocks(ctx.lang, ((), ()), str(ObjectiveId(source.number)))
    advice = coach_blocks(ctx.lang, coaching.about(ctx, written), written.number)
    return Show(understood_card(ctx.lang, written, ctx.today, advice=(*beside, *advice)))


def _form(ctx: Context, source: Objective) -> Form:
    is_mine = _is_mine(ctx, source)
    later = _later(ctx, source) if is_mine else None
    coming = _coming(ctx, source)
    goes_on = later is not None or (is_mine and coming is not None)
    choices = _choices(ctx, later, coming, coming_first=goes_on and later is None)
    return copy_form(
        ctx.lang,
        source,
        choices,
        unreached(source) if goes_on else source.key_results,
        next_part=goes_on if is_mine else None,
        over=is_over(source, ctx.today),
    )


def _choices(
    ctx: Context, later: Cycle | None, coming: str | None, *, coming_first: bool
) -> Sequence[Option]:
    """The cycle proposed, the quarter to come, and all others that can be written into."""
    every = cycles.list_choices(ctx.session, ctx.me.workspace_id, later or ctx.current_cycle())
    options = [Option(shortened(each.name, 70), str(each.id)) for each in every]
    if coming is not None:
        options.insert(0 if coming_first else 1, Option(coming, coming))
    return options[:_MOST_CYCLES]


def _later(ctx: Context, source: Objective) -> Cycle | None:
    """The next cycle after the objective's own that is not over."""
    found = [
        each
        for each in cycles.list_all(ctx.session, ctx.me.workspace_id)
        if is_later(each, source.cycle) and not each.is_closed and each.span.ends_on >= ctx.today
    ]
    return min(found, key=lambda each: (each.span.starts_on, each.span.ends_on), default=None)


def _coming(ctx: Context, source: Objective) -> str | None:
    """The name of the quarter after the objective's cycle, or after today, that comes by itself."""
    last_day = max(source.cycle.span.ends_on, ctx.today)
    span = span_of(CycleKind.QUARTER, last_day + timedelta(days=1))
    known = cycles.list_all(ctx.session, ctx.me.workspace_id)
    return name_of(CycleKind.QUARTER, span) if comes_by_itself(span, known, ctx.today) else None


def _cycle(ctx: Context, name: str) -> Cycle:
    """The open cycle the words mean; the quarter that would come by itself is made already now.

    Raises Invalid.
    """
    if cycles.by_name(ctx.session, ctx.me.workspace_id, name) is not None:
        return cycle_named(ctx, name)
    try:
        kind, span, _name = read_cycle(name, ctx.today)
    except Invalid:
        return cycle_named(ctx, name)
    known = cycles.list_all(ctx.session, ctx.me.workspace_id)
    if comes_by_itself(span, known, ctx.today):
        usual = name_of(kind, span)
        return cycles.add(ctx.session, ctx.me.workspace_id, usual, kind, span, ctx.now)
    same = next((each.name for each in known if each.span == span), name)
    return cycle_named(ctx, same)


def _is_mine(ctx: Context, objective: Objective) -> bool:
    return objective.owner.id == ctx.me.id
