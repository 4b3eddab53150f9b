"""What would go out at a moment, of every kind; nothing is sent and nothing changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

from chat.address import Account, PlaceKind
from okr.facts import PersonName
from okr.schedule import at_wall_clock, local_date, next_weekly
from okr.working_days import prompt_day
from scheduler import left_behind, team_week, weekly_prompt
from scheduler.jobs import KINDS
from scheduler.rehearsal import Rehearsal, Spoken
from scheduler.reminders import Act
from scheduler.weekly_plan import Plan, plan
from storage import claims, people, prompts, reminders, team_weeks, teams, working_days
from storage import left_behind as left_behind_people
from storage.database import Database
from storage.prompt_slots import MISSED
from storage.prompts import PromptedPerson
from storage.reminders import Reminder
from storage.team_weeks import TeamWeek
from storage.zones import zone_of

BATCH = 500
_MOST_TEAMS = 5_000


@dataclass(frozen=True, slots=True)
class Due:
    """A message that would be sent: `at` in UTC, `local` on its reader's own clock.

    A message to a channel has the team's name, or "#" and the channel, for a name.
    """

    at: datetime
    local: datetime
    kind: str
    name: str
    platform: str
    external_id: str
    key: str

    def as_json(self) -> Mapping[str, object]:
        """As `okrbot due --json` writes it."""
        person = {"name": self.name, "platform": self.platform, "external_id": self.external_id}
        return {
            "at": self.at.isoformat(),
            "local": self.local.isoformat(),
            "kind": self.kind,
            "person": person,
            "key": self.key,
        }


def due(
    database: Database,
    at: datetime,
    platforms: Collection[str] | None = None,
    kinds: Mapping[str, Act] = KINDS,
    now: datetime | None = None,
) -> Iterator[Due]:
    """Everything that would go out then: prompts and teams' days as if the program ran until
    then, and what is known today of things to be looked at (snoozed cards, nudges, due days).

    What fell due more than a day before was sent in its time; with `now`, what is overdue is done
    then. With `platforms`, only what goes out there.
    """
    since = now if now is not None and now <= at else None
    rehearsal = Rehearsal(database, kinds, at, since)
    with database.read() as session:
        yield from _weekly(session, at, platforms)
        days = list(_team_days(session, at, platforms, since))
        gone = left_behind_people.list_untold(session, left_behind.BATCH)
    found = [*_said_on(rehearsal, days, platforms), *_reminded(rehearsal)]
    found += _told_of(rehearsal, gone, since or at)
    with database.read() as session:
        recent = [each for each in found if at - each.at <= MISSED]
        told = [_due(session, each) for each in recent if _goes_to(each, platforms)]
    yield from sorted(told, key=lambda each: (each.at, each.key))


def _weekly(session: Session, at: datetime, platforms: Collection[str] | None) -> Iterator[Due]:
    page = prompts.list_due(session, at, BATCH)
    while page:
        slots = [each for each in _slots(session, page, at) if at - each.slot <= MISSED]
        plans = [each for each in plan(session, slots, at, platforms) if each.sending]
        sent = claims.list_claimed(session, [each.key for each in plans])
        for each in plans:
            if each.key not in sent:
                yield _prompt(each)
        page = prompts.list_due(session, at, BATCH, after=page[-1])


def _slots(session: Session, people: list[PromptedPerson], at: datetime) -> list[PromptedPerson]:
    """Each person with the last slot up to `at`: on a day off, the moment it is put off to."""
    last = [replace(person, slot=_plain_before(person, at)) for person in people]
    days_of = working_days.of_people(
        session,
        [person.id for person in last],
        min(local_date(person.slot, person.zone) for person in last),
        at.date() + timedelta(days=21),
    )
    found = []
    for person in last:
        day = prompt_day(local_date(person.slot, person.zone), days_of[person.id])
        moved = person.slot if day is None else at_wall_clock(day, person.at, person.zone)
        found.append(person)
        if person.slot < moved <= at:
            found.append(replace(person, slot=moved))
    return found


def _plain_before(person: PromptedPerson, at: datetime) -> datetime:
    """The person's last weekly moment up to `at`; never before the one that is stored."""
    slot = person.slot
    if at - slot > timedelta(days=15):
        slot = _following(person, at - timedelta(days=15))
    while (following := _following(person, slot)) <= at:
        slot = following
    return slot


