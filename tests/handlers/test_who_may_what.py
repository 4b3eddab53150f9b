"""Permissions as people meet them: drafts, strangers, collaborators, leads, admins."""

from tests.handlers.office import Office


def test_a_draft_tells_nobody_it_is_there(office: Office) -> None:
    office.say("ada", "new Secret plan")
    for command in ("show O1", "edit O1 x", "checkin KR1.1 5", "archive O1", "publish O1"):
        assert "There is no O1" in office.say("cy", command)
    assert "Secret" not in office.say("cy", "show {ada}")
    assert "Secret" not in office.say("cy", "find secret")
    assert "Secret" not in office.say("root", "show O1")


def test_those_asked_see_the_draft(office: Office) -> None:
    office.say("ada", "new Secret plan {bo}")
    assert "Secret plan" in office.say("bo", "show {ada}")


def test_everything_published_is_visible_to_all(launched: Office) -> None:
    assert "Launch the A app" in launched.say("cy", "show {ada}")
    assert "Launch the A app" in launched.say("cy", "show O1")
    assert "Launch the A app" in launched.say("cy", "find launch")


def test_a_stranger_is_refused_with_what_to_do(launched: Office) -> None:
    said = launched.say("cy", "checkin KR1.1 5")
    assert "Only Ada Li and collaborators" in said
    assert "Ask Ada Li" in said
    said = launched.say("cy", "edit O1 Mine now")
    assert "Only Ada Li, their lead or an admin" in said
    assert "Launch the A app" in launched.say("cy", "show O1")


def test_a_collaborator_checks_in_but_does_not_edit(launched: Office) -> None:
    assert "24%" in launched.say("bo", "checkin KR1.1 12000")
    assert "只有" in launched.say("bo", "edit O1 x") or "Only" in launched.say("bo", "edit O1 x")


def test_a_collaborator_of_one_key_result_has_no_say_on_the_others(launched: Office) -> None:
    launched.say("bo", "checkin KR1.2 3.9")
    assert "3.9" not in launched.say("ada", "show KR1.2")


def test_a_lead_may_change_what_is_published(launched: Office) -> None:
    launched.say("root", "team create Growth {cy}")
    launched.say("cy", "team add Growth {ada}")
    assert "Launch and learn" in launched.say("cy", "edit O1 Launch and learn")


def test_an_admin_may_change_what_is_published(launched: Office) -> None:
    assert "Launch and learn" in launched.say("root", "edit O1 Launch and learn")


def test_cycles_are_made_by_admins(office: Office) -> None:
    assert "Only an admin" in office.say("ada", "cycle create year")
    assert "2026  1 Jan 2026" in office.say("root", "cycle create year")


def test_teams_are_changed_by_their_lead(office: Office) -> None:
    office.say("ada", "team create Growth")
    assert "Only the lead of Growth" in office.say("cy", "team add Growth {bo}")
    assert "Ada Li, Bo Chen" in office.say("ada", "team add Growth {bo}")


def test_another_workspace_reads_nothing(launched: Office) -> None:
    elsewhere = Office(launched.database, tenant="T2")
    assert "There is no O1" in elsewhere.say("eve", "show O1")
    assert "Nothing published" in elsewhere.say("eve", "find launch")
    assert "do not know" in elsewhere.say("eve", "show @Ada Li")
    elsewhere.press("eve", "show.person", {"person": "1"})
    assert "Launch" not in elsewhere.hear("eve", elsewhere.replies["eve"])


def test_an_archived_objective_is_out_of_the_way_and_comes_back(launched: Office) -> None:
    launched.say("ada", "archive O1")
    assert "Launch" not in launched.say("cy", "show {ada}")
    assert "archived" in launched.say("ada", "checkin KR1.1 5")
    assert "published" in launched.say("ada", "archive O1")
    assert "Launch" in launched.say("cy", "show {ada}")


def test_handing_over_gives_the_right_to_change(launched: Office) -> None:
    launched.say("ada", "move O1 to {cy}")
    assert "Launch more" in launched.say("cy", "edit O1 Launch more")
    assert "Ada Li" in launched.waiting_for("cy")[0]


def test_making_a_team_gives_no_say_over_others(launched: Office) -> None:
    launched.say("cy", "team create Sneaky")
    assert "not yet confirmed by an admin" in launched.say("cy", "team add Sneaky {ada}")
    assert "Only Ada Li" in launched.say("cy", "edit O1 Hacked")


def test_an_appointed_lead_hands_on_what_they_have(launched: Office) -> None:
    launched.say("root", "team create Growth {cy}")
    launched.say("cy", "team add Growth {ada}")
    launched.say("cy", "team lead Growth {bo}")
    launched.say("bo", "settings language en")
    assert "Launch and learn" in launched.say("bo", "edit O1 Launch and learn")
    assert "Only Ada Li" in launched.say("cy", "edit O1 Mine")


def test_an_archived_key_result_comes_back(launched: Office) -> None:
    assert "KR1.2" not in launched.say("ada", "archive KR1.2")
    assert "KR1.2 rating" in launched.say("ada", "archive KR1.2")


def test_a_parent_team_of_several_words_is_found(office: Office) -> None:
    office.say("root", "team create Company Wide")
    office.say("root", "team create Growth")
    assert "Belongs to: Company Wide" in office.say("root", "team parent Growth Company Wide")
