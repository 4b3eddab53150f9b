"""Where a tree begins: who is at the top, and which objectives hang on nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    bindparam,
    exists,
    func,
    select,
    union,
)
from sqlmodel import Session, SQLModel, col

from okr.alignment import AlignmentState
from okr.facts import Cycle
from storage import cycles
from storage.statements import pick
from storage.tables import AlignmentRow, ObjectiveRow, PersonRow, TeamMember, TeamRow
from storage.tree import LIVE, LOWER, UPPER, Within, is_shown

WINDOW = 400
"""How many objectives a page looks through at most for some that hang on nothing."""
FAR_WINDOW = 10_000
"""The same where somebody asked to look further."""
_MOST_TOPS = 50
_MOST_OF_PEOPLE = 2_000
_HIGHEST = 20

_TABLES = SQLModel.metadata.tables
_ALIGNMENTS = _TABLES[AlignmentRow.__tablename__]
_OBJECTIVES = _TABLES[ObjectiveRow.__tablename__]
_TEAMS = _TABLES[TeamRow.__tablename__]
_MEMBERS = _TABLES[TeamMember.__tablename__]
_PEOPLE = _TABLES[PersonRow.__tablename__]
_PERSONS: BindParameter[int] = bindparam("person_ids", expanding=True)


def overlapping(session: Session, workspace_id: int, cycle: Cycle) -> list[Cycle]:
    """This cycle and those that share a day with it, the longest first.

    A year's objectives stand above those of its quarters.
    """
    found = [
        each for each in cycles.list_all(session, workspace_id) if each.span.overlaps(cycle.span)
    ]
    return sorted(found, key=lambda each: (each.span.starts_on - each.span.ends_on, each.id))


# -- who is at the top -------------------------------------------------------------------------


def top_people(session: Session, workspace_id: int, viewer_id: int) -> list[int]:
    """The leads of teams under no other team, as far as nobody is above them, by team.

    Without such teams, whoever is above everybody the viewer reports to.
    """
    leads = session.execute(
        pick(TeamRow.lead_id)
        .where(
            # "+ 0": there are few teams under no other one, and many in a company.
            col(TeamRow.workspace_id) + 0 == workspace_id,
            col(TeamRow.parent_id).is_(None),
            col(TeamRow.lead_id).is_not(None),
        )
        .order_by(col(TeamRow.name_key))
        .limit(_MOST_TOPS)
    ).scalars()
    found = list(dict.fromkeys(leads))
    if not found:
        found = _highest_manager(session, viewer_id)
    highest = nobody_above(session, found)
    return [person_id for person_id in found if person_id in highest]


def _highest_manager(session: Session, person_id: int) -> list[int]:
    steps = [person_id]
    for _ in range(_HIGHEST):
        manager_id = session.execute(
            pick(PersonRow.manager_id).where(col(PersonRow.id) == steps[-1])
        ).scalar()
        if manager_id is None or manager_id in steps:
            break
        steps.append(manager_id)
    return steps[-1:] if len(steps) > 1 else []


def nobody_above(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """Those of these people who have no manager, and no lead but themselves in any team of
    theirs or above it."""
    if not person_ids:
        return frozenset()
    session.flush()
    below = session.execute(_LED, {"person_ids": list(person_ids)}).scalars()
    return frozenset(person_ids) - frozenset(below)


def _led() -> CompoundSelect[Any]:
    in_them = select(_MEMBERS.c.person_id, _MEMBERS.c.team_id).where(
        _MEMBERS.c.person_id.in_(_PERSONS)
    )
    lead_them = select(_TEAMS.c.lead_id, _TEAMS.c.id).where(_TEAMS.c.lead_id.in_(_PERSONS))
    own = union(in_them, lead_them).cte("own")
    climbing = select(own.c.person_id, own.c.team_id).cte("climbing", recursive=True)
    higher = (
        select(climbing.c.person_id, _TEAMS.c.parent_id)
        .join_from(climbing, _TEAMS, _TEAMS.c.id == climbing.c.team_id)
        .where(_TEAMS.c.parent_id.is_not(None))
    )
    climbing = climbing.union(higher)
    boss, manager = _PEOPLE.alias("boss"), _PEOPLE.alias("manager")
    by_team = (
        select(climbing.c.person_id)
        .join_from(climbing, _TEAMS, _TEAMS.c.id == climbing.c.team_id)
        .join(boss, boss.c.id == _TEAMS.c.lead_id)
        .where(boss.c.is_active, boss.c.id != climbing.c.person_id)
    )
    by_line = (
        select(_PEOPLE.c.id)
        .join_from(_PEOPLE, manager, manager.c.id == _PEOPLE.c.manager_id)
        .where(_PEOPLE.c.id.in_(_PERSONS), manager.c.is_active, manager.c.id != _PEOPLE.c.id)
    )
    return union(by_team, by_line)


_LED = _led()


# -- what hangs on nothing ---------------------------------------------------------------------


def _hangs(
    lower_id: ColumnElement[int],
    *states: AlignmentState,
    on_people: bool = False,
) -> ColumnElement[bool]:
    """Whether there is a link in one of these states to something in the tree, perhaps of
    `person_ids` alone."""
    linked = _ALIGNMENTS.join(UPPER, UPPER.c.id == _ALIGNMENTS.c.upper_id)
    found = (
        select(_ALIGNMENTS.c.id)
        .select_from(linked)
        .where(
            _ALIGNMENTS.c.lower_id == lower_id,
            _ALIGNMENTS.c.state.in_(states),
            is_shown(UPPER),
        )
    )
    return exists(found.where(UPPER.c.owner_id.in_(_PERSONS)) if on_people else found)


_OF_PEOPLE = (
    select(LOWER.c.id, LOWER.c.owner_id, LOWER.c.cycle_id, LOWER.c.number)
    .where(LOWER.c.owner_id.in_(_PERSONS), is_shown(LOWER))
    .order_by(LOWER.c.number)
    .limit(_MOST_OF_PEOPLE)
)
_ON_NOTHING = _OF_PEOPLE.where(~_hangs(LOWER.c.id, AlignmentState.ACCEPTED))
_ROOTS_OF_PEOPLE = _OF_PEOPLE.where(~_hangs(LOWER.c.id, *LIVE))
_ON_NOBODY_OF_THEM = _OF_PEOPLE.where(~_hangs(LOWER.c.id, *LIVE, on_people=True))


def list_of_people(session: Session, within: Within, people: Sequence[int]) -> list[int]:
    """Objectives of these people in the order of the people, the longest cycle first."""
    return _in_order(session, within, people, _OF_PEOPLE)


def list_first_of_people(session: Session, within: Within, people: Sequence[int]) -> list[int]:
    """Those of their objectives that hang on no other one of theirs, in that order."""
    return _in_order(session, within, people, _ON_NOBODY_OF_THEM)


def list_roots(session: Session, within: Within, people: Sequence[int]) -> list[int]:
    """Those of their objectives that neither hang nor asked to hang on anything."""
    return _in_order(session, within, people, _ROOTS_OF_PEOPLE)


def list_hanging(session: Session, within: Within, people: Sequence[int]) -> list[int]:
    """Those of their objectives that hang on nothing, in that order."""
    return _in_order(session, within, people, _ON_NOTHING)


def _in_order(
    session: Session, within: Within, people: Sequence[int], statement: Select[Any]
) -> list[int]:
    session.flush()
    rank = {person_id: place for place, person_id in enumerate(people)}
    length = {cycle_id: place for place, cycle_id in enumerate(within.cycle_ids)}
    rows = session.execute(statement, {**within.values, "person_ids": list(people)}).all()
    return [row[0] for row in sorted(rows, key=lambda row: (rank[row[1]], length[row[2]], row[3]))]


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the company's objectives were looked through: cycle by cycle, by number."""

    shelf: int = 0
    number: int = 0


