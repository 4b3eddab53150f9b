"""Cards of alignment say nothing twice: they are read on phones."""

import pytest

from tests.handlers.alignment.talking import ONE, ask, told
from tests.handlers.office import Office


def test_what_the_form_was_filled_with_stands_on_the_card_once(pair: Office) -> None:
    ask(pair)
    card = told(pair, "bo")
    assert card.count("Launch the A app") == 1
    assert card.count("KR2.1 20 partners") == 1
    assert "Without it no sign-ups" in card
    assert "Why now" not in card


def test_it_is_left_out_in_every_language(pair: Office) -> None:
    pair.say("bo", "settings language zh")
    ask(pair)
    card = told(pair, "bo")
    assert "Without it no sign-ups" in card
    assert "为什么紧迫" not in card


def test_own_words_are_said(pair: Office) -> None:
    pair.say("ada", "align O2 to KR1.1")
    pair.fill("ada", what="Launch early", urgency="The fair is in May", how="With the partners")
    card = told(pair, "bo")
    for words in ("Launch early", "The fair is in May", "With the partners"):
        assert card.count(words) == 1


def test_it_is_to_hang_until_it_hangs(pair: Office) -> None:
    ask(pair)
    assert "is to hang on KR1.1" in told(pair, "bo")
    accepted = pair.press("bo", "answering.accept", ONE)
    assert "is to hang on" not in accepted
    assert "hangs on KR1.1 50,000 sign-ups" in accepted


@pytest.mark.parametrize(
    ("wording", "says_wording"),
    [("60,000 sign-ups by 31 Dec", False), ("60,000 loyal readers by 31 Dec", True)],
)
def test_another_target_in_the_wording_is_said_once(
    pair: Office, wording: str, says_wording: bool
) -> None:
    ask(pair)
    pair.press("bo", "answering.accept", ONE)
    pair.say("bo", f"edit KR1.1 {wording}")
    card = pair.press("ada", "in_step.waiting", {})
    assert "Target" in card or "target" in card
    assert (f"→ {wording}" in card) is says_wording
