"""Risks: whom they wait for, what becomes of those asked, and what the report reads."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from chat.address import Account, Address
from okr.facts import Measure, PersonName, State
from okr.follow_up import RiskState
from okr.risks import AskedLead, reply_rates
from storage import cycles, key_results, objective_changes, people, risk_changes, risks
from storage.database import Database
from storage.people import Defaults
from storage.tables import CheckInRow, RiskRow

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DUE = NOW + timedelta(days=2)
ADA, BO, CY = 1, 2, 3


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Ada owns KR1.1; Bo and Cy lead."""
    with database.write() as writing:
        for name in ("ada", "bo", "cy"):
            people.meet(writing, Account("slack", "T1", name), None, Defaults(), NOW)
        cycle = cycles.current(writing, 1, date(2026, 11, 23), NOW)
        row = objective_changes.add(writing, 1, cycle.id, ADA, "Launch", NOW)
        row.state = State.PUBLISHED
        key_results.add(writing, row, ADA, "50 partners", Measure(), None, NOW)
        yield writing


def raised(session: Session, *asked: int, week: str = "2026-W48", asker: int = ADA) -> RiskRow:
    check_in = CheckInRow(key_result_id=1, person_id=asker, week=week, created_at=NOW)
    session.add(check_in)
    session.flush()
    row = risk_changes.add(
        session,
        workspace_id=1,
        key_result_id=1,
        check_in_id=int(check_in.id or 0),
        asker_id=asker,
        risk="Late",
        support="",
        place=Address.of(Account("slack", "T1", "ada")),
        now=NOW,
    )
    for person in asked:
        ask(session, row, person)
    return row


def ask(session: Session, row: RiskRow, person: int, by: int = ADA) -> None:
    risk_changes.ask(
        session,
        id_of(row),
        person,
        asked_by_id=by,
        is_lead=by == ADA,
        due_at=DUE,
        now=NOW,
    )


def id_of(row: RiskRow) -> int:
    return int(row.id or 0)


def waiting(session: Session, person: int) -> list[int]:
    return [each.id for each in risks.list_waiting_for(session, person)]


def test_a_risk_waits_for_each_of_those_asked(session: Session) -> None:
    row = raised(session, BO, CY)
    risk = risks.get(session, id_of(row))
    assert (risk.key_result, risk.asker.name, risk.state) == ("KR1.1", "ada", RiskState.OPEN)
    assert [each.name for each in risk.asked] == ["bo", "cy"]
    assert waiting(session, BO) == waiting(session, CY) == [risk.id]
    assert waiting(session, ADA) == []


def test_an_answer_is_kept_with_when_it_first_came(session: Session) -> None:
    row = raised(session, BO, CY)
    later = NOW + timedelta(hours=3)
    risk_changes.answered(session, id_of(row), BO, "Take mine", NOW)
    risk_changes.answered(session, id_of(row), BO, "Take both of mine", later)
    risk_changes.answered(session, id_of(row), CY, "Ask Dee", later)
    answers = risks.get(session, id_of(row)).answers
    assert [(each.by.name, each.text, each.at) for each in answers] == [
        ("bo", "Take both of mine", NOW),
        ("cy", "Ask Dee", later),
    ]
    assert waiting(session, BO) == []


def test_who_forwards_waits_no_longer(session: Session) -> None:
    row = raised(session, BO)
    ask(session, row, CY, by=BO)
    risk_changes.forward(session, id_of(row), BO, CY)
    assert waiting(session, BO) == []
    assert waiting(session, CY) == [row.id]
    assert [each.name for each in risks.get(session, id_of(row)).asked] == ["cy"]


def test_overdue_once_somebody_was_nudged_and_still_waits(session: Session) -> None:
    row = raised(session, BO, CY)
    assert not risks.get(session, id_of(row)).is_overdue
    risk_changes.nudged(session, id_of(row), BO, DUE)
    assert risks.get(session, id_of(row)).is_overdue
    risk_changes.forward(session, id_of(row), BO, CY)
    assert not risks.get(session, id_of(row)).is_overdue


def test_what_is_settled_waits_for_nobody(session: Session) -> None:
    row = raised(session, BO)
    row.state = RiskState.ANSWERED
    session.flush()
    assert waiting(session, BO) == []
    assert risks.list_open(session, [1]) == []
    assert [each.id for each in risks.list_of_week(session, [1], ["2026-W48"])] == [row.id]


def test_the_risks_of_a_week_are_those_of_its_check_ins(session: Session) -> None:
    first, second = raised(session, week="2026-W47"), raised(session)
    withdrawn = raised(session)
    withdrawn.state = RiskState.WITHDRAWN
    session.flush()
    assert [each.id for each in risks.list_of_week(session, [1], ["2026-W48"])] == [second.id]
    both = risks.list_of_week(session, [1], ["2026-W47", "2026-W48"])
    assert [each.id for each in both] == [first.id, second.id]
    assert risks.list_of_week(session, [2], ["2026-W48"]) == []
    assert [each.id for each in risks.list_open(session, [1])] == [first.id, second.id]
    assert [each.id for each in risks.list_of_asker(session, ADA)] == [second.id, first.id]
    assert risks.count_of_asker(session, ADA) == 2


def test_a_teams_are_those_on_what_they_own_or_ask(session: Session) -> None:
    on_adas, by_bo = raised(session, CY), raised(session, CY, asker=BO)
    found = risks.list_open_of_people(session, [ADA], 9, 0)
    assert [each.id for each in found] == [on_adas.id, by_bo.id]
    assert [each.id for each in risks.list_open_of_people(session, [BO], 9, 0)] == [by_bo.id]
    assert risks.count_open_of_people(session, [ADA, BO]) == 2
    assert risks.list_open_of_people(session, [], 9, 0) == []


def test_a_risk_of_another_workspace_is_none(session: Session) -> None:
    row = raised(session)
    assert risks.find(session, 2, id_of(row)) is None
    assert risk_changes.lock(session, 2, id_of(row)) is None
    assert risk_changes.lock(session, 1, id_of(row)) is row


def test_the_facts_of_the_reply_rate(session: Session) -> None:
    answered, forwarded, open_one, by_other = (raised(session, BO) for _ in range(4))
    risk_changes.answered(session, id_of(answered), BO, "Yes", NOW)
    answered.state = RiskState.ANSWERED
    ask(session, forwarded, CY, by=BO)
    risk_changes.forward(session, id_of(forwarded), BO, CY)
    by_other.state = RiskState.ANSWERED
    session.flush()
    later = NOW + timedelta(days=30)
    found = risks.list_asked_leads(session, 1, NOW - timedelta(days=1), later)
    bo = PersonName(BO, "bo")
    assert found == [
        AskedLead(bo, NOW, DUE, NOW, is_settled=True),
        AskedLead(bo, NOW, DUE, is_settled=True),
        AskedLead(bo, NOW, DUE),
        AskedLead(bo, NOW, DUE, is_settled=True),
    ]
    assert risks.list_asked_leads(session, 1, NOW + timedelta(days=1), later) == []
    assert risks.list_asked_leads(session, 2, NOW - timedelta(days=1), later) == []
    (rate,) = reply_rates(found, later)
    assert (rate.asked, rate.answered, rate.in_time, rate.waiting, rate.ratio) == (2, 1, 1, 0, 0.5)
    assert open_one.state is RiskState.OPEN
