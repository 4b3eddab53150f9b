"""Where somebody's round of a week stands: what is still open, and what was decided."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from chat.address import Account
from handlers.views.weekly import Again, Asked
from okr.facts import KeyResult, PersonName
from okr.follow_up import RoundState
from okr.schedule import local_date, week_key
from okr.working_days import WorkDays
from storage import prompt_slots, prompts, reminders, rounds
from storage.prompts import PromptedPerson
from storage.rounds import RoundFacts


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person's round of `week`: their key results still open, and those checked in on."""

    person: PromptedPerson
    week: str
    today: date
    this_week: str
    account: Account | None
    still_open: Sequence[KeyResult]
    done: Sequence[KeyResult]
    round: RoundFacts | None

    @property
    def state(self) -> RoundState | None:
        """What became of the round so far."""
        if not self.still_open and self.done:
            return RoundState.DONE
        return self.round.state if self.round else None

    @property
    def is_current(self) -> bool:
        """Whether it can still be done: its week runs, or the next prompt has not come yet."""
        if self.week == self.this_week:
            return True
        last_year, last_number, _ = (self.today - timedelta(days=7)).isocalendar()
        is_last = self.week == f"{last_year}-W{last_number:02}"
        return is_last and week_key(self.person.slot, self.person.zone) == self.this_week

    def asked(
        self,
        again: Again | None = None,
        asked_by: PersonName | None = None,
        key_results: Sequence[KeyResult] = (),
    ) -> Asked:
        """The card for the person themselves."""
        shown = key_results or self.still_open or self.done
        return Asked(
            self.person.name, self.person.locale, self.week, shown, again=again, asked_by=asked_by
        )


def find(session: Session, person_id: int, week: str, now: datetime) -> Waiting | None:
    """The round as it stands now; None for nobody known, and for what is no week."""
    return find_all(session, [person_id], week, now).get(person_id)


def find_all(
    session: Session, person_ids: Collection[int], week: str, now: datetime
) -> Mapping[int, Waiting]:
    """The rounds of these people as they stand now; nothing for what is no week."""
    try:
        sunday = date.fromisocalendar(int(week[:4]), int(week[6:]), 7)
    except ValueError:
        return {}
    people = prompts.list_people(session, person_ids, now)
    days = {id: min(local_date(now, each.zone), sunday) for id, each in people.items()}
    owned = prompts.list_open_of(session, list(people.values()), week, days)
    accounts = prompts.accounts_of(session, person_ids)
    known = rounds.list_of_week(session, person_ids, week)
    return {
        id: Waiting(
            person,
            week,
            local_date(now, person.zone),
            week_key(now, person.zone),
            accounts.get(id),
            *owned[id],
            known.get(id),
        )
        for id, person in people.items()
    }


def days_of(session: Session, waiting: Waiting) -> WorkDays:
    """The days the person works."""
    return prompt_slots.days_of(session, waiting.person.id, waiting.today)


def days_of_all(session: Session, found: Collection[Waiting]) -> Mapping[int, WorkDays]:
    """The days each of these people works, by person."""
    if not found:
        return {}
    days = [each.today for each in found]
    ids = [each.person.id for each in found]
    return prompt_slots.days_of_all(session, ids, min(days), max(days))


def remind(session: Session, kind: str, waiting: Waiting, at: datetime) -> None:
    """Look at the round once more then ("snooze" or "nudge"), and at no other moment."""
    remind_all(session, kind, [(waiting, at)])


def remind_all(session: Session, kind: str, found: Sequence[tuple[Waiting, datetime]]) -> None:
    """The same for many."""
    reminders.put_all(
        session,
        [
            reminders.row(
                key=_key(kind, waiting),
                kind=kind,
                workspace_id=waiting.person.workspace_id,
                subject_id=waiting.person.id,
                person_id=waiting.person.id,
                week=waiting.week,
                at=at,
            )
            for waiting, at in found
        ],
    )


def remind_no_more(session: Session, waiting: Waiting, *kinds: str) -> None:
    """Do not look at the round any more."""
    for kind in kinds or ("snooze", "nudge"):
        reminders.cancel(session, _key(kind, waiting))


def _key(kind: str, waiting: Waiting) -> str:
    return f"{kind}:{waiting.week}:{waiting.person.id}"
