"""Action items: who does what until when; numbered within the workspace ("A7")."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from okr.facts import PersonName, State
from okr.follow_up import ActionItem, ActionSource, ActionState
from okr.ids import KeyResultId
from storage.statements import pick
from storage.tables import ActionItemRow, KeyResultRow, ObjectiveRow, PersonRow, RiskRow, Workspace

_OWNER = aliased(PersonRow)
_MAKER = aliased(PersonRow)


@dataclass(frozen=True, slots=True)
class Origin:
    """What an action item came from; what is None does not apply."""

    source: ActionSource
    key_result_id: int | None = None
    check_in_id: int | None = None
    risk_id: int | None = None
    meeting_id: int | None = None
    team_id: int | None = None


TYPED = Origin(ActionSource.TODO)


def add(
    session: Session,
    workspace_id: int,
    *,
    title: str,
    owner_id: int,
    by_id: int,
    due_on: date | None,
    origin: Origin,
    now: datetime,
) -> ActionItemRow:
    """A new open item with the workspace's next number; safe with many writers."""
    row = ActionItemRow(
        workspace_id=workspace_id,
        number=_next_number(session, workspace_id),
        title=title,
        owner_id=owner_id,
        by_id=by_id,
        due_on=due_on,
        source=origin.source,
        key_result_id=origin.key_result_id,
        check_in_id=origin.check_in_id,
        risk_id=origin.risk_id,
        meeting_id=origin.meeting_id,
        team_id=origin.team_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _next_number(session: Session, workspace_id: int) -> int:
    """One more than the greatest; rows are never deleted.

    The workspace is locked until the transaction ends, but not for those who only refer to it.
    """
    session.execute(
        pick(Workspace.id).where(col(Workspace.id) == workspace_id).with_for_update(key_share=True)
    )
    greatest = pick(func.max(ActionItemRow.number)).where(
        col(ActionItemRow.workspace_id) == workspace_id
    )
    return int(session.execute(greatest).scalar() or 0) + 1


def lock(session: Session, workspace_id: int, item_id: int) -> ActionItemRow | None:
    """The row to change, locked; None if it is no item of the workspace."""
    return session.execute(
        select(ActionItemRow)
        .where(col(ActionItemRow.id) == item_id, col(ActionItemRow.workspace_id) == workspace_id)
        .with_for_update()
    ).scalar()


def lock_numbered(session: Session, workspace_id: int, number: int) -> ActionItemRow | None:
    """The row with this number ("A7"), locked."""
    return session.execute(
        select(ActionItemRow)
        .where(col(ActionItemRow.workspace_id) == workspace_id, col(ActionItemRow.number) == number)
        .with_for_update()
    ).scalar()


def lock_of_check_in(session: Session, check_in_id: int) -> ActionItemRow | None:
    """The item that a check-in's next step became, locked."""
    return session.execute(
        select(ActionItemRow)
        .where(
            col(ActionItemRow.check_in_id) == check_in_id,
            col(ActionItemRow.source) == ActionSource.CHECK_IN,
        )
        .with_for_update()
    ).scalar()


def find_asker(session: Session, row: ActionItemRow) -> int | None:
    """Who raised the risk that the item came from."""
    if row.risk_id is None:
        return None
    asker = pick(RiskRow.asker_id).where(col(RiskRow.id) == row.risk_id)
    return int(session.execute(asker).scalar_one())


def list_of_risk(session: Session, risk_id: int) -> list[ActionItem]:
    """What somebody took over of a risk."""
    which = col(ActionItemRow.risk_id) == risk_id
    return _facts(session, _ITEMS.where(which).order_by(col(ActionItemRow.id)))


def list_of_meeting(session: Session, meeting_id: int) -> list[ActionItem]:
    """What a meeting decided, in the order it did."""
    which = col(ActionItemRow.meeting_id) == meeting_id
    return _facts(session, _ITEMS.where(which).order_by(col(ActionItemRow.id)))


def get(session: Session, item_id: int) -> ActionItem:
    """The item as it stands."""
    return _facts(session, _ITEMS.where(col(ActionItemRow.id) == item_id))[0]


def get_all(session: Session, item_ids: Collection[int]) -> Mapping[int, ActionItem]:
    """These items as they stand, by id."""
    return {
        each.id: each for each in _facts(session, _ITEMS.where(col(ActionItemRow.id).in_(item_ids)))
    }


def lock_all(session: Session, item_ids: Collection[int]) -> Sequence[ActionItemRow]:
    """The rows of these items, locked, in order."""
    rows = select(ActionItemRow).where(col(ActionItemRow.id).in_(item_ids)).with_for_update()
    return session.execute(rows.order_by(col(ActionItemRow.id))).scalars().all()


def may_know(session: Session, item_id: int, viewer_id: int) -> bool:
    """Whether a person may know of an item: what is about a draft only its owner and maker do."""
    found = pick(ActionItemRow.id).where(col(ActionItemRow.id) == item_id, _known_to(viewer_id))
    return session.execute(found).first() is not None


def list_open_of(
    session: Session, owner_ids: Sequence[int], viewer_id: int, limit: int, offset: int = 0
) -> list[ActionItem]:
    """Open items of people as far as the viewer may know of them: overdue first, dateless last."""
    page = _ITEMS.where(_open_of(owner_ids, viewer_id)).order_by(*_BY_DUE_DAY)
    return _facts(session, page.limit(limit).offset(offset))


def count_open_of(session: Session, owner_ids: Sequence[int], viewer_id: int) -> int:
    """How many `list_open_of` would give without a limit."""
    found = pick(func.count()).select_from(ActionItemRow).where(_open_of(owner_ids, viewer_id))
    return int(session.execute(found).scalar_one())


def list_open_of_team(
    session: Session, team_id: int, member_ids: Collection[int]
) -> list[ActionItem]:
    """Open items of a team or its members that everybody may know of: overdue first."""
    which = and_(
        _of_team(team_id, member_ids),
        col(ActionItemRow.state) == ActionState.OPEN,
        _is_public(),
    )
    return _facts(session, _ITEMS.where(which).order_by(*_BY_DUE_DAY))


def list_closed_since(
    session: Session, team_id: int, member_ids: Collection[int], since: datetime
) -> list[ActionItem]:
    """What a team or its members have done or dropped since then, in that order."""
    which = and_(
        _of_team(team_id, member_ids),
        col(ActionItemRow.state) != ActionState.OPEN,
        col(ActionItemRow.closed_at) >= since,
        _is_public(),
    )
    ordered = _ITEMS.where(which).order_by(col(ActionItemRow.closed_at), col(ActionItemRow.id))
    return _facts(session, ordered)


_BY_DUE_DAY = (
    case((col(ActionItemRow.due_on).is_(None), 1), else_=0),
    col(ActionItemRow.due_on),
    col(ActionItemRow.number),
)


def _of_team(team_id: int, member_ids: Collection[int]) -> ColumnElement[bool]:
    return or_(col(ActionItemRow.team_id) == team_id, col(ActionItemRow.owner_id).in_(member_ids))


def _open_of(owner_ids: Sequence[int], viewer_id: int) -> ColumnElement[bool]:
    return and_(
        col(ActionItemRow.owner_id).in_(owner_ids),
        col(ActionItemRow.state) == ActionState.OPEN,
        _known_to(viewer_id),
    )


def _known_to(viewer_id: int) -> ColumnElement[bool]:
    own = (col(ActionItemRow.owner_id) == viewer_id, col(ActionItemRow.by_id) == viewer_id)
    return or_(*own, _is_public())


def _is_public() -> ColumnElement[bool]:
    """Not about a key result of an objective that is, or was when archived, a private draft."""
    private = (
        exists()
        .where(
            col(KeyResultRow.id) == ActionItemRow.key_result_id,
            col(ObjectiveRow.id) == KeyResultRow.objective_id,
            or_(
                col(ObjectiveRow.state) == State.DRAFT,
                and_(
                    col(ObjectiveRow.state) == State.ARCHIVED,
                    col(ObjectiveRow.published_title).is_(None),
                ),
            ),
        )
        .correlate(ActionItemRow)
    )
    return not_(private)


_ITEMS: Select[Any] = (
    pick(
        ActionItemRow.id,
        ActionItemRow.number,
        ActionItemRow.title,
        _OWNER.id,
        _OWNER.name,
        _MAKER.id,
        _MAKER.name,
        ActionItemRow.due_on,
        ActionItemRow.state,
        ActionItemRow.source,
        ObjectiveRow.number,
        KeyResultRow.position,
        ActionItemRow.closed_at,
        ActionItemRow.reason,
        _OWNER.is_active,
    )
    .join(_OWNER, col(_OWNER.id) == ActionItemRow.owner_id)
    .join(_MAKER, col(_MAKER.id) == ActionItemRow.by_id)
    .outerjoin(KeyResultRow, col(KeyResultRow.id) == ActionItemRow.key_result_id)
    .outerjoin(ObjectiveRow, col(ObjectiveRow.id) == KeyResultRow.objective_id)
)


def _facts(session: Session, statement: Select[Any]) -> list[ActionItem]:
    return [
        ActionItem(
            id=id,
            number=number,
            title=title,
            owner=PersonName(owner_id, owner),
            by=PersonName(maker_id, maker),
            due_on=due_on,
            state=state,
            source=source,
            key_result="" if position is None else str(KeyResultId(objective, position)),
            closed_at=closed_at,
            reason=reason,
            owner_left=not is_there,
        )
        for (
            id,
            number,
            title,
            owner_id,
            owner,
            maker_id,
            maker,
            due_on,
            state,
            source,
            objective,
            position,
            closed_at,
            reason,
            is_there,
        ) in session.execute(statement)
    ]
