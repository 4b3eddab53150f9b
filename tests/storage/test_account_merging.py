"""Two people become one: all they have is one person's, each table's own rule kept."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlmodel import Session, SQLModel

from chat.address import Account, Address
from chat.cards import Card
from okr.alignment import AlignmentState, Collaboration, NewsState
from okr.facts import Role, State
from okr.follow_up import RiskState, RoundState
from okr.schedule import week_key
from scheduler.jobs import KINDS
from storage import account_conflicts, account_keys, claims, outbox, prompt_slots, rounds, settings
from storage.account_conflicts import Pair, together
from storage.account_merging import merge
from storage.database import Database
from storage.tables import PersonRow
from tests.scheduler.people import Company

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
WEEK = "2026-W10"
TABLES = SQLModel.metadata.tables


class World:
    """Ada on Slack, Ada on Lark, and Bo."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.company = Company(database)
        self.kept = self.company.hire("ada", after=NOW)
        self.bo = self.company.hire("bo", accounts=(("lark", "ou_bo", None),))
        self.gone = self.company.hire("ada2", accounts=(("lark", "ou_ada", None),))

    def put(self, table: str, **values: object) -> None:
        with self.database.write() as session:
            session.execute(insert(TABLES[table]).values(values))

    def rows(self, table: str, *names: str) -> list[Any]:
        columns = [TABLES[table].c[name] for name in names]
        with self.database.read() as session:
            return [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]

    def objective(self, number: int, owner: int) -> int:
        with self.database.write() as session:
            made = session.execute(
                insert(TABLES["objectives"])
                .values(
                    workspace_id=self.company.workspace_id,
                    cycle_id=self.company.cycle_id,
                    owner_id=owner,
                    number=number,
                    title=f"Objective {number}",
                    state=State.PUBLISHED,
                    last_position=1,
                    created_at=NOW,
                    updated_at=NOW,
                )
                .returning(TABLES["objectives"].c.id)
            )
            objective_id = int(made.scalar_one())
            session.execute(
                insert(TABLES["key_results"]).values(
                    objective_id=objective_id,
                    owner_id=owner,
                    position=1,
                    title="a number",
                    state=State.PUBLISHED,
                    kind="number",
                    direction="increase",
                    unit="",
                    created_at=NOW,
                    updated_at=NOW,
                )
            )
        return objective_id

    def person(self, person_id: int) -> PersonRow:
        with self.database.read() as session:
            return session.get_one(PersonRow, person_id)

    def change(self, person_id: int, **values: object) -> None:
        people = TABLES["people"]
        with self.database.write() as session:
            session.execute(people.update().where(people.c.id == person_id).values(values))

    def merge(self) -> None:
        with self.database.write() as session:
            assert merge(session, self.gone, self.kept, NOW) == self.kept


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def test_every_table_where_two_could_collide_is_thought_of() -> None:
    assert account_conflicts.unique_person_columns() == account_conflicts.CONFLICTS.keys()
    assert all(
        "person_id" in TABLES[name].c and set(same) <= set(TABLES[name].c.keys())
        for name, (same, _) in account_conflicts.CONFLICTS.items()
    )


def test_every_kind_of_reminder_is_about_people_or_about_something_else() -> None:
    other = {"risk", "action", "alignment", "alignment_lapse", "report", "reading", "revision"}
    assert set(KINDS) <= account_keys.ABOUT_PEOPLE | other
    assert not account_keys.ABOUT_PEOPLE & other


def test_a_person_named_without_a_foreign_key_is_thought_of() -> None:
    known = {(column.table.name, column.name) for column in account_conflicts.person_columns()}
    named = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.name.endswith(("person_id", "owner_id", "author_id", "by_id"))
    }
    assert named - known == {("settings", "person_id")}


def test_nobody_is_left_of_whom_anything_speaks(world: World) -> None:
    own, lower = world.objective(1, world.gone), world.objective(2, world.kept)
    world.put(
        "check_ins",
        key_result_id=1,
        person_id=world.gone,
        week=WEEK,
        note="",
        risk="",
        support="",
        support_from_id=world.kept,
        next_step="",
        is_unchanged=False,
        created_at=NOW,
    )
    world.merge()
    assert world.rows("objectives", "id", "owner_id") == [(own, world.kept), (lower, world.kept)]
    assert world.rows("check_ins", "person_id", "support_from_id") == [(world.kept, None)]
    accounts = world.rows("identities", "external_id", "person_id")
    assert ("ou_ada", world.kept) in accounts
    assert world.rows("people", "id") == [(world.kept,), (world.bo,)]
    assert world.rows("history", "actor_id", "action") == [(world.kept, "accounts_linked")]


