"""A page of the tree is what is above and below, for who may see it, in few rows."""

from datetime import date

import pytest
from sqlmodel import Session

from okr.alignment import AlignmentState
from okr.facts import Cycle, State
from okr.tree import Branch, forest, walk
from storage import cycles, tree, tree_lists, tree_roots
from storage.database import Database
from storage.tables import Collaborator, PersonRow, TeamRow
from storage.tree import Found, Within
from storage.tree_roots import Cursor
from tests.storage.aligned_company import AlignedCompany
from tests.storage.weekly_company import LONG_AGO

ASKED, DECLINED = AlignmentState.ASKED, AlignmentState.DECLINED


@pytest.fixture
def company(database: Database) -> AlignedCompany:
    """Ada leads the company, Bo a team in it with Cy and Dee."""
    made = AlignedCompany(database)
    ada, bo, cy, dee = (made.hire(name) for name in ("Ada", "Bo", "Cy", "Dee"))
    assert (ada, bo, cy, dee) == (ADA, BO, CY, DEE)
    top = made.team(ada, bo, name="Company", channel=None)
    growth = made.team(bo, cy, dee)
    with database.write() as session:
        session.get_one(TeamRow, growth).parent_id = top
    return made


ADA, BO, CY, DEE = 1, 2, 3, 4


def within(company: AlignedCompany, viewer: int = ADA, *cycles: int) -> Within:
    return Within(company.workspace_id, viewer, cycles or (company.cycle_id,))


def around(database: Database, company: AlignedCompany, *focus: int, viewer: int = ADA) -> Found:
    with database.read() as session:
        return tree.around(session, within(company, viewer), focus)


def lines(found: Found) -> list[str]:
    """Each objective's number behind a dot for each level."""
    return ["." * depth + str(branch.objective.number) for depth, branch in walk(_forest(found))]


def _forest(found: Found) -> tuple[Branch, ...]:
    return forest(found.objectives, found.links, hidden=found.hidden)


def chain(company: AlignedCompany) -> None:
    """4 hangs on 3, that on 2 and 2 on 1."""
    for owner in (ADA, BO, CY, DEE):
        company.write(owner)
    for lower in (2, 3, 4):
        company.align(lower, lower - 1)


