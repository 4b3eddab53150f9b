"""Teams: names, pages, rights, forms, and what people are told of theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from chat.address import Address, PlaceKind
from chat.cards import Actions, Select
from chat.events import ButtonPressed
from chat.forms import ChoiceField, ManyChoicesField
from chat.replies import FieldErrors
from tests.handlers.office import Office


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """Every statement that the database is sent."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(office.database.engine, "before_cursor_execute", note)


def labels(office: Office, who: str) -> list[str]:
    return [button.label for button in office.card(who).buttons]


def number_of(office: Office, who: str = "ada") -> dict[str, str]:
    """The values of the buttons on the team's card before somebody."""
    found = next(each for each in office.card(who).buttons if each.action == "show.team")
    return dict(found.values)


@pytest.mark.parametrize("name", ["# Growth", "#Growth", "＃growth", " growth ", "ＧＲＯＷＴＨ"])
def test_a_name_is_the_same_however_it_is_written(office: Office, name: str) -> None:
    office.say("ada", "team create # Growth")
    assert "There is a team" in office.say("ada", f"team create {name}")
    assert "Team Growth" in office.say("ada", f"team {name}")
    assert "Bo Chen" in office.say("ada", f"team add {name} {{bo}}")


def test_spaces_within_a_name_do_not_matter(office: Office) -> None:
    office.say("ada", "team create Customer   Success")
    assert "Team Customer Success" in office.say("ada", "team customer  SUCCESS")


@pytest.mark.parametrize("name", ["#", "# \u200b", "\u200b"])
def test_a_team_has_a_name_that_can_be_read(office: Office, name: str) -> None:
    assert "What is the team called" in office.say("ada", f"team create {name}")


def test_every_team_can_be_reached_by_pages(office: Office) -> None:
    for n in range(33):
        office.say("ada", f"team create T{n:02}")
    assert "30 of 33" in office.say("ada", "team")
    assert "More" in labels(office, "ada")
    last = office.press("ada", "team.page", {"page": "1"})
    assert "T32" in last
    assert "T29" not in last
    assert "More" not in labels(office, "ada")


@pytest.mark.parametrize("page", ["²", "9" * 5000, "-1", ""])
def test_an_odd_page_is_no_failure(office: Office, page: str) -> None:
    assert "Teams" in office.press("ada", "team.page", {"page": page})
    assert "no longer there" in office.press("ada", "team.show", {"option": page})
    assert "no longer there" in office.press("ada", "team.add", {"team": page})


@pytest.mark.parametrize("command", ["team", "team nope", "team parent T1 nope"])
def test_many_teams_take_no_more_statements_than_few(office: Office, command: str) -> None:
    for n in range(3):
        office.say("ada", f"team create T{n} {{bo}}")
    with statements(office) as few:
        office.say("ada", command)
    for n in range(3, 12):
        office.say("ada", f"team create T{n} {{bo}}")
    with statements(office) as many:
        office.say("ada", command)
    assert len(many) == len(few)
    assert len(many) < 15


def test_a_team_is_opened_from_the_list(office: Office) -> None:
    office.say("ada", "team create Growth")
    office.say("ada", "team")
    menu = next(
        element
        for block in office.card("ada").blocks
        if isinstance(block, Actions)
        for element in block.elements
        if isinstance(element, Select)
    )
    assert "Team Growth" in office.press("cy", menu.action, {"option": menu.options[0].value})


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ("team add {bo}", "team add Growth @…"),
        ("team remove", "team remove Growth @…"),
        ("team lead", "team lead Growth @…"),
        ("team parent", "team parent Growth Company"),
        ("team leave", "team leave Growth"),
    ],
)
def test_without_a_team_it_asks_which(office: Office, command: str, example: str) -> None:
    office.say("ada", "team create Growth")
    assert f"Which team? For example: `{example}`" in office.say("ada", command)


def test_an_unknown_team_is_answered_with_those_there_are(office: Office) -> None:
    assert "There are no teams yet" in office.say("ada", "team nope")
    for n in range(12):
        office.say("ada", f"team create T{n:02}")
    said = office.say("ada", "team nope")
    assert "There is no team “nope”. There are: T00, " in said
    assert "… (`/okr team`)" in said


def test_an_unknown_person_is_named_and_not_the_team(office: Office) -> None:
    office.say("ada", "team create Growth")
    assert "I do not know @zoe" in office.say("ada", "team add Growth @zoe")


def test_people_are_joined_as_people_join_them(office: Office) -> None:
    office.say("ada", "team create Growth")
    assert "Bo Chen, Cy Diaz" in office.say("ada", "team add Growth {bo}, {cy}")
    assert "Bo Chen" not in office.say("ada", "team remove Growth {bo} and {cy}")


@pytest.mark.parametrize("space", ["", " "])
def test_chinese_words_need_no_space(office: Office, space: str) -> None:
    assert "Team 增长" in office.say("ada", f"团队{space}新建{space}增长")
    assert "Bo Chen" in office.say("ada", f"团队{space}添加{space}增长 {{bo}}")
    assert "Lead: Bo Chen" in office.say("ada", f"团队{space}负责人{space}增长 {{bo}}")
    assert "增长" in office.say("ada", f"团队{space}列表")
    assert "You left team 增长" in office.say("ada", f"团队{space}退出{space}增长")


def test_a_team_called_like_a_word_of_ours_is_found(office: Office) -> None:
    office.say("ada", "team create 群英会")
    assert "Team 群英会" in office.say("ada", "团队 群英会")


