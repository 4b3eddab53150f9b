"""What may hang on what, which circle it would close, and until when an answer is due."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from okr.alignment import answer_due, check_asks, check_pair, circle, reminder_at
from okr.errors import Invalid, NotAllowed
from okr.facts import Cycle, Objective, PersonName, Span, State
from okr.working_days import WorkDays

ADA, BO = PersonName(1, "Ada"), PersonName(2, "Bo")
Q4 = Cycle(1, "2026 Q4", Span(date(2026, 10, 1), date(2026, 12, 31)))
YEAR = Cycle(2, "2026", Span(date(2026, 1, 1), date(2026, 12, 31)))
Q1 = Cycle(3, "2027 Q1", Span(date(2027, 1, 1), date(2027, 3, 31)))
BERLIN = ZoneInfo("Europe/Berlin")


def objective(
    number: int, owner: PersonName = ADA, cycle: Cycle = Q4, state: State = State.PUBLISHED
) -> Objective:
    return Objective(number, number, f"Objective {number}", state, owner, cycle, None)


def test_only_the_owner_asks_for_an_objective() -> None:
    check_asks(ADA.id, objective(1))
    with pytest.raises(NotAllowed):
        check_asks(BO.id, objective(1))


@pytest.mark.parametrize("state", [State.ARCHIVED, State.CLOSED])
def test_what_is_over_is_not_aligned(state: State) -> None:
    with pytest.raises(Invalid):
        check_asks(ADA.id, objective(1, state=state))
    with pytest.raises(Invalid):
        check_pair(objective(1), objective(2, BO, state=state))


def test_a_draft_may_ask_and_a_year_holds_a_quarter() -> None:
    check_asks(ADA.id, objective(1, state=State.DRAFT))
    check_pair(objective(1, state=State.DRAFT), objective(2, BO, YEAR))


def test_nothing_hangs_on_itself() -> None:
    with pytest.raises(Invalid):
        check_pair(objective(1), objective(1))


def test_nothing_hangs_on_somebody_elses_draft_but_on_ones_own() -> None:
    check_pair(objective(1), objective(2, ADA, state=State.DRAFT))
    with pytest.raises(NotAllowed):
        check_pair(objective(1), objective(2, BO, state=State.DRAFT))


def test_cycles_must_share_a_day() -> None:
    with pytest.raises(Invalid, match="share no day"):
        check_pair(objective(1), objective(2, BO, Q1))


def test_a_circle_is_named_from_the_upper_one_round() -> None:
    assert circle(12, 3, [(3, 12)]) == [3, 12, 3]
    assert circle(1, 4, [(4, 3), (3, 2), (2, 1), (4, 9), (9, 8)]) == [4, 3, 2, 1, 4]


def test_the_shortest_circle_is_named() -> None:
    assert circle(1, 3, [(3, 2), (2, 1), (3, 1)]) == [3, 1, 3]


def test_several_parents_close_no_circle() -> None:
    assert circle(1, 3, [(1, 2), (2, 4), (3, 4)]) == []


def test_a_circle_that_stands_already_does_not_hang_the_search() -> None:
    assert circle(1, 3, [(3, 4), (4, 3)]) == []


def test_an_answer_is_due_at_the_end_of_the_third_working_day() -> None:
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    due = answer_due(friday, BERLIN, WorkDays())
    assert due == datetime(2026, 12, 2, 17, tzinfo=UTC)
    assert reminder_at(due, BERLIN) == datetime(2026, 12, 2, 8, tzinfo=UTC)


def test_days_away_are_not_counted() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    away = WorkDays(away=(Span(date(2026, 11, 24), date(2026, 11, 27)),))
    assert answer_due(monday, BERLIN, away).date() == date(2026, 12, 2)
