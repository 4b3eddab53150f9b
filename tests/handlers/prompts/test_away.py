"""Days away are entered in both languages, refused where they make no sense, and keep cards off."""

from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.prompts.away_words import read_days
from okr.errors import Invalid
from okr.facts import Span
from tests.handlers.office import Office

TODAY = date(2026, 11, 23)
MONDAY_10 = datetime(2026, 11, 30, 9, tzinfo=UTC)


def cards(office: Office, who: str = "ada") -> list[str]:
    return [said for said in office.waiting_for(who) if "check-in" in said.splitlines()[0].lower()]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-12-24 to 2027-01-02", "2026-12-24", "2027-01-02"),
        ("from 24 Dec until 2 Jan", "2026-12-24", "2027-01-02"),
        ("2026-12-24 - 2026-12-28", "2026-12-24", "2026-12-28"),
        ("24 to 28 Dec", "2026-12-24", "2026-12-28"),
        ("24-28 Dec", "2026-12-24", "2026-12-28"),
        ("Dec 24-28", "2026-12-24", "2026-12-28"),
        ("12月24-28日", "2026-12-24", "2026-12-28"),
        ("tomorrow", "2026-11-24", "2026-11-24"),
        ("today", "2026-11-23", "2026-11-23"),
        ("on Friday", "2026-11-27", "2026-11-27"),
        ("Friday to Monday", "2026-11-27", "2026-11-30"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("明天", "2026-11-24", "2026-11-24"),
        ("下周", "2026-11-30", "2026-12-06"),
        ("12月24日到28日", "2026-12-24", "2026-12-28"),
        ("从12月24日至1月2日", "2026-12-24", "2027-01-02"),
        ("周五请假", "2026-11-27", "2026-11-27"),
    ],
)
def test_days_are_read_in_both_languages(typed: str, first: str, last: str) -> None:
    expected = Span(date.fromisoformat(first), date.fromisoformat(last))
    assert read_days(typed, TODAY) == expected


@pytest.mark.parametrize(
    "typed",
    [
        *("", "soon", "31 Feb", "24 to", "to", "2026-11-01", "4/5", "1 to 2 to 3", "x" * 5000),
        *("2026-12-28 to 2026-12-24", "2026-12-01 to 2028-01-01", "2040-01-01"),
    ],
)
def test_what_makes_no_sense_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        read_days(typed, TODAY)


def test_the_refusals_say_what_to_do(office: Office) -> None:
    assert "2026-11-01 is over" in office.say("ada", "away 2026-11-01")
    assert "is before" in office.say("ada", "away 2026-12-24 to 2026-12-20")
    assert "`away 2026-12-24 to 2027-01-02`" in office.say("ada", "away whenever")


def test_days_away_are_listed_and_taken_out(office: Office) -> None:
    assert "No days away" in office.say("ada", "away")
    assert "24 Dec 2026 – 2 Jan 2027" in office.say("ada", "请假 2026-12-24 到 2027-01-02")
    assert "24 Dec 2026 – 2 Jan 2027" in office.say("ada", "settings language en")
    assert "No days away" in office.say("ada", "away remove 2026-12-25")
    assert "You are not away then" in office.say("ada", "away remove 2026-12-25")


def test_days_that_overlap_become_one(office: Office) -> None:
    office.say("ada", "away 2026-12-21 to 2026-12-24")
    said = office.say("ada", "away 2026-12-24 to 2026-12-28")
    assert "21 Dec 2026 – 28 Dec 2026" in said
    assert said.count("2026 –") == 1


def test_the_form_takes_the_same_and_loses_nothing(office: Office) -> None:
    office.say("bo", "home")
    office.press("ada", "away.open")
    assert "is before" in office.fill("ada", first="2026-12-24", last="2026-12-20")
    said = office.fill("ada", first="2026-12-24", last="", delegate=(office.account("bo"),))
    assert "24 Dec 2026" in said
    assert "Bo Chen checks in for you" in said
    assert "Ada Li" in office.waiting_for("bo")[-1]
    option = next(
        each.options[0].value
        for block in office.card("ada").blocks
        for each in getattr(block, "elements", ())
        if each.element == "select"
    )
    assert "No days away" in office.press("ada", "away.remove", {"option": option})
    assert "no longer there" in office.press("ada", "away.remove", {"option": option})


def test_a_stand_in_is_somebody_else_who_is_there(office: Office) -> None:
    office.say("bo", "away next week")
    assert "That is you" in office.say("ada", "away next week {ada}")
    assert "Bo Chen is away then" in office.say("ada", "away next week {bo}")
    assert "I do not know @Nobody" in office.say("ada", "away next week @Nobody")


def test_the_prompt_comes_when_they_are_back(launched: Office) -> None:
    launched.say("ada", "away 2026-11-30 to 2026-12-02")
    launched.travel(MONDAY_10 + timedelta(days=3, minutes=-1))
    assert cards(launched) == []
    launched.travel(MONDAY_10 + timedelta(days=3))
    assert len(cards(launched)) == 1


def test_who_stands_in_gets_the_card_and_may_check_in(launched: Office) -> None:
    launched.say("cy", "home")
    launched.say("ada", "away next week {cy}")
    launched.travel(MONDAY_10 + timedelta(hours=12))
    assert cards(launched) == []
    (card,) = cards(launched, "cy")
    assert "you stand in for Ada Li" in card
    assert "KR1.2" in launched.say("cy", "checkin KR1.2 3.9 high")
    assert "Only" not in launched.say("cy", "checkin KR1.2 3.9 high")
    assert "You stand in for Ada Li" in launched.home("cy")
    launched.travel(MONDAY_10 + timedelta(days=8))
    assert "Only" in launched.say("cy", "checkin KR1.2 3.9 high")


def test_days_within_days_away_change_nothing(launched: Office) -> None:
    launched.say("cy", "home")
    launched.say("ada", "away 2026-12-01 to 2026-12-20 {cy}")
    told = launched.waiting_for("cy")
    said = launched.say("ada", "away 2026-12-10 to 2026-12-12")
    assert "1 Dec 2026 – 20 Dec 2026  Cy Diaz checks in for you" in said
    assert launched.waiting_for("cy") == told


def test_days_that_become_longer_keep_who_stands_in_and_tell_them(launched: Office) -> None:
    launched.say("cy", "home")
    launched.say("ada", "away 2026-12-01 to 2026-12-04 {cy}")
    said = launched.say("ada", "away 2026-12-03 to 2026-12-09")
    assert "1 Dec 2026 – 9 Dec 2026  Cy Diaz checks in for you" in said
    assert "9 Dec 2026" in launched.waiting_for("cy")[-1]


def test_home_tells_of_days_away_soon(launched: Office) -> None:
    launched.say("ada", "away next week")
    assert "Away: 30 Nov 2026 – 6 Dec 2026" in launched.home("ada")


def test_a_card_that_stands_goes_to_who_stands_in(launched: Office) -> None:
    launched.say("cy", "home")
    launched.travel(MONDAY_10)
    launched.say("ada", "away tomorrow {cy}")
    assert cards(launched, "cy") == []
    launched.say("ada", "away today to Friday {cy}")
    (card,) = cards(launched, "cy")
    assert "you stand in for Ada Li" in card
    launched.travel(MONDAY_10 + timedelta(days=6))
    assert len(cards(launched)) == 1
    assert len(cards(launched, "cy")) == 1
