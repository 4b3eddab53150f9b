"""The weekly card can be put off, left out, handed over and asked about; nobody is asked twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from storage import rounds
from storage.tables import PersonRow
from tests.handlers.office import Office

MONDAY_10 = datetime(2026, 11, 30, 9, tzinfo=UTC)
"""10:00 in Berlin, where Ada is."""
WEEK = "2026-W49"
THIS = {"week": WEEK}


def person_id(office: Office, name: str) -> int:
    with office.database.read() as session:
        return int(session.exec(select(PersonRow.id).where(col(PersonRow.name) == name)).one() or 0)


@pytest.fixture
def asked(launched: Office) -> Office:
    """Ada, of three key results, has her weekly card."""
    launched.travel(MONDAY_10)
    return launched


def cards(office: Office, who: str = "ada") -> list[str]:
    return [said for said in office.waiting_for(who) if "check" in said.lower()]


def state(office: Office, name: str = "Ada Li") -> str:
    with office.database.read() as session:
        found = rounds.find(session, person_id(office, name), WEEK)
    return found.state.value if found else ""


def test_the_card_comes_once_at_ten_and_names_every_key_result(asked: Office) -> None:
    (card,) = cards(asked)
    for id in ("KR1.1", "KR1.2", "KR1.3"):
        assert id in card
    assert state(asked) == "prompted"


class TestLater:
    def test_in_an_hour_it_comes_again(self, asked: Office) -> None:
        said = asked.press("ada", "prompts.hour", THIS)
        assert "I ask again on Mon 30 Nov, 11:00" in said
        assert not asked.card("ada").buttons
        assert state(asked) == "snoozed"
        asked.travel(MONDAY_10 + timedelta(minutes=59))
        assert len(cards(asked)) == 1
        asked.travel(MONDAY_10 + timedelta(minutes=61))
        assert "You wanted to be asked again" in cards(asked)[-1]
        assert state(asked) == "prompted"

    def test_the_menu_leads_to_the_same(self, asked: Office) -> None:
        said = asked.press("ada", "router.chosen", {**THIS, "option": "prompts.hour"})
        assert "I ask again" in said

    def test_done_meanwhile_it_does_not_come_again(self, asked: Office) -> None:
        asked.press("ada", "prompts.hour", THIS)
        for id, value in (("KR1.1", "30,000"), ("KR1.2", "3.8"), ("KR1.3", "10%")):
            asked.say("ada", f"checkin {id} {value} high")
        asked.travel(MONDAY_10 + timedelta(days=4))
        assert len(cards(asked)) == 1

    def test_tomorrow_is_the_next_working_day_at_the_same_hour(self, asked: Office) -> None:
        assert "Tue 1 Dec, 10:00" in asked.press("ada", "prompts.tomorrow", THIS)

    def test_friday_has_no_tomorrow_within_the_week(self, launched: Office) -> None:
        launched.say("ada", "settings day Friday")
        launched.travel(MONDAY_10 + timedelta(days=4))
        said = launched.press("ada", "prompts.tomorrow", THIS)
        assert "after the end of this week" in said
        assert state(launched) == "prompted"


class TestSkipping:
    def test_it_takes_a_reason(self, asked: Office) -> None:
        asked.press("ada", "prompts.skip", THIS)
        assert "reason: Say in a few words why." in asked.fill("ada", reason="  ")
        assert "Skipped this week: trade fair" in asked.fill("ada", reason="trade fair")
        assert state(asked) == "skipped"

    def test_a_reason_is_never_cut_short(self, asked: Office) -> None:
        asked.press("ada", "prompts.skip", THIS)
        assert "201 characters" in asked.fill("ada", reason="x" * 201)
        assert [each.value for each in asked.form("ada").inputs] == ["x" * 201]

    def test_there_is_no_nudge_afterwards(self, asked: Office) -> None:
        asked.press("ada", "prompts.skip", THIS)
        asked.fill("ada", reason="trade fair")
        asked.travel(MONDAY_10 + timedelta(days=5))
        assert len(cards(asked)) == 1

    def test_the_card_then_says_what_is_true(self, asked: Office) -> None:
        asked.press("ada", "prompts.skip", THIS)
        asked.fill("ada", reason="trade fair")
        for action in ("prompts.hour", "prompts.tomorrow", "prompts.skip", "prompts.delegate"):
            assert "Skipped this week: trade fair" in asked.press("ada", action, THIS)
            assert not asked.card("ada").buttons


class TestHandingOver:
    def hand_over(self, office: Office, to: str = "bo") -> str:
        office.say(to, "home")
        office.press("ada", "prompts.delegate", THIS)
        return office.fill("ada", colleague=(office.account(to),))

    def test_a_colleague_gets_the_card_and_may_check_in(self, asked: Office) -> None:
        asked.say("cy", "home")
        assert "Only" in asked.say("cy", "checkin KR1.2 3.9 high")
        assert "Handed over to Cy Diaz" in self.hand_over(asked, "cy")
        assert state(asked) == "delegated"
        card = cards(asked, "cy")[-1]
        assert "you stand in for Ada Li" in card
        assert "KR1.1" in card
        assert "Only" not in asked.say("cy", "checkin KR1.2 3.9 high")
        assert "3.9" in asked.say("ada", "show KR1.2")

    def test_it_is_in_their_language(self, asked: Office) -> None:
        self.hand_over(asked)
        assert "Ada Li" in asked.waiting_for("bo")[-1]
        assert "代 Ada Li 更新进展" in asked.waiting_for("bo")[-1]

    def test_it_lasts_until_the_owner_is_asked_anew(self, asked: Office) -> None:
        self.hand_over(asked, "cy")
        asked.travel(MONDAY_10 + timedelta(days=7, hours=1))
        assert "Only" in asked.say("cy", "checkin KR1.2 3.9 high")

    def test_the_owner_gets_no_nudge(self, asked: Office) -> None:
        self.hand_over(asked, "cy")
        asked.travel(MONDAY_10 + timedelta(days=5))
        assert len(cards(asked)) == 1

    def test_not_to_oneself_and_not_to_nobody(self, asked: Office) -> None:
        assert "That is you" in self.hand_over(asked, "ada")
        assert "Choose somebody" in asked.fill("ada", colleague=())
        assert state(asked) == "prompted"

    def test_not_to_somebody_away(self, asked: Office) -> None:
        asked.say("bo", "away today to Friday")
        assert "Bo Chen is away then" in self.hand_over(asked)
        assert state(asked) == "prompted"


class TestWhy:
    def test_it_says_whose_which_cycle_when_and_how_to_change_it(self, asked: Office) -> None:
        said = asked.press("ada", "prompts.why", THIS)
        for words in ("KR1.1, KR1.2, KR1.3", "2026", "Monday 10:00 (as usual)", "/okr away"):
            assert words in said
        asked.say("ada", "settings time 9:30")
        assert "Monday 09:30 (your own choice)" in asked.press("ada", "prompts.why", THIS)

    def test_who_stands_in_learns_for_whom(self, asked: Office) -> None:
        TestHandingOver().hand_over(asked, "cy")
        values = {**THIS, "for": str(person_id(asked, "Ada Li"))}
        assert "Ada Li handed this week's check-in" in asked.press("cy", "prompts.why", values)
        assert "不再代 Ada Li" in asked.press("bo", "prompts.why", values)


class TestStale:
    def test_a_card_of_an_earlier_week(self, asked: Office) -> None:
        asked.travel(MONDAY_10 + timedelta(days=8))
        assert "That week is over" in asked.press("ada", "prompts.skip", THIS)

    @pytest.mark.parametrize("week", ["", "2026-W9", "x" * 40, "9999-W99"])
    def test_what_is_no_week(self, asked: Office, week: str) -> None:
        said = asked.press("ada", "prompts.hour", {"week": week})
        assert "older version" in said or "That week is over" in said


class TestNudges:
    def test_two_at_most_and_only_on_working_days_of_the_week(self, asked: Office) -> None:
        asked.travel(MONDAY_10 + timedelta(hours=23))
        assert len(cards(asked)) == 1
        asked.travel(MONDAY_10 + timedelta(hours=25))
        assert "still open" in cards(asked)[-1]
        assert len(cards(asked)) == 2
        asked.travel(MONDAY_10 + timedelta(days=3, hours=1))
        assert len(cards(asked)) == 3
        asked.travel(MONDAY_10 + timedelta(days=6, hours=20))
        assert len(cards(asked)) == 3

    def test_not_when_all_is_done(self, asked: Office) -> None:
        for id, value in (("KR1.1", "30,000"), ("KR1.2", "3.8"), ("KR1.3", "10%")):
            asked.say("ada", f"checkin {id} {value} high")
        asked.travel(MONDAY_10 + timedelta(days=5))
        assert len(cards(asked)) == 1
        assert state(asked) == "done"

    def test_not_while_away(self, asked: Office) -> None:
        asked.say("ada", "away tomorrow to Friday")
        asked.travel(MONDAY_10 + timedelta(days=5))
        assert len(cards(asked)) == 1

    def test_what_is_done_is_not_asked_for(self, asked: Office) -> None:
        asked.say("ada", "checkin KR1.1 30,000 high")
        asked.travel(MONDAY_10 + timedelta(hours=25))
        assert "KR1.1" not in cards(asked)[-1]
        assert "KR1.2" in cards(asked)[-1]


def test_a_missed_prompt_is_told_in_the_home_view_and_not_sent_late(launched: Office) -> None:
    launched.clock.set(MONDAY_10 + timedelta(days=2))
    launched.travel(MONDAY_10 + timedelta(days=2, hours=2))
    assert cards(launched) == []
    assert state(launched) == "missed"
    assert "This week's prompt was missed" in launched.home("ada")
    launched.travel(MONDAY_10 + timedelta(days=7, hours=1))
    assert "Last week's prompt was missed" in launched.home("ada")
    assert len(cards(launched)) == 1
