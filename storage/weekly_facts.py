"""What happened in a team's weeks: everything a report is made of, in a handful of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time
from operator import attrgetter

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from okr.alignment import AlignmentState
from okr.facts import PersonName, Span, State
from okr.follow_up import ActionItem, Risk, RoundState
from okr.report_facts import ReportFacts, TeamOfReport, WeekCheckIn, days_of, weeks_back
from okr.schedule import at_wall_clock, local_date
from storage import action_items, check_ins, objectives, risks
from storage.statements import pick
from storage.tables import (
    AlignmentRow,
    Away,
    CheckInRow,
    CycleRow,
    KeyResultRow,
    ObjectiveRow,
    PersonRow,
    Round,
    TeamMember,
)
from storage.team_weeks import TeamWeek

_WEEKS_TO_ANSWER = 4
"""How long ago something may have been raised that is shown in the week of its answer."""


def facts_of(session: Session, which: TeamWeek, weeks: Sequence[str]) -> ReportFacts:
    """The facts of a team's weeks ("2026-W48"); objectives of its lead, then by person."""
    session.flush()
    members = tuple(_people(session, which.id, which.lead))
    team = TeamOfReport(which.id, which.name, which.lead, members)
    people = [person.id for person in team.people]
    span = Span(days_of(min(weeks)).starts_on, days_of(max(weeks)).ends_on)
    published = _published(session, which, people, span)
    found = objectives.list_by_ids(session, list(published))
    order = {person_id: place for place, person_id in enumerate(people)}
    found.sort(key=lambda each: (order.get(each.owner.id, len(order)), each.number))
    ids = [each.id for objective in found for each in objective.key_results]
    return ReportFacts(
        team=team,
        objectives=tuple(found),
        published_on=published,
        check_ins=_check_ins(session, ids, weeks),
        values_before=check_ins.values_before(session, ids, min(weeks)),
        risks=_risks(session, ids, weeks),
        items=_items(session, which, people, span.starts_on),
        rounds=_rounds(session, people, weeks),
        away=_away(session, people, span),
        links=_links(session, published),
        zone=which.zone,
    )


def _people(session: Session, team_id: int, lead: PersonName | None) -> list[PersonName]:
    """The lead, then the members by name; nobody who has left."""
    rows = session.execute(
        pick(PersonRow.id, PersonRow.name)
        .where(
            or_(
                col(PersonRow.id).in_(
                    pick(TeamMember.person_id).where(col(TeamMember.team_id) == team_id)
                ),
                col(PersonRow.id) == (lead.id if lead else 0),
            ),
            col(PersonRow.is_active),
        )
        .order_by(col(PersonRow.name_key), col(PersonRow.id))
    )
    found = [PersonName(*row) for row in rows]
    return sorted(found, key=lambda person: lead is None or person.id != lead.id)


def _published(
    session: Session, which: TeamWeek, people: Collection[int], span: Span
) -> Mapping[int, date]:
    """Published objectives that are these people's, or hold a key result of theirs."""
    cycles = session.execute(
        pick(CycleRow.id).where(
            col(CycleRow.workspace_id) == which.workspace_id,
            col(CycleRow.starts_on) <= span.ends_on,
            col(CycleRow.ends_on) >= span.starts_on,
        )
    ).scalars()
    owned = session.execute(
        pick(KeyResultRow.objective_id).where(
            col(KeyResultRow.owner_id).in_(people), col(KeyResultRow.state) == State.PUBLISHED
        )
    ).scalars()
    rows = session.execute(
        pick(ObjectiveRow.id, ObjectiveRow.published_at, ObjectiveRow.created_at).where(
            or_(col(ObjectiveRow.owner_id).in_(people), col(ObjectiveRow.id).in_(set(owned))),
            col(ObjectiveRow.cycle_id).in_(list(cycles)),
            col(ObjectiveRow.state).in_((State.PUBLISHED, State.CLOSED)),
        )
    )
    return {
        id: local_date(published_at or created_at, which.zone)
        for id, published_at, created_at in rows
    }


