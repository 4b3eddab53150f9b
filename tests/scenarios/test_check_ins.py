"""The weekly check-in on every transport: one form, errors in it, pages, nothing changed."""

from datetime import UTC, datetime

from tests.drivers.base import Driver, SeenForm

LONG = "长" * 1000
PROMPTED = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
"""Half an hour after Ada's prompt."""


def _open(stage: Driver) -> SeenForm:
    stage.say("ada", "/okr checkin")
    if stage.form("ada") is None:  # where a message cannot open a form, it brings a button
        stage.press("ada", "Your weekly check-in")
    return _form(stage)


def _form(stage: Driver) -> SeenForm:
    form = stage.form("ada")
    assert form is not None
    return form


def test_three_key_results_in_one_form(launched: Driver) -> None:
    assert len(_open(launched).labels) == 27
    launched.fill(
        "ada",
        value_1="1.2万",
        confidence_1="high",
        note_1="Two shops sell it",
        value_2="three-ish",
        confidence_2="medium",
        support_2="Somebody who answers reviews",
        support_from_2="bo",
        next_step_2="Answer every review",
        next_step_on_2="2026-11-30",
        value_3="10%",
        confidence_3="high",
    )
    form = _form(launched)
    assert "not a figure" in form.errors["value_2"]
    assert "Saved: KR1.1, KR1.3. Correct what is marked." in (form.text + str(form.errors))
    assert form.values["support_2"] == "Somebody who answers reviews"
    assert form.values["value_1"] == "12,000"
    launched.fill("ada", value_2="3.8")
    seen = launched.sees("ada").text
    assert "3 key results checked in" in seen
    for figure in ("24%", "50%", "Bo Chen will be asked"):
        assert figure in seen
    launched.say("cy", "/okr show KR1.2")
    shown = launched.sees("cy").text
    assert "Support needed: Somebody who answers reviews" in shown
    assert "Next: Answer every review (30 Nov 2026)" in shown


def test_very_long_texts_come_back_page_by_page_and_whole(launched: Driver) -> None:
    _open(launched)
    names = ("note", "risk", "support", "next_step")
    texts = {f"{name}_{id}": LONG for name in names for id in (1, 2, 3)}
    launched.fill("ada", **texts, value_1="many", value_2="many", value_3="many")
    for id in (1, 2, 3):
        form = _form(launched)
        assert form.values[f"value_{id}"] == "many"
        assert all(form.values[f"{name}_{id}"] == LONG for name in names)
        launched.fill("ada", **{f"value_{id}": "3", f"confidence_{id}": "high"})
    after = launched.form("ada")
    assert after is None or after.title == "The coach says"


def test_this_weeks_check_in_is_edited(launched: Driver) -> None:
    _open(launched)
    launched.fill("ada", value_1="12000", confidence_1="high", note_1="Two shops sell it")
    launched.press("ada", "Edit")
    form = _form(launched)
    assert form.values["value"] == "12,000"
    assert form.values["note"] == "Two shops sell it"
    launched.fill("ada", value="15000")
    assert "30%" in launched.sees("ada").text


def test_the_coach_after_a_check_in_has_a_second_step(launched: Driver) -> None:
    _open(launched)
    launched.fill("ada", value_1="90,000", confidence_1="high")
    form = _form(launched)
    assert "beyond the target" in form.text
    assert form.values["value_1"] == "90,000"
    launched.fill("ada", value_1="9,000")
    assert "18%" in launched.sees("ada").text


def test_the_weekly_card_becomes_its_answer(launched: Driver) -> None:
    launched.travel(PROMPTED)
    assert "Fill in" in launched.sees("ada").buttons
    launched.press("ada", "Fill in")
    launched.fill("ada", value_1="12000", confidence_1="high")
    standing = launched.all_seen("ada")
    assert not [seen for seen in standing if "Fill in" in seen.buttons]
    assert "24%" in launched.sees("ada").text
    assert "Edit" in launched.sees("ada").buttons


def test_left_at_the_coachs_step_the_weekly_card_is_answered_all_the_same(
    launched: Driver,
) -> None:
    launched.travel(PROMPTED)
    launched.press("ada", "Fill in")
    launched.fill("ada", value_1="90,000", confidence_1="high")
    assert "beyond the target" in _form(launched).text
    launched.cancel("ada")
    assert not [seen for seen in launched.all_seen("ada") if "Fill in" in seen.buttons]
    seen = launched.sees("ada")
    assert "KR1.1 checked in" in seen.text
    assert "180%" in seen.text
    assert "beyond the target" not in seen.text
    assert "Edit" in seen.buttons


def test_left_half_way_the_weekly_card_shows_what_was_saved_and_what_is_open(
    launched: Driver,
) -> None:
    launched.travel(PROMPTED)
    launched.press("ada", "Fill in")
    launched.fill("ada", value_1="12000", confidence_1="high", value_2="three-ish")
    assert "not a figure" in _form(launched).errors["value_2"]
    launched.cancel("ada")
    seen = launched.sees("ada")
    assert "24%" in seen.text
    assert "Not checked in yet: KR1.2, KR1.3" in seen.text
    assert "Fill in" in seen.buttons
    launched.press("ada", "Fill in")
    assert _form(launched).values["value_2"] == "three-ish"


def test_nothing_changed_takes_one_reason(launched: Driver) -> None:
    launched.travel(PROMPTED)
    launched.press("ada", "Nothing changed")
    assert list(_form(launched).labels) == ["reason"]
    launched.fill("ada", reason="All at the fair")
    seen = launched.sees("ada")
    assert "Nothing changed: All at the fair" in seen.text
    assert "Something did change" in seen.buttons
    launched.press("ada", "Something did change")
    assert "value_1" in _form(launched).labels
