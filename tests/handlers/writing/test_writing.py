"""Writing: one message or a form, understood, corrected, refused with a word why."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.replies import FieldErrors, OpenForm, Show
from tests.handlers.office import Office

LINES = ["sign-ups 5,000 by 30 Apr", "rating from 3.6 to 4.0"]


@pytest.mark.parametrize(
    "bullets",
    [
        ["- ", "- "],
        ["• ", "• "],
        ["1. ", "2. "],
        ["KR1: ", "KR2: "],
        ["KR 1: ", "KR 2："],
        ["", ""],
        ["1) ", "2) "],
        ["关键结果1：", "关键结果2："],
    ],
)
def test_every_bullet_is_understood(office: Office, bullets: list[str]) -> None:
    text = "new Win readers\n" + "\n".join(
        bullet + line for bullet, line in zip(bullets, LINES, strict=True)
    )
    said = office.say("ada", text)
    assert "KR1.1 sign-ups 5,000 by 30 Apr" in said
    assert "KR1.2 rating from 3.6 to 4.0" in said


def test_key_results_on_one_line_are_taken_apart(office: Office) -> None:
    said = office.say("ada", "新建 O：赢得用户 KR1：注册用户达到 5 万 KR2：评分从 3.6 提升到 4.0")
    assert "KR1.1 注册用户达到 5 万" in said
    assert "KR1.2 评分从 3.6 提升到 4.0" in said
    assert "O1 赢得用户" in said


def test_the_reading_is_shown(office: Office) -> None:
    said = office.say("ada", "new Win\n50,000 sign-ups by 30 Apr {bo}\n付费率达到 20%")
    assert "KR1.1: number · reach 50,000 sign-ups · due 30 Apr 2027 · with Bo Chen" in said
    assert "KR1.2: percent · reach 20%" in said


def test_form_and_message_give_the_same(office: Office) -> None:
    by_text = office.say("ada", "new Win readers\n" + "\n".join(LINES))
    office.say("ada", "new")
    by_form = office.fill("ada", title="Win readers", key_results="\n".join(LINES))
    assert by_form.replace("O2", "O1").replace("KR2.", "KR1.") == by_text


def test_form_keeps_what_was_typed_beside_an_error(office: Office) -> None:
    office.say("ada", "new")
    said = office.fill("ada", title="   ", key_results="rating from 3.6 to 4.0")
    assert said.startswith("title: There are no words yet.")
    values = {field.name: field.value for field in office.form("ada").inputs}
    assert values["key_results"] == "rating from 3.6 to 4.0"


def test_a_reading_can_be_corrected_in_a_form(office: Office) -> None:
    office.say("ada", "new Win\nrating 4.0")
    office.press("ada", "edit.open", {"option": "KR1.1"})
    said = office.fill("ada", direction="increase", start="3.6", target="4.2", due_on="2027-03-31")
    assert "from 3.6 to 4.2" in said
    assert "due 31 Mar 2027" in said


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("target", "1e999", "not a figure"),
        ("target", "NaN", "not a figure"),
        ("start", "--5", "not a figure"),
        ("target", "", "What figure"),
        ("target", "1", "must be above the start"),
        ("weight", "-1", "cannot be below 0"),
        ("due_on", "31 Feb", "There is no day"),
        ("title", "", "no words yet"),
        ("title", "x" * 501, "501 characters"),
    ],
)
def test_correcting_refuses_at_the_field(
    office: Office, field: str, typed: str, words: str
) -> None:
    office.say("ada", "new Win\nrating from 3 to 4")
    office.press("ada", "edit.open", {"option": "KR1.1"})
    said = office.fill("ada", **{field: typed})
    assert said.startswith(f"{field}: ")
    assert words in said
    kept = {each.name: each.value for each in office.form("ada").inputs}
    assert kept[field] == typed
    assert "from 3 to 4" in office.say("ada", "show KR1.1")


def test_a_day_that_does_not_exist_is_pointed_out(office: Office) -> None:
    assert "no such day: 31 Feb" in office.say("ada", "new Win\n5 partners by 31 Feb")


def test_an_unknown_name_is_pointed_out(office: Office) -> None:
    assert "I do not know @nobody yet" in office.say("ada", "new Win\n5 partners @nobody")


def test_a_typed_name_counts_once_the_person_is_known(office: Office) -> None:
    office.say("bo", "home")
    assert "with Bo Chen" in office.say("ada", "new Win\n5 partners by 30 Apr @Bo Chen")
    assert len(office.waiting_for("bo")) == 1


@pytest.mark.parametrize("text", ["new " + "x" * 10_000, "kr O1 " + "y" * 10_000])
def test_long_wording_is_refused_and_not_cut(office: Office, text: str) -> None:
    office.say("ada", "new Win")
    assert "characters long; 500 is the most" in office.say("ada", text)


def test_people_named_are_told_once(office: Office) -> None:
    office.say("bo", "home")
    office.say("ada", "new Win {bo}\n5 partners {bo}")
    office.say("ada", "edit O1 Win more")
    office.say("ada", "publish O1")
    told = office.waiting_for("bo")
    assert len(told) == 1
    assert "Ada Li" in told[0]


def test_news_is_in_the_language_of_its_reader(office: Office) -> None:
    office.say("bo", "home")
    office.say("ada", "new Win {bo}")
    office.say("bo", "new 赢 {ada}")
    assert "@" in office.waiting_for("bo")[0]
    assert "asks you" in office.waiting_for("ada")[0]
    assert "asks you" not in office.waiting_for("bo")[0]


def test_new_without_text_opens_a_form(office: Office) -> None:
    office.say("ada", "new")
    assert isinstance(office.replies["ada"], OpenForm)


def test_more_than_twenty_key_results_are_refused(office: Office) -> None:
    text = "new Win\n" + "\n".join(f"result {index}" for index in range(21))
    assert "21 key results" in office.say("ada", text)


def test_a_placeholder_person_in_the_form_is_a_collaborator(office: Office) -> None:
    office.say("ada", "new")
    said = office.fill("ada", title="Win", people=(office.account("bo"),))
    assert "with Bo Chen" in said


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300))
def test_any_text_gives_an_answer(office: Office, text: str) -> None:
    office.say("ada", text)
    assert not isinstance(office.replies["ada"], FieldErrors)
    assert "went wrong" not in office.hear("ada", office.replies["ada"])
    office.say("ada", f"new {text}")
    assert "went wrong" not in office.hear("ada", office.replies["ada"])
    assert isinstance(office.replies["ada"], Show | OpenForm) or office.replies["ada"]


def test_a_message_becomes_the_beginning_of_an_objective(office: Office) -> None:
    office.press("ada", "new.from_message", {"text": "Win readers\n- rating from 3.6 to 4.0"})
    values = {field.name: field.value for field in office.form("ada").inputs}
    assert values["title"] == "Win readers"
    assert "O1 Win readers" in office.fill("ada")
