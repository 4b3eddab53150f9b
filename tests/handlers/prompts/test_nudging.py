"""Whoever asks, nobody gets more than two nudges a week, and none without a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from handlers.prompts import nudging
from okr.facts import PersonName
from storage.tables import PersonRow
from tests.handlers.office import Office

MONDAY_10 = datetime(2026, 11, 30, 9, tzinfo=UTC)
WEEK = "2026-W49"
BO = PersonName(2, "Bo Chen")


@pytest.fixture
def asked(launched: Office) -> Office:
    launched.travel(MONDAY_10)
    return launched


def nudge(office: Office, week: str = WEEK, by: PersonName | None = BO) -> bool:
    with office.database.write() as session:
        ada = session.exec(select(PersonRow.id).where(col(PersonRow.name) == "Ada Li")).one()
        return nudging.nudge(session, int(ada or 0), week, office.clock(), by)


def nudges(office: Office) -> list[str]:
    return [said for said in office.waiting_for("ada") if "still open" in said.splitlines()[0]]


def test_two_are_enough_for_all_together(asked: Office) -> None:
    assert nudge(asked)
    assert "Bo Chen asks how far" in nudges(asked)[-1]
    asked.travel(MONDAY_10 + timedelta(days=1))
    assert len(nudges(asked)) == 2
    assert not nudge(asked)
    asked.travel(MONDAY_10 + timedelta(days=6))
    assert len(nudges(asked)) == 2


def test_before_the_prompt_it_counts_too_and_the_prompt_still_comes(launched: Office) -> None:
    launched.say("ada", "settings day Wednesday")
    launched.travel(MONDAY_10)
    assert nudge(launched)
    launched.travel(MONDAY_10 + timedelta(days=2))
    prompts = [said for said in launched.waiting_for("ada") if "It takes a minute" in said]
    assert len(prompts) == 2  # of the week before, and of this one
    assert nudge(launched)
    assert not nudge(launched)


@pytest.mark.parametrize("reason", ["away this week", "checkin", "snooze", "skip", "gone"])
def test_none_where_it_makes_no_sense(asked: Office, reason: str) -> None:
    if reason == "away this week":
        asked.say("ada", reason)
    elif reason == "checkin":
        for said in ("KR1.1 30,000 high", "KR1.2 3.8 high", "KR1.3 10% high"):
            asked.say("ada", f"checkin {said}")
    elif reason == "snooze":
        asked.press("ada", "prompts.hour", {"week": WEEK})
    elif reason == "skip":
        asked.press("ada", "prompts.skip", {"week": WEEK})
        asked.fill("ada", reason="trade fair")
    else:
        with asked.database.write() as session:
            row = session.exec(select(PersonRow).where(col(PersonRow.name) == "Ada Li")).one()
            row.is_active = False
    assert not nudge(asked)
    assert nudges(asked) == []


def test_none_about_a_week_that_is_long_over(asked: Office) -> None:
    assert not nudge(asked, "2026-W40")