def test_a_second_merge_finds_nobody(world: World) -> None:
    world.merge()
    with world.database.write() as session:
        assert merge(session, world.gone, world.kept, NOW) is None


def test_an_id_is_never_given_again(world: World) -> None:
    world.merge()
    assert world.company.hire("cy", accounts=(("lark", "ou_cy", None),)) > world.gone


def test_people_of_two_companies_stay_two(world: World) -> None:
    other = Company(world.database).hire("ada", accounts=(("lark", "ou_else", None),))
    with world.database.write() as session:
        assert merge(session, world.kept, other, NOW) is None


class TestPerson:
    @pytest.mark.parametrize(
        ("kept", "gone", "role"),
        [
            (Role.MEMBER, Role.ADMIN, Role.ADMIN),
            (Role.ADMIN, Role.MEMBER, Role.ADMIN),
            (Role.AMBASSADOR, Role.MEMBER, Role.AMBASSADOR),
        ],
    )
    def test_the_stronger_role_holds(
        self, world: World, kept: Role, gone: Role, role: Role
    ) -> None:
        world.change(world.kept, role=kept)
        world.change(world.gone, role=gone)
        world.merge()
        assert world.person(world.kept).role is role

    def test_own_choices_go_before_those_of_the_other(self, world: World) -> None:
        world.change(world.kept, locale="zh", locale_chosen=True)
        world.change(
            world.gone,
            locale="en",
            locale_chosen=True,
            timezone="Asia/Shanghai",
            timezone_chosen=True,
            prompt_weekday=5,
            prompt_at=time(9),
            prompt_chosen=True,
            country="CN",
        )
        world.merge()
        one = world.person(world.kept)
        assert (one.locale, one.timezone, one.country) == ("zh", "Asia/Shanghai", "CN")
        assert (one.prompt_weekday, one.prompt_at, one.prompt_chosen) == (5, time(9), True)

    def test_a_language_that_a_platform_tells_goes_before_one_nobody_told(
        self, world: World
    ) -> None:
        world.change(world.gone, locale="zh")
        world.merge()
        assert world.person(world.kept).locale == "zh"

    def test_nobody_leads_themselves(self, world: World) -> None:
        world.change(world.kept, manager_id=world.gone)
        world.change(world.gone, manager_id=world.bo)
        world.change(world.bo, manager_id=world.gone)
        world.merge()
        assert world.person(world.kept).manager_id == world.bo
        assert world.person(world.bo).manager_id == world.kept

    def test_who_was_asked_this_week_is_not_asked_again(self, world: World) -> None:
        week = week_key(NOW, UTC)  # type: ignore[arg-type]  # any zone will do
        with world.database.write() as session:
            claims.claim(session, prompt_slots.prompt_key(week, world.gone), NOW)
        friday = NOW + timedelta(days=2)
        world.change(world.kept, prompt_weekday=5, prompt_chosen=True, next_prompt_at=friday)
        world.merge()
        following = world.person(world.kept).next_prompt_at
        assert following is not None
        assert following > NOW + timedelta(days=6)


