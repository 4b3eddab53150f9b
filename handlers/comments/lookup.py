"""From a command or button to what is commented on, and what was said of it."""

from handlers.context import Context
from handlers.lookup import NO_SUCH, key_result_by_id, number_in, objective_by_number
from handlers.views.comments import PAGE, Talk, Thing
from okr import permissions
from okr.comments import ReviewPrompt
from okr.errors import Invalid, NotAllowed, NotFound, message
from okr.facts import State
from okr.follow_up import Comment
from okr.ids import KeyResultId, ObjectiveId, parse
from storage import comments


def thing_of(ctx: Context, id: ObjectiveId | KeyResultId, *, to_comment: bool = False) -> Thing:
    """The objective or key result, if the person may see it. Raises NotFound.

    `to_comment`: nobody else changes it then. Raises Invalid for what is archived.
    """
    if isinstance(id, KeyResultId):
        objective, key_result, _ = key_result_by_id(ctx, id, to_change=to_comment)
        thing = Thing(objective, key_result)
    else:
        thing = Thing(objective_by_number(ctx, id.number, to_change=to_comment)[0])
    if to_comment and thing.objective.state is State.ARCHIVED:
        raise Invalid(
            message("{id} is archived. Bring it back first: `/okr archive {id}`."),
            id=str(ObjectiveId(id.number)),
        )
    return thing


def thing_in(ctx: Context, values: object, *, to_comment: bool = False) -> Thing:
    """The same for a button or form. Raises NotFound, and Invalid as above."""
    found = values.get("about", "") if hasattr(values, "get") else ""
    id = parse(str(found))
    if id is None:
        raise NotFound(NO_SUCH, id=str(found)[:20] or "?")
    return thing_of(ctx, id, to_comment=to_comment)


def key_result_id(thing: Thing) -> int | None:
    """The row of the key result, None for an objective."""
    return thing.key_result.id if thing.key_result else None


def talk_of(ctx: Context, thing: Thing, page: int | None = None) -> Talk:
    """A page of what was said; the last, with the newest, where none is named."""
    total = comments.count_of(ctx.session, thing.objective.id, key_result_id(thing))
    last = max(0, (total - 1) // PAGE)
    page = last if page is None else min(page, last)
    found = comments.list_of(
        ctx.session, thing.objective.id, key_result_id(thing), PAGE, page * PAGE
    )
    may_comment = thing.objective.state is not State.ARCHIVED
    return Talk(
        thing,
        tuple(found),
        page,
        total,
        ctx.me.person,
        ctx.me.zone,
        prompts_for(ctx, thing) if may_comment else (),
        may_comment,
    )


def prompts_for(ctx: Context, thing: Thing) -> tuple[ReviewPrompt, ...]:
    """The review questions this person may ask: not of themselves, and none that is open."""
    if thing.owner.id == ctx.me.id:
        return ()
    return tuple(each for each in ReviewPrompt if asked_already(ctx, thing, each) is None)


def asked_already(ctx: Context, thing: Thing, prompt: ReviewPrompt) -> Comment | None:
    """The same review question where it waits for an answer on just this."""
    return comments.find_open_prompt(
        ctx.session, thing.objective.id, key_result_id(thing), prompt.value
    )


def comment_in(ctx: Context, values: object) -> Comment:
    """The comment a button is about, if one may see it. Raises NotFound."""
    found = comments.find(ctx.session, ctx.me.workspace_id, number_in(values, "comment"))
    if found is None:
        raise NotFound(message("That comment is no longer there."))
    number, _ = comments.place_of(ctx.session, found.id)
    objective_by_number(ctx, number)
    return found


def may_answer(ctx: Context, comment: Comment) -> bool:
    """Whether the person is the owner, or may edit or check in on what it is about."""
    number, _ = comments.place_of(ctx.session, comment.id)
    _, guarded = objective_by_number(ctx, number)
    is_owner = comment.for_whom is not None and comment.for_whom.id == ctx.me.id
    return is_owner or permissions.may_check_in(ctx.me.actor, guarded)


def mine_to_answer(ctx: Context, comment: Comment) -> Comment:
    """Raises Refused unless the person may answer: the owner, who may edit it, or an admin."""
    if comment.for_whom is None:
        raise Invalid(message("That is the owner's own note; it needs no answer."))
    if not may_answer(ctx, comment):
        raise NotAllowed(
            message("{owner} answers that. Ask {owner}, or comment yourself."),
            owner=comment.for_whom.name,
        )
    return comment
