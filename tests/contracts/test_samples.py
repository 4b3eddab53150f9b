"""The samples are complete: every block, element, field and reply of the vocabulary is in them."""

from typing import get_args

from chat.cards import Block, Element
from chat.forms import FormPart
from chat.replies import Reply
from tests.contracts import words
from tests.contracts.exceptions import PERMITTED, SHORTENED, UNSAID
from tests.contracts.forms import FORMS
from tests.contracts.replies import REPLIES
from tests.contracts.samples import CARDS
from tests.contracts.stage import PLATFORMS


def test_every_block_and_element_has_a_card() -> None:
    assert {type(block) for card in CARDS.values() for block in card.blocks} == {*get_args(Block)}
    drawn = {type(element) for card in CARDS.values() for element in words.elements(card)}
    assert drawn == {*get_args(Element)}


def test_every_field_has_a_form() -> None:
    parts = {type(part) for form in FORMS.values() for part in form.parts}
    assert parts == {*get_args(FormPart)}


def test_there_is_a_sample_of_every_reply() -> None:
    assert {type(reply) for reply in REPLIES.values()} == {*get_args(Reply)}


def test_every_exception_is_of_a_platform_and_a_sample_that_there_is() -> None:
    known = {kind.name.partition("-")[0] for kind in PLATFORMS}
    samples = {*CARDS, *(f"form {name}" for name in FORMS)}
    assert {at.platform for at in (*SHORTENED, *UNSAID, *PERMITTED)} <= known
    assert {at.what for at in (*SHORTENED, *UNSAID)} <= samples
