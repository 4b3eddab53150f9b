"""What people say to the bot and what they then see, the same on every platform."""

import pytest

from tests.drivers.base import Driver


def test_an_okr_from_one_message_to_everybodys_view(stage: Driver) -> None:
    stage.say(
        "ada",
        "/okr new Launch the A app and win its users\n"
        "50,000 sign-ups by 30 Apr {bo}\nrating from 3.6 to 4.0\n付费率达到 20%",
    )
    understood = stage.sees("ada").text
    assert "reach 50,000 sign-ups" in understood
    assert "from 3.6 to 4" in understood
    assert "reach 20%" in understood
    stage.press("ada", "Publish")
    stage.say("cy", "/okr show {ada}")
    assert "Launch the A app and win its users" in stage.sees("cy").text
    stage.say("ada", "/okr checkin KR1.1 12,000")
    assert "24%" in stage.sees("ada").text
    for who in ("ada", "cy"):
        stage.say(who, "/okr show O1")
        seen = stage.sees(who).text
        assert "24%" in seen
        assert "8%" in seen


def test_an_okr_from_a_form_with_a_field_error(stage: Driver) -> None:
    stage.say("ada", "/okr new")
    form = stage.form("ada")
    if form is None:  # where a message cannot open a form, it brings a button that does
        stage.press("ada", "New objective")
        form = stage.form("ada")
    assert form is not None
    stage.fill("ada", title="Win readers", key_results="rating from 3.6 to 4.0\n" + "x" * 501)
    form = stage.form("ada")
    assert form is not None
    assert "501 characters" in form.errors["key_results"]
    assert form.values["title"] == "Win readers"
    assert str(form.values["key_results"]).startswith("rating from 3.6 to 4.0")
    stage.fill("ada", key_results="rating from 3.6 to 4.0")
    assert "O1 Win readers" in stage.sees("ada").text
    assert "from 3.6 to 4" in stage.sees("ada").text


def test_a_check_in_by_form(launched: Driver) -> None:
    launched.say("ada", "/okr show O1")
    launched.press("ada", "KR1.1 50,000 sign-ups by 30 Apr")
    launched.fill("ada", value="about ten", confidence="high", note="Two partners signed")
    form = launched.form("ada")
    assert form is not None
    assert "not a figure" in form.errors["value"]
    assert form.values["note"] == "Two partners signed"
    launched.fill("ada", value="1.2万")
    assert "24%" in launched.sees("ada").text


def test_a_stranger_is_refused_with_a_reason(launched: Driver) -> None:
    launched.say("cy", "/okr checkin KR1.1 5")
    assert "Only Ada Li and collaborators can check in" in launched.sees("cy").text
    launched.say("ada", "/okr show KR1.1")
    assert "no value yet" in launched.sees("ada").text


def test_a_repeated_delivery_is_not_acted_on(stage: Driver) -> None:
    stage.say("ada", "/okr new Win readers")
    stage.repeat()
    stage.say("ada", "/okr show")
    assert "O1 Win readers" in stage.sees("ada").text
    assert "O2" not in stage.sees("ada").text


def test_a_repeated_press_is_not_acted_on(launched: Driver) -> None:
    launched.say("ada", "/okr checkin KR1.1")
    launched.fill("ada", value="12000", confidence="high")
    launched.repeat()
    launched.say("ada", "/okr show KR1.1")
    assert launched.sees("ada").text.count("12,000 sign-ups") == 1


def test_buttons_work_after_a_restart(stage: Driver) -> None:
    stage.say("ada", "/okr new Win readers\nrating from 3.6 to 4.0")
    stage.restart()
    stage.press("ada", "Publish")
    stage.say("cy", "/okr show O1")
    assert "published" in stage.sees("cy").text


def test_everybody_reads_in_their_own_language(launched: Driver) -> None:
    launched.say("bo", "/okr settings language zh")
    launched.say("bo", "/okr 查看 O1")
    chinese = launched.sees("bo").text
    assert "还没有数值" in chinese
    assert "2027年4月30日" in chinese
    assert "Launch the A app and win its users" in chinese
    launched.say("cy", "/okr show O1")
    english = launched.sees("cy").text
    assert "no value yet" in english
    assert "30 Apr 2027" in english


def test_who_is_mentioned_is_told_once(launched: Driver) -> None:
    told = [seen.text for seen in launched.all_seen("bo") if "Launch the A app" in seen.text]
    assert len(told) == 1
    assert "Ada Li" in told[0]


def test_home_shows_what_waits(launched: Driver) -> None:
    seen = launched.home("ada")
    assert "3 key results wait for a check-in" in seen.text
    assert "Launch the A app" in seen.text


def test_a_mention_in_a_channel_is_answered_there(launched: Driver) -> None:
    launched.say("cy", "@okrbot show O1", place="growth")
    assert "Launch the A app" in launched.sees("bo", "growth").text


def test_a_draft_is_never_shown_in_a_channel(stage: Driver) -> None:
    stage.say("ada", "/okr new Secret plan")
    stage.say("ada", "@okrbot show", place="growth")
    assert "Secret" not in stage.sees("cy", "growth").text


@pytest.mark.parametrize(
    "typed",
    ["/okr nonsense", "/okr show O999", "/okr checkin KR1.1 --5", "/okr " + "长" * 3000, "/okr 🙂‮"],
)
def test_odd_input_is_answered_plainly(stage: Driver, typed: str) -> None:
    stage.say("ada", typed)
    seen = stage.sees("ada").text
    assert seen
    assert "went wrong" not in seen


def test_user_text_never_pings_or_links(stage: Driver) -> None:
    stage.say("ada", "/okr new <!channel> *bold* <at id=all></at> [x](http://x.example) &amp; <b>")
    stage.press("ada", "Publish")
    stage.say("cy", "/okr show O1")
    assert "*bold*" in stage.sees("cy").text


def test_the_coach_has_a_second_step_that_loses_nothing(stage: Driver) -> None:
    stage.say("ada", "/okr new")
    if stage.form("ada") is None:
        stage.press("ada", "New objective")
    stage.fill("ada", title="收入", key_results="评分从 3.6 提升到 4.0")
    step = stage.form("ada")
    assert step is not None
    assert "O1 written" in step.text
    assert step.values["title"] == "收入"
    stage.fill("ada", title="让新读者愿意付费并留下来")
    assert "让新读者愿意付费并留下来" in stage.sees("ada").text


def test_an_example_becomes_an_okr(stage: Driver) -> None:
    stage.say("ada", "/okr examples marketing")
    stage.press("ada", "Use this")
    form = stage.form("ada")
    assert form is not None
    stage.fill("ada", title="Be the brand people name first", key_results="rating from 3.6 to 4.0")
    assert "O1 Be the brand people name first" in stage.sees("ada").text


def test_a_long_goal_is_split_forward(launched: Driver) -> None:
    launched.say("ada", "/okr show O1")
    launched.press("ada", "Next part…")
    launched.fill("ada")
    written = launched.sees("ada").text
    assert "2027 Q1 · draft" in written
    assert "Goes on with O1" in written
    launched.press("ada", "Publish")
    launched.say("cy", "/okr copy O1 to 2026 Q4")
    assert "Copied from O1" in launched.sees("cy").text
    launched.say("cy", "/okr show O1")
    assert "Gone on with in O2" in launched.sees("cy").text