class TestAPage:
    def test_holds_what_is_above_and_what_is_below(
        self, database: Database, company: AlignedCompany
    ) -> None:
        chain(company)
        company.write(CY)
        company.align(5, 2)
        assert lines(around(database, company, 3)) == ["1", ".2", "..3", "...4"]
        assert lines(around(database, company, 1)) == ["1", ".2", "..3", "...4", "..5"]

    def test_what_is_not_on_it_is_counted(
        self, database: Database, company: AlignedCompany
    ) -> None:
        chain(company)
        company.write(CY)
        company.align(5, 2)
        assert around(database, company, 3).hidden == {}
        with database.read() as session:
            small = tree.around(session, within(company), [1], most=2)
        assert (lines(small), small.hidden, small.is_cut) == (["1", ".2"], {2: 3}, False)

    def test_where_the_count_is_cut_off_nothing_seems_to_be_all(
        self, database: Database, company: AlignedCompany
    ) -> None:
        for _ in range(3):
            company.write(ADA)
        for number in range(4, 4 + tree.MOST_COUNTED // 2):
            company.write(BO)
            company.align(number, 1)
        last = number
        for number in range(last + 1, last + 1 + tree.MOST_COUNTED):
            company.write(BO)
            company.align(number, 2 if number > last + 20 else 3)
        with database.read() as session:
            found = tree.around(session, within(company), [1, 2, 3], most=3)
        assert found.is_cut
        assert found.hidden.keys() == {1, 2, 3}

    def test_a_draft_is_there_for_those_who_have_to_do_with_it(
        self, database: Database, company: AlignedCompany
    ) -> None:
        company.write(ADA)
        company.write(BO, state=State.DRAFT)
        company.align(2, 1, ASKED)
        seen = {
            viewer: lines(around(database, company, 1, viewer=viewer))
            for viewer in (ADA, BO, CY, 0)
        }
        assert seen == {ADA: ["1", ".2"], BO: ["1", ".2"], CY: ["1"], 0: ["1"]}
        with database.write() as session:
            session.add(
                Collaborator(objective_id=2, person_id=CY, asked_by_id=BO, asked_at=LONG_AGO)
            )
        assert lines(around(database, company, 1, viewer=CY)) == ["1", ".2"]

    def test_what_is_asked_says_so_and_what_was_declined_is_not_there(
        self, database: Database, company: AlignedCompany
    ) -> None:
        for owner in (ADA, BO, CY, DEE):
            company.write(owner)
        company.align(2, 1, ASKED, lapsed_at=LONG_AGO)
        company.align(3, 1, AlignmentState.COUNTERED)
        company.align(4, 1, DECLINED)
        found = around(database, company, 1)
        assert lines(found) == ["1", ".2", ".3"]
        assert [(each.is_asked, each.is_unanswered) for each in found.links] == [
            (True, True),
            (True, False),
        ]

    def test_what_is_put_away_is_left_out_and_said(
        self, database: Database, company: AlignedCompany
    ) -> None:
        chain(company)
        company.change(2, state=State.ARCHIVED)
        assert lines(around(database, company, 1)) == ["1"]
        found = around(database, company, 3)
        assert lines(found) == ["3", ".4"]
        assert [each.upper_state for each in found.links] == [State.ARCHIVED, State.PUBLISHED]

    def test_key_results_are_named_on_the_way(
        self, database: Database, company: AlignedCompany
    ) -> None:
        company.write(ADA)
        company.write(BO)
        company.align(2, 1, position=3)
        assert [each.via for each in around(database, company, 1).links] == ["KR1.3"]

    def test_of_another_time_nothing_is_there(
        self, database: Database, company: AlignedCompany
    ) -> None:
        year = company.cycle("2026", date(2026, 1, 1), date(2026, 12, 31))
        summer = company.cycle("2026 Q3", date(2026, 7, 1), date(2026, 9, 30))
        company.write(ADA, cycle_id=year)
        company.write(BO)
        company.write(CY, cycle_id=summer)
        company.align(2, 1)
        company.align(3, 1)
        with database.read() as session:
            found = tree_roots.overlapping(session, company.workspace_id, _quarter(session))
            assert [each.name for each in found] == ["2026", "2026 Q4"]
            which = within(company, ADA, *(each.id for each in found))
            assert lines(tree.around(session, which, [1])) == ["1", ".2"]

    def test_a_circle_in_the_data_ends(self, database: Database, company: AlignedCompany) -> None:
        chain(company)
        company.align(1, 4)
        found = around(database, company, 2)
        assert sorted(each.number for each in found.objectives) == [1, 2, 3, 4]
        assert len(lines(found)) == 4

    def test_no_more_than_fits_and_the_families_share_the_room(
        self, database: Database, company: AlignedCompany
    ) -> None:
        company.write(ADA)
        company.write(ADA)
        for number in range(3, 45):
            company.write(BO)
            company.align(number, 1 if number < 40 else 2)
        found = around(database, company, 1, 2)
        assert len(found.objectives) == 2 + tree.MOST_CHILDREN + 5
        assert found.hidden == {1: 37 - tree.MOST_CHILDREN}
        alone = around(database, company, 1)
        assert len(alone.objectives) == 38


def _quarter(session: Session) -> Cycle:
    return next(each for each in cycles.list_all(session, 1) if each.name == "2026 Q4")


class TestWhereItBegins:
    def test_at_the_top_are_leads_of_the_highest_teams(
        self, database: Database, company: AlignedCompany
    ) -> None:
        with database.read() as session:
            assert tree_roots.top_people(session, company.workspace_id, CY) == [ADA]
            assert tree_roots.nobody_above(session, [ADA, BO, CY]) == {ADA}

    def test_without_teams_whoever_everybody_reports_to(self, database: Database) -> None:
        made = AlignedCompany(database)
        ada, bo, cy = (made.hire(name) for name in ("Ada", "Bo", "Cy"))
        with database.write() as session:
            assert tree_roots.top_people(session, made.workspace_id, cy) == []
            session.get_one(PersonRow, cy).manager_id = bo
            session.get_one(PersonRow, bo).manager_id = ada
            session.flush()
            assert tree_roots.top_people(session, made.workspace_id, cy) == [ada]
            assert tree_roots.nobody_above(session, [ada, bo, cy]) == {ada}

    def test_who_has_left_is_above_nobody(
        self, database: Database, company: AlignedCompany
    ) -> None:
        with database.write() as session:
            session.get_one(PersonRow, ADA).is_active = False
            session.flush()
            assert tree_roots.nobody_above(session, [BO]) == {BO}

    def test_a_persons_first_ones_hang_on_none_of_theirs(
        self, database: Database, company: AlignedCompany
    ) -> None:
        chain(company)
        company.write(CY)
        company.align(5, 3)
        with database.read() as session:
            which = within(company)
            assert tree_roots.list_first_of_people(session, which, [CY]) == [3]
            assert tree_roots.list_of_people(session, which, [DEE, CY]) == [4, 3, 5]
            assert tree_roots.list_hanging(session, which, [CY, ADA]) == [1]

    def test_what_hangs_on_what_is_put_away_hangs_on_nothing(
        self, database: Database, company: AlignedCompany
    ) -> None:
        chain(company)
        company.change(1, state=State.ARCHIVED)
        with database.read() as session:
            assert tree_roots.list_hanging(session, within(company), [BO, CY]) == [2]

    def test_a_company_is_looked_through_piece_by_piece(
        self, database: Database, company: AlignedCompany
    ) -> None:
        year = company.cycle("2026", date(2026, 1, 1), date(2026, 12, 31))
        for number in range(1, 13):
            company.write(BO, cycle_id=year if number > 10 else 0)
        for number in (2, 3, 4, 5):
            company.align(number, 1)
        company.align(6, 1, ASKED)
        which = within(company, ADA, year, company.cycle_id)
        found: list[tuple[int, ...]] = []
        roots: list[int] = []
        after: Cursor | None = tree_roots.START
        with database.read() as session:
            while after is not None:
                some = tree_roots.list_hanging_of_company(session, which, 3, after, window=4)
                found.append(some.ids)
                after = some.following
            after = tree_roots.START
            while after is not None:
                some = tree_roots.list_roots_of_company(session, which, 3, after, window=4)
                roots += some.ids
                after = some.following
            none = tree_roots.list_roots_of_company(session, which, 3, without=[BO])
        assert [id for ids in found for id in ids] == [11, 12, 1, 6, 7, 8, 9, 10]
        assert max(map(len, found)) == 3
        assert roots == [11, 12, 1, 7, 8, 9, 10]
        assert none == tree_roots.Hanging((), None)


class TestLists:
    def test_requests_without_an_answer_come_before_declined_ones(
        self, database: Database, company: AlignedCompany
    ) -> None:
        for owner in (ADA, BO, CY, DEE, DEE):
            company.write(owner)
        declined = company.align(2, 1, DECLINED, reason="Not now")
        silent = company.align(3, 1, ASKED, lapsed_at=LONG_AGO)
        company.align(4, 1, ASKED)
        company.align(5, 1, DECLINED)
        company.align(5, 1, ASKED)
        with database.read() as session:
            ids = tree_lists.list_fruitless(session, within(company), None)
            assert ids == [silent, declined]
            assert [each.reason for each in tree_lists.list_requests(session, ids)] == [
                "",
                "Not now",
            ]
            assert tree_lists.list_fruitless(session, within(company), [CY]) == [silent]

    def test_a_strangers_draft_is_in_no_list(
        self, database: Database, company: AlignedCompany
    ) -> None:
        company.write(ADA)
        company.write(BO, state=State.DRAFT)
        declined = company.align(2, 1, DECLINED)
        with database.read() as session:
            assert tree_lists.list_fruitless(session, within(company, BO), None) == [declined]
            assert tree_lists.list_fruitless(session, within(company, CY), None) == []
            assert tree_lists.titles(session, within(company, BO)) == {1: "Grow"}

    def test_what_belongs_together_is_known_both_ways(
        self, database: Database, company: AlignedCompany
    ) -> None:
        for owner in (ADA, BO, CY):
            company.write(owner)
        company.align(2, 1)
        company.change(3, copied_from_id=1)
        with database.read() as session:
            assert tree_lists.related(session, [1, 2, 3]) == {(2, 1), (1, 2), (3, 1), (1, 3)}
            assert tree_lists.related(session, []) == set()
