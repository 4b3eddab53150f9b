"""Lanes: one sender at a time for each platform's tenant, by a lease that runs out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from storage import tables

_LANES = SQLModel.metadata.tables[tables.Lane.__tablename__]


@dataclass(frozen=True, slots=True)
class LaneKey:
    """A platform's tenant."""

    platform: str
    tenant: str


def take(
    session: Session, lane: LaneKey, holder: str, now: datetime, lease: timedelta
) -> datetime | None:
    """Take or renew the lane until `now + lease`; None while somebody else holds it.

    Gives the time before which the lane must not send (a rate limit's end). A lease that reaches
    further than anybody could have taken it by this clock was taken by a clock that has since been
    put back (time travel): it counts as run out.
    """
    until = now + lease
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(_LANES).values(
        platform=lane.platform,
        tenant=lane.tenant,
        holder=holder,
        leased_until=until,
        next_at=now,
    )
    statement = statement.on_conflict_do_update(
        index_elements=[_LANES.c.platform, _LANES.c.tenant],
        set_={"holder": holder, "leased_until": until},
        where=or_(
            _LANES.c.holder.in_([holder, ""]),
            _LANES.c.leased_until <= now,
            _LANES.c.leased_until > now + 2 * lease,
        ),
    )
    opens_at: datetime | None = session.execute(statement.returning(_LANES.c.next_at)).scalar()
    return opens_at


def release(session: Session, lane: LaneKey, holder: str, now: datetime) -> None:
    """Give the lane up, if it is still this holder's."""
    session.execute(
        update(_LANES)
        .where(
            _LANES.c.platform == lane.platform,
            _LANES.c.tenant == lane.tenant,
            _LANES.c.holder == holder,
        )
        .values(holder="", leased_until=now)
    )


def hold_back(session: Session, lane: LaneKey, until: datetime) -> None:
    """Nothing leaves this lane before `until`; an earlier `until` does not shorten the wait."""
    session.execute(
        update(_LANES)
        .where(
            _LANES.c.platform == lane.platform,
            _LANES.c.tenant == lane.tenant,
            _LANES.c.next_at < until,
        )
        .values(next_at=until)
    )
