"""Who has left with something open that others wait for: action items, answers to risks."""

from collections.abc import Collection

from sqlalchemy import String, cast, exists, literal, not_, or_
from sqlmodel import Session, col

from okr.facts import PersonName
from okr.follow_up import ActionState, RiskState
from storage.statements import pick
from storage.tables import ActionItemRow, Claim, PersonRow, RiskAsk, RiskRow


def told_key(person_id: int) -> str:
    """What is claimed when the leads of somebody who left are told."""
    return f"left:{person_id}"


def list_untold(session: Session, limit: int) -> list[PersonName]:
    """People who left with something open and of whom nobody was told, by id."""
    item = exists().where(
        col(ActionItemRow.owner_id) == PersonRow.id,
        col(ActionItemRow.state) == ActionState.OPEN,
    )
    risk = exists().where(
        col(RiskAsk.person_id) == PersonRow.id,
        col(RiskAsk.answered_at).is_(None),
        col(RiskAsk.forwarded_to_id).is_(None),
        col(RiskRow.id) == RiskAsk.risk_id,
        col(RiskRow.state) == RiskState.OPEN,
    )
    told = exists().where(col(Claim.key) == literal("left:") + cast(PersonRow.id, String))
    rows = session.execute(
        pick(PersonRow.id, PersonRow.name)
        .where(
            col(PersonRow.is_active).is_(False),
            or_(item.correlate(PersonRow), risk.correlate(PersonRow)),
            not_(told.correlate(PersonRow)),
        )
        .order_by(col(PersonRow.id))
        .limit(limit)
    )
    return [PersonName(*row) for row in rows]


def list_gone(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """Those of these people who have left."""
    gone = pick(PersonRow.id).where(
        col(PersonRow.id).in_(person_ids), not_(col(PersonRow.is_active))
    )
    return frozenset(session.execute(gone).scalars())
