"""The whole program in a browser: an objective written, shown to others, checked in."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from bot.app import Program, build
from bot.clock import Clock
from bot.playground.seeding import seed
from bot.settings import Settings
from tests.browser.conftest import Look
from tests.drivers.served import Served

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
NEW = (
    "/okr new Launch the A app and win its users\n"
    "50,000 sign-ups by 30 Apr @Sofia Rossi\n"
    "rating from 3.6 to 4.0\n"
    "付费率达到 20%"
)


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


@pytest.mark.parametrize("width", [1440, 360])
def test_an_okr_from_writing_to_everybodys_view(url: str, look: Look, width: int) -> None:
    jonas = enter(look, url, "jonas", width)
    say(jonas, NEW)
    jonas.locator(".log").get_by_role("button", name="Publish").click()
    expect(jonas.locator(".log .card").last).to_contain_text("KR1.3")

    say(jonas, "/okr checkin KR1.1")
    dialog = jonas.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill("a lot")
    dialog.get_by_role("button").last.click()
    expect(dialog.locator("[aria-invalid=true]").first).to_be_focused()
    dialog.get_by_role("textbox").first.fill("12,000")
    dialog.get_by_label("Confidence").select_option(index=1)
    dialog.get_by_role("button").last.click()
    expect(dialog).to_have_count(0)
    expect(jonas.locator(".log .card").last).to_contain_text("24%")
    expect(jonas.locator(".log .card").last).to_contain_text("8%")
    assert jonas.evaluate("document.documentElement.scrollWidth") <= width

    sofia = enter(look, url, "sofia", width)
    expect(sofia.locator(".log .card").first).to_contain_text("Launch the A app")
    say(sofia, "/okr show @Jonas Weber")
    expect(sofia.locator(".log .card").last).to_contain_text("24%")

    lei = enter(look, url, "lei", width)
    say(lei, "/okr 查看 o1")
    expect(lei.locator(".log .card").last).to_contain_text("24%")
    expect(lei.locator(".log .card").last).to_contain_text("已发布")


@pytest.fixture
def seeded(program: Program) -> None:
    assert seed(program.database, program.router, NOW)


def test_the_sample_company_is_there_to_look_at(seeded: None, url: str, look: Look) -> None:
    page = enter(look, url, "mei", 1440)
    expect(page.locator("#home .progress").first).to_be_visible()
    say(page, "/okr 查看 #product")
    expect(page.locator(".log .card").last).to_contain_text("Reading works everywhere")
    page.get_by_role("button", name="飞书").last.click()
    expect(page.get_by_role("tabpanel")).to_contain_text('"blocks"')
    page.get_by_role("tab", name="Lark").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("schema")
