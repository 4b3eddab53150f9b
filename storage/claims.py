"""Claims: a unique key is taken once, by whoever comes first; what falls due is claimed here."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, SQLModel

from storage import tables
from storage.upserts import insert_new

_CLAIMS = SQLModel.metadata.tables[tables.Claim.__tablename__]


def claim(session: Session, key: str, now: datetime) -> bool:
    """Take the key; False when it was taken before. Kept only if the transaction is."""
    return bool(claim_all(session, [key], now))


def claim_all(session: Session, keys: Iterable[str], now: datetime) -> frozenset[str]:
    """Take many keys; gives those that were free.

    They are inserted in order of the key, so that two transactions with the same keys wait for
    each other in one direction and never lock each other out.
    """
    rows = [{"key": key, "at": now} for key in sorted(set(keys))]
    return frozenset(row.key for row in insert_new(session, _CLAIMS, rows, "key"))


def list_claimed(session: Session, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that are taken."""
    wanted = _CLAIMS.c.key.in_(list(keys))
    return frozenset(session.execute(select(_CLAIMS.c.key).where(wanted)).scalars())


def prune(session: Session, before: datetime, limit: int = 1000) -> int:
    """Forget at most `limit` claims older than `before`; gives how many went."""
    old = select(_CLAIMS.c.key).where(_CLAIMS.c.at < before).order_by(_CLAIMS.c.at).limit(limit)
    gone = delete(_CLAIMS).where(_CLAIMS.c.key.in_(old)).returning(_CLAIMS.c.key)
    return len(session.execute(gone).all())
