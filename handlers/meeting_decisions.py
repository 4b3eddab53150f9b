"""Decisions of a meeting: each becomes an action item with an owner and a due date."""

from datetime import date

from chat.events import ButtonPressed, FormSubmitted
from chat.replies import FieldErrors, OpenForm, Reply, Show
from handlers import acting
from handlers.context import Context
from handlers.lookup import key_result_by_id, picked
from handlers.meeting_state import check_open, meeting_in, refresh
from handlers.registration import Routes
from handlers.views.meeting import TITLE_LIMIT, decided_card, decision_form
from okr.errors import Invalid, message
from okr.facts import KeyResult
from okr.follow_up import ActionSource
from okr.ids import KeyResultId, parse

routes = Routes()


@routes.button("meeting_decisions.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(decision_form(ctx.lang, check_open(meeting_in(ctx, event.values))))


@routes.form("meeting_decisions.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    meeting = check_open(meeting_in(ctx, event.values))
    owners = picked(ctx, event.fields.get("owner"))
    try:
        title = _title(str(event.fields.get("title", "")))
        if not owners:
            raise Invalid(message("Pick who does it."), field="owner")
        due_on = _due(ctx, str(event.fields.get("due", "")))
        key_result = _key_result(ctx, str(event.fields.get("kr", "")))
    except Invalid as error:
        form = decision_form(ctx.lang, meeting).filled(event.fields)
        problem = ctx.lang.tr(error.source, **error.values)
        return FieldErrors(form, {error.field or "title": problem})
    item = acting.assign(
        ctx,
        title=title,
        owner=owners[0],
        due_on=due_on,
        source=ActionSource.MEETING,
        key_result_id=key_result.id if key_result else None,
        meeting_id=meeting.id,
        team_id=meeting.team_id,
    )
    refresh(ctx, meeting, f"decision:{item.id}")
    return Show(decided_card(ctx.lang, item))


def _title(typed: str) -> str:
    title = " ".join(typed.split())
    if not title:
        raise Invalid(message("Say what is to be done."), field="title")
    if len(title) > TITLE_LIMIT:
        raise Invalid(
            message("That is {length} characters long; {limit} is the most."),
            field="title",
            length=len(title),
            limit=TITLE_LIMIT,
        )
    return title


def _due(ctx: Context, typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Invalid(message("Say by when."), field="due") from None
    if day < ctx.today:
        raise Invalid(message("That day is over. Choose today or a later one."), field="due")
    return day


def _key_result(ctx: Context, typed: str) -> KeyResult | None:
    if not typed.strip():
        return None
    id = parse(typed.strip())
    if not isinstance(id, KeyResultId):
        raise Invalid(message("Write a key result's id such as KR12.2, or nothing."), field="kr")
    return key_result_by_id(ctx, id)[1]
