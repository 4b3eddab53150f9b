"""Ask somebody once more for their check-in: at most twice a week, whoever wants it."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from chat.address import Address
from chat.cards import Card
from handlers.prompts import state as prompt_state
from handlers.prompts.state import Waiting
from handlers.views.weekly import Again, weekly_card
from okr.facts import PersonName
from okr.follow_up import RoundState
from okr.schedule import at_wall_clock, week_key
from okr.working_days import WorkDays, add_working_days, later_this_week
from storage import outbox, rounds

_SILENT = frozenset(
    {
        RoundState.DONE,
        RoundState.SKIPPED,
        RoundState.DELEGATED,
        RoundState.OFF,
        RoundState.SNOOZED,
    }
)


def nudge(
    session: Session,
    person_id: int,
    week: str,
    now: datetime,
    asked_by: PersonName | None = None,
) -> bool:
    """Put one nudge into the outbox and count it; `asked_by` is who wanted it, if somebody did.

    False where there is nothing to be done or nobody to be asked: all checked in, skipped, handed
    over, put off, away; and where the person had two nudges that week.
    """
    found = prompt_state.find_all(session, [person_id], week, now)
    return bool(_nudge(session, found.values(), now, asked_by))


def _nudge(
    session: Session,
    found: Collection[Waiting],
    now: datetime,
    asked_by: PersonName | None = None,
) -> Collection[Waiting]:
    """Nudge those of these people, of one week, who can be; gives them."""
    days = prompt_state.days_of_all(session, found)
    asked = {each.person.id: each for each in found if _can_be_nudged(each, days[each.person.id])}
    if not asked:
        return ()
    week = next(iter(asked.values())).week
    numbers = rounds.count_nudges(session, asked, week, now)
    keys = {f"nudge:{week}:{id}:{number}": asked[id] for id, number in sorted(numbers.items())}
    rows = [
        _row(each, key, weekly_card(each.asked(Again.NUDGED, asked_by)), now)
        for key, each in keys.items()
    ]
    return [keys[key] for key in sorted(outbox.add_rows(session, rows))]


def _can_be_nudged(waiting: Waiting, days: WorkDays) -> bool:
    if waiting.account is None or not waiting.person.is_active or days.is_off(waiting.today):
        return False
    return bool(waiting.still_open) and waiting.state not in _SILENT and waiting.is_current


def nudge_by_itself(session: Session, person_id: int, week: str, now: datetime) -> None:
    """A prompt stands unanswered: nudge, and look again two working days later.

    On a day off it waits for the next working day; never beyond the week.
    """
    nudge_by_themselves(session, [person_id], week, now)


def nudge_by_themselves(
    session: Session, person_ids: Collection[int], week: str, now: datetime
) -> None:
    """The same for many, in the same few statements."""
    found = prompt_state.find_all(session, person_ids, week, now).values()
    waiting = [each for each in found if each.week == each.this_week and each.state not in _SILENT]
    days = prompt_state.days_of_all(session, waiting)
    at_work = [each for each in waiting if days[each.person.id].is_working(each.today)]
    later: list[tuple[Waiting, datetime | None]] = [
        (
            each,
            later_this_week(now, each.person.at, each.person.zone, days[each.person.id], first=1),
        )
        for each in waiting
        if not days[each.person.id].is_working(each.today)
    ]
    for each in _nudge(session, at_work, now):
        day = add_working_days(each.today, 2, days[each.person.id])
        later.append((each, at_wall_clock(day, each.person.at, each.person.zone)))
    again = [
        (each, at)
        for each, at in later
        if at is not None and week_key(at, each.person.zone) == week
    ]
    prompt_state.remind_all(session, "nudge", again)


def ask_again(
    session: Session, person_id: int, week: str, now: datetime, put_off_to: datetime
) -> None:
    """The time for which somebody put off their prompt is over: the card, unless it is done.

    `put_off_to` is the moment they wanted: it names the card, whenever that goes out.
    """
    waiting = prompt_state.find(session, person_id, week, now)
    if waiting is None or waiting.week != waiting.this_week:
        return
    if waiting.state is not RoundState.SNOOZED or waiting.account is None:
        return
    person = waiting.person
    days = prompt_state.days_of(session, waiting)
    if days.is_off(waiting.today):
        later = later_this_week(now, person.at, person.zone, days, first=1)
        if later is not None:
            prompt_state.remind(session, "snooze", waiting, later)
        return
    card = weekly_card(waiting.asked(Again.SNOOZED))
    _say(session, waiting, f"snooze:{week}:{person_id}:{int(put_off_to.timestamp())}", card, now)
    rounds.put(session, person_id, week, RoundState.PROMPTED, now)
    next_at = later_this_week(now, person.at, person.zone, days, first=1)
    if next_at is not None:
        prompt_state.remind(session, "nudge", waiting, next_at)


def _say(session: Session, waiting: Waiting, key: str, card: Card, now: datetime) -> bool:
    return bool(outbox.add_rows(session, [_row(waiting, key, card, now)]))


def _row(waiting: Waiting, key: str, card: Card, now: datetime) -> dict[str, object]:
    assert waiting.account is not None
    return outbox.row(key=key, address=Address.of(waiting.account), body=card, now=now)
