"""A company whose teams report: people, key results and check-ins written straight into tables."""

from datetime import date, datetime, time
from itertools import count
from typing import Any

from okr.cycles import CycleKind
from okr.facts import State, Status
from okr.measures import Direction, Kind
from storage.database import Database
from storage.tables import (
    CheckInRow,
    CycleRow,
    Identity,
    KeyResultRow,
    ObjectiveRow,
    PersonRow,
    TeamMember,
    TeamRow,
    Workspace,
)

LONG_AGO = datetime.fromisoformat("2026-01-05T00:00:00+00:00")
CHANNEL = "C-growth"


class WeeklyCompany:
    """One workspace; its quarter is the fourth of 2026. Everybody is on Slack."""

    def __init__(self, database: Database, locale: str = "en") -> None:
        self._database = database
        self._numbers = count(1)
        with database.write() as session:
            workspace = Workspace(name="Acme", locale=locale, timezone="UTC", created_at=LONG_AGO)
            session.add(workspace)
            session.flush()
            self.workspace_id = int(workspace.id or 0)
            cycle = CycleRow(
                workspace_id=self.workspace_id,
                name="2026 Q4",
                kind=CycleKind.QUARTER,
                starts_on=date(2026, 10, 1),
                ends_on=date(2026, 12, 31),
                created_at=LONG_AGO,
            )
            session.add(cycle)
            session.flush()
            self.cycle_id = int(cycle.id or 0)

    def add(self, row: Any) -> int:
        """Any row; gives its id."""
        with self._database.write() as session:
            session.add(row)
            session.flush()
            return int(row.id or 0)

    def hire(self, name: str, *, zone: str = "UTC", locale: str = "en", active: bool = True) -> int:
        """A person with the account "U-name"."""
        person_id = self.add(
            PersonRow(
                workspace_id=self.workspace_id,
                name=name,
                name_key=name.casefold(),
                locale=locale,
                timezone=zone,
                is_active=active,
                created_at=LONG_AGO,
            )
        )
        with self._database.write() as session:
            session.add(
                Identity(
                    platform="slack", tenant="T1", external_id=f"U-{name}", person_id=person_id
                )
            )
        return person_id

    def team(
        self,
        lead_id: int | None,
        *members: int,
        name: str = "Growth",
        channel: str | None = CHANNEL,
        next_at: datetime | None = None,
        names_shown: bool = False,
        weekly_at: time = time(16, 0),
    ) -> int:
        """A team whose day is Friday."""
        team_id = self.add(
            TeamRow(
                workspace_id=self.workspace_id,
                name=name,
                name_key=name.casefold(),
                lead_id=lead_id,
                channel_platform="slack" if channel else None,
                channel_tenant="T1" if channel else None,
                channel_id=channel,
                next_weekly_at=next_at,
                names_shown=names_shown,
                weekly_at=weekly_at,
                created_at=LONG_AGO,
            )
        )
        with self._database.write() as session:
            session.add_all(TeamMember(team_id=team_id, person_id=each) for each in members)
        return team_id

    def objective(
        self, owner_id: int, *titles: str, state: State = State.PUBLISHED, title: str = "Launch"
    ) -> list[int]:
        """A published objective; gives the ids of its key results."""
        objective_id = self.add(
            ObjectiveRow(
                workspace_id=self.workspace_id,
                cycle_id=self.cycle_id,
                owner_id=owner_id,
                number=next(self._numbers),
                title=title,
                state=state,
                published_at=LONG_AGO,
                created_at=LONG_AGO,
                updated_at=LONG_AGO,
            )
        )
        return [
            self.key_result(objective_id, owner_id, position, each)
            for position, each in enumerate(titles, 1)
        ]

    def key_result(self, objective_id: int, owner_id: int, position: int, title: str) -> int:
        """One more key result, to reach 100."""
        return self.add(
            KeyResultRow(
                objective_id=objective_id,
                owner_id=owner_id,
                position=position,
                title=title,
                kind=Kind.NUMBER,
                direction=Direction.REACH,
                target=100,
                unit="users",
                created_at=LONG_AGO,
                updated_at=LONG_AGO,
            )
        )

    def check_in(
        self, key_result_id: int, person_id: int, week: str, at: datetime, **said: Any
    ) -> int:
        """What somebody recorded."""
        return self.add(
            CheckInRow(
                key_result_id=key_result_id,
                person_id=person_id,
                week=week,
                created_at=at,
                proposed=Status.ON_TRACK,
                **said,
            )
        )
