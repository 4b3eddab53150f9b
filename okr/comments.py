"""What is a question among comments, and the questions that a review of OKRs asks."""

import re
from enum import StrEnum

_CLOSING = re.compile(r"[\s\"'”’»」』)\]）】!！.。…*_~`]+$")
"""What may stand behind the mark of a question without making it less of one."""


class ReviewPrompt(StrEnum):
    """A question that anybody may ask of an objective or key result with one press."""

    CLEAR = "clear"
    """Would somebody from elsewhere understand it?"""
    SERVES = "serves"
    """Does it serve the business?"""
    CARRIES = "carries"
    """Do the key results carry the objective?"""
    TOGETHER = "together"
    """Who works on it with whom?"""


def is_question(text: str, *, marked: bool = False) -> bool:
    """Whether a comment waits for an answer: marked as a question, or ending in ? or ？."""
    return marked or _CLOSING.sub("", text).endswith(("?", "？"))


def review_prompt(stored: str) -> ReviewPrompt | None:
    """The review question of this name, or None."""
    return next((each for each in ReviewPrompt if each.value == stored), None)
