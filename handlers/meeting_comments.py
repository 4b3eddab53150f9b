"""Comments in a meeting, each on one key result, and their answers."""

from dataclasses import replace

from chat.events import ButtonPressed, FormSubmitted
from chat.replies import FieldErrors, Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.answers import page_in
from handlers.context import Context
from handlers.lookup import key_result_by_id, key_result_in, number_in, objective_by_number
from handlers.meeting_state import check_open, held, meeting_in, refresh
from handlers.registration import Routes
from handlers.views.meeting import (
    COMMENT_LIMIT,
    answer_form,
    answered_card,
    asked_card,
    comment_form,
    comments_card,
)
from okr import permissions
from okr.errors import Invalid, NotAllowed, NotFound, message
from okr.facts import KeyResult
from okr.follow_up import Comment, Meeting
from storage import comments, meetings

routes = Routes()

_NO_WORDS = message("Write a few words.")


@routes.button("meeting_comments.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    meeting = check_open(meeting_in(ctx, event.values))
    _, key_result, _ = key_result_by_id(ctx, key_result_in(event.values, "option"))
    return OpenForm(comment_form(ctx.lang, meeting, key_result))


@routes.form("meeting_comments.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    meeting = check_open(meeting_in(ctx, event.values))
    _, key_result, _ = key_result_by_id(ctx, key_result_in(event.values))
    said = str(event.fields.get("text", "")).strip()
    problem = _problem(ctx, said)
    if problem:
        form = comment_form(ctx.lang, meeting, key_result).filled(event.fields)
        return FieldErrors(form, {"text": problem})
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


def _problem(ctx: Context, said: str) -> str:
    if not said:
        return ctx.lang.tr(_NO_WORDS)
    if len(said) > COMMENT_LIMIT:
        return ctx.lang.tr(
            "That is {length} characters long; {limit} is the most.",
            length=len(said),
            limit=COMMENT_LIMIT,
        )
    return ""


def _tell_owner(ctx: Context, comment: Comment, key_result: KeyResult) -> None:
    if comment.for_whom is None:
        return
    ctx.tell(
        comment.for_whom.id,
        f"comment:{comment.id}",
        lambda _reader, lang: asked_card(lang, comment, key_result.title),
    )


@routes.button("meeting_comments.list")
def listed(ctx: Context, event: ButtonPressed) -> Reply:
    state = held(ctx.session, meeting_in(ctx, event.values), ctx.now).state
    card = comments_card(ctx.lang, state, page_in(event.values), ctx.me.person)
    return Show(card)


@routes.button("meeting_comments.answer", writes=True)
def open_answer(ctx: Context, event: ButtonPressed) -> Reply:
    comment = _comment_in(ctx, event.values)
    if comment.answered_by is not None:
        return Replace(answered_card(ctx.lang, comment))
    return OpenForm(answer_form(ctx.lang, _mine_to_answer(ctx, comment)))


@routes.form("meeting_comments.save_answer")
def save_answer(ctx: Context, event: FormSubmitted) -> Reply:
    comment = _mine_to_answer(ctx, _comment_in(ctx, event.values))
    said = str(event.fields.get("answer", "")).strip()
    problem = _problem(ctx, said)
    if problem:
        form = answer_form(ctx.lang, comment).filled(event.fields)
        return FieldErrors(form, {"answer": problem})
    if not comments.answer(ctx.session, comment.id, ctx.me.id, said, ctx.now):
        now = _comment_in(ctx, event.values)
        return FieldErrors(
            answer_form(ctx.lang, now).filled(event.fields),
            {"answer": ctx.lang.tr("{name} has answered meanwhile.", name=_answerer(now))},
        )
    answered = replace(comment, answer=said, answered_by=ctx.me.person, answered_at=ctx.now)
    if comment.author.id != ctx.me.id:
        ctx.tell(
            comment.author.id,
            f"comment-answer:{comment.id}",
            lambda _reader, lang: answered_card(lang, answered),
        )
    meeting = _meeting_of(ctx, comment)
    if meeting is not None and not meeting.is_closed:
        refresh(ctx, meeting, f"answer:{comment.id}")
    return Replace(answered_card(ctx.lang, answered))


def _answerer(comment: Comment) -> str:
    return comment.answered_by.name if comment.answered_by else "–"


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
