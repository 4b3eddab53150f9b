"""Who leads a person: through teams, the teams above, and the manager."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from chat.address import Account
from storage import leads, people, teams
from storage.database import Database
from storage.people import Defaults
from storage.tables import PersonRow, TeamRow

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADA, BO, CY, DEE = 1, 2, 3, 4


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as writing:
        for name in ("ada", "bo", "cy", "dee"):
            people.meet(writing, Account("slack", "T1", name), None, Defaults(), NOW)
        yield writing


def team(
    session: Session, name: str, lead: int | None, *members: int, above: TeamRow | None = None
) -> TeamRow:
    row = teams.add(session, 1, name, NOW)
    row.lead_id, row.parent_id = lead, above.id if above else None
    teams.add_members(session, int(row.id or 0), members)
    return row


def names(session: Session, person: int) -> list[str]:
    return [each.name for each in leads.leads_of(session, person)]


def test_nobody_leads_who_is_in_no_team(session: Session) -> None:
    assert names(session, ADA) == []


def test_every_teams_lead_counts_once(session: Session) -> None:
    team(session, "Growth", BO, ADA, BO)
    team(session, "Brand", BO, ADA)
    team(session, "App", CY, ADA)
    assert names(session, ADA) == ["bo", "cy"]


def test_a_lead_is_led_by_the_lead_above(session: Session) -> None:
    company = team(session, "Company", DEE)
    middle = team(session, "Middle", None, above=company)
    team(session, "Growth", BO, ADA, above=middle)
    assert names(session, BO) == ["dee"]
    assert names(session, ADA) == ["bo"]
    assert names(session, DEE) == []


def test_a_circle_of_teams_ends(session: Session) -> None:
    one = team(session, "One", ADA, ADA)
    two = team(session, "Two", None, above=one)
    one.parent_id = two.id
    session.flush()
    assert names(session, ADA) == []


def test_the_manager_counts_where_no_team_has_a_lead(session: Session) -> None:
    session.get_one(PersonRow, ADA).manager_id = CY
    session.flush()
    assert names(session, ADA) == ["cy"]
    team(session, "Growth", BO, ADA)
    assert names(session, ADA) == ["bo"]


def test_who_left_leads_nobody(session: Session) -> None:
    company = team(session, "Company", CY)
    team(session, "Growth", BO, ADA, above=company)
    session.get_one(PersonRow, BO).is_active = False
    session.flush()
    assert names(session, ADA) == ["cy"]


def test_who_leads_above_leads_the_team(session: Session) -> None:
    company = team(session, "Company", DEE)
    growth = team(session, "Growth", BO, ADA, above=company)
    growth_id = int(growth.id or 0)
    assert [leads.leads_team(session, each, growth_id) for each in (ADA, BO, CY, DEE)] == [
        False,
        True,
        False,
        True,
    ]
