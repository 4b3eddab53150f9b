"""A team's clock, language and day."""

from datetime import UTC, datetime, timedelta

from storage import team_weeks
from storage.database import Database
from storage.tables import TeamRow
from storage.team_weeks import TeamWeek
from tests.storage.weekly_company import WeeklyCompany

FRIDAY = datetime(2026, 11, 27, 16, tzinfo=UTC)


def team(database: Database, team_id: int) -> TeamWeek:
    with database.read() as session:
        found = team_weeks.find(session, team_id)
    assert found is not None
    return found


def test_clock_and_language_are_the_leads_else_the_companys(database: Database) -> None:
    company = WeeklyCompany(database, locale="zh")
    bo = company.hire("Bo", zone="Asia/Shanghai", locale="en")
    led = team(database, company.team(bo))
    assert (led.timezone, led.locale, led.lead and led.lead.name) == ("Asia/Shanghai", "en", "Bo")
    alone = team(database, company.team(None, name="Alone"))
    assert (alone.timezone, alone.locale, alone.lead) == ("UTC", "zh", None)


def test_a_clock_of_its_own_wins(database: Database) -> None:
    company = WeeklyCompany(database)
    team_id = company.team(company.hire("Bo", zone="Asia/Shanghai"))
    with database.write() as session:
        session.get_one(TeamRow, team_id).timezone = "Europe/Berlin"
    assert team(database, team_id).zone.key == "Europe/Berlin"


def test_the_teams_somebody_leads_come_before_those_they_are_in(database: Database) -> None:
    company = WeeklyCompany(database)
    ada, bo = company.hire("Ada"), company.hire("Bo")
    company.team(bo, ada, name="A first")
    company.team(ada, ada, bo, name="Led")
    company.team(bo, name="Not hers")
    with database.read() as session:
        assert [each.name for each in team_weeks.list_of_person(session, ada)] == ["Led", "A first"]


def test_a_day_that_somebody_set_meanwhile_stays(database: Database) -> None:
    company = WeeklyCompany(database)
    team_id = company.team(company.hire("Ada"), next_at=FRIDAY)
    seen = team(database, team_id)
    other = FRIDAY + timedelta(days=2)
    with database.write() as session:
        session.get_one(TeamRow, team_id).next_weekly_at = other
    with database.write() as session:
        team_weeks.put_forward(session, seen, FRIDAY + timedelta(days=7))
    assert team(database, team_id).next_at == other


def test_only_teams_with_a_channel_are_due(database: Database) -> None:
    company = WeeklyCompany(database)
    ada = company.hire("Ada")
    company.team(ada, name="Mute", channel=None, next_at=FRIDAY)
    company.team(ada, name="Later", next_at=FRIDAY + timedelta(seconds=1))
    company.team(ada, name="Due", next_at=FRIDAY)
    with database.read() as session:
        assert [each.name for each in team_weeks.list_due(session, FRIDAY, 10)] == ["Due"]
        assert team_weeks.list_due(session, FRIDAY, 10, ["lark"]) == []
