"""Milestones: done or not done, or stages that count by their weight."""

from datetime import timedelta

import pytest
from sqlmodel import select

from chat.forms import ManyChoicesField
from storage.tables import KeyResultRow
from tests.handlers.office import Office

STAGES = "Plan\nBuild | 2\nTest｜0.5\n- Ship\nTell everybody"


@pytest.fixture
def staged(office: Office) -> Office:
    """Ada has a milestone of five stages, which weigh 1, 2, 0.5, 1 and 1."""
    office.say("ada", "new Win {bo}\nopen the Berlin office")
    office.say("ada", "edit KR1.1")
    office.fill("ada", stages=STAGES)
    return office


def ticks(office: Office, who: str = "ada") -> ManyChoicesField:
    office.say(who, "checkin KR1.1")
    return next(each for each in office.form(who).inputs if isinstance(each, ManyChoicesField))


def test_a_milestone_says_itself_once(office: Office) -> None:
    office.say("ada", "new Win\nopen the Berlin office")
    assert "0% · not done\n" in office.say("ada", "checkin KR1.1 not done")
    assert "0% · not done · confidence low" in office.say("ada", "checkin KR1.1 no low")
    assert "100% · done · confidence low" in office.say("ada", "checkin KR1.1 done")


def test_stages_are_edited_as_lines(staged: Office) -> None:
    staged.say("ada", "edit KR1.1")
    values = {each.name: each.value for each in staged.form("ada").inputs}
    assert values["stages"] == "Plan\nBuild | 2\nTest | 0.5\nShip\nTell everybody"
    assert "no value yet · 5 stages" in staged.fill("ada")


def test_figures_have_no_stages_to_edit(office: Office) -> None:
    office.say("ada", "new Win\n5 partners")
    office.say("ada", "edit KR1.1")
    assert "stages" not in {each.name for each in office.form("ada").inputs}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Plan | much", "figure above 0: “Plan | much”"),
        ("Plan | 0", "figure above 0"),
        ("Plan | -1", "figure above 0"),
        ("Plan |", "figure above 0"),
        ("| 2", "needs a title"),
        ("x" * 61, "at most 60 characters"),
        ("Plan\nPlan | 2", "Two stages are called “Plan”"),
        ("\n".join(f"Stage {n}" for n in range(21)), "These are 21 stages"),
    ],
)
def test_stages_are_refused_at_their_field(staged: Office, typed: str, words: str) -> None:
    staged.say("ada", "edit KR1.1")
    said = staged.fill("ada", stages=typed)
    assert said.startswith("stages: ")
    assert words in said
    assert {each.name: each.value for each in staged.form("ada").inputs}["stages"] == typed


def test_stages_are_ticked_and_count_by_weight(staged: Office) -> None:
    assert [option.label for option in ticks(staged).options][:2] == ["Plan", "Build ×2"]
    said = staged.fill("ada", stages=("0", "1"), confidence="high")
    assert "55% · 2 of 5 stages" in said
    assert "O1 Win\n▓▓▓▓▓░░░░░ 55%" in said
    assert ticks(staged).value == ("0", "1")
    shown = staged.say("ada", "show KR1.1")
    assert "✓ Plan\n✓ Build ×2\n○ Test ×0.5\n○ Ship" in shown
    assert "55%  (" in shown


def test_history_tells_the_stages_that_changed(staged: Office) -> None:
    ticks(staged)
    staged.fill("ada", stages=("0", "1"), confidence="high")
    ticks(staged)
    staged.fill("ada", stages=("0", "3"), confidence="high")
    said = staged.press("ada", "show.history", {"o": "1"})
    assert "Plan · Build ×2 → ✓ Plan · ✓ Build ×2" in said
    assert "✓ Build ×2 · Ship → Build ×2 · ✓ Ship" in said
    assert "– → Plan · Build ×2 · Test ×0.5 · Ship · Tell everybody" in said


def test_nothing_ticked_at_first_is_a_value_and_later_only_a_note(staged: Office) -> None:
    ticks(staged)
    assert "0% · 0 of 5 stages" in staged.fill("ada", confidence="medium")
    staged.clock.advance(timedelta(days=7))
    ticks(staged)
    assert staged.fill("ada", confidence="medium").startswith("stages: Give a new value")
    assert "KR1.1 checked in" in staged.fill("ada", note="The permit is not there")


def test_two_people_tick_different_stages_and_both_count(staged: Office) -> None:
    ticks(staged, "ada")
    ticks(staged, "bo")
    staged.fill("bo", stages=("0",), confidence="high")
    assert "2 of 5 stages" in staged.fill("ada", stages=("3",), confidence="high")


