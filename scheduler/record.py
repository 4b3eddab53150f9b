"""What came of an attempt -> the outbox: sent, tried again later, or given up."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

import structlog
from sqlmodel import Session

from scheduler.attempt import Arrived, Failed, Hopeless, Limited, Outcome
from storage import lanes, outbox_claims, shown_messages
from storage.lanes import LaneKey
from storage.outbox_claims import Claimed

log = structlog.get_logger()

LONGEST_DELAY = 600.0
"""Seconds between two attempts at most, unless the platform asks for more."""
GIVE_UP = 152
"""Attempts after which a message is dead: with the delays below, about 24 hours."""
GIVE_UP_UNEXPECTED = 8
"""The same for faults of our own, about four minutes: nobody else's messages wait for a bug."""
SHORTEST_LIMIT = 0.25
"""Seconds a rate limit lasts at least, whatever the platform says."""


def delay(attempts: int) -> float:
    """Seconds to wait after so many attempts: 1, 2, 4 … 600, each up to a fifth off."""
    return min(2.0 ** min(attempts - 1, 10), LONGEST_DELAY) * random.uniform(0.8, 1.2)


def record(
    session: Session, lane: LaneKey, ended: Sequence[tuple[Claimed, Outcome]], now: datetime
) -> datetime | None:
    """Write down what came of attempts; gives the end of a rate limit where one was met."""
    arrived = [(each, came.message) for each, came in ended if isinstance(came, Arrived)]
    outbox_claims.mark_sent(session, arrived, now)
    for _, came in ended:
        if isinstance(came, Arrived) and came.about:
            shown_messages.remember(session, came.message, came.about, now)
    limits = [_record_one(session, lane, claimed, outcome, now) for claimed, outcome in ended]
    return max((limit for limit in limits if limit is not None), default=None)


def _record_one(
    session: Session, lane: LaneKey, claimed: Claimed, outcome: Outcome, now: datetime
) -> datetime | None:
    event = log.bind(
        platform=lane.platform, tenant=lane.tenant, key=claimed.key, attempts=claimed.attempts
    )
    match outcome:
        case Arrived():
            event.debug("delivery.sent")
        case Hopeless(code):
            outbox_claims.mark_dead(session, claimed, code)
            event.warning("delivery.dead", code=code)
        case Limited(code, after):
            until = now + timedelta(seconds=max(after, SHORTEST_LIMIT))
            # Not the message's fault: it counts as never tried, and all of the lane waits.
            outbox_claims.release(session, [claimed])
            lanes.hold_back(session, lane, until)
            event.info("delivery.limited", code=code, after=after)
            return until
        case Failed(code, after, maybe_sent, unexpected):
            if claimed.attempts >= (GIVE_UP_UNEXPECTED if unexpected else GIVE_UP):
                outbox_claims.mark_dead(session, claimed, code)
                event.warning("delivery.dead", code=code)
                return None
            wait = max(after, delay(claimed.attempts))
            next_at = now + timedelta(seconds=wait)
            outbox_claims.put_back(session, claimed, next_at, code, maybe_sent=maybe_sent)
            event.info("delivery.retry", code=code, after=round(wait, 1), maybe_sent=maybe_sent)
        case _:
            assert_never(outcome)
    return None
