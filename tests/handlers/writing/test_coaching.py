"""The coach speaks where people write, is never in the way, and keeps quiet when told to."""

import pytest

from chat.replies import FieldErrors, OpenForm, Show
from tests.handlers.office import Office

POOR = "new 收入\n上线新的支付功能"


def test_it_speaks_in_the_answer_to_new(office: Office) -> None:
    said = office.say("ada", POOR)
    assert "The coach says" in said
    assert "O1 written" in said


def test_it_is_silent_about_good_ones(office: Office) -> None:
    said = office.say("ada", "new Launch the A app and win its users\nrating from 3.6 to 4.0")
    assert "The coach says" not in said


def test_it_never_blocks(office: Office) -> None:
    office.say("ada", POOR)
    assert "published" in office.say("ada", "publish O1")


def test_a_form_with_strong_findings_has_a_second_step_and_loses_nothing(office: Office) -> None:
    office.say("ada", "new")
    office.fill("ada", title="收入", key_results="上线新的支付功能")
    form = office.form("ada")
    assert form.action == "coach.step"
    values = {field.name: field.value for field in form.inputs}
    assert values["title"] == "收入"
    assert values["kr1"] == "上线新的支付功能"
    assert "收入" in office.say("ada", "show O1")


def test_the_second_step_takes_what_stands_there(office: Office) -> None:
    office.say("ada", "new")
    office.fill("ada", title="收入")
    said = office.fill("ada", title="让新读者愿意付费并留下来")
    assert "让新读者愿意付费并留下来" in said


def test_the_second_step_offers_the_suggestions_to_edit(office: Office) -> None:
    office.say("ada", "new")
    office.fill("ada", title="收入")
    office.fill("ada", coach="use")
    suggested = {field.name: field.value for field in office.form("ada").inputs}["title"]
    assert "收入" in str(suggested)
    assert suggested != "收入"
    assert isinstance(office.replies["ada"], OpenForm)


def test_not_again_for_this_one(office: Office) -> None:
    office.say("ada", "new 收入")
    office.press("ada", "coach.dismiss", {"id": "O1", "rule": "objective-is-a-phrase"})
    assert "reads well" in office.press("ada", "coach.open", {"o": "1"})
    assert "The coach says" in office.say("ada", "new 利润")


def test_a_rule_switched_off_for_me_speaks_to_others(office: Office) -> None:
    office.press("ada", "coach.off", {"id": "", "rule": "objective-is-a-phrase"})
    assert "The coach says" not in office.say("ada", "new 收入")
    assert "The coach says" in office.say("cy", "new 收入")


def test_an_admin_sets_the_companys_limits_and_rules(office: Office) -> None:
    office.press("root", "coach.settings")
    office.fill("root", company_off=("objective-is-a-phrase",), key_results="2")
    assert "The coach says" not in office.say("cy", "new 收入")
    said = office.say("cy", "new 赢得读者的信任\n评分从 3.6 到 4.0\n付费率达到 20%\n留存率达到 50%")
    assert "beyond 2" in said


@pytest.mark.parametrize("typed", ["0", "-1", "x", "2.5", "99"])
def test_odd_limits_are_refused_at_the_field(office: Office, typed: str) -> None:
    office.press("root", "coach.settings")
    office.fill("root", objectives=typed)
    assert isinstance(office.replies["root"], FieldErrors)


def test_members_see_no_company_settings(office: Office) -> None:
    office.press("ada", "coach.settings")
    assert [field.name for field in office.form("ada").inputs] == ["off"]


def test_coach_judges_a_text_nobody_saved(office: Office) -> None:
    assert "names a subject" in office.say("ada", "coach 收入")
    assert "You have no OKRs" in office.say("ada", "show")


@pytest.mark.parametrize("typed", ["coach 🙂", "coach 12345", "coach x", "coach " + "长" * 10_000])
def test_what_cannot_be_judged_is_said_so(office: Office, typed: str) -> None:
    said = office.say("ada", typed)
    assert isinstance(office.replies["ada"], Show)
    assert "went wrong" not in said


def test_hints_in_show_are_for_the_owner_alone(office: Office) -> None:
    office.say("ada", "new 收入")
    office.say("ada", "publish O1")
    assert "hint" in office.say("ada", "show O1")
    assert "hint" not in office.say("cy", "show O1")
    assert "speaks with Ada Li alone" in office.say("cy", "coach O1")


def test_examples_are_found_in_either_language(office: Office) -> None:
    for words in ("销售", "sales"):
        assert "ales" in office.say("ada", f"examples {words}")
    assert "Industries" in office.say("ada", "examples")
    assert "no examples for" in office.say("ada", "examples qwertyuiop")


def test_an_example_fills_the_form_and_is_not_published_with_a_placeholder(office: Office) -> None:
    office.press("ada", "examples.use", {"topic": "marketing", "lang": "en", "index": "0"})
    office.fill("ada", title="Be known for xx", key_results="brand awareness from 10% to 20%")
    assert "First replace what is still open: O1 (xx)" in office.say("ada", "publish O1")
    office.say("ada", "edit O1 Be known for repairable phones")
    assert "published" in office.say("ada", "publish O1")


def test_forged_examples_are_refused(office: Office) -> None:
    for values in ({}, {"topic": "x", "index": "0"}, {"topic": "marketing", "index": "99"}):
        assert "no longer there" in office.press("ada", "examples.use", values)


def test_unfinished_work_is_carried_over_and_linked(office: Office) -> None:
    office.say("root", "cycle create 2026-07-01 2026-09-30 Last")
    office.say("ada", "new Win readers\nrating from 3.6 to 4.0\n5 partners")
    office.say("ada", "move O1 to Last")
    office.say("ada", "publish O1")
    office.say("ada", "checkin KR1.1 3.8")
    office.say("ada", "checkin KR1.2 5")
    assert "Not finished in the last cycle" in office.home("ada")
    said = office.press("ada", "carry.run", {"option": "1"})
    assert "from 3.8 to 4" in said
    assert "5 partners" not in said
    assert "Goes on with O1" in office.say("ada", "show O2")
    assert "Gone on with in O2" in office.say("ada", "show O1")
    assert "Not finished" not in office.home("ada")


def test_nobody_carries_over_what_is_not_theirs(office: Office) -> None:
    office.say("ada", "new Win readers")
    assert "not an unfinished objective of yours" in office.press("cy", "carry.run", {"o": "1"})


def test_a_check_in_is_coached_and_taken(office: Office) -> None:
    office.say("ada", "new Win readers\nrating from 3.6 to 4.0")
    said = office.say("ada", "checkin KR1.1 4.8 high 召开需求评审会")
    assert "300%" in said
    assert "what it has changed" in said
    assert "beyond the target" in said