class TestTables:
    def test_a_team_has_each_once(self, world: World) -> None:
        world.put(
            "teams",
            id=1,
            workspace_id=world.company.workspace_id,
            name="G",
            name_key="g",
            lead_id=world.gone,
            lead_is_appointed=False,
            timezone="",
            weekly_weekday=5,
            weekly_at=time(16),
            names_shown=False,
            created_at=NOW,
        )
        for person in (world.kept, world.gone, world.bo):
            world.put("team_members", team_id=1, person_id=person)
        world.merge()
        members = world.rows("team_members", "team_id", "person_id")
        assert members == [(1, world.kept), (1, world.bo)]
        assert world.rows("teams", "lead_id") == [(world.kept,)]

    @pytest.mark.parametrize(
        ("kept", "gone", "left"),
        [
            (RoundState.DONE, RoundState.PROMPTED, RoundState.PROMPTED),
            (RoundState.OFF, RoundState.DONE, RoundState.DONE),
            (RoundState.PROMPTED, RoundState.SNOOZED, RoundState.SNOOZED),
            (RoundState.SKIPPED, RoundState.MISSED, RoundState.SKIPPED),
        ],
    )
    def test_a_round_is_open_while_either_is(
        self, world: World, kept: RoundState, gone: RoundState, left: RoundState
    ) -> None:
        for person, state, nudges in ((world.kept, kept, 1), (world.gone, gone, 2)):
            world.put(
                "rounds",
                person_id=person,
                week=WEEK,
                state=state,
                nudges=nudges,
                reason="",
                updated_at=NOW,
            )
        world.merge()
        with world.database.read() as session:
            found = rounds.find(session, world.kept, WEEK)
        assert found is not None
        assert (found.state, found.nudges) == (left, 2)

    def test_nobody_stands_in_for_themselves(self, world: World) -> None:
        world.put(
            "rounds",
            person_id=world.kept,
            week=WEEK,
            state=RoundState.DELEGATED,
            nudges=0,
            reason="",
            delegate_id=world.gone,
            updated_at=NOW,
        )
        world.put(
            "away",
            person_id=world.kept,
            starts_on=date(2026, 3, 9),
            ends_on=date(2026, 3, 13),
            delegate_id=world.gone,
            created_at=NOW,
        )
        world.put(
            "away",
            person_id=world.gone,
            starts_on=date(2026, 3, 12),
            ends_on=date(2026, 3, 20),
            created_at=NOW,
        )
        world.merge()
        assert world.rows("rounds", "state", "delegate_id") == [(RoundState.PROMPTED, None)]
        assert world.rows("away", "starts_on", "ends_on", "delegate_id") == [
            (date(2026, 3, 9), date(2026, 3, 20), None)
        ]

    def test_the_later_answer_of_a_collaborator_holds(self, world: World) -> None:
        objective = world.objective(1, world.bo)
        for person, answer, at in (
            (world.kept, Collaboration.ASKED, None),
            (world.gone, Collaboration.IN, NOW),
        ):
            world.put(
                "collaborators",
                objective_id=objective,
                person_id=person,
                asked_by_id=world.bo,
                asked_at=NOW,
                answer=answer,
                answered_at=at,
                reason="",
            )
        world.merge()
        assert world.rows("collaborators", "person_id", "answer") == [
            (world.kept, Collaboration.IN)
        ]

    def test_an_owner_is_no_collaborator_of_their_own(self, world: World) -> None:
        objective = world.objective(1, world.kept)
        world.put(
            "collaborators",
            objective_id=objective,
            person_id=world.gone,
            asked_by_id=world.kept,
            asked_at=NOW,
            answer=Collaboration.ASKED,
            reason="",
        )
        world.merge()
        assert world.rows("collaborators", "id") == []

    def test_who_was_asked_twice_about_a_risk_is_asked_once(self, world: World) -> None:
        world.objective(1, world.bo)
        self._risk(world, asker=world.bo)
        self._ask(world, world.kept, forwarded_to_id=world.gone)
        self._ask(world, world.gone, asked_by_id=world.kept)
        self._wait(world, "risk:1", world.kept, NOW + timedelta(days=1))
        self._wait(world, "risk:1", world.gone, NOW)
        world.merge()
        assert world.rows("risk_asks", "person_id", "asked_by_id", "forwarded_to_id") == [
            (world.kept, world.bo, None)
        ]
        assert world.rows("reminders", "key", "person_id", "at") == [
            (f"risk:1:{world.kept}", world.kept, NOW)
        ]

    def test_nobody_is_asked_about_their_own_risk(self, world: World) -> None:
        world.objective(1, world.kept)
        self._risk(world, asker=world.kept)
        self._ask(world, world.gone, asked_by_id=world.kept)
        world.merge()
        assert world.rows("risk_asks", "person_id") == []

    def _risk(self, world: World, asker: int) -> None:
        world.put(
            "risks",
            id=1,
            workspace_id=world.company.workspace_id,
            key_result_id=1,
            asker_id=asker,
            risk="r",
            support="",
            state=RiskState.OPEN,
            place_platform="slack",
            place_tenant="T1",
            place_kind="person",
            place_id="U",
            place_thread="",
            created_at=NOW,
            answer="",
        )

    def _ask(self, world: World, person: int, **values: object) -> None:
        given = {"asked_by_id": world.bo, "asked_at": NOW, "due_at": NOW, **values}
        world.put(
            "risk_asks", risk_id=1, person_id=person, is_lead=False, word="", answer="", **given
        )

    def _wait(self, world: World, about: str, person: int, at: datetime) -> None:
        world.put(
            "reminders",
            key=f"{about}:{person}",
            kind="risk",
            subject_id=1,
            week="",
            workspace_id=world.company.workspace_id,
            person_id=person,
            at=at,
            attempts=0,
        )

    def test_what_one_asked_the_other_to_align_is_agreed(self, world: World) -> None:
        lower, upper = world.objective(1, world.gone), world.objective(2, world.kept)
        world.put(
            "alignments",
            id=1,
            workspace_id=world.company.workspace_id,
            live_key=f"{lower}>{upper}.",
            lower_id=lower,
            upper_id=upper,
            state=AlignmentState.ASKED,
            asker_id=world.gone,
            answerer_id=world.kept,
            what="",
            importance="",
            urgency="",
            how="",
            to_do="",
            reason="",
            asked_at=NOW,
            due_at=NOW,
            place_platform="slack",
            place_tenant="T1",
            place_kind="person",
            place_id="U",
            place_thread="",
        )
        world.put(
            "alignment_news",
            alignment_id=1,
            person_id=world.gone,
            objective_id=upper,
            changed_by_id=world.kept,
            before={},
            after={},
            state=NewsState.TOLD,
            changed_at=NOW,
        )
        world.merge()
        assert world.rows("alignments", "state", "answered_by_id") == [
            (AlignmentState.ACCEPTED, world.kept)
        ]
        assert world.rows("alignment_turns", "by_id") == [(world.kept,)]
        assert world.rows("alignment_news", "state") == [(NewsState.MOOT,)]

    def test_settings_of_both_are_joined(self, world: World) -> None:
        workspace = world.company.workspace_id
        with world.database.write() as session:
            settings.put(session, workspace, "coach.off", ["a", "b"], world.kept)
            settings.put(session, workspace, "coach.off", ["b", "c"], world.gone)
            settings.put(session, workspace, "checkin.kept", {"week": WEEK}, world.gone)
            settings.put(session, workspace, "coach.off", ["z"])
        world.merge()
        with world.database.read() as session:
            assert settings.find(session, workspace, "coach.off", world.kept) == ["a", "b", "c"]
            assert settings.find(session, workspace, "checkin.kept", world.kept) == {"week": WEEK}
            assert settings.find(session, workspace, "coach.off") == ["z"]

    def test_reminders_about_the_other_are_about_the_one(self, world: World) -> None:
        for kind, key in (("nudge", f"nudge:{WEEK}:{world.gone}"), ("in_step", "in-step:3")):
            world.put(
                "reminders",
                key=key,
                kind=kind,
                subject_id=world.gone,
                week="",
                workspace_id=world.company.workspace_id,
                person_id=world.gone,
                at=NOW,
                attempts=0,
            )
        assert world.gone == 3
        world.merge()
        assert world.rows("reminders", "key", "subject_id") == [
            ("in-step:1", world.kept),
            (f"nudge:{WEEK}:{world.kept}", world.kept),
        ]

    def test_cards_before_the_other_are_found_as_the_ones(self, world: World) -> None:
        with world.database.write() as session:
            self._say(session, f"risk:{world.gone}:{world.gone}", "ou_ada")
            self._say(session, f"risk:9:{world.gone}", "ou_bo")
            self._say(session, f"action:{world.gone}:2026-03-04", "ou_ada")
        world.merge()
        keys = {key for (key,) in world.rows("outbox", "key")}
        assert keys == {
            f"risk:{world.gone}:{world.kept}",
            f"risk:9:{world.gone}",
            f"action:{world.gone}:2026-03-04",
        }

    def _say(self, session: Session, key: str, account: str) -> None:
        address = Address.of(Account("lark", "T1", account))
        outbox.add(session, key=key, address=address, body=Card("Hello", ()), now=NOW)


