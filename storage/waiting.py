"""What waits for somebody, counted: for the home view, which many look at all day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, Integer, bindparam, func, select
from sqlmodel import Session, SQLModel

from okr.action_items import SOON
from okr.facts import State
from okr.follow_up import ActionState, RiskState
from storage.prepared import Prepared
from storage.tables import KeyResultRow, ObjectiveRow
from storage.tables_follow_up import ActionItemRow, RiskAsk, RiskRow

_ITEMS = SQLModel.metadata.tables[ActionItemRow.__tablename__]
_ASKS = SQLModel.metadata.tables[RiskAsk.__tablename__]
_RISKS = SQLModel.metadata.tables[RiskRow.__tablename__]
_KEY_RESULTS = SQLModel.metadata.tables[KeyResultRow.__tablename__]
_OBJECTIVES = SQLModel.metadata.tables[ObjectiveRow.__tablename__]
_PERSON = bindparam("person_id", type_=Integer())
_TODAY = bindparam("today", type_=Date())
_UNTIL = bindparam("until", type_=Date())

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
    )
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Risks to answer, action items overdue, and those due within seven days."""

    risks: int = 0
    overdue: int = 0
    due_soon: int = 0


def count_for(session: Session, person_id: int, today: date) -> Waiting:
    """What waits for this person on their `today`."""
    values: dict[str, int | str] = {
        "person_id": person_id,
        "today": today.isoformat(),
        "until": (today + SOON).isoformat(),
    }
    ((risks, overdue, due_soon),) = _COUNTS.rows(session, values)
    return Waiting(risks, overdue, due_soon)
