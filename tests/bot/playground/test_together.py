"""What the sample company's people asked of one another: there is something of everything."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.playground import seeding, together
from bot.playground.company import PLATFORM, SAMPLE, account
from bot.playground.sample import OBJECTIVES, NotTaken, SampleClock, profiles, tell
from bot.playground.sample_data import When
from bot.playground.seeding import seed
from chat.events import AnyEvent
from chat.replies import Nothing, Reply
from handlers.reception import Reception
from handlers.router import build_router
from okr.alignment import Alignment, AlignmentState, Collaboration, TurnKind
from okr.facts import State
from okr.same_goal import pairs
from storage import alignments, collaborators, objectives, outbox, people, waiting
from storage.database import Database
from storage.people import Defaults, Me
from storage.tables import OutboxRow

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


@pytest.fixture
def told(sqlite_database: Database) -> Database:
    assert seed(sqlite_database, build_router(), NOW)
    return sqlite_database


def me(session: Session, who: str) -> Me:
    found = people.find_me(session, account(who))
    assert found is not None
    return found


def stored(session: Session) -> list[Alignment]:
    of = me(session, "robin").workspace_id
    every = (alignments.find(session, of, id) for id in range(1, 50))
    return [each for each in every if each is not None]


class TestAlignments:
    def test_three_levels_hang_together(self, told: Database) -> None:
        with told.read() as session:
            accepted = [each for each in stored(session) if each.state is AlignmentState.ACCEPTED]
        above = {each.lower.owner.name: each.upper.owner.name for each in accepted}
        assert above["Mei Lin"] == "Amara Okafor"
        assert above["Sofia Rossi"] == "Mei Lin"
        assert {each.upper.position is None for each in accepted} == {True, False}
        lowers = [each.lower.number for each in accepted]
        assert any(lowers.count(number) == 2 for number in lowers)

    def test_every_outcome_is_there(self, told: Database) -> None:
        with told.read() as session:
            found = stored(session)
        assert {each.state for each in found} == set(AlignmentState) - {AlignmentState.WITHDRAWN}
        assert [each.lower.owner.name for each in found if each.is_unanswered] == ["赵颖"]
        assert all(
            each.due_at is None or each.due_at > NOW for each in found if not each.is_unanswered
        )

    def test_nobody_answers_before_being_asked(self, told: Database) -> None:
        with told.read() as session:
            for each in stored(session):
                turns = alignments.list_turns(session, each.id)
                assert [turn.at for turn in turns] == sorted(turn.at for turn in turns)
                if each.is_unanswered:
                    kinds = [turn.kind for turn in turns]
                    assert kinds == [TurnKind.ASKED, TurnKind.REMINDED, TurnKind.LAPSED]

    def test_some_hang_on_nothing(self, told: Database) -> None:
        with told.read() as session:
            of = me(session, "robin").workspace_id
            current = [objectives.find(session, of, number) for number in range(12, 30)]
            known = [each for each in current if each and each.state is State.PUBLISHED]
            tied = alignments.list_of_lower(session, [each.id for each in known])
            under = alignments.list_of_upper(session, [each.id for each in known])
        loose = [each.number for each in known if each.id not in {**tied, **under}]
        assert len(loose) >= 2

    def test_one_goal_is_written_twice(self) -> None:
        current = [each for each in OBJECTIVES if each.when is When.CURRENT]
        found = pairs({number: each.title for number, each in enumerate(current)})
        owners = [(current[each.first].owner, current[each.second].owner) for each in found]
        assert owners == [("priya", "sofia")]


class TestWhatWaits:
    def test_somebody_has_everything_waiting(self, told: Database) -> None:
        with told.read() as session:
            mei = waiting.count_for(session, me(session, "mei").id, NOW.date())
            sofia = waiting.count_for(session, me(session, "sofia").id, NOW.date())
        assert (mei.alignments, mei.changes, mei.questions, mei.joins) == (1, 1, 1, 1)
        assert sofia.alignments == 1

    def test_who_was_asked_to_help_answered_but_for_one(self, told: Database) -> None:
        with told.read() as session:
            of = me(session, "robin").workspace_id
            found = [objectives.find(session, of, number) for number in range(12, 30)]
            joins = [
                join for each in found if each for join in collaborators.list_of(session, each.id)
            ]
        said = [join.answer for join in joins]
        assert said.count(Collaboration.ASKED) == said.count(Collaboration.NOT_ME) == 1
        assert said.count(Collaboration.IN) >= 5

    def test_the_chats_do_not_begin_with_weeks_of_news(self, told: Database) -> None:
        with told.read() as session:
            to = session.execute(select(col(OutboxRow.address_id))).scalars().all()
        assert max(to.count(person.id) for person in SAMPLE.people) <= 8


def test_an_interrupted_telling_is_ended(sqlite_database: Database) -> None:
    clock = SampleClock(NOW)
    reception = Reception(
        sqlite_database,
        build_router(),
        clock,
        Defaults(admins=SAMPLE.admins),
        look_ups={PLATFORM: profiles()},
    )
    said = 0

    def interrupted(event: AnyEvent, *, answer_to: object = None) -> Reply:
        nonlocal said
        said += 1
        return Nothing() if said > 40 else reception(event)

    tell(reception, clock, NOW.date())
    with pytest.raises(NotTaken):
        together.tell(interrupted, clock, NOW.date())
    together.tell(reception, clock, NOW.date())
    with sqlite_database.read() as session:
        before = stored(session)
    together.tell(reception, clock, NOW.date())
    with sqlite_database.read() as session:
        assert stored(session) == before
        assert len(before) == 13


def test_what_is_forgotten_is_never_sent(told: Database) -> None:
    with told.write() as session:
        kept = session.execute(select(col(OutboxRow.key))).scalars().all()
        assert outbox.forget(session, ("risk%",), NOW + timedelta(days=1)) == 0
        gone = outbox.forget(session, seeding.READ, NOW)
        left = session.execute(select(col(OutboxRow.key))).scalars().all()
    assert 0 < gone == len(kept) - len(left)
    assert not any(key.startswith(seeding.READ) for key in left)
