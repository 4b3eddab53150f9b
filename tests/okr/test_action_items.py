"""Action items: their ids, and when their owner is reminded."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from okr.action_items import is_overdue, reminded_at
from okr.ids import ActionId, parse_action
from okr.working_days import WorkDays

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(("word", "number"), [("A7", 7), ("a7", 7), ("a 12", 12)])
def test_an_id_is_read_however_it_is_written(word: str, number: int) -> None:
    assert parse_action(word) == ActionId(number)
    assert str(ActionId(number)) == f"A{number}"


@pytest.mark.parametrize("word", ["", "A", "7", "AB7", "A7.1", "A7x", "A" + "9" * 10, "A²"])
def test_what_is_no_id_is_none(word: str) -> None:
    assert parse_action(word) is None


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (date(2026, 11, 27), "Fri 27 Nov 09:30"),
        (date(2026, 11, 28), "Mon 30 Nov 09:30"),
        (date(2026, 12, 24), "Mon 28 Dec 09:30"),
    ],
)
def test_the_day_or_the_next_one_worked(due_on: date, said: str) -> None:
    days = WorkDays(holidays=frozenset({date(2026, 12, 24), date(2026, 12, 25)}))
    moment = reminded_at(due_on, time(9, 30), BERLIN, days)
    assert moment.astimezone(BERLIN).strftime("%a %d %b %H:%M") == said


def test_due_today_is_not_overdue() -> None:
    today = date(2026, 11, 27)
    assert [is_overdue(day, today) for day in (date(2026, 11, 26), today, None)] == [
        True,
        False,
        False,
    ]
