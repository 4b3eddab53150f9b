"""A company in the database, as small or as large as a test needs it."""

from collections.abc import Sequence
from datetime import date, datetime, time

from okr.cycles import CycleKind
from okr.facts import State
from okr.measures import Direction, Kind
from okr.schedule import next_weekly
from storage.database import Database
from storage.people import zone_of
from storage.tables import (
    CycleRow,
    Identity,
    KeyResultRow,
    ObjectiveRow,
    PersonRow,
    Workspace,
)

LONG_AGO = datetime.fromisoformat("2026-01-05T00:00:00+00:00")


class Company:
    """One workspace with a cycle that runs from January to June 2026."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._number = 0
        with database.write() as session:
            workspace = Workspace(name="Acme", locale="en", timezone="UTC", created_at=LONG_AGO)
            session.add(workspace)
            session.flush()
            self.workspace_id = int(workspace.id or 0)
            cycle = CycleRow(
                workspace_id=self.workspace_id,
                name="2026 H1",
                kind=CycleKind.HALF,
                starts_on=date(2026, 1, 1),
                ends_on=date(2026, 6, 30),
                created_at=LONG_AGO,
            )
            session.add(cycle)
            session.flush()
            self.cycle_id = int(cycle.id or 0)

    def hire(
        self,
        name: str,
        zone: str = "UTC",
        *,
        weekday: int = 1,
        at: time = time(10, 0),
        after: datetime = LONG_AGO,
        active: bool = True,
        accounts: tuple[tuple[str, str, datetime | None], ...] | None = None,
    ) -> int:
        """A person whose first slot is the first after `after`; an account on Slack by default."""
        with self._database.write() as session:
            person = PersonRow(
                workspace_id=self.workspace_id,
                name=name,
                name_key=name.casefold(),
                locale="en",
                timezone=zone,
                is_active=active,
                prompt_weekday=weekday,
                prompt_at=at,
                next_prompt_at=next_weekly(after, weekday, at, zone_of(zone)),
                created_at=LONG_AGO,
            )
            session.add(person)
            session.flush()
            person_id = int(person.id or 0)
            for platform, external_id, seen in accounts or (("slack", f"U-{name}", None),):
                session.add(
                    Identity(
                        platform=platform,
                        tenant="T1",
                        external_id=external_id,
                        person_id=person_id,
                        last_seen_at=seen,
                    )
                )
        return person_id

    def give_objective(self, person_id: int, *titles: str, state: State = State.PUBLISHED) -> None:
        """An objective of this person with key results of these titles."""
        self._number += 1
        with self._database.write() as session:
            objective = ObjectiveRow(
                workspace_id=self.workspace_id,
                cycle_id=self.cycle_id,
                owner_id=person_id,
                number=self._number,
                title="Launch",
                state=state,
                created_at=LONG_AGO,
                updated_at=LONG_AGO,
            )
            session.add(objective)
            session.flush()
            for position, title in enumerate(titles, 1):
                session.add(
                    KeyResultRow(
                        objective_id=int(objective.id or 0),
                        owner_id=person_id,
                        position=position,
                        title=title,
                        kind=Kind.NUMBER,
                        direction=Direction.REACH,
                        start=0,
                        target=10,
                        created_at=LONG_AGO,
                        updated_at=LONG_AGO,
                    )
                )

    def give_everybody(self, person_ids: Sequence[int], title: str) -> None:
        """Each of these people a published objective with one key result."""
        with self._database.write() as session:
            objectives = [
                ObjectiveRow(
                    workspace_id=self.workspace_id,
                    cycle_id=self.cycle_id,
                    owner_id=person_id,
                    number=self._number + place,
                    title="Launch",
                    state=State.PUBLISHED,
                    created_at=LONG_AGO,
                    updated_at=LONG_AGO,
                )
                for place, person_id in enumerate(person_ids, 1)
            ]
            session.add_all(objectives)
            session.flush()
            session.add_all(
                KeyResultRow(
                    objective_id=int(objective.id or 0),
                    owner_id=objective.owner_id,
                    position=1,
                    title=title,
                    kind=Kind.NUMBER,
                    direction=Direction.REACH,
                    target=10,
                    created_at=LONG_AGO,
                    updated_at=LONG_AGO,
                )
                for objective in objectives
            )
        self._number += len(person_ids)

    def next_prompt_at(self, person_id: int) -> datetime | None:
        """When the person's next prompt is due."""
        with self._database.read() as session:
            return session.get_one(PersonRow, person_id).next_prompt_at
