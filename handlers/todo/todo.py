"""Action items: see them, write them, and say that they are done, moved or dropped."""

from collections.abc import Mapping
from datetime import date

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import OpenForm, Replace, Reply, Show
from handlers.answers import page_in
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.lookup import key_result_by_id, people_in, picked
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.teams.lookup import find_team, team_named
from handlers.todo import acting
from handlers.todo import reading as todo_reading
from handlers.todo.lists import Whose, list_card, lists_in, may_change
from handlers.todo.reading import check_day, check_here
from handlers.views.todo import REASON_LIMIT, drop_form, id_of, item_card, move_form
from handlers.writing.measuring import date_field
from okr import permissions
from okr.errors import Invalid, NotAllowed, NotFound, Refused, message
from okr.facts import Actor, KeyResult, PersonName
from okr.follow_up import ActionItem, ActionSource, ActionState
from okr.ids import ActionId, KeyResultId, parse_action
from storage import action_items, objectives
from storage.tables import ActionItemRow

routes = Routes()

_DONE_WORDS = frozenset({"done", "完成", "已完成", "做完了"})


@routes.command(
    "todo",
    "待办",
    "todos",
    summary=message("action items with owner and date"),
    usage=(
        ("todo", message("mine that are open, overdue first")),
        ("todo call the partner @Bo by Friday", message("a new one; `KR12.2` in it ties it")),
        ("todo A7", message("one of them; `todo A7 done` closes it")),
        ("todo @Bo", message("a person's open ones; `todo #Growth` a team's")),
    ),
)
def todo(ctx: Context, words: Words) -> Reply:
    if not words:
        return Show(list_card(ctx, Whose.of_person(ctx.me.person), 0))
    head, rest = words.take_word()
    id = parse_action(head)
    if id is not None and (card := _one(ctx, id, rest)):
        return Show(card)
    named = people_in(ctx, words)
    if len(named.people) == 1 and not named.rest.plain.strip():
        return Show(list_card(ctx, Whose.of_person(named.people[0]), 0))
    team = find_team(ctx, words)
    if team is None and words.text.startswith(("#", "＃")) and not rest:
        team = team_named(ctx, words, "todo #Growth")
    if team is not None:
        return Show(list_card(ctx, Whose.of_team(team), 0))
    return Show(_write(ctx, todo_reading.read(ctx, words)))


def _one(ctx: Context, id: ActionId, rest: Words) -> Card | None:
    """An item by its number, or done with it where the words say so.

    None where there is no such item, and more words: "A4 paper" is something to buy.
    """
    row = action_items.lock_numbered(ctx.session, ctx.me.workspace_id, id.number)
    if row is None or not _may_know(ctx, row):
        if rest:
            return None
        raise NotFound(message("There is no {id}. `/okr todo` lists yours."), id=str(id))
    if not rest:
        return _card(ctx, row)
    if rest.text.strip(" .!。！").casefold() not in _DONE_WORDS:
        raise Invalid(
            message("Say `todo {id} done`, or use the buttons of `todo {id}`."), id=str(id)
        )
    _check_may_change(ctx, row)
    return _closed(ctx, row, ActionState.DONE)


def _write(ctx: Context, said: todo_reading.Said) -> Card:
    owner = said.owner or ctx.me.person
    key_result = _key_result(ctx, said.key_result, owner) if said.key_result else None
    item = acting.assign(
        ctx,
        title=said.title,
        owner=owner,
        due_on=said.due_on,
        source=ActionSource.TODO,
        key_result_id=key_result.id if key_result else None,
    )
    note = ctx.lang.tr("{id} written", id=id_of(item))
    if owner.id != ctx.me.id:
        note = ctx.lang.tr("{id} written; {name} is told", id=id_of(item), name=owner.name)
    return item_card(ctx.lang, item, ctx.today, may_change=True, note=f"✓ {note}")


def _key_result(ctx: Context, id: KeyResultId, owner: PersonName) -> KeyResult:
    """The key result an item belongs to. Raises Invalid where its owner may not know of it."""
    objective, key_result, _ = key_result_by_id(ctx, id)
    guarded = objectives.guarded(ctx.session, objective)
    if not permissions.may_see(Actor(owner.id), guarded):
        raise Invalid(
            message("{id} is a draft that {name} cannot see. Publish it first, or leave it out."),
            id=str(id),
            name=owner.name,
        )
    return key_result


