"""The weekly form: all my key results at once, what is wrong comes back, what is right is saved."""

import re
from datetime import timedelta

import pytest

from chat.forms import Group
from chat.replies import FieldErrors, OpenForm, Replace, Show
from okr.facts import State
from storage import check_ins
from storage.tables import ObjectiveRow
from tests.handlers.office import MONDAY, Office


def _groups(office: Office, who: str) -> list[str]:
    return [part.title for part in office.form(who).parts if isinstance(part, Group)]


def _values(office: Office, who: str) -> dict[str, object]:
    return {field.name: field.value for field in office.form(who).inputs}


def test_all_of_mine_are_in_one_form(launched: Office) -> None:
    launched.say("ada", "new A draft\n7 drafts")
    launched.say("ada", "checkin")
    assert isinstance(launched.replies["ada"], OpenForm)
    assert [title[:5] for title in _groups(launched, "ada")] == ["KR1.1", "KR1.2", "KR1.3"]
    assert not any(_values(launched, "ada").values())


def test_three_key_results_in_one_form(launched: Office) -> None:
    launched.say("ada", "checkin")
    said = launched.fill(
        "ada",
        value_1="12,000",
        confidence_1="high",
        note_1="Two shops sell it",
        value_2="3.8",
        confidence_2="medium",
        value_3="10%",
        confidence_3="low",
        risk_3="The paywall is late",
    )
    assert isinstance(launched.replies["ada"], Replace)
    assert "3 key results checked in" in launched.card("ada").title
    for figure in ("24%", "50%", "41%"):
        assert figure in said
    shown = launched.say("cy", "show KR1.3")
    assert "Risk: The paywall is late" in shown


def test_a_group_left_empty_is_not_checked_in(launched: Office) -> None:
    launched.say("ada", "checkin")
    said = launched.fill("ada", value_2="3.8", confidence_2="medium")
    assert "KR1.2" in said
    assert "KR1.1" not in said
    assert "Nobody has checked in yet" in launched.say("ada", "show KR1.1")


def test_a_form_left_empty_says_so(launched: Office) -> None:
    launched.say("ada", "checkin")
    assert "value_1: Fill in one key result" in launched.fill("ada")


def test_what_is_right_is_saved_and_what_is_wrong_comes_back(launched: Office) -> None:
    launched.say("ada", "checkin")
    said = launched.fill(
        "ada",
        value_1="12,000",
        confidence_1="high",
        value_2="three-ish",
        confidence_2="medium",
        note_2="Reviews came in",
        note_3="Nothing to sell yet",
    )
    assert isinstance(launched.replies["ada"], FieldErrors)
    assert "Saved: KR1.1. Correct what is marked." in said
    assert "value_2: “three-ish” is not a figure" in said
    assert "confidence_3: Say how sure" in said
    typed = _values(launched, "ada")
    assert (typed["value_1"], typed["value_2"], typed["note_2"]) == (
        "12,000",
        "three-ish",
        "Reviews came in",
    )
    assert "24%" in launched.say("cy", "show KR1.1")


def test_the_corrected_form_saves_the_rest_and_nothing_twice(launched: Office) -> None:
    launched.say("ada", "checkin")
    launched.fill(
        "ada", value_1="12,000", confidence_1="high", value_2="three-ish", confidence_2="medium"
    )
    said = launched.fill("ada", value_2="3.8")
    assert "2 key results checked in" in launched.card("ada").title
    assert "50%" in said
    with launched.database.read() as session:
        assert len(check_ins.list_last(session, 1)) == 1


def test_what_was_typed_and_left_wrong_is_still_there_later(launched: Office) -> None:
    launched.say("ada", "checkin")
    launched.fill("ada", value_2="three-ish", confidence_2="medium", note_2="Reviews came in")
    launched.say("ada", "checkin")
    typed = _values(launched, "ada")
    assert (typed["value_2"], typed["note_2"]) == ("three-ish", "Reviews came in")
    launched.fill("ada", value_2="3.8")
    launched.say("ada", "checkin")
    assert _values(launched, "ada")["value_2"] == "3.8"


def test_this_weeks_check_in_stands_in_the_form_and_is_edited_in_place(launched: Office) -> None:
    launched.say("ada", "checkin")
    launched.fill(
        "ada", value_1="12000", confidence_1="high", note_1="Two shops", status_1="at_risk"
    )
    launched.press("ada", "checkin.week", {"week": "2026-W48"})
    typed = _values(launched, "ada")
    assert typed["value_1"] == "12,000"
    assert typed["confidence_1"] == "high"
    assert typed["note_1"] == "Two shops"
    assert typed["status_1"] == "at_risk"
    launched.fill("ada", value_1="15000")
    with launched.database.read() as session:
        (only,) = check_ins.list_last(session, 1)
    assert (only.value, only.note) == (15000, "Two shops")
    assert "30%" in launched.say("cy", "show KR1.1")


