"""Short, stable ids as people say them: O12, KR12.2, also o12 and 12.2."""

import re
from dataclasses import dataclass

_OBJECTIVE = re.compile(r"[oO]\s?(\d{1,9})")
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


def parse(word: str) -> ObjectiveId | KeyResultId | None:
    """The id a word spells, or None."""
    if found := _OBJECTIVE.fullmatch(word):
        return ObjectiveId(int(found[1]))
    if found := _KEY_RESULT.fullmatch(word):
        return KeyResultId(int(found[1]), int(found[2]))
    return None
