"""OKRs of other cycles and archived ones: by words and from the menu of a list, never a draft."""

from datetime import timedelta

import pytest

from chat.cards import Actions, Button, Element, Select
from chat.events import CommandGiven
from chat.replies import Show
from tests.handlers.office import Office


@pytest.fixture
def later(launched: Office) -> Office:
    """It is January: O1 of Ada and a draft of hers, O2, are of 2026 Q4; O3 is of 2027 Q1."""
    launched.say("ada", "new Nobody has seen this one")
    launched.clock.advance(timedelta(days=60))
    launched.say("ada", "new Earn money with the A app")
    launched.say("ada", "publish O3")
    launched.say("bo", "home")
    return launched


@pytest.fixture
def put_away(later: Office) -> Office:
    """Ada has archived all three."""
    for number in (1, 2, 3):
        later.say("ada", f"archive O{number}")
    return later


def elements(office: Office, who: str) -> list[Element]:
    """What can be pressed on the card before somebody."""
    blocks = office.card(who).blocks
    return [each for block in blocks if isinstance(block, Actions) for each in block.elements]


def button(office: Office, who: str, label: str) -> Button:
    """The button with this beginning of its label."""
    found = (each for each in elements(office, who) if isinstance(each, Button))
    return next(each for each in found if each.label.startswith(label))


def press(office: Office, who: str, label: str) -> str:
    """Press the button."""
    found = button(office, who, label)
    return office.press(who, found.action, found.values)


def choices(office: Office, who: str) -> Select:
    """The menu of cycles."""
    return next(each for each in elements(office, who) if isinstance(each, Select))


class TestAnotherCycle:
    def test_without_any_words_it_is_the_cycle_of_now(self, later: Office) -> None:
        said = later.say("ada", "show")
        assert "My OKRs · 2027 Q1" in said
        assert "O3" in said
        assert "O1 " not in said

    @pytest.mark.parametrize(
        "words", ["show 2026 Q4", "show 2026q4", "查看 2026 Q4", "查看2026 Q4"]
    )
    def test_its_name_shows_mine(self, later: Office, words: str) -> None:
        said = later.say("ada", words)
        assert "My OKRs · 2026 Q4" in said
        assert "O1 Launch the A app" in said
        assert "O2 Nobody has seen" in said
        assert "O3" not in said

    @pytest.mark.parametrize(
        "words", ["show {ada} 2026 Q4", "show @Ada Li 2026 Q4", "查看 {ada} 2026Q4"]
    )
    def test_behind_a_person_it_shows_theirs(self, later: Office, words: str) -> None:
        said = later.say("cy", words)
        assert "OKRs of Ada Li · 2026 Q4" in said
        assert "O1 Launch the A app" in said
        assert "Nobody has seen" not in said

    @pytest.mark.parametrize(
        "words", ["show Growth 2026 Q4", "show #growth 2026 Q4", "查看 growth 2026 Q4"]
    )
    def test_behind_a_team_it_shows_the_teams(self, later: Office, words: str) -> None:
        later.say("root", "team create Growth {ada}")
        said = later.say("cy", words)
        assert "OKRs of Growth · 2026 Q4" in said
        assert "O1 Launch the A app" in said
        assert "Nobody has seen" not in said

    def test_a_channel_of_a_team_may_be_named_with_a_cycle(self, later: Office) -> None:
        later.say("root", "team create Growth {ada}", channel="C7")
        later.say("root", "team channel Growth", channel="C7")
        for words, shown in (
            ("#g7", "2027 Q1"),
            ("#g7 2026 Q4", "2026 Q4"),
            ("#g7 pls", "2027 Q1"),
        ):
            event = CommandGiven(
                id=f"c{words}",
                sender=later.account("cy"),
                place=later.place("cy"),
                text=f"show {words}",
                channels=(("C7", "g7"),),
            )
            assert f"OKRs of Growth · {shown}" in later.hear("cy", later.reception(event))

    def test_a_team_called_like_a_cycle_wins(self, later: Office) -> None:
        later.say("root", "team create 2026 Q4 {ada}")
        assert "OKRs of 2026 Q4 · 2027 Q1" in later.say("cy", "show 2026 Q4")

    def test_a_cycle_nobody_made_is_named_with_those_there_are(self, later: Office) -> None:
        said = later.say("cy", "show {ada} 2025 Q1")
        assert "no cycle “2025 Q1”" in said
        assert "2027 Q1, 2026 Q4" in said
        assert "I cannot find “2025 Q1”" in later.say("cy", "show 2025 Q1")

    def test_nothing_there_says_so(self, later: Office) -> None:
        assert "You have no OKRs in 2026 Q4." in later.say("cy", "show 2026 Q4")
        assert "Bo Chen: nothing published in 2026 Q4." in later.say("cy", "show {bo} 2026 Q4")

    def test_pages_stay_in_the_cycle(self, later: Office) -> None:
        for number in range(5):
            later.say("ada", f"new Old goal number {number}")
            later.say("ada", f"move O{number + 4} to 2026 Q4")
        said = later.say("ada", "show 2026 Q4")
        assert "4 of 7" in said
        said = press(later, "ada", "More")
        assert "My OKRs · 2026 Q4" in said
        assert "O8" in said
        assert "O1 " not in said


