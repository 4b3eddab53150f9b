"""Slack's drivers carry the dialogue of the first page through the whole program."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.drivers.slack import SlackHttp, SlackSocket

NOW = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)

Slack = SlackHttp | SlackSocket


@pytest.fixture(params=[SlackHttp, SlackSocket], ids=lambda driver: driver.name)
def slack(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> Iterator[Slack]:
    driver: Slack = request.param()
    driver.start(sqlite_url, NOW, tmp_path)
    yield driver
    driver.stop()


def publish(slack: Slack) -> None:
    slack.say(
        "ada", "/okr new Launch the A app\n50,000 sign-ups by 30 Apr {cy}\nrating from 3.6 to 4.0"
    )
    slack.press("ada", "Publish")


def test_each_reads_in_their_own_language(slack: Slack) -> None:
    publish(slack)
    slack.say("bo", "/okr show {ada}")
    slack.say("cy", "/okr show {ada}")
    assert "Ada Li 的 OKR" in slack.sees("bo").text
    assert "Launch the A app" in slack.sees("cy").text
    assert slack.rejections() == []


def test_a_command_in_a_channel_is_answered_to_its_giver(slack: Slack) -> None:
    publish(slack)
    slack.say("bo", "/okr show {ada}", "growth")
    assert slack.sees("bo", "growth").private
    assert slack.sees("cy", "growth").text == ""
    slack.say("bo", "@okrbot show {ada}", "growth")
    assert "Launch the A app" in slack.sees("cy", "growth").text
    assert slack.rejections() == []


def test_a_direct_message_is_a_command(slack: Slack) -> None:
    publish(slack)
    slack.say("cy", "show {ada}")
    assert "Launch the A app" in slack.sees("cy").text
    assert slack.rejections() == []


def test_a_mentioned_person_hears_of_it_once(slack: Slack) -> None:
    publish(slack)
    (told,) = slack.all_seen("cy")
    assert "Launch the A app" in told.text
    slack.press("cy", told.buttons[0])
    assert slack.rejections() == []


def test_a_check_in_by_form_with_an_error_and_again(slack: Slack) -> None:
    publish(slack)
    slack.say("ada", "/okr checkin KR1.1")
    asked = slack.form("ada")
    assert asked
    assert asked.labels["value"] == "New value"
    slack.fill("ada", value="many", confidence="high")
    wrong = slack.form("ada")
    assert wrong
    assert "value" in wrong.errors
    assert wrong.values["value"] == "many"
    slack.fill("ada", value="12,000")
    assert slack.form("ada") is None
    assert "24%" in slack.sees("ada").text
    assert slack.rejections() == []


def test_the_client_wants_required_fields_filled(slack: Slack) -> None:
    slack.say("ada", "/okr new")
    slack.fill("ada", key_results="rating from 3.6 to 4.0")
    asked = slack.form("ada")
    assert asked
    assert set(asked.errors) == {"title"}


def test_a_form_can_be_left(slack: Slack) -> None:
    slack.say("ada", "/okr new")
    assert slack.form("ada")
    slack.cancel("ada")
    assert slack.form("ada") is None
    assert slack.rejections() == []


def test_a_repeated_delivery_changes_nothing(slack: Slack) -> None:
    slack.say("ada", "/okr new Launch the A app\nrating from 3.6 to 4.0")
    before = slack.all_seen("ada")
    slack.repeat()
    assert slack.all_seen("ada") == before
    slack.press("ada", "Publish")
    before = slack.all_seen("ada")
    slack.repeat()
    assert slack.all_seen("ada") == before
    slack.say("ada", "/okr checkin KR1.1")
    slack.repeat()
    assert slack.form("ada")
    assert slack.rejections() == []


def test_an_old_button_works_after_a_restart(slack: Slack) -> None:
    slack.say("ada", "/okr new Launch the A app\nrating from 3.6 to 4.0")
    slack.restart()
    slack.press("ada", "Publish")
    assert "Publish" not in slack.sees("ada").buttons
    assert slack.rejections() == []


def test_the_home_tab_opens_forms_and_shows_what_they_did(slack: Slack) -> None:
    assert "My OKRs" in slack.home("ada").text
    slack.press("ada", "New objective")
    slack.fill("ada", title="Launch the A app", key_results="rating from 3.6 to 4.0")
    assert "Launch the A app" in slack.home("ada").text
    assert slack.rejections() == []


def test_what_a_person_types_never_pings_or_links(slack: Slack) -> None:
    words = "<!channel> <@U0BO> *all* https://example.com/x & &amp;"
    slack.say("ada", f"/okr new {words}\nrating from 3.6 to 4.0")
    assert words in slack.sees("ada").text
    slack.press("ada", "Publish")
    slack.say("bo", "@okrbot show {ada}", "growth")
    assert words in slack.sees("cy", "growth").text
    assert slack.fake.pings() == []
    assert slack.fake.links() == []
    assert slack.rejections() == []


def test_a_request_url_is_verified(slack: Slack) -> None:
    assert slack.fake.people.verify_url().status == 200
    assert slack.rejections() == []


def test_a_lost_answer_is_not_sent_twice(slack: Slack) -> None:
    slack.fake.api.scopes.add("im:write")
    slack.fake.outages.lose_answer("chat.postMessage")
    publish(slack)
    slack.travel(NOW + timedelta(minutes=10))
    assert len(slack.all_seen("cy")) == 1
    assert slack.rejections() == []


def test_a_rate_limit_is_waited_for(slack: Slack) -> None:
    slack.fake.outages.limited("chat.postMessage", retry_after=30)
    publish(slack)
    assert slack.all_seen("cy") == []
    slack.travel(NOW + timedelta(minutes=1))
    assert len(slack.all_seen("cy")) == 1
