"""Every folder of the repository has its sentence in docs/layout.md, and the other way round."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_LINE = re.compile(r"^\| `([^`]+)/` \| (.+) \|$", re.MULTILINE)
_MADE = {"build", "dist", "__pycache__", "node_modules"}
"""Folders that runs leave behind; so are hidden ones."""


def folders() -> set[str]:
    """Every folder that holds a file, however deep, from the root and with slashes."""
    found: set[str] = set()
    for here, inside, files in os.walk(ROOT):
        inside[:] = [
            name
            for name in inside
            if (name == ".ci" or not name.startswith("."))
            and name not in _MADE
            and not name.endswith(".egg-info")
        ]
        path = Path(here).relative_to(ROOT)
        if files:
            found |= {parent.as_posix() for parent in (path, *path.parents)}
    return found - {"."}


def sentences() -> dict[str, str]:
    return dict(_LINE.findall((ROOT / "docs" / "layout.md").read_text(encoding="utf-8")))


def test_every_folder_has_its_sentence() -> None:
    assert folders() - sentences().keys() == set()


def test_every_sentence_has_its_folder() -> None:
    assert {name for name in sentences() if not (ROOT / name).is_dir()} == set()


def test_a_sentence_is_one() -> None:
    assert [text for text in sentences().values() if not text.endswith(".")] == []


def test_every_folder_with_code_is_a_package_and_so_is_installed() -> None:
    code = {
        file.parent
        for package in ("okr", "chat", "storage", "handlers", "scheduler", "bot", "manifests")
        for file in (ROOT / package).rglob("*.py")
    }
    assert {folder for folder in code if not (folder / "__init__.py").exists()} == set()
