"""Two people align in a browser: asked, countered, agreed, changed and confirmed; and the tree."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.app import Program
from bot.playground.company import PLATFORM, SAMPLE
from bot.playground.sample import SampleClock, Teller, profiles
from handlers.reception import Reception
from storage.people import Defaults
from tests.browser.conftest import NOW, Look, enter, say

YESTERDAY = NOW.date() - timedelta(days=1)
WRITTEN = (
    ("robin", "team create Growth @Mei Lin"),
    ("robin", "team add Growth @Mei Lin @Sofia Rossi"),
    ("mei", "new Readers find us\n50,000 sign-ups\nrating from 3.6 to 4.0"),
    ("mei", "publish O1"),
    ("sofia", "new Readers stay with us\n20 clubs\nchurn from 5% to 3%"),
    ("sofia", "publish O2"),
)


@pytest.fixture
def teller(program: Program) -> Teller:
    """Who writes and does more, after a team of two wrote an objective each."""
    clock = SampleClock(NOW)
    reception = Reception(
        program.database,
        program.router,
        clock,
        Defaults(admins=SAMPLE.admins),
        look_ups={PLATFORM: profiles()},
    )
    teller = Teller(reception, clock, SAMPLE)
    for minute, (who, words) in enumerate(WRITTEN):
        teller.say(who, words, YESTERDAY, minute)
    return teller


def last_card(page: Page) -> Locator:
    return page.locator(".log .card").last


def send(page: Page) -> None:
    """Submit the form that is open."""
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_from_the_question_to_the_confirmed_change(teller: Teller, url: str, look: Look) -> None:
    sofia = enter(look, url, "sofia", 1280)
    mei = enter(look, url, "mei", 390)
    say(sofia, "/okr align O2 to KR1.1")
    sofia.get_by_role("dialog").get_by_label("Why it matters").fill("Clubs bring their friends")
    send(sofia)
    expect(last_card(sofia)).to_contain_text("You ask Mei Lin to align O2 to KR1.1")

    expect(last_card(mei)).to_contain_text("Clubs bring their friends")
    assert mei.evaluate("document.documentElement.scrollWidth") <= 390
    last_card(mei).get_by_role("button", name="建议修改…").click()
    form = mei.get_by_role("dialog")
    form.get_by_label("修改哪一项").select_option("1")
    form.get_by_label("新的目标值").fill("30")
    send(mei)
    expect(last_card(mei)).to_contain_text("等待 Sofia Rossi 答复")

    expect(last_card(sofia)).to_contain_text("Mei Lin proposes a change")
    expect(last_card(sofia)).to_contain_text("→ 30 clubs")
    last_card(sofia).get_by_role("button", name="Accept the change").click()
    expect(last_card(sofia)).to_contain_text("Aligned: O2 hangs on KR1.1")
    say(sofia, "/okr show O2")
    expect(last_card(sofia)).to_contain_text("reach 30 clubs")

    say(mei, "/okr 编辑 KR1.1 60,000 sign-ups")
    expect(last_card(mei)).to_contain_text("60,000")
    sofia.locator("#clock").click()
    sofia.get_by_role("button", name="One day").click()
    news = sofia.locator(".log .card").filter(has_text="what you are aligned with")
    expect(news).to_contain_text("60,000")
    news.get_by_role("button", name="Still in step").click()
    expect(news).to_contain_text("✓ still in step")
    expect(sofia.locator("#home")).not_to_contain_text("to be confirmed")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_box_of_the_tree_opens_its_objective(
    teller: Teller, url: str, look: Look, width: int
) -> None:
    asked = teller.ask("sofia", "align O2 to KR1.1", YESTERDAY, 10)
    (values,) = {tuple(each.values.items()) for each in asked.buttons if "withdraw" in each.action}
    teller.press("mei", "answering.accept", dict(values), YESTERDAY, 11)
    page = enter(look, url, "sofia", width)
    expect(page.locator(".log")).to_contain_text("Aligned: O2 hangs on KR1.1")
    say(page, "/okr tree")
    card = page.locator(".log .card").filter(has_text="My alignment tree")
    expect(card).to_contain_text("via KR1.1")
    drawn = card.locator(".drawing-view svg:visible")
    expect(drawn).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    drawn.locator("[data-key=O1]").click()
    expect(page.locator(".log .message:not(.by-bot)").last).to_contain_text("/okr show O1")
    expect(last_card(page)).to_contain_text("Mei Lin")
    expect(last_card(page)).to_contain_text("KR1.2")
    last_card(page).get_by_role("button", name="Tree").click()
    expect(last_card(page)).to_contain_text("Alignment tree of O1")


def test_every_list_of_the_tree_opens(teller: Teller, url: str, look: Look) -> None:
    page = enter(look, url, "sofia", 1280)
    say(page, "/okr tree company")
    card = page.locator(".log .card").filter(has_text="Alignment tree of the company")
    for name, said in (
        ("Hangs on nothing", "Readers stay with us"),
        ("Unanswered and declined", "none was declined"),
        ("Same goal twice?", "No two of them"),
    ):
        card.get_by_role("button", name=name).click()
        expect(last_card(page)).to_contain_text(said)
