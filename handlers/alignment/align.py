"""Align an objective: ask, see what waits, read the talk."""

import re
from collections.abc import Sequence

from chat.cards import Button, Card
from chat.events import ButtonPressed
from chat.replies import OpenForm, Replace, Reply, Show
from handlers.alignment.asking import ask_of_own, known_already
from handlers.alignment.cards import seen_by
from handlers.alignment.lookup import alignment_in, no_such, people_of, seen_now
from handlers.alignment.suggesting import form_of_person, open_form
from handlers.alignment.targets import check_new, target_named
from handlers.answers import page_in
from handlers.context import Context
from handlers.lookup import number_in, objective_by_number, people_in
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.alignment import (
    PAGE,
    AlignmentList,
    AlignmentSeen,
    alignment_card,
    alignments_card,
)
from handlers.views.alignment_forms import request_form
from handlers.views.alignment_talk import talk_card
from handlers.views.alignment_wish import wish_of
from okr import permissions
from okr.alignment import Alignment, check_asks
from okr.errors import Invalid, message
from okr.facts import Objective
from okr.ids import KeyResultId, ObjectiveId
from storage import alignments, objectives

routes = Routes()

_JOINS = re.compile(r"^(?:(?:to|on|with|under|onto|at)\b|->|→|[到至给和与向]+)\s*", re.IGNORECASE)
_EXAMPLE = "align O12 to O3"


@routes.command(
    "align",
    "对齐",
    summary=message("ask whether an objective may hang on somebody's"),
    usage=(
        ("align O12 to O3", message("or to a key result: `align O12 to KR3.1`")),
        ("align O12 @person", message("choose from what they have published")),
        ("align O12", message("choose from what your lead has published")),
        ("align", message("what I asked, and what waits for me")),
    ),
)
def align(ctx: Context, words: Words) -> Reply:
    if not words:
        return Show(own_list(ctx, 0))
    id, rest = words.take_id()
    if isinstance(id, KeyResultId):
        raise Invalid(
            message(
                "{id} is a key result; what hangs on something is its objective. "
                "Write `{example}`: only what it hangs on can be a key result."
            ),
            id=str(id),
            example=f"align {ObjectiveId(id.number)} to {_upper_in(rest) or 'KR3.1'}",
        )
    if id is None:
        raise Invalid(
            message("Which objective is to hang on which? For example: `{example}`."),
            example=_EXAMPLE,
        )
    lower, _ = objective_by_number(ctx, id.number)
    check_asks(ctx.me.id, lower)
    rest = _after_joins(rest)
    if not rest:
        return OpenForm(open_form(ctx, lower))
    upper_id, after = rest.take_id()
    if upper_id is not None and not after:
        return ask_for(ctx, lower, str(upper_id))
    named = people_in(ctx, rest)
    if len(named.people) == 1 and not named.rest:
        return OpenForm(form_of_person(ctx, lower, named.people[0]))
    raise Invalid(
        message("I cannot find “{words}”. Name one objective, key result or person: `{example}`."),
        words=rest.plain[:60],
        example=_EXAMPLE,
    )


def _after_joins(words: Words) -> Words:
    return words.named(_JOINS.sub("", words.text.strip(" :：,，"), count=1))


def _upper_in(words: Words) -> ObjectiveId | KeyResultId | None:
    return _after_joins(words).take_id()[0]


def ask_for(ctx: Context, lower: Objective, upper: str) -> Reply:
    """The form to ask for one thing; what is asked or agreed already; one's own at once."""
    target = target_named(ctx, upper)
    there = check_new(ctx, lower, target)
    if there is not None:
        return known_already(ctx, there)
    if target.asked.id == ctx.me.id:
        return ask_of_own(ctx, lower, target)
    return OpenForm(
        request_form(
            ctx.lang, lower, wish_of(ctx.lang, lower), upper=target.name, about=target.line(ctx)
        )
    )


@routes.button("align.open", writes=True)
def open_align(ctx: Context, event: ButtonPressed) -> Reply:
    lower, _ = objective_by_number(ctx, number_in(event.values))
    check_asks(ctx.me.id, lower)
    return OpenForm(open_form(ctx, lower))


