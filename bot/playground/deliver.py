"""Messages out of the outbox, onto the page."""

from bot.playground.company import PLATFORM, TENANT, Company
from bot.playground.live import Live
from bot.playground.messages import Message, Messages, direct, in_channel
from bot.playground.render import Json, card_tree
from chat.address import Account, Address, MessageRef, PlaceKind
from chat.cards import Card
from chat.documents import Document
from chat.platform import Outgoing, Undeliverable


def conversation_of(company: Company, address: Address) -> str:
    """The conversation at an address. Raises Undeliverable where there is none."""
    if (address.platform, address.tenant) != (PLATFORM, TENANT):
        raise Undeliverable("other_platform")
    match address.kind:
        case PlaceKind.CHANNEL:
            if company.find_channel(address.id) is None:
                raise Undeliverable("channel_not_found")
            return in_channel(address.id)
        case PlaceKind.PERSON | PlaceKind.HOME:
            if company.find_person(address.id) is None:
                raise Undeliverable("user_not_found")
            return direct(address.id)


def reference(message: Message) -> MessageRef:
    """What the rest of the program calls a message."""
    return MessageRef(PLATFORM, TENANT, message.conversation, message.id)


class Deliveries:
    """Puts outgoing messages where they belong; the same key twice is the same message."""

    def __init__(self, company: Company, messages: Messages, live: Live) -> None:
        self._company = company
        self._messages = messages
        self._live = live

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        """Send or edit. Raises Undeliverable for people and channels there are not."""
        conversation = conversation_of(self._company, outgoing.address)
        only_for = self._only_for(outgoing.only_for)
        card = outgoing.card
        if outgoing.address.kind is PlaceKind.HOME and isinstance(card, Card | Document):
            shown = card.text_card() if isinstance(card, Document) else card
            return self._show_home(outgoing.address.id, shown)
        if outgoing.edit is not None:
            return reference(
                self._messages.edit(
                    outgoing.edit.id,
                    outgoing.edit.channel or conversation,
                    card,
                    only_for=only_for,
                )
            )
        return reference(
            self._messages.add(
                conversation,
                card,
                key=outgoing.key,
                only_for=only_for,
                thread=outgoing.address.thread,
            )
        )

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        """The message that was sent under this key, if it stands."""
        message = self._messages.find_with_key(outgoing.key)
        return reference(message) if message is not None else None

    def _only_for(self, account: Account | None) -> str:
        if account is None:
            return ""
        if self._company.find_person(account.id) is None:
            raise Undeliverable("user_not_found")
        return account.id

    def _show_home(self, person_id: str, card: Card) -> MessageRef:
        home: Json = {"type": "home", "card": card_tree(card)}
        self._live.tell(lambda reader: home if reader == person_id else None)
        return MessageRef(PLATFORM, TENANT, f"home:{person_id}", f"home:{person_id}")
