"""Ask somebody once more for their check-in: at most twice a week, whoever wants it."""

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
    waiting = prompt_state.find(session, person_id, week, now)
    if waiting is None:
        return False
    return _nudge(session, waiting, prompt_state.days_of(session, waiting), now, asked_by)


def _nudge(
    session: Session, waiting: Waiting, days: WorkDays, now: datetime, asked_by: PersonName | None
) -> bool:
    person_id, week = waiting.person.id, waiting.week
    if waiting.account is None or not waiting.person.is_active or days.is_off(waiting.today):
        return False
    if not waiting.still_open or waiting.state in _SILENT or not waiting.is_current:
        return False
    number = rounds.count_nudge(session, person_id, week, now)
    if number is None:
        return False
    card = weekly_card(waiting.asked(Again.NUDGED, asked_by))
    return _say(session, waiting, f"nudge:{week}:{person_id}:{number}", card, now)


def nudge_by_itself(session: Session, person_id: int, week: str, now: datetime) -> None:
    """A prompt stands unanswered: nudge, and look again two working days later.

    On a day off it waits for the next working day; never beyond the week.
    """
    waiting = prompt_state.find(session, person_id, week, now)
    if waiting is None or waiting.week != waiting.this_week or waiting.state in _SILENT:
        return
    person = waiting.person
    days = prompt_state.days_of(session, waiting)
    if not days.is_working(waiting.today):
        next_at = later_this_week(now, person.at, person.zone, days, first=1)
    elif _nudge(session, waiting, days, now, None):
        day = add_working_days(waiting.today, 2, days)
        next_at = at_wall_clock(day, person.at, person.zone)
    else:
        return
    if next_at is not None and week_key(next_at, person.zone) == week:
        prompt_state.remind(session, "nudge", waiting, next_at)


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
    assert waiting.account is not None
    address = Address.of(waiting.account)
    return outbox.add(session, key=key, address=address, body=card, now=now)
