"""Comments in a meeting, each on one objective or key result, and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.answers import page_in
from handlers.comments.lookup import comment_in, mine_to_answer
from handlers.comments.replying import answer, said_in
from handlers.comments.telling import key_of
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import NO_SUCH
from handlers.meeting.state import check_open, held, meeting_in, open_to_all, refresh
from handlers.meeting.table import on_table
from handlers.registration import Routes
from handlers.views.comment_forms import answer_form
from handlers.views.comments import answered_card
from handlers.views.meeting_comments import asked_card, comment_form, comments_card
from okr.comments import is_question
from okr.errors import NotFound, Refused
from okr.follow_up import Comment, Meeting, MeetingKind
from okr.ids import KeyResultId, ObjectiveId, parse
from storage import comments, leads

routes = Routes()


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is commented on: an objective, or one key result of it."""

    objective_id: int
    key_result_id: int | None
    title: str


@routes.button("meeting_comments.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    meeting = check_open(meeting_in(ctx, event.values))
    id = _id_in(event.values, "option")
    return OpenForm(comment_form(ctx.lang, meeting, str(id), _subject(ctx, meeting, id).title))


@routes.form("meeting_comments.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    meeting = meeting_in(ctx, event.values, to_change=True)
    id, title = _id_in(event.values, "kr"), ""
    try:
        subject = _subject(ctx, meeting, id)
        title = subject.title
        check_open(meeting)
        said = said_in(event, "text")
    except Refused as error:
        return form_errors(ctx, comment_form(ctx.lang, meeting, str(id), title), event, error)
    comment = comments.add(
        ctx.session,
        ctx.me.workspace_id,
        objective_id=subject.objective_id,
        key_result_id=subject.key_result_id,
        author_id=ctx.me.id,
        text=said,
        now=ctx.now,
        meeting_id=meeting.id,
        is_question=_wants_answer(meeting, event, said),
    )
    _tell_owner(ctx, comment, subject.title)
    refresh(ctx, meeting, f"comment:{comment.id}")
    return Notice(text(ctx.lang.tr("Your comment on {id} is there.", id=comment.about)))


def _id_in(values: Mapping[str, str], what: str) -> ObjectiveId | KeyResultId:
    """The id in a button's values. Raises NotFound for anything else."""
    found = values.get(what, "")
    id = parse(found)
    if id is None:
        raise NotFound(NO_SUCH, id=found or "?")
    return id


def _subject(ctx: Context, meeting: Meeting, id: ObjectiveId | KeyResultId) -> _Subject:
    """What may be commented on in the meeting. Raises Refused."""
    if meeting.kind is MeetingKind.FOLLOW_UP:
        if isinstance(id, ObjectiveId):
            raise NotFound(NO_SUCH, id=str(id))
        key_result = open_to_all(ctx, id)
        return _Subject(key_result.objective_id, key_result.id, key_result.title)
    objective = on_table(ctx, meeting, id.number)
    if isinstance(id, ObjectiveId):
        return _Subject(objective.id, None, objective.title)
    for each in objective.key_results:
        if each.position == id.position:
            return _Subject(objective.id, each.id, each.title)
    raise NotFound(NO_SUCH, id=str(id))


def _wants_answer(meeting: Meeting, event: FormSubmitted, said: str) -> bool:
    """In a follow-up everything said of somebody's key result does; else what was asked."""
    if meeting.kind is MeetingKind.FOLLOW_UP:
        return True
    return is_question(said, marked=event.fields.get("asks") is True)


def _tell_owner(ctx: Context, comment: Comment, title: str) -> None:
    if comment.for_whom is None or not leads.list_reachable(ctx.session, [comment.for_whom.id]):
        return
    ctx.tell(
        comment.for_whom.id,
        key_of(comment.id),
        lambda _reader, lang: asked_card(lang, comment, title),
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
    comment = comment_in(ctx, event.values)
    if comment.answered_by is not None:
        return Replace(_after(ctx, event.values, comment))
    return OpenForm(_answer_form(ctx, mine_to_answer(ctx, comment), event.values))


@routes.form("meeting_comments.save_answer")
def save_answer(ctx: Context, event: FormSubmitted) -> Reply:
    comment = comment_in(ctx, event.values)
    try:
        answered = answer(ctx, comment, said_in(event, "answer"))
    except Refused as error:
        return form_errors(ctx, _answer_form(ctx, comment, event.values), event, error)
    return Replace(_after(ctx, event.values, answered))


def _answer_form(ctx: Context, comment: Comment, values: Mapping[str, str]) -> Form:
    # The page of the list that a button stood in; nothing for a card of its own.
    place = {name: values[name] for name in ("meeting", "page") if name in values}
    return answer_form(ctx.lang, comment, place, "meeting_comments.save_answer")


def _after(ctx: Context, values: Mapping[str, str], answered: Comment) -> Card:
    """The list that the comment stood in as it is now; else the comment with its answer."""
    card = answered_card(ctx.lang, answered)
    if "meeting" not in values:
        return card
    return _page(ctx, values, f"✓ {card.title}")
