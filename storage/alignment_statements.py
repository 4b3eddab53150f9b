"""What an objective's card says of alignment, and who was asked about a draft: prepared reads."""

from sqlalchemy import Integer, and_, bindparam, func, not_, or_, select
from sqlmodel import Session, SQLModel

from okr.alignment import AlignmentState, Hangs, HangsOn
from okr.facts import State
from okr.ids import KeyResultId, ObjectiveId
from storage.prepared import Prepared
from storage.tables import AlignmentRow, KeyResultRow, ObjectiveRow

_TABLES = SQLModel.metadata.tables
_ALIGNMENTS = _TABLES[AlignmentRow.__tablename__]
_OBJECTIVES = _TABLES[ObjectiveRow.__tablename__]
_KEY_RESULTS = _TABLES[KeyResultRow.__tablename__]
_ID = bindparam("objective_id", type_=Integer())
_VIEWER = bindparam("viewer_id", type_=Integer())
_OVER = (State.ARCHIVED, State.CLOSED)

_ASKED = Prepared(
    select(_ALIGNMENTS.c.answerer_id).where(
        _ALIGNMENTS.c.lower_id == _ID, _ALIGNMENTS.c.live_key.is_not(None)
    )
)


def _hangs() -> Prepared:
    upper, others, lower = (
        _OBJECTIVES.alias("upper"),
        _ALIGNMENTS.alias("others"),
        _OBJECTIVES.alias("lower"),
    )
    # Somebody's own draft that it hangs on is theirs alone to know of; so are drafts below it.
    is_private = or_(
        upper.c.state == State.DRAFT,
        and_(upper.c.state == State.ARCHIVED, upper.c.published_title.is_(None)),
    )
    is_seen = or_(not_(is_private), upper.c.owner_id == _VIEWER)
    count = (
        select(func.count())
        .select_from(others.join(lower, lower.c.id == others.c.lower_id))
        .where(
            others.c.upper_id == _ID,
            others.c.state == AlignmentState.ACCEPTED,
            or_(lower.c.state == State.PUBLISHED, lower.c.state == State.CLOSED),
        )
        .scalar_subquery()
    )
    return Prepared(
        select(
            upper.c.number,
            _KEY_RESULTS.c.position,
            _ALIGNMENTS.c.state,
            _ALIGNMENTS.c.lapsed_at,
            upper.c.state,
            _KEY_RESULTS.c.state,
            count.label("lowers"),
        )
        # From the objective, so that there is a row with the count where it hangs on nothing.
        .select_from(
            _OBJECTIVES.outerjoin(
                _ALIGNMENTS,
                and_(
                    _ALIGNMENTS.c.lower_id == _OBJECTIVES.c.id, _ALIGNMENTS.c.live_key.is_not(None)
                ),
            )
            .outerjoin(upper, and_(upper.c.id == _ALIGNMENTS.c.upper_id, is_seen))
            .outerjoin(_KEY_RESULTS, _KEY_RESULTS.c.id == _ALIGNMENTS.c.upper_key_result_id)
        )
        .where(_OBJECTIVES.c.id == _ID)
        .order_by(_ALIGNMENTS.c.id)
    )


_HANGS = _hangs()


def hangs_of(session: Session, objective_id: int, viewer_id: int) -> Hangs:
    """What an objective hangs on or asked to, as far as the viewer may know, and what on it."""
    rows = _HANGS.rows(session, {"objective_id": objective_id, "viewer_id": viewer_id})
    uppers = tuple(
        HangsOn(
            str(ObjectiveId(number) if position is None else KeyResultId(number, position)),
            state,
            is_unanswered=state is AlignmentState.ASKED and lapsed_at is not None,
            is_put_away=upper in _OVER or key_result is State.ARCHIVED,
        )
        for number, position, state, lapsed_at, upper, key_result, _ in rows
        if number is not None
    )
    return Hangs(uppers, rows[0][6] if rows else 0)


def asked_about(session: Session, objective_id: int) -> frozenset[int]:
    """Who is, or was, asked to let this objective hang on theirs, in what is not over."""
    return frozenset(row[0] for row in _ASKED.rows(session, {"objective_id": objective_id}))
