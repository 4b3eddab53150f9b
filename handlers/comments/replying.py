"""Answers to questions: given by the owner, closed or asked on by who asked."""

from collections.abc import Mapping

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.replies import OpenForm, Replace, Reply, Show
from handlers.answers import decided
from handlers.comments import telling
from handlers.comments.comments import list_after, say
from handlers.comments.lookup import comment_in, mine_to_answer, thing_in
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.meeting import state as meeting_state
from handlers.registration import Routes
from handlers.risks.lookup import words_in
from handlers.views.comment_forms import COMMENT_LIMIT, answer_form, ask_on_form
from handlers.views.comments import answered_card, said_card
from okr.errors import Invalid, NotAllowed, Refused, message
from okr.follow_up import Comment
from storage import comments, meetings

routes = Routes()
_LISTS = ("waiting", "talk", "page")
"""The values that lead back to the list that a comment stood in."""


@routes.button("replying.answer", writes=True)
def open_answer(ctx: Context, event: ButtonPressed) -> Reply:
    comment = comment_in(ctx, event.values)
    if comment.answered_by is not None:
        return Replace(_after(ctx, event.values, comment))
    return OpenForm(answer_form(ctx.lang, mine_to_answer(ctx, comment), _list(event.values)))


@routes.form("replying.save_answer")
def save_answer(ctx: Context, event: FormSubmitted) -> Reply:
    comment = comment_in(ctx, event.values)
    try:
        answered = answer(ctx, comment, said_in(event, "answer"))
    except Refused as error:
        form = answer_form(ctx.lang, comment, _list(event.values))
        return form_errors(ctx, form, event, error)
    return Replace(_after(ctx, event.values, answered))


def said_in(event: FormSubmitted, field: str) -> str:
    """What was typed. Raises Invalid when it is nothing, or too long."""
    said = words_in(event.fields, field, COMMENT_LIMIT)
    if not said:
        raise Invalid(message("Write a few words."), field=field)
    return said


def answer(ctx: Context, comment: Comment, words: str, *, in_thread: bool = False) -> Comment:
    """Answer it, and show that where it was asked. Raises Refused, also where it is answered."""
    mine_to_answer(ctx, comment)
    return _closed(ctx, comment, words, in_thread=in_thread)


def _closed(ctx: Context, comment: Comment, words: str, *, in_thread: bool = False) -> Comment:
    if not comments.answer(ctx.session, comment.id, ctx.me.id, words, ctx.now):
        now = comments.get(ctx.session, comment.id)
        by = now.answered_by.name if now.answered_by else "–"
        raise Invalid(message("{name} has answered meanwhile."), field="answer", name=by)
    answered = comments.get(ctx.session, comment.id)
    telling.answered(ctx, answered, in_thread=in_thread)
    _refresh_meeting(ctx, answered)
    return answered


def _refresh_meeting(ctx: Context, comment: Comment) -> None:
    """The card of the meeting in which it was said counts what is open."""
    _, meeting_id = comments.place_of(ctx.session, comment.id)
    meeting = meetings.find(ctx.session, meeting_id) if meeting_id else None
    if meeting is not None:
        meeting_state.refresh(ctx, meeting, f"answer:{comment.id}")


@routes.button("replying.settle", writes=True)
def settle(ctx: Context, event: ButtonPressed) -> Reply:
    comment = _own(ctx, event.values)
    if comment.answered_by is None:
        return Replace(_after(ctx, event.values, _closed(ctx, comment, "")))
    card = answered_card(ctx.lang, comment)
    if comment.is_settled:
        return Replace(card)
    return Replace(decided(ctx, card, ctx.lang.tr("Settled")))


@routes.button("replying.ask_on", writes=True)
def open_ask_on(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(ask_on_form(ctx.lang, _own(ctx, event.values)))


@routes.form("replying.save_ask_on")
def save_ask_on(ctx: Context, event: FormSubmitted) -> Reply:
    comment = _own(ctx, event.values)
    thing = thing_in(ctx, {"about": comment.about}, to_comment=True)
    try:
        words = said_in(event, "text")
    except Refused as error:
        return form_errors(ctx, ask_on_form(ctx.lang, comment), event, error)
    return Show(said_card(ctx.lang, say(ctx, thing, words, marked=True)))


def _own(ctx: Context, values: object) -> Comment:
    """Raises NotAllowed for what somebody else asked."""
    comment = comment_in(ctx, values)
    if comment.author.id != ctx.me.id:
        raise NotAllowed(message("{name} asked that and can close it."), name=comment.author.name)
    return comment


def _list(values: Mapping[str, str]) -> dict[str, str]:
    return {name: values[name] for name in _LISTS if name in values}


def _after(ctx: Context, values: Mapping[str, str], comment: Comment) -> Card:
    """The list that it stood in as it is now; else the comment with its answer."""
    own = answered_card(ctx.lang, comment)
    return list_after(ctx, values, own.title) or own
