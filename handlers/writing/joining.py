"""Answer somebody who asks you to work on something: in, to be talked about, or not me."""

from dataclasses import replace

from chat.cards import Button, Card, Note
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import FieldValue, Form
from chat.replies import OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.answers import page_in
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import number_in
from handlers.registration import Routes
from handlers.views.joining import (
    PAGE,
    WORD_LIMIT,
    JoinList,
    JoinSeen,
    decline_form,
    join_card,
    joins_card,
    moment_number,
    talk_form,
)
from handlers.writing import joining_cards
from okr.alignment import Collaboration
from okr.errors import Invalid, NotFound, Refused, message
from okr.joining import Join
from storage import collaborators, objectives

routes = Routes()

_NOT_ASKED = message(
    "This is not asked of you (any more). What others ask of you stands under `/okr`."
)


@routes.button("joining.waiting")
def show_waiting(ctx: Context, _event: ButtonPressed) -> Reply:
    return Show(_list(ctx, 0))


@routes.button("joining.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_list(ctx, page_in(event.values)))


@routes.button("joining.accept", writes=True)
def accept(ctx: Context, event: ButtonPressed) -> Reply:
    join = _asked(ctx, event.values)
    if _was(event.values) is not join.answer:
        return Replace(_stands(ctx, join))
    return Replace(_answered(ctx, join, Collaboration.IN, ""))


@routes.button("joining.talk", writes=True)
def open_talk(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(talk_form(ctx.lang, _seen(ctx, _asked(ctx, event.values))))


@routes.form("joining.talk_save")
def save_talk(ctx: Context, event: FormSubmitted) -> Reply:
    return _save(ctx, event, Collaboration.TALK, "word")


@routes.button("joining.decline", writes=True)
def open_decline(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(decline_form(ctx.lang, _seen(ctx, _asked(ctx, event.values))))


@routes.form("joining.decline_save")
def save_decline(ctx: Context, event: FormSubmitted) -> Reply:
    return _save(ctx, event, Collaboration.NOT_ME, "reason")


def _save(ctx: Context, event: FormSubmitted, answer: Collaboration, field: str) -> Reply:
    join = _asked(ctx, event.values)
    try:
        words = _words(event.fields.get(field, ""), field)
        if answer is Collaboration.NOT_ME and not words:
            raise Invalid(message("Say why, in a few words."), field=field)
    except Refused as error:
        return form_errors(ctx, _form(ctx, join, answer), event, error)
    if _was(event.values) is not join.answer and (join.answer, join.reason) != (answer, words):
        return Replace(_stands(ctx, join, words))
    return Replace(_answered(ctx, join, answer, words))


def _form(ctx: Context, join: Join, answer: Collaboration) -> Form:
    build = decline_form if answer is Collaboration.NOT_ME else talk_form
    return build(ctx.lang, _seen(ctx, join))


def _words(typed: FieldValue, field: str) -> str:
    """What was typed. Raises Invalid when it is too long; nothing is cut."""
    words = str(typed or "").strip()
    if len(words) > WORD_LIMIT:
        raise Invalid(
            message("That is {length} characters long; {limit} is the most."),
            field=field,
            length=len(words),
            limit=WORD_LIMIT,
        )
    return words


def _answered(ctx: Context, join: Join, answer: Collaboration, words: str) -> Card:
    """Keep the answer, and let those hear of it who wait for it; once for the same answer."""
    if (join.answer, join.reason) == (answer, words):
        return join_card(ctx.lang, _seen(ctx, join))
    for row in collaborators.lock(ctx.session, join):
        row.answer, row.reason, row.answered_at = answer, words, ctx.now
    ctx.session.flush()
    after = replace(join, answer=answer, reason=words, answered_at=ctx.now)
    joining_cards.say_answer(ctx, after, changed=join.answer is not Collaboration.ASKED)
    joining_cards.show_answer(ctx, after)
    return join_card(ctx.lang, _seen(ctx, after))


def _stands(ctx: Context, join: Join, words: str = "") -> Card:
    """What was answered elsewhere meanwhile; what was typed is not lost."""
    said = ctx.lang.tr("You have answered this meanwhile; you can still change it.")
    if words:
        said += " " + ctx.lang.tr("You wrote: {words}", words=words)
    card = join_card(ctx.lang, _seen(ctx, join))
    return replace(card, blocks=(Note(text(said)), *card.blocks))


def _asked(ctx: Context, values: object) -> Join:
    """What a button or form is for, locked, if it is asked of this person and still open.

    Raises NotFound or Invalid.
    """
    objective = objectives.find(ctx.session, ctx.me.workspace_id, number_in(values))
    asked = _value(values, "asked")
    if objective is None or _value(values, "person") != str(ctx.me.id):
        raise NotFound(_NOT_ASKED)
    mine = _find(ctx, objective.id, asked)
    if mine is None or not collaborators.lock(ctx.session, mine):
        raise NotFound(_NOT_ASKED)
    join = _find(ctx, objective.id, asked)  # as it is now that it is locked
    if join is None:
        raise NotFound(_NOT_ASKED)
    if not join.is_open:
        raise Invalid(
            message("This is archived, closed or your own meanwhile: there is nothing to answer.")
        )
    return join


def _find(ctx: Context, objective_id: int, asked: str) -> Join | None:
    """What was asked of this person at that moment."""
    found = (
        each
        for each in collaborators.list_of(ctx.session, objective_id)
        if each.person.id == ctx.me.id and str(moment_number(each.asked_at)) == asked
    )
    return next(found, None)


def _value(values: object, name: str) -> str:
    return str(values.get(name, "")) if hasattr(values, "get") else ""


def _was(values: object) -> Collaboration | None:
    """The answer that a button or form was drawn beside."""
    found = _value(values, "was")
    return next((each for each in Collaboration if each.value == found), None)


def _seen(ctx: Context, join: Join) -> JoinSeen:
    return joining_cards.seen_by(ctx, join, ctx.me)


def _list(ctx: Context, number: int) -> Card:
    """A page of what waits for this person, then of what they answered, newest first."""
    found = collaborators.list_of_person(ctx.session, ctx.me.id)
    waiting = [each for each in found if each.waits]
    every = [*waiting, *(each for each in found if not each.waits)]
    start = min(number, max(0, (len(every) - 1) // PAGE)) * PAGE
    here = [_seen(ctx, each) for each in every[start : start + PAGE]]
    values = {"page": str(start // PAGE + 1)}
    return joins_card(
        ctx.lang,
        JoinList(
            [each for each in here if each.join.waits],
            [each for each in here if not each.join.waits],
            Button(ctx.lang.tr("More"), "joining.page", values)
            if start + PAGE < len(every)
            else None,
        ),
    )
