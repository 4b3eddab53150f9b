"""How words are read: names in sentences, ids in quotes, verbs without spaces, odd characters."""

import pytest

from chat.replies import Notice
from tests.handlers.office import Office


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("new Win with {bo} and {cy}", "O1 Win"),
        ("new Win {bo}", "O1 Win"),
        ("new Help {bo} win readers", "O1 Help Bo Chen win readers"),
        ("new Win “readers” 'and' writers", "O1 Win “readers” 'and' writers"),
    ],
)
def test_names_at_the_end_are_people_and_inner_ones_stay(
    office: Office, typed: str, title: str
) -> None:
    assert f"\n{title}\n" in office.say("ada", typed)


@pytest.mark.parametrize(
    "typed", ["show “O1”", "查看：O1", "show O1。", "show ｏ１", "查看O1", "SHOW o1"]
)
def test_an_id_is_found_however_it_is_written(launched: Office, typed: str) -> None:
    assert "Launch the A app" in launched.say("ada", typed)


@pytest.mark.parametrize("typed", ["new -", "new \u200b", "kr O1 •"])
def test_what_says_nothing_is_no_title(launched: Office, typed: str) -> None:
    said = launched.say("ada", typed)
    assert "no words" in said or launched.replies["ada"].reply == "open_form"


def test_publish_with_other_words_publishes_nothing(office: Office) -> None:
    office.say("ada", "new Secret")
    assert "Which one?" in office.say("ada", "publish the new version")
    assert "Which one?" in office.say("ada", "发布新版 App")
    assert "Secret" not in office.say("cy", "show {ada}")


def test_an_archived_draft_stays_private(office: Office) -> None:
    office.say("ada", "new Secret")
    office.say("ada", "archive O1")
    assert "There is no O1" in office.say("cy", "show O1")
    assert "There is no O1" in office.say("root", "archive O1")
    assert "Secret" in office.say("ada", "archive O1")


def test_the_time_as_a_draft_is_nobody_elses_business(office: Office) -> None:
    office.say("ada", "new Fire Bob")
    office.say("ada", "edit O1 Reorganise")
    office.say("ada", "publish O1")
    assert "Fire Bob" not in office.press("cy", "show.history", {"o": "1"})
    assert "Fire Bob" in office.press("ada", "show.history", {"o": "1"})


def test_a_key_result_is_not_moved_and_two_people_are_not_one(launched: Office) -> None:
    assert "stays under its objective" in launched.say("ada", "move KR1.1 to {cy}")
    assert "one person at a time" in launched.say("ada", "move O1 to {bo} {cy}")
    assert "Launch" in launched.say("ada", "show")


def test_a_stored_answer_reaches_nobody_else(office: Office) -> None:
    office.say("ada", "new Secret", event_id="same")
    assert "Secret" not in office.say("cy", "new Mine", event_id="same")


def test_a_menu_cannot_choose_itself(office: Office) -> None:
    said = office.press("ada", "router.chosen", {"option": "router.chosen"})
    assert "older version" in said
    assert isinstance(office.replies["ada"], Notice)


def test_nobody_names_a_hundred_people_at_once(office: Office) -> None:
    from itertools import count

    from chat.events import CommandGiven, Mention
    from chat.text import mention_token

    numbers = count()
    mentions = tuple(Mention(office.account(f"x{next(numbers)}")) for _ in range(100))
    event = CommandGiven(
        id="e",
        sender=office.account("ada"),
        place=office.place("ada"),
        text="new Win " + " ".join(mention_token(index) for index in range(100)),
        mentions=mentions,
    )
    assert "more than 50 people" in office.hear("ada", office.reception(event))


def test_the_last_key_result_of_a_long_okr_is_found(office: Office) -> None:
    lines = "\n".join(
        f"{'提升读者留存与付费转化' * 4}第{index}项达到 {index}%" for index in range(1, 9)
    )
    office.say("ada", f"new 赢得读者\n{lines}\n芝麻开门率达到 20%")
    office.say("ada", "publish O1")
    assert "O1 赢得读者" in office.say("cy", "find 芝麻开门")
