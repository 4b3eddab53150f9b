"""Every block and every element of a card: taken by the platform, read by people, pressed."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import pytest

from chat.cards import Button, Card, Element, LinkButton, Overflow, Select
from tests.contracts import words
from tests.contracts.exceptions import SHORTENED, UNSAID, At
from tests.contracts.samples import CARDS
from tests.contracts.stage import Stage
from tests.drivers.base import PEOPLE


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_read_and_pressed(shared: Stage, name: str) -> None:
    card, what, who = CARDS[name], At(shared.platform, name), _reader(name)
    shared.ask(who, f"card {name}")
    assert shared.rejections() == []
    seen = shared.see(who)
    assert_read(what, [*words.of_card(card), *words.labels(card)], [seen.text, *seen.buttons])
    unsaid = words.missing(_beside(card), shared.strings(who))
    assert unsaid == list(UNSAID.get(what, ()))
    for element in words.elements(card):
        for label, values in _presses(element):
            _press(shared, who, element, _as_shown(label, seen.buttons), values)
    assert shared.rejections() == []


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_read_on_the_home_view(shared: Stage, name: str) -> None:
    card, who = CARDS[name], _reader(name)
    shared.desk.home = name
    seen = shared.driver.home(who)
    shown = [seen.text, *seen.buttons]
    lost = words.missing(chain(words.of_card(card), words.labels(card)), shown)
    assert not lost or any(words.MORE in each for each in shown)
    assert shared.rejections() == []


def test_every_card_travels_over_the_other_transports(other: Stage) -> None:
    for name, card in CARDS.items():
        other.ask(_reader(name), f"card {name}")
        seen = other.see(_reader(name))
        shown = [seen.text, *seen.buttons]
        lost = words.missing(chain(words.of_card(card), words.labels(card)), shown)
        assert (lost == []) == (At(other.platform, name) not in SHORTENED), name
    assert other.rejections() == []


def _reader(name: str) -> str:
    """Somebody else for each card: Slack wants a second between two messages to one person."""
    return list(PEOPLE)[list(CARDS).index(name) % len(PEOPLE)]


def assert_read(what: At, wanted: list[str], shown: list[str]) -> None:
    """All words are there; where the table of exceptions knows why not, a "…" says so."""
    lost = words.missing(iter(wanted), shown)
    if what not in SHORTENED:
        assert lost == []
        return
    assert lost, f"{what} is not shortened any more"
    assert any(words.MORE in each for each in shown)


def _press(stage: Stage, who: str, element: Element, label: str, values: Mapping[str, str]) -> None:
    stage.driver.press(who, label)
    event = stage.desk.pressed()
    assert not isinstance(element, LinkButton)
    assert (event.action, dict(event.values)) == (element.action, dict(values))
    assert event.sender == stage.accounts()[who]
    assert event.place == stage.address(who)
    assert event.message is not None


def _as_shown(label: str, shown: Sequence[str]) -> str:
    """The label, or what a platform's limit has left of it."""
    cut = (each for each in shown if label.startswith(each.removesuffix(words.MORE)))
    return label if label in shown else next(cut)


def _presses(element: Element) -> list[tuple[str, Mapping[str, str]]]:
    """Labels to press and the values each brings; of many options the first and a late one."""
    match element:
        case LinkButton():
            return []
        case Button(label=label, values=values):
            return [(label, values)]
        case Select(options=options, values=values) | Overflow(options=options, values=values):
            chosen = {option.label: option for option in (*options[:1], *options[1:100][-1:])}
            return [(o.label, {**values, "option": o.value}) for o in chosen.values()]


def _beside(card: Card) -> Iterator[str]:
    """Placeholders, and the questions asked before a press."""
    for element in words.elements(card):
        match element:
            case Button(confirm=confirm) if confirm is not None:
                yield from (confirm.title, confirm.text, confirm.yes, confirm.no)
            case Select(placeholder=said, options=options) | Overflow(label=said, options=options):
                yield from [said] if options else []
            case Button() | LinkButton():
                pass
