"""The largest report stays inside every platform's limits, on every page: nothing is lost in it."""

from collections.abc import Iterator
from itertools import chain, cycle

import pytest

from bot.lark.pieces import Drawing
from bot.lark.render_card import draw
from bot.lark.shrink import fits
from bot.slack import limits, render
from bot.slack.fit import text_size
from chat.address import Address
from chat.cards import Card, Table
from chat.locales import language
from handlers.views.digest import digest_card, missing_card
from handlers.views.report import Reading, full_card, report_card
from handlers.views.report_pages import pages
from okr.digests import digest_of
from okr.report_facts import WeeklyReport
from tests.contracts import words
from tests.contracts.reports import largest
from tests.contracts.stage import Stage
from tests.drivers.base import CHANNELS, PEOPLE

_READING = Reading("2026-W49", names_missing=True, post_to="C" * 20)


def cards(code: str, report: WeeklyReport) -> Iterator[Card]:
    """Every card that can come of a report."""
    lang = language(code)
    for page in range(len(pages(lang, report))):
        yield report_card(lang, report, page, _READING)
    row = report.rows[0]
    first = full_card(lang, report, row)
    yield first
    every = _pages_of(first)
    for page in range(1, every):
        yield full_card(lang, report, row, page)
    digest = digest_of(report)
    yield digest_card(lang, digest, names_shown=True, late_at="16:40")
    yield missing_card(lang, digest)


def _pages_of(card: Card) -> int:
    """How many pages the card says there are."""
    for said in words.of_card(card):
        found = [int(each) for each in said.replace("页", " ").split() if each.isdecimal()]
        if len(found) == 2 and found[0] == 1:
            return found[1]
    return 1


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("size", [20, 260, 3_000])
def test_every_card_of_a_report_is_drawn_whole(code: str, size: int) -> None:
    for card in cards(code, largest(code, text=size)):
        slack = list(render._card(card, render.Drawing("T1", render.Surface.MESSAGE)))
        assert len(slack) <= limits.MESSAGE_BLOCKS
        assert text_size(slack) <= limits.MESSAGE_TEXT
        assert sum(block["type"] == "table" for block in slack) <= 1
        assert sum(isinstance(block, Table) for block in card.blocks) <= 1
        assert fits(draw(card, Drawing("T1", True, {})))


@pytest.mark.parametrize("code", ["en", "zh"])
def test_every_page_of_the_largest_report_is_read_in_full(shared: Stage, code: str) -> None:
    places = cycle([*(("dm", who) for who in PEOPLE), *((place, "ada") for place in CHANNELS)])
    for card, (place, who) in zip(cards(code, largest(code)), places, strict=False):
        address: Address = shared.address(who) if place == "dm" else shared.address(place=place)
        shared.later()
        shared.put(card, address)
        seen = shared.see(who, place)
        wanted = chain(words.of_card(card), words.labels(card))
        assert words.missing(wanted, [seen.text, *seen.buttons]) == []
    assert shared.rejections() == []
    assert shared.desk.dead() == {}
