"""Check-ins kept: one statement to add, in place to change, newest by week."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, SQLModel

import storage.tables  # noqa: F401  (declares the tables)
from okr.check_ins import Said
from okr.cycles import CycleKind
from okr.facts import Confidence, KeyResult, Measure, PersonName, Span, Status
from okr.measures import Direction, Kind
from storage import check_ins, cycles, key_results, objective_changes, objectives
from storage.database import Database
from storage.tables import PersonRow, Workspace

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST, SECOND, THIRD = "2026-W47", "2026-W48", "2026-W49"
SAID = Said(value=40, confidence=Confidence.HIGH, note="Two shops", risk="Rain")


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A company of two people with one published key result, 0 to 100 partners."""
    database = Database(request.getfixturevalue(request.param))
    SQLModel.metadata.create_all(database.engine)
    with database.write() as opened:
        company = Workspace(name="A", locale="en", timezone="UTC", created_at=NOW)
        opened.add(company)
        opened.flush()
        for name in ("Ada", "Bo"):
            opened.add(
                PersonRow(
                    workspace_id=int(company.id or 0),
                    name=name,
                    name_key=name.lower(),
                    locale="en",
                    timezone="UTC",
                    created_at=NOW,
                )
            )
        opened.flush()
        span = Span(NOW.date() - timedelta(days=50), NOW.date() + timedelta(days=40))
        cycle = cycles.add(opened, int(company.id or 0), "Q4", CycleKind.QUARTER, span, NOW)
        row = objective_changes.add(opened, int(company.id or 0), cycle.id, 1, "Win", NOW)
        measure = Measure(Kind.NUMBER, Direction.REACH, None, 100, None, "partners")
        key_results.add(opened, row, 1, "100 partners", measure, None, NOW)
        yield opened
    database.dispose()


def stands(session: Session) -> KeyResult:
    """The key result as it is now."""
    return objectives.list_by_ids(session, [1])[0].key_results[0]


@contextmanager
def _statements(session: Session) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(_connection: object, _cursor: object, words: str, *_rest: object) -> None:
        said.append(words.split()[0])

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", listen)


def test_adding_is_one_insert_and_one_update(session: Session) -> None:
    key_result = stands(session)
    with _statements(session) as said:
        check_ins.add(session, key_result, 1, SECOND, SAID, NOW)
    assert said == ["INSERT", "UPDATE"]


def test_what_was_said_comes_back(session: Session) -> None:
    told = replace(
        SAID,
        support="A lawyer",
        support_from=PersonName(2, "Bo"),
        next_step="Call them",
        next_step_on=NOW.date(),
        status=Status.AT_RISK,
    )
    id = check_ins.add(session, stands(session), 1, SECOND, told, NOW, proposed=Status.ON_TRACK)
    (found,) = check_ins.list_last(session, 1)
    assert found.id == id
    assert (found.by.name, found.week, found.value, found.note) == ("Ada", SECOND, 40, "Two shops")
    assert (found.risk, found.support, found.support_from) == (
        "Rain",
        "A lawyer",
        PersonName(2, "Bo"),
    )
    assert (found.next_step, found.next_step_on) == ("Call them", NOW.date())
    assert (found.status, found.proposed) == (Status.AT_RISK, Status.ON_TRACK)
    now = stands(session)
    assert (now.current, now.standing.ratio, now.confidence) == (40, 0.4, Confidence.HIGH)
    assert now.status is Status.AT_RISK


def test_changing_keeps_one_row(session: Session) -> None:
    check_ins.add(session, stands(session), 1, SECOND, SAID, NOW)
    mine = check_ins.latest_of_week(session, [1], 1, SECOND)[1]
    check_ins.change(session, stands(session), mine, replace(SAID, value=50, risk=""), NOW)
    (only,) = check_ins.list_last(session, 1)
    assert (only.value, only.risk) == (50, "")
    assert stands(session).current == 50


def test_the_newest_of_a_week_is_the_persons_own(session: Session) -> None:
    for person_id, value in ((1, 10), (1, 20), (2, 30)):
        check_ins.add(session, stands(session), person_id, SECOND, Said(value=value), NOW)
    assert check_ins.latest_of_week(session, [1], 1, SECOND)[1].value == 20
    assert check_ins.latest_of_week(session, [1], 1, THIRD) == {}
    assert check_ins.checked_in(session, [1], SECOND) == {1}
    assert check_ins.list_reporters(session, [1], SECOND) == {1, 2}


def test_an_older_week_writes_over_nothing_newer(session: Session) -> None:
    check_ins.add(session, stands(session), 1, FIRST, SAID, NOW)
    first = check_ins.latest_of_week(session, [1], 1, FIRST)[1]
    news = Said(value=70, confidence=Confidence.LOW, status=Status.AT_RISK)
    check_ins.add(session, stands(session), 1, SECOND, news, NOW)
    check_ins.change(session, stands(session), first, replace(SAID, value=45), NOW)
    late = Said(value=46, confidence=Confidence.MEDIUM)
    check_ins.add(session, stands(session), 2, FIRST, late, NOW, is_late=True)
    now = stands(session)
    assert (now.current, now.confidence, now.status) == (70, Confidence.LOW, Status.AT_RISK)
    assert [each.value for each in check_ins.list_last(session, 1)] == [70, 46, 45]
    assert check_ins.values_before(session, [1], SECOND) == {1: 46}


def test_an_older_week_says_what_nobody_said_since(session: Session) -> None:
    check_ins.add(session, stands(session), 1, SECOND, Said(note="Only words"), NOW)
    check_ins.add(session, stands(session), 1, FIRST, SAID, NOW, is_late=True)
    assert stands(session).current == 40


def test_a_value_taken_back_gives_way_to_the_one_before(session: Session) -> None:
    check_ins.add(session, stands(session), 1, FIRST, SAID, NOW)
    check_ins.add(session, stands(session), 1, SECOND, Said(value=90), NOW)
    wrong = check_ins.latest_of_week(session, [1], 1, SECOND)[1]
    back = Said(confidence=Confidence.HIGH, note="Wrong one", takes_back=True)
    check_ins.change(session, stands(session), wrong, back, NOW)
    assert stands(session).current == 40


def test_unchanged_ones_count_until_something_moved(session: Session) -> None:
    for week, is_unchanged in ((FIRST, True), (SECOND, False), (THIRD, True), (THIRD, True)):
        key_result = stands(session)
        check_ins.add(session, key_result, 1, week, SAID, NOW, is_unchanged=is_unchanged)
    assert check_ins.count_unchanged(session, 1) == 2
    assert check_ins.count_unchanged(session, 999) == 0


def test_an_unchanged_one_moves_nothing(session: Session) -> None:
    check_ins.add(session, stands(session), 1, FIRST, replace(SAID, status=Status.AT_RISK), NOW)
    check_ins.add(session, stands(session), 1, SECOND, Said(value=40), NOW, is_unchanged=True)
    assert stands(session).status is Status.AT_RISK
    assert check_ins.list_values(session, 1) == [40, 40]
