"""What waits for somebody, counted: for the home view, which many look at all day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, Integer, ScalarSelect, bindparam, func, or_, select
from sqlmodel import Session, SQLModel

from okr.action_items import SOON
from okr.alignment import AlignmentState, Collaboration, NewsState
from okr.facts import State
from okr.follow_up import ActionState, RiskState
from storage.prepared import Prepared
from storage.tables import (
    ActionItemRow,
    AlignmentNews,
    AlignmentRow,
    Collaborator,
    CommentRow,
    KeyResultRow,
    MeetingRow,
    ObjectiveRow,
    RevisionRow,
    RiskAsk,
    RiskRow,
)

_ITEMS = SQLModel.metadata.tables[ActionItemRow.__tablename__]
_ASKS = SQLModel.metadata.tables[RiskAsk.__tablename__]
_RISKS = SQLModel.metadata.tables[RiskRow.__tablename__]
_KEY_RESULTS = SQLModel.metadata.tables[KeyResultRow.__tablename__]
_OBJECTIVES = SQLModel.metadata.tables[ObjectiveRow.__tablename__]
_ALIGNMENTS = SQLModel.metadata.tables[AlignmentRow.__tablename__]
_NEWS = SQLModel.metadata.tables[AlignmentNews.__tablename__]
_COMMENTS = SQLModel.metadata.tables[CommentRow.__tablename__]
_COLLABORATORS = SQLModel.metadata.tables[Collaborator.__tablename__]
_REVISIONS = SQLModel.metadata.tables[RevisionRow.__tablename__]
_MEETINGS = SQLModel.metadata.tables[MeetingRow.__tablename__]
_PERSON = bindparam("person_id", type_=Integer())
_TODAY = bindparam("today", type_=Date())
_UNTIL = bindparam("until", type_=Date())


def _asked_to_align() -> ScalarSelect[int]:
    """Requests I was asked, or have asked and got another proposal for; of what is pursued."""
    lower, upper = _OBJECTIVES.alias("asked_lower"), _OBJECTIVES.alias("asked_upper")
    one = (
        select(func.count())
        .select_from(
            _ALIGNMENTS.join(lower, lower.c.id == _ALIGNMENTS.c.lower_id)
            .join(upper, upper.c.id == _ALIGNMENTS.c.upper_id)
            .outerjoin(_KEY_RESULTS, _KEY_RESULTS.c.id == _ALIGNMENTS.c.upper_key_result_id)
        )
        .where(
            *(
                or_(end.c.state == State.DRAFT, end.c.state == State.PUBLISHED)
                for end in (lower, upper)
            ),
            or_(_KEY_RESULTS.c.id.is_(None), _KEY_RESULTS.c.state != State.ARCHIVED),
        )
    )
    asked = one.where(
        _ALIGNMENTS.c.answerer_id == _PERSON, _ALIGNMENTS.c.state == AlignmentState.ASKED
    )
    countered = one.where(
        _ALIGNMENTS.c.asker_id == _PERSON, _ALIGNMENTS.c.state == AlignmentState.COUNTERED
    )
    return select(asked.scalar_subquery() + countered.scalar_subquery()).scalar_subquery()


def _changed() -> ScalarSelect[int]:
    """Changes to confirm, of alignments that stand and of what is still worked on."""
    lower, upper = _OBJECTIVES.alias("lower"), _OBJECTIVES.alias("upper")
    return (
        select(func.count())
        .select_from(
            _NEWS.join(_ALIGNMENTS, _ALIGNMENTS.c.id == _NEWS.c.alignment_id)
            .join(lower, lower.c.id == _ALIGNMENTS.c.lower_id)
            .join(upper, upper.c.id == _ALIGNMENTS.c.upper_id)
            .outerjoin(_KEY_RESULTS, _KEY_RESULTS.c.id == _ALIGNMENTS.c.upper_key_result_id)
        )
        .where(
            _NEWS.c.person_id == _PERSON,
            or_(_NEWS.c.state == NewsState.WAITING, _NEWS.c.state == NewsState.TOLD),
            _ALIGNMENTS.c.state == AlignmentState.ACCEPTED,
            # What was changed before it was agreed on (anew) is agreed on.
            _NEWS.c.changed_at >= func.coalesce(_ALIGNMENTS.c.answered_at, _ALIGNMENTS.c.asked_at),
            *(
                or_(end.c.state == State.DRAFT, end.c.state == State.PUBLISHED)
                for end in (lower, upper)
            ),
            or_(_KEY_RESULTS.c.id.is_(None), _KEY_RESULTS.c.state != State.ARCHIVED),
        )
        .scalar_subquery()
    )


def _questions() -> ScalarSelect[int]:
    """Others' questions on what I own."""
    open_ones = (
        _COMMENTS.c.is_question.is_(True),
        _COMMENTS.c.answered_at.is_(None),
        _COMMENTS.c.author_id != _PERSON,
        _OBJECTIVES.c.state != State.ARCHIVED,
    )
    # Not "is null": SQLite would take that index and look at every such comment of the company.
    of_itself = func.coalesce(_COMMENTS.c.key_result_id, 0) == 0
    of_objectives = (
        select(func.count())
        .select_from(_OBJECTIVES.join(_COMMENTS, _COMMENTS.c.objective_id == _OBJECTIVES.c.id))
        .where(_OBJECTIVES.c.owner_id == _PERSON, of_itself, *open_ones)
    )
    of_key_results = (
        select(func.count())
        .select_from(
            _KEY_RESULTS.join(_COMMENTS, _COMMENTS.c.key_result_id == _KEY_RESULTS.c.id).join(
                _OBJECTIVES, _OBJECTIVES.c.id == _KEY_RESULTS.c.objective_id
            )
        )
        .where(
            _KEY_RESULTS.c.owner_id == _PERSON, _KEY_RESULTS.c.state != State.ARCHIVED, *open_ones
        )
    )
    return select(
        of_objectives.scalar_subquery() + of_key_results.scalar_subquery()
    ).scalar_subquery()


