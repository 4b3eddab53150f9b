"""The weekly prompt: once a week, at the hour a person chose on their own clock."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from chat import cards
from chat.address import Account, Address
from chat.cards import Card
from okr.facts import KeyResult
from okr.schedule import local_date, next_weekly, week_key
from storage import claims, outbox, prompts
from storage.database import Database
from storage.outbox import Priority
from storage.prompts import PromptedPerson

log = structlog.get_logger()

KIND = "weekly"
BATCH = 500
MISSED = timedelta(days=1)
"""A slot that is older was missed (the program did not run): it is left out, not made up for."""

CardFor = Callable[[PromptedPerson, Sequence[KeyResult]], Card]
"""The card for a person about these key results of theirs, in their language."""


@dataclass(frozen=True, slots=True)
class _Prompt:
    person: PromptedPerson
    account: Account
    key_results: Sequence[KeyResult]

    @property
    def key(self) -> str:
        return f"{KIND}:{week_key(self.person.slot, self.person.zone)}:{self.person.id}"


class WeeklyPrompt:
    """A job of the ticker: queues the prompts of everybody whose slot has come.

    `wake` is called when rows are in the outbox, `claimed` with the kind and number of prompts.
    With `platforms`, only accounts there are written to.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        card_for: CardFor,
        wake: Callable[[], None],
        claimed: Callable[[str, int], None] = lambda kind, count: None,
        platforms: Collection[str] | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._card_for = card_for
        self._wake = wake
        self._claimed = claimed
        self._platforms = platforms

    def __call__(self, now: datetime) -> None:
        """Work through everybody due at `now`, a batch at a time in constant memory."""
        while self._batch(now) == BATCH:
            pass

    def _batch(self, now: datetime) -> int:
        # Reading and drawing come before the transaction: on SQLite nobody else can write
        # during it. What changes in between is caught by the claim and by put_forward.
        with self._database.read() as session:
            people = prompts.list_due(session, now, BATCH)
            fresh = [person for person in people if now - person.slot <= MISSED]
            planned = _plan(session, fresh, self._platforms)
        if not people:
            return 0
        queued_at = self._clock()  # with many people due, that is a while after the tick
        rows = {prompt.key: self._row(prompt, queued_at) for prompt in planned}
        moves = [(person, _following(person, now)) for person in people]
        with self._database.write() as session:
            won = claims.claim_all(session, rows, now)
            outbox.add_rows(session, [rows[key] for key in sorted(won)])
            prompts.put_forward(session, moves, now)
        if missed := len(people) - len(fresh):
            log.warning("weekly_prompt.missed", people=missed)
        if won:
            log.info("weekly_prompt.queued", people=len(won))
            self._claimed(KIND, len(won))
            self._wake()
        return len(people)

    def _row(self, prompt: _Prompt, now: datetime) -> dict[str, object]:
        return outbox.row(
            key=prompt.key,
            address=Address.of(prompt.account),
            body=cards.dump(self._card_for(prompt.person, prompt.key_results)),
            now=now,
            priority=Priority.BULK,
        )


def _plan(
    session: Session, people: Sequence[PromptedPerson], platforms: Collection[str] | None
) -> list[_Prompt]:
    """The prompts of those who are there, can be reached and have key results of their own."""
    days = {person.id: local_date(person.slot, person.zone) for person in people}
    if not days:
        return []
    accounts = prompts.accounts_of(session, days, platforms)
    owned = prompts.key_results_of(session, people, min(days.values()), max(days.values()))
    planned = []
    for person in people:
        running = [found for span, found in owned.get(person.id, ()) if days[person.id] in span]
        if person.is_active and person.id in accounts and running:
            planned.append(_Prompt(person, accounts[person.id], running))
    return planned


def _following(person: PromptedPerson, after: datetime) -> datetime:
    return next_weekly(after, person.weekday, person.at, person.zone)


@dataclass(frozen=True, slots=True)
class Due:
    """A prompt that would be sent: `at` in UTC, `local` on the person's own clock."""

    at: datetime
    local: datetime
    kind: str
    name: str
    platform: str
    external_id: str
    key: str

    def as_json(self) -> Mapping[str, object]:
        """As `okrbot due --json` writes it."""
        person = {"name": self.name, "platform": self.platform, "external_id": self.external_id}
        return {
            "at": self.at.isoformat(),
            "local": self.local.isoformat(),
            "kind": self.kind,
            "person": person,
            "key": self.key,
        }


def due(session: Session, at: datetime, platforms: Collection[str] | None = None) -> Iterator[Due]:
    """What would be sent at that moment; changes nothing.

    A moment further ahead than the next slots is looked at as if the program ran until then:
    what fell due earlier was sent in its time, so only slots of the day before `at` count.
    """
    page = prompts.list_due(session, at, BATCH)
    while page:
        slots = [replace(person, slot=_slot_before(person, at)) for person in page]
        fresh = [person for person in slots if timedelta(0) <= at - person.slot <= MISSED]
        planned = _plan(session, fresh, platforms)
        sent = claims.list_claimed(session, [prompt.key for prompt in planned])
        for prompt in planned:
            if prompt.key not in sent:
                yield _due(prompt)
        page = prompts.list_due(session, at, BATCH, after=page[-1])


def _slot_before(person: PromptedPerson, at: datetime) -> datetime:
    """The person's last slot up to `at`; never before the one that is stored."""
    slot = person.slot
    if at - slot > timedelta(days=15):
        slot = _following(person, at - timedelta(days=15))
    while (following := _following(person, slot)) <= at:
        slot = following
    return slot


def _due(prompt: _Prompt) -> Due:
    person = prompt.person
    return Due(
        at=person.slot,
        local=person.slot.astimezone(person.zone),
        kind=KIND,
        name=person.name,
        platform=prompt.account.platform,
        external_id=prompt.account.id,
        key=prompt.key,
    )