def _following(person: PromptedPerson, after: datetime) -> datetime:
    return next_weekly(after, person.weekday, person.at, person.zone)


def _prompt(each: Plan) -> Due:
    assert each.sending is not None
    sending = each.sending
    return Due(
        at=sending.begins_at,
        local=sending.begins_at.astimezone(sending.reader.zone),
        kind=weekly_prompt.KIND,
        name=sending.reader.name,
        platform=sending.account.platform,
        external_id=sending.account.id,
        key=each.key,
    )


def _team_days(
    session: Session, at: datetime, platforms: Collection[str] | None, since: datetime | None
) -> Iterator[tuple[TeamWeek, datetime]]:
    """Each team with its last day up to `at`, where that was no more than a day before."""
    known = team_weeks.list_due(session, at, _MOST_TEAMS, platforms)
    for team in [*known, *team_weeks.list_unscheduled(session, _MOST_TEAMS, platforms)]:
        # Nobody knows yet when its day is: the program's first tick reckons that.
        first = since or at - MISSED
        slot = team.next_at or team_weeks.following_day(session, team, first)
        while (following := team_weeks.following_day(session, team, slot)) <= at:
            slot = following
        if slot <= at and at - slot <= MISSED:
            yield team, slot


def _said_on(
    rehearsal: Rehearsal,
    days: Iterable[tuple[TeamWeek, datetime]],
    platforms: Collection[str] | None,
) -> Iterator[Spoken]:
    def say(session: Session, team: TeamWeek, at: datetime) -> bool:
        return team_week.say(session, team, at, platforms)

    for team, slot in days:
        yield from rehearsal.say_day(team, slot, say)


def _told_of(rehearsal: Rehearsal, gone: Iterable[PersonName], at: datetime) -> Iterator[Spoken]:
    """What leads would hear of who has left."""
    for person in gone:
        yield from rehearsal.say(
            left_behind.KIND, at, partial(left_behind.tell, person=person, now=at)
        )


def _reminded(rehearsal: Rehearsal) -> Iterator[Spoken]:
    """What the reminders would say, and those that come of them."""
    by_subject: defaultdict[int, list[Reminder]] = defaultdict(list)
    with rehearsal.database.read() as session:
        page = _page(session, rehearsal)
        while page:
            for reminder in page:
                by_subject[reminder.subject_id].append(reminder)
            page = _page(session, rehearsal, page[-1])
    # What is about one thing may build on one another; all at once would keep others waiting.
    for found in by_subject.values():
        yield from rehearsal.remind(found)


def _page(session: Session, rehearsal: Rehearsal, after: Reminder | None = None) -> list[Reminder]:
    return reminders.list_due(session, rehearsal.until, BATCH, list(rehearsal.kinds), after)


def _goes_to(each: Spoken, platforms: Collection[str] | None) -> bool:
    return platforms is None or each.said["platform"] in platforms


def _due(session: Session, each: Spoken) -> Due:
    name, timezone = _reader(session, each.said)
    begins_at = max(each.at, each.said["next_at"])
    return Due(
        at=begins_at,
        local=begins_at.astimezone(zone_of(timezone)),
        kind=each.kind,
        name=name,
        platform=each.said["platform"],
        external_id=each.said["address_id"],
        key=each.said["key"],
    )


def _reader(session: Session, said: Mapping[str, Any]) -> tuple[str, str]:
    """The name and time zone of the person or channel that a row is for."""
    place = said["platform"], said["tenant"], said["address_id"]
    if said["address_kind"] == PlaceKind.CHANNEL.value:
        team = teams.find_by_channel(session, *place)
        known = team_weeks.find(session, int(team.id or 0)) if team else None
        return (known.name, known.timezone) if known else (f"#{place[2]}", "UTC")
    me = people.find_me(session, Account(*place))
    return (me.name, me.timezone) if me else (place[2], "UTC")
