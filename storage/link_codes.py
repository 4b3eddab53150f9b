"""One-time codes that show that two accounts are in the same hands; only their hashes are kept."""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlmodel import Session, col

from storage import claims
from storage.tables import LinkCode

LASTS = timedelta(minutes=10)
MOST_OPEN = 3
"""Codes of one person that can be used at a time; a further one takes the place of the oldest."""
MOST_TRIES = 5
"""Wrong codes that one person can type within an hour of the clock."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is taken for another, or for a digit: 5 bits each."""
LENGTH = 10
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def add(session: Session, person_id: int, now: datetime) -> str:
    """A new code, as people read it: "K7QM3-9ZXPB"."""
    own = select(LinkCode).where(col(LinkCode.person_id) == person_id)
    known = session.execute(own.order_by(col(LinkCode.expires_at).desc())).scalars().all()
    usable = [each for each in known if each.used_at is None and each.expires_at > now]
    for old in usable[MOST_OPEN - 1 :]:
        session.delete(old)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    session.add(LinkCode(code_hash=hash_of(code), person_id=person_id, expires_at=now + LASTS))
    session.flush()
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def hash_of(typed: str) -> str:
    """What is kept of a code, however it was typed: case, width, spaces and dashes aside."""
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    code = "".join(each for each in folded if each in ALPHABET)
    return hashlib.sha256(code.encode()).hexdigest()


def lock(session: Session, code_hash: str) -> LinkCode | None:
    """The code, used or not, with no other writer beside; None where there is none."""
    found = select(LinkCode).where(col(LinkCode.code_hash) == code_hash).with_for_update()
    return session.execute(found.execution_options(populate_existing=True)).scalar()


def use_up(session: Session, code: LinkCode, now: datetime) -> None:
    """It cannot be used again."""
    code.used_at = now
    session.flush()


def may_try(session: Session, person_id: int, now: datetime) -> bool:
    """Whether the person has not typed too many wrong codes."""
    keys = _tries(person_id, now)
    return len(claims.list_claimed(session, keys)) < len(keys)


def count_wrong(session: Session, person_id: int, now: datetime) -> None:
    """The person typed a wrong one."""
    for key in _tries(person_id, now):
        if claims.claim(session, key, now):
            return


def _tries(person_id: int, now: datetime) -> list[str]:
    return [f"link-try:{person_id}:{now:%Y-%m-%dT%H}:{each}" for each in range(MOST_TRIES)]


def prune(session: Session, before: datetime, limit: int = 1000) -> int:
    """Forget at most `limit` codes that ran out before `before`; gives how many went."""
    old = (
        select(LinkCode.code_hash)  # type: ignore[call-overload]
        .where(col(LinkCode.expires_at) < before)
        .order_by(col(LinkCode.expires_at))
        .limit(limit)
    )
    gone = delete(LinkCode).where(col(LinkCode.code_hash).in_(old))
    return len(session.execute(gone.returning(col(LinkCode.code_hash))).all())
