"""Cards on Slack: all limits kept, what people typed verbatim and without effect."""

from hypothesis import HealthCheck, given, settings

from bot.slack.carry import Carried, Origin, split_action_id, unpack
from bot.slack.render import card_view, home_view, message, notice, notice_view
from chat.address import Account
from chat.cards import (
    Actions,
    Button,
    Card,
    Field,
    Fields,
    Heading,
    Note,
    Option,
    Overflow,
    Paragraph,
    Picture,
    Progress,
    Select,
    Table,
)
from chat.text import Channel, Link, Person, Plain, Text, text
from tests.bot.slack.block_kit import check_message, check_view, every, seen
from tests.bot.slack.strategies import NASTY, cards, texts

ME = Account("slack", "T1", "U1")
thorough = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@thorough
@given(cards)
def test_any_card_is_a_message_that_slack_takes(card: Card) -> None:
    check_message(message(card, "T1"))
    check_message(message(card, "T1", {"<svg/>": "F1"}))


@thorough
@given(cards)
def test_any_card_is_a_view_that_slack_takes(card: Card) -> None:
    check_view(home_view(card, "T1"))
    check_view(card_view(card, "T1", Carried(origin=Origin())))


@thorough
@given(texts)
def test_any_notice_is_taken(words: Text) -> None:
    check_message(notice(words, "T1"))
    check_view(notice_view("Title", words, "T1", Carried()))


def test_typed_text_comes_out_verbatim_and_pings_nobody() -> None:
    for typed in NASTY:
        card = Card(
            typed,
            (
                Heading(typed),
                Paragraph(text(typed)),
                Fields((Field(typed, text(typed)),)),
                Progress(0.5, typed),
                Table((typed,), ((text(typed),),)),
                Note(text(typed)),
                Actions((Button(typed, "a.b"),)),
            ),
        )
        drawn = message(card, "T1")
        check_message(drawn)
        assert seen(drawn["blocks"]).count(typed) == 10
        assert not every(drawn, "user")
        assert not every(drawn, "mrkdwn")
        assert not every(drawn, "link")
        assert "<" not in str(drawn["text"])
        assert ">" not in str(drawn["text"])


def test_the_notification_text_is_escaped_once() -> None:
    drawn = message(Card("a < b & &lt;", ()), "T1")
    assert drawn["text"] == "a &lt; b &amp; &amp;lt;"


def test_only_a_ping_mentions() -> None:
    def people(ping: bool) -> Card:
        return Card("T", (Paragraph((Person("Ada", (ME,), ping=ping),)),))

    assert every(message(people(True), "T1"), "user") == [{"type": "user", "user_id": "U1"}]
    assert not every(message(people(True), "T2"), "user")
    assert not every(message(people(False), "T1"), "user")
    assert "@Ada" in seen(message(people(False), "T1"))


def test_links_and_channels_are_linked() -> None:
    drawn = message(
        Card(
            "T", (Paragraph((Link("docs", "https://example.com/"), Channel("g", "slack", "C1"))),)
        ),
        "T1",
    )
    link = {"type": "link", "url": "https://example.com/", "text": "docs"}
    assert every(drawn, "link") == [link]
    assert every(drawn, "channel") == [{"type": "channel", "channel_id": "C1"}]


def test_a_bar_shows_the_ratio_within_its_ends() -> None:
    def bar(ratio: float | None) -> str:
        return seen(message(Card("T", (Progress(ratio, "x %"),)), "T1")["blocks"]).split("\n")[-1]

    assert bar(0.24) == "▓▓░░░░░░░░ x %"
    assert bar(1.25) == "▓▓▓▓▓▓▓▓▓▓ x %"
    assert bar(-3.0) == "░░░░░░░░░░ x %"
    assert bar(None) == bar(float("nan")) == "x %"


def test_the_second_table_and_the_home_views_tables_are_lines() -> None:
    table = Table(("Name", "名字"), ((text("Ada"), text("阿达")), (text("Bo"), text("b"))))
    card = Card("T", (table, table))
    drawn = message(card, "T1")
    assert len(every(drawn, "table")) == 1
    assert "Name  名字\nAda   阿达\nBo    b" in seen(drawn["blocks"])
    assert not every(home_view(card, "T1"), "table")


