"""What the program asks of a platform, and what a platform asks of the program."""

from dataclasses import dataclass
from typing import Protocol

from chat.address import Account, Address, MessageRef, Profile
from chat.cards import Card
from chat.documents import Document
from chat.events import AnyEvent
from chat.forms import Form
from chat.replies import Reply


class Intake(Protocol):
    """What a platform does with an event: hand it in and draw what comes back.

    With `answer_to`, for deliveries that carry no answer of their own (a message to the bot), the
    reply is put into the outbox for that address in the same transaction and `Nothing` comes back.
    What goes wrong is a translated reply. Raises NotTaken, with `answer_to` only, where nothing
    could be kept at all; the platform must then deliver the event again.
    """

    def __call__(self, event: AnyEvent, *, answer_to: Address | None = None) -> Reply: ...


class Shown(Protocol):
    """Told of a message that a platform has sent by itself, and what its card is about."""

    def __call__(self, message: MessageRef, about: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One outbox row on its way: a card, a document, or for platforms that ask in messages a form.

    `key` is unique for ever and is the idempotency key. With `edit` the message is changed in
    place instead of a new one being sent. With `only_for`, in a channel, only that account reads it
    (an ephemeral message; a platform without these sends it directly to the person).
    `conversation` is the platform's id of where earlier messages to this address stand; it is given
    where a message has to be looked for, and empty where nobody knows it.
    """

    key: str
    address: Address
    card: Card | Form | Document
    edit: MessageRef | None = None
    only_for: Account | None = None
    conversation: str = ""


class NotTaken(Exception):
    """The database could not keep what came in: do not acknowledge it."""


class DeliveryError(Exception):
    """The message could not be delivered; `code` is the platform's own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(DeliveryError):
    """A passing fault. `after` seconds from now at the earliest; `limited` for a rate limit.

    `maybe_sent`: whether the message may stand on the platform all the same (a lost answer).
    """

    def __init__(
        self,
        code: str,
        after: float = 1.0,
        *,
        limited: bool = False,
        maybe_sent: bool = False,
    ) -> None:
        super().__init__(code)
        self.after = after
        self.limited = limited
        self.maybe_sent = maybe_sent


class Undeliverable(DeliveryError):
    """It will never arrive: the account is gone, the channel archived, the card refused."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a platform lets one sender do: messages a second and a minute, and seconds between
    two messages to the same address."""

    per_second: float
    per_minute: int
    address_gap: float


class Platform(Protocol):
    """A platform as the scheduler and the program see it."""

    name: str
    pace: Pace

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        """Send or edit one message. Raises TryLater or Undeliverable."""
        ...

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        """The message with this key, if it stands on the platform already; None if it does not.

        Called before sending again when an earlier attempt may have arrived."""
        ...

    def look_up(self, account: Account) -> Profile | None:
        """The person's profile, or None if the platform does not tell in good time."""
        ...