def _asked_to_join() -> ScalarSelect[int]:
    """Others' objectives that are pursued and wait for my word; what one save asked is one."""
    asked = (
        select(_COLLABORATORS.c.objective_id, _COLLABORATORS.c.asked_at)
        .select_from(
            _COLLABORATORS.join(
                _OBJECTIVES, _OBJECTIVES.c.id == _COLLABORATORS.c.objective_id
            ).outerjoin(_KEY_RESULTS, _KEY_RESULTS.c.id == _COLLABORATORS.c.key_result_id)
        )
        .where(
            _COLLABORATORS.c.person_id == _PERSON,
            _COLLABORATORS.c.answer == Collaboration.ASKED,
            _OBJECTIVES.c.owner_id != _PERSON,
            or_(_OBJECTIVES.c.state == State.DRAFT, _OBJECTIVES.c.state == State.PUBLISHED),
            or_(_KEY_RESULTS.c.id.is_(None), _KEY_RESULTS.c.state != State.ARCHIVED),
        )
        .distinct()
        .subquery()
    )
    return select(func.count()).select_from(asked).scalar_subquery()


def _to_revise() -> ScalarSelect[int]:
    """What meetings that are over found to be revised, of mine that is still worked on."""
    return (
        select(func.count())
        .select_from(
            _REVISIONS.join(_MEETINGS, _MEETINGS.c.id == _REVISIONS.c.meeting_id).join(
                _OBJECTIVES, _OBJECTIVES.c.id == _REVISIONS.c.objective_id
            )
        )
        .where(
            _REVISIONS.c.person_id == _PERSON,
            _REVISIONS.c.done_at.is_(None),
            _MEETINGS.c.closed_at.is_not(None),
            or_(_OBJECTIVES.c.state == State.DRAFT, _OBJECTIVES.c.state == State.PUBLISHED),
        )
        .scalar_subquery()
    )


# One statement, each part on an index of the person: what anybody else has does not weigh on it.
_OWN = _ITEMS.c.owner_id == _PERSON, _ITEMS.c.state == ActionState.OPEN
_COUNTS = Prepared(
    select(
        select(func.count())
        .select_from(
            _ASKS.join(_RISKS, _RISKS.c.id == _ASKS.c.risk_id)
            .join(_KEY_RESULTS, _KEY_RESULTS.c.id == _RISKS.c.key_result_id)
            .join(_OBJECTIVES, _OBJECTIVES.c.id == _KEY_RESULTS.c.objective_id)
        )
        .where(
            _ASKS.c.person_id == _PERSON,
            _ASKS.c.answered_at.is_(None),
            _ASKS.c.forwarded_to_id.is_(None),
            _RISKS.c.state == RiskState.OPEN,
            # Nobody waits for an answer on what is no longer worked on.
            _KEY_RESULTS.c.state == State.PUBLISHED,
            _OBJECTIVES.c.state == State.PUBLISHED,
        )
        .scalar_subquery(),
        select(func.count()).where(*_OWN, _ITEMS.c.due_on < _TODAY).scalar_subquery(),
        select(func.count())
        .where(*_OWN, _ITEMS.c.due_on >= _TODAY, _ITEMS.c.due_on <= _UNTIL)
        .scalar_subquery(),
        _asked_to_align(),
        _changed(),
        _questions(),
        _asked_to_join(),
        _to_revise(),
    )
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Risks to answer, action items overdue and due within seven days, alignments to answer,
    changes to confirm, questions to answer, requests to work with somebody, and what is to be
    revised after a meeting."""

    risks: int = 0
    overdue: int = 0
    due_soon: int = 0
    alignments: int = 0
    changes: int = 0
    questions: int = 0
    joins: int = 0
    revisions: int = 0


def count_for(session: Session, person_id: int, today: date) -> Waiting:
    """What waits for this person on their `today`."""
    values: dict[str, int | str] = {
        "person_id": person_id,
        "today": today.isoformat(),
        "until": (today + SOON).isoformat(),
    }
    (counted,) = _COUNTS.rows(session, values)
    return Waiting(*counted)
