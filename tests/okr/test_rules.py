"""Cycles, ids, permissions and status."""

from datetime import date

import pytest

from okr.check_ins import checked_value, proposed_status
from okr.cycles import CycleKind, checked_span, elapsed, name_of, span_of
from okr.errors import Invalid, NotAllowed, NotFound
from okr.facts import Actor, Confidence, Guarded, Measure, Span, Standing, State, Status
from okr.ids import KeyResultId, ObjectiveId, parse
from okr.measures import Direction, Kind
from okr.permissions import check_editable, check_may_check_in, check_seen, may_see

QUARTER = Span(date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("kind", "name", "first", "last"),
    [
        (CycleKind.MONTH, "2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        (CycleKind.TWO_MONTHS, "2026-11/12", date(2026, 11, 1), date(2026, 12, 31)),
        (CycleKind.QUARTER, "2026 Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (CycleKind.HALF, "2026 H2", date(2026, 7, 1), date(2026, 12, 31)),
        (CycleKind.YEAR, "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_calendar_cycles(kind: CycleKind, name: str, first: date, last: date) -> None:
    span = span_of(kind, date(2026, 11, 23))
    assert (span.starts_on, span.ends_on) == (first, last)
    assert name_of(kind, span) == name


def test_a_cycle_ends_after_it_starts_and_within_three_years() -> None:
    with pytest.raises(Invalid):
        checked_span(date(2026, 1, 2), date(2026, 1, 2))
    with pytest.raises(Invalid):
        checked_span(date(2026, 1, 1), date(2030, 1, 1))


def test_spans_overlap_on_a_shared_day() -> None:
    assert QUARTER.overlaps(Span(date(2026, 12, 31), date(2027, 1, 1)))
    assert not QUARTER.overlaps(Span(date(2027, 1, 1), date(2027, 2, 1)))


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("O12", ObjectiveId(12)),
        ("o12", ObjectiveId(12)),
        ("KR12.2", KeyResultId(12, 2)),
        ("kr12.2", KeyResultId(12, 2)),
        ("12.2", KeyResultId(12, 2)),
        ("12", None),
        ("O", None),
        ("O-1", None),
        ("KR12", None),
        ("O" + "9" * 20, None),
    ],
)
def test_ids(word: str, id: ObjectiveId | KeyResultId | None) -> None:
    assert parse(word) == id
    assert id is None or parse(str(id)) == id


OWNER, FRIEND, LEAD, STRANGER, ADMIN = Actor(1), Actor(2), Actor(3), Actor(4), Actor(5, True)


def guarded(state: State) -> Guarded:
    return Guarded(1, state, frozenset({2}), frozenset({3}))


@pytest.mark.parametrize(
    ("actor", "draft", "published"),
    [
        (OWNER, True, True),
        (FRIEND, True, True),
        (LEAD, False, True),
        (STRANGER, False, True),
        (ADMIN, False, True),
    ],
)
def test_who_sees(actor: Actor, draft: bool, published: bool) -> None:
    assert may_see(actor, guarded(State.DRAFT)) is draft
    assert may_see(actor, guarded(State.PUBLISHED)) is published


@pytest.mark.parametrize(
    ("actor", "edits", "checks_in"),
    [
        (OWNER, True, True),
        (FRIEND, False, True),
        (LEAD, True, True),
        (STRANGER, False, False),
        (ADMIN, True, True),
    ],
)
def test_who_changes_what_is_published(actor: Actor, edits: bool, checks_in: bool) -> None:
    for check, allowed in ((check_editable, edits), (check_may_check_in, checks_in)):
        if allowed:
            check(actor, guarded(State.PUBLISHED), "O1", "Ada")
        else:
            with pytest.raises(NotAllowed):
                check(actor, guarded(State.PUBLISHED), "O1", "Ada")


@pytest.mark.parametrize("actor", [LEAD, STRANGER, ADMIN])
def test_a_draft_is_not_there_for_others(actor: Actor) -> None:
    with pytest.raises(NotFound):
        check_seen(actor, guarded(State.DRAFT), "O1")
    with pytest.raises(NotFound):
        check_editable(actor, guarded(State.DRAFT), "O1", "Ada")


@pytest.mark.parametrize("state", [State.ARCHIVED, State.CLOSED])
def test_what_is_put_away_is_only_read(state: State) -> None:
    with pytest.raises(Invalid):
        check_editable(OWNER, guarded(state), "O1", "Ada")


def test_a_milestone_is_done_or_not() -> None:
    assert checked_value(Measure(), 1.0) == 1.0
    with pytest.raises(Invalid):
        checked_value(Measure(), 0.5)
    with pytest.raises(Invalid):
        checked_value(Measure(Kind.NUMBER, Direction.REACH, None, 5), 1e16)


@pytest.mark.parametrize(
    ("ratio", "day", "confidence", "status"),
    [
        (0.5, date(2026, 11, 15), None, Status.ON_TRACK),
        (0.5, date(2026, 11, 15), Confidence.LOW, Status.AT_RISK),
        (0.2, date(2026, 11, 15), None, Status.AT_RISK),
        (0.0, date(2026, 11, 15), None, Status.OFF_TRACK),
        (1.2, date(2026, 11, 15), Confidence.LOW, Status.DONE),
    ],
)
def test_status_from_figures_and_time(
    ratio: float, day: date, confidence: Confidence | None, status: Status
) -> None:
    standing = Standing(ratio, has_value=True)
    assert proposed_status(standing, QUARTER, day, confidence) is status


def test_no_value_has_no_status() -> None:
    standing = Standing(0.0, has_value=False)
    assert proposed_status(standing, QUARTER, date(2026, 12, 30), None) is Status.NO_VALUE


def test_elapsed_is_clamped() -> None:
    assert elapsed(QUARTER, date(2026, 1, 1)) == 0.0
    assert elapsed(QUARTER, date(2027, 6, 1)) == 1.0
