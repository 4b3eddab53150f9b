"""Short, stable ids as people say them: O12, KR12.2, also o12 and 12.2; A7 for action items."""

import re
from dataclasses import dataclass

_OBJECTIVE = re.compile(r"[oO]\s?(\d{1,9})")
_ACTION = re.compile(r"[aA]\s?(\d{1,9})", re.ASCII)
_KEY_RESULT = re.compile(r"(?:[kK][rR]\s?)?(\d{1,9})\.(\d{1,4})")


@dataclass(frozen=True, slots=True)
class ObjectiveId:
    """The `number`-th objective ever written in the workspace."""

    number: int

    def __str__(self) -> str:
        return f"O{self.number}"


@dataclass(frozen=True, slots=True)
class KeyResultId:
    """The `position`-th key result ever written under objective `number`."""

    number: int
    position: int

    def __str__(self) -> str:
        return f"KR{self.number}.{self.position}"

    @property
    def objective(self) -> ObjectiveId:
        """The objective it stands under."""
        return ObjectiveId(self.number)


@dataclass(frozen=True, slots=True)
class ActionId:
    """The `number`-th action item of the workspace."""

    number: int

    def __str__(self) -> str:
        return f"A{self.number}"


def parse_action(word: str) -> ActionId | None:
    """The action item's id that a word spells ("A7", "a7"), or None."""
    found = _ACTION.fullmatch(word)
    return ActionId(int(found[1])) if found else None


def parse(word: str) -> ObjectiveId | KeyResultId | None:
    """The id a word spells, or None."""
    if found := _OBJECTIVE.fullmatch(word):
        return ObjectiveId(int(found[1]))
    if found := _KEY_RESULT.fullmatch(word):
        return KeyResultId(int(found[1]), int(found[2]))
    return None
