"""When each person is next to be prompted: reckoned anew with everything that has a say in it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from okr.follow_up import RoundState
from okr.prompt_time import USUAL_TIME as USUAL_TIME
from okr.prompt_time import USUAL_WEEKDAY as USUAL_WEEKDAY
from okr.prompt_time import PromptTime, Source
from okr.schedule import local_date, next_weekly, week_key
from okr.working_days import WorkDays, later_this_week, next_prompt, next_slot
from storage import claims, rounds, working_days
from storage.statements import pick
from storage.tables import PersonRow, TeamMember, TeamRow
from storage.zones import zone_of

MISSED = timedelta(days=1)
"""A slot that is older was missed (the program did not run): it is left out, not made up for."""


def prompt_key(week: str, person_id: int) -> str:
    """What is claimed, and said, once for each person and week."""
    return f"weekly:{week}:{person_id}"


def days_of(session: Session, person_id: int, today: date) -> WorkDays:
    """The days somebody works, last week and this and the next few."""
    return days_of_all(session, [person_id], today, today)[person_id]


def days_of_all(
    session: Session, person_ids: Collection[int], first: date, last: date
) -> Mapping[int, WorkDays]:
    """The same for many whose today is from `first` to `last`."""
    week = timedelta(days=7)
    return working_days.of_people(session, person_ids, first - week, last + 5 * week)


def reckon(session: Session, row: PersonRow, now: datetime, *, keeps_week: bool = True) -> None:
    """Set when the person's next prompt is due.

    With `keeps_week` a prompt of this week that is still ahead is not lost, though the time for
    it has passed by the new reckoning: it comes on what is left of the week's working days.
    """
    reckon_all(session, [row], now, keeps_week=keeps_week)


def reckon_all(
    session: Session, rows: Sequence[PersonRow], now: datetime, *, keeps_week: bool = True
) -> None:
    """The same for many, in the same few statements."""
    session.flush()
    weeks = {int(row.id or 0): week_key(now, zone_of(row.timezone)) for row in rows}
    today, week = now.date(), timedelta(days=7)
    days = working_days.of_people(session, weeks, today - week, today + 5 * week)
    keys = {id: prompt_key(each, id) for id, each in weeks.items()}
    asked = claims.list_claimed(session, keys.values())
    off = _off(session, weeks) if keeps_week else frozenset()
    for row in rows:
        id = int(row.id or 0)
        row.next_prompt_at = _slot(
            row,
            now,
            days[id],
            was_asked=keys[id] in asked,
            was_off=id in off,
            keeps_week=keeps_week,
        )
    session.flush()


def _slot(
    row: PersonRow,
    now: datetime,
    days: WorkDays,
    *,
    was_asked: bool,
    was_off: bool,
    keeps_week: bool,
) -> datetime:
    zone = zone_of(row.timezone)
    week = week_key(now, zone)
    slot = next_slot(now, row.prompt_weekday, row.prompt_at, zone, days)
    if was_asked:
        is_again = week_key(slot, zone) == week
        return next_weekly(slot, row.prompt_weekday, row.prompt_at, zone) if is_again else slot
    if not keeps_week or week_key(slot, zone) == week:
        return slot
    before = row.next_prompt_at
    if before is not None and before <= now <= before + MISSED:
        return before  # it is due this very minute
    is_ahead = before is not None and before > now and week_key(before, zone) == week
    if is_ahead or was_off:
        return later_this_week(now, row.prompt_at, zone, days) or slot
    return slot


def _off(session: Session, weeks: Mapping[int, str]) -> frozenset[int]:
    """Those whose week is known to be off."""
    found = [rounds.list_of_week(session, list(weeks), week) for week in set(weeks.values())]
    return frozenset(
        id
        for each in found
        for id, known in each.items()
        if known.week == weeks[id] and known.state is RoundState.OFF
    )


def reckon_person(session: Session, person_id: int, now: datetime) -> None:
    """The same for the person with this id."""
    reckon(session, session.get_one(PersonRow, person_id), now)


def next_prompt_of(session: Session, person_id: int, now: datetime) -> datetime:
    """When the person will next be prompted as things stand, days off put off or left out."""
    row = session.get_one(PersonRow, person_id)
    zone = zone_of(row.timezone)
    days = days_of(session, person_id, local_date(now, zone))
    slot = row.next_prompt_at
    if slot is not None and slot > now and not days.is_off(local_date(slot, zone)):
        return slot
    return next_prompt(now, row.prompt_weekday, row.prompt_at, zone, days)


def prompt_time(session: Session, person_id: int) -> PromptTime:
    """When somebody is prompted in a plain week, and why then."""
    row = session.get_one(PersonRow, person_id)
    if row.prompt_chosen:
        return PromptTime(row.prompt_weekday, row.prompt_at, Source.OWN)
    return _defaults(session, [person_id]).get(person_id, _USUAL)


_USUAL = PromptTime(USUAL_WEEKDAY, USUAL_TIME, Source.USUAL)


def _defaults(session: Session, person_ids: Collection[int]) -> Mapping[int, PromptTime]:
    """For each of these people the first of their teams that has a time of its own."""
    rows = session.execute(
        pick(TeamMember.person_id, TeamRow.prompt_weekday, TeamRow.prompt_at, TeamRow.name)
        .join(TeamRow, col(TeamRow.id) == TeamMember.team_id)
        .where(
            col(TeamMember.person_id).in_(person_ids),
            col(TeamRow.prompt_weekday).is_not(None),
            col(TeamRow.prompt_at).is_not(None),
        )
        .order_by(col(TeamRow.id).desc())
    )
    return {id: PromptTime(weekday, at, Source.TEAM, team) for id, weekday, at, team in rows}


def follow_teams(session: Session, person_ids: Collection[int], now: datetime) -> None:
    """Those of these people who chose no time of their own are prompted as their teams say."""
    session.flush()
    wanted = select(PersonRow).where(
        col(PersonRow.id).in_(person_ids), col(PersonRow.prompt_chosen).is_(False)
    )
    defaults = _defaults(session, person_ids)
    changed = []
    for row in session.exec(wanted).all():
        default = defaults.get(int(row.id or 0), _USUAL)
        if (row.prompt_weekday, row.prompt_at) != (default.weekday, default.at):
            row.prompt_weekday, row.prompt_at = default.weekday, default.at
            changed.append(row)
    reckon_all(session, changed, now)
