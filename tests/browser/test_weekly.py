"""The weekly follow-up in a browser: the form from the keyboard, the report on a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bot.app import Program
from bot.playground.company import PLATFORM, SAMPLE
from bot.playground.sample import SampleClock, Teller, profiles
from handlers.reception import Reception
from storage.people import Defaults
from tests.browser.conftest import NOW, Look, enter, say

TOLD = (
    ("robin", "team create Growth @Mei Lin"),
    ("robin", "team add Growth @Mei Lin @Sofia Rossi"),
    ("mei", "new Readers find us\n50,000 sign-ups\nrating from 3.6 to 4.0"),
    ("mei", "publish O1"),
    ("sofia", "new Readers stay with us\n20 clubs\nchurn from 5% to 3%"),
    ("sofia", "publish O2"),
    ("mei", "checkin KR1.1 20,000 low risk: the budget comes too late " + "unbreakable" * 9),
)


@pytest.fixture
def told(program: Program) -> None:
    """A team of two, with objectives and a risk."""
    clock = SampleClock(NOW)
    reception = Reception(
        program.database,
        program.router,
        clock,
        Defaults(admins=SAMPLE.admins),
        look_ups={PLATFORM: profiles()},
    )
    teller = Teller(reception, clock, SAMPLE)
    for minute, (who, words) in enumerate(TOLD):
        teller.say(who, words, NOW.date() - timedelta(days=1), minute)


def test_a_week_is_checked_in_from_the_keyboard(told: None, url: str, look: Look) -> None:
    page = enter(look, url, "sofia", 1280)
    say(page, "/okr checkin")
    dialog = page.get_by_role("dialog")
    first = dialog.get_by_role("group", name="KR2.1")
    second = dialog.get_by_role("group", name="KR2.2")
    expect(first.get_by_label("New value")).to_be_focused()
    page.keyboard.type("8")
    page.keyboard.press("Tab")
    page.keyboard.type("hi")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("Librarians spread the word")
    second.get_by_label("New value").focus()
    page.keyboard.type("a lot")
    page.keyboard.press("Tab")
    page.keyboard.type("lo")
    page.keyboard.press("Control+Enter")

    wrong = second.get_by_label("New value")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_value("a lot")
    expect(first.get_by_label("Key progress")).to_have_value("Librarians spread the word")
    page.keyboard.press("Escape")  # what was typed is not lost without a word
    page.get_by_role("button", name="Keep writing").press("Enter")
    expect(wrong).to_have_value("a lot")
    wrong.fill("4.5%")
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("group")).to_have_count(0)
    page.keyboard.press("Escape")  # the coach's advice may be left
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#home")).to_contain_text("8 of 20 clubs")
    expect(page.locator("#home")).to_contain_text("4.5%")


def test_a_report_is_read_and_kept_on_a_phone(told: None, url: str, look: Look) -> None:
    page = enter(look, url, "mei", 390)
    say(page, "/okr report")
    card = page.locator(".log .card").last
    risk = card.get_by_role("cell").filter(has_text="the budget comes too late")
    expect(risk).to_be_visible()
    assert risk.evaluate("cell => getComputedStyle(cell, '::before').content") == '"风险与支持"'
    assert card.locator(".table").evaluate("table => table.scrollWidth <= table.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    card.get_by_role("button", name="生成文档").click()
    page.get_by_role("button", name="打开周报").click()
    dialog = page.get_by_role("dialog", name="Growth")
    expect(dialog.get_by_role("table").first).to_contain_text("the budget comes too late")
    body = dialog.locator(".dialog-body")
    assert body.evaluate("body => body.scrollWidth <= body.clientWidth")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="打开周报")).to_be_focused()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename.endswith(".md")


def test_a_page_of_a_report_is_turned_from_the_keyboard(told: None, url: str, look: Look) -> None:
    page = enter(look, url, "sofia", 1280)
    say(page, "/okr report")
    card = page.locator(".log .card").last
    card.get_by_role("button", name="Next page").press("Enter")
    expect(card).to_contain_text("Page 2 of")
    expect(card.get_by_role("button", name="Page before")).to_be_visible()
    assert page.evaluate("document.querySelector('.log').contains(document.activeElement)")
