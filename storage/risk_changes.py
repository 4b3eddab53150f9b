"""Risks written: raised, asked about, answered, withdrawn."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from chat.address import Address
from okr.follow_up import RiskState
from storage.tables import RiskAsk, RiskRow


def add(
    session: Session,
    *,
    workspace_id: int,
    key_result_id: int,
    check_in_id: int,
    asker_id: int,
    risk: str,
    support: str,
    place: Address,
    now: datetime,
) -> RiskRow:
    """A new open risk; its answer will be shown in `place`."""
    row = RiskRow(
        workspace_id=workspace_id,
        key_result_id=key_result_id,
        check_in_id=check_in_id,
        asker_id=asker_id,
        risk=risk,
        support=support,
        place_platform=place.platform,
        place_tenant=place.tenant,
        place_kind=place.kind.value,
        place_id=place.id,
        place_thread=place.thread,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def lock(session: Session, workspace_id: int, risk_id: int) -> RiskRow | None:
    """The row to change, locked against other writers; None if it is no risk of the workspace."""
    return session.execute(
        select(RiskRow)
        .where(col(RiskRow.id) == risk_id, col(RiskRow.workspace_id) == workspace_id)
        .with_for_update()
    ).scalar()


def lock_of_check_in(session: Session, check_in_id: int) -> RiskRow | None:
    """The newest risk that a check-in raised, locked."""
    return session.execute(
        select(RiskRow)
        .where(col(RiskRow.check_in_id) == check_in_id)
        .order_by(col(RiskRow.id).desc())
        .limit(1)
        .with_for_update()
    ).scalar()


def lock_open_of_asker(session: Session, key_result_id: int, asker_id: int) -> list[RiskRow]:
    """What somebody asked about a key result and nobody has answered yet, locked."""
    found = session.execute(
        select(RiskRow)
        .where(
            col(RiskRow.key_result_id) == key_result_id,
            col(RiskRow.asker_id) == asker_id,
            col(RiskRow.state) == RiskState.OPEN,
        )
        .order_by(col(RiskRow.id))
        .with_for_update()
    )
    return list(found.scalars())


def ask(
    session: Session,
    risk_id: int,
    person_id: int,
    *,
    asked_by_id: int,
    is_lead: bool,
    due_at: datetime,
    now: datetime,
    word: str = "",
) -> None:
    """Ask somebody who was not asked about it yet."""
    session.add(
        RiskAsk(
            risk_id=risk_id,
            person_id=person_id,
            asked_by_id=asked_by_id,
            is_lead=is_lead,
            asked_at=now,
            due_at=due_at,
            word=word,
        )
    )
    session.flush()


def ask_no_more(session: Session, risk_id: int, person_ids: Iterable[int]) -> None:
    """These people were asked by mistake."""
    session.execute(
        delete(RiskAsk).where(
            col(RiskAsk.risk_id) == risk_id, col(RiskAsk.person_id).in_(list(person_ids))
        )
    )


def forward(session: Session, risk_id: int, from_id: int, to_id: int) -> None:
    """One who was asked no longer waits for themselves."""
    session.execute(
        update(RiskAsk)
        .where(col(RiskAsk.risk_id) == risk_id, col(RiskAsk.person_id) == from_id)
        .values(forwarded_to_id=to_id)
    )


def put_off(session: Session, risk_id: int, person_id: int, due_at: datetime) -> None:
    """Their two working days end later: there were days off in between."""
    _change(session, risk_id, person_id, due_at=due_at)


def nudged(session: Session, risk_id: int, person_id: int, now: datetime) -> None:
    """They have been reminded; from now on it is overdue."""
    _change(session, risk_id, person_id, nudged_at=now)


def answered(session: Session, risk_id: int, person_id: int, answer: str, now: datetime) -> None:
    """What somebody who was asked answered; when it is put anew, the first time still counts."""
    first = func.coalesce(col(RiskAsk.answered_at), now)
    _change(session, risk_id, person_id, answer=answer, answered_at=first)


def _change(session: Session, risk_id: int, person_id: int, **values: object) -> None:
    session.execute(
        update(RiskAsk)
        .where(col(RiskAsk.risk_id) == risk_id, col(RiskAsk.person_id) == person_id)
        .values(**values)
    )
