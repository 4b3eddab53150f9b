"""A team's day, clock and names, and the time at which its members are asked."""

from datetime import UTC, datetime, time

import pytest
from sqlmodel import col, select

from storage.tables import PersonRow, TeamRow
from tests.handlers.office import Office


@pytest.fixture
def growth(office: Office) -> Office:
    """Ada leads Growth, Bo is in it."""
    office.say("bo", "home")
    office.say("ada", "team create Growth")
    office.say("ada", "team add Growth {bo}")
    return office


def team(office: Office, name: str = "Growth") -> TeamRow:
    with office.database.read() as session:
        return session.exec(select(TeamRow).where(col(TeamRow.name) == name)).one()


def prompted(office: Office, name: str) -> tuple[int, time]:
    with office.database.read() as session:
        row = session.exec(select(PersonRow).where(col(PersonRow.name) == name)).one()
        return row.prompt_weekday, row.prompt_at


class TestDay:
    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("Growth Thursday 15:00", "Thursday 15:00"),
            ("Growth thu at 3 pm", "Thursday 15:00"),
            ("Growth 周四15:00", "Thursday 15:00"),
            ("Growth 周四 下午3点", "Thursday 15:00"),
            ("Growth Thursday", "Thursday 16:00"),
            ("Growth 15:00", "Friday 15:00"),
        ],
    )
    def test_it_is_set_by_words(self, growth: Office, typed: str, shown: str) -> None:
        assert shown in growth.say("ada", f"team day {typed}")

    @pytest.mark.parametrize("typed", ["Growth", "Growth soon", "Growth Friday 25:00", "Nobody"])
    def test_nonsense_is_refused(self, growth: Office, typed: str) -> None:
        said = growth.say("ada", f"team day {typed}")
        assert "Friday 16:00" not in said.splitlines()[0] or "example" in said
        assert team(growth).weekly_weekday == 5

    def test_only_the_lead_or_an_admin_may(self, growth: Office) -> None:
        growth.say("cy", "home")
        assert "Only the lead" in growth.say("cy", "team day Growth Monday")
        assert "Monday" in growth.say("root", "team day Growth Monday")

    def test_the_next_one_is_reckoned_when_the_channel_is_tied(self, growth: Office) -> None:
        assert team(growth).next_weekly_at is None
        growth.say("ada", "team channel Growth", channel="C1")
        # Friday 16:00 in Berlin.
        assert team(growth).next_weekly_at == datetime(2026, 11, 27, 15, tzinfo=UTC)

    def test_it_follows_the_clock_of_the_lead_or_of_the_team(self, growth: Office) -> None:
        growth.say("ada", "team channel Growth", channel="C1")
        growth.say("ada", "team lead Growth {bo}")
        assert team(growth).next_weekly_at == datetime(2026, 11, 27, 8, tzinfo=UTC)
        growth.say("bo", "settings timezone Asia/Tokyo")
        assert team(growth).next_weekly_at == datetime(2026, 11, 27, 7, tzinfo=UTC)
        assert "UTC" in growth.say("bo", "team timezone Growth UTC")
        assert team(growth).next_weekly_at == datetime(2026, 11, 27, 16, tzinfo=UTC)
        growth.say("bo", "settings timezone Europe/Berlin")
        assert team(growth).next_weekly_at == datetime(2026, 11, 27, 16, tzinfo=UTC)


class TestNames:
    def test_they_are_shown_only_when_the_team_wants_it(self, growth: Office) -> None:
        assert "to the lead only" in growth.say("ada", "team Growth")
        assert "shown in the channel" in growth.say("ada", "team names Growth on")
        assert "to the lead only" in growth.say("ada", "团队 名单 Growth 关")
        assert "Write on or off" in growth.say("ada", "team names Growth perhaps")


class TestPrompts:
    def test_members_without_a_choice_follow(self, growth: Office) -> None:
        growth.say("bo", "settings time 8:00")
        growth.say("ada", "team prompts Growth Tuesday 9:30")
        assert prompted(growth, "Ada Li") == (2, time(9, 30))
        assert prompted(growth, "Bo Chen") == (1, time(8, 0))
        said = growth.say("ada", "settings language en")
        assert "Tuesday 09:30 (as team Growth has it)" in said

    def test_the_first_team_that_has_one_counts(self, growth: Office) -> None:
        growth.say("ada", "team create Board")
        growth.say("ada", "team prompts Board Friday 9:00")
        assert prompted(growth, "Ada Li") == (5, time(9, 0))
        growth.say("ada", "team prompts Growth Tuesday 9:30")
        assert prompted(growth, "Ada Li") == (2, time(9, 30))
        growth.say("ada", "team prompts Growth none")
        assert prompted(growth, "Ada Li") == (5, time(9, 0))

    def test_who_comes_follows_and_who_leaves_does_not(self, growth: Office) -> None:
        growth.say("ada", "team prompts Growth Tuesday 9:30")
        growth.say("cy", "home")
        growth.say("ada", "team add Growth {cy}")
        assert prompted(growth, "Cy Diaz") == (2, time(9, 30))
        growth.say("cy", "team leave Growth")
        assert prompted(growth, "Cy Diaz") == (1, time(10, 0))

    def test_a_choice_can_be_given_up(self, growth: Office) -> None:
        growth.say("ada", "team prompts Growth Tuesday 9:30")
        growth.say("bo", "设置 星期 周五")
        assert prompted(growth, "Bo Chen") == (5, time(9, 30))
        growth.say("bo", "settings day default")
        assert prompted(growth, "Bo Chen") == (2, time(9, 30))


class TestForm:
    def test_it_holds_everything_and_loses_nothing(self, growth: Office) -> None:
        number = {"team": str(team(growth).id)}
        growth.press("ada", "team.rhythm", number)
        said = growth.fill("ada", weekday="4", at="25:00", names=True)
        assert "at: Write the time" in said
        said = growth.fill("ada", weekday="4", at="15:00", timezone="Mars")
        assert "timezone:" in said
        said = growth.fill("ada", weekday="4", at="15:00", timezone="", prompt_day="3")
        assert "Thursday 15:00" in said
        assert "Wednesday 10:00" in said
        assert prompted(growth, "Bo Chen") == (3, time(10, 0))
