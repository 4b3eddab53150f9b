"""What happens to an action item, wherever it comes from: made, moved, closed, and who is told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session

from chat.cards import Card
from chat.locales import Language
from handlers.context import Context
from handlers.todo.reading import cut_day
from handlers.views.todo import closed_card, given_card
from okr.action_items import reminded_at
from okr.facts import KeyResult, PersonName
from okr.follow_up import ActionItem, ActionSource, ActionState
from okr.schedule import local_date
from storage import action_items, leads, prompts, reminders, working_days
from storage.action_items import Origin
from storage.people import Me
from storage.tables import ActionItemRow

KIND = "action"
"""The kind of the reminder on the due day."""
_AHEAD = timedelta(days=60)
_YEARS_AHEAD = 20
"""A day further ahead than this is no day that anybody waits for."""


def key_of(item_id: int) -> str:
    """The key of an item's reminder: there is one at a time."""
    return f"action:{item_id}"


def assign(
    ctx: Context,
    *,
    title: str,
    owner: PersonName,
    due_on: date | None,
    source: ActionSource,
    key_result_id: int | None = None,
    check_in_id: int | None = None,
    risk_id: int | None = None,
    meeting_id: int | None = None,
    team_id: int | None = None,
) -> ActionItem:
    """A new action item of `owner`, who is told where somebody else makes it."""
    row = action_items.add(
        ctx.session,
        ctx.me.workspace_id,
        title=title,
        owner_id=owner.id,
        by_id=ctx.me.id,
        due_on=due_on,
        origin=Origin(source, key_result_id, check_in_id, risk_id, meeting_id, team_id),
        now=ctx.now,
    )
    remind(ctx.session, row, ctx.now)
    item = action_items.get(ctx.session, int(row.id or 0))
    _tell_owner(ctx, item)
    return item


def from_next_step(
    ctx: Context, key_result: KeyResult, check_in_id: int, *, text: str, due_on: date | None
) -> None:
    """A check-in was saved with this next step: one with a date is an action item of who says it.

    The same check-in saved anew changes the item, and takes it back when it has none any more.
    What was done or dropped meanwhile stays so, unless the step is another one now.
    """
    # The day stands in the item's own field, and may be moved: "by Friday" would go stale.
    without_day, _ = cut_day(" ".join(text.split()), ctx.today)
    title = without_day or text.strip()
    row = action_items.lock_of_check_in(ctx.session, check_in_id)
    if not title or due_on is None:
        if row is not None and row.state is ActionState.OPEN:
            _take_back(ctx, row)
    elif row is None:
        assign(
            ctx,
            title=title,
            owner=ctx.me.person,
            due_on=due_on,
            source=ActionSource.CHECK_IN,
            key_result_id=key_result.id,
            check_in_id=check_in_id,
        )
    elif (row.title, row.due_on) != (title, due_on) or _is_taken_back(row):
        row.title, row.due_on = title, due_on
        row.state, row.closed_at, row.reason = ActionState.OPEN, None, ""
        remind(ctx.session, row, ctx.now)


def _take_back(ctx: Context, row: ActionItemRow) -> None:
    """It was never decided on: without a moment of closing no report lists it."""
    row.state, row.closed_at = ActionState.DROPPED, None
    reminders.cancel(ctx.session, key_of(int(row.id or 0)))


def _is_taken_back(row: ActionItemRow) -> bool:
    return row.state is ActionState.DROPPED and row.closed_at is None


def move(ctx: Context, row: ActionItemRow, due_on: date | None, owner: PersonName) -> None:
    """Another day, or another person, who is told."""
    is_handed_over = owner.id != row.owner_id
    row.due_on, row.owner_id = due_on, owner.id
    remind(ctx.session, row, ctx.now)
    if is_handed_over:
        _tell_owner(ctx, action_items.get(ctx.session, int(row.id or 0)))


def close(ctx: Context, row: ActionItemRow, state: ActionState, reason: str = "") -> None:
    """Done or dropped; its maker, its owner and who raised the risk behind it are told."""
    row.state, row.closed_at, row.reason = state, ctx.now, reason
    ctx.session.flush()
    item_id = int(row.id or 0)
    reminders.cancel(ctx.session, key_of(item_id))
    item = action_items.get(ctx.session, item_id)

    def card_for(_reader: Me, lang: Language) -> Card:
        return closed_card(lang, item, ctx.me.name)

    asker = action_items.find_asker(ctx.session, row)
    concerned = dict.fromkeys((row.by_id, row.owner_id, *([asker] if asker else [])))
    there = leads.list_reachable(ctx.session, concerned)
    for person_id in concerned:
        if person_id in there and person_id != ctx.me.id:
            moment = int(ctx.now.timestamp())
            ctx.tell(person_id, f"action-{state.value}:{item_id}:{person_id}:{moment}", card_for)


def reopen(ctx: Context, row: ActionItemRow) -> None:
    """Open again: closing it was a slip, or something is left to do."""
    row.state, row.closed_at, row.reason = ActionState.OPEN, None, ""
    remind(ctx.session, row, ctx.now)


def remind(session: Session, row: ActionItemRow, now: datetime) -> None:
    """Remind the owner on the due day, where that is still ahead; and at no other moment."""
    session.flush()
    item_id = int(row.id or 0)
    at = moment_of(session, row, now)
    reminders.cancel(session, key_of(item_id))
    if at is not None and at > now:
        reminders.add(
            session,
            key=key_of(item_id),
            kind=KIND,
            workspace_id=row.workspace_id,
            subject_id=item_id,
            person_id=row.owner_id,
            at=at,
        )


def moment_of(session: Session, row: ActionItemRow, now: datetime) -> datetime | None:
    """When the owner of an open item is reminded of it, as their days now are."""
    return moments_of(session, [row], now).get(int(row.id or 0))


def moments_of(
    session: Session, rows: Sequence[ActionItemRow], now: datetime
) -> Mapping[int, datetime]:
    """The same for many, by item; nothing for those that are closed or have no day."""
    by_day: defaultdict[date, list[ActionItemRow]] = defaultdict(list)
    for row in rows:
        is_near = row.due_on is not None and row.due_on.year <= now.year + _YEARS_AHEAD
        if is_near and row.due_on is not None and row.state is ActionState.OPEN:
            by_day[row.due_on].append(row)
    owners = prompts.list_people(session, {row.owner_id for row in rows}, now)
    moments = {}
    for due_on, due in by_day.items():
        ids = {row.owner_id for row in due}
        days = working_days.of_people(session, ids, due_on, due_on + _AHEAD)
        for row in due:
            owner = owners[row.owner_id]
            moments[int(row.id or 0)] = reminded_at(due_on, owner.at, owner.zone, days[owner.id])
    return moments


def _tell_owner(ctx: Context, item: ActionItem) -> None:
    if item.owner.id == ctx.me.id:
        return
    ctx.tell(
        item.owner.id,
        f"action-given:{item.id}:{item.owner.id}:{int(ctx.now.timestamp())}",
        lambda reader, lang: given_card(lang, item, ctx.me.name, local_date(ctx.now, reader.zone)),
    )
