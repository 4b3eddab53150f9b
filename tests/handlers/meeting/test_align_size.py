"""An alignment meeting of a big team: each press stays a few statements, each card whole."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.lark import render as lark_render
from bot.slack import render as slack_render
from chat.address import Account
from chat.cards import Card
from okr.facts import Measure, State
from storage import comments, key_results, objective_changes, outbox, people, teams
from storage.people import Defaults
from storage.tables import CycleRow, OutboxRow
from tests.handlers.office import MONDAY, Office

M = {"meeting": "1"}
PEOPLE = 60
EACH = 5
"""Objectives of one person, with two key results each."""
WORDS = "把华东区的企业客户续约率从 70% 提高到 85%，并让客户主动推荐" * 3


@pytest.fixture
def crowd(office: Office) -> Office:
    """Ada leads Growth with sixty people, who have published three hundred objectives."""
    office.say("ada", "team create Growth {ada}")
    office.say("ada", "cycle")
    with office.database.write() as session:
        met = [
            people.meet(session, Account("slack", "T1", f"U{n}"), None, Defaults(), MONDAY).id
            for n in range(PEOPLE)
        ]
        teams.add_members(session, 1, met)
        cycle_id = int(session.exec(select(CycleRow)).first().id or 0)  # type: ignore[union-attr]
        for owner in met:
            for _ in range(EACH):
                row = objective_changes.add(session, 1, cycle_id, owner, WORDS, MONDAY)
                row.state = State.PUBLISHED
                for _ in range(2):
                    key_results.add(session, row, owner, WORDS, Measure(), None, MONDAY)
                comments.add(
                    session,
                    1,
                    objective_id=int(row.id or 0),
                    key_result_id=None,
                    author_id=1,
                    text=f"{WORDS}？",
                    now=MONDAY,
                    is_question=True,
                )
    office.clock.advance(timedelta(minutes=1))
    office.say("ada", "meeting align Growth", channel="C1")
    return office


def statements(office: Office, action: str, values: dict[str, str]) -> int:
    """How many statements one press of Ada's takes."""
    ran: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        ran.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    office.press("ada", action, values)
    event.remove(office.database.engine, "before_cursor_execute", note)
    return len(ran)


def test_a_press_is_a_few_statements_however_many_objectives(crowd: Office) -> None:
    assert statements(crowd, "align_meeting.begin", M) <= 45
    assert statements(crowd, "align_meeting.next", {**M, "o": "1"}) <= 45
    assert statements(crowd, "align_meeting.read", {**M, "o": "2"}) <= 20
    assert statements(crowd, "preparing.owed", M) <= 20


def test_every_card_is_whole_on_every_platform(crowd: Office) -> None:
    crowd.press("ada", "align_meeting.begin", M)
    crowd.press("ada", "align_meeting.next", {**M, "o": "1"})
    crowd.press("ada", "meeting.close", M)
    with crowd.database.read() as session:
        rows = session.exec(select(OutboxRow)).all()
        cards = [outbox.load_body(row.body_kind, row.body) for row in rows]
    assert len(cards) > PEOPLE
    for card in cards:
        assert isinstance(card, Card)
        assert slack_render.is_whole(card, "T1")
        assert lark_render.is_whole(card, tenant="t1", shared=True)