def test_a_table_of_200_rows_goes_on_as_lines() -> None:
    table = Table(("n",), tuple((text(f"row {number}"),) for number in range(200)))
    drawn = message(Card("T", (table,)), "T1")
    check_message(drawn)
    assert "row 199" in seen(drawn["blocks"])


def test_a_card_of_200_paragraphs_keeps_every_line_and_its_buttons() -> None:
    lines = tuple(Paragraph(text(f"line {number}.")) for number in range(200))
    drawn = message(Card("T", (*lines, Actions((Button("Go", "a.b"),)))), "T1")
    check_message(drawn)
    assert all(f"line {number}." in seen(drawn["blocks"]) for number in range(200))
    assert every(drawn, "button")


def test_what_is_too_long_ends_with_an_ellipsis_and_keeps_its_buttons() -> None:
    card = Card("T", (Paragraph(text("word " * 9_000)), Actions((Button("Go", "a.b"),))))
    drawn = message(card, "T1")
    check_message(drawn)
    assert "word…" in seen(drawn["blocks"])
    assert len(seen(drawn["blocks"])) > 13_000
    assert every(drawn, "button")


def test_a_title_of_10000_characters_is_not_cut() -> None:
    drawn = message(Card("x" * 10_000, ()), "T1")
    check_message(drawn)
    assert "x" * 10_000 in seen(drawn["blocks"])


def test_a_picture_is_its_words_until_it_is_uploaded() -> None:
    card = Card("T", (Picture("<svg/>", "Ada leads"),))
    assert "Ada leads" in seen(message(card, "T1"))
    [image] = every(message(card, "T1", {"<svg/>": "F1"}), "image")
    assert image["slack_file"] == {"id": "F1"}
    assert image["alt_text"] == "Ada leads"


def test_buttons_carry_their_values() -> None:
    values = {"objective": "12", "note": "ü" * 900}
    [button] = every(
        message(Card("T", (Actions((Button("Go", "show.card", values),)),)), "T1"), "button"
    )
    assert split_action_id(str(button["action_id"])) == ("show.card", {})
    assert unpack(str(button["value"])) == values


def test_values_of_a_button_that_are_too_long_are_deflated() -> None:
    values = {"note": "many words " * 1_000}
    [button] = every(
        message(Card("T", (Actions((Button("Go", "show.card", values),)),)), "T1"), "button"
    )
    assert unpack(str(button["value"])) == values


def test_a_choice_carries_its_values_in_its_id() -> None:
    options = tuple(Option(f"o{number}", f"v{number}") for number in range(3))
    select = Select("Pick", "move.to", options, {"objective": "12"})
    [drawn] = every(message(Card("T", (Actions((select,)),)), "T1"), "static_select")
    assert split_action_id(str(drawn["action_id"])) == ("move.to", {"objective": "12"})


def test_a_choice_whose_values_do_not_fit_is_drawn_as_buttons() -> None:
    options = tuple(Option(f"o{number}", f"v{number}") for number in range(3))
    words = " ".join(str(number) for number in range(200))
    select = Select("Pick", "move.to", options, {"note": words})
    drawn = every(message(Card("T", (Actions((select,)),)), "T1"), "button")
    assert [unpack(str(button["value"])) for button in drawn] == [
        {"note": words, "option": f"v{number}"} for number in range(3)
    ]


def test_a_menu_of_more_than_five_options_is_a_select() -> None:
    def menu(count: int) -> Card:
        options = tuple(Option(f"o{number}", f"v{number}") for number in range(count))
        return Card("T", (Actions((Overflow("a.b", options),)),))

    assert every(message(menu(5), "T1"), "overflow")
    assert every(message(menu(6), "T1"), "static_select")
    assert every(message(menu(1), "T1"), "button")


def test_the_notification_says_title_and_first_words() -> None:
    assert message(Card("T", (Paragraph((Plain("first"),)),)), "T1")["text"] == "T: first"
