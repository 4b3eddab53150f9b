"""The days people work: public holidays of their country, the company's own days, days away.

A person's country is what they chose, else what the company chose ("country" in settings), else
that of their time zone. Holidays come from the `holidays` package.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import holidays
from babel.core import get_global
from sqlmodel import Session, col

from okr.facts import Span
from okr.working_days import WorkDays
from storage import settings
from storage.statements import pick
from storage.tables import Away, CompanyDay, PersonRow

COUNTRY = "country"
"""The name of the company's setting; its value is a code such as "CN", "DE" or "DE-BE"."""


def of_person(session: Session, person_id: int, first: date, last: date) -> WorkDays:
    """The days of one person; holidays of the years from `first` to `last`."""
    return of_people(session, [person_id], first, last)[person_id]


def of_people(
    session: Session, person_ids: Iterable[int], first: date, last: date
) -> Mapping[int, WorkDays]:
    """The days of each person; holidays of the years from `first` to `last`."""
    wanted = set(person_ids)
    people = session.execute(
        pick(
            PersonRow.id,
            PersonRow.workspace_id,
            PersonRow.country,
            PersonRow.timezone,
        ).where(col(PersonRow.id).in_(wanted))
    ).all()
    away = _away(session, wanted, first)
    years = tuple(range(first.year, last.year + 1))
    companies = {row.workspace_id for row in people}
    chosen = {each: _company_country(session, each) for each in companies}
    own = {each: _company_days(session, each, first, last) for each in companies}
    found: dict[int, WorkDays] = {}
    for id, workspace_id, country, timezone in people:
        code = country or chosen[workspace_id] or country_of_zone(timezone)
        found[id] = _days(code, years, own[workspace_id], tuple(away.get(id, ())))
    return found


def country_of(session: Session, person_id: int) -> str:
    """Whose public holidays a person has, wherever that comes from; empty for none."""
    row = session.get_one(PersonRow, person_id)
    return (
        row.country or _company_country(session, row.workspace_id) or country_of_zone(row.timezone)
    )


def country_of_zone(timezone: str) -> str:
    """The country a time zone lies in ("Asia/Shanghai": "CN"); empty for none."""
    return str(get_global("zone_territories").get(timezone) or "")


def is_country(code: str) -> bool:
    """Whether there is a calendar for this code ("CN", "DE-BE")."""
    country, _, subdivision = code.partition("-")
    known = holidays.list_supported_countries(include_aliases=True)
    return country in known and (not subdivision or subdivision in known[country])


def _company_country(session: Session, workspace_id: int) -> str:
    return str(settings.find(session, workspace_id, COUNTRY) or "")


def _away(session: Session, person_ids: Iterable[int], first: date) -> Mapping[int, list[Span]]:
    rows = session.execute(
        pick(Away.person_id, Away.starts_on, Away.ends_on).where(
            col(Away.person_id).in_(person_ids), col(Away.ends_on) >= first
        )
    )
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for person_id, starts_on, ends_on in rows:
        spans[person_id].append(Span(starts_on, ends_on))
    return spans


def _company_days(
    session: Session, workspace_id: int, first: date, last: date
) -> Sequence[tuple[date, str, bool]]:
    rows = session.execute(
        pick(CompanyDay.day, CompanyDay.country, CompanyDay.is_working).where(
            col(CompanyDay.workspace_id) == workspace_id,
            col(CompanyDay.day) >= date(first.year, 1, 1),
            col(CompanyDay.day) <= date(last.year, 12, 31),
        )
    )
    return [(day, country, is_working) for day, country, is_working in rows]


def _days(
    code: str,
    years: tuple[int, ...],
    own: Sequence[tuple[date, str, bool]],
    away: tuple[Span, ...],
) -> WorkDays:
    public = _public(code, years)
    worked = {day for day, country, is_working in own if is_working and _holds(country, code)}
    free = {day for day, country, is_working in own if not is_working and _holds(country, code)}
    return WorkDays(
        (public.holidays - worked) | free, (public.extra | worked) - free, away, public.weekend
    )


def _holds(country: str, code: str) -> bool:
    return not country or code == country or code.startswith(f"{country}-")


@lru_cache(maxsize=256)
def _public(code: str, years: tuple[int, ...]) -> WorkDays:
    if not code or not is_country(code):
        return WorkDays()
    country, _, subdivision = code.partition("-")
    calendar = holidays.country_holidays(country, subdiv=subdivision or None, years=years)
    return WorkDays(
        frozenset(calendar),
        frozenset(day for day in calendar.weekend_workdays if day.year in years),
        weekend=frozenset(weekday + 1 for weekday in calendar.weekend),
    )
