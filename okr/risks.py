"""Risks that wait for an answer: until when, what counts as the same, who answers how many."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from okr.facts import PersonName
from okr.schedule import at_wall_clock, local_date
from okr.working_days import WorkDays, add_working_days

ANSWER_WITHIN = 2
"""Working days of whoever is asked."""
MORNING, EVENING = time(9), time(18)
"""Nobody is reminded before or after, on their own clock."""


def answer_due(asked_at: datetime, zone: ZoneInfo, days: WorkDays) -> datetime:
    """When an answer is overdue: two working days of the person on, at the hour it was asked.

    `zone` and `days` are theirs. What was asked in their night is due in their next morning: it
    is then that they are reminded.
    """
    day = add_working_days(local_date(asked_at, zone), ANSWER_WITHIN, days)
    at = asked_at.astimezone(zone).time()
    if at > EVENING:
        day, at = add_working_days(day, 1, days), MORNING
    return at_wall_clock(day, max(at, MORNING), zone)


def says_the_same(before: str, after: str) -> bool:
    """Whether two texts differ in nothing but letter case, width, spaces and punctuation."""
    return _bare(before) == _bare(after)


def _bare(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(each for each in folded if unicodedata.category(each)[0] in "LNS")


@dataclass(frozen=True, slots=True)
class AskedLead:
    """A lead was asked about one risk.

    `answered_at` is when this lead answered or took it over; `is_settled` says that nobody waits
    for them any more: somebody else answered, it was withdrawn, or they forwarded it.
    """

    lead: PersonName
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None = None
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class ReplyRate:
    """How many of the risks that waited for a lead got that lead's answer."""

    lead: PersonName
    asked: int
    answered: int
    in_time: int
    waiting: int
    """Still unanswered, and not yet two working days old."""

    @property
    def ratio(self) -> float | None:
        """Answered ones of those that had to be by now; None where there were none."""
        due = self.asked - self.waiting
        return self.answered / due if due else None


def reply_rates(asks: Iterable[AskedLead], now: datetime) -> tuple[ReplyRate, ...]:
    """One for each lead who was asked, by name: nobody is ranked.

    What others settled without them is left out: it says nothing of a lead.
    """
    by_lead: defaultdict[PersonName, list[AskedLead]] = defaultdict(list)
    for ask in asks:
        if ask.answered_at is not None or not ask.is_settled:
            by_lead[ask.lead].append(ask)
    rates = [_rate(lead, own, now) for lead, own in by_lead.items()]
    return tuple(sorted(rates, key=lambda rate: (rate.lead.name.casefold(), rate.lead.id)))


def _rate(lead: PersonName, asks: list[AskedLead], now: datetime) -> ReplyRate:
    answered = [(ask.answered_at, ask.due_at) for ask in asks if ask.answered_at is not None]
    return ReplyRate(
        lead,
        asked=len(asks),
        answered=len(answered),
        in_time=sum(at <= due_at for at, due_at in answered),
        waiting=sum(ask.answered_at is None and ask.due_at > now for ask in asks),
    )