def test_who_may_not_change_a_team_gets_no_buttons_for_it(office: Office) -> None:
    office.say("ada", "team create Growth {ada} {bo}")
    office.say("cy", "team Growth")
    assert labels(office, "cy") == ["Show its OKRs"]
    team = number_of(office, "cy")
    for action in ("team.add", "team.remove", "team.lead", "team.parent", "team.channel"):
        assert "Only the lead of Growth" in office.press("cy", action, team)
    office.say("root", "team Growth")
    assert {"Add people", "Remove people", "Change lead"} <= set(labels(office, "root"))


def test_people_come_and_go_by_form(office: Office) -> None:
    office.say("cy", "home")
    office.say("bo", "home")
    office.say("ada", "team create Growth")
    team = number_of(office)
    office.press("ada", "team.add", team)
    assert "people" in office.fill("ada", people=())
    assert "Bo Chen, Cy Diaz" in office.fill(
        "ada", people=(office.account("bo"), office.account("cy"))
    )
    office.press("ada", "team.remove", team)
    assert "Choose somebody" in office.fill("ada", people=("²",))
    field = next(office.form("ada").inputs)
    assert isinstance(field, ManyChoicesField)
    assert field.value == ("²",)
    bo = next(option.value for option in field.options if option.label == "Bo Chen")
    said = office.fill("ada", people=(bo,))
    assert "Cy Diaz" in said
    assert "Bo Chen" not in said


def test_the_lead_is_changed_by_form(office: Office) -> None:
    office.say("cy", "home")
    office.say("ada", "team create Growth")
    office.press("ada", "team.lead", number_of(office))
    assert next(office.form("ada").inputs).value == (office.account("ada"),)
    assert "Choose somebody" in office.fill("ada", lead=())
    assert "Lead: Cy Diaz" in office.fill("ada", lead=(office.account("cy"),))
    assert "Ada Li made you the lead of team Growth" in office.waiting_for("cy")[0]


def test_the_team_above_is_chosen_and_no_circle_is_offered(office: Office) -> None:
    office.say("ada", "team create Company")
    office.say("ada", "team create Growth")
    office.say("ada", "team create Ads")
    assert "Belongs to: Growth" in office.say("ada", "team parent Ads Growth")
    office.say("ada", "team Growth")
    office.press("ada", "team.parent", number_of(office))
    field = next(office.form("ada").inputs)
    assert isinstance(field, ChoiceField)
    assert [option.label for option in field.options] == ["no team", "Company"]
    assert "Choose one" in office.fill("ada", parent="²")
    assert isinstance(office.replies["ada"], FieldErrors)
    company = field.options[1].value
    assert "Belongs to: Company" in office.fill("ada", parent=company)
    assert "circle" in office.say("ada", "team parent Company Ads")
    assert "Belongs to:" not in office.say("ada", "team parent Growth none")


def test_names_of_several_words_get_a_team_above(office: Office) -> None:
    office.say("ada", "team create Customer Success")
    office.say("ada", "team create Company Wide")
    said = office.say("ada", "team parent Customer Success Company Wide")
    assert "Belongs to: Company Wide" in said
    assert "There is no team “Nowhere”" in office.say("ada", "team parent Customer Success Nowhere")


def test_a_team_is_tied_where_the_button_is_pressed(office: Office) -> None:
    office.say("ada", "team create Growth")
    team = number_of(office)
    assert "`/okr team channel Growth`" in office.press("ada", "team.channel", team)
    pressed = ButtonPressed(
        id="tie",
        sender=office.account("ada"),
        place=Address("slack", "T1", PlaceKind.CHANNEL, "C1"),
        action="team.channel",
        values=team,
    )
    assert "Channel: tied to a channel" in office.hear("ada", office.reception(pressed))


def test_who_is_put_in_by_a_lead_is_told_and_may_leave(launched: Office) -> None:
    launched.say("root", "team create Growth {cy}")
    launched.say("cy", "team add Growth {ada}")
    told = launched.waiting_for("ada")[-1]
    assert "Cy Diaz added you to team Growth, led by Cy Diaz" in told
    assert "may change the OKRs you publish" in told
    assert "[Leave the team]" in told
    team = number_of(launched, "cy")
    assert "You left team Growth" in launched.press("ada", "team.leave", team)
    assert "Only Ada Li" in launched.say("cy", "edit O1 Mine now")
    assert "You are not in team Growth" in launched.press("ada", "team.leave", team)


def test_who_is_put_in_again_is_told_again(office: Office) -> None:
    office.say("bo", "settings language en")
    for _ in range(2):
        office.say("ada", "team create Growth")
        office.say("ada", "team add Growth {bo}")
        office.say("ada", "team add Growth {bo}")
        office.say("bo", "team leave Growth")
        office.clock.advance(timedelta(minutes=1))
    assert len(office.waiting_for("bo")) == 2


def test_an_admin_adds_without_more(office: Office) -> None:
    office.say("root", "team create Growth")
    office.say("root", "team add Growth {cy}")
    assert office.waiting_for("cy") == ["Root Admin added you to team Growth, led by Root Admin"]


def test_nobody_is_told_of_what_they_did_themselves(office: Office) -> None:
    office.say("ada", "team create Growth {ada}")
    assert office.waiting_for("ada") == []


def test_a_lead_who_leaves_leads_no_more(office: Office) -> None:
    office.say("ada", "team create Growth")
    assert "You left team Growth" in office.say("ada", "team leave Growth")
    assert "Lead: –" in office.say("ada", "team Growth")
    assert "Only the lead" in office.say("ada", "team add Growth {bo}")


def test_a_new_team_keeps_what_was_typed_when_its_name_is_taken(office: Office) -> None:
    office.say("ada", "team create Growth")
    office.press("ada", "team.open")
    assert "There is a team" in office.fill("ada", name="# growth")
    assert next(office.form("ada").inputs).value == "# growth"
