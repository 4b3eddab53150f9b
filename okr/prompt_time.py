"""The weekday and time at which somebody is prompted in a plain week, and who chose them."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

USUAL_WEEKDAY, USUAL_TIME = 1, time(10, 0)
"""Where neither the person nor a team of theirs chose anything."""


class Source(StrEnum):
    """Where the day and time come from."""

    OWN = "own"
    TEAM = "team"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class PromptTime:
    """An ISO weekday and a time of day; `team` names the team that chose them."""

    weekday: int
    at: time
    source: Source
    team: str = ""
