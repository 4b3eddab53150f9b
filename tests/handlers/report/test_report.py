"""`/okr report`: whose report, to whom, page by page, week by week."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from chat.address import PlaceKind
from chat.cards import Button, Select
from chat.documents import Document
from chat.replies import Show
from okr.report_facts import weeks_back
from storage import outbox
from storage.tables import OutboxRow
from tests.handlers.office import Office


@pytest.fixture
def growth(launched: Office) -> Office:
    """Ada leads Growth with Bo in it; it talks in C1. Bo has published O2."""
    launched.say("ada", "team create Growth")
    launched.say("ada", "team add Growth {bo}")
    launched.say("ada", "team channel Growth", channel="C1")
    launched.say("bo", "settings language en")
    launched.say("bo", "new Tell the world\n3 talks by 30 Apr")
    launched.say("bo", "publish O2")
    return launched


def labels(office: Office, who: str) -> list[str]:
    return [button.label for button in office.card(who).buttons]


def pressed(office: Office, who: str, label: str) -> str:
    """Press a button of the card that stands before somebody."""
    button = next(each for each in office.card(who).buttons if each.label == label)
    return office.press(who, button.action, button.values)


def posted(office: Office, place: str) -> list[OutboxRow]:
    with office.database.read() as session:
        return list(session.exec(select(OutboxRow).where(OutboxRow.address_id == place)).all())


class TestWhoseReport:
    def test_of_the_team_i_lead(self, growth: Office) -> None:
        said = growth.say("ada", "report")
        assert "Weekly report of Growth · 2026-W48" in said
        assert "O1 Launch the A app and win its users" in said

    def test_of_the_team_i_am_in(self, growth: Office) -> None:
        assert "Weekly report of Growth" in growth.say("bo", "周报")

    def test_of_the_team_of_the_channel(self, growth: Office) -> None:
        growth.say("cy", "team create Sales")
        assert "Weekly report of Growth" in growth.say("cy", "report", channel="C1")
        assert "Weekly report of Sales" in growth.say("cy", "report")

    def test_of_a_team_named(self, growth: Office) -> None:
        assert "Weekly report of Growth" in growth.say("cy", "report growth")

    def test_several_teams_are_asked_for_with_buttons(self, growth: Office) -> None:
        growth.say("ada", "team create Sales")
        assert "Which team's weekly report?" in growth.say("ada", "report")
        assert labels(growth, "ada") == ["Growth", "Sales"]
        assert "Weekly report of Sales" in pressed(growth, "ada", "Sales")

    def test_an_unknown_name_brings_what_is_near(self, growth: Office) -> None:
        assert "Did you mean Growth?" in growth.say("ada", "report Grwoth")
        assert "`/okr team` lists all teams" in growth.say("ada", "report 市场部")

    def test_who_is_in_no_team_is_told_what_to_type(self, growth: Office) -> None:
        assert "You are in no team yet" in growth.say("cy", "report")


class TestWhoReadsIt:
    def test_aloud_where_everybody_read_the_question(self, growth: Office) -> None:
        growth.say("bo", "report", channel="C1", aloud=True)
        reply = growth.replies["bo"]
        assert isinstance(reply, Show)
        assert not reply.private
        assert "Post here" not in labels(growth, "bo")

    def test_a_slash_command_is_private_with_a_button_to_post(self, growth: Office) -> None:
        growth.say("bo", "report", channel="C1")
        reply = growth.replies["bo"]
        assert isinstance(reply, Show)
        assert reply.private
        assert "in a moment" in pressed(growth, "bo", "Post here")
        growth.replies["bo"] = reply
        assert "in a moment" in pressed(growth, "bo", "Post here")  # an impatient second tap
        (row,) = posted(growth, "C1")
        assert row.address_kind == PlaceKind.CHANNEL
        assert "Weekly report of Growth" in growth.waiting_in("C1")[0]

    def test_in_a_direct_chat_there_is_nowhere_to_post(self, growth: Office) -> None:
        growth.say("ada", "report")
        assert "Post here" not in labels(growth, "ada")

    def test_names_of_those_missing_are_for_the_lead_alone(self, growth: Office) -> None:
        assert "Not yet: Ada Li, Bo Chen" in growth.say("ada", "report")
        assert "Not yet" not in growth.say("bo", "report")
        assert "Not yet" not in growth.say("ada", "report", channel="C1", aloud=True)

    def test_the_channel_reads_the_leads_language(self, growth: Office) -> None:
        growth.say("bo", "settings language zh")
        assert "Growth 周报" in growth.say("bo", "report")
        aloud = growth.say("bo", "report", channel="C1", aloud=True)
        assert "Weekly report of Growth" in aloud

    def test_a_lead_without_a_channel_reads_that_no_digest_goes_out(self, growth: Office) -> None:
        growth.say("cy", "team create Sales")
        assert "`/okr team channel Sales`" in growth.say("cy", "report Sales")
        assert "no channel" not in growth.say("ada", "report")


class TestTurning:
    def test_pages_follow_each_other_and_go_back(self, growth: Office) -> None:
        first = growth.say("ada", "report")
        assert "Page 1 of 2" in first
        assert "KR1.1" in first
        second = pressed(growth, "ada", "Next page")
        assert "Other important OKRs" in second
        assert "KR2.1" in second
        assert "KR1.1" in pressed(growth, "ada", "Page before")

    def test_a_page_is_chosen_from_the_menu(self, growth: Office) -> None:
        growth.say("ada", "report")
        (menu,) = [
            element
            for block in growth.card("ada").blocks
            for element in getattr(block, "elements", ())
            if isinstance(element, Select)
        ]
        assert [option.label for option in menu.options] == [
            "O1 Launch the A app and win its users",
            "Other important OKRs",
        ]
        chosen = growth.press("ada", menu.action, {**menu.values, "option": "1"})
        assert "KR2.1" in chosen

    def test_a_page_that_is_not_there_is_the_last_one(self, growth: Office) -> None:
        values = {"team": "1", "week": "2026-W48", "page": "99"}
        assert "KR2.1" in growth.press("ada", "report.page", values)

    def test_an_earlier_week_is_one_press_away_and_the_newest_too(self, growth: Office) -> None:
        growth.say("ada", "checkin KR1.1 12,000 two partners signed")
        growth.travel(growth.clock() + timedelta(days=7))
        newest = growth.say("ada", "report")
        assert "2026-W49" in newest
        assert "two partners signed" not in newest
        earlier = pressed(growth, "ada", "Earlier week")
        assert "2026-W48" in earlier
        assert "two partners signed" in earlier
        assert "2026-W49" in pressed(growth, "ada", "Newest week")

    @pytest.mark.parametrize("week", ["", "2026-W99", "2031-W01", "x"])
    def test_a_week_that_is_none_is_the_newest(self, growth: Office, week: str) -> None:
        said = growth.press("ada", "report.week", {"team": "1", "week": week})
        assert "2026-W48" in said

    def test_a_team_that_is_gone_or_of_others_is_not_found(self, growth: Office) -> None:
        assert "no longer there" in growth.press("ada", "report.open", {"team": "99"})


class TestWhatItSays:
    def test_check_ins_by_person_with_figures(self, growth: Office) -> None:
        growth.say("ada", "checkin KR1.1 12,000 high two partners signed")
        growth.say("bo", "checkin KR1.1 15,000 a third one")
        said = growth.say("ada", "report")
        assert "Ada Li: 12,000 sign-ups · confidence high · two partners signed" in said
        assert "Bo Chen: 12,000 → 15,000 sign-ups · a third one" in said

    def test_a_key_result_is_read_in_full(self, growth: Office) -> None:
        growth.say("ada", "checkin KR1.1 12,000 " + "many words " * 60)
        said = growth.say("ada", "report")
        assert "Read in full…" in said
        whole = growth.press(
            "ada", "report.full", {"team": "1", "week": "2026-W48", "option": "KR1.1"}
        )
        assert whole.count("many words") == 60

    def test_a_draft_is_not_in_it(self, growth: Office) -> None:
        growth.say("ada", "new A secret plan\n3 people hired")
        assert "secret" not in growth.say("ada", "report")


class TestDocuments:
    def test_to_the_one_who_asked_in_their_language(self, growth: Office) -> None:
        growth.say("bo", "settings language zh")
        growth.say("bo", "report")
        button = growth.card("bo").buttons[-1]
        growth.press("bo", button.action, button.values)
        (row,) = [row for row in posted(growth, "Ubo") if row.body_kind == "document"]
        document = outbox.load_body(row.body_kind, row.body)
        assert isinstance(document, Document)
        assert "本周进展" in document.markdown
        assert "O1 Launch the A app and win its users" in document.markdown
        assert re.fullmatch(r"Growth-2026-W48\.md", document.download_name)

    def test_earlier_weeks_stand_below_the_newest(self, growth: Office) -> None:
        growth.say("ada", "checkin KR1.1 12,000 two partners signed")
        growth.travel(growth.clock() + timedelta(days=7))
        growth.say("ada", "checkin KR1.1 15,000 a third one")
        growth.say("ada", "report")
        pressed(growth, "ada", "As a document")
        (row,) = [row for row in posted(growth, "Uada") if row.body_kind == "document"]
        document = outbox.load_body(row.body_kind, row.body)
        assert isinstance(document, Document)
        newest, earlier = weeks_back("2026-W49", 2)
        written = document.markdown
        assert written.index(newest) < written.index("a third one") < written.index(earlier)
        assert written.index(earlier) < written.index("two partners signed")
        assert written.count("# ") >= 4


def test_every_button_of_a_report_is_answered(growth: Office) -> None:
    growth.say("ada", "report", channel="C1")
    for button in growth.card("ada").buttons:
        assert isinstance(button, Button)
        assert growth.press("ada", button.action, button.values)
