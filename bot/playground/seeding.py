"""Puts the sample company into a database in which nobody has been yet."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.company import PLATFORM, SAMPLE, Company
from bot.playground.sample import SampleClock, profiles, tell
from handlers.reception import Reception
from handlers.router import Router
from storage import claims, people
from storage.database import Database
from storage.people import Defaults

_BEGUN, _TOLD = "sample:begun", "sample:told"


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
    tell(reception, clock, now.astimezone(ZoneInfo("UTC")).date(), company)
    with database.write() as session:
        people.prompt_from(session, now)
        claims.claim(session, _TOLD, now)
    return True