@routes.button("todo.show")
def show_own(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(list_card(ctx, Whose.of_person(ctx.me.person), page_in(event.values)))


@routes.button("todo.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    whose = lists_in(ctx, event.values) or Whose.of_person(ctx.me.person)
    return Replace(list_card(ctx, whose, page_in(event.values)))


@routes.button("todo.done", writes=True)
def done(ctx: Context, event: ButtonPressed) -> Reply:
    row = _changeable(ctx, event.values)
    if row.state is not ActionState.OPEN:
        return Replace(_back(ctx, event.values, row))
    return Replace(_closed(ctx, row, ActionState.DONE, values=event.values))


@routes.button("todo.reopen", writes=True)
def reopen(ctx: Context, event: ButtonPressed) -> Reply:
    row = _changeable(ctx, event.values)
    if row.state is not ActionState.OPEN:
        acting.reopen(ctx, row)
    return Replace(_back(ctx, event.values, row))


@routes.button("todo.move", writes=True)
def open_move(ctx: Context, event: ButtonPressed) -> Reply:
    return OpenForm(_move_form(ctx, _open(ctx, event.values), event.values))


@routes.form("todo.move_save")
def save_moved(ctx: Context, event: FormSubmitted) -> Reply:
    row = _open(ctx, event.values)
    item = action_items.get(ctx.session, _id(row))
    try:
        due_on = _day(ctx, event, row.due_on)
        owner = _new_owner(ctx, event, item)
    except Refused as error:
        return form_errors(ctx, _move_form(ctx, row, event.values), event, error)
    if (due_on, owner.id) != (row.due_on, row.owner_id):
        acting.move(ctx, row, due_on, owner)
    return Replace(_back(ctx, event.values, row, ctx.lang.tr("{id} moved", id=id_of(item))))


def _day(ctx: Context, event: FormSubmitted, before: date | None) -> date | None:
    """The new day; one that has passed can stay, but not be chosen. Raises Invalid."""
    day = date_field(event.fields, "due", ctx.today)
    if day is not None and day != before:
        check_day(day, ctx.today, "due")
    return day


def _new_owner(ctx: Context, event: FormSubmitted, item: ActionItem) -> PersonName:
    """Who is to do it; without a choice it stays. Raises Invalid for somebody who left."""
    owner = next(iter(picked(ctx, event.fields.get("owner"))), item.owner)
    return item.owner if owner.id == item.owner.id else check_here(ctx, owner, "owner")


@routes.button("todo.drop", writes=True)
def open_drop(ctx: Context, event: ButtonPressed) -> Reply:
    row = _open(ctx, event.values)
    return OpenForm(drop_form(ctx.lang, action_items.get(ctx.session, _id(row)), event.values))


@routes.form("todo.drop_save")
def save_dropped(ctx: Context, event: FormSubmitted) -> Reply:
    row = _open(ctx, event.values)
    reason = " ".join(str(event.fields.get("reason", "") or "").split())
    if not reason or len(reason) > REASON_LIMIT:
        form = drop_form(ctx.lang, action_items.get(ctx.session, _id(row)), event.values)
        error = Invalid(
            message("Say in a line why it is dropped ({limit} characters at most)."),
            field="reason",
            limit=REASON_LIMIT,
        )
        return form_errors(ctx, form, event, error)
    return Replace(_closed(ctx, row, ActionState.DROPPED, reason, event.values))


def _move_form(ctx: Context, row: ActionItemRow, values: Mapping[str, str]) -> Form:
    item = action_items.get(ctx.session, _id(row))
    return move_form(ctx.lang, item, ctx.accounts((item.owner,))[:1], values)


def _closed(
    ctx: Context,
    row: ActionItemRow,
    state: ActionState,
    reason: str = "",
    values: Mapping[str, str] | None = None,
) -> Card:
    if row.state is ActionState.OPEN:
        acting.close(ctx, row, state, reason)
    id = str(ActionId(row.number))
    is_done = state is ActionState.DONE
    said = ctx.lang.tr("{id} done", id=id) if is_done else ctx.lang.tr("{id} dropped", id=id)
    return _back(ctx, values or {}, row, said)


def _back(ctx: Context, values: Mapping[str, str], row: ActionItemRow, said: str = "") -> Card:
    """The list that the button stood in, as it is now; else the item's own card."""
    ctx.session.flush()
    note = f"✓ {said} · {ctx.lang.moment(ctx.now, ctx.me.zone)}" if said else ""
    whose = lists_in(ctx, values)
    if whose is not None:
        return list_card(ctx, whose, page_in(values), note)
    return _card(ctx, row, note)


def _card(ctx: Context, row: ActionItemRow, note: str = "") -> Card:
    item = action_items.get(ctx.session, _id(row))
    may = may_change(ctx, [item])
    return item_card(ctx.lang, item, ctx.today, may_change=item.id in may, note=note)


def _open(ctx: Context, values: Mapping[str, str]) -> ActionItemRow:
    """The item, if it is open and this person may change it. Raises Refused."""
    row = _changeable(ctx, values)
    if row.state is ActionState.DONE:
        raise Invalid(message("{id} is done already."), id=str(ActionId(row.number)))
    if row.state is ActionState.DROPPED:
        raise Invalid(message("{id} was dropped already."), id=str(ActionId(row.number)))
    return row


def _changeable(ctx: Context, values: Mapping[str, str]) -> ActionItemRow:
    """The item that a button or form is for. Raises NotFound or NotAllowed."""
    typed = str(values.get("item", ""))
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 10
    row = action_items.lock(ctx.session, ctx.me.workspace_id, int(typed)) if is_number else None
    if row is None or not _may_know(ctx, row):
        raise NotFound(message("That action item is no longer there. `/okr todo` lists yours."))
    _check_may_change(ctx, row)
    return row


def _check_may_change(ctx: Context, row: ActionItemRow) -> None:
    item = action_items.get(ctx.session, _id(row))
    if item.id not in may_change(ctx, [item]):
        raise NotAllowed(
            message("Only {owner}, who made it, their lead or an admin can change {id}."),
            owner=item.owner.name,
            id=id_of(item),
        )


def _may_know(ctx: Context, row: ActionItemRow) -> bool:
    return action_items.may_know(ctx.session, _id(row), ctx.me.id)


def _id(row: ActionItemRow) -> int:
    return int(row.id or 0)
