"""A company of any size, written into a fresh database as fast as it goes."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, insert, text
from sqlmodel import SQLModel

from bench.words import RARE, RARE_HOLDERS, Titles
from chat.address import Account
from okr.alignment import AlignmentState
from okr.cycles import CycleKind
from okr.facts import Role, State
from okr.measures import Direction, Kind
from storage import migrate, search
from storage.database import Database

NOW = datetime.now(UTC).replace(microsecond=0)
TENANT = "T0BENCH"
ALIGNED = 0.8
"""The share of objectives that hang on one of the lead's, or of the lead above."""
PER_PERSON = 4
"""Objectives of a person in a cycle: one page of `show`."""
CYCLES = 2
KEY_RESULTS = 3
TEAM = 8
"""People in a team; the first of them leads it."""
_CHUNK = 5_000
_STATES = (
    (ALIGNED, AlignmentState.ACCEPTED),
    (ALIGNED + 0.06, AlignmentState.ASKED),
    (ALIGNED + 0.1, AlignmentState.DECLINED),
)
"""What became of the wish to hang on something, by share; the rest never asked."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Company:
    """A loaded database: what is in it and how to ask for it."""

    database: Database
    objectives: int
    people: int

    def owner(self, number: int) -> int:
        """The index of the person whose objective has this number."""
        return _owner(number - 1, self.objectives, self.people) - 1


def account(index: int) -> Account:
    """The Slack account of the person with this index; their id in the database is one more."""
    return Account("slack", TENANT, f"U{index:07d}")


def current_numbers(objectives: int) -> range:
    """Numbers of the objectives of the current cycle."""
    return range(objectives // CYCLES + 1, objectives + 1)


def found(
    url: str,
    objectives: int,
    *,
    people: int = 0,
    due_at: datetime | None = None,
    can_search: bool = True,
) -> Company:
    """A company with so many objectives, half of them in the current cycle.

    Without `people` everybody has four in each cycle; with it, theirs are dealt out evenly.
    Everybody's weekly prompt is due at `due_at`, or in a week.
    """
    database = Database(url)
    migrate.upgrade(database)
    people = people or max(objectives // (PER_PERSON * CYCLES), 1)
    with database.write() as session:
        connection = session.connection()
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA cache_size=-200000")
        _basics(connection)
        _fill(connection, "people", _people(people, due_at or NOW + timedelta(days=7)))
        _fill(connection, "identities", _identities(people))
        _fill(connection, "teams", _teams(people))
        _fill(connection, "team_members", _members(people))
        titles = Titles(7)
        written = [titles.objective(index) for index in range(objectives)]
        step = max(objectives // RARE_HOLDERS, 1)
        for index in list(range(0, objectives, step))[:RARE_HOLDERS]:
            written[index] += f" {RARE}"
        under = [
            [titles.key_result(index) for _ in range(KEY_RESULTS)] for index in range(objectives)
        ]
        owners = [_owner(index, objectives, people) for index in range(objectives)]
        _fill(connection, "objectives", _objectives(written, owners))
        _fill(connection, "key_results", _key_results(under, owners))
        _fill(connection, "alignments", _alignments(owners, people))
        if can_search:
            _fill(connection, "search_terms", _terms(written, under))
        _number_on(connection, database.is_sqlite)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.execute(text("ANALYZE"))
    return Company(database, objectives, people)


def sqlite(folder: Path, objectives: int) -> str:
    """The address of a database in this folder."""
    return f"sqlite:///{folder / f'company-{objectives}.db'}"


def _fill(connection: Connection, table: str, rows: Iterator[Row]) -> None:
    statement = insert(SQLModel.metadata.tables[table])
    while chunk := list(islice(rows, _CHUNK)):
        connection.execute(statement, chunk)


def _basics(connection: Connection) -> None:
    workspace: Row = {
        "id": 1,
        "name": "Bench",
        "locale": "en",
        "timezone": "UTC",
        "created_at": NOW,
        "last_number": 10_000_000,
    }
    _fill(connection, "workspaces", iter([workspace]))
    tenants = [("slack", TENANT), ("lark", TENANT)]
    _fill(
        connection,
        "tenants",
        ({"platform": p, "external_id": t, "workspace_id": 1} for p, t in tenants),
    )
    _fill(connection, "cycles", (_cycle(index) for index in range(CYCLES)))


def _cycle(index: int) -> Row:
    """The last one runs today."""
    today = date.today()
    ends = today + timedelta(days=45 - 91 * (CYCLES - 1 - index))
    return {
        "id": index + 1,
        "workspace_id": 1,
        "name": f"Cycle {index + 1}",
        "kind": CycleKind.QUARTER,
        "starts_on": ends - timedelta(days=90),
        "ends_on": ends,
        "is_current": False,
        "created_at": NOW,
    }


def _people(people: int, due_at: datetime) -> Iterator[Row]:
    for index in range(people):
        yield {
            "id": index + 1,
            "workspace_id": 1,
            "name": f"Person {index}",
            "name_key": f"person {index}",
            "locale": "zh" if index % 3 == 2 else "en",
            "locale_chosen": False,
            "timezone": "Asia/Shanghai" if index % 3 == 2 else "Europe/Berlin",
            "timezone_chosen": False,
            "role": Role.MEMBER,
            "is_active": True,
            "prompt_weekday": due_at.isoweekday(),
            "prompt_at": time(10, 0),
            "next_prompt_at": due_at,
            "created_at": NOW,
        }


def _identities(people: int) -> Iterator[Row]:
    for index in range(people):
        own = account(index)
        yield {
            "platform": own.platform,
            "tenant": own.tenant,
            "external_id": own.id,
            "person_id": index + 1,
            "profile_at": NOW,
            "last_seen_at": NOW,
        }


def _teams(people: int) -> Iterator[Row]:
    for index in range(0, people, TEAM):
        team = index // TEAM + 1
        yield {
            "id": team,
            "workspace_id": 1,
            "name": f"Team {team}",
            "name_key": f"team {team}",
            "lead_id": index + 1,
            "lead_is_appointed": True,
            "parent_id": team // TEAM or None,
            "created_at": NOW,
        }


def _members(people: int) -> Iterator[Row]:
    for index in range(people):
        yield {"team_id": index // TEAM + 1, "person_id": index + 1}


def _owner(index: int, objectives: int, people: int) -> int:
    """The id of the person whose objective this is: in each cycle, each has a few in a row."""
    in_cycle = max(objectives // CYCLES, 1)
    return index % in_cycle * people // in_cycle + 1


def _objectives(titles: Sequence[str], owners: Sequence[int]) -> Iterator[Row]:
    half = len(titles) // CYCLES
    for index, title in enumerate(titles):
        yield {
            "id": index + 1,
            "workspace_id": 1,
            "cycle_id": 1 if index < half else 2,
            "owner_id": owners[index],
            "number": index + 1,
            "title": title,
            "state": State.PUBLISHED,
            "progress": 0.24,
            "last_position": KEY_RESULTS,
            "published_title": title,
            "published_at": NOW,
            "created_at": NOW,
            "updated_at": NOW,
        }


def _key_results(titles: Sequence[Sequence[str]], owners: Sequence[int]) -> Iterator[Row]:
    for index, under in enumerate(titles):
        for position, title in enumerate(under, 1):
            yield {
                "objective_id": index + 1,
                "owner_id": owners[index],
                "position": position,
                "title": title,
                "state": State.PUBLISHED,
                "kind": Kind.NUMBER,
                "direction": Direction.REACH,
                "target": 50_000.0,
                "unit": "users",
                "current": float(index % 50 * 1000),
                "progress": index % 50 / 50,
                "due_on": date.today() + timedelta(days=30 + position),
                "published_title": title,
                "created_at": NOW,
                "updated_at": NOW,
            }


def _alignments(owners: Sequence[int], people: int) -> Iterator[Row]:
    """Most hang on an objective of the lead, leads' on one of the lead above; some were only
    asked, declined or not answered in time."""
    chance = random.Random(11)
    half = len(owners) // CYCLES
    of_owner: defaultdict[tuple[bool, int], list[int]] = defaultdict(list)
    for index, owner in enumerate(owners):
        of_owner[index < half, owner].append(index + 1)
    for index, owner in enumerate(owners):
        above = of_owner.get((index < half, _led_by(owner)), [])
        drawn = chance.random()
        state = next((state for share, state in _STATES if drawn < share), None)
        if not above or _led_by(owner) == owner or state is None:
            continue
        lower, upper = index + 1, chance.choice(above)
        is_live = state is not AlignmentState.DECLINED
        yield {
            "workspace_id": 1,
            "live_key": f"{lower}>{upper}." if is_live else None,
            "lower_id": lower,
            "upper_id": upper,
            "state": state,
            "asker_id": owner,
            "answerer_id": _led_by(owner),
            "asked_at": NOW,
            "due_at": NOW,
            "lapsed_at": NOW if state is AlignmentState.ASKED and lower % 2 else None,
            "place_platform": "slack",
            "place_tenant": TENANT,
            "place_kind": "person",
            "place_id": account(owner - 1).id,
        }


def _led_by(person_id: int) -> int:
    """The id of the lead of somebody's team; of a lead, of the team above; of the first, theirs."""
    team = (person_id - 1) // TEAM + 1
    lead = (team - 1) * TEAM + 1
    if lead != person_id:
        return lead
    above = team // TEAM
    return (above - 1) * TEAM + 1 if above else person_id


def _terms(titles: Sequence[str], under: Sequence[Sequence[str]]) -> Iterator[Row]:
    for index, title in enumerate(titles):
        for term in search.terms(" ".join((title, *under[index]))):
            yield {"workspace_id": 1, "term": term, "objective_id": index + 1}


def _number_on(connection: Connection, is_sqlite: bool) -> None:
    """PostgreSQL does not count rows that came with their numbers."""
    if is_sqlite:
        return
    numbered: Mapping[str, str] = dict.fromkeys(
        ("people", "teams", "cycles", "objectives", "alignments"), "id"
    )
    for table, column in numbered.items():
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "
                f"(SELECT max({column}) FROM {table}))"
            )
        )
