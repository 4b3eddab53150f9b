"""Action items: written in a line, done from a card, reminded on the day, and who hears of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from chat.replies import FieldErrors
from storage import people
from storage.tables import PersonRow
from tests.handlers.office import MONDAY, Office

CALL = "todo call the partner {bo} by Friday"


@pytest.fixture
def team(launched: Office) -> Office:
    """Cy leads Ada; everybody is known and reads English."""
    launched.say("bo", "settings language en")
    launched.say("cy", "team create Growth {cy} {ada}")
    launched.say("root", "home")
    return launched


def told(office: Office, who: str, word: str) -> list[str]:
    return [each for each in office.waiting_for(who) if word in each]


def item(number: int = 1) -> dict[str, str]:
    return {"item": str(number)}


def labels(office: Office, who: str) -> list[str]:
    return [button.label for button in office.card(who).buttons]


# -- writing ----------------------------------------


@pytest.mark.parametrize(
    ("typed", "title", "when"),
    [
        ("call the partner {bo} by Friday", "call the partner", "due 27 Nov 2026"),
        ("{bo} call 3 partners by 30 Nov KR1.1", "call 3 partners", "due 30 Nov 2026"),
        ("call the partner {bo} by Friday [KR1.1]", "call the partner", "due 27 Nov 2026"),
        ("by tomorrow: call the partner {bo}.", "call the partner.", "due 24 Nov 2026"),
        ("write the Q3 report {bo}", "write the Q3 report", "no date"),
        ("联系渠道 {bo} 周五前", "联系渠道", "due 27 Nov 2026"),
        ("{bo} 12月1日前完成报告", "完成报告", "due 1 Dec 2026"),
        ("call them {bo} today", "call them", "due today"),
    ],
)
def test_a_line_says_what_who_and_when(team: Office, typed: str, title: str, when: str) -> None:
    said = team.say("ada", f"todo {typed}")
    assert f"A1 {title}\n" in said
    assert when in said
    assert "Bo Chen" in said
    assert ("KR1.1" in said) is ("KR1.1" in typed)


def test_chinese_needs_no_space(team: Office) -> None:
    assert "A1 联系渠道" in team.say("ada", "待办联系渠道 周五前")
    assert "A1 联系渠道" in team.say("ada", "待办")


def test_without_a_name_it_is_mine_and_nobody_is_told(team: Office) -> None:
    before = len(team.waiting_for("ada"))
    assert "A1 buy milk" in team.say("ada", "todo buy milk")
    assert len(team.waiting_for("ada")) == before


def test_the_owner_is_told_once(team: Office) -> None:
    team.say("ada", CALL)
    (card,) = told(team, "bo", "call the partner")
    assert "Ada Li gave you an action item" in card
    assert "due 27 Nov 2026" in card
    assert "[Done] [Move…] [Drop]" in card


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("call {bo} and {cy} by Friday", "One owner each"),
        ("@zoe call by Friday", "I do not know @zoe"),
        ("call by 2026-11-01", "That day has passed"),
        ("call by 31 Feb", "There is no day “by 31 Feb”"),
        ("call till 12/3", "There is no day “till 12/3”"),
        ("by Friday", "What is to be done?"),
        ("x" * 501, "501 characters"),
        ("call KR9.1", "There is no O9"),
    ],
)
def test_what_cannot_be_meant_is_refused(team: Office, typed: str, answer: str) -> None:
    assert answer in team.say("ada", f"todo {typed}")
    assert "Nothing open" in team.say("ada", "todo")


def test_a_draft_is_told_to_nobody_who_may_not_see_it(office: Office) -> None:
    office.say("bo", "settings language en")
    office.say("ada", "new Secret\n50 partners")
    assert "Bo Chen cannot see" in office.say("ada", "todo call {bo} KR1.1")
    office.say("ada", "todo call them KR1.1")
    assert "call them" not in office.say("bo", "todo {ada}")
    assert "There is no A1" in office.say("bo", "todo A1")
    office.say("ada", "publish O1")
    assert "call them" in office.say("bo", "todo {ada}")


def test_what_is_no_id_is_something_to_do(team: Office) -> None:
    assert "There is no A4" in team.say("ada", "todo A4")
    assert "A1 A4 paper" in team.say("ada", "todo A4 paper")
    assert "A1 A4 paper" in team.say("ada", "todo a1")
    assert "Say `todo A1 done`" in team.say("ada", "todo A1 tomorrow")


# -- lists ----------------------------------------


def test_overdue_first_and_in_pages(team: Office) -> None:
    team.say("ada", "todo some day")
    for number in range(7):
        team.say("ada", f"todo step {number} by 2026-12-0{number + 1}")
    team.say("ada", "todo first by tomorrow")
    team.clock.set(MONDAY + timedelta(days=3))
    first = team.say("ada", "todo")
    assert first.splitlines()[1:3] == ["A9 first", "overdue since 24 Nov 2026"]
    assert "[More]" in first
    assert "some day" not in first
    second = team.press("ada", "todo.page", {"page": "1"})
    assert "some day" in second
    assert "no date" in second


def test_others_are_shown_and_only_some_may_change_them(team: Office) -> None:
    team.say("ada", "todo plan the fair by Friday")
    for who in ("cy", "root"):  # her lead, an admin
        assert "plan the fair" in team.say(who, "todo {ada}")
        assert "Done" in labels(team, who)
    assert "plan the fair" in team.say("bo", "todo {ada}")
    assert labels(team, "bo") == []
    for action in ("todo.done", "todo.move", "todo.drop", "todo.reopen"):
        assert "Only Ada Li, who made it" in team.press("bo", action, item())
    assert "Only Ada Li" in team.say("bo", "todo A1 done")
    assert "plan the fair" in team.say("bo", "todo #Growth")
    assert "plan the fair" in team.say("bo", "todo Growth")
    assert "There is no team" in team.say("bo", "todo #Nope")


@pytest.mark.parametrize("value", ["", "²", "999", "9" * 40])
def test_an_odd_button_is_answered_plainly(team: Office, value: str) -> None:
    for action in ("todo.done", "todo.move", "todo.drop", "todo.reopen"):
        assert "no longer there" in team.press("ada", action, {"item": value})
    assert "action items" in team.press("ada", "todo.page", {"page": value, "team": value})


# -- done, moved, dropped ----------------------------------------


def test_done_the_maker_is_told(team: Office) -> None:
    team.say("ada", CALL)
    said = team.press("bo", "todo.done", item())
    assert "A1 done" in said
    assert "Open again" in labels(team, "bo")
    assert len(told(team, "ada", "Bo Chen has done A1")) == 1
    assert "✓ done" in team.press("bo", "todo.done", item())
    assert len(told(team, "ada", "Bo Chen has done A1")) == 1
    assert "Nothing open" in team.say("bo", "todo")


def test_done_by_word(team: Office) -> None:
    team.say("ada", CALL)
    assert "A1 done" in team.say("bo", "todo A1 done")
    assert "✓ done" in team.say("bo", "待办 a1 完成")


def test_a_slip_is_mended(team: Office) -> None:
    team.say("ada", "todo buy milk by Friday")
    team.press("ada", "todo.done", item())
    assert "due 27 Nov 2026" in team.press("ada", "todo.reopen", item())
    assert "buy milk" in team.say("ada", "todo")


def test_from_a_list_the_list_comes_back(team: Office) -> None:
    team.say("ada", "todo one by Friday")
    team.say("ada", "todo two by Friday")
    team.say("ada", "todo")
    button = next(each for each in team.card("ada").buttons if each.label == "Done")
    said = team.press("ada", button.action, button.values)
    assert "My action items" in said
    assert "A1 done" in said
    assert "A2 two" in said


def test_dropped_with_a_reason_the_maker_is_told(team: Office) -> None:
    team.say("ada", CALL)
    team.press("bo", "todo.drop", item())
    assert team.fill("bo", reason=" ").startswith("reason: Say in a line why")
    assert "A1 dropped" in team.fill("bo", reason="They signed already")
    (card,) = told(team, "ada", "Bo Chen dropped A1")
    assert "Reason: They signed already" in card
    assert "was dropped already" in team.press("bo", "todo.move", item())


def test_moved_to_another_day(team: Office) -> None:
    team.say("ada", CALL)
    team.press("bo", "todo.move", item())
    assert {each.name: each.value for each in team.form("bo").inputs} == {
        "due": "2026-11-27",
        "owner": (team.account("bo"),),
    }
    assert "That day has passed" in team.fill("bo", due="2026-11-20")
    assert isinstance(team.replies["bo"], FieldErrors)
    assert "There is no day" in team.fill("bo", due="soonish")
    assert next(each.value for each in team.form("bo").inputs) == "soonish"
    said = team.fill("bo", due="2026-12-01")
    assert "A1 moved" in said
    assert "due 1 Dec 2026" in said


def test_handed_to_another_who_is_told(team: Office) -> None:
    team.say("ada", CALL)
    team.press("ada", "todo.move", item())
    assert "Cy Diaz" in team.fill("ada", owner=(team.account("cy"),))
    assert len(told(team, "cy", "Ada Li gave you an action item")) == 1
    assert "call the partner" in team.say("cy", "todo")


def test_what_somebody_left_behind_is_handed_on(team: Office) -> None:
    team.say("ada", CALL)
    with team.database.write() as session:
        bo = people.find_me(session, team.account("bo"))
        assert bo is not None
        session.get_one(PersonRow, bo.id).is_active = False
    team.travel(datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert told(team, "bo", "Due") == []
    team.press("ada", "todo.move", item())
    team.fill("ada", owner=(team.account("cy"),), due="2026-12-01")
    team.press("cy", "todo.move", item())
    assert "no longer here" in team.fill("cy", owner=(team.account("bo"),))


# -- reminders ----------------------------------------


def test_on_the_due_day_at_the_owners_own_hour(team: Office) -> None:
    team.say("bo", "settings time 9:30")
    team.say("ada", CALL)
    friday = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)  # 9:30 in Shanghai
    team.travel(friday - timedelta(minutes=10))
    assert told(team, "bo", "Due today") == []
    team.travel(friday + timedelta(minutes=5))
    (card,) = told(team, "bo", "Due today: A1")
    assert "[Done] [Move…] [Drop]" in card


def test_overdue_is_not_reminded_every_day(team: Office) -> None:
    team.say("ada", CALL)
    team.travel(datetime(2026, 12, 9, 9, tzinfo=UTC))
    assert len(told(team, "bo", "Due today: A1")) == 1
    assert "overdue since 27 Nov 2026" in team.say("bo", "todo")


def test_a_new_day_is_reminded_anew(team: Office) -> None:
    team.say("ada", CALL)
    team.travel(datetime(2026, 11, 27, 9, tzinfo=UTC))
    team.press("bo", "todo.move", item())
    team.fill("bo", due="2026-12-01")
    team.travel(datetime(2026, 12, 2, 9, tzinfo=UTC))
    assert len(told(team, "bo", "Due today: A1")) == 2


@pytest.mark.parametrize("day", ["2026-11-28", "2026-11-29"])
def test_on_a_day_off_it_is_the_next_working_day(team: Office, day: str) -> None:
    team.say("ada", f"todo call the partner {{bo}} by {day}")
    team.travel(datetime(2026, 11, 30, 1, 50, tzinfo=UTC))
    assert told(team, "bo", "Due ") == []
    team.travel(datetime(2026, 11, 30, 2, 10, tzinfo=UTC))
    assert len(told(team, "bo", "Nov: A1")) == 1


def test_days_off_that_come_later_count_too(team: Office) -> None:
    team.say("ada", "todo call the partner {cy} by 2026-11-26")
    with team.database.write() as session:
        for row in session.exec(select(PersonRow)):
            row.country = "US"  # the 26th is Thanksgiving
    team.travel(datetime(2026, 11, 27, 17, 50, tzinfo=UTC))
    assert told(team, "cy", "Nov: A1") == []
    team.travel(datetime(2026, 11, 27, 18, 10, tzinfo=UTC))
    assert len(told(team, "cy", "Due 26 Nov: A1")) == 1


def test_what_is_done_or_dropped_is_not_reminded(team: Office) -> None:
    team.say("ada", CALL)
    team.press("bo", "todo.done", item())
    team.travel(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert told(team, "bo", "Due") == []


# -- next steps of check-ins ----------------------------------------


def test_a_next_step_with_a_date_is_mine_to_do(team: Office) -> None:
    team.say("ada", "checkin KR1.1 12,000 next: call the three partners by Friday")
    mine = team.say("ada", "todo")
    assert "A1 call the three partners" in mine
    assert "due 27 Nov 2026" in mine
    assert "KR1.1" in mine
    team.say("ada", "checkin KR1.1")
    team.fill("ada", confidence="high", next_step_on="2026-12-01")
    moved = team.say("ada", "todo")
    assert "A1 call the three partners\n" in moved
    assert "due 1 Dec 2026" in moved
    team.say("ada", "checkin KR1.1")
    team.fill("ada", next_step_on="")
    assert "Nothing open" in team.say("ada", "todo")
    team.travel(datetime(2026, 12, 2, 9, tzinfo=UTC))
    assert told(team, "ada", "Due") == []


def test_a_next_step_done_stays_done_when_the_check_in_is_saved_again(team: Office) -> None:
    team.say("ada", "checkin KR1.1 12,000 next: call the three partners by Friday")
    team.press("ada", "todo.done", item())
    team.say("ada", "checkin KR1.1")
    team.fill("ada", confidence="high")
    assert "Nothing open" in team.say("ada", "todo")


# -- home ----------------------------------------


def test_home_counts_what_is_due(team: Office) -> None:
    assert "action item" not in team.home("ada")
    team.say("ada", "todo one by tomorrow")
    team.say("ada", "todo two by 2026-11-30")
    team.say("ada", "todo three by 2026-12-24")
    team.say("ada", "todo four")
    assert "2 action items are due within a week" in team.home("ada")
    team.clock.set(MONDAY + timedelta(days=2))
    said = team.home("ada")
    assert "1 action item is overdue" in said
    assert "1 action item is due within a week" in said
    button = next(each for each in team.card("ada").buttons if each.action == "todo.show")
    assert "A1 one" in team.press("ada", button.action, button.values)


def test_buttons_of_an_item_of_a_draft_tell_nobody_that_it_is_there(team: Office) -> None:
    team.say("ada", "new Secret\n50 partners")
    team.say("ada", "todo call them KR2.1")
    for who in ("cy", "root"):  # her lead, and an admin
        for action in ("todo.move", "todo.drop", "todo.done"):
            said = team.press(who, action, item())
            assert "no longer there" in said
            assert "Ada" not in said
    assert "call them" in team.say("ada", "todo")


def test_who_left_gets_no_new_items(team: Office) -> None:
    team.leave("bo")
    assert "Bo Chen is no longer here" in team.say("ada", CALL)
    assert "Nothing open" in team.say("ada", "todo {bo}")


@pytest.mark.parametrize(
    ("due", "why"),
    [("9999-12-31", "There is no day"), ("2037-01-01", "That is more than 10 years ahead.")],
)
def test_a_day_too_far_ahead_is_refused_in_the_form(team: Office, due: str, why: str) -> None:
    team.say("ada", "todo call them")
    team.press("ada", "todo.move", item())
    assert f"due: {why}" in team.fill("ada", due=due)