START = Cursor()


@dataclass(frozen=True, slots=True)
class Hanging:
    """Some of the company's objectives that hang on nothing; `following` None: these are all."""

    ids: tuple[int, ...]
    following: Cursor | None


def _window(*states: AlignmentState) -> tuple[Select[Any], Select[Any, Any]]:
    some = (
        select(_OBJECTIVES.c.id, _OBJECTIVES.c.number, _OBJECTIVES.c.owner_id)
        .where(
            _OBJECTIVES.c.cycle_id == bindparam("cycle_id", type_=Integer()),
            _OBJECTIVES.c.state == bindparam("state", type_=_OBJECTIVES.c.state.type),
            _OBJECTIVES.c.number > bindparam("after", type_=Integer()),
        )
        .order_by(_OBJECTIVES.c.number)
        .limit(bindparam("window", type_=Integer()))
        .subquery("some")
    )
    hanging = (
        select(some.c.id, some.c.number)
        .where(~_hangs(some.c.id, *states), some.c.owner_id.not_in(_PERSONS))
        .order_by(some.c.number)
        .limit(bindparam("limit", type_=Integer()))
    )
    return hanging, select(func.count(), func.max(some.c.number)).select_from(some)


_HANGING, _LOOKED_AT = _window(AlignmentState.ACCEPTED)
_ROOTS, _ = _window(*LIVE)


def list_hanging_of_company(
    session: Session, within: Within, limit: int, after: Cursor = START, *, window: int = WINDOW
) -> Hanging:
    """Published objectives that hang on nothing: `limit` at most, of the next `window` ones."""
    return _look(session, within, _HANGING, limit, after, window, ())


def list_roots_of_company(
    session: Session,
    within: Within,
    limit: int,
    after: Cursor = START,
    *,
    window: int = WINDOW,
    without: Collection[int] = (),
) -> Hanging:
    """The same of those that have not asked to hang on anything, but of the people `without`."""
    return _look(session, within, _ROOTS, limit, after, window, without)


def _look(
    session: Session,
    within: Within,
    statement: Select[Any],
    limit: int,
    after: Cursor,
    window: int,
    without: Collection[int],
) -> Hanging:
    session.flush()
    found: list[int] = []
    shelves = list(product(within.cycle_ids, within.states))
    for shelf in range(after.shelf, len(shelves)):
        cycle_id, state = shelves[shelf]
        number = after.number if shelf == after.shelf else 0
        values = {
            **within.values,
            "person_ids": list(without),
            "cycle_id": cycle_id,
            "state": state,
            "after": number,
            "window": window,
            "limit": limit - len(found),
        }
        rows = session.execute(statement, values).all()
        found += [id for id, _ in rows]
        if len(found) == limit:
            return Hanging(tuple(found), Cursor(shelf, rows[-1][1]))
        count, last = session.execute(_LOOKED_AT, values).one()
        if count == window:
            return Hanging(tuple(found), Cursor(shelf, last))
        window -= count
    return Hanging(tuple(found), None)
