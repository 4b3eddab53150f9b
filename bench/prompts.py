"""50,000 people due in the same minute: claimed and queued."""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

import structlog

from bench import company, processes
from bench.company import NOW
from bench.report import Bound, Report, Row
from handlers.views.weekly import weekly_card
from scheduler.weekly_prompt import WeeklyPrompt
from storage.database import Database

FEW, MANY = 5_000, 50_000
BUDGET_SECONDS = 30.0
BUDGET_MEMORY = 1.1


def measure(folder: Path) -> Report:
    """Each number of people in a process of its own, which tells its peak memory."""
    few, many = (_of(folder, people) for people in (FEW, MANY))
    beside = f"{many['queued'] / many['seconds']:,.0f} people/s; {FEW:,}: {few['seconds']:.1f} s"
    memory = f"{many['megabytes']:.0f} MB of {few['megabytes']:.0f} MB"
    return Report(
        f"prompts: {MANY:,} people due in the same minute, SQLite, durable",
        [
            Row("claimed and queued", many["seconds"], "s", Bound.AT_MOST, BUDGET_SECONDS, beside),
            Row(
                f"peak memory, {MANY:,} people / {FEW:,}",
                many["megabytes"] / few["megabytes"],
                "×",
                Bound.AT_MOST,
                BUDGET_MEMORY,
                memory,
            ),
        ],
    )


def _of(folder: Path, people: int) -> dict[str, float]:
    url = company.sqlite(folder, people)
    due = NOW - timedelta(minutes=1)
    company.found(
        url, people * company.CYCLES, people=people, due_at=due, can_search=False
    ).database.dispose()
    told: dict[str, float] = json.loads(processes.run(["-m", "bench.prompts", url], folder))
    if told["queued"] != people:
        raise processes.ChildFailed(f"{told['queued']} of {people} were queued")
    return told


def _work(url: str) -> dict[str, float]:
    queued: list[int] = []
    prompt = WeeklyPrompt(
        Database(url),
        lambda: NOW,
        weekly_card,
        wake=lambda: None,
        claimed=lambda kind, count: queued.append(count),
    )
    started = time.perf_counter()
    prompt(NOW)
    return {
        "seconds": time.perf_counter() - started,
        "queued": sum(queued),
        "megabytes": processes.peak_memory(),
    }


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    print(json.dumps(_work(sys.argv[1])))
