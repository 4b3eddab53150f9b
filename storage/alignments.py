"""Alignments as they stand: what hangs on what, what waits for whom, and what was said."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from okr.alignment import Alignment, AlignmentState, Counter, End, Turn, TurnKind, Wish
from okr.facts import PersonName, State
from storage.alignment_changes import confirm as confirm
from storage.alignment_changes import lock as lock
from storage.alignment_changes import move_answerer as move_answerer
from storage.alignment_changes import move_asker as move_asker
from storage.alignment_changes import reopen as reopen
from storage.statements import pick
from storage.tables import AlignmentRow, AlignmentTurn, KeyResultRow, ObjectiveRow, PersonRow

LIVE = (AlignmentState.ASKED, AlignmentState.COUNTERED, AlignmentState.ACCEPTED)

_LOWER, _UPPER = aliased(ObjectiveRow), aliased(ObjectiveRow)
_LOWER_OWNER, _UPPER_OWNER, _KEY_OWNER = (aliased(PersonRow) for _ in range(3))
_ASKER, _ANSWERER, _ANSWERED_BY = (aliased(PersonRow) for _ in range(3))

_ALIGNMENTS: Select[Any] = (
    pick(
        AlignmentRow.id,
        _LOWER.id,
        _LOWER.number,
        _LOWER.title,
        _LOWER_OWNER.id,
        _LOWER_OWNER.name,
        _LOWER.state,
        _LOWER.cycle_id,
        _UPPER.id,
        _UPPER.number,
        _UPPER.title,
        _UPPER_OWNER.id,
        _UPPER_OWNER.name,
        _UPPER.state,
        _UPPER.cycle_id,
        KeyResultRow.position,
        KeyResultRow.title,
        KeyResultRow.state,
        _KEY_OWNER.id,
        _KEY_OWNER.name,
        AlignmentRow.state,
        _ASKER.id,
        _ASKER.name,
        AlignmentRow.what,
        AlignmentRow.importance,
        AlignmentRow.urgency,
        AlignmentRow.how,
        AlignmentRow.to_do,
        AlignmentRow.counter,
        AlignmentRow.reason,
        AlignmentRow.asked_at,
        AlignmentRow.due_at,
        AlignmentRow.lapsed_at,
        AlignmentRow.answered_at,
        _ANSWERED_BY.id,
        _ANSWERED_BY.name,
        AlignmentRow.confirmed_at,
        _ANSWERER.id,
        _ANSWERER.name,
    )
    .join(_LOWER, col(_LOWER.id) == AlignmentRow.lower_id)
    .join(_LOWER_OWNER, col(_LOWER_OWNER.id) == _LOWER.owner_id)
    .join(_UPPER, col(_UPPER.id) == AlignmentRow.upper_id)
    .join(_UPPER_OWNER, col(_UPPER_OWNER.id) == _UPPER.owner_id)
    .join(_ASKER, col(_ASKER.id) == AlignmentRow.asker_id)
    .join(_ANSWERER, col(_ANSWERER.id) == AlignmentRow.answerer_id)
    .outerjoin(KeyResultRow, col(KeyResultRow.id) == AlignmentRow.upper_key_result_id)
    .outerjoin(_KEY_OWNER, col(_KEY_OWNER.id) == KeyResultRow.owner_id)
    .outerjoin(_ANSWERED_BY, col(_ANSWERED_BY.id) == AlignmentRow.answered_by_id)
)


def get(session: Session, alignment_id: int) -> Alignment:
    """The alignment as it stands."""
    return _facts(session, _ALIGNMENTS.where(col(AlignmentRow.id) == alignment_id))[0]


def find(session: Session, workspace_id: int, alignment_id: int) -> Alignment | None:
    """The alignment with this id, if it is the workspace's own."""
    which = and_(
        col(AlignmentRow.id) == alignment_id, col(AlignmentRow.workspace_id) == workspace_id
    )
    return next(iter(_facts(session, _ALIGNMENTS.where(which))), None)


def find_live(
    session: Session, lower_id: int, upper_id: int, upper_key_result_id: int | None
) -> Alignment | None:
    """What is agreed or talked about between these two already."""
    which = and_(
        col(AlignmentRow.lower_id) == lower_id,
        col(AlignmentRow.upper_id) == upper_id,
        col(AlignmentRow.upper_key_result_id).is_(upper_key_result_id)
        if upper_key_result_id is None
        else col(AlignmentRow.upper_key_result_id) == upper_key_result_id,
        col(AlignmentRow.state).in_(LIVE),
    )
    return next(iter(_facts(session, _ALIGNMENTS.where(which))), None)


def list_of_lower(session: Session, objective_ids: Sequence[int]) -> dict[int, list[Alignment]]:
    """What these objectives hang on or asked to, live ones alone, by the lower objective's id."""
    by_id: defaultdict[int, list[Alignment]] = defaultdict(list)
    for each in _live(session, col(AlignmentRow.lower_id).in_(objective_ids)):
        by_id[each.lower.objective_id].append(each)
    return dict(by_id)


def list_of_upper(session: Session, objective_ids: Sequence[int]) -> dict[int, list[Alignment]]:
    """What hangs on these objectives or asked to, live ones alone, by the upper objective's id."""
    by_id: defaultdict[int, list[Alignment]] = defaultdict(list)
    for each in _live(session, col(AlignmentRow.upper_id).in_(objective_ids)):
        by_id[each.upper.objective_id].append(each)
    return dict(by_id)


