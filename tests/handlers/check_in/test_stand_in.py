"""Checking in for somebody who handed over their week, and what becomes of the week's round."""

from chat.forms import Group
from okr.follow_up import RoundState
from storage import people, rounds
from tests.handlers.office import Office

WEEK = "2026-W48"


def _person_id(office: Office, who: str) -> int:
    office.say(who, "home")
    with office.database.read() as session:
        me = people.find_me(session, office.account(who))
    assert me is not None
    return me.id


def _hand_over(office: Office, owner: str, helper: str) -> None:
    owner_id, helper_id = _person_id(office, owner), _person_id(office, helper)
    with office.database.write() as session:
        rounds.put(
            session,
            owner_id,
            WEEK,
            RoundState.DELEGATED,
            office.clock(),
            delegate_id=helper_id,
        )


def test_who_stands_in_sees_and_saves_the_others_key_results(launched: Office) -> None:
    _hand_over(launched, "ada", "cy")
    launched.say("cy", "checkin")
    groups = [part.title[:5] for part in launched.form("cy").parts if isinstance(part, Group)]
    assert groups == ["KR1.1", "KR1.2", "KR1.3"]
    launched.fill("cy", value_1="12000", confidence_1="high")
    assert "24%" in launched.say("ada", "show KR1.1")
    assert "· Cy Diaz ·" in launched.say("ada", "show KR1.1")
    assert "50%" in launched.say("cy", "checkin KR1.2 3.8")


def test_nothing_changed_is_said_of_ones_own_alone(launched: Office) -> None:
    _hand_over(launched, "ada", "cy")
    launched.say("cy", "new Mine\n5 mice")
    launched.say("cy", "publish O2")
    launched.press("cy", "checkin.unchanged", {"week": WEEK})
    said = launched.fill("cy", reason="All at the fair")
    assert "KR2.1" in said
    assert "KR1.1" not in said


def test_nobody_else_may(launched: Office) -> None:
    launched.say("cy", "home")
    assert "Only Ada Li and collaborators" in launched.say("cy", "checkin KR1.2 3.8")


def test_in_the_week_after_it_is_over(launched: Office) -> None:
    _hand_over(launched, "ada", "cy")
    launched.travel(launched.clock().replace(day=30, month=11, hour=20))
    assert "Only Ada Li and collaborators" in launched.say("cy", "checkin KR1.2 3.8")


def _state(office: Office, person_id: int) -> RoundState | None:
    with office.database.read() as session:
        found = rounds.find(session, person_id, WEEK)
    return found.state if found else None


def test_a_week_is_done_with_the_last_of_its_check_ins(launched: Office) -> None:
    ada = _person_id(launched, "ada")
    with launched.database.write() as session:
        rounds.put(session, ada, WEEK, RoundState.PROMPTED, launched.clock())
    launched.say("ada", "checkin KR1.1 12000 high")
    launched.say("ada", "checkin KR1.2 3.8 high")
    assert _state(launched, ada) is RoundState.PROMPTED
    launched.say("ada", "checkin KR1.3 10% high")
    assert _state(launched, ada) is RoundState.DONE
