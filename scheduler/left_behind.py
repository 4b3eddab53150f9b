"""Who left with something open: their leads hear of it, once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from chat.address import Address
from chat.locales import language
from handlers.views.left import LISTED, left_card
from okr.facts import PersonName
from storage import action_items, claims, leads, left_behind, outbox, people, risks
from storage.database import Database

log = structlog.get_logger()

KIND = "left"
EVERY = timedelta(hours=1)
BATCH = 200


class LeftBehind:
    """A job of the ticker; looks once an hour."""

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        self._database = database
        self._wake = wake
        self._last: datetime | None = None

    def __call__(self, now: datetime) -> None:
        """Tell of everybody whose leads were not told, if the last look was an hour ago."""
        if self._last is not None and timedelta(0) <= now - self._last < EVERY:
            return
        with self._database.read() as session:
            found = left_behind.list_untold(session, BATCH)
        for person in found:
            with self._database.write() as session:
                told = tell(session, person, now)
            if told:
                log.info("left_behind.told", person=person.id, leads=told)
                self._wake()
        self._last = now


def tell(session: Session, person: PersonName, now: datetime) -> int:
    """Tell their leads what is open; gives how many.

    Where there is none, or none who may know of anything, it is looked at again.
    """
    cards = []
    for lead in leads.leads_of(session, person.id):
        reader = people.get_me(session, lead.id)
        accounts = people.accounts_of(session, lead.id)
        items = action_items.list_open_of(session, [person.id], lead.id, LISTED)
        waiting = risks.list_waiting_for(session, person.id, LISTED)
        if accounts and (items or waiting):
            card = left_card(language(reader.locale), person, items, waiting)
            cards.append((lead, Address.of(accounts[0]), card))
    if not cards or not claims.claim(session, left_behind.told_key(person.id), now):
        return 0
    for lead, address, card in cards:
        key = f"{left_behind.told_key(person.id)}:{lead.id}"
        outbox.add(session, key=key, address=address, body=card, now=now)
    return len(cards)
