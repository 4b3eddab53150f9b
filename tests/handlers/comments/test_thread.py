"""Replies under a card: comments, answers, commands, and talk that is nobody's business."""

from itertools import count

import pytest
from sqlmodel import select

from chat.address import Account, MessageRef, PlaceKind
from chat.events import CommandGiven, Mention
from chat.text import mention_token
from storage import comments, shown_messages
from storage.database import Database
from storage.tables import OutboxRow, PersonRow
from tests.handlers.office import Office

CARD = "1000.1"
CHANNEL = "C1"


class Thread:
    """A channel in which the bot has shown Bo's O1, and people write under it."""

    def __init__(self, database: Database, about: str = "O1", channel: str = CHANNEL) -> None:
        self.office = Office(database)
        self.channel = channel
        self._ids = count(1)
        self.office.say("bo", "new Grow in the north\nSign 20 clients")
        self.office.say("bo", "publish O1")
        with database.write() as session:
            card = MessageRef("slack", "T1", channel, CARD)
            assert shown_messages.remember(session, card, about, self.office.clock())

    def write(
        self,
        who: str,
        text: str,
        *,
        under: str = CARD,
        event_id: str = "",
        overheard: bool = True,
        aloud: bool = False,
    ) -> None:
        """Somebody writes under a message."""
        office = self.office
        channel = self.channel if self.channel.startswith("C") else ""
        event = CommandGiven(
            id=event_id or f"t{next(self._ids)}",
            sender=office.account(who),
            place=office.place(who, channel),
            text=text,
            aloud=aloud,
            reply_to=(MessageRef("slack", "T1", self.channel, under),),
            overheard=overheard,
        )
        office.reception(event, answer_to=event.place)

    def said(self) -> list[str]:
        """What was kept: what it is on, who said it, and the answer."""
        with self.office.database.read() as session:
            found = comments.list_by_ids(session, range(1, 50))
        return [f"{each.about} {each.author.name}: {each.text} → {each.answer}" for each in found]


def test_a_reply_under_a_card_is_a_comment(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "I can help with that.")
    assert thread.said() == ["O1 Ada Li: I can help with that. → "]


def test_the_thread_is_told_once(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "I can help with that.")
    thread.write("cy", "So can I.")
    told = thread.office.waiting_in(CHANNEL)
    assert len(told) == 1
    assert "comments on O1" in told[0]


def test_delivered_twice_it_is_one_comment(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "I can help.", event_id="C1:5.5")
    thread.write("ada", "I can help.", event_id="C1:5.5")
    assert len(thread.said()) == 1


def test_what_is_said_under_anything_else_is_nobodys_business(database: Database) -> None:
    thread = Thread(database)
    thread.write("cy", "show O1", under="9.9")
    thread.write("cy", "What a day?", under="9.9")
    assert thread.said() == []
    assert thread.office.asked == [Account("slack", "T1", "Ubo")]
    with database.read() as session:
        assert [row.name for row in session.exec(select(PersonRow))] == ["Bo Chen"]
    assert thread.office.waiting_in(CHANNEL) == []


def test_a_question_asks_the_owner_whose_reply_answers_it(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "Why in the north?")
    assert "Ada Li 就 O1 提问" in thread.office.waiting_for("bo")[-1]
    thread.write("bo", "Because of the fair.")
    assert thread.said() == ["O1 Ada Li: Why in the north? → Because of the fair."]
    assert "Because of the fair." in thread.office.waiting_for("bo")[-1]


def test_the_owner_asking_back_has_not_answered(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "Why in the north?")
    thread.write("bo", "Which north do you mean?")
    assert [each.endswith("→ ") for each in thread.said()] == [True, True]


def test_with_two_questions_open_nobody_guesses(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "Why?")
    thread.write("cy", "When?")
    thread.write("bo", "In May.")
    assert thread.said()[2] == "O1 Bo Chen: In May. → "


def test_an_answer_given_elsewhere_is_shown_in_the_thread(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "Why in the north?")
    thread.office.press("bo", "replying.answer", {"comment": "1"})
    thread.office.fill("bo", answer="Because of the fair.")
    assert "Because of the fair." in thread.office.waiting_in(CHANNEL)[-1]
    with database.read() as session:
        row = session.exec(select(OutboxRow).where(OutboxRow.key == "comment-answer:1")).one()
    assert (row.thread, row.only_for) == (CARD, None)


def test_under_the_card_of_a_question_the_owner_answers_it(database: Database) -> None:
    thread = Thread(database)
    thread.office.say("ada", "comment KR1.1 Why 20?")
    with database.write() as session:
        card = MessageRef("slack", "T1", "D1", "7.7")
        assert shown_messages.remember(session, card, "KR1.1/1", thread.office.clock())
    thread.channel = "D1"
    thread.write("bo", "因为展会。", under="7.7", overheard=False)
    assert thread.said() == ["KR1.1 Ada Li: Why 20? → 因为展会。"]
    assert "因为展会。" in thread.office.waiting_for("ada")[-1]


@pytest.mark.parametrize("text", ["show O1", "评论O1 很好", "comment KR1.1 Fine."])
def test_a_verb_with_an_id_said_to_the_bot_is_a_command(database: Database, text: str) -> None:
    thread = Thread(database)
    thread.write("ada", text, overheard=False, aloud=True)
    assert all("comments on O1" not in each for each in thread.office.waiting_in(CHANNEL))


