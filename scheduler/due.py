"""What would go out at a moment, of every kind; nothing is sent and nothing changes."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, func, select
from sqlmodel import Session

from chat.address import Account, PlaceKind
from okr.schedule import at_wall_clock, local_date, next_weekly, week_key
from okr.working_days import prompt_day
from scheduler import weekly_prompt
from scheduler.jobs import KINDS
from scheduler.reminders import Act
from scheduler.weekly_plan import Plan, plan
from storage import claims, people, prompts, reminders, team_weeks, teams, working_days
from storage.database import Database
from storage.outbox import OUTBOX
from storage.prompt_slots import MISSED
from storage.prompts import PromptedPerson
from storage.reminders import Reminder
from storage.zones import zone_of

BATCH = 500
_MOST_TEAMS, _MOST_REMINDERS = 5_000, 5_000


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
) -> Iterator[Due]:
    """Everything that would go out then: prompts and teams' days as if the program ran until
    then, and what is known today of things to be looked at (snoozed cards, nudges, due days).

    What fell due more than a day before was sent in its time.
    """
    with database.read() as session:
        yield from _weekly(session, at, platforms)
        yield from _teams(session, at, platforms)
    yield from _reminded(database, at, platforms, kinds)


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


def _teams(session: Session, at: datetime, platforms: Collection[str] | None) -> Iterator[Due]:
    for team in team_weeks.list_due(session, at, _MOST_TEAMS, platforms):
        slot = team.next_at or at
        while (following := team_weeks.following_day(session, team, slot)) <= at:
            slot = following
        key = f"digest:{week_key(slot, team.zone)}:{team.id}"
        if at - slot > MISSED or team.channel is None or claims.list_claimed(session, [key]):
            continue
        yield Due(
            at=slot,
            local=slot.astimezone(team.zone),
            kind="digest",
            name=team.name,
            platform=team.channel.platform,
            external_id=team.channel.id,
            key=key,
        )


def _reminded(
    database: Database,
    at: datetime,
    platforms: Collection[str] | None,
    kinds: Mapping[str, Act],
) -> Iterator[Due]:
    """What the reminders would say: each is done, read off the outbox, and taken back."""
    with database.read() as session:
        waiting = reminders.list_due(session, at, _MOST_REMINDERS, list(kinds))
    found: list[Due] = []
    # One at a time, so that a running bot is not kept from writing for long.
    for reminder in waiting:
        if at - reminder.at > MISSED:
            continue
        with suppress(_TakenBack), database.write() as session:
            last = _last_row(session)
            reminders.take(session, reminder)
            kinds[reminder.kind](session, reminder, reminder.at)
            session.flush()
            found += _said(session, last, reminder, platforms)
            raise _TakenBack
    yield from sorted(found, key=lambda each: (each.at, each.key))


class _TakenBack(Exception):
    """Ends a transaction that was only tried."""


def _last_row(session: Session) -> int:
    return int(session.execute(select(func.max(OUTBOX.c.id))).scalar() or 0)


def _said(
    session: Session, last: int, reminder: Reminder, platforms: Collection[str] | None
) -> list[Due]:
    """What was put into the outbox after that row; changes of earlier messages left out."""
    rows = session.execute(
        select(OUTBOX)
        .where(OUTBOX.c.id > last, OUTBOX.c.edit_key.is_(None), OUTBOX.c.edit_id.is_(None))
        .order_by(OUTBOX.c.id)
    )
    found = []
    for row in rows:
        said = row._mapping
        if platforms is not None and said["platform"] not in platforms:
            continue
        name, timezone = _reader(session, said)
        begins_at = max(reminder.at, said["next_at"])
        found.append(
            Due(
                at=begins_at,
                local=begins_at.astimezone(zone_of(timezone)),
                kind=reminder.kind,
                name=name,
                platform=said["platform"],
                external_id=said["address_id"],
                key=said["key"],
            )
        )
    return found


def _reader(session: Session, said: RowMapping) -> tuple[str, str]:
    """The name and time zone of the person or channel that a row is for."""
    place = said["platform"], said["tenant"], said["address_id"]
    if said["address_kind"] == PlaceKind.CHANNEL.value:
        team = teams.find_by_channel(session, *place)
        known = team_weeks.find(session, int(team.id or 0)) if team else None
        return (known.name, known.timezone) if known else (f"#{place[2]}", "UTC")
    me = people.find_me(session, Account(*place))
    return (me.name, me.timezone) if me else (place[2], "UTC")
