"""What a handler works with: a session, the time, the person who acts and their language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from chat.address import Account, Address
from chat.cards import Card
from chat.events import AnyEvent
from chat.locales import Language, language
from okr.facts import Cycle, PersonName
from okr.schedule import local_date
from storage import cycles, outbox, people
from storage.people import Me


@dataclass(frozen=True, slots=True)
class Context:
    """One delivery being handled. Everything read and written goes through `session`."""

    session: Session
    now: datetime
    me: Me
    event: AnyEvent
    met: Mapping[Account, PersonName]
    """People the event names, by account."""
    form_covers_card: bool = False
    """Whether a form takes the place of the card it is opened from, as on Lark."""

    @property
    def lang(self) -> Language:
        """The language of the person who acts."""
        return language(self.me.locale)

    @property
    def today(self) -> date:
        """The day it is for the person who acts."""
        return local_date(self.now, self.me.zone)

    @property
    def is_private(self) -> bool:
        """Whether nobody but the person who acts reads the place."""
        return not self.event.place.is_shared

    def current_cycle(self) -> Cycle:
        """The cycle people write into now; made where there is none."""
        return cycles.current(self.session, self.me.workspace_id, self.today, self.now)

    def find_current_cycle(self) -> Cycle | None:
        """The cycle people write into now, if there is one."""
        return cycles.find_current(self.session, self.me.workspace_id, self.today)

    def accounts(self, persons: tuple[PersonName, ...]) -> tuple[Account, ...]:
        """The accounts of people on the platform of this event, to fill a picker with."""
        sender = self.event.sender
        return tuple(
            account
            for person in persons
            for account in people.accounts_of(self.session, person.id)
            if (account.platform, account.tenant) == (sender.platform, sender.tenant)
        )

    def tell(
        self,
        person_id: int,
        key: str,
        card_for: Callable[[people.Me, Language], Card],
        priority: outbox.Priority = outbox.Priority.NEWS,
    ) -> bool:
        """Put a card for somebody else into the outbox, in their language; once for each key.

        A person on several platforms is told where they were last seen.
        """
        accounts = people.accounts_of(self.session, person_id)
        if not accounts:
            return False
        reader = people.get_me(self.session, person_id)
        return outbox.add(
            self.session,
            key=key,
            address=Address.of(accounts[0]),
            body=card_for(reader, language(reader.locale)),
            now=self.now,
            priority=priority,
        )
