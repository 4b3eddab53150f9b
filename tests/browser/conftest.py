"""Debian's Chromium, headless, with nothing kept and nothing looked up elsewhere; and the whole
program for it to look at."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bot.app import Program, build
from bot.clock import Clock
from bot.settings import Settings
from tests.drivers.served import Served

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


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


@pytest.fixture
def program(sqlite_url: str) -> Iterator[Program]:
    settings = Settings(_env_file=None, okrbot_database_url=sqlite_url)
    built = build(settings, clock=Clock(lambda: NOW), playground=True)
    yield built
    built.stop()


@pytest.fixture
def url(program: Program) -> Iterator[str]:
    program.start()
    served = Served(program.asgi)
    yield served.url
    # Streams end first: a server waits for them.
    for connection in program.connections:
        connection.stop()
    served.stop()


def enter(look: Look, url: str, who: str, width: int) -> Page:
    """Somebody's own chat with the bot, after the bot's welcome or news."""
    page = look(f"{url}/?as={who}", width=width).page
    expect(page.locator(".log .card").first).to_be_visible()
    return page


def say(page: Page, text: str) -> None:
    box = page.locator("#composer-text")
    box.fill(text)
    box.press("Escape")
    box.press("Enter")
    expect(box).to_have_value("")
