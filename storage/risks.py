"""Risks as they stand: who was asked, what was answered, and what waits for whom."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from okr.facts import PersonName, State
from okr.follow_up import Risk, RiskAnswer, RiskState
from okr.ids import KeyResultId
from okr.risks import AskedLead
from storage.statements import pick
from storage.tables import CheckInRow, KeyResultRow, ObjectiveRow, PersonRow, RiskAsk, RiskRow

_ASKER = aliased(PersonRow)
_ANSWERER = aliased(PersonRow)


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody who was asked about a risk, and what became of it."""

    person: PersonName
    is_lead: bool
    asked_by_id: int
    asked_at: datetime
    due_at: datetime
    nudged_at: datetime | None
    answered_at: datetime | None
    forwarded_to_id: int | None
    word: str
    answer: str

    @property
    def waits(self) -> bool:
        """Whether this person has neither answered nor handed it to somebody else."""
        return self.answered_at is None and self.forwarded_to_id is None


def get(session: Session, risk_id: int) -> Risk:
    """The risk as it stands."""
    return _facts(session, _RISKS.where(col(RiskRow.id) == risk_id))[0]


def find(session: Session, workspace_id: int, risk_id: int) -> Risk | None:
    """The risk with this id, if it is the workspace's own."""
    which = and_(col(RiskRow.id) == risk_id, col(RiskRow.workspace_id) == workspace_id)
    return next(iter(_facts(session, _RISKS.where(which))), None)


def list_asks(session: Session, risk_id: int) -> list[Ask]:
    """Everybody who was asked about a risk, in that order."""
    return _asks(session, [risk_id])[risk_id]


def list_waiting_for(
    session: Session, person_id: int, limit: int = 50, offset: int = 0
) -> list[Risk]:
    """Open risks of what is worked on that wait for this person's answer, oldest first."""
    which = and_(
        col(RiskRow.state) == RiskState.OPEN,
        _is_pursued(),
        col(RiskRow.id).in_(
            pick(RiskAsk.risk_id).where(
                col(RiskAsk.person_id) == person_id,
                col(RiskAsk.answered_at).is_(None),
                col(RiskAsk.forwarded_to_id).is_(None),
            )
        ),
    )
    page = _RISKS.where(which).order_by(col(RiskRow.id)).limit(limit).offset(offset)
    return _facts(session, page)


def list_of_asker(session: Session, person_id: int, limit: int = 50, offset: int = 0) -> list[Risk]:
    """What a person asked for and did not take back, newest first."""
    which = _of_asker(person_id)
    page = _RISKS.where(which).order_by(col(RiskRow.id).desc()).limit(limit).offset(offset)
    return _facts(session, page)


def count_of_asker(session: Session, person_id: int) -> int:
    """How many `list_of_asker` would give without a limit."""
    return _count(session, _of_asker(person_id))


def list_open_of_people(
    session: Session, person_ids: Sequence[int], limit: int, offset: int
) -> list[Risk]:
    """Open risks of these people: on what they own, or asked by them. Oldest first."""
    page = _RISKS.where(_of_people(person_ids)).order_by(col(RiskRow.id))
    return _facts(session, page.limit(limit).offset(offset))


def count_open_of_people(session: Session, person_ids: Sequence[int]) -> int:
    """How many `list_open_of_people` would give without a limit."""
    return _count(session, _of_people(person_ids))


def list_open(session: Session, key_result_ids: Collection[int]) -> list[Risk]:
    """The open risks of these key results, oldest first."""
    which = and_(
        col(RiskRow.key_result_id).in_(key_result_ids), col(RiskRow.state) == RiskState.OPEN
    )
    return _facts(session, _RISKS.where(which).order_by(col(RiskRow.id)))


def list_of_week(
    session: Session, key_result_ids: Collection[int], weeks: Collection[str]
) -> list[Risk]:
    """What check-ins of these weeks on these key results raised and nobody took back."""
    of_weeks = pick(CheckInRow.id).where(
        col(CheckInRow.key_result_id).in_(key_result_ids), col(CheckInRow.week).in_(weeks)
    )
    which = and_(
        col(RiskRow.key_result_id).in_(key_result_ids),
        col(RiskRow.check_in_id).in_(of_weeks),
        col(RiskRow.state) != RiskState.WITHDRAWN,
    )
    return _facts(session, _RISKS.where(which).order_by(col(RiskRow.id)))