@pytest.mark.parametrize(
    ("key", "now"),
    [
        ("risk:3:3", "risk:3:1"),
        ("alignment:3:3:3", "alignment:3:1:3"),
        ("comments:5:0:3:2026-03-04", "comments:5:0:1:2026-03-04"),
        ("in-step-card:3:17", "in-step-card:1:17"),
        ("action:3", "action:3"),
        ("weekly:2026-W10:33", "weekly:2026-W10:33"),
    ],
)
def test_a_persons_id_in_a_key_follows_what_it_is_about(key: str, now: str) -> None:
    assert account_keys.renamed(key, Pair(1, 3)) == now


@pytest.mark.parametrize(
    ("kept", "gone", "both"),
    [
        (None, ["a"], ["a"]),
        (
            {"week": "1", "typed": {"4": {"note": "x"}}},
            {"week": "1", "typed": {"5": {"n": "y"}}},
            {"week": "1", "typed": {"4": {"note": "x"}, "5": {"n": "y"}}},
        ),
        ({"week": "2", "typed": {}}, {"week": "1", "typed": {"5": {}}}, {"week": "2", "typed": {}}),
        (True, False, True),
    ],
)
def test_settings_of_one_kind_become_one(kept: object, gone: object, both: object) -> None:
    assert together(kept, gone) == both
