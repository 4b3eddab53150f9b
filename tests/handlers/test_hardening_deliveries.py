"""Repeats and crowds: the same delivery many times, many deliveries at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from chat.events import ButtonPressed, FormSubmitted
from chat.forms import FieldValue
from storage.tables import CheckInRow, KeyResultRow, ObjectiveRow
from tests.handlers.office import Office

CROWD = 6
DEADLINE = 60


def at_once(*deeds: Callable[[], str]) -> list[str]:
    """What each deed is answered when all are begun together."""
    with ThreadPoolExecutor(len(deeds)) as pool:
        begun = [pool.submit(deed) for deed in deeds]
        return [each.result(DEADLINE) for each in begun]


def press(office: Office, who: str, action: str, number: int, event_id: str) -> str:
    """A button pressed in a delivery with this id."""
    pressed = ButtonPressed(
        id=event_id,
        sender=office.account(who),
        place=office.place(who),
        action=action,
        values={"o": str(number)},
    )
    return office.hear(who, office.reception(pressed))


def submit(office: Office, who: str, event_id: str, **answers: FieldValue) -> str:
    """The form before the person, sent in a delivery with this id."""
    form = office.form(who)
    fields = {**{each.name: each.value for each in form.inputs}, **answers}
    sent = FormSubmitted(
        id=event_id,
        sender=office.account(who),
        place=office.place(who),
        action=form.action,
        values=form.values,
        fields=fields,
    )
    return office.hear(who, office.reception(sent))


def test_a_repeated_press_is_answered_the_same(launched: Office) -> None:
    first = press(launched, "ada", "archive.run", 1, "again")
    assert press(launched, "ada", "archive.run", 1, "again") == first
    assert "archived" in launched.say("ada", "show O1")


def test_a_repeated_restore_does_not_restore_what_was_archived_since(launched: Office) -> None:
    launched.say("ada", "archive O1")
    press(launched, "ada", "archive.restore", 1, "again")
    launched.say("ada", "archive O1")
    press(launched, "ada", "archive.restore", 1, "again")
    assert "archived" in launched.say("ada", "show O1")


def test_a_repeated_form_writes_once(office: Office) -> None:
    office.say("ada", "new")
    form = office.replies["ada"]
    first = submit(office, "ada", "again", title="Win", key_results="5 partners")
    office.replies["ada"] = form
    assert submit(office, "ada", "again", title="Win", key_results="5 partners") == first
    assert _numbers(office) == [1]


def test_a_repeated_field_error_stays_a_field_error(office: Office) -> None:
    office.say("ada", "new")
    first = submit(office, "ada", "again", title=" ")
    assert first.startswith("title:")
    assert submit(office, "ada", "again", title=" ") == first
    assert _numbers(office) == []


def test_a_repeated_check_in_counts_once(launched: Office) -> None:
    for _ in range(3):
        launched.say("ada", "checkin KR1.1 12000", event_id="again")
    with launched.database.read() as session:
        assert len(session.exec(select(CheckInRow)).all()) == 1


def test_what_was_refused_may_be_tried_again_with_the_same_delivery(launched: Office) -> None:
    assert "Only Ada Li" in launched.say("cy", "edit O1 Mine", event_id="again")
    launched.say("ada", "move O1 to {cy}")
    assert "O1 Mine" in launched.say("cy", "edit O1 Mine", event_id="again")


def test_the_same_delivery_in_many_threads_is_acted_on_once(office: Office) -> None:
    office.say("ada", "cycle")
    said = at_once(*[lambda: office.say("ada", "new Win", event_id="same")] * CROWD)
    assert len(set(said)) == 1
    assert "O1 written" in said[0]
    assert _numbers(office) == [1]


def test_the_same_message_in_many_threads_is_answered_once(office: Office) -> None:
    office.say("ada", "cycle")
    at_once(*[lambda: office.say("ada", "new Win", event_id="same", by_message=True)] * CROWD)
    assert len(office.waiting_for("ada")) == 1


def test_numbers_are_unique_in_a_crowd(office: Office) -> None:
    office.say("ada", "cycle")
    said = at_once(*[lambda: office.say("ada", "new Win")] * CROWD)
    assert all("written" in each for each in said)
    assert _numbers(office) == list(range(1, CROWD + 1))


def test_positions_are_unique_in_a_crowd(office: Office) -> None:
    office.say("ada", "new Win")
    said = at_once(*[lambda: office.say("ada", "kr O1 5 partners\n6 sites")] * CROWD)
    assert all("Key result added" in each for each in said)
    with office.database.read() as session:
        positions = sorted(row.position for row in session.exec(select(KeyResultRow)))
    assert positions == list(range(1, 2 * CROWD + 1))


@pytest.mark.parametrize("who", ["ada", "nobody"])
def test_the_first_contact_in_many_threads_makes_one_person(office: Office, who: str) -> None:
    said = at_once(*[lambda: office.say(who, "help")] * 4)
    assert len(set(said)) == 1
    assert office.say(who, "new Win").startswith("O1 written")


def _numbers(office: Office) -> list[int]:
    with office.database.read() as session:
        return sorted(row.number for row in session.exec(select(ObjectiveRow)))
