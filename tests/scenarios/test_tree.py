"""The alignment tree of a company, as text and as a picture."""

from tests.drivers.base import Driver


def test_the_company_is_seen_as_a_tree(launched: Driver) -> None:
    launched.say("bo", "/okr settings language en")
    launched.say("bo", "/okr new Bring partners to the launch\n20 partners by 31 Dec")
    launched.press("bo", "Publish")
    launched.say("bo", "/okr align O2 to KR1.2")
    if launched.form("bo") is None:
        launched.press("bo", "Open the form")
    launched.fill("bo")
    launched.say("cy", "/okr tree company")
    asked = launched.sees("cy").text
    assert "asked" in asked
    launched.press("ada", "Accept")
    launched.say("cy", "/okr tree company")
    tree = launched.sees("cy").text
    lines = [line for line in tree.splitlines() if "O1" in line or "O2" in line]
    assert "Launch the A app and win its users" in lines[0]
    assert "Ada Li" in lines[0]
    assert "Bring partners to the launch" in tree
    assert "via KR1.2" in tree
    assert "asked" not in tree
    launched.press("cy", "Hangs on nothing")
    assert "O1 Launch the A app" in launched.sees("cy").text
    launched.say("cy", "/okr 对齐图 O2")
    assert "Launch the A app and win its users" in launched.sees("cy").text


def test_the_same_goal_written_twice_is_found(launched: Driver) -> None:
    launched.say("cy", "/okr new Launch A app and win users for it\n900 sign-ups")
    launched.press("cy", "Publish")
    launched.say("cy", "/okr tree company")
    launched.press("cy", "Same goal twice?")
    found = launched.sees("cy").text
    assert "O1" in found
    assert "O2" in found
