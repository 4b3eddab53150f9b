"""Messages that go with a callback's answer, sent by a few workers after it."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait

import structlog

from bot.lark.answers import Later
from bot.lark.deliver import Delivery
from chat.address import MessageRef
from chat.cards import Card
from chat.platform import DeliveryError, Shown, TryLater

log = structlog.get_logger()

_ATTEMPTS = 5
_LONGEST_WAIT = 20.0


class LaterMessages:
    """Sends messages soon, again after passing faults; their keys keep them from doubling."""

    def __init__(self, delivery: Delivery, shown: Shown = lambda message, about: None) -> None:
        self._delivery = delivery
        self._shown = shown
        self._pool = ThreadPoolExecutor(4, "lark-later")
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._in_hand: set[Future[None]] = set()

    def send(self, later: Later) -> None:
        """Returns at once."""
        self._take(self._pool.submit(self._deliver, later))

    def note(self, message: MessageRef, about: str) -> None:
        """Tell that a message shows something else now; returns at once."""
        self._take(self._pool.submit(self._shown, message, about))

    def _take(self, future: Future[None]) -> None:
        with self._lock:
            self._in_hand.add(future)
        future.add_done_callback(self._done)

    def _done(self, future: Future[None]) -> None:
        with self._lock:
            self._in_hand.discard(future)

    def wait(self, timeout: float) -> bool:
        """Whether everything handed in was sent or given up within `timeout` seconds."""
        with self._lock:
            in_hand = set(self._in_hand)
        return not wait(in_hand, timeout).not_done

    def stop(self, timeout: float) -> None:
        """Send what is in hand, without waiting between attempts any more."""
        self._stopping.set()
        if not self.wait(timeout):
            log.warning("lark.later_unfinished")
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _deliver(self, later: Later) -> None:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                message = self._delivery.deliver(later.outgoing, later.origin)
                card = later.outgoing.card
                if isinstance(card, Card) and card.about:
                    self._shown(message, card.about)
                return
            except TryLater as error:
                log.warning("lark.later_again", code=error.code, attempt=attempt)
                self._stopping.wait(min(error.after * attempt, _LONGEST_WAIT))
            except DeliveryError as error:
                log.error("lark.later_failed", code=error.code)
                return
        log.error("lark.later_given_up", attempts=_ATTEMPTS)
