"""Search: whatever is frequent and whatever is rare, the same objectives, newest first."""

from datetime import UTC, date, datetime

import pytest

from okr.cycles import CycleKind
from okr.facts import State
from storage import search
from storage.database import Database
from storage.tables import CycleRow, ObjectiveRow, PersonRow, Workspace

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MANY = 620
"""More than a term may have to count as rare."""


def _title(number: int) -> str:
    words = ["grow"]
    words += ["revenue"] if number % 2 == 0 else ["retention"]
    words += ["customers"] if number % 3 == 0 else []
    words += ["客户增长"] if number % 5 == 0 else []
    words += ["zanzibar"] if number in (6, 301, 600) else []
    return " ".join(words)


@pytest.fixture
def workspace(database: Database) -> int:
    """Two companies; the first has MANY objectives found by their numbers' titles."""
    with database.write() as session:
        companies = [_company(name) for name in ("Acme", "Other")]
        session.add_all(companies)
        session.flush()
        for company in companies:
            workspace_id = int(company.id or 0)
            person = PersonRow(
                workspace_id=workspace_id,
                name="Ada",
                name_key="ada",
                locale="en",
                timezone="UTC",
                created_at=NOW,
            )
            cycle = CycleRow(
                workspace_id=workspace_id,
                name="2026",
                kind=CycleKind.YEAR,
                starts_on=date(2026, 1, 1),
                ends_on=date(2026, 12, 31),
                created_at=NOW,
            )
            session.add_all([person, cycle])
            session.flush()
            for number in range(1, MANY + 1 if company is companies[0] else 4):
                row = ObjectiveRow(
                    workspace_id=workspace_id,
                    cycle_id=int(cycle.id or 0),
                    owner_id=int(person.id or 0),
                    number=number,
                    title=_title(number),
                    state=State.PUBLISHED,
                    created_at=NOW,
                    updated_at=NOW,
                )
                session.add(row)
                session.flush()
                search.index(session, workspace_id, int(row.id or 0), [_title(number)])
        return int(companies[0].id or 0)


def _company(name: str) -> Workspace:
    return Workspace(name=name, locale="en", timezone="UTC", created_at=NOW)


_HELD = {
    "grow": ["grow"],
    "gro": ["grow"],
    "revenue": ["revenue"],
    "customer REVENUE": ["customers", "revenue"],
    "zanzibar revenue": ["zanzibar", "revenue"],
    "客户": ["客户"],
    "客户 grow": ["客户"],
    "grow customer revenue": ["customers", "revenue"],
    "revenue retention": ["revenue", "retention"],
    "nowhere grow": ["nowhere"],
}
"""What is looked for, and what a title then holds."""


def test_what_holds_every_word_is_found_newest_first(database: Database, workspace: int) -> None:
    with database.read() as session:
        for words, held in _HELD.items():
            # In a fresh database the first company's objectives have their numbers as ids.
            found = [
                number
                for number in range(MANY, 0, -1)
                if all(word in _title(number) for word in held)
            ]
            assert list(search.find(session, workspace, words, 9)) == found[:9]
            assert list(search.find(session, workspace, words, 9, 9)) == found[9:18]


def test_short_words_stand_for_themselves(database: Database, workspace: int) -> None:
    with database.read() as session:
        assert not search.find(session, workspace, "re", 9)
        assert not search.find(session, workspace, "re grow", 9)


def test_another_company_finds_only_its_own(database: Database, workspace: int) -> None:
    with database.read() as session:
        assert len(search.find(session, workspace + 1, "grow", 9)) == 3
        assert len(search.find(session, workspace + 1, "grow revenue", 9)) == 1
