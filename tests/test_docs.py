"""What the pages name is there: links, commands, variables, metrics, dependencies, files."""

import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import Session

from bot.metrics import Metrics
from bot.settings import Settings
from chat.address import Account
from handlers.router import build_router
from storage import people, teams
from storage.database import Database
from storage.people import Defaults
from storage.tables import PersonRow, TeamRow

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "manifests").glob("*.md")]
)
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)

_LINK = re.compile(r"(?:\]\(|<img src=\")([^)\"\s]+)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_COMMAND = re.compile(r"(?<!\w)(?:/okr|@okrbot) ([^\s`|…]+)")
_VARIABLE = re.compile(r"\b(?:OKRBOT|SLACK|LARK)_[A-Z]+(?:_[A-Z]+)*\b")
_METRIC = re.compile(r"`(okrbot_[a-z_]+)`")
_FILE = re.compile(
    r"`((?:\.ci|bench|bot|chat|docs|handlers|manifests|okr|scheduler|storage|tests|tools)/[\w./-]*)`"
)


def read(page: Path | str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    words = (heading.strip().lower() for heading in _HEADING.findall(read(page)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in words}


def verbs(text: str) -> set[str]:
    return set(_COMMAND.findall(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    lost = []
    for link in _LINK.findall(read(page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    assert [name for name in _FILE.findall(read(page)) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_is_known(page: Path) -> None:
    known = {name for command in build_router().commands for name in command.names}
    assert verbs(read(page)) - known == set()


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_every_command_in_both_languages(readme: str) -> None:
    words = set(re.findall(r"`([^`\s]+)`", read(readme)))
    commands = build_router().commands
    assert {name for each in commands for name in (each.verb, each.aliases[0])} - words == set()


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_has_the_variables_that_the_settings_have(readme: str) -> None:
    assert set(_VARIABLE.findall(read(readme))) == {name.upper() for name in Settings.model_fields}


def test_every_page_stands_in_the_index() -> None:
    index = read("docs/README.md")
    names = {page.relative_to(ROOT).as_posix().removeprefix("docs/") for page in PAGES}
    assert {name for name in names - {"README.md"} if name not in index} == set()


def test_the_operators_page_has_the_metrics_that_there_are() -> None:
    shown = Metrics(now=lambda: NOW).text().decode()
    there = set(re.findall(r"^# HELP (\w+) ", shown, re.MULTILINE))
    assert set(_METRIC.findall(read("docs/operators.md"))) == there


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    wanted = {re.split(r"[\[<>=]", entry)[0] for entry in listed}
    rows = re.findall(r"^\| ([^|]+) \|", read("docs/dependencies.md"), re.MULTILINE)
    assert wanted - {name.strip() for row in rows for name in row.split(",")} == set()


def test_screenshots_are_small() -> None:
    images = list((ROOT / "docs" / "images").iterdir())
    assert images
    assert [image.name for image in images if image.stat().st_size > 250_000] == []


def test_the_script_of_the_operators_page_moves_a_company(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    script = tmp_path / "move.py"
    found = re.search(r"```python\n(.+?)```", read("docs/operators.md"), re.DOTALL)
    assert found
    script.write_text(found[1], encoding="utf-8")
    _a_company(sqlite_url)
    moved = _run(script, sqlite_url, postgres_url)
    assert moved.returncode == 0, moved.stderr
    database = Database(postgres_url)
    with database.write() as session:
        found_team = teams.find_by_name(session, 1, "Growth")
        assert found_team is not None
        parent = session.get(TeamRow, found_team.parent_id)
        assert parent is not None
        assert parent.name == "Company"
        ada = session.execute(select(PersonRow)).scalar_one()
        assert ada.next_prompt_at == datetime(2026, 3, 9, 10, tzinfo=UTC)
        assert teams.add(session, 1, "New", NOW).id == 3
    database.dispose()
    again = _run(script, sqlite_url, postgres_url)
    assert again.returncode == 1
    assert "is not empty" in again.stderr


def _a_company(url: str) -> None:
    """A person, and a team that belongs to a later one."""
    database = Database(url)
    with database.write() as session:
        _meet(session)
        growth = teams.add(session, 1, "Growth", NOW)
        growth.parent_id = teams.add(session, 1, "Company", NOW).id
    database.dispose()


def _meet(session: Session) -> None:
    people.meet(session, Account("slack", "T1", "U1"), None, Defaults(), NOW)


def _run(script: Path, old: str, new: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(script), old, new],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
