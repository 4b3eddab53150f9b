"""Showing people an answer where they asked."""

from datetime import datetime

from sqlmodel import Session

from chat.address import Address, PlaceKind
from chat.cards import Card
from storage import outbox, people


def show(
    session: Session,
    person_id: int,
    place: Address,
    key: str,
    card: Card,
    now: datetime,
    *,
    to_all: bool = False,
) -> None:
    """Show somebody a card at the place where they asked; among others, to them alone.

    `to_all` is for what everybody there has read so far.
    """
    accounts = people.accounts_of(session, person_id)
    own = [
        each for each in accounts if (each.platform, each.tenant) == (place.platform, place.tenant)
    ]
    if not own:  # the account they asked from is gone
        if not accounts:
            return
        place, own = Address.of(accounts[0]), [accounts[0]]
    elif not place.is_shared:
        # A home view holds no messages: what was asked there is answered in the direct chat.
        thread = "" if place.kind is PlaceKind.HOME else place.thread
        place = Address(place.platform, place.tenant, PlaceKind.PERSON, place.id, thread)
    reader = own[0] if place.is_shared and not to_all else None
    outbox.add(session, key=key, address=place, body=card, now=now, only_for=reader)
