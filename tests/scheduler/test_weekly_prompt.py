"""Everybody is asked once a week, at their own hour, about what is theirs."""

import json
import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import text

from chat import cards
from chat.cards import Card, Heading
from handlers.views.weekly import Asked
from okr.facts import State
from scheduler.due import Due, due
from scheduler.weekly_prompt import WeeklyPrompt
from storage.database import Database
from storage.tables import PersonRow
from tests.scheduler.fakes import FakeClock
from tests.scheduler.people import Company

MONDAY_AT_10 = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
BEFORE = datetime(2026, 2, 27, tzinfo=UTC)


def card_for(asked: Asked) -> Card:
    return Card(asked.name, tuple(Heading(each.title) for each in asked.key_results))


@pytest.fixture
def company(database: Database) -> Company:
    return Company(database)


@pytest.fixture
def prompt(database: Database) -> WeeklyPrompt:
    return WeeklyPrompt(database, FakeClock(MONDAY_AT_10), card_for, lambda: None)


def queued(database: Database) -> dict[str, Card]:
    with database.read() as session:
        rows = session.execute(text("SELECT key, body FROM outbox ORDER BY id")).all()
    return {row.key: cards.load(row.body) for row in rows}


def planned(database: Database, at: datetime) -> list[Due]:
    return list(due(database, at))


