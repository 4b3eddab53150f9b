"""The weekly prompt: once a week, at the hour a person chose on their own clock."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

import structlog
from sqlmodel import Session

from chat import cards
from chat.address import Address
from chat.cards import Card
from handlers.views.weekly import Asked
from okr.follow_up import RoundState
from scheduler.weekly_plan import Plan, Sending, plan
from storage import claims, outbox, prompts, reminders, rounds
from storage.database import Database
from storage.outbox import Priority
from storage.prompt_slots import MISSED

log = structlog.get_logger()

KIND = "weekly"
BATCH = 500

CardFor = Callable[[Asked], Card]
"""The card for a person about these key results, in their language."""


class WeeklyPrompt:
    """A job of the ticker: queues the prompts of everybody whose slot has come.

    `wake` is called when rows are in the outbox, `claimed` with the kind and number of prompts
    ("weekly_missed": of those nobody sent in time). With `platforms`, only accounts there are
    written to.
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
        """Work through everybody due at `now`, a batch at a time in constant memory.

        Each slot that was missed is looked at by itself, and so is each day that one is put off
        to: whoever is still due afterwards comes round again.
        """
        while self._batch(now):
            pass

    def _batch(self, now: datetime) -> int:
        # Reading and drawing come before the transaction: on SQLite nobody else can write
        # during it. What changes in between is caught by the claim and by put_forward.
        with self._database.read() as session:
            people = prompts.list_due(session, now, BATCH)
            plans = plan(session, people, now, self._platforms)
        if not people:
            return 0
        fresh = {
            each.key: (each, each.sending)
            for each in plans
            if each.sending is not None and now - each.person.slot <= MISSED
        }
        missed = [each for each in plans if each.sending is not None and each.key not in fresh]
        queued_at = self._clock()  # with many people due, that is a while after the tick
        rows = {key: self._row(each, sent, queued_at) for key, (each, sent) in fresh.items()}
        with self._database.write() as session:
            won = sorted(claims.claim_all(session, rows, now))
            outbox.add_rows(session, [rows[key] for key in won])
            _keep(session, [fresh[key] for key in won], now)
            rounds.note_all(session, _noted(plans, missed, now))
            prompts.put_forward(session, [(each.person, each.following) for each in plans])
        if missed:
            log.warning("weekly_prompt.missed", people=len(missed))
            self._claimed("weekly_missed", len(missed))
        if won:
            log.info("weekly_prompt.queued", people=len(won))
            self._claimed(KIND, len(won))
            self._wake()
        return len(people)

    def _row(self, each: Plan, sending: Sending, now: datetime) -> dict[str, object]:
        return outbox.row(
            key=each.key,
            address=Address.of(sending.account),
            body=cards.dump(self._card_for(each.asked(sending))),
            now=now,
            priority=Priority.BULK,
            not_before=max(now, sending.begins_at),
        )


def _keep(session: Session, sent: Sequence[tuple[Plan, Sending]], now: datetime) -> None:
    """The rounds of those who were asked, and when to look whether they have answered."""
    rounds.open_all(
        session,
        [
            rounds.row(
                each.person.id,
                each.week,
                each.state or RoundState.PROMPTED,
                now,
                prompted_at=now,
                delegate_id=None if sending.reader is each.person else sending.reader.id,
            )
            for each, sending in sent
        ],
    )
    reminders.add_all(
        session,
        [
            reminders.row(
                key=f"nudge:{each.week}:{each.person.id}",
                kind="nudge",
                workspace_id=each.person.workspace_id,
                subject_id=each.person.id,
                person_id=each.person.id,
                week=each.week,
                at=sending.nudge_at,
            )
            for each, sending in sent
            if sending.nudge_at is not None
        ],
    )


def _noted(plans: Sequence[Plan], missed: Sequence[Plan], now: datetime) -> list[dict[str, object]]:
    """What becomes of a week in which nobody is asked."""
    kept = [
        rounds.row(each.person.id, each.week, each.state, now)
        for each in plans
        if each.sending is None and each.state is not None
    ]
    return kept + [rounds.row(each.person.id, each.week, RoundState.MISSED, now) for each in missed]
