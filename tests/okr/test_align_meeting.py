"""Whose turn it is in an alignment meeting, which cycle it is about, and who still owes what."""

from datetime import UTC, date, datetime

import pytest

from okr.align_meeting import (
    Preparation,
    Revision,
    TeamPlace,
    around,
    cycle_meant,
    in_turn,
    place_of,
    steps_from_top,
    teams_below,
    waits_for,
)
from okr.alignment import Alignment, AlignmentState, End, Wish
from okr.facts import Cycle, Objective, PersonName, Span, State
from okr.follow_up import Comment

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
BOSS, HEAD, LEAD, ADA, BO = (
    PersonName(id, name) for id, name in enumerate(("Zoe", "Yan", "Xi", "Ada", "Bo"), 1)
)
COMPANY, PRODUCT, APP = TeamPlace(1, 1, None), TeamPlace(2, 2, 1), TeamPlace(3, 3, 2)
TEAMS = (APP, PRODUCT, COMPANY)
Q4 = Cycle(1, "2026 Q4", Span(date(2026, 10, 1), date(2026, 12, 31)), is_current=True)
Q1 = Cycle(2, "2027 Q1", Span(date(2027, 1, 1), date(2027, 3, 31)))


def objective(number: int, owner: PersonName, state: State = State.PUBLISHED) -> Objective:
    return Objective(number, number, f"Goal {number}", state, owner, Q4, None)


def request(
    number: int,
    lower: PersonName,
    upper: PersonName,
    state: AlignmentState = AlignmentState.ASKED,
    answerer: PersonName | None = None,
) -> Alignment:
    ends = [
        End(id, id, None, f"Goal {id}", owner, State.PUBLISHED, 1)
        for id, owner in ((number, lower), (number + 1, upper))
    ]
    return Alignment(
        number, ends[0], ends[1], state, lower, Wish(), None, "", NOW, None, answerer=answerer
    )


def question(id: int, author: PersonName, whom: PersonName | None) -> Comment:
    return Comment(id, "O1", author, "Why?", NOW, for_whom=whom, is_question=True)


def test_management_speaks_before_departments_and_these_before_teams() -> None:
    assert in_turn([BO, ADA, LEAD, HEAD, BOSS], TEAMS) == (BOSS, HEAD, LEAD, ADA, BO)


def test_the_highest_team_somebody_leads_counts() -> None:
    both = (COMPANY, PRODUCT, TeamPlace(3, 1, 2))
    assert steps_from_top(both) == {1: 0, 2: 1}


def test_people_of_the_same_width_speak_by_name() -> None:
    same = PersonName(9, "ada")
    assert in_turn([BO, same, ADA], ()) == (ADA, same, BO)


def test_two_top_teams_are_equally_high() -> None:
    assert in_turn([BOSS, HEAD], (COMPANY, TeamPlace(2, 2, None))) == (HEAD, BOSS)


def test_teams_in_a_circle_end_nothing() -> None:
    circle = (TeamPlace(1, 1, 2), TeamPlace(2, 2, 1))
    assert teams_below(1, circle) == {1, 2}
    assert set(in_turn([ADA, BOSS, HEAD], circle)[:2]) == {BOSS, HEAD}


def test_a_team_has_those_under_it_however_deep() -> None:
    assert teams_below(1, TEAMS) == {1, 2, 3}
    assert teams_below(2, TEAMS) == {2, 3}
    assert teams_below(9, TEAMS) == {9}


def test_an_objective_of_somebody_outside_comes_last() -> None:
    outside = PersonName(9, "Out")
    table = sorted(
        [objective(1, outside), objective(3, ADA), objective(2, BO), objective(4, ADA)],
        key=lambda each: place_of(each, (ADA, BO)),
    )
    assert [each.number for each in table] == [3, 4, 2, 1]


def test_neighbours_are_found_where_the_objective_itself_is_gone() -> None:
    table = [objective(1, ADA), objective(3, ADA), objective(4, BO)]
    here = around(table[1], table, (ADA, BO))
    assert (here.number, here.before, here.after) == (2, table[0], table[2])
    gone = around(objective(2, ADA), table, (ADA, BO))
    assert (gone.number, gone.before, gone.after) == (0, table[0], table[1])
    last = around(table[2], table, (ADA, BO))
    assert (last.number, last.after) == (3, None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ([], Q4),
        ([(Q4, 0), (Q1, 0)], Q4),
        ([(Q4, 5), (Q1, 2)], Q4),
        ([(Q4, 2), (Q1, 5)], Q1),
        ([(Q1, 3), (Q4, 3)], Q1),
        ([(Cycle(3, "old", Span(date(2026, 7, 1), date(2026, 9, 30))), 9), (Q4, 1)], Q4),
        ([(Cycle(4, "shut", Q1.span, is_closed=True), 9)], Q4),
    ],
)
def test_the_cycle_most_is_written_in_is_meant(
    written: list[tuple[Cycle, int]], meant: Cycle
) -> None:
    assert cycle_meant(Q4, written, TODAY) == meant


def test_a_request_waits_for_who_was_asked_and_a_counter_for_the_asker() -> None:
    assert waits_for(request(1, ADA, BO)) == BO
    assert waits_for(request(1, ADA, BO, answerer=LEAD)) == LEAD
    assert waits_for(request(1, ADA, BO, AlignmentState.COUNTERED)) == ADA
    assert waits_for(request(1, ADA, BO, AlignmentState.ACCEPTED)) is None


def test_a_draft_is_on_the_table_only_when_it_was_put_up() -> None:
    draft = objective(2, BO, State.DRAFT)
    state = Preparation((ADA, BO), (objective(1, ADA), draft))
    assert [each.number for each in state.table] == [1]
    assert state.drafts == (draft,)
    shown = Preparation((ADA, BO), state.objectives, put_up={2})
    assert [each.number for each in shown.table] == [1, 2]
    assert shown.drafts == ()


def test_who_has_only_a_draft_has_written_something() -> None:
    state = Preparation((ADA, BO), (objective(1, ADA, State.DRAFT),))
    assert state.missing == (BO,)


def test_what_is_at_the_top_is_not_loose() -> None:
    state = Preparation(
        (BOSS, ADA),
        (objective(1, BOSS), objective(2, ADA), objective(3, ADA)),
        hung={3},
        at_top={1},
    )
    assert [each.number for each in state.loose] == [2]


def test_everybody_owes_their_own_and_who_is_asked_from_outside_too() -> None:
    draft = objective(2, ADA, State.DRAFT)
    outside = request(1, ADA, HEAD)
    state = Preparation(
        (ADA, BO, LEAD),
        (objective(1, ADA), draft, objective(5, LEAD)),
        questions=(question(1, BO, ADA), question(2, ADA, None)),
        requests=(outside, request(3, BO, ADA)),
        hung={1, 2, 5},
    )
    owed = state.owed()
    assert list(owed) == [ADA, BO, HEAD]
    assert owed[ADA].drafts == (draft,)
    assert [each.id for each in owed[ADA].questions] == [1]
    assert [each.id for each in owed[ADA].requests] == [3]
    assert owed[BO].has_nothing
    assert owed[HEAD].requests == (outside,)
    assert not owed[HEAD].has_nothing


def test_what_is_archived_needs_no_revision_any_more() -> None:
    open_one = Revision(1, 1, 1, "Goal", ADA, "Why?", BO, NOW)
    assert open_one.waits
    assert not Revision(1, 1, 1, "Goal", ADA, "Why?", BO, NOW, is_over=True).waits
    assert not Revision(1, 1, 1, "Goal", ADA, "Why?", BO, NOW, is_done=True).waits