class TestTheMenu:
    def test_it_has_every_cycle_with_how_many_there_are(self, later: Office) -> None:
        later.say("ada", "show")
        press(later, "ada", "Other cycles")
        menu = choices(later, "ada")
        assert [each.label for each in menu.options] == ["2026 Q4 (2)"]
        chosen = {**menu.values, "option": menu.options[0].value}
        said = later.press("ada", menu.action, chosen)
        assert "My OKRs · 2026 Q4" in said
        press(later, "ada", "Other cycles")
        assert [each.label for each in choices(later, "ada").options] == ["2027 Q1 (1)"]

    def test_of_others_it_counts_no_draft(self, later: Office) -> None:
        later.say("cy", "show {ada}")
        press(later, "cy", "Other cycles")
        assert [each.label for each in choices(later, "cy").options] == ["2026 Q4 (1)"]

    def test_of_a_team_it_leads_to_the_teams(self, later: Office) -> None:
        later.say("root", "team create Growth {ada}")
        later.say("cy", "show Growth")
        press(later, "cy", "Other cycles")
        menu = choices(later, "cy")
        said = later.press("cy", menu.action, {**menu.values, "option": menu.options[0].value})
        assert "OKRs of Growth · 2026 Q4" in said

    def test_the_archive_is_behind_a_button(self, put_away: Office) -> None:
        put_away.say("ada", "show")
        press(put_away, "ada", "Other cycles")
        assert "My OKRs · archived" in press(put_away, "ada", "Archived (3)")
        put_away.say("cy", "show {ada}")
        press(put_away, "cy", "Other cycles")
        assert "OKRs of Ada Li · archived" in press(put_away, "cy", "Archived (2)")

    def test_where_there_is_nothing_else_it_says_so(self, office: Office) -> None:
        office.say("cy", "show")
        assert "Nothing in any other cycle." in press(office, "cy", "Other cycles")

    def test_a_cycle_of_another_company_is_none(self, later: Office) -> None:
        assert "no longer there" in later.press("ada", "show.person", {"person": "1", "in": "99"})


class TestTheArchive:
    @pytest.mark.parametrize("words", ["show archived", "查看 归档", "查看归档", "show Archive"])
    def test_mine_is_all_that_i_archived_the_last_first(self, put_away: Office, words: str) -> None:
        said = put_away.say("ada", words)
        places = [said.index(f"O{number} ") for number in (3, 2, 1)]
        assert places == sorted(places)

    def test_it_can_be_brought_back_from_there(self, put_away: Office) -> None:
        put_away.say("ada", "show archived")
        put_away.press("ada", "router.chosen", {"option": "archive.restore", "o": "2"})
        assert "O2" not in put_away.say("ada", "show archived")

    def test_others_see_what_had_been_published(self, put_away: Office) -> None:
        for who in ("cy", "root"):
            said = put_away.say(who, "show {ada} archived")
            assert "OKRs of Ada Li · archived" in said
            assert "O1 Launch" in said
            assert "O3 Earn" in said
            assert "Nobody has seen" not in said

    def test_one_who_was_asked_to_work_on_a_draft_does_not_list_it(self, office: Office) -> None:
        office.say("ada", "new Secret plan {bo}")
        office.say("ada", "archive O1")
        assert "Secret plan" not in office.say("bo", "show {ada} archived")

    def test_a_teams_too(self, put_away: Office) -> None:
        put_away.say("root", "team create Growth {ada}")
        said = put_away.say("cy", "show Growth archived")
        assert "OKRs of Growth · archived" in said
        assert "Ada Li" in said
        assert "Nobody has seen" not in said

    def test_it_has_pages(self, put_away: Office) -> None:
        for number in range(4, 8):
            put_away.say("ada", f"new Goal number {number}")
            put_away.say("ada", f"archive O{number}")
        assert "4 of 7" in put_away.say("ada", "show archived")
        said = press(put_away, "ada", "More")
        assert "My OKRs · archived" in said
        assert "O1 " in said
        assert "O7" not in said

    def test_an_archived_draft_is_never_said_aloud(self, put_away: Office) -> None:
        for who, words, private in (
            ("ada", "show O2", True),
            ("ada", "show archived", True),
            ("cy", "show {ada} archived", False),
        ):
            put_away.say(who, words, aloud=True, channel="C1")
            reply = put_away.replies[who]
            assert isinstance(reply, Show)
            assert reply.private is private


def test_in_chinese(put_away: Office) -> None:
    put_away.say("bo", "查看")
    assert "其他周期" in button(put_away, "bo", "其他周期").label
    assert "Ada Li 的 OKR · 已归档" in put_away.say("bo", "查看 {ada} 归档")
    assert "2026 Q3" in put_away.say("bo", "查看 {ada} 2026 Q3")
