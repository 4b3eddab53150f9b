"""Alignment as a talk with a result: asked, countered, agreed, changed, confirmed; or declined."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import upgrade
from tests.drivers.base import Driver
from tests.drivers.both import SlackAndLark
from tests.scenarios.conftest import MONDAY

NEXT_MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)
"""Ten on Bo's clock, the day after: when what changed is told."""

THURSDAY_MORNING = datetime(2026, 11, 26, 1, tzinfo=UTC)
"""Nine on Bo's clock, on the last of the three days to answer."""


def _pair(bo: Driver, ada: Driver) -> None:
    """O1 is Bo's and published, O2 Ada's."""
    bo.say("bo", "/okr settings language en")
    bo.say("bo", "/okr new Win the first users\n50,000 sign-ups by 31 Dec")
    bo.press("bo", "Publish")
    ada.say("ada", "/okr new Bring partners to the launch\n20 partners by 31 Dec")
    ada.press("ada", "Publish")


def read_by(driver: Driver, who: str, word: str) -> list[str]:
    """What somebody reads with this word in it, as it stands now."""
    return [seen.text for seen in driver.all_seen(who) if word in seen.text]


def _ask(ada: Driver) -> None:
    ada.say("ada", "/okr align O2 to KR1.1")
    if ada.form("ada") is None:  # a platform whose typed commands cannot open a form
        ada.press("ada", "Open the form")
    ada.fill("ada", importance="Partners bring a third of the sign-ups", to_do="Name the first ten")
    ada.repeat()


def _talk(bo: Driver, ada: Driver) -> None:
    """Asked, countered, agreed."""
    _ask(ada)
    (asked,) = read_by(bo, "bo", "asks to align O2 to KR1.1")
    assert "Partners bring a third of the sign-ups" in asked
    bo.press("bo", "Propose a change…")
    bo.fill("bo", of="1", target="30", note="Twenty is too few")
    bo.repeat()
    (proposed,) = read_by(ada, "ada", "Bo Chen proposes a change")
    assert "20 partners" in proposed
    assert "30 partners" in proposed
    ada.press("ada", "Accept the change")
    ada.repeat()
    assert read_by(ada, "ada", "Aligned: O2 hangs on KR1.1")
    (agreed,) = read_by(bo, "bo", "Aligned: O2 hangs on KR1.1")
    assert "30 partners" in agreed
    ada.say("ada", "/okr show O2")
    shown = ada.sees("ada").text
    assert "30 partners" in shown
    assert "Hangs on KR1.1 (accepted)" in shown


def _confirmed(stage: Driver | SlackAndLark, bo: Driver, ada: Driver) -> None:
    """Ada changes her target; Bo hears of it once, the next morning, and confirms."""
    ada.say("ada", "/okr edit KR2.1 25 partners by 31 Dec")
    ada.say("ada", "/okr edit KR2.1 26 partners by 31 Dec")
    assert read_by(bo, "bo", "in what you are aligned with") == []
    stage.travel(NEXT_MORNING)
    (news,) = read_by(bo, "bo", "in what you are aligned with")
    assert "30" in news
    assert "26" in news
    assert "25" not in news
    ada.say("ada", "/okr show O2")
    assert "Waiting for Bo Chen" in ada.sees("ada").text
    bo.press("bo", "Still in step")
    bo.repeat()
    ada.say("ada", "/okr show O2")
    assert "Waiting for Bo Chen" not in ada.sees("ada").text


def test_a_change_is_proposed_agreed_made_and_confirmed(stage: Driver) -> None:
    _pair(stage, stage)
    _talk(stage, stage)
    stage.restart()
    _confirmed(stage, stage, stage)


def test_a_declined_request_says_why(stage: Driver) -> None:
    _pair(stage, stage)
    _ask(stage)
    stage.press("bo", "Decline…")
    stage.fill("bo", reason="Partners come *after* the launch <!channel>")
    (heard,) = read_by(stage, "ada", "declined to align O2 to KR1.1")
    assert "Partners come *after* the launch <!channel>" in heard
    stage.say("ada", "/okr show O2")
    assert "Hangs on" not in stage.sees("ada").text


def test_silence_is_no_agreement(stage: Driver) -> None:
    _pair(stage, stage)
    _ask(stage)
    stage.travel(THURSDAY_MORNING)
    assert read_by(stage, "bo", "Today is the last day to answer")
    stage.travel(THURSDAY_MORNING + timedelta(days=1))
    stage.say("ada", "/okr show O2")
    assert "asked: KR1.1 (unanswered)" in stage.sees("ada").text
    stage.say("bo", "/okr align")
    stage.press("bo", "Accept")
    stage.say("ada", "/okr show O2")
    assert "Hangs on KR1.1 (accepted)" in stage.sees("ada").text


@pytest.fixture
def both(tmp_path: Path) -> Iterator[SlackAndLark]:
    """One company: Bo is on Lark, Ada on Slack."""
    url = f"sqlite:///{tmp_path / 'okr.db'}"
    database = Database(url)
    upgrade(database)
    database.dispose()
    driver = SlackAndLark()
    driver.start(url, MONDAY, tmp_path)
    try:
        yield driver
        assert driver.rejections() == []
    finally:
        driver.stop()


def test_people_on_two_platforms_align(both: SlackAndLark) -> None:
    _pair(both.lark, both.slack)
    _talk(both.lark, both.slack)
    _confirmed(both, both.lark, both.slack)