@routes.button("align.waiting")
def show_waiting(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(own_list(ctx, page_in(event.values)))


@routes.button("align.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(own_list(ctx, page_in(event.values)))


@routes.button("align.show")
def show(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(alignment_card(ctx.lang, seen_now(ctx, alignment_in(event.values))))


@routes.button("align.talk")
def talk(ctx: Context, event: ButtonPressed) -> Reply:
    here = seen_now(ctx, alignment_in(event.values)).alignment
    if ctx.me.id not in people_of(here):
        raise no_such()  # what the two said to one another is theirs
    turns = alignments.list_turns(ctx.session, here.id)
    return Show(talk_card(ctx.lang, here, turns, ctx.me.zone, page_in(event.values)))


@routes.button("align.of")
def show_of(ctx: Context, event: ButtonPressed) -> Reply:
    """What one objective hangs on, and what hangs on it."""
    return Show(_list_of(ctx, event))


@routes.button("align.of_page")
def page_of(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_list_of(ctx, event))


def _list_of(ctx: Context, event: ButtonPressed) -> Card:
    objective, _ = objective_by_number(ctx, number_in(event.values))
    number = page_in(event.values)
    above = alignments.list_of_lower(ctx.session, [objective.id]).get(objective.id, [])
    below = alignments.list_of_upper(ctx.session, [objective.id]).get(objective.id, [])
    visible = _readable(ctx, [*above, *below])
    number = min(number, max(0, (len(visible) - 1) // PAGE))
    here = _seen(ctx, visible[number * PAGE : (number + 1) * PAGE])
    values = {"o": str(objective.number), "page": str(number + 1)}
    more = Button(ctx.lang.tr("More"), "align.of_page", values)
    id = str(ObjectiveId(objective.number))
    up = [each for each in here if each.alignment.lower.objective_id == objective.id]
    down = [each for each in here if each not in up]
    return alignments_card(
        ctx.lang,
        AlignmentList(
            ctx.lang.tr("Alignment of {id}", id=id),
            (
                (ctx.lang.tr("What it hangs on"), up),
                (ctx.lang.tr("What hangs on it"), down),
            ),
            ctx.lang.tr("{id} hangs on nothing, and nothing on it.", id=id),
            more if (number + 1) * PAGE < len(visible) else None,
        ),
    )


def _readable(ctx: Context, found: Sequence[Alignment]) -> list[Alignment]:
    """Those whose both ends this person may know of: no drafts of others that ask elsewhere."""
    others = [each for each in found if ctx.me.id not in people_of(each)]
    ends = {end.objective_id for each in others for end in (each.lower, each.upper)}
    known = {
        each.id
        for each in objectives.list_by_ids(ctx.session, sorted(ends))
        if permissions.may_see(ctx.me.actor, objectives.guard(each, frozenset()))
    }
    hidden = {
        each.id
        for each in others
        if not {each.lower.objective_id, each.upper.objective_id} <= known
    }
    return [each for each in found if each.id not in hidden]


def own_list(ctx: Context, page: int, above: str = "") -> Card:
    """What waits for this person, oldest first, then what they asked, newest first."""
    person_id = ctx.me.id
    waiting = alignments.count_waiting_for(ctx.session, person_id)
    total = waiting + alignments.count_of_asker(ctx.session, person_id)
    page = min(page, max(0, (total - 1) // PAGE))
    start = page * PAGE
    here = alignments.list_waiting_for(ctx.session, person_id, PAGE, start)
    left = PAGE - len(here)
    own = alignments.list_of_asker(ctx.session, person_id, left, max(0, start - waiting))
    more = Button(ctx.lang.tr("More"), "align.page", {"page": str(page + 1)})
    return alignments_card(
        ctx.lang,
        AlignmentList(
            ctx.lang.tr("Alignment"),
            (
                (ctx.lang.tr("Waiting for you"), _seen(ctx, here)),
                (ctx.lang.tr("Asked by you"), _seen(ctx, own if left else [])),
            ),
            ctx.lang.tr(
                "Nothing waits for you, and you have asked for nothing. "
                "Ask with `/okr align O12 to O3`."
            ),
            more if start + PAGE < total else None,
            {"list": str(page)},
            above,
        ),
    )


def _seen(ctx: Context, found: Sequence[Alignment]) -> list[AlignmentSeen]:
    return [seen_by(ctx.session, each, ctx.me) for each in found]
