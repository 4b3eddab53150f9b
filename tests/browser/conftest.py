"""Debian's Chromium, headless, with nothing kept and nothing looked up elsewhere."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds


@dataclass
class Looking:
    """One open page; `complaints` is what its console and its scripts said against it."""

    page: Page
    complaints: list[str] = field(default_factory=list)


Look = Callable[..., Looking]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; skips where there is none."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("there is no chromium here: apt-get install -y chromium")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all; each page has its own empty profile within it."""
    scratch: Path = tmp_path_factory.mktemp("chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium,
            args=list(FLAGS),
            env={"HOME": str(scratch), "PATH": "/usr/bin:/bin"},
        )
        yield launched
        launched.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Open a page at an address: `look(url, width=…, height=…, dark=…, phone=…)`."""
    contexts: list[BrowserContext] = []
    opened: list[Looking] = []

    def open_page(url: str, *, width: int = 1440, height: int = 900, dark: bool = False) -> Looking:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        looking = Looking(context.new_page())
        looking.page.on(
            "console",
            lambda said: (
                looking.complaints.append(said.text) if said.type in ("error", "warning") else None
            ),
        )
        looking.page.on("pageerror", lambda error: looking.complaints.append(str(error)))
        opened.append(looking)
        looking.page.goto(url)
        return looking

    yield open_page
    for context in contexts:
        context.close()
    assert [looking.complaints for looking in opened if looking.complaints] == []
