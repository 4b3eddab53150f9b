"""Who speaks and where things are said: accounts, addresses and messages on a platform."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account on one platform.

    `tenant` is the platform's own name for the company (Slack team id, Lark tenant key),
    `id` its name for the person (Slack `U…`, Lark open id `ou_…`).
    """

    platform: str
    tenant: str
    id: str


class PlaceKind(StrEnum):
    """What sort of place an address names."""

    PERSON = "person"
    """A direct conversation; the address's id is the person's account id."""
    CHANNEL = "channel"
    """A channel or group; the address's id is the platform's channel id."""
    HOME = "home"
    """The person's own home view (Slack's App Home); the id is the account id."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place where a card can be shown."""

    platform: str
    tenant: str
    kind: PlaceKind
    id: str
    thread: str = ""
    """The platform's id of the message whose thread this is, or empty."""

    @classmethod
    def of(cls, account: Account) -> "Address":
        """The direct conversation with the holder of an account."""
        return cls(account.platform, account.tenant, PlaceKind.PERSON, account.id)

    @property
    def is_shared(self) -> bool:
        """Whether people other than the one who acted read what is shown here."""
        return self.kind is PlaceKind.CHANNEL


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message that stands on a platform: where it is and what the platform calls it.

    On Slack `channel` is the conversation id and `id` the `ts`; on Lark `id` is the message id.
    """

    platform: str
    tenant: str
    channel: str
    id: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform tells of a person; None where it does not tell."""

    account: Account
    name: str
    email: str | None = None
    email_is_verified: bool = False
    """Whether the platform vouches for it: nobody can just write another's address there."""
    locale: str | None = None
    """A BCP 47 or POSIX tag as the platform gives it, such as `zh-CN` or `en_US`."""
    timezone: str | None = None
    """An IANA name."""
    is_bot: bool = False
    leader: Account | None = None
    """Who leads them in the company's reporting line."""
