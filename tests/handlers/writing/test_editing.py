"""Editing: what is corrected changes, what is not stays to the last digit, and history tells."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from okr.facts import Measure
from okr.measures import Direction, Kind
from storage import key_results
from storage.tables import HistoryRow, KeyResultRow, ObjectiveRow
from tests.handlers.office import Office


def fields(office: Office) -> dict[str, object]:
    return {field.name: field.value for field in office.form("ada").inputs}


def written(office: Office) -> tuple[object, ...]:
    """All that editing could touch, with when it was touched."""
    with office.database.read() as session:
        return (
            *(row.model_dump() for row in session.exec(select(ObjectiveRow)).all()),
            *(row.model_dump() for row in session.exec(select(KeyResultRow)).all()),
            len(session.exec(select(HistoryRow)).all()),
        )


def set_measure(session: Session, measure: Measure) -> None:
    key_results.set_measure(session.exec(select(KeyResultRow)).one(), measure)


def history(office: Office) -> str:
    return office.press("ada", "show.history", {"o": "1"})


def test_the_kind_alone_can_be_corrected(office: Office) -> None:
    office.say("ada", "new Win\nhappy people")
    office.say("ada", "edit KR1.1")
    assert "reach 50" in office.fill("ada", kind="number", target="50")
    assert "KR1.1" in office.say("ada", "checkin KR1.1 25")
    assert "50%" in office.say("ada", "show KR1.1")


@pytest.mark.parametrize(
    "changed", [{"target": "50"}, {"direction": "at_least"}, {"unit": "people"}]
)
def test_a_milestone_with_a_figure_is_refused_with_what_to_do(
    office: Office, changed: dict[str, str]
) -> None:
    office.say("ada", "new Win\nhappy people")
    office.say("ada", "edit KR1.1")
    said = office.fill("ada", **changed)
    assert said.startswith("kind: A milestone has no figure. Choose number")
    assert fields(office).items() >= changed.items()


def test_no_direction_for_a_figure_is_refused_with_what_to_do(office: Office) -> None:
    office.say("ada", "new Win\n5 partners")
    office.say("ada", "edit KR1.1")
    assert office.fill("ada", direction="none").startswith("direction: What is done or not done")


def test_a_value_of_three_is_no_milestone_done(office: Office) -> None:
    office.say("ada", "new Win\n5 partners")
    office.say("ada", "checkin KR1.1 3")
    office.say("ada", "edit KR1.1")
    assert "no value yet · done or not done" in office.fill("ada", kind="milestone")
    assert "100%" not in office.say("ada", "show KR1.1")
    assert "value: 3 → –" in history(office)
    office.say("ada", "checkin KR1.1")
    assert fields(office)["value"] == ""


def test_a_milestone_done_is_no_value_of_one(office: Office) -> None:
    office.say("ada", "new Win\nopen the office")
    office.say("ada", "checkin KR1.1 done")
    office.say("ada", "edit KR1.1")
    assert "no value yet" in office.fill("ada", kind="number", target="4")


@pytest.mark.parametrize("target", [1e-300, 0.123456789, 1 / 3, 1234567.1234567])
def test_what_stays_as_shown_stays_to_the_last_digit(office: Office, target: float) -> None:
    office.say("ada", "new Win\n5 partners")
    with office.database.write() as session:
        set_measure(session, Measure(Kind.NUMBER, Direction.REACH, target=target))
    office.say("ada", "edit KR1.1")
    assert fields(office)["target"] != "0"
    office.fill("ada", title="Partners")
    with office.database.read() as session:
        row = session.exec(select(KeyResultRow)).one()
    assert (row.title, row.target) == ("Partners", target)


@pytest.mark.parametrize("thing", ["O1", "KR1.1", "KR1.2", "KR1.3"])
def test_an_unchanged_form_writes_nothing(launched: Office, thing: str) -> None:
    launched.say("cy", "home")
    launched.say("ada", "edit O1 Launch {cy}")
    before = written(launched)
    launched.clock.advance(timedelta(hours=1))
    launched.say("ada", f"edit {thing}")
    assert "O1 Launch" in launched.fill("ada")
    assert written(launched) == before


def test_wording_said_again_writes_nothing(launched: Office) -> None:
    before = written(launched)
    launched.clock.advance(timedelta(hours=1))
    launched.say("ada", "edit KR1.2 rating from 3.6 to 4.0")
    assert written(launched) == before


@pytest.mark.parametrize(
    ("first", "then", "read"),
    [
        ("rating from 3.6 to 4.0", "rating to 4.2", "number · from 3.6 to 4.2"),
        ("rating from 3.6 to 4.0 by 30 Apr", "rating 4.2", "from 3.6 to 4.2 · due 30 Apr 2027"),
        ("churn from 5% to 3%", "churn to 2%", "percent · from 5% to 2%"),
        ("50,000 sign-ups", "raise it to 60,000", "reach 60,000 sign-ups"),
        ("response time at most 300 ms", "response time 250 ms", "at most 250 ms"),
        ("rating from 3.6 to 4.0", "120 happy partners", "120"),
        ("rating from 3.6 to 4.0", "raise rating to 3", "reach 3"),
        ("rating from 3.6 to 4.0", "keep the stars", "from 3.6 to 4"),
        ("rating from 3.6 to 4.0", "churn at 3%", "percent · reach 3%"),
    ],
)
def test_new_wording_keeps_what_it_does_not_say(
    office: Office, first: str, then: str, read: str
) -> None:
    office.say("ada", f"new Win\n{first}")
    said = office.say("ada", f"edit KR1.1 {then}")
    assert "How I read it" in said
    assert read in said.split("How I read it")[1].split("\n")[1]


def test_a_mention_in_edit_asks_once(launched: Office) -> None:
    launched.say("cy", "home")
    said = launched.say("ada", "edit O1 Launch {cy}")
    assert "O1 Launch\n" in said
    assert "with Cy Diaz" in said
    launched.say("ada", "edit O1 Launch it @Cy Diaz")
    assert len(launched.waiting_for("cy")) == 1


def test_people_named_in_edit_come_in_addition(launched: Office) -> None:
    launched.say("cy", "home")
    assert "with Bo Chen, Cy Diaz" in launched.say("ada", "edit KR1.1 60,000 sign-ups {cy}")
    assert "with Bo Chen, Cy Diaz" in launched.say("ada", "edit KR1.1 70,000 sign-ups")


def test_only_a_mention_leaves_the_wording(launched: Office) -> None:
    launched.say("cy", "home")
    assert "O1 Launch the A app and win its users" in launched.say("ada", "edit O1 {cy}")
    assert "KR1.2 rating from 3.6 to 4.0 (with Cy Diaz)" in launched.say("ada", "edit KR1.2 {cy}")


def test_an_unknown_name_in_edit_is_pointed_out(launched: Office) -> None:
    assert "I do not know @nobody yet" in launched.say("ada", "edit O1 Launch @nobody")


def test_people_asked_and_released_stand_in_the_history(launched: Office) -> None:
    launched.say("cy", "home")
    launched.say("ada", "edit O1")
    launched.fill("ada", people=(launched.account("cy"),))
    assert "– → Cy Diaz" in history(launched)
    launched.say("ada", "edit KR1.1")
    launched.fill("ada", people=())
    assert "Bo Chen → –" in history(launched)


def test_the_owner_stands_in_the_history_by_name(launched: Office) -> None:
    launched.say("ada", "edit KR1.2")
    launched.fill("ada", owner=(launched.account("bo"),))
    assert "owner: Ada Li → Bo Chen" in history(launched)


def test_percent_made_a_number_loses_its_sign(office: Office) -> None:
    office.say("ada", "new Win\nchurn 3%")
    office.say("ada", "edit KR1.1")
    assert "reach 3\n" in office.fill("ada", kind="number") + "\n"
