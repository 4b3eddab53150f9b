"""Say in an alignment meeting that an objective must be revised, and later that it was."""

from collections.abc import Mapping, Sequence
from secrets import token_hex

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.replies import Notice, OpenForm, Replace, Reply, Show
from chat.text import text
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import NO_SUCH, number_in
from handlers.meeting import revision_cards
from handlers.meeting.state import align_in, meeting_in, refresh
from handlers.meeting.table import on_table
from handlers.registration import Routes
from handlers.risks.lookup import words_in
from handlers.views.revisions import WORD_LIMIT, mark_form, owner_card, stay_form, waiting_card
from okr.align_meeting import Revision
from okr.errors import Invalid, NotAllowed, NotFound, Refused, message
from okr.facts import Objective
from okr.follow_up import Meeting
from okr.ids import ObjectiveId
from storage import leads, objectives, revisions

routes = Routes()


@routes.button("revising.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    found = align_in(ctx, event.values)
    objective = on_table(ctx, found, number_in(event.values))
    _check_may_mark(ctx, found, objective)
    said = revisions.find(ctx.session, found.id, objective.id)
    words = said.text if said else ""
    return OpenForm(mark_form(ctx.lang, found, objective.number, objective.title, words))


@routes.form("revising.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    found = meeting_in(ctx, event.values, to_change=True)
    number, title = number_in(event.values), ""
    try:
        align_in(ctx, event.values)
        objective = on_table(ctx, found, number)
        title = objective.title
        _check_may_mark(ctx, found, objective)
        said = words_in(event.fields, "text", WORD_LIMIT)
        if not said:
            raise Invalid(message("Write a few words."), field="text")
    except Refused as error:
        return form_errors(ctx, mark_form(ctx.lang, found, number, title, ""), event, error)
    revisions.mark(
        ctx.session,
        meeting_id=found.id,
        objective_id=objective.id,
        owner_id=objective.owner.id,
        by_id=ctx.me.id,
        text=said,
        now=ctx.now,
    )
    refresh(ctx, found, token_hex(6))
    id = str(ObjectiveId(number))
    return Notice(text(ctx.lang.tr("{id} is to be revised after the meeting.", id=id)))


@routes.button("revising.unmark", writes=True)
def unmark(ctx: Context, event: ButtonPressed) -> Reply:
    found = align_in(ctx, event.values, to_change=True)
    objective = on_table(ctx, found, number_in(event.values))
    _check_may_mark(ctx, found, objective)
    revisions.unmark(ctx.session, found.id, objective.id)
    refresh(ctx, found, token_hex(6))
    id = str(ObjectiveId(objective.number))
    return Notice(text(ctx.lang.tr("{id} need not be revised.", id=id)))


def _check_may_mark(ctx: Context, found: Meeting, objective: Objective) -> None:
    """Raises NotAllowed unless it is the owner, a lead of theirs or of the team, or an admin."""
    if ctx.me.actor.is_admin or ctx.me.id == objective.owner.id:
        return
    guarded = objectives.guarded(ctx.session, objective)
    if ctx.me.id in guarded.lead_ids or leads.leads_team(ctx.session, ctx.me.id, found.team_id):
        return
    raise NotAllowed(
        message(
            "Only {owner}, a lead or an admin says what must be revised. Comment on it instead."
        ),
        owner=objective.owner.name,
    )


@routes.button("revising.mine")
def mine(ctx: Context, event: ButtonPressed) -> Reply:
    """What this person may say of that it was revised: their own, and for a lead everybody's."""
    found = meeting_in(ctx, event.values)
    return Show(_card(ctx, found))


@routes.button("revising.waiting")
def waiting(ctx: Context, _event: ButtonPressed) -> Reply:
    """What this person is to revise, after whatever meeting."""
    return Show(_waiting(ctx))


def _waiting(ctx: Context) -> Card:
    return waiting_card(ctx.lang, revisions.list_waiting_for(ctx.session, ctx.me.id), ctx.me.person)


@routes.button("revising.done", writes=True)
def done(ctx: Context, event: ButtonPressed) -> Reply:
    found = meeting_in(ctx, event.values, to_change=True)
    revision = _to_settle(ctx, found, event.values)
    if revision.waits:
        if not revisions.has_changed(ctx.session, revision.objective_id, revision.asked_at):
            return OpenForm(stay_form(ctx.lang, revision, _list(event.values)))
        _settle(ctx, found, revision, "")
    return Replace(_after(ctx, event.values, found, revision))


@routes.form("revising.save_stay")
def save_stay(ctx: Context, event: FormSubmitted) -> Reply:
    found = meeting_in(ctx, event.values, to_change=True)
    revision = _to_settle(ctx, found, event.values)
    if revision.waits:
        try:
            answer = words_in(event.fields, "answer", WORD_LIMIT)
            if not answer:
                raise Invalid(message("Write a few words."), field="answer")
        except Refused as error:
            form = stay_form(ctx.lang, revision, _list(event.values))
            return form_errors(ctx, form, event, error)
        _settle(ctx, found, revision, answer)
    return Replace(_after(ctx, event.values, found, revision))


def _list(values: Mapping[str, str]) -> dict[str, str]:
    """What leads back to the list of all meetings."""
    return {"waiting": "1"} if "waiting" in values else {}


def _after(ctx: Context, values: Mapping[str, str], found: Meeting, revision: Revision) -> Card:
    return _waiting(ctx) if "waiting" in values else _card(ctx, found, revision)


def _settle(ctx: Context, found: Meeting, revision: Revision, answer: str) -> None:
    revisions.done(ctx.session, found.id, revision.objective_id, answer, ctx.now)
    revision_cards.follow(ctx.session, found, revision.owner.id, ctx.now)


def _to_settle(ctx: Context, found: Meeting, values: object) -> Revision:
    """What a button or form is about, if this person may settle it. Raises Refused."""
    if not found.is_closed:
        raise Invalid(message("The meeting still goes on; close it first."))
    number = number_in(values)
    every = revisions.list_of_meeting(ctx.session, found.id)
    revision = next((each for each in every if each.number == number), None)
    if revision is None:
        raise NotFound(NO_SUCH, id=str(ObjectiveId(number)))
    if revision not in _may_settle(ctx, found, [revision]):
        raise NotAllowed(
            message("{owner} says when {id} is revised, or a lead does."),
            owner=revision.owner.name,
            id=str(ObjectiveId(number)),
        )
    return revision


def _may_settle(ctx: Context, found: Meeting, every: Sequence[Revision]) -> list[Revision]:
    if ctx.me.actor.is_admin or leads.leads_team(ctx.session, ctx.me.id, found.team_id):
        return list(every)
    return [each for each in every if each.owner.id == ctx.me.id]


def _card(ctx: Context, found: Meeting, revision: Revision | None = None) -> Card:
    """Where who acted stands; of somebody else's, what that person still has to do."""
    every = revisions.list_of_meeting(ctx.session, found.id)
    if revision is not None and revision.owner.id == ctx.me.id:
        shown = revision_cards.own_of(every, ctx.me.id)
    else:
        shown = _may_settle(ctx, found, every)
    return owner_card(ctx.lang, found, shown, reader=ctx.me.person)