def test_a_form_corrected_after_somebody_ticked_unticks_nothing(staged: Office) -> None:
    ticks(staged, "ada")
    ticks(staged, "bo")
    staged.fill("bo", stages=("0",), confidence="high")
    assert staged.fill("ada", stages=("3",)).startswith("confidence: ")
    assert "2 of 5 stages" in staged.fill("ada", confidence="high")


def test_stages_changed_meanwhile_are_not_ticked_by_place(staged: Office) -> None:
    staged.say("bo", "settings language en")
    ticks(staged, "bo")
    staged.say("ada", "edit KR1.1")
    staged.fill("ada", stages="Ship\nPlan")
    said = staged.fill("bo", stages=("0",), confidence="high")
    assert said.startswith("stages: Somebody has changed these stages")
    assert "1 of 2 stages" in staged.fill("bo", stages=("1",))


@pytest.mark.parametrize(
    ("typed", "read"), [("done", "5 of 5"), ("完成", "5 of 5"), ("no", "0 of 5")]
)
def test_all_stages_can_be_said_at_once(staged: Office, typed: str, read: str) -> None:
    assert f"{read} stages" in staged.say("ada", f"checkin KR1.1 {typed}")
    with staged.database.read() as session:
        stages = session.exec(select(KeyResultRow)).one().stages or []
    assert {stage["done"] for stage in stages} == {read == "5 of 5"}


def test_a_figure_is_no_stage(staged: Office) -> None:
    assert "tick them in the form, `/okr checkin KR1.1`" in staged.say(
        "ada", "checkin KR1.1 3 of 5"
    )


def test_stages_stay_done_by_their_title(staged: Office) -> None:
    ticks(staged)
    staged.fill("ada", stages=("0", "1"), confidence="high")
    staged.say("ada", "edit KR1.1")
    assert "67% · 2 of 3 stages" in staged.fill("ada", stages="Build\nMove in\nPlan")
    staged.say("ada", "edit KR1.1")
    assert "0% · not done" in staged.fill("ada", stages="")


def test_stages_go_with_the_milestone(staged: Office) -> None:
    staged.say("ada", "checkin KR1.1 done")
    staged.say("ada", "edit KR1.1")
    assert "no value yet · reach 4" in staged.fill("ada", kind="number", target="4")
    assert "Plan" not in staged.say("ada", "show KR1.1")


def test_new_stages_beside_another_kind_are_refused(staged: Office) -> None:
    staged.say("ada", "edit KR1.1")
    said = staged.fill("ada", kind="number", target="4", stages="Plan")
    assert said.startswith("kind: Only a milestone has stages")


def test_who_may_edit_can_archive_from_the_card(staged: Office) -> None:
    staged.say("ada", "show KR1.1")
    button = next(b for b in staged.card("ada").buttons if b.action == "archive.key_result")
    assert button.confirm is not None
    assert "KR1.1" not in staged.press("ada", button.action, button.values)
    staged.say("ada", "archive KR1.1")
    staged.say("bo", "show KR1.1")
    assert "archive.key_result" not in {b.action for b in staged.card("bo").buttons}


def _week(office: Office, who: str) -> None:
    office.say("ada", "publish O1")
    office.say(who, "checkin")


def test_a_weekly_form_corrected_after_somebody_ticked_unticks_nothing(staged: Office) -> None:
    _week(staged, "ada")
    opened = staged.replies["ada"]
    ticks(staged, "bo")
    staged.fill("bo", stages=("0",), confidence="high")
    staged.replies["ada"] = opened
    assert "confidence_1: " in staged.fill("ada", stages_1=("3",))
    assert "2 of 5 stages" in staged.fill("ada", confidence_1="high")


def test_stages_saved_beside_an_error_stay_ticked(staged: Office) -> None:
    staged.say("ada", "kr O1 5 partners")
    _week(staged, "ada")
    said = staged.fill(
        "ada", stages_1=("0", "3"), confidence_1="high", value_2="many", confidence_2="high"
    )
    assert "Saved: KR1.1" in said
    assert "2 of 5 stages" in staged.fill("ada", value_2="3")
    assert "2 of 5 stages" in staged.say("ada", "show KR1.1")


def test_ticks_kept_for_later_go_by_what_was_shown(staged: Office) -> None:
    _week(staged, "ada")
    staged.fill("ada", stages_1=("3",))
    ticks(staged, "bo")
    staged.fill("bo", stages=("0",), confidence="high")
    staged.say("ada", "checkin")
    assert "2 of 5 stages" in staged.fill("ada", confidence_1="high")
