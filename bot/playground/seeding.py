"""Puts the sample company into a database in which nobody has been yet."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.playground import together
from bot.playground.company import PLATFORM, SAMPLE, Company
from bot.playground.sample import SampleClock, profiles, tell
from handlers.reception import Reception
from handlers.router import Router
from scheduler.alignment_due import lapse, remind
from storage import alignment_changes, claims, outbox, people, reminders
from storage.database import Database
from storage.people import Defaults

_BEGUN, _TOLD = "sample:begun", "sample:told"
_DEADLINES = {alignment_changes.KIND: remind, alignment_changes.LAPSE: lapse}
READ = ("alignment:", "asked:", "joining:")
"""What people heard and answered as it happened: it does not all come at once at the start."""
_LATELY = timedelta(days=5)


def seed(database: Database, router: Router, now: datetime, company: Company = SAMPLE) -> bool:
    """Tell the sample company's last half year; whether there was anything to do.

    A database that people have used is left alone; a telling that was interrupted is ended.
    Raises NotTaken where the program does not take a sentence.
    """
    with database.write() as session:
        claimed = claims.list_claimed(session, [_BEGUN, _TOLD])
        somebody = any(people.find_me(session, person.account) for person in company.people)
        if _TOLD in claimed or (somebody and _BEGUN not in claimed):
            return False
        claims.claim(session, _BEGUN, now)
    clock = SampleClock(now)
    reception = Reception(
        database,
        router,
        clock,
        Defaults(admins=company.admins),
        look_ups={PLATFORM: profiles(company)},
    )
    today = now.astimezone(ZoneInfo("UTC")).date()
    tell(reception, clock, today, company)
    together.tell(reception, clock, today, company)
    with database.write() as session:
        _pass_deadlines(session, now)
        outbox.forget(session, READ, now - _LATELY)
        people.prompt_from(session, now)
        claims.claim(session, _TOLD, now)
    return True


def _pass_deadlines(session: Session, now: datetime) -> None:
    """What was to be answered meanwhile was reminded of and fell due at its own time."""
    for reminder in reminders.list_due(session, now, 100, list(_DEADLINES)):
        if reminders.take(session, reminder):
            _DEADLINES[reminder.kind](session, reminder, reminder.at)