def list_edges(session: Session, workspace_id: int) -> list[tuple[int, int]]:
    """Ids of the lower and the upper objective of every live alignment of the workspace."""
    rows = session.execute(
        pick(AlignmentRow.lower_id, AlignmentRow.upper_id).where(
            col(AlignmentRow.workspace_id) == workspace_id, col(AlignmentRow.state).in_(LIVE)
        )
    )
    return [(lower_id, upper_id) for lower_id, upper_id in rows]


def numbers_of(session: Session, objective_ids: Sequence[int]) -> dict[int, int]:
    """The numbers people know objectives by."""
    rows = session.execute(
        pick(ObjectiveRow.id, ObjectiveRow.number).where(col(ObjectiveRow.id).in_(objective_ids))
    )
    return {id: number for id, number in rows}  # noqa: C416 – rows are no pairs to mypy


def list_waiting_for(
    session: Session, person_id: int, limit: int = 50, offset: int = 0
) -> list[Alignment]:
    """Requests and counter-proposals that wait for this person's answer, oldest first."""
    page = _ALIGNMENTS.where(_waits_for(person_id)).order_by(col(AlignmentRow.id))
    return _facts(session, page.limit(limit).offset(offset))


def count_waiting_for(session: Session, person_id: int) -> int:
    """How many `list_waiting_for` would give without a limit."""
    return _count(session, _waits_for(person_id))


def list_of_asker(
    session: Session, person_id: int, limit: int = 50, offset: int = 0
) -> list[Alignment]:
    """What a person asked and did not take back, newest first, but what waits for them."""
    page = _ALIGNMENTS.where(_of_asker(person_id)).order_by(col(AlignmentRow.id).desc())
    return _facts(session, page.limit(limit).offset(offset))


def count_of_asker(session: Session, person_id: int) -> int:
    """How many `list_of_asker` would give without a limit."""
    return _count(session, _of_asker(person_id))


def list_turns(session: Session, alignment_id: int) -> list[Turn]:
    """The talk from its beginning."""
    rows = session.execute(
        pick(AlignmentTurn.kind, PersonRow.id, PersonRow.name, AlignmentTurn.at, AlignmentTurn.text)
        .join(PersonRow, col(PersonRow.id) == AlignmentTurn.by_id)
        .where(col(AlignmentTurn.alignment_id) == alignment_id)
        .order_by(col(AlignmentTurn.id))
    )
    return [Turn(kind, PersonName(by_id, name), at, text) for kind, by_id, name, at, text in rows]


def list_turn_ids(session: Session, alignment_id: int) -> list[int]:
    """The ids of the talk's turns that anybody may have been told of, oldest first."""
    rows = session.execute(
        pick(AlignmentTurn.id)
        .where(
            col(AlignmentTurn.alignment_id) == alignment_id,
            col(AlignmentTurn.kind) != TurnKind.CONFIRMED,
        )
        .order_by(col(AlignmentTurn.id))
    )
    return list(rows.scalars())


def _live(session: Session, which: ColumnElement[bool]) -> list[Alignment]:
    live = _ALIGNMENTS.where(which, col(AlignmentRow.state).in_(LIVE))
    return _facts(session, live.order_by(col(AlignmentRow.id)))


def _waits_for(person_id: int) -> ColumnElement[bool]:
    return and_(
        or_(
            and_(
                col(AlignmentRow.answerer_id) == person_id,
                col(AlignmentRow.state) == AlignmentState.ASKED,
            ),
            and_(
                col(AlignmentRow.asker_id) == person_id,
                col(AlignmentRow.state) == AlignmentState.COUNTERED,
            ),
        ),
        _is_pursued(),
    )


def _is_pursued() -> ColumnElement[bool]:
    """Neither end is archived or closed (see Alignment.put_away)."""
    over = (State.ARCHIVED, State.CLOSED)
    return and_(
        col(_LOWER.state).not_in(over),
        col(_UPPER.state).not_in(over),
        or_(col(KeyResultRow.id).is_(None), col(KeyResultRow.state) != State.ARCHIVED),
    )


def _of_asker(person_id: int) -> ColumnElement[bool]:
    return and_(
        col(AlignmentRow.asker_id) == person_id,
        col(AlignmentRow.state) != AlignmentState.WITHDRAWN,
        or_(col(AlignmentRow.state) != AlignmentState.COUNTERED, not_(_is_pursued())),
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    found = _ALIGNMENTS.where(which).with_only_columns(func.count())
    return int(session.execute(found).scalar_one())


def _facts(session: Session, statement: Select[Any]) -> list[Alignment]:
    return [_alignment(row) for row in session.execute(statement)]


def _alignment(row: Any) -> Alignment:
    lower = End(row[1], row[2], None, row[3], PersonName(row[4], row[5]), row[6], row[7])
    upper = End(row[8], row[9], None, row[10], PersonName(row[11], row[12]), row[13], row[14])
    if row[15] is not None:
        # Where the objective is archived, its key results are as good as archived.
        state = row[17] if row[17] is State.ARCHIVED else row[13]
        owner = PersonName(row[18], row[19])
        upper = End(row[8], row[9], row[15], row[16], owner, state, row[14])
    return Alignment(
        id=row[0],
        lower=lower,
        upper=upper,
        state=row[20],
        asker=PersonName(row[21], row[22]),
        wish=Wish(*row[23:28]),
        counter=None if row[28] is None else Counter(**row[28]),
        reason=row[29],
        asked_at=row[30],
        due_at=row[31],
        lapsed_at=row[32],
        answered_at=row[33],
        answered_by=None if row[34] is None else PersonName(row[34], row[35]),
        confirmed_at=row[36],
        answerer=PersonName(row[37], row[38]),
    )
