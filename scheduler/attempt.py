"""One attempt to deliver one message, and what came of it; never raises."""

from dataclasses import dataclass
from time import monotonic

import structlog

from chat.address import MessageRef
from chat.cards import Card
from chat.platform import Outgoing, Platform, TryLater, Undeliverable
from storage.outbox_claims import Claimed

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Arrived:
    """It stands on the platform; `about` is what it shows, as its card says."""

    message: MessageRef
    about: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """It may work `after` seconds from now at the earliest; `unexpected`: a fault of ours."""

    code: str
    after: float = 0.0
    maybe_sent: bool = False
    unexpected: bool = False


@dataclass(frozen=True, slots=True)
class Limited:
    """The platform wants nothing from this lane for `after` seconds; nothing was sent."""

    code: str
    after: float


@dataclass(frozen=True, slots=True)
class Hopeless:
    """It will never arrive."""

    code: str


Outcome = Arrived | Failed | Limited | Hopeless


def attempt(platform: Platform, claimed: Claimed, deadline: float) -> Outcome:
    """Look for the message if it may have been sent before, then send it.

    After `deadline` (monotonic) the row may be somebody else's: a process that was asleep for
    that long sends nothing.
    """
    if monotonic() >= deadline:
        return Failed("lease_ran_out", maybe_sent=claimed.maybe_sent)
    try:
        outgoing = claimed.outgoing()
    except ValueError:
        return Hopeless("unreadable")
    # To change a message again does no harm: it needs no look.
    if claimed.maybe_sent and claimed.edit is None:
        found = _look(platform, outgoing)
        if found is not None:
            return found
    return _send(platform, outgoing)


def _look(platform: Platform, outgoing: Outgoing) -> Outcome | None:
    try:
        message = platform.find_delivered(outgoing)
    except TryLater as error:
        # A limit on looking is no limit on sending: only this message waits.
        return Failed(error.code, error.after, maybe_sent=True)
    except Undeliverable as error:
        return Hopeless(error.code)
    except Exception:
        log.exception("delivery.look_failed", key=outgoing.key, platform=platform.name)
        return Failed("unexpected", maybe_sent=True, unexpected=True)
    return Arrived(message, _about(outgoing)) if message else None


def _about(outgoing: Outgoing) -> str:
    return outgoing.card.about if isinstance(outgoing.card, Card) else ""


def _send(platform: Platform, outgoing: Outgoing) -> Outcome:
    try:
        return Arrived(platform.deliver(outgoing), _about(outgoing))
    except TryLater as error:
        if error.limited:
            return Limited(error.code, error.after)
        return Failed(error.code, error.after, maybe_sent=error.maybe_sent)
    except Undeliverable as error:
        return Hopeless(error.code)
    except Exception:
        log.exception("delivery.failed", key=outgoing.key, platform=platform.name)
        return Failed("unexpected", maybe_sent=True, unexpected=True)