def list_asked_leads(
    session: Session, workspace_id: int, since: datetime, before: datetime
) -> list[AskedLead]:
    """Whom of their leads people asked in a time, and what became of it: for reply rates."""
    rows = session.execute(
        pick(
            PersonRow.id,
            PersonRow.name,
            RiskAsk.asked_at,
            RiskAsk.due_at,
            RiskAsk.answered_at,
            RiskAsk.forwarded_to_id,
            RiskRow.state,
        )
        .join(RiskRow, col(RiskRow.id) == RiskAsk.risk_id)
        .join(PersonRow, col(PersonRow.id) == RiskAsk.person_id)
        .where(
            col(RiskRow.workspace_id) == workspace_id,
            col(RiskAsk.is_lead),
            col(RiskAsk.asked_at) >= since,
            col(RiskAsk.asked_at) < before,
        )
        .order_by(col(RiskAsk.asked_at), col(RiskAsk.risk_id), col(PersonRow.id))
    )
    return [
        AskedLead(
            PersonName(id, name),
            asked_at,
            due_at,
            answered_at,
            is_settled=forwarded is not None or state is not RiskState.OPEN,
        )
        for id, name, asked_at, due_at, answered_at, forwarded, state in rows
    ]


def _of_asker(person_id: int) -> ColumnElement[bool]:
    return and_(col(RiskRow.asker_id) == person_id, col(RiskRow.state) != RiskState.WITHDRAWN)


def _of_people(person_ids: Sequence[int]) -> ColumnElement[bool]:
    if not person_ids:
        return false()
    owned = pick(KeyResultRow.id).where(col(KeyResultRow.owner_id).in_(person_ids))
    theirs = or_(col(RiskRow.asker_id).in_(person_ids), col(RiskRow.key_result_id).in_(owned))
    return and_(theirs, col(RiskRow.state) == RiskState.OPEN, _is_pursued())


def _is_pursued() -> ColumnElement[bool]:
    """Whether anybody still works on the key result: nobody waits for an answer otherwise."""
    return col(RiskRow.key_result_id).in_(
        pick(KeyResultRow.id)
        .join(ObjectiveRow, col(ObjectiveRow.id) == KeyResultRow.objective_id)
        .where(
            col(KeyResultRow.state) == State.PUBLISHED, col(ObjectiveRow.state) == State.PUBLISHED
        )
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    found = pick(func.count()).select_from(RiskRow).where(which)
    return int(session.execute(found).scalar_one())


_RISKS: Select[Any] = (
    pick(
        RiskRow.id,
        ObjectiveRow.number,
        KeyResultRow.position,
        KeyResultRow.title,
        _ASKER.id,
        _ASKER.name,
        RiskRow.risk,
        RiskRow.support,
        RiskRow.state,
        RiskRow.created_at,
        _ANSWERER.id,
        _ANSWERER.name,
        RiskRow.answered_at,
        RiskRow.answer,
    )
    .join(KeyResultRow, col(KeyResultRow.id) == RiskRow.key_result_id)
    .join(ObjectiveRow, col(ObjectiveRow.id) == KeyResultRow.objective_id)
    .join(_ASKER, col(_ASKER.id) == RiskRow.asker_id)
    .outerjoin(_ANSWERER, col(_ANSWERER.id) == RiskRow.answered_by_id)
)


def _facts(session: Session, statement: Select[Any]) -> list[Risk]:
    rows = session.execute(statement).all()
    asks = _asks(session, [row[0] for row in rows])
    return [_risk(row, asks[row[0]]) for row in rows]


def _risk(row: Any, asks: Sequence[Ask]) -> Risk:
    answered = [(ask.answered_at, ask) for ask in asks if ask.answered_at and ask.answer]
    answered.sort(key=lambda pair: (pair[0], pair[1].person.id))
    return Risk(
        id=row[0],
        key_result=str(KeyResultId(row[1], row[2])),
        key_result_title=row[3],
        asker=PersonName(row[4], row[5]),
        risk=row[6],
        support=row[7],
        state=row[8],
        created_at=row[9],
        asked=tuple(ask.person for ask in asks if ask.forwarded_to_id is None),
        answered_by=None if row[10] is None else PersonName(row[10], row[11]),
        answered_at=row[12],
        answer=row[13],
        is_overdue=row[8] is RiskState.OPEN and any(ask.waits and ask.nudged_at for ask in asks),
        answers=tuple(RiskAnswer(ask.person, at, ask.answer) for at, ask in answered),
    )


def _asks(session: Session, risk_ids: Sequence[int]) -> Mapping[int, list[Ask]]:
    found: defaultdict[int, list[Ask]] = defaultdict(list)
    if not risk_ids:
        return found
    rows = session.execute(
        pick(
            RiskAsk.risk_id,
            PersonRow.id,
            PersonRow.name,
            RiskAsk.is_lead,
            RiskAsk.asked_by_id,
            RiskAsk.asked_at,
            RiskAsk.due_at,
            RiskAsk.nudged_at,
            RiskAsk.answered_at,
            RiskAsk.forwarded_to_id,
            RiskAsk.word,
            RiskAsk.answer,
        )
        .join(PersonRow, col(PersonRow.id) == RiskAsk.person_id)
        .where(col(RiskAsk.risk_id).in_(risk_ids))
        .order_by(col(RiskAsk.asked_at), col(PersonRow.name_key), col(PersonRow.id))
    )
    for risk_id, person_id, name, *rest in rows:
        found[risk_id].append(Ask(PersonName(person_id, name), *rest))
    return found
