"""Every event once, everybody known, every failure answered."""

import pytest
from sqlalchemy import text

from chat.replies import Show
from tests.handlers.office import Office


def test_a_repeat_is_answered_and_not_acted_on(office: Office) -> None:
    first = office.say("ada", "new Win", event_id="same")
    again = office.say("ada", "new Win", event_id="same")
    assert first == again
    assert "O2" not in office.say("ada", "show")


def test_the_same_id_on_another_platform_is_another_event(office: Office) -> None:
    office.say("ada", "new Win", event_id="same")
    lark = Office(office.database, platform="lark")
    assert "O2 written" in lark.say("ada", "new Win too", event_id="same")


def test_a_message_is_answered_through_the_outbox_once(office: Office) -> None:
    for _ in range(2):
        assert office.say("ada", "new Win", event_id="same", by_message=True) == ""
    waiting = office.waiting_for("ada")
    assert len(waiting) == 1
    assert "O1 written" in waiting[0]


def test_a_refusal_of_a_message_goes_the_same_way(office: Office) -> None:
    office.say("ada", "show O99", by_message=True)
    assert "There is no O99" in office.waiting_for("ada")[0]


def test_where_forms_open_at_a_press_a_message_gets_a_button(office: Office) -> None:
    office.say("ada", "new", by_message=True)
    assert "[New objective]" in office.waiting_for("ada")[0]
    office.press("ada", "router.run", {"text": "new"})
    assert office.form("ada").action == "new.save"


def test_a_person_is_asked_for_once_a_day(office: Office) -> None:
    office.say("ada", "home")
    office.say("ada", "home")
    assert office.asked == [office.account("ada")]


def test_a_platform_that_does_not_tell_is_not_asked_each_time(office: Office) -> None:
    office.say("stranger", "home")
    office.say("stranger", "home")
    assert office.asked == [office.account("stranger")]


def test_an_old_button_is_answered(office: Office) -> None:
    assert "older version" in office.press("ada", "gone.away")


@pytest.mark.parametrize("values", [{}, {"o": ""}, {"o": "x"}, {"o": "9" * 30}, {"kr": "1.1"}])
def test_forged_values_are_refused(launched: Office, values: dict[str, str]) -> None:
    for action in ("publish.run", "archive.run", "show.open", "edit.open", "checkin.open"):
        said = launched.press("cy", action, values)
        assert "There is no" in said or "Only Ada" in said


def test_a_database_that_does_not_do_is_said_plainly(office: Office) -> None:
    office.say("ada", "home")
    with office.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE collaborators RENAME TO gone"))
    said = office.say("ada", "new Win")
    assert "Nothing was lost" in said or "reference" in said


def test_the_welcome_is_said_once(office: Office) -> None:
    assert "Ada Li" in office.enter("ada")
    assert office.enter("ada") == ""


def test_home_lists_what_waits(launched: Office) -> None:
    launched.say("ada", "new Another one")
    said = launched.home("ada")
    assert "3 key results wait for a check-in" in said
    assert "Not published yet: O2" in said


def test_an_unknown_word_is_answered_with_the_nearest(office: Office) -> None:
    assert "/okr show" in office.say("ada", "shwo O1")
    assert "/okr checkin" in office.say("ada", "chekin")


def test_an_answer_aloud_never_holds_a_draft(launched: Office) -> None:
    launched.say("cy", "show {ada}", channel="C1", aloud=True)
    reply = launched.replies["cy"]
    assert isinstance(reply, Show)
    assert not reply.private
    launched.say("ada", "new Secret")
    launched.say("ada", "show", channel="C1", aloud=True)
    reply = launched.replies["ada"]
    assert isinstance(reply, Show)
    assert reply.private
