"""Until when an answer is awaited, what counts as the same risk, and who answers how many."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from okr.facts import PersonName, Span
from okr.risks import AskedLead, answer_due, reply_rates, says_the_same
from okr.working_days import WorkDays

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BO, CY = PersonName(2, "Bo"), PersonName(3, "Cy")


def local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%a %d %b %H:%M")


def test_two_working_days_on_at_the_same_hour() -> None:
    assert local(answer_due(NOW, SHANGHAI, WorkDays()), SHANGHAI) == "Wed 25 Nov 17:00"


def test_a_weekend_does_not_count() -> None:
    friday = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
    assert local(answer_due(friday, BERLIN, WorkDays()), BERLIN) == "Tue 01 Dec 16:30"
    saturday = datetime(2026, 11, 28, 15, 30, tzinfo=UTC)
    assert local(answer_due(saturday, BERLIN, WorkDays()), BERLIN) == "Tue 01 Dec 16:30"


def test_holidays_and_days_away_do_not_count() -> None:
    days = WorkDays(
        holidays=frozenset({date(2026, 11, 24)}),
        away=(Span(date(2026, 11, 25), date(2026, 11, 26)),),
    )
    assert local(answer_due(NOW, BERLIN, days), BERLIN) == "Mon 30 Nov 10:00"


def test_the_hour_stays_on_their_clock_when_clocks_change() -> None:
    friday = datetime(2026, 10, 23, 14, tzinfo=UTC)
    assert local(answer_due(friday, BERLIN, WorkDays()), BERLIN) == "Tue 27 Oct 16:00"


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("The supplier is late", "the supplier  is late.", True),
        ("供应商延期", "供应商延期。", True),
        ("The supplier is late", "The supplier is gone", False),
        ("", "The supplier is late", False),
        ("5 days", "15 days", False),
    ],
)
def test_only_other_words_are_another_risk(before: str, after: str, same: bool) -> None:
    assert says_the_same(before, after) is same


def asked(
    lead: PersonName, answered_after: int | None = None, *, settled: bool = False
) -> AskedLead:
    at = None if answered_after is None else NOW + timedelta(days=answered_after)
    return AskedLead(lead, NOW, NOW + timedelta(days=2), at, settled)


def test_answers_count_and_those_in_time() -> None:
    (rate,) = reply_rates([asked(BO, 1), asked(BO, 5), asked(BO)], NOW + timedelta(days=9))
    assert (rate.asked, rate.answered, rate.in_time, rate.waiting) == (3, 2, 1, 0)
    assert rate.ratio == pytest.approx(2 / 3)


def test_what_still_has_time_is_no_missing_answer() -> None:
    (rate,) = reply_rates([asked(BO)], NOW + timedelta(days=1))
    assert (rate.asked, rate.waiting, rate.ratio) == (1, 1, None)


def test_what_others_settled_says_nothing_of_a_lead() -> None:
    assert reply_rates([asked(BO, settled=True)], NOW) == ()
    (rate,) = reply_rates([asked(BO, 1, settled=True)], NOW + timedelta(days=3))
    assert (rate.asked, rate.answered) == (1, 1)


def test_by_name_and_not_by_rate() -> None:
    rates = reply_rates([asked(CY, 1), asked(BO)], NOW + timedelta(days=9))
    assert [rate.lead for rate in rates] == [BO, CY]


@pytest.mark.parametrize(
    ("asked_at", "due"),
    [
        ("2026-11-23 02:00", "Wed 25 Nov 09:00"),
        ("2026-11-23 18:00", "Wed 25 Nov 18:00"),
        ("2026-11-23 23:30", "Thu 26 Nov 09:00"),
        ("2026-11-25 23:30", "Mon 30 Nov 09:00"),
    ],
)
def test_nobody_is_reminded_in_their_night(asked_at: str, due: str) -> None:
    moment = datetime.fromisoformat(asked_at).replace(tzinfo=SHANGHAI)
    assert local(answer_due(moment, SHANGHAI, WorkDays()), SHANGHAI) == due
