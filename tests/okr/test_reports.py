"""What a weekly report says, and of whom."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from okr.facts import Confidence, Cycle, PersonName, Span, State
from okr.follow_up import (
    ActionItem,
    ActionSource,
    ActionState,
    Risk,
    RiskAnswer,
    RiskState,
    RoundState,
)
from okr.report_facts import ReportFacts, TeamOfReport, Turnout, WeeklyReport, days_of, weeks_back
from okr.reports import weekly_report
from tests.okr.report_samples import (
    ADA,
    BO,
    CY,
    DEE,
    FRIDAY,
    LAUNCH,
    QUARTER,
    TEAM,
    WEEK,
    check_in,
    facts,
    key_result,
    objective,
)


def report(found: ReportFacts, week: str = WEEK, today: date = FRIDAY) -> WeeklyReport:
    return weekly_report(found, week, today)


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 9, tzinfo=UTC)


def risk(state: RiskState = RiskState.OPEN, **changes: object) -> Risk:
    found = Risk(1, "KR1.1", "Sign-ups", BO, "no budget", "", state, at(24), asked=(CY,))
    return replace(found, **changes)  # type: ignore[arg-type]


def item(number: int, state: ActionState = ActionState.OPEN, **changes: object) -> ActionItem:
    found = ActionItem(number, number, f"do {number}", BO, ADA, None, state, ActionSource.TODO)
    return replace(found, **changes)  # type: ignore[arg-type]


class TestWeeks:
    def test_a_week_runs_from_monday_to_sunday(self) -> None:
        assert days_of(WEEK) == Span(date(2026, 11, 23), date(2026, 11, 29))

    def test_weeks_go_back_over_the_new_year(self) -> None:
        assert weeks_back("2027-W01", 3) == ("2027-W01", "2026-W53", "2026-W52")


class TestWhatBelongsWhere:
    def test_the_leads_objectives_come_first_and_the_members_are_other_important_okrs(self) -> None:
        found = report(
            facts(
                [objective(1, key_result(1)), objective(2, key_result(2, BO, number=2), owner=BO)]
            )
        )
        assert [each.objective.number for each in found.objectives] == [1]
        assert [each.objective.number for each in found.others] == [2]

    def test_without_a_lead_everything_is_other(self) -> None:
        nobody = TeamOfReport(7, "Growth", None, (ADA, BO))
        found = report(facts([objective(1, key_result(1))], team=nobody))
        assert found.objectives == ()
        assert len(found.others) == 1

    def test_of_a_strangers_objective_only_the_members_key_results(self) -> None:
        theirs = objective(3, key_result(1, DEE), key_result(2, BO), owner=DEE)
        found = report(facts([theirs]))
        assert [row.id for row in found.rows] == ["KR1.2"]

    def test_what_hangs_under_one_of_the_leads_is_named_with_it_and_is_no_other_okr(self) -> None:
        these = [
            objective(1, key_result(1)),
            objective(2, key_result(2, number=2)),
            objective(3, key_result(3, BO, number=3), owner=BO),
            objective(4, key_result(4, CY, number=4), owner=CY),
            objective(5, key_result(5, CY, number=5), owner=CY),
        ]
        # 3 hangs on 1; 4 on somebody's 9, which hangs on 2; 5 on nothing of the lead's.
        found = report(replace(facts(these), links=((3, 1), (4, 9), (9, 2), (5, 8))))
        assert [
            (each.objective.number, each.under.number if each.under else None)
            for each in found.objectives
        ] == [(1, None), (3, 1), (2, None), (4, 2)]
        assert [each.objective.number for each in found.others] == [5]
        assert {row.key_result.id for row in found.rows} == {1, 2, 3, 4, 5}

    def test_of_several_above_it_the_nearest_counts_and_a_circle_ends(self) -> None:
        these = [
            objective(1, key_result(1)),
            objective(2, key_result(2, number=2)),
            objective(3, key_result(3, BO, number=3), owner=BO),
        ]
        found = report(replace(facts(these), links=((3, 2), (2, 1), (1, 3))))
        assert [each.objective.number for each in found.objectives] == [1, 2, 3]
        assert found.objectives[2].under == these[1]

    @pytest.mark.parametrize(
        "hidden",
        [
            {"state": State.CLOSED},
            {"cycle": replace(QUARTER, is_closed=True)},
            {"cycle": Cycle(2, "2027 Q1", Span(date(2027, 1, 1), date(2027, 3, 31)))},
        ],
    )
    def test_what_does_not_run_is_left_out(self, hidden: dict[str, object]) -> None:
        stands = replace(objective(1, key_result(1)), **hidden)  # type: ignore[arg-type]
        assert report(facts([stands])).rows == ()

    def test_a_week_gone_by_shows_what_ran_then_and_was_published_by_then(self) -> None:
        closed = objective(1, key_result(1), state=State.CLOSED)
        later = objective(2, key_result(2, number=2))
        found = replace(facts([closed, later]), published_on={1: date(2026, 10, 1), 2: FRIDAY})
        past = report(found, "2026-W47")
        assert [each.objective.number for each in past.objectives] == [1]


class TestARow:
    def test_progress_stands_by_person_with_figures_before_and_after(self) -> None:
        said = [
            check_in(1, 1, BO, value=8_000, confidence=Confidence.HIGH, note="two signed"),
            check_in(2, 1, ADA, value=12_000),
            check_in(3, 1, BO, note="a third too"),
        ]
        found = replace(facts([objective(1, key_result(1))], said), values_before={1: 5_000.0})
        (row,) = report(found).rows
        assert (row.before, row.after, row.has_moved) == (5_000, 12_000, True)
        bo, ada = row.progress
        assert (bo.by, bo.before, bo.after, bo.notes) == (
            BO,
            5_000,
            8_000,
            ("two signed", "a third too"),
        )
        assert bo.confidence is Confidence.HIGH
        assert (ada.by, ada.before, ada.after) == (ADA, 8_000, 12_000)

    def test_an_earlier_week_counts_from_the_week_before_it(self) -> None:
        said = [
            check_in(1, 1, week="2026-W46", value=10),
            check_in(2, 1, week="2026-W47", value=20),
            check_in(3, 1, value=30),
        ]
        found = facts([objective(1, key_result(1))], said)
        assert [(row.before, row.after) for row in report(found).rows] == [(20, 30)]
        assert [(row.before, row.after) for row in report(found, "2026-W47").rows] == [(10, 20)]

    def test_nothing_said_is_an_empty_row_with_the_last_value(self) -> None:
        found = replace(facts([objective(1, key_result(1))]), values_before={1: 10.0})
        (row,) = report(found).rows
        assert (row.progress, row.concerns, row.next_steps) == ((), (), ())
        assert (row.after, row.has_moved) == (10.0, False)

    def test_unchanged_only_as_long_as_nothing_else_was_said(self) -> None:
        said = [check_in(1, 1, is_unchanged=True, note="holidays")]
        found = facts([objective(1, key_result(1))], said)
        assert report(found).rows[0].progress[0].is_unchanged
        found = replace(found, check_ins=(*said, check_in(2, 1, value=3)))
        assert not report(found).rows[0].progress[0].is_unchanged

    def test_next_steps_keep_their_person_and_day(self) -> None:
        said = [check_in(1, 1, BO, next_step="call them", next_step_on=date(2026, 12, 1))]
        (row,) = report(facts([objective(1, key_result(1))], said)).rows
        assert [(s.by, s.text, s.due_on) for s in row.next_steps] == [
            (BO, "call them", date(2026, 12, 1))
        ]


class TestConcerns:
    def of(
        self, *risks: Risk, week: str = WEEK, said: str = "no budget"
    ) -> list[tuple[str, RiskState]]:
        check_ins = [check_in(1, 1, BO, risk=said)] if said else []
        found = replace(facts([objective(1, key_result(1))], check_ins), risks=risks)
        return [(each.risk, each.state) for each in report(found, week).rows[0].concerns]

    def test_a_risk_and_its_check_in_are_one(self) -> None:
        assert self.of(risk()) == [("no budget", RiskState.OPEN)]

    def test_what_nobody_was_asked_about_stands_all_the_same(self) -> None:
        assert self.of(said="slow") == [("slow", RiskState.OPEN)]

    def test_a_withdrawn_one_is_not_shown(self) -> None:
        assert self.of(risk(RiskState.WITHDRAWN), said="") == []

    def test_an_older_one_is_shown_while_it_waits_and_in_the_week_of_its_answer(self) -> None:
        old = risk(created_at=at(10))
        assert self.of(old, said="") == [("no budget", RiskState.OPEN)]
        answered = replace(old, state=RiskState.ANSWERED, answered_at=at(25))
        assert self.of(answered, said="") == [("no budget", RiskState.ANSWERED)]
        assert self.of(replace(answered, answered_at=at(17)), said="") == []

    def test_answers_are_kept_in_order(self) -> None:
        answers = (RiskAnswer(CY, at(25), "take 500"), RiskAnswer(ADA, at(26), "or 600"))
        found = facts([objective(1, key_result(1))])
        found = replace(
            found, risks=(risk(RiskState.ANSWERED, answered_at=at(26), answers=answers),)
        )
        assert report(found).rows[0].concerns[0].answers == answers

    def test_who_is_late_with_an_answer_is_said(self) -> None:
        found = replace(facts([objective(1, key_result(1))]), risks=(risk(is_overdue=True),))
        assert report(found).rows[0].concerns[0].is_overdue


class TestTurnout:
    def of(self, found: ReportFacts) -> Turnout:
        return report(found).turnout

    def three(self) -> ReportFacts:
        rows = [key_result(1), key_result(2, BO), key_result(3, CY)]
        return facts([objective(1, *rows)], [check_in(1, 1)])

    def test_who_checked_in_has_reported_and_the_others_are_missing(self) -> None:
        found = self.of(self.three())
        assert (found.reported, found.missing, found.expected) == ((ADA,), (BO, CY), 3)

    def test_who_skipped_is_away_or_handed_on_counts_apart(self) -> None:
        rounds = {(BO.id, WEEK): RoundState.SKIPPED, (CY.id, WEEK): RoundState.DELEGATED}
        found = self.of(replace(self.three(), rounds=rounds))
        assert (found.skipped, found.delegated, found.expected) == ((BO,), (CY,), 1)
        away = {BO.id: (Span(FRIDAY, FRIDAY),)}
        found = self.of(replace(self.three(), away=away, rounds={(CY.id, WEEK): RoundState.OFF}))
        assert (found.away, found.expected) == ((BO, CY), 1)

    def test_a_check_in_counts_more_than_a_skipped_prompt(self) -> None:
        found = replace(self.three(), rounds={(ADA.id, WEEK): RoundState.SKIPPED})
        assert self.of(found).reported == (ADA,)

    def test_who_has_no_key_results_is_not_waited_for(self) -> None:
        assert self.of(facts([objective(1, key_result(1, BO))])).missing == (BO,)

    def test_who_has_nothing_left_to_be_asked_has_reported(self) -> None:
        said = [check_in(1, 1, BO)]
        assert self.of(facts([objective(1, key_result(1))], said)).reported == (ADA,)


class TestActionItems:
    def test_open_ones_by_day_and_those_done_this_week(self) -> None:
        items = (
            item(1),
            item(2, due_on=date(2026, 12, 1)),
            item(3, ActionState.DONE, closed_at=at(24)),
            item(4, ActionState.DONE, closed_at=at(16)),
            item(5, ActionState.DROPPED, closed_at=at(24)),
        )
        found = replace(facts(), items=items)
        assert [each.number for each in report(found).open_items] == [2, 1]
        assert [each.number for each in report(found).done_items] == [3]
        past = report(found, "2026-W47")
        assert (past.open_items, [each.number for each in past.done_items]) == ((), [4])


def test_a_stranger_who_works_on_a_leads_key_result_is_in_its_row_but_not_waited_for() -> None:
    helper = PersonName(99, "Eve")
    found = facts(
        [objective(1, key_result(1, measure=LAUNCH))], [check_in(1, 1, helper, value=0.5)]
    )
    assert [each.by for each in report(found).rows[0].progress] == [helper]
    assert report(found).turnout.expected == 1
    assert report(found).team == TEAM


class TestACycleThatEndsWithinTheWeek:
    """The last days of a quarter, seen from the team's Friday, which is in the next one."""

    FRIDAY = date(2027, 1, 1)
    ENDS = "2026-W53"

    def test_what_was_said_in_its_last_days_is_not_lost(self) -> None:
        said = [check_in(1, 1, week=self.ENDS, value=40_000)]
        found = report(facts([objective(1, key_result(1))], said), self.ENDS, self.FRIDAY)
        assert [row.after for row in found.rows] == [40_000]
        assert found.turnout.reported == (ADA,)
        over = report(facts([objective(1, key_result(1))], said), self.ENDS, date(2027, 1, 11))
        assert [row.after for row in over.rows] == [40_000]

    def test_nobody_is_waited_for_any_more(self) -> None:
        shared = objective(1, key_result(1), key_result(2, BO))
        said = [check_in(1, 1, week=self.ENDS, value=40_000)]
        found = report(facts([shared], said), self.ENDS, self.FRIDAY)
        assert len(found.rows) == 2
        assert found.turnout.missing == ()

    def test_without_a_word_it_is_over(self) -> None:
        assert report(facts([objective(1, key_result(1))]), self.ENDS, self.FRIDAY).rows == ()


def test_what_was_done_counts_in_the_week_it_was_on_the_teams_clock() -> None:
    """Monday morning in Shanghai is Sunday in Greenwich."""
    done = item(1, ActionState.DONE, closed_at=datetime(2026, 11, 22, 23, tzinfo=UTC))
    found = replace(facts(), items=(done,), zone=ZoneInfo("Asia/Shanghai"))
    assert report(found).done_items == (done,)
    assert report(found, "2026-W47").done_items == ()
