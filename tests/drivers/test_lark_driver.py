"""Lark's drivers carry the dialogue of the first page through the whole program."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.drivers.lark import LarkLongConnection, LarkWebhook

NOW = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)
MESSAGES = "/open-apis/im/v1/messages"

Lark = LarkWebhook | LarkLongConnection


@pytest.fixture(params=[LarkWebhook, LarkLongConnection], ids=lambda driver: driver.name)
def lark(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> Iterator[Lark]:
    driver: Lark = request.param()
    driver.start(sqlite_url, NOW, tmp_path)
    yield driver
    driver.stop()


def publish(lark: Lark) -> None:
    lark.say(
        "ada", "/okr new Launch the A app\n50,000 sign-ups by 30 Apr {cy}\nrating from 3.6 to 4.0"
    )
    lark.press("ada", "Publish")


def test_what_one_publishes_another_sees_in_a_group(lark: Lark) -> None:
    publish(lark)
    lark.say("bo", "/okr show {ada}", "growth")
    seen = lark.sees("cy", "growth")
    assert "Launch the A app" in seen.text
    assert not seen.private
    assert lark.rejections() == []


def test_a_check_in_by_form_with_an_error_and_again(lark: Lark) -> None:
    publish(lark)
    lark.say("ada", "/okr checkin KR1.1")
    asked = lark.form("ada")
    assert asked
    assert asked.labels["value"] == "New value"
    lark.fill("ada", value="many", confidence="high")
    wrong = lark.form("ada")
    assert wrong
    assert "value" in wrong.errors
    assert wrong.values["value"] == "many"
    lark.fill("ada", value="12,000")
    assert lark.form("ada") is None
    assert "24%" in lark.sees("ada").text
    assert lark.rejections() == []


def test_the_client_wants_required_fields_filled(lark: Lark) -> None:
    lark.say("ada", "/okr new")
    lark.fill("ada", key_results="rating from 3.6 to 4.0")
    asked = lark.form("ada")
    assert asked
    assert set(asked.errors) == {"title"}


def test_a_form_can_be_left(lark: Lark) -> None:
    lark.say("ada", "/okr new")
    assert lark.form("ada")
    lark.cancel("ada")
    assert lark.form("ada") is None
    assert lark.rejections() == []


def test_a_repeated_delivery_changes_nothing(lark: Lark) -> None:
    lark.say("ada", "/okr new Launch the A app\nrating from 3.6 to 4.0")
    before = lark.all_seen("ada")
    lark.repeat()
    assert lark.all_seen("ada") == before


def test_an_old_button_works_after_a_restart(lark: Lark) -> None:
    lark.say("ada", "/okr new Launch the A app\nrating from 3.6 to 4.0")
    lark.restart()
    lark.press("ada", "Publish")
    assert "Publish" not in lark.sees("ada").buttons
    assert lark.rejections() == []


def test_a_language_is_chosen_since_lark_tells_none(lark: Lark) -> None:
    publish(lark)
    lark.prefer("bo", "zh")
    lark.say("bo", "/okr show {ada}")
    assert "Ada Li 的 OKR" in lark.sees("bo").text
    assert "My OKRs" in lark.home("ada").text


class TestOutages:
    def test_a_lost_answer_leaves_one_message(self, lark: Lark) -> None:
        lark.fake.outages.drop_answer(MESSAGES)
        lark.say("ada", "/okr help")
        lark.travel(NOW + timedelta(minutes=1))
        assert len(lark.all_seen("ada")) == 1
        assert len(lark.fake.api.sent("POST", MESSAGES)) > 1

    def test_a_gateway_page_and_a_revoked_token_delay_and_lose_nothing(self, lark: Lark) -> None:
        lark.fake.outages.html_502(MESSAGES)
        lark.say("ada", "/okr help")
        lark.fake.api.tokens.revoke()
        lark.travel(NOW + timedelta(minutes=1))
        assert len(lark.all_seen("ada")) == 1

    def test_what_is_limited_comes_later(self, lark: Lark) -> None:
        lark.fake.limits.on = True
        for _ in range(6):
            lark.say("ada", "/okr help")
        for second in range(1, 10):
            lark.travel(NOW + timedelta(seconds=second))
        assert len(lark.all_seen("ada")) == 6
        assert lark.rejections() == []


def test_a_closed_or_refused_connection_is_made_again(sqlite_url: str, tmp_path: Path) -> None:
    lark = LarkLongConnection()
    lark.start(sqlite_url, NOW, tmp_path)
    try:
        lark.fake.connection.refuse()
        lark.fake.connection.close_all()
        lark.fake.connection.wait_connected(ever=2, timeout=30)
        lark.say("ada", "/okr help")
        assert len(lark.all_seen("ada")) == 1
        assert lark.rejections() == []
    finally:
        lark.stop()
