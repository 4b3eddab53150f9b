"""Asking people to work on an objective or key results of it, and what they answered."""

from dataclasses import dataclass
from datetime import datetime

from okr.alignment import Collaboration
from okr.facts import PersonName, State
from okr.ids import KeyResultId, ObjectiveId


@dataclass(frozen=True, slots=True)
class Join:
    """What one save asked of one person, and the one answer to all of it.

    `positions` are those of the key results; None is the objective itself. `is_here`: whether
    the person asked is still there.
    """

    objective_id: int
    number: int
    state: State
    owner: PersonName
    person: PersonName
    by: PersonName
    asked_at: datetime
    positions: tuple[int | None, ...]
    answer: Collaboration = Collaboration.ASKED
    answered_at: datetime | None = None
    reason: str = ""
    is_here: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The ids that people write: "O12", "KR12.2"."""
        return tuple(
            str(ObjectiveId(self.number) if each is None else KeyResultId(self.number, each))
            for each in self.positions
        )

    @property
    def is_open(self) -> bool:
        """Whether an answer still means something: it is pursued, and somebody else's."""
        is_pursued = self.state in (State.DRAFT, State.PUBLISHED)
        return is_pursued and bool(self.positions) and self.owner.id != self.person.id

    @property
    def waits(self) -> bool:
        """Whether the person has not answered yet."""
        return self.is_open and self.answer is Collaboration.ASKED
