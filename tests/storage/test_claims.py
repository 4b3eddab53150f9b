"""A claim is taken once."""

import threading
from datetime import UTC, datetime, timedelta

from storage import claims
from storage.database import Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_second_claim_loses(database: Database) -> None:
    with database.write() as session:
        assert claims.claim(session, "weekly:2026-W10:1", NOW)
    with database.write() as session:
        assert not claims.claim(session, "weekly:2026-W10:1", NOW)
        assert claims.claim(session, "weekly:2026-W11:1", NOW)


def test_of_many_only_the_free_ones_are_taken(database: Database) -> None:
    with database.write() as session:
        claims.claim(session, "b", NOW)
        assert claims.claim_all(session, ["a", "b", "c", "a"], NOW) == {"a", "c"}
        assert claims.list_claimed(session, ["a", "x"]) == {"a"}


def test_of_threads_at_the_same_time_one_wins(database: Database) -> None:
    won: list[bool] = []
    start = threading.Barrier(6)

    def work() -> None:
        start.wait(10)
        with database.write() as session:
            won.append(claims.claim(session, "k", NOW))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(won) == [False] * 5 + [True]


def test_old_claims_are_pruned_in_batches(database: Database) -> None:
    with database.write() as session:
        claims.claim_all(session, [f"old{n}" for n in range(5)], NOW)
        claims.claim(session, "new", NOW + timedelta(days=2))
        before = NOW + timedelta(days=1)
        assert [claims.prune(session, before, limit=3) for _ in range(3)] == [3, 2, 0]
        assert not claims.claim(session, "new", NOW)