def test_a_typed_line_adds_a_check_in(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high")
    launched.say("ada", "checkin KR1.1 13000 high")
    with launched.database.read() as session:
        assert [each.value for each in check_ins.list_last(session, 1)] == [13000, 12000]


def test_confidence_of_last_week_is_not_offered_again(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high")
    launched.clock.advance(timedelta(days=7))
    launched.say("ada", "checkin")
    assert not any(_values(launched, "ada").values())


def test_a_value_taken_back_gives_way_to_the_one_before(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high")
    launched.clock.advance(timedelta(days=7))
    launched.say("ada", "checkin KR1.1")
    launched.fill("ada", value="40000", confidence="high", note="Two shops sell it")
    assert "80%" in launched.say("cy", "show KR1.1")
    launched.say("ada", "checkin KR1.1")
    launched.fill("ada", value="")
    assert "24%" in launched.say("cy", "show KR1.1")


def test_the_form_of_last_week_writes_to_it_until_the_next_prompt(launched: Office) -> None:
    launched.say("ada", "checkin")
    launched.clock.set(MONDAY + timedelta(days=6, hours=23))  # Monday 30 Nov, 9:00 in Berlin
    launched.fill("ada", value_1="12000", confidence_1="high")
    with launched.database.read() as session:
        assert check_ins.list_last(session, 1)[0].week == "2026-W48"


def test_after_the_next_prompt_it_writes_to_this_week(launched: Office) -> None:
    launched.say("ada", "checkin")
    launched.travel(MONDAY + timedelta(days=8))
    launched.fill("ada", value_1="12000", confidence_1="high")
    with launched.database.read() as session:
        assert check_ins.list_last(session, 1)[0].week == "2026-W49"


def test_an_older_week_never_overwrites_a_newer_value(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1 12000 high")
    launched.clock.set(MONDAY + timedelta(days=6, hours=23))
    launched.say("ada", "checkin KR1.1 20000 low")
    launched.press("ada", "checkin.open", {"kr": "KR1.1", "week": "2026-W48"})
    launched.fill("ada", value="13000", note="Counted anew")
    with launched.database.read() as session:
        values = [(each.week, each.value) for each in check_ins.list_last(session, 1)]
    assert values == [("2026-W49", 20000), ("2026-W48", 13000)]
    shown = launched.say("cy", "show KR1.1")
    assert "40%" in shown
    assert "confidence low" in shown


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("value_1", "twelve-ish", "is not a figure"),
        ("value_1", "20%", "counted in sign-ups, not in percent"),
        ("value_1", "$500", "no amount of money"),
        ("value_1", "9" * 30, "too large"),
        ("next_step_on_1", "2026-11-01", "1 Nov 2026 is over"),
        ("next_step_on_1", "2026-11-30", "What is the next step, to be done by 30 Nov 2026?"),
        ("risk_1", "x" * 1001, "1001 characters long"),
    ],
)
def test_bad_input_is_named_under_its_field(
    launched: Office, field: str, typed: str, said: str
) -> None:
    launched.say("ada", "checkin")
    answers = {"confidence_1": "high", "note_1": "Two shops sell it", field: typed}
    heard = launched.fill("ada", **answers)
    assert isinstance(launched.replies["ada"], FieldErrors)
    assert said in heard
    assert _values(launched, "ada")[field] == typed
    assert _values(launched, "ada")["note_1"] == "Two shops sell it"


def test_another_currency_is_refused(office: Office) -> None:
    office.say("ada", "new Win\nrevenue of 5,000 EUR")
    for typed in ("$500", "500 USD", "500 美元"):
        assert "counted in EUR, not in USD" in office.say("ada", f"checkin KR1.1 {typed}")
    assert "10%" in office.say("ada", "checkin KR1.1 €500")


def test_a_helper_who_left_or_is_unknown_is_refused(launched: Office) -> None:
    launched.say("bo", "home")
    launched.leave("bo")
    launched.say("ada", "checkin")
    answers = {"value_1": "12000", "confidence_1": "high", "support_1": "A designer"}
    said = launched.fill("ada", **answers, support_from_1=(launched.account("bo"),))
    assert "support_from_1: Bo Chen has left" in said
    said = launched.fill("ada", support_1="", support_from_1=(launched.account("cy"),))
    assert "support_1: What do you need of Cy Diaz?" in said
    launched.fill("ada", support_1="A designer")
    assert "Support needed: A designer (@Cy Diaz)" in launched.say("ada", "show KR1.1")


def test_a_key_result_closed_meanwhile_says_so_in_the_form(launched: Office) -> None:
    launched.say("ada", "checkin")
    opened = launched.replies["ada"]
    launched.say("ada", "archive KR1.1")
    launched.replies["ada"] = opened
    said = launched.fill(
        "ada", value_1="12000", confidence_1="high", value_2="3.8", confidence_2="low"
    )
    assert "value_1: KR1.1 is archived" in said
    assert "Saved: KR1.2" in said
    assert _values(launched, "ada")["value_1"] == "12000"


def test_a_cycle_closed_meanwhile_says_so_in_the_form(launched: Office) -> None:
    launched.say("ada", "checkin")
    with launched.database.write() as session:
        session.get_one(ObjectiveRow, 1).state = State.CLOSED
    said = launched.fill("ada", value_1="12000", confidence_1="high")
    assert "value_1: O1" in said or "value_1: KR1.1 belongs to a closed cycle" in said
    assert _values(launched, "ada")["value_1"] == "12000"


def test_in_chinese_every_word_is_chinese(office: Office) -> None:
    office.say("bo", "new 赢得用户\n5 万注册用户\n评分从 3.6 提升到 4.0")
    office.say("bo", "publish O1")
    office.say("bo", "checkin")
    form = office.form("bo")
    words = [form.title, form.submit, form.cancel, str(form.parts[0])]
    for field in form.inputs:
        words += [field.label, getattr(field, "hint", ""), getattr(field, "placeholder", "")]
    said = office.fill("bo", value_1="1万", confidence_1="high", status_1="at_risk", risk_1="下雨")
    words += [said.replace("KR1.1", "").replace("O1", "")]
    words[3] = words[3].split("'")[1]
    assert not re.search(
        "[A-Za-z]{3}", " ".join(words).replace("2026 Q4", "").replace("Bo Chen", "")
    )
    assert "Bo Chen认为有风险" in said


def test_somebody_elses_key_result_cannot_be_slipped_in(launched: Office) -> None:
    launched.say("cy", "new Mine\n5 mice")
    launched.say("cy", "publish O2")
    launched.say("cy", "checkin")
    form = launched.form("cy")
    forged = launched.submit("cy", form, {"krs": "2"}, {"value_2": "3.8", "confidence_2": "high"})
    assert "value_2: Only Ada Li and collaborators can check in" in forged
    assert "no value yet" in launched.say("ada", "show KR1.2")


def test_somebody_elses_draft_cannot_be_seen_through_a_form(launched: Office) -> None:
    launched.say("ada", "new Secret\n7 secrets")
    launched.say("cy", "new Mine\n5 mice")
    launched.say("cy", "publish O3")
    launched.say("cy", "checkin")
    form = launched.form("cy")
    forged = launched.submit("cy", form, {"krs": "4"}, {"value_4": "3", "confidence_4": "high"})
    assert "secrets" not in forged
    assert "older version" in forged


def test_more_than_fit_are_asked_page_by_page(office: Office) -> None:
    lines = "\n".join(f"{n + 5} partners in {n}" for n in range(15))
    office.say("ada", f"new Win\n{lines}")
    office.say("ada", "publish O1")
    office.say("ada", "checkin")
    form = office.form("ada")
    assert form.title == "Check-in 1 of 3"
    assert form.submit == "Save and go on"
    office.fill("ada", value_1="1", confidence_1="high")
    form = office.form("ada")
    assert form.title == "Check-in 2 of 3"
    assert "Saved: KR1.1" in str(form.parts[0])
    assert "20%" in office.say("cy", "show KR1.1")
    office.replies["ada"] = OpenForm(form)
    office.fill("ada")
    assert office.form("ada").title == "Check-in 3 of 3"
    assert office.form("ada").submit == "Check in"
    said = office.fill("ada", value_15="13", confidence_15="high")
    assert "2 key results checked in" in said
    assert "KR1.1 " in said
    assert "KR1.15 " in said


def test_with_long_texts_a_page_has_fewer_and_nothing_typed_is_lost(launched: Office) -> None:
    launched.say("ada", "checkin")
    texts = {
        f"{name}_{id}": "长" * 1000
        for name in ("note", "risk", "support", "next_step")
        for id in (1, 2, 3)
    }
    wrong = {f"value_{id}": "many" for id in (1, 2, 3)}
    launched.fill("ada", **texts, **wrong)
    seen = []
    for _ in range(3):
        (id,) = {name.rpartition("_")[2] for name in _values(launched, "ada")}
        seen.append(id)
        assert _values(launched, "ada")[f"next_step_{id}"] == "长" * 1000
        launched.fill("ada", **{f"value_{id}": "3", f"confidence_{id}": "high"})
    assert seen == ["1", "2", "3"]
    assert isinstance(launched.replies["ada"], Replace | Show | OpenForm)


def test_a_draft_alone_can_be_checked_in_on(office: Office) -> None:
    office.say("ada", "new Win\n5 partners\n6 shops")
    assert "Only drafts so far: KR1.1, KR1.2" in office.say("ada", "checkin")
