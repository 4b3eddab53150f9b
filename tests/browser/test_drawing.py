"""A tree's picture on the page: one looks around in it, and its boxes open."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.app import Program
from bot.playground.company import PLATFORM, account
from chat.address import Address
from chat.cards import Card, Picture
from chat.platform import Outgoing
from chat.trees import draw, place
from chat.trees.colours import DARK, LIGHT
from tests.browser.conftest import Look, enter, say
from tests.chat.trees.forests import company


def show_tree(program: Program, who: str, count: int) -> None:
    """A card with the tree of a company's objectives, in somebody's chat with the bot."""
    placed = place(company(count))
    picture = Picture(draw(placed), f"{count} objectives", draw(placed, dark=True))
    playground = next(each for each in program.connections if each.name == PLATFORM)
    playground.deliver(Outgoing("tree", Address.of(account(who)), Card("Tree", (picture,))))


def drawing(page: Page) -> Locator:
    """The tree, shown and drawn."""
    figure = page.get_by_role("group", name="objectives")
    expect(figure.locator(".drawing-view svg:visible")).to_have_count(1)
    return figure


def drawn_width(figure: Locator) -> float:
    box = figure.locator(".drawing-view svg:visible").bounding_box()
    assert box is not None
    return box["width"]


def scrolled(figure: Locator) -> tuple[float, float]:
    view = figure.locator(".drawing-view")
    left, top = view.evaluate("view => [view.scrollLeft, view.scrollTop]")
    return float(left), float(top)


def middle(figure: Locator) -> tuple[float, float]:
    box = figure.locator(".drawing-view").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture
def written(program: Program, url: str, look: Look) -> Page:
    """Sofia, who wrote two objectives, at the tree of five."""
    page = enter(look, url, "sofia", 1280)
    for title in ("Readers find us", "Readers stay with us"):
        say(page, f"/okr new {title}\n20 clubs\nchurn from 5% to 3%")
        expect(page.locator(".log .card").last).to_contain_text(title)
    show_tree(program, "sofia", 5)
    drawing(page)
    return page


def test_a_click_opens_a_box(written: Page) -> None:
    drawing(written).get_by_role("button", name="O2 Readers find us").click()
    expect(written.locator(".log .message:not(.by-bot)").last).to_contain_text("/okr show O2")
    expect(written.locator(".log .card").last).to_contain_text("Readers stay with us")


def test_boxes_are_reached_and_opened_from_the_keyboard(written: Page) -> None:
    figure = drawing(written)
    figure.get_by_role("button", name="Enlarge").focus()
    written.keyboard.press("Tab")
    first, second = (
        figure.locator(f".drawing-view svg:visible [data-key={key}]") for key in ("O1", "O2")
    )
    expect(first).to_be_focused()
    frame = second.locator("rect").first
    calm = frame.evaluate("rect => getComputedStyle(rect).stroke")
    written.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    assert frame.evaluate("rect => getComputedStyle(rect).stroke") != calm
    written.keyboard.press("Home")
    expect(first).to_be_focused()
    written.keyboard.press("Enter")
    expect(written.locator(".log .card").last).to_contain_text("Readers find us")
    expect(written.locator(".log .message:not(.by-bot)").last).to_contain_text("/okr show O1")


def test_a_tree_is_enlarged_and_opens_from_there(written: Page) -> None:
    drawing(written).get_by_role("button", name="Enlarge").click()
    dialog = written.get_by_role("dialog", name="Picture")
    dialog.get_by_role("button", name="O2 Readers find us").click()
    expect(dialog).to_have_count(0)
    expect(written.locator(".log .card").last).to_contain_text("Readers stay with us")


def test_it_zooms_by_button_wheel_and_key(program: Program, url: str, look: Look) -> None:
    page = enter(look, url, "sofia", 1280)
    show_tree(program, "sofia", 60)
    figure = drawing(page)
    start = drawn_width(figure)
    figure.get_by_role("button", name="Larger").click()
    assert drawn_width(figure) == pytest.approx(1.25 * start, rel=0.01)
    figure.get_by_role("button", name="Smaller").click()
    assert drawn_width(figure) == pytest.approx(start, rel=0.01)

    at = middle(figure)
    page.mouse.move(*at)
    under = "at => document.elementFromPoint(...at).closest('[data-key]')?.dataset.key"
    before = page.evaluate(under, at)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -50)
    page.keyboard.up("Control")
    page.wait_for_function(
        "w => document.querySelector('.drawing-view svg').clientWidth > w", arg=start + 9
    )
    assert page.evaluate(under, at) == before

    figure.locator(".drawing-view svg:visible [data-key=O1]").focus()
    page.keyboard.press("0")
    view = figure.locator(".drawing-view")
    assert view.evaluate("view => view.scrollHeight <= view.clientHeight + 1")
    page.keyboard.press("0")
    assert drawn_width(figure) == pytest.approx(start, rel=0.01)
    page.keyboard.press("+")
    assert drawn_width(figure) > start


def test_it_is_dragged_without_opening_anything(program: Program, url: str, look: Look) -> None:
    page = enter(look, url, "sofia", 1280)
    show_tree(program, "sofia", 60)
    figure = drawing(page)
    said = page.locator(".log .message").count()
    across, down = middle(figure)
    page.mouse.move(across, down)
    page.mouse.down()
    page.mouse.move(across, down - 90, steps=4)
    page.mouse.up()
    assert scrolled(figure) == (0, 90)
    assert page.locator(".log .message").count() == said
    page.mouse.wheel(0, 120)  # the wheel alone scrolls
    page.wait_for_function("() => document.querySelector('.drawing-view').scrollTop > 90")


def test_two_fingers_zoom_on_a_phone(program: Program, url: str, look: Look) -> None:
    page = enter(look, url, "sofia", 360)
    show_tree(program, "sofia", 60)
    figure = drawing(page)
    start = drawn_width(figure)
    across, down = middle(figure)
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 2})
    for kind, apart in (("touchStart", 30), ("touchMove", 45), ("touchMove", 60)):
        points = [{"x": across + side * apart, "y": down, "id": side + 1} for side in (-1, 1)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert drawn_width(figure) == pytest.approx(2 * start, rel=0.05)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("who", "larger"), [("sofia", "Larger (+)"), ("ying", "放大（+）")])
def test_it_is_readable_on_a_phone_in_both_languages(
    program: Program, url: str, look: Look, who: str, larger: str
) -> None:
    page = enter(look, url, who, 360)
    show_tree(program, who, 60)
    figure = drawing(page)
    expect(figure.get_by_role("button", name=larger, exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    smallest = figure.locator(".drawing-view svg:visible text").evaluate_all(
        "texts => Math.min(...texts.map((text) => "
        "parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"
    )
    assert smallest >= 10.9


def test_the_theme_chooses_the_drawing(program: Program, url: str, look: Look) -> None:
    page = enter(look, url, "sofia", 1280)
    show_tree(program, "sofia", 5)
    paper = drawing(page).locator(".drawing-view svg:visible > rect")
    expect(paper).to_have_attribute("fill", LIGHT.paper)
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("button", name="Theme: light").click()
    expect(paper).to_have_attribute("fill", DARK.paper)
