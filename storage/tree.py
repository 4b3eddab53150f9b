"""A page of the alignment tree: what stands above some objectives and what hangs below them.

Every statement here reads some rows for each objective of the page, however many the company has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlmodel import Session, SQLModel

from okr.alignment import AlignmentState
from okr.facts import Objective, State
from okr.tree import Link
from storage import objectives
from storage.tables import AlignmentRow, Collaborator, KeyResultRow, ObjectiveRow

MOST = 60
"""Objectives on a page: more nobody can read in a picture."""
MOST_CHILDREN = 12
"""Of one objective on a page that has others to show."""
MOST_COUNTED = 200
"""How far what is left out of a page is counted."""
_HIGHEST = 12
"""Levels above an objective that are looked for."""
_OPEN = (AlignmentState.ASKED, AlignmentState.COUNTERED)
LIVE = (*_OPEN, AlignmentState.ACCEPTED)

_TABLES = SQLModel.metadata.tables
_ALIGNMENTS = _TABLES[AlignmentRow.__tablename__]
_ASKED = _TABLES[Collaborator.__tablename__]
_KEY_RESULTS = _TABLES[KeyResultRow.__tablename__]
LOWER = _TABLES[ObjectiveRow.__tablename__].alias("lower_one")
UPPER = _TABLES[ObjectiveRow.__tablename__].alias("upper_one")
_IS_ACCEPTED = _ALIGNMENTS.c.state == AlignmentState.ACCEPTED
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_SHOWN_IDS: BindParameter[int] = bindparam("shown_ids", expanding=True)


@dataclass(frozen=True, slots=True)
class Within:
    """Which objectives a tree is made of, and who looks (0: somebody of whom nothing is known).

    `cycle_ids`, the longest cycle first; `states` of what everybody may see.
    """

    workspace_id: int
    viewer_id: int
    cycle_ids: tuple[int, ...]
    states: tuple[State, ...] = (State.PUBLISHED,)

    @property
    def values(self) -> dict[str, object]:
        """The parameters of `is_shown`."""
        return {
            "viewer_id": self.viewer_id,
            "cycle_ids": list(self.cycle_ids),
            "states": list(self.states),
        }


@dataclass(frozen=True, slots=True)
class Found:
    """The objectives of a page, what they hang on, and how many below each were left out.

    Of what is above those that the page is about nothing is counted: it is there for the way up.
    `is_cut`: only so many were counted, there are more.
    """

    objectives: tuple[Objective, ...] = ()
    links: tuple[Link, ...] = ()
    hidden: Mapping[int, int] = field(default_factory=dict)
    is_cut: bool = False


def is_shown(which: FromClause) -> ColumnElement[bool]:
    """The condition under which an objective is in the tree that `viewer_id` sees."""
    viewer = bindparam("viewer_id", type_=Integer())
    works_on_it = exists().where(_ASKED.c.objective_id == which.c.id, _ASKED.c.person_id == viewer)
    requests = _ALIGNMENTS.alias()
    was_asked = exists().where(
        requests.c.lower_id == which.c.id,
        requests.c.state.in_(LIVE),
        requests.c.answerer_id == viewer,
    )
    cycles: BindParameter[int] = bindparam("cycle_ids", expanding=True)
    states: BindParameter[State] = bindparam("states", type_=which.c.state.type, expanding=True)
    # "+ 0": every objective is reached by its id, never by all of its cycle.
    return and_(
        (which.c.cycle_id + 0).in_(cycles),
        or_(
            which.c.state.in_(states),
            and_(
                which.c.state == State.DRAFT,
                or_(which.c.owner_id == viewer, works_on_it, was_asked),
            ),
        ),
    )


_LOWERS = (
    select(_ALIGNMENTS.c.lower_id)
    .join_from(_ALIGNMENTS, LOWER, LOWER.c.id == _ALIGNMENTS.c.lower_id)
    .where(is_shown(LOWER))
    .order_by(_ALIGNMENTS.c.id)
    .limit(bindparam("limit", type_=Integer()))
)
_CHILDREN = _LOWERS.where(
    _ALIGNMENTS.c.upper_id == bindparam("upper_id", type_=Integer()), _IS_ACCEPTED
)
_ASKING = _LOWERS.where(_ALIGNMENTS.c.upper_id.in_(_IDS), _ALIGNMENTS.c.state.in_(_OPEN))
_LINKS = (
    select(
        _ALIGNMENTS.c.id,
        _ALIGNMENTS.c.lower_id,
        _ALIGNMENTS.c.upper_id,
        UPPER.c.number,
        _KEY_RESULTS.c.position,
        UPPER.c.state,
        _ALIGNMENTS.c.state,
        _ALIGNMENTS.c.lapsed_at,
    )
    .join_from(_ALIGNMENTS, UPPER, UPPER.c.id == _ALIGNMENTS.c.upper_id)
    .outerjoin(_KEY_RESULTS, _KEY_RESULTS.c.id == _ALIGNMENTS.c.upper_key_result_id)
    .where(
        _ALIGNMENTS.c.lower_id.in_(_IDS),
        _ALIGNMENTS.c.state.in_(LIVE),
        # Nobody is told of somebody else's draft.
        or_(
            UPPER.c.state != State.DRAFT,
            UPPER.c.owner_id == bindparam("viewer_id", type_=Integer()),
        ),
    )
    .order_by(_ALIGNMENTS.c.id)
)


def _hidden() -> Any:
    """How much is below each of `ids` that is not among `shown_ids`, and it itself."""
    first = LOWER.alias("first_one")
    below = (
        select(first.c.id.label("root"), first.c.id.label("id"))
        .where(first.c.id.in_(_IDS))
        .cte("below", recursive=True)
    )
    step = (
        select(below.c.root, _ALIGNMENTS.c.lower_id)
        .join_from(below, _ALIGNMENTS, _ALIGNMENTS.c.upper_id == below.c.id)
        .join(LOWER, LOWER.c.id == _ALIGNMENTS.c.lower_id)
        .where(_IS_ACCEPTED, _ALIGNMENTS.c.lower_id.not_in(_SHOWN_IDS), is_shown(LOWER))
    )
    # UNION: what was found is not looked at again, should there be a circle.
    below = below.union(step)
    some = select(below.c.root, below.c.id).limit(MOST + MOST_COUNTED).subquery("some")
    return select(some.c.root, func.count()).group_by(some.c.root)


_HIDDEN = _hidden()


def _has_more() -> Any:
    """Which of `ids` have something right below them that is not among `shown_ids`."""
    which = UPPER.alias("which")
    lowers = _ALIGNMENTS.join(LOWER, LOWER.c.id == _ALIGNMENTS.c.lower_id)
    more = exists(
        select(_ALIGNMENTS.c.id)
        .select_from(lowers)
        .where(
            _ALIGNMENTS.c.upper_id == which.c.id,
            _IS_ACCEPTED,
            _ALIGNMENTS.c.lower_id.not_in(_SHOWN_IDS),
            is_shown(LOWER),
        )
    )
    return select(which.c.id).where(which.c.id.in_(_IDS), more)


_HAS_MORE = _has_more()


def around(session: Session, within: Within, focus: Sequence[int], most: int = MOST) -> Found:
    """What stands above these objectives, and level by level what hangs below: at most `most`.

    Above, only what each hangs on first; the objectives themselves and what is above them are
    always there. What is asked and not agreed yet is there too, and its links say so.
    """
    if not focus:
        return Found()
    session.flush()
    above = _above(session, within, focus)
    ids = dict.fromkeys((*focus, *above))
    _add_below(session, within, ids, focus, most)
    counted = [id for id in ids if id in focus or id not in above]
    values = {**within.values, "ids": counted, "shown_ids": list(ids)}
    hidden, is_cut = _left_out(session, values)
    shown = objectives.list_by_ids(session, list(ids))
    return Found(
        # The statements have seen to whose drafts these are.
        tuple(each for each in shown if each.state in (*within.states, State.DRAFT)),
        tuple(links_of(session, within, list(ids))),
        hidden,
        is_cut,
    )


def _left_out(session: Session, values: Mapping[str, object]) -> tuple[dict[int, int], bool]:
    """How many are below each and not on the page, and whether the count was cut off."""
    counts: dict[int, int] = dict(session.execute(_HIDDEN, values).all())
    hidden = {id: count - 1 for id, count in counts.items() if count > 1}
    if sum(counts.values()) < MOST + MOST_COUNTED:
        return hidden, False
    for id in session.execute(_HAS_MORE, values).scalars():
        hidden.setdefault(id, 1)
    return hidden, True


def links_of(session: Session, within: Within, ids: Sequence[int]) -> list[Link]:
    """What these hang on or asked to, what they asked first before the others."""
    rows = session.execute(_LINKS, {"viewer_id": within.viewer_id, "ids": ids})
    return [
        Link(
            id=id,
            lower_id=lower_id,
            upper_id=upper_id,
            upper_number=number,
            upper_position=position,
            upper_state=upper_state,
            is_asked=state is not AlignmentState.ACCEPTED,
            is_unanswered=state is AlignmentState.ASKED and lapsed_at is not None,
        )
        for id, lower_id, upper_id, number, position, upper_state, state, lapsed_at in rows
    ]


def _above(session: Session, within: Within, focus: Sequence[int]) -> list[int]:
    """What these hang on first, what that hangs on, and so on; a circle ends where it began."""
    found: dict[int, None] = {}
    level = list(focus)
    for _ in range(_HIGHEST):
        first: dict[int, int] = {}
        links = links_of(session, within, level)
        for link in sorted(links, key=lambda each: (each.is_asked, each.id)):
            if link.upper_state in (*within.states, State.DRAFT):
                first.setdefault(link.lower_id, link.upper_id)
        level = [id for id in dict.fromkeys(first.values()) if id not in found]
        if not level:
            break
        found.update(dict.fromkeys(level))
    return list(found)


def _add_below(
    session: Session, within: Within, ids: dict[int, None], focus: Sequence[int], most: int
) -> None:
    """Add what hangs on these, level by level, until there are `most`."""
    level = list(focus)
    each_has = most if len(focus) == 1 else MOST_CHILDREN
    while level and len(ids) < most:
        lowers: dict[int, None] = {}
        for upper_id in level:
            room = most - len(ids) - len(lowers)
            if room <= 0:
                break
            values = {**within.values, "upper_id": upper_id, "limit": min(each_has, room)}
            found = session.execute(_CHILDREN, values).scalars()
            lowers.update((id, None) for id in found if id not in ids)
        if (room := most - len(ids) - len(lowers)) > 0:
            asking = {**within.values, "ids": level, "limit": room}
            found = session.execute(_ASKING, asking).scalars()
            lowers.update((id, None) for id in found if id not in ids)
        ids.update(lowers)
        level = list(lowers)