def _links(session: Session, objective_ids: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """What these hang on, what that hangs on and so on: all that was agreed and is pursued."""
    upper = aliased(ObjectiveRow)
    agreed = (
        pick(AlignmentRow.lower_id, AlignmentRow.upper_id)
        .join(upper, col(upper.id) == AlignmentRow.upper_id)
        .where(
            col(AlignmentRow.state) == AlignmentState.ACCEPTED,
            col(upper.state).in_((State.PUBLISHED, State.CLOSED)),
        )
    )
    first = agreed.where(col(AlignmentRow.lower_id).in_(list(objective_ids)))
    found = first.cte("found", recursive=True)
    # UNION: what was found is not looked at again, should there be a circle.
    found = found.union(agreed.join(found, found.c.upper_id == col(AlignmentRow.lower_id)))
    rows = session.execute(pick(found.c.lower_id, found.c.upper_id))
    return tuple(sorted((lower, upper) for lower, upper in rows))


def _check_ins(
    session: Session, key_result_ids: Collection[int], weeks: Sequence[str]
) -> tuple[WeekCheckIn, ...]:
    asked = aliased(PersonRow)
    rows = session.execute(
        pick(
            CheckInRow.id,
            CheckInRow.key_result_id,
            CheckInRow.person_id,
            PersonRow.name,
            CheckInRow.week,
            CheckInRow.updated_at,
            CheckInRow.created_at,
            CheckInRow.value,
            CheckInRow.confidence,
            CheckInRow.status,
            CheckInRow.proposed,
            CheckInRow.note,
            CheckInRow.risk,
            CheckInRow.support,
            CheckInRow.support_from_id,
            asked.name,
            CheckInRow.next_step,
            CheckInRow.next_step_on,
            CheckInRow.is_unchanged,
        )
        .join(PersonRow, col(PersonRow.id) == CheckInRow.person_id)
        .outerjoin(asked, col(asked.id) == CheckInRow.support_from_id)
        .where(col(CheckInRow.key_result_id).in_(key_result_ids), col(CheckInRow.week).in_(weeks))
    )
    found = [
        WeekCheckIn(
            id=row[0],
            key_result_id=row[1],
            by=PersonName(row[2], row[3]),
            week=row[4],
            at=row[5] or row[6],
            value=row[7],
            confidence=row[8],
            status=row[9],
            proposed=row[10],
            note=row[11],
            risk=row[12],
            support=row[13],
            support_from=PersonName(row[14], row[15]) if row[14] is not None else None,
            next_step=row[16],
            next_step_on=row[17],
            is_unchanged=row[18],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.week, each.at, each.id)))


def _risks(
    session: Session, key_result_ids: Collection[int], weeks: Sequence[str]
) -> tuple[Risk, ...]:
    """What was raised in these weeks or shortly before, and what still waits; oldest first."""
    recent = (*weeks, *weeks_back(min(weeks), _WEEKS_TO_ANSWER + 1))
    found = [
        *risks.list_of_week(session, key_result_ids, recent),
        *risks.list_open(session, key_result_ids),
    ]
    return tuple(sorted({each.id: each for each in found}.values(), key=attrgetter("id")))


def _items(
    session: Session, which: TeamWeek, people: Collection[int], since: date
) -> tuple[ActionItem, ...]:
    """Open action items of the team and its people, and those closed since that day."""
    begins = at_wall_clock(since, time(0), which.zone)
    return (
        *action_items.list_open_of_team(session, which.id, people),
        *action_items.list_closed_since(session, which.id, people, begins),
    )


def _rounds(
    session: Session, people: Collection[int], weeks: Sequence[str]
) -> Mapping[tuple[int, str], RoundState]:
    rows = session.execute(
        pick(Round.person_id, Round.week, Round.state).where(
            col(Round.person_id).in_(people), col(Round.week).in_(weeks)
        )
    )
    return {(person_id, week): state for person_id, week, state in rows}


def _away(session: Session, people: Collection[int], span: Span) -> Mapping[int, Sequence[Span]]:
    rows = session.execute(
        pick(Away.person_id, Away.starts_on, Away.ends_on).where(
            col(Away.person_id).in_(people),
            col(Away.ends_on) >= span.starts_on,
            col(Away.starts_on) <= span.ends_on,
        )
    )
    away: defaultdict[int, list[Span]] = defaultdict(list)
    for person_id, starts_on, ends_on in rows:
        away[person_id].append(Span(starts_on, ends_on))
    return away
