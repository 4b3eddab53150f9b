"""Publish a draft: from now on everybody can see it, and its wording of today is kept."""

from dataclasses import replace

from chat.cards import Block, Note, Tone
from chat.events import ButtonPressed
from chat.replies import Notice, Replace, Reply, Show
from chat.text import text
from handlers.alignment import suggesting
from handlers.answers import decided, objective_now
from handlers.context import Context
from handlers.lookup import editable_objective, number_in
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.objectives import id_of
from handlers.writing import coaching
from handlers.writing.reading import tell_collaborators
from okr.errors import Invalid, message
from okr.examples import placeholders
from okr.facts import Objective, State
from okr.ids import KeyResultId, ObjectiveId
from okr.splitting import needs_target
from storage import history, key_results, objective_changes, objectives

routes = Routes()


@routes.command(
    "publish",
    "发布",
    summary=message("let everybody see a draft"),
    usage=(("publish O12", message("and its wording of today is kept for the review")),),
)
def publish(ctx: Context, words: Words) -> Reply:
    id, _ = words.take_id()
    if id is None and not words:
        return _only_draft(ctx)
    if not isinstance(id, ObjectiveId):
        raise Invalid(message("Which one? For example: `{example}`."), example="publish O12")
    return _publish(ctx, editable_objective(ctx, id.number), Show)


@routes.button("publish.run", writes=True)
def run(ctx: Context, event: ButtonPressed) -> Reply:
    return _publish(ctx, editable_objective(ctx, number_in(event.values)), Replace)


def _only_draft(ctx: Context) -> Reply:
    cycle = ctx.current_cycle()
    mine = objectives.list_of_owner(ctx.session, ctx.me.id, cycle.id, ctx.me.id)
    drafts = [each for each in mine if each.state is State.DRAFT]
    if len(drafts) == 1:
        return _publish(ctx, drafts[0], Show)
    if not drafts:
        raise Invalid(message("You have no draft in {cycle}."), cycle=cycle.name)
    raise Invalid(
        message("Which one? You have the drafts {ids}: `{example}`."),
        ids=", ".join(str(ObjectiveId(each.number)) for each in drafts),
        example=f"publish {ObjectiveId(drafts[0].number)}",
    )


def _publish(ctx: Context, objective: Objective, answer: type[Show] | type[Replace]) -> Reply:
    name = str(ObjectiveId(objective.number))
    if objective.state is State.PUBLISHED:
        return Notice(text(ctx.lang.tr("{id} is published already.", id=name)), Tone.GOOD)
    _check_filled_in(objective)
    row = objective_changes.get_row(ctx.session, objective.id)
    row.state = State.PUBLISHED
    row.published_title = row.published_title or row.title
    row.published_at = row.published_at or ctx.now
    key_results.publish_wording(ctx.session, objective.id)
    objective_changes.refresh(ctx.session, objective.id, ctx.now)
    entry = history.Entry(ctx.me.workspace_id, ctx.me.id, "published", objective.id)
    history.record(
        ctx.session,
        entry,
        {"state": State.DRAFT.value},
        {"state": State.PUBLISHED.value},
        ctx.now,
    )
    tell_collaborators(ctx, objective)
    card = decided(ctx, objective_now(ctx, objective.id), ctx.lang.tr("Published"))
    # Without its button: the objective's card has the same.
    by_choice = coaching.stands_by_choice(ctx, objective)
    proposed = [] if by_choice else suggesting.proposal(ctx, objective)[:1]
    return answer(replace(card, blocks=(*proposed, *card.blocks, *_reminder(ctx, objective))))


def _reminder(ctx: Context, objective: Objective) -> list[Block]:
    """A word on key results whose target is still to be set: no lock, they may follow."""
    ids = [id_of(each) for each in objective.key_results if needs_target(each.measure)]
    if not ids:
        return []
    words = ctx.lang.tr(
        "{ids}: the target is still to be set. `{example}` sets it.",
        ids=", ".join(ids),
        example=f"/okr edit {ids[0]}",
    )
    return [Note(text(words))]


def _check_filled_in(objective: Objective) -> None:
    """Raises Invalid while a placeholder of an example or a suggestion is left."""
    texts = [(str(ObjectiveId(objective.number)), objective.title)]
    texts += [
        (str(KeyResultId(each.number, each.position)), each.title) for each in objective.key_results
    ]
    left = [f"{id} ({', '.join(found)})" for id, text in texts if (found := placeholders(text))]
    if left:
        raise Invalid(
            message("First replace what is still open: {left}. `{example}` opens the form."),
            left=", ".join(left),
            example=f"/okr edit {left[0].split(' ')[0]}",
        )
