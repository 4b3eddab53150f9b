"""A company whose objectives hang on one another, written straight into tables."""

from datetime import date, datetime, timedelta
from typing import Any

from okr.alignment import AlignmentState
from okr.cycles import CycleKind
from okr.facts import State
from storage.database import Database
from storage.tables import AlignmentRow, CycleRow, ObjectiveRow
from tests.storage.weekly_company import LONG_AGO, WeeklyCompany


class AlignedCompany(WeeklyCompany):
    """Objectives are told by their ids, which are their numbers."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database
        self.owners: dict[int, int] = {}

    def cycle(self, name: str, starts_on: date, ends_on: date) -> int:
        """One more cycle."""
        return self.add(
            CycleRow(
                workspace_id=self.workspace_id,
                name=name,
                kind=CycleKind.OWN,
                starts_on=starts_on,
                ends_on=ends_on,
                created_at=LONG_AGO,
            )
        )

    def write(
        self,
        owner_id: int,
        title: str = "Grow",
        *,
        state: State = State.PUBLISHED,
        cycle_id: int = 0,
        **more: Any,
    ) -> int:
        """An objective without key results; gives its id, which is its number."""
        number = next(self._numbers)
        id = self.add(
            ObjectiveRow(
                workspace_id=self.workspace_id,
                cycle_id=cycle_id or self.cycle_id,
                owner_id=owner_id,
                number=number,
                title=title,
                state=state,
                published_at=None if state is State.DRAFT else LONG_AGO,
                created_at=LONG_AGO,
                updated_at=LONG_AGO,
                **more,
            )
        )
        assert id == number
        self.owners[id] = owner_id
        return id

    def align(
        self,
        lower: int,
        upper: int,
        state: AlignmentState = AlignmentState.ACCEPTED,
        *,
        position: int | None = None,
        lapsed_at: datetime | None = None,
        reason: str = "",
    ) -> int:
        """One objective hangs on another, or on a key result of it, or asked to."""
        key_result_id = None
        if position is not None:
            key_result_id = self.key_result(upper, self.owners[upper], position, "100 users")
        is_live = state in (AlignmentState.ASKED, AlignmentState.COUNTERED, AlignmentState.ACCEPTED)
        return self.add(
            AlignmentRow(
                workspace_id=self.workspace_id,
                live_key=f"{lower}>{upper}.{key_result_id or ''}" if is_live else None,
                lower_id=lower,
                upper_id=upper,
                upper_key_result_id=key_result_id,
                state=state,
                asker_id=self.owners[lower],
                answerer_id=self.owners[upper],
                what="Together",
                reason=reason,
                asked_at=LONG_AGO,
                due_at=LONG_AGO + timedelta(days=3),
                lapsed_at=lapsed_at,
                place_platform="slack",
                place_tenant="T1",
                place_kind="person",
                place_id="U",
            )
        )

    def change(self, objective_id: int, **values: Any) -> None:
        """What is written in an objective's row."""
        with self._database.write() as session:
            row = session.get_one(ObjectiveRow, objective_id)
            for name, value in values.items():
                setattr(row, name, value)
