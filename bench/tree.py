"""What a page of the alignment tree costs when the company is a hundred times as large."""

import random
from pathlib import Path

from bench import company, words
from bench.asking import Ask, command, pressed, reception, seconds
from bench.company import PER_PERSON, TEAM, Company, current_numbers
from bench.growth import LARGE, SMALL, row, scans
from bench.report import Bound, Report, Row, middle
from okr.same_goal import pairs

TITLES = 10_000
"""Objectives that are compared with one another."""
ROUNDS = 5
SECONDS = 2.0


def measure(folder: Path) -> Report:
    """The same pages of both companies in turn, and goals compared by their wording."""
    sizes = {
        objectives: company.found(company.sqlite(folder, objectives), objectives, can_search=False)
        for objectives in (SMALL, LARGE)
    }
    asked = {size: (reception(loaded), _pages(loaded)) for size, loaded in sizes.items()}
    rows = [row(name, asked) for name in asked[SMALL][1]]
    return Report(
        f"tree: from {SMALL:,} to {LARGE:,} objectives, SQLite, in process",
        [*rows, _compared()],
        scans(sizes[LARGE], *asked[LARGE]),
    )


def _pages(loaded: Company) -> dict[str, Ask]:
    """Pages of the tree, each time for somebody else: name -> the next event."""
    chance = random.Random(5)
    numbers = current_numbers(loaded.objectives)[: TEAM * PER_PERSON]

    def person() -> int:
        # The first team has nobody above it and other teams below it in every company.
        return chance.randrange(TEAM)

    def button(action: str, **values: str) -> Ask:
        return lambda: pressed(person(), action, values)

    return {
        "tree company": lambda: command(person(), "tree company"),
        "tree (own)": lambda: command(person(), "tree"),
        "tree O123": lambda: command(person(), f"tree O{chance.choice(numbers)}"),
        "tree Team 1": lambda: command(person(), "tree Team 1"),
        "tree company, page 4": button("tree.page", of="company", page="3"),
        "hangs on nothing (company)": button("tree.hanging", of="company"),
        "hangs on nothing (team)": button("tree.hanging", of="team", id="1"),
    }


def _compared() -> Row:
    """How long the wording of so many objectives takes to compare."""
    titles = words.Titles(3)
    written = {id: titles.objective(id) for id in range(TITLES)}
    took = [seconds(lambda: pairs(written)) for _ in range(ROUNDS)]
    what = f"{TITLES:,} titles compared with one another"
    return Row(what, middle(took), "s", Bound.AT_MOST, SECONDS)
