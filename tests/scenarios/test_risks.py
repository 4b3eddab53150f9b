"""A risk raised in a check-in is answered by the lead and shown to who asked."""

import pytest

from tests.drivers.base import Driver

RISK = "checkin KR1.1 12,000 risk: the supplier is late support: a second one {bo}"


@pytest.fixture
def team(launched: Driver) -> Driver:
    """Cy leads Ada."""
    launched.say("cy", "/okr team create Growth {cy} {ada}")
    return launched


def read_by(driver: Driver, who: str, word: str, place: str = "dm") -> list[str]:
    """What somebody reads with this word in it, as it stands now."""
    return [seen.text for seen in driver.all_seen(who, place) if word in seen.text]


def test_a_risk_is_asked_answered_and_shown(team: Driver) -> None:
    team.say("bo", "/okr settings language zh")
    team.say("ada", f"/okr {RISK}")
    asked = team.sees("cy")
    assert "Ada Li needs support on KR1.1" in asked.text
    assert "the supplier is late" in asked.text
    assert "24%" in asked.text
    assert {"Answer", "Take it over", "Forward"} <= set(asked.buttons)
    team.press("cy", "Answer")
    team.fill("cy", answer="I call them *today* <!channel>")
    assert "Answered by Cy Diaz" in team.sees("cy").text
    (shown,) = read_by(team, "ada", "Cy Diaz answered you on KR1.1")
    assert "I call them *today* <!channel>" in shown
    (others,) = read_by(team, "bo", "the supplier is late")
    assert "Cy Diaz 已答复" in others
    assert "I call them *today*" in others
    team.say("ada", "/okr risks")
    assert "I call them *today*" in team.sees("ada").text


def test_an_answer_to_what_was_said_in_a_channel_is_the_askers_alone(team: Driver) -> None:
    team.say("ada", f"@okrbot {RISK}", place="growth")
    team.press("cy", "Answer")
    team.fill("cy", answer="I call them today")
    seen = read_by(team, "ada", "I call them today", "growth")
    assert len(seen + read_by(team, "ada", "I call them today")) == 1
    assert read_by(team, "cy", "Cy Diaz answered you", "growth") == []


def test_a_risk_is_taken_over_and_done(team: Driver) -> None:
    team.say("ada", f"/okr {RISK}")
    team.press("cy", "Take it over")
    team.fill("cy", what="Call the supplier", due="2026-11-20")
    form = team.form("cy")
    assert form is not None
    assert "has passed" in form.errors["due"]
    assert form.values["what"] == "Call the supplier"
    team.fill("cy", due="2026-11-27")
    assert "Cy Diaz takes it over: A1 Call the supplier" in team.sees("cy").text
    assert read_by(team, "ada", "Cy Diaz takes it over: KR1.1")
    team.say("cy", "/okr todo")
    team.press("cy", "Done")
    assert "A1 done" in team.sees("cy").text
    assert read_by(team, "ada", "Cy Diaz has done A1")


def test_a_withdrawn_risk_says_so_on_every_card(team: Driver) -> None:
    team.say("ada", f"/okr {RISK}")
    team.say("ada", "/okr checkin KR1.1")
    if team.form("ada") is None:
        team.press("ada", "Check in KR1.1")
    team.fill("ada", confidence="high", risk="", support="")
    (card,) = read_by(team, "cy", "Ada Li needs support") or read_by(team, "cy", "took this back")
    assert "Ada Li took this back" in card


def test_an_action_item_is_given_and_done(team: Driver) -> None:
    team.say("ada", "/okr todo call the partner {cy} by Friday")
    assert "A1 written; Cy Diaz is told" in team.sees("ada").text
    given = team.sees("cy")
    assert "Ada Li gave you an action item" in given.text
    team.press("cy", "Drop")
    team.fill("cy", reason="They signed already")
    assert "A1 dropped" in team.sees("cy").text
    (heard,) = read_by(team, "ada", "Cy Diaz dropped A1")
    assert "They signed already" in heard
    home = team.home("ada")
    assert "action item" not in home.text


def test_home_leads_to_what_waits(team: Driver) -> None:
    team.say("ada", f"/okr {RISK}")
    assert "1 risk waits for your answer" in team.home("cy").text
