"""A company's own days off and days worked, beside the public holidays of a country."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col

from storage.statements import pick
from storage.tables import CompanyDay


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day off or (`is_working`) a day worked; `country` empty: for everybody."""

    day: date
    is_working: bool
    name: str = ""
    country: str = ""


def put(session: Session, workspace_id: int, own: OwnDay) -> None:
    """From now on the day is this; what it was before is forgotten."""
    row = session.get(CompanyDay, (workspace_id, own.day, own.country))
    if row is None:
        row = CompanyDay(workspace_id=workspace_id, day=own.day, country=own.country)
        session.add(row)
    row.is_working, row.name = own.is_working, own.name
    session.flush()


def remove(session: Session, workspace_id: int, day: date, country: str = "") -> bool:
    """The day is as the calendar has it; False where it was not the company's own."""
    row = session.get(CompanyDay, (workspace_id, day, country))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def list_from(session: Session, workspace_id: int, first: date, limit: int = 60) -> list[OwnDay]:
    """The company's own days from `first` on."""
    rows = session.execute(
        pick(CompanyDay.day, CompanyDay.is_working, CompanyDay.name, CompanyDay.country)
        .where(col(CompanyDay.workspace_id) == workspace_id, col(CompanyDay.day) >= first)
        .order_by(col(CompanyDay.day), col(CompanyDay.country))
        .limit(limit)
    )
    return [OwnDay(*each) for each in rows]