def test_who_names_what_they_comment_on_need_not_name_the_bot(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "comment KR1.1 Fine.")
    assert thread.said() == ["KR1.1 Ada Li: Fine. → "]


@pytest.mark.parametrize("text", ["Archive O1? In May.", "归档 O1 太早了。", "move O1 to May"])
def test_people_talking_among_themselves_command_nothing(database: Database, text: str) -> None:
    thread = Thread(database)
    thread.write("bo", text)
    assert thread.said() == [f"O1 Bo Chen: {text} → "]
    assert "Sign 20 clients" in thread.office.say("ada", "show O1")


def test_in_the_thread_of_what_is_archived_people_hear_it_once(database: Database) -> None:
    thread = Thread(database)
    thread.office.say("bo", "archive O1")
    thread.write("ada", "What a pity.")
    thread.write("cy", "Indeed.")
    assert thread.said() == []
    (told,) = thread.office.waiting_in(CHANNEL)
    assert "O1 is archived: what is said here is not kept any more." in told
    thread.write("ada", "is it?", overheard=False, aloud=True)
    assert "Bring it back first" in thread.office.waiting_in(CHANNEL)[-1]


def test_a_picture_alone_says_nothing_and_the_bots_name_alone_asks_for_the_home(
    database: Database,
) -> None:
    thread = Thread(database, channel="D1")
    thread.write("ada", "", overheard=False)
    assert thread.office.waiting_for("ada") == []
    thread.channel = CHANNEL
    with database.write() as session:
        card = MessageRef("slack", "T1", CHANNEL, CARD)
        assert shown_messages.remember(session, card, "O1", thread.office.clock())
    thread.write("ada", "", overheard=False, aloud=True)
    assert "My OKRs" in thread.office.waiting_in(CHANNEL)[-1]


def test_people_named_in_it_stand_in_the_comment_by_name(database: Database) -> None:
    thread = Thread(database)
    thread.office.say("cy", "home")
    event = CommandGiven(
        id="m1",
        sender=thread.office.account("ada"),
        place=thread.office.place("ada", CHANNEL),
        text=f"{mention_token(0)} can help.",
        mentions=(Mention(thread.office.account("cy"), ""),),
        reply_to=(MessageRef("slack", "T1", CHANNEL, CARD),),
        overheard=True,
    )
    thread.office.reception(event, answer_to=event.place)
    assert thread.said() == ["O1 Ada Li: @Cy Diaz can help. → "]


def test_an_answer_stays_private_under_the_card_of_something_else(database: Database) -> None:
    thread = Thread(database)
    thread.office.say("cy", "new A secret plan\nSign 5 {ada}")
    thread.write("ada", "comment O2 Who knows of it?", overheard=False, aloud=True)
    with database.read() as session:
        asked = comments.list_by_ids(session, range(1, 50))[-1]
    assert asked.about == "O2"
    thread.office.press("cy", "replying.answer", {"comment": str(asked.id)})
    thread.office.fill("cy", answer="Nobody but us.")
    with database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.address_id == CHANNEL)).all()
    assert all(row.only_for == "Uada" for row in rows)
    assert any("Nobody but us." in str(row.body) for row in rows)


def test_a_sentence_that_begins_like_a_verb_is_a_comment_in_a_channel(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "Show them the figures first.")
    thread.write("ada", "看起来不错。")
    assert len(thread.said()) == 2


def test_in_the_direct_chat_a_verb_stays_a_command(database: Database) -> None:
    thread = Thread(database, channel="D1")
    thread.write("ada", "find north", overheard=False)
    assert thread.said() == []
    thread.write("ada", "看起来不错。", overheard=False)
    assert thread.said() == ["O1 Ada Li: 看起来不错。 → "]


def test_a_mention_with_a_verb_is_a_command_and_without_one_a_comment(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "find north", overheard=False, aloud=True)
    assert thread.said() == []
    thread.write("ada", "is this right?", overheard=False, aloud=True)
    assert thread.said() == ["O1 Ada Li: is this right? → "]


def test_an_unknown_reply_to_the_bot_is_answered_as_ever(database: Database) -> None:
    thread = Thread(database, channel="D1")
    thread.write("ada", "gobbledygook", under="9.9", overheard=False)
    assert "gobbledygook" in thread.office.waiting_for("ada")[-1]


def test_what_is_too_long_is_refused_to_its_author_alone(database: Database) -> None:
    thread = Thread(database)
    thread.write("ada", "x" * 1001)
    assert thread.said() == []
    with database.read() as session:
        row = session.exec(select(OutboxRow).where(OutboxRow.address_id == CHANNEL)).one()
    assert row.only_for == "Uada"
    assert row.address_kind == PlaceKind.CHANNEL


def test_people_of_another_company_leave_no_comment(database: Database) -> None:
    thread = Thread(database)
    office = Office(database, tenant="T2")
    event = CommandGiven(
        id="x1",
        sender=office.account("cy"),
        place=thread.office.place("cy", CHANNEL),
        text="Hello there.",
        reply_to=(MessageRef("slack", "T1", CHANNEL, CARD),),
        overheard=True,
    )
    office.reception(event, answer_to=event.place)
    assert thread.said() == []
    assert thread.office.waiting_in(CHANNEL) == []
    assert office.asked == []
    with database.read() as session:
        assert [row.name for row in session.exec(select(PersonRow))] == ["Bo Chen"]
