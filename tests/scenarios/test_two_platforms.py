"""One company on Slack and Lark, with one program: people are known, and reached, across."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import upgrade
from tests.drivers.base import Driver
from tests.drivers.both import SlackAndLark
from tests.scenarios.conftest import MONDAY


@pytest.fixture
def both(tmp_path: Path) -> Iterator[SlackAndLark]:
    """Both platforms; neither tells an address yet. Nothing may be refused."""
    url = f"sqlite:///{tmp_path / 'okr.db'}"
    database = Database(url)
    upgrade(database)
    database.dispose()
    stage = SlackAndLark()
    stage.start(url, MONDAY, tmp_path)
    try:
        yield stage
        assert list(stage.rejections()) == []
    finally:
        stage.stop()


def read(driver: Driver, who: str) -> str:
    return "\n".join(seen.text for seen in driver.all_seen(who))


def test_a_verified_address_makes_one_of_two_and_both_are_told(both: SlackAndLark) -> None:
    both.tell_addresses("ada")
    both.slack.say("ada", "/okr new Win the users")
    both.lark.say("ada", "/okr")
    assert "Win the users" in read(both.lark, "ada")
    for driver in (both.slack, both.lark):
        assert read(driver, "ada").count("I know you as one person on") == 1
    both.lark.press("ada", "That is not me")
    both.slack.say("ada", "/okr")
    assert "Win the users" in both.slack.sees("ada").text
    both.lark.say("ada", "/okr")
    assert "Win the users" not in both.lark.sees("ada").text
    assert "Here you begin without OKRs" in read(both.lark, "ada")


def test_without_the_scope_a_code_makes_one_of_two(both: SlackAndLark) -> None:
    both.slack.say("ada", "/okr new Win the users")
    both.lark.say("ada", "/okr new Keep the users")
    both.slack.say("ada", "/okr link")
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", both.slack.sees("ada").text)
    assert code
    both.lark.say("ada", f"/okr link {code[0]}")
    assert "Ada Li on Slack, 1 objective" in both.lark.sees("ada").text
    both.lark.press("ada", "Both are me")
    assert "I know you as one person on" in read(both.lark, "ada")
    assert "I know you as one person on" in read(both.slack, "ada")
    both.slack.say("ada", "/okr")
    assert "Keep the users" in both.slack.sees("ada").text


def test_who_is_named_on_slack_is_reached_on_lark(both: SlackAndLark) -> None:
    both.tell_addresses("bo")
    both.lark.say("bo", "/okr")
    both.slack.say("ada", "/okr new Win the users\n50,000 sign-ups by 30 Apr {bo}")
    both.slack.press("ada", "Publish")
    assert "50,000 sign-ups" in read(both.lark, "bo")
    assert "50,000 sign-ups" not in read(both.slack, "bo")


def test_a_linked_person_is_prompted_once_a_week(both: SlackAndLark) -> None:
    both.tell_addresses("ada")
    both.slack.say("ada", "/okr new Win the users\n50,000 sign-ups by 31 Dec")
    both.slack.press("ada", "Publish")
    both.lark.say("ada", "/okr")
    both.travel(MONDAY + timedelta(days=7, hours=2))
    shown = [seen.text for driver in (both.slack, both.lark) for seen in driver.all_seen("ada")]
    assert len([text for text in shown if "Your weekly check-in" in text]) == 1


def test_guests_and_unconfirmed_addresses_link_nobody(both: SlackAndLark) -> None:
    both.tell_addresses("ada", "bo")
    people = both.slack.fake.store.people
    people["ada"] = replace(people["ada"], guest=True)
    people["bo"] = replace(people["bo"], confirmed=False)
    for who in ("ada", "bo"):
        both.slack.say(who, "/okr new Win the users")
        both.lark.say(who, "/okr")
        assert "Win the users" not in read(both.lark, who)
