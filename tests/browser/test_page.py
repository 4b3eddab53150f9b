"""The page in a browser, with the showcase behind it: every card, form and reply."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bot.playground.company import account
from chat.address import Address
from chat.platform import Outgoing
from tests.bot.playground.showcase import EVERY_BLOCK
from tests.bot.playground.world import World, served_world
from tests.browser.conftest import Look


@pytest.fixture
def it() -> Iterator[World]:
    with served_world() as served:
        yield served


def say(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.keyboard.press("Enter")


def open_form(page: Page) -> None:
    page.locator(".log").get_by_role("button", name="Check in").click()
    expect(page.get_by_role("dialog")).to_be_visible()


class TestTalking:
    def test_a_card_is_shown_and_runs_nothing(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        say(page, "/okr show")
        card = page.locator(".log .card")
        expect(card.get_by_role("heading", name=EVERY_BLOCK.title)).to_be_visible()
        expect(card).to_contain_text("<img src=x onerror=alert(1)>")
        expect(card.get_by_role("img", name="O12 with its three key results")).to_be_visible()
        expect(page).to_have_title("Sofia Rossi · okrbot")
        assert page.locator(".log script").count() == 0

    def test_verbs_are_completed_from_the_keyboard(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        box = page.get_by_label("Message", exact=True)
        box.press_sequentially("/")
        expect(page.get_by_role("option").first).to_contain_text("show")
        box.press_sequentially("okr sho")
        expect(page.get_by_role("option", name="show")).to_have_attribute("aria-selected", "true")
        box.press("Enter")
        expect(box).to_have_value("/okr show ")
        box.press_sequentially("@prI")
        box.press("Tab")
        expect(box).to_have_value("/okr show @Priya Nair ")
        box.press("Enter")
        expect(page.locator(".log .mention").first).to_have_text("@Priya Nair")

    def test_chinese_people_get_chinese_verbs_and_words(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=ying").page
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        expect(page.get_by_role("button", name="发送")).to_be_visible()
        box = page.get_by_label("消息", exact=True)
        box.press_sequentially("/okr sh")
        expect(page.get_by_role("option")).to_contain_text("查看")
        box.press("Tab")
        expect(box).to_have_value("/okr 查看 ")

    def test_the_last_message_comes_back(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        box = page.get_by_label("Message", exact=True)
        say(page, "quiet one\nquiet two")
        expect(box).to_have_value("")
        box.press("ArrowUp")
        expect(box).to_have_value("quiet one\nquiet two")
        box.press("ArrowDown")
        expect(box).to_have_value("")

    def test_shift_enter_starts_a_line(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        box = page.get_by_label("Message", exact=True)
        box.press_sequentially("quiet")
        box.press("Shift+Enter")
        box.press_sequentially("two")
        expect(box).to_have_value("quiet\ntwo")

    def test_what_was_typed_stays_when_the_program_is_away(self, it: World, look: Look) -> None:
        looking = look(f"{it.url}/?as=sofia")
        page = looking.page
        page.route("**/playground/api/say", lambda route: route.abort())
        say(page, "/okr show")
        expect(page.get_by_role("alert")).to_contain_text("did not answer")
        box = page.get_by_label("Message", exact=True)
        expect(box).to_have_value("/okr show")
        page.unroute("**/playground/api/say")
        box.press("Enter")
        expect(page.locator(".log .card")).to_be_visible()
        looking.complaints.clear()  # the browser's own word on the request that failed

    def test_a_lost_answer_is_not_done_twice(self, it: World, look: Look) -> None:
        looking = look(f"{it.url}/?as=sofia")
        page = looking.page

        def lose(route: object) -> None:
            route.fetch()  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

        page.route("**/playground/api/say", lose)
        say(page, "public")
        expect(page.get_by_role("alert")).to_be_visible()
        page.unroute("**/playground/api/say")
        page.get_by_label("Message", exact=True).press("Enter")
        expect(page.get_by_label("Message", exact=True)).to_have_value("")
        expect(page.locator(".log .card")).to_have_count(1)
        expect(page.locator(".log .message")).to_have_count(2)
        looking.complaints.clear()


class TestForms:
    def test_errors_stand_at_their_fields_and_nothing_is_lost(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        say(page, "show")
        open_form(page)
        page.get_by_label("Title").fill("x" * 41)
        page.get_by_role("button", name="Save").click()
        title = page.get_by_label("Title")
        expect(title).to_be_focused()
        expect(title).to_have_attribute("aria-invalid", "true")
        expect(title).to_have_accessible_description("Short. At most 40 characters; these are 41.")
        title.fill("Launch it")
        page.get_by_label("Where it stands").fill("many")
        page.get_by_label("Confidence").select_option("High")
        page.get_by_label("What happened").fill("A fair")
        page.get_by_label("Owner").select_option("Jonas Weber")
        page.get_by_role("group", name="Collaborators").get_by_label("王磊").check()
        page.get_by_label("Due").fill("2026-05-01")
        page.get_by_role("switch", name="Keep it a draft").check()
        page.get_by_role("button", name="Save").click()
        value = page.get_by_label("Where it stands")
        expect(value).to_have_accessible_description("Give a figure, such as 12,000.")
        expect(value).to_be_focused()
        expect(page.get_by_label("What happened")).to_have_value("A fair")
        expect(page.get_by_label("王磊")).to_be_checked()
        value.fill("12,000")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".log .card")).to_contain_text("It stands at 12,000.")
        assert it.intake.events[-2].fields["owner"] == (account("jonas"),)  # type: ignore[union-attr]

    def test_leaving_a_changed_form_is_asked_about(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        say(page, "form")
        page.get_by_label("What happened").fill("something")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Keep writing").click()
        expect(page.get_by_label("What happened")).to_have_value("something")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Discard").click()
        expect(page.get_by_role("dialog")).to_have_count(0)

    def test_an_unchanged_form_is_left_at_once(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        say(page, "form")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


class TestActing:
    def test_a_question_is_asked_before_a_danger(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        say(page, "show")
        archive = page.locator(".log").get_by_role("button", name="Archive")
        archive.click()
        expect(page.get_by_role("dialog")).to_contain_text("It stays readable.")
        page.get_by_role("button", name="Keep it").click()
        archive.click()
        page.get_by_role("dialog").get_by_role("button", name="Archive").click()
        expect(page.locator(".log .card")).to_contain_text("Answered.")
        expect(page.locator(".log .card .actions")).to_have_count(0)

    def test_a_choice_from_the_keyboard_is_told(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        say(page, "show")
        opener = page.locator(".log").get_by_role("button", name="Confidence")
        opener.press("Enter")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="You chose 2")).to_be_visible()
        expect(opener).to_be_focused()

    def test_payloads_of_the_others(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        say(page, "show")
        page.get_by_role("button", name="What Slack and Lark get").click()
        expect(page.get_by_role("tabpanel")).to_contain_text(f'"slack": "{EVERY_BLOCK.title}"')
        page.get_by_role("tab", name="Slack").press("ArrowRight")
        expect(page.get_by_role("tabpanel")).to_contain_text('"lark": true')


class TestLiving:
    def test_news_arrive_and_are_counted_elsewhere(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=lei").page
        expect(page.locator("#home .card")).to_be_visible()
        it.reply("say", "mei", place="growth", text="hello all")
        expect(page.get_by_role("button", name="growth")).to_contain_text("1")
        it.playground.deliver(Outgoing("k", Address.of(account("lei")), EVERY_BLOCK))
        expect(page.locator(".log .card")).to_be_visible()

    def test_the_address_says_who_and_where(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=lei&place=growth").page
        expect(page.locator("h1")).to_have_text("#growth")
        page.get_by_role("button", name="Priya Nair").click()
        expect(page).to_have_url(f"{it.url}/?as=priya&place=dm")
        page.go_back()
        expect(page.get_by_role("button", name="王磊")).to_have_attribute("aria-pressed", "true")

    def test_time_travel(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        page.get_by_role("button", name="Wed").click()
        page.get_by_role("button", name="Monday 10:00: weekly prompts").click()
        clock = page.locator("#clock")
        expect(clock).to_contain_text("Mon")
        expect(clock).to_contain_text("30 Nov 2026, 10:00")
        clock.click()
        page.get_by_role("button", name="Back to now").click()
        expect(clock).to_contain_text("25 Nov 2026, 09:30")

    def test_a_page_comes_back_after_the_program_did(self, it: World, look: Look) -> None:
        looking = look(f"{it.url}/?as=sofia")
        page = looking.page
        expect(page.locator("#home .card")).to_be_visible()
        it.playground.stop()
        it.playground.start()
        it.playground.deliver(Outgoing("k", Address.of(account("sofia")), EVERY_BLOCK))
        expect(page.locator(".log .card")).to_be_visible()


class TestLooks:
    @pytest.mark.parametrize("who", ["sofia", "ying"])
    @pytest.mark.parametrize("panel", ["side", "chat", "home"])
    def test_a_phone_needs_no_sideways_scroll(
        self, it: World, look: Look, who: str, panel: str
    ) -> None:
        it.reply("say", who, text="show " + "unbreakable" * 40)
        page = look(f"{it.url}/?as={who}", width=360, height=740).page
        expect(page.locator(".log .card")).to_be_visible()
        page.locator(f"#tabs [data-panel={panel}]").click()
        expect(page.locator(f".{panel}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        if panel == "chat":
            page.locator(".log .card .primary").click()
            expect(page.get_by_role("dialog")).to_be_visible()
            body = "document.querySelector('.dialog-body')"
            assert page.evaluate(f"{body}.scrollWidth <= {body}.clientWidth")

    def test_light_and_dark(self, it: World, look: Look) -> None:
        def paper(page: Page) -> str:
            colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
            return colour

        light = look(f"{it.url}/?as=sofia").page
        dark = look(f"{it.url}/?as=sofia", dark=True).page
        was = paper(light)
        assert was != paper(dark)
        switch = light.get_by_role("button", name="Theme")
        switch.click()
        switch.click()
        expect(switch).to_have_text("Theme: dark")
        assert paper(light) == paper(dark)
        light.reload()
        expect(switch).to_have_text("Theme: dark")

    def test_everything_is_reached_from_the_keyboard(self, it: World, look: Look) -> None:
        page = look(f"{it.url}/?as=sofia").page
        expect(page.locator("#home .card")).to_be_visible()
        reached = []
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        for name in ("Skip to the message box", "Wed", "Mei Lin", "okrbot", "growth", "Theme"):
            assert any(name in text for text in reached), name
