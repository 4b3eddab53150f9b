"""The whole program in a browser: an objective written, shown to others, checked in."""

import pytest
from playwright.sync_api import expect

from bot.app import Program
from bot.playground.seeding import seed
from tests.browser.conftest import NOW, Look, enter, say

NEW = (
    "/okr new Launch the A app and win its users\n"
    "50,000 sign-ups by 30 Apr @Sofia Rossi\n"
    "rating from 3.6 to 4.0\n"
    "付费率达到 20%"
)


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