def test_a_person_is_asked_at_the_hour_on_their_own_clock(
    database: Database, company: Company, prompt: WeeklyPrompt
) -> None:
    ada = company.hire("ada", "Europe/Berlin", after=BEFORE)
    bo = company.hire("bo", "Asia/Shanghai", after=BEFORE)
    for person in (ada, bo):
        company.give_objective(person, "one", "two")
    prompt(datetime(2026, 3, 2, 1, 59, tzinfo=UTC))
    assert queued(database) == {}
    prompt(datetime(2026, 3, 2, 2, 0, tzinfo=UTC))
    assert list(queued(database)) == [f"weekly:2026-W10:{bo}"]
    prompt(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    found = queued(database)
    assert list(found) == [f"weekly:2026-W10:{bo}", f"weekly:2026-W10:{ada}"]
    assert found[f"weekly:2026-W10:{ada}"] == Card("ada", (Heading("one"), Heading("two")))
    assert company.next_prompt_at(ada) == datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def test_two_processes_that_tick_together_ask_once(database: Database, company: Company) -> None:
    people = [company.hire(f"p{number}", after=BEFORE) for number in range(40)]
    for person in people:
        company.give_objective(person, "one")
    counted: list[int] = []
    start = threading.Barrier(3)

    def tick() -> None:
        job = WeeklyPrompt(
            database,
            FakeClock(MONDAY_AT_10),
            card_for,
            lambda: None,
            lambda _, count: counted.append(count),
        )
        start.wait(10)
        job(MONDAY_AT_10)

    threads = [threading.Thread(target=tick) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(queued(database)) == 40
    assert sum(counted) == 40


def test_who_has_nothing_running_is_put_forward_and_not_asked(
    database: Database, company: Company, prompt: WeeklyPrompt
) -> None:
    nothing = company.hire("nothing", after=BEFORE)
    draft = company.hire("draft", after=BEFORE)
    company.give_objective(draft, "secret", state=State.DRAFT)
    gone = company.hire("gone", after=BEFORE, active=False)
    company.give_objective(gone, "left")
    prompt(MONDAY_AT_10)
    assert queued(database) == {}
    for person in (nothing, draft, gone):
        assert company.next_prompt_at(person) == MONDAY_AT_10 + timedelta(days=7)


def test_after_the_cycle_nobody_is_asked(
    database: Database, company: Company, prompt: WeeklyPrompt
) -> None:
    ada = company.hire("ada", after=datetime(2026, 6, 24, tzinfo=UTC))
    company.give_objective(ada, "one")
    prompt(datetime(2026, 6, 29, 10, 0, tzinfo=UTC))
    assert len(queued(database)) == 1
    prompt(datetime(2026, 7, 6, 10, 0, tzinfo=UTC))
    assert len(queued(database)) == 1


def test_a_slot_missed_by_more_than_a_day_is_left_out(
    database: Database, company: Company, prompt: WeeklyPrompt
) -> None:
    ada = company.hire("ada", after=BEFORE)
    company.give_objective(ada, "one")
    prompt(MONDAY_AT_10 + timedelta(days=1, minutes=1))
    assert queued(database) == {}
    assert company.next_prompt_at(ada) == MONDAY_AT_10 + timedelta(days=7)


def test_a_slot_missed_by_an_hour_is_made_up_for(
    database: Database, company: Company, prompt: WeeklyPrompt
) -> None:
    ada = company.hire("ada", after=BEFORE)
    company.give_objective(ada, "one")
    prompt(MONDAY_AT_10 + timedelta(hours=1))
    assert list(queued(database)) == [f"weekly:2026-W10:{ada}"]


def test_changing_the_hour_does_not_ask_twice_in_a_week(
    database: Database, company: Company, prompt: WeeklyPrompt
) -> None:
    ada = company.hire("ada", after=BEFORE)
    company.give_objective(ada, "one")
    prompt(MONDAY_AT_10)
    later = MONDAY_AT_10 + timedelta(days=2)
    with database.write() as session:
        person = session.get_one(PersonRow, ada)
        person.prompt_weekday, person.next_prompt_at = 3, later
    prompt(later)
    assert len(queued(database)) == 1
    assert company.next_prompt_at(ada) == later + timedelta(days=7)


def test_of_several_accounts_the_one_last_seen_is_written_to(
    database: Database, company: Company
) -> None:
    seen = datetime(2026, 2, 1, tzinfo=UTC)
    ada = company.hire(
        "ada",
        after=BEFORE,
        accounts=(
            ("slack", "U1", seen),
            ("lark", "ou_1", seen + timedelta(days=1)),
            ("playground", "a", None),
        ),
    )
    company.give_objective(ada, "one")
    found = planned(database, MONDAY_AT_10)
    assert [(entry.platform, entry.external_id) for entry in found] == [("lark", "ou_1")]
    on_slack = list(due(database, MONDAY_AT_10, ["slack"]))
    assert [entry.external_id for entry in on_slack] == ["U1"]


def test_more_people_than_a_batch_are_all_asked(
    database: Database,
    company: Company,
    prompt: WeeklyPrompt,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scheduler.weekly_prompt.BATCH", 7)
    for number in range(20):
        company.give_objective(company.hire(f"p{number}", after=BEFORE), "one")
    assert len({entry.key for entry in planned(database, MONDAY_AT_10)}) == 20
    prompt(MONDAY_AT_10)
    assert len(queued(database)) == 20
    assert planned(database, MONDAY_AT_10) == []


def test_what_would_be_sent_is_told_and_nothing_changes(
    database: Database, company: Company, prompt: WeeklyPrompt
) -> None:
    # Clocks in Berlin go from 02:00 to 03:00 on Sunday, 29 March 2026.
    ada = company.hire(
        "ada", "Europe/Berlin", weekday=7, at=time(2, 30), after=datetime(2026, 3, 23, tzinfo=UTC)
    )
    company.give_objective(ada, "one")
    slot = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert planned(database, slot - timedelta(minutes=1)) == []
    for _ in range(2):
        found = planned(database, slot)
        assert json.loads(json.dumps(found[0].as_json())) == {
            "at": "2026-03-29T01:30:00+00:00",
            "local": "2026-03-29T03:30:00+02:00",
            "kind": "weekly",
            "person": {"name": "ada", "platform": "slack", "external_id": "U-ada"},
            "key": f"weekly:2026-W13:{ada}",
        }
    prompt(slot)
    assert list(queued(database)) == [f"weekly:2026-W13:{ada}"]
    assert planned(database, slot) == []


def test_a_moment_some_weeks_ahead_shows_the_prompts_of_that_day(
    database: Database, company: Company
) -> None:
    ada = company.hire("ada", "America/Los_Angeles", after=BEFORE)
    company.give_objective(ada, "one")
    # 10:00 is 18:00 UTC in winter and 17:00 in summer, from 8 March on.
    summer = datetime(2026, 3, 9, 17, 0, tzinfo=UTC)
    for week in (0, 1, 5):
        at = summer + timedelta(days=7 * week)
        assert [entry.at for entry in planned(database, at)] == [at]
        assert planned(database, at - timedelta(minutes=1)) == []
        assert planned(database, at + timedelta(days=3)) == []


def test_what_was_missed_is_counted(database: Database, company: Company) -> None:
    ada = company.hire("ada", after=BEFORE)
    company.give_objective(ada, "one")
    counted: list[tuple[str, int]] = []
    late = MONDAY_AT_10 + timedelta(days=1, minutes=1)
    WeeklyPrompt(
        database,
        FakeClock(late),
        card_for,
        lambda: None,
        lambda kind, count: counted.append((kind, count)),
    )(late)
    assert counted == [("weekly_missed", 1)]
