"""What reading costs when the company is a hundred times as large."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import event

from bench import company, words
from bench.asking import Ask, answered, readings, reception, seconds
from bench.company import Company
from bench.report import Bound, Report, Row, middle
from handlers.reception import Reception

SMALL, LARGE = 1_000, 100_000
ROUNDS = 9
EACH = 20
BUDGET = 1.5

TERMS = (
    ("a frequent word", words.FREQUENT),
    ("a frequent Chinese word", words.FREQUENT_HAN),
    ("a rare word", words.RARE),
    ("two frequent words", f"{words.FREQUENT} {words.FREQUENT_TOO}"),
    ("a frequent and a rare word", f"{words.FREQUENT} {words.RARE}"),
)


def measure(folder: Path) -> Report:
    """The same questions to both companies in turn, through the reception."""
    sizes = {
        objectives: company.found(company.sqlite(folder, objectives), objectives)
        for objectives in (SMALL, LARGE)
    }
    asked = {size: (reception(loaded), readings(loaded, TERMS)) for size, loaded in sizes.items()}
    rows = [row(name, asked) for name in asked[SMALL][1]]
    return Report(
        f"growth: from {SMALL:,} to {LARGE:,} objectives, SQLite, in process",
        rows,
        scans(sizes[LARGE], *asked[LARGE]),
    )


def row(name: str, asked: Mapping[int, tuple[Reception, Mapping[str, Ask]]]) -> Row:
    """What the same question costs the large company, as a multiple of the small one's cost."""
    took: dict[int, list[float]] = {size: [] for size in asked}
    for _ in range(ROUNDS + 1):
        for size, (door, events) in asked.items():
            took[size].append(_time(door, events[name]))
    small, large = (middle(took[size][1:]) for size in (SMALL, LARGE))
    beside = f"{large * 1000:.2f} ms of {small * 1000:.2f} ms"
    return Row(name, large / small, "×", Bound.AT_MOST, BUDGET, beside)


def _time(door: Reception, ask: Ask) -> float:
    events = [ask() for _ in range(EACH)]
    return seconds(lambda: [answered(door, event) for event in events]) / EACH


def scans(loaded: Company, door: Reception, events: Mapping[str, Ask]) -> Sequence[str]:
    """Which statements look at every row of a table, by SQLite's own plan."""
    statements: dict[str, None] = {}
    engine = loaded.database.engine

    @event.listens_for(engine, "checkout")
    def trace(connection: sqlite3.Connection, *_rest: object) -> None:
        connection.set_trace_callback(lambda words: statements.setdefault(words))

    for ask in events.values():
        answered(door, ask())
    event.remove(engine, "checkout", trace)
    found = []
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(None)
        for statement in statements:
            if statement.startswith("SELECT"):
                plan = driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
                words = " ".join(statement.split())
                found += [f"{step[3]}: {words[:110]}…" for step in plan if _is_scan(step[3], words)]
    whole = f"{len(statements)} statements run"
    return [
        f"{whole}; {len(found) or 'none'} without an index to begin with, by SQLite's plan"
        " (a search for frequent words goes from the newest objective until its page is full)",
        *dict.fromkeys(found),
    ]


def _is_scan(step: str, statement: str) -> bool:
    """Whether a table is gone through, and not what an inner query has found."""
    if not step.startswith("SCAN") or "CONSTANT" in step:
        return False
    name = step.split()[1]
    is_found = rf"\) AS {re.escape(name)}\b|\b{re.escape(name)}\([^()]*\) AS "
    return not name.startswith("(") and re.search(is_found, statement) is None
