"""The truths that do not hold somewhere, each with the platform's reason; all are checked.

A test that meets an entry of its own demands that it is still needed.
"""

from collections.abc import Mapping
from typing import NamedTuple


class At(NamedTuple):
    """A platform, and a sample or truth by name."""

    platform: str
    what: str


SHORTENED: Mapping[At, str] = {
    At("slack", "long_labels"): "a button's text has 75 characters at most",
    At("slack", "long_select"): "a select has 100 options at most; views page longer lists",
    At("slack", "too_long_text"): "the blocks of a message hold 13,200 characters",
    At("lark", "long_labels"): "a button's text is kept to 100 characters, what a phone shows",
    At("lark", "long_title"): "a header is kept to 300 characters, more than four lines",
    At("lark", "too_long_text"): "a request with a card has 30 KB at most",
    At("lark", "form too_long_options"): "a card has about 200 elements, options included",
}
"""Samples of which something is left out, always with a "…" to be seen."""

_LARK_CONFIRM = ("Archive it now", "Keep it")  # the client names both buttons itself

UNSAID: Mapping[At, tuple[str, ...]] = {
    # A menu of up to five options is three dots without words.
    At("slack", "menu"): ("More deeds",),
    At("slack", "everything"): ("More deeds",),
    # Option values of more than 75 characters: each option becomes a button, which says enough.
    At("slack", "long_option_values"): ("Choose a long one",),
    At("lark", "buttons"): _LARK_CONFIRM,
    At("lark", "too_long_text"): _LARK_CONFIRM,
    At("lark", "menu"): ("More deeds",),
    At("lark", "long_menu"): ("…",),
    At("lark", "everything"): (*_LARK_CONFIRM, "More deeds"),
}
"""Words beside elements (placeholders, questions, a menu's label) that a platform has no place
for."""

PERMITTED: Mapping[At, str] = {
    At("playground", "required"): "the page asks before it sends, the API does not",
    At("slack", "whole longer_text"): "an input holds 3,000 characters",
    At("lark", "submit nothing closes"): "a form is a message, and an answer cannot take one away",
    At("lark", "submit_from_channel nothing closes"): "as above",
    At("lark", "press_before_all field_errors errs"): "a form for one person is sent to them, "
    "and the outbox carries no errors: a toast says the first one",
    At("lark", "message field_errors errs"): "as above; only a form that is submitted has errors",
    At("lark", "mention field_errors errs"): "as above",
    At("lark", "slash field_errors errs"): "as above",
    At("lark", "slash_in_channel field_errors errs"): "as above",
    At("slack", "answer_lost growth once"): "looking into a channel takes channels:history, which "
    "is no core scope: said twice is better than never",
    At("lark", "form replaces in growth"): "the form stands in the person's own chat, and its "
    "submit does not know the card in the group",
}
"""Truths that are otherwise on a platform."""
