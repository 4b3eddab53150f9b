"""Comments in a meeting, each on one key result, and their answers."""

from collections.abc import Mapping
from dataclasses import replace

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.replies import Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.answers import page_in
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import key_result_in, number_in, objective_by_number
from handlers.meeting.state import check_open, held, meeting_in, open_to_all, refresh
from handlers.registration import Routes
from handlers.risks.lookup import words_in
from handlers.views.meeting_comments import (
    COMMENT_LIMIT,
    answer_form,
    answered_card,
    asked_card,
    comment_form,
    comments_card,
)
from okr import permissions
from okr.errors import Invalid, NotAllowed, NotFound, Refused, message
from okr.facts import KeyResult
from okr.follow_up import Comment, Meeting
from storage import comments, leads, meetings

routes = Routes()


@routes.button("meeting_comments.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    meeting = check_open(meeting_in(ctx, event.values))
    id = key_result_in(event.values, "option")
    return OpenForm(comment_form(ctx.lang, meeting, str(id), open_to_all(ctx, id).title))


@routes.form("meeting_comments.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    meeting = meeting_in(ctx, event.values, to_change=True)
    id, title = key_result_in(event.values), ""
    try:
        key_result = open_to_all(ctx, id)
        title = key_result.title
        check_open(meeting)
        said = _words(event, "text")
    except Refused as error:
        return form_errors(ctx, comment_form(ctx.lang, meeting, str(id), title), event, error)
    comment = comments.add(
        ctx.session,
        ctx.me.workspace_id,
        objective_id=key_result.objective_id,
        key_result_id=key_result.id,
        author_id=ctx.me.id,
        text=said,
        now=ctx.now,
        meeting_id=meeting.id,
    )
    _tell_owner(ctx, comment, key_result)
    refresh(ctx, meeting, f"comment:{comment.id}")
    return Notice(text(ctx.lang.tr("Your comment on {id} is there.", id=comment.about)))


def _words(event: FormSubmitted, field: str) -> str:
    """What was typed. Raises Invalid when it is nothing, or too long."""
    said = words_in(event.fields, field, COMMENT_LIMIT)
    if not said:
        raise Invalid(message("Write a few words."), field=field)
    return said


def _tell_owner(ctx: Context, comment: Comment, key_result: KeyResult) -> None:
    if comment.for_whom is None or not leads.list_reachable(ctx.session, [comment.for_whom.id]):
        return
    ctx.tell(
        comment.for_whom.id,
        f"comment:{comment.id}",
        lambda _reader, lang: asked_card(lang, comment, key_result.title),
    )


@routes.button("meeting_comments.list")
def listed(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(_page(ctx, event.values))


@routes.button("meeting_comments.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_page(ctx, event.values))


def _page(ctx: Context, values: Mapping[str, str], note: str = "") -> Card:
    state = held(ctx.session, meeting_in(ctx, values), ctx.now).state
    return comments_card(ctx.lang, state, page_in(values), ctx.me.person, note)


@routes.button("meeting_comments.answer", writes=True)
def open_answer(ctx: Context, event: ButtonPressed) -> Reply:
    comment = _comment_in(ctx, event.values)
    if comment.answered_by is not None:
        return Replace(_after(ctx, event.values, comment))
    return OpenForm(answer_form(ctx.lang, _mine_to_answer(ctx, comment), _place(event.values)))


@routes.form("meeting_comments.save_answer")
def save_answer(ctx: Context, event: FormSubmitted) -> Reply:
    comment = _comment_in(ctx, event.values)
    try:
        _mine_to_answer(ctx, comment)
        said = _words(event, "answer")
        _keep(ctx, comment, said)
    except Refused as error:
        form = answer_form(ctx.lang, comment, _place(event.values))
        return form_errors(ctx, form, event, error)
    answered = replace(comment, answer=said, answered_by=ctx.me.person, answered_at=ctx.now)
    if leads.list_reachable(ctx.session, {comment.author.id} - {ctx.me.id}):
        ctx.tell(
            comment.author.id,
            f"comment-answer:{comment.id}",
            lambda _reader, lang: answered_card(lang, answered),
        )
    meeting = _meeting_of(ctx, comment)
    if meeting is not None:
        refresh(ctx, meeting, f"answer:{comment.id}")
    return Replace(_after(ctx, event.values, answered))


def _keep(ctx: Context, comment: Comment, said: str) -> None:
    """Raises Invalid where somebody has answered meanwhile."""
    if not comments.answer(ctx.session, comment.id, ctx.me.id, said, ctx.now):
        now = comments.find(ctx.session, ctx.me.workspace_id, comment.id)
        by = now.answered_by.name if now and now.answered_by else "–"
        raise Invalid(message("{name} has answered meanwhile."), field="answer", name=by)


def _place(values: Mapping[str, str]) -> dict[str, str]:
    """The page of the list that a button stood in; nothing for a card of its own."""
    return {name: values[name] for name in ("meeting", "page") if name in values}


def _after(ctx: Context, values: Mapping[str, str], answered: Comment) -> Card:
    """The list that the comment stood in as it is now; else the comment with its answer."""
    if "meeting" not in values:
        return answered_card(ctx.lang, answered)
    by = answered.answered_by.name if answered.answered_by else "–"
    said = ctx.lang.tr("{name} answers on {id}", name=by, id=answered.about)
    return _page(ctx, values, f"✓ {said}")


def _meeting_of(ctx: Context, comment: Comment) -> Meeting | None:
    _, meeting_id = comments.place_of(ctx.session, comment.id)
    return meetings.find(ctx.session, meeting_id) if meeting_id else None


def _comment_in(ctx: Context, values: object) -> Comment:
    """The comment a button is about, if one may see it. Raises NotFound."""
    found = comments.find(ctx.session, ctx.me.workspace_id, number_in(values, "comment"))
    if found is None:
        raise NotFound(message("That comment is no longer there."))
    number, _ = comments.place_of(ctx.session, found.id)
    objective_by_number(ctx, number)
    return found


def _mine_to_answer(ctx: Context, comment: Comment) -> Comment:
    """Raises Refused unless the person may answer: the owner, who may edit it, or an admin."""
    number, _ = comments.place_of(ctx.session, comment.id)
    _, guarded = objective_by_number(ctx, number)
    is_owner = comment.for_whom is not None and comment.for_whom.id == ctx.me.id
    if comment.for_whom is None:
        raise Invalid(message("That is the owner's own note; it needs no answer."))
    if not is_owner and not permissions.may_check_in(ctx.me.actor, guarded):
        raise NotAllowed(
            message("{owner} answers that. Ask {owner}, or comment yourself."),
            owner=comment.for_whom.name,
        )
    return comment
