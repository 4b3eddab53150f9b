"""What is to become of each person's slot: asked, put off, somebody else asked, or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from chat.address import Account
from handlers.views.weekly import Asked
from okr.facts import KeyResult, PersonName, Span
from okr.follow_up import RoundState
from okr.schedule import at_wall_clock, local_date, next_weekly, week_key
from okr.working_days import WorkDays, later_this_week, next_hour_of_work, prompt_day
from storage import away, prompts, working_days
from storage.prompt_slots import prompt_key
from storage.prompts import PromptedPerson


@dataclass(frozen=True, slots=True)
class Sending:
    """A card that goes to `reader`: the owner, or who stands in for them.

    `begins_at` is when it may go, `nudge_at` when to look whether it was answered.
    """

    reader: PromptedPerson
    account: Account
    key_results: Sequence[KeyResult]
    begins_at: datetime
    nudge_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of a person's slot, and when their next one is.

    `state` is None where nothing is to be kept of the week, because nothing is asked or the
    prompt is only put off.
    """

    person: PromptedPerson
    following: datetime
    state: RoundState | None = None
    sending: Sending | None = None

    @property
    def week(self) -> str:
        """The ISO week of the slot, in the person's zone."""
        return week_key(self.person.slot, self.person.zone)

    @property
    def key(self) -> str:
        """What is claimed, and the outbox's key."""
        return prompt_key(self.week, self.person.id)

    def asked(self, sending: Sending) -> Asked:
        """What the card says."""
        reader, owner = sending.reader, self.person
        return Asked(
            reader.name,
            reader.locale,
            self.week,
            sending.key_results,
            owner=None if reader.id == owner.id else PersonName(owner.id, owner.name),
        )


@dataclass(frozen=True, slots=True)
class _StandIns:
    """Who may stand in for whom when, and how they are reached."""

    spans: Mapping[int, Sequence[tuple[Span, int]]]
    people: Mapping[int, PromptedPerson]
    accounts: Mapping[int, Account]
    days: Mapping[int, WorkDays]


def plan(
    session: Session,
    people: Sequence[PromptedPerson],
    now: datetime,
    platforms: Collection[str] | None = None,
) -> list[Plan]:
    """A plan for each of these people, in their order; changes nothing."""
    if not people:
        return []
    today = {person.id: local_date(person.slot, person.zone) for person in people}
    first, last = min(today.values()), max(today.values())
    accounts = prompts.accounts_of(session, today, platforms)
    owned = prompts.key_results_of(session, people, first, last)
    days = working_days.of_people(session, today, first, last + timedelta(days=21))
    running = {
        person.id: [found for span, found in owned.get(person.id, ()) if today[person.id] in span]
        for person in people
    }
    done = _checked_in(session, people, running)
    stand_ins = _stand_ins(session, people, now, platforms)
    return [
        _plan(person, accounts.get(person.id), running[person.id], done, days, stand_ins)
        for person in people
    ]


def _plan(
    person: PromptedPerson,
    account: Account | None,
    running: Sequence[KeyResult],
    done: Collection[tuple[int, str]],
    all_days: Mapping[int, WorkDays],
    stand_ins: _StandIns,
) -> Plan:
    zone, slot, days = person.zone, person.slot, all_days[person.id]
    following = next_weekly(slot, person.weekday, person.at, zone)
    week = week_key(slot, zone)
    if not person.is_active or not running:
        return Plan(person, following)
    still_open = [each for each in running if (each.id, week) not in done]
    if not still_open:
        return Plan(person, following, RoundState.DONE)
    if sending := _to_stand_in(person, still_open, stand_ins):
        return Plan(person, following, RoundState.DELEGATED, sending)
    today = local_date(slot, zone)
    if days.is_off(today):
        put_off_to = prompt_day(today, days)
        if put_off_to is None:
            return Plan(person, following, RoundState.OFF)
        return Plan(person, at_wall_clock(put_off_to, person.at, zone))
    if account is None:
        return Plan(person, following)
    nudge_at = later_this_week(slot, person.at, zone, days, first=1)
    sending = Sending(person, account, still_open, slot, nudge_at)
    return Plan(person, following, RoundState.PROMPTED, sending)


def _to_stand_in(
    person: PromptedPerson, still_open: Sequence[KeyResult], stand_ins: _StandIns
) -> Sending | None:
    """Who is asked instead; None where nobody can be, or works before the week is over."""
    today = local_date(person.slot, person.zone)
    for span, delegate_id in stand_ins.spans.get(person.id, ()):
        reader = stand_ins.people.get(delegate_id)
        account = stand_ins.accounts.get(delegate_id)
        if today not in span or reader is None or account is None or not reader.is_active:
            continue
        begins_at = next_hour_of_work(person.slot, reader.zone, stand_ins.days[delegate_id])
        if week_key(begins_at, person.zone) == week_key(person.slot, person.zone):
            return Sending(reader, account, still_open, begins_at)
    return None


def _stand_ins(
    session: Session,
    people: Sequence[PromptedPerson],
    now: datetime,
    platforms: Collection[str] | None,
) -> _StandIns:
    first = min(local_date(person.slot, person.zone) for person in people)
    spans = away.delegates_of(session, [person.id for person in people], first)
    ids = {delegate_id for found in spans.values() for _, delegate_id in found}
    if not ids:
        return _StandIns({}, {}, {}, {})
    day = timedelta(days=1)
    return _StandIns(
        spans,
        prompts.list_people(session, ids, now),
        prompts.accounts_of(session, ids, platforms),
        working_days.of_people(session, ids, first - day, first + 30 * day),
    )


def _checked_in(
    session: Session,
    people: Sequence[PromptedPerson],
    running: Mapping[int, Sequence[KeyResult]],
) -> Collection[tuple[int, str]]:
    """Which key results somebody has checked in on in which week, as far as it can matter."""
    # A check-in of the week is no older than the week: most key results are out at once.
    ids = [
        each.id
        for person in people
        for each in running[person.id]
        if each.checked_in_at is not None and person.slot - each.checked_in_at < timedelta(days=9)
    ]
    weeks = {week_key(person.slot, person.zone) for person in people}
    return prompts.list_checked_in(session, ids, weeks) if ids else ()
