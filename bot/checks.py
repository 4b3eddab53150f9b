"""What `okrbot doctor` and `/readyz` find out: one finding a line."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `advice` says what to do where it is not ok."""

    name: str
    outcome: Outcome
    detail: str
    advice: str = ""
