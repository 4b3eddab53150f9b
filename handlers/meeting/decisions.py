"""Decisions of a meeting: each becomes an action item with an owner and a due date."""

from collections.abc import Mapping
from datetime import date

from chat.events import ButtonPressed, FormSubmitted
from chat.forms import FieldValue
from chat.replies import OpenForm, Reply, Show
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import picked
from handlers.meeting.state import check_open, meeting_in, open_to_all, refresh
from handlers.registration import Routes
from handlers.todo import acting
from handlers.todo.reading import check_here, checked_title, due_field
from handlers.views.meeting import decided_card, decision_form
from okr.errors import Invalid, Refused, message
from okr.facts import KeyResult, PersonName
from okr.follow_up import ActionSource
from okr.ids import KeyResultId, parse

routes = Routes()


@routes.button("meeting_decisions.open", writes=True)
def open_form(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(decision_form(ctx.lang, check_open(meeting_in(ctx, event.values))))


@routes.form("meeting_decisions.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    meeting = meeting_in(ctx, event.values, to_change=True)
    try:
        check_open(meeting)
        title = checked_title(str(event.fields.get("title", "")), "title")
        owner = _owner(ctx, event.fields)
        due_on = _due(ctx, event.fields)
        key_result = _key_result(ctx, str(event.fields.get("kr", "")))
    except Refused as error:
        return form_errors(ctx, decision_form(ctx.lang, meeting), event, error)
    item = acting.assign(
        ctx,
        title=title,
        owner=owner,
        due_on=due_on,
        source=ActionSource.MEETING,
        key_result_id=key_result.id if key_result else None,
        meeting_id=meeting.id,
        team_id=meeting.team_id,
    )
    refresh(ctx, meeting, f"decision:{item.id}")
    return Show(decided_card(ctx.lang, item))


def _owner(ctx: Context, fields: Mapping[str, FieldValue]) -> PersonName:
    owners = picked(ctx, fields.get("owner"))
    if not owners:
        raise Invalid(message("Pick who does it."), field="owner")
    return check_here(ctx, owners[0], "owner")


def _due(ctx: Context, fields: Mapping[str, FieldValue]) -> date:
    day = due_field(fields, ctx.today)
    if day is None:
        raise Invalid(message("Say by when."), field="due")
    return day


def _key_result(ctx: Context, typed: str) -> KeyResult | None:
    if not typed.strip():
        return None
    id = parse(typed.strip())
    if not isinstance(id, KeyResultId):
        raise Invalid(message("Write a key result's id such as KR12.2, or nothing."), field="kr")
    try:
        return open_to_all(ctx, id)
    except Refused as error:
        raise Invalid(error.source, field="kr", **error.values) from None
