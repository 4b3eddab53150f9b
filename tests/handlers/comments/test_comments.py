"""Comments and questions: said, asked, answered, closed, and told to whom they concern."""

from datetime import timedelta

from chat.cards import Card
from handlers.views.comments import PAGE
from storage.database import Database
from tests.handlers.office import MONDAY, Office


def ada_asks(office: Office, text: str = "comment O1 Why so early?") -> None:
    """Bo has an objective with two key results, and Ada says something of it."""
    office.say("bo", "new Grow in the north\nSign 20 clients\nAnswer in 2 hours")
    office.say("bo", "publish O1")
    office.say("ada", text)


class TestSaying:
    def test_a_text_ending_in_a_question_mark_asks_the_owner(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        assert "Bo Chen is asked" in office.hear("ada", office.replies["ada"])
        assert "Ada Li 就 O1 提问" in office.waiting_for("bo")[-1]

    def test_a_full_width_question_mark_is_one_too(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "评论 KR1.1 为什么是二十个？")
        assert "Ada Li 就 KR1.1 提问" in office.waiting_for("bo")[-1]

    def test_a_statement_waits_for_nobody(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "comment O1 I can help.")
        assert "is there" in office.hear("ada", office.replies["ada"])
        assert "没有等您答复的问题" in office.say("bo", "comment")

    def test_without_words_a_form_and_then_the_talk(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "home")
        assert office.say("ada", "comment O1") == "Comment on O1"
        said = office.fill("ada", text="Which clients", question=True)
        assert "Bo Chen is asked" in said
        talk = office.say("cy", "comment O1")
        assert "Which clients" in talk
        assert "waits for Bo Chen" in talk

    def test_an_empty_form_comes_back(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "comment O1")
        assert office.fill("ada", text=" ") == "text: Write a few words."

    def test_a_text_that_is_too_long_is_kept_nowhere(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, f"comment O1 {'x' * 1001}")
        assert "1001 characters long" in office.hear("ada", office.replies["ada"])
        assert office.say("ada", "comment O1") == "Comment on O1"

    def test_a_draft_is_commented_on_by_those_who_see_it(self, database: Database) -> None:
        office = Office(database)
        office.say("ada", "home")
        office.say("bo", "new Grow in the north {ada}\nSign 20 clients")
        assert "Bo Chen is asked" in office.say("ada", "comment O1 Why?")
        assert "no O1 that you can see" in office.say("cy", "comment O1 Why?")
        assert "no O1 that you can see" in office.press("cy", "comments.open", {"about": "O1"})

    def test_what_is_archived_takes_no_comments(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        office.say("bo", "archive O1")
        assert "O1 is archived" in office.say("ada", "comment O1 And now?")
        assert "Why so early?" in office.say("ada", "comment O1")

    def test_a_comment_on_nothing_says_how(self, database: Database) -> None:
        office = Office(database)
        assert "/okr comment O12" in office.say("ada", "comment lovely")


class TestAnswering:
    def test_the_answer_is_shown_where_it_was_asked(self, database: Database) -> None:
        office = Office(database)
        office.say("ada", "home")
        office.say("bo", "new Grow in the north\nSign 20 clients")
        office.say("bo", "publish O1")
        office.say("ada", "comment KR1.1 Why 20?", channel="C1")
        office.press("bo", "replying.answer", {"comment": "1"})
        assert "Because" in office.fill("bo", answer="Because of the fair.")
        assert "Bo Chen answers on KR1.1" in office.waiting_in("C1")[-1]
        assert "Because of the fair." in office.waiting_for("bo")[-1]
        assert "没有等您答复的问题" in office.say("bo", "comment")

    def test_only_the_owner_answers(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        assert "Bo Chen answers that" in office.press("cy", "replying.answer", {"comment": "1"})

    def test_the_second_answer_is_shown_the_first(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        office.press("bo", "replying.answer", {"comment": "1"})
        form = office.form("bo")
        office.fill("bo", answer="First.")
        assert "答复了" in office.submit("bo", form, {}, {"answer": "Second."})
        assert "First." in office.press("bo", "replying.answer", {"comment": "1"})

    def test_who_asked_closes_it_without_an_answer(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        assert "settled" in office.press("ada", "replying.settle", {"comment": "1"})
        assert "没有等您答复的问题" in office.say("bo", "comment")
        assert "Ada Li 已确认 O1" in office.waiting_for("bo")[-1]

    def test_nobody_else_closes_it(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        assert "Ada Li asked that" in office.press("cy", "replying.settle", {"comment": "1"})

    def test_asking_on_quotes_what_was_answered(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        office.press("bo", "replying.answer", {"comment": "1"})
        office.fill("bo", answer="Because of the fair.")
        assert "Settled" in office.waiting_for("ada")[-1]
        office.press("ada", "replying.ask_on", {"comment": "1"})
        assert "Bo Chen is asked" in office.fill("ada", text="And after the fair")
        newest = office.waiting_for("bo")[-1]
        assert "Because of the fair." in newest
        assert "And after the fair" in newest


class TestReviewPrompts:
    def test_one_press_asks_in_the_owners_language(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        card = office.press("ada", "comments.ask", {"about": "O1", "prompt": "clear"})
        assert "another team" in card
        assert "别的团队" in office.waiting_for("bo")[-1]

    def test_the_same_prompt_is_not_open_twice(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        office.press("ada", "comments.ask", {"about": "O1", "prompt": "clear"})
        again = office.press("cy", "comments.ask", {"about": "O1", "prompt": "clear"})
        assert "Ada Li has asked that already" in again
        labels = [each.label for each in _talk(office, "cy").buttons]
        assert "Is it clear?" not in labels
        assert "Does it serve the business?" in labels

    def test_of_a_key_result_it_is_another_question(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        office.press("ada", "comments.ask", {"about": "O1", "prompt": "carries"})
        card = office.press("cy", "comments.ask", {"about": "KR1.1", "prompt": "carries"})
        assert "the objective be missed" in card

    def test_answered_it_can_be_asked_again(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        office.press("ada", "comments.ask", {"about": "O1", "prompt": "clear"})
        office.press("bo", "replying.answer", {"comment": "2"})
        office.fill("bo", answer="Yes.")
        card = office.press("cy", "comments.ask", {"about": "O1", "prompt": "clear"})
        assert "Bo Chen is asked" in card

    def test_nobody_reviews_themselves(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        said = office.press("bo", "comments.ask", {"about": "O1", "prompt": "clear"})
        assert "O1 是您自己的" in said

    def test_the_form_offers_them_too(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "comment O1")
        said = office.fill("ada", prompt="serves", text="For the north")
        assert "What does the business gain" in said
        assert "For the north" in said


class TestTheTalk:
    def test_it_is_paged_with_the_newest_last(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "home")
        for number in range(PAGE + 1):
            office.say("ada", f"comment O1 Note {number}.")
        card = office.say("cy", "comment O1")
        assert f"Note {PAGE}." in card
        assert "Note 0." not in card
        assert "Note 0." in office.press("cy", "comments.page", {"about": "O1", "page": "0"})

    def test_what_is_said_of_key_results_stands_with_the_objective(
        self, database: Database
    ) -> None:
        office = Office(database)
        ada_asks(office, "comment KR1.2 Too fast.")
        assert "Too fast." in office.say("cy", "comment O1")
        assert office.say("cy", "comment KR1.1") == "Comment on KR1.1"

    def test_an_answer_from_the_list_comes_back_to_it(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        office.say("ada", "comment KR1.1 Why 20?")
        _talk(office, "bo")
        found = {each.action: each for each in office.card("bo").buttons}
        office.press("bo", "replying.answer", dict(found["replying.answer"].values))
        card = office.fill("bo", answer="Because.")
        assert "Why so early?" in card
        assert "↳ Bo Chen" in card

    def test_a_days_comments_are_one_card_to_the_owner(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "comment O1 One.")
        office.say("cy", "comment O1 Two.")
        cards = [each for each in office.waiting_for("bo") if "One." in each]
        assert len(cards) == 1
        assert "Two." in cards[0]
        office.clock.set(MONDAY + timedelta(days=1))
        office.say("cy", "comment O1 Three.")
        newest = office.waiting_for("bo")[-1]
        assert "Three." in newest
        assert "One." not in newest

    def test_who_said_something_hears_of_the_next(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "comment O1 One.")
        office.say("cy", "comment O1 Two.")
        assert "Two." in office.waiting_for("ada")[-1]
        assert office.waiting_for("cy") == []

    def test_the_waiting_list_is_paged(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office, "home")
        for number in range(PAGE + 1):
            office.say("ada", f"comment KR1.1 Question {number}?")
        assert "Question 0?" in office.press("bo", "comments.waiting")
        second = office.press("bo", "comments.waiting_page", {"page": "1"})
        assert f"Question {PAGE}?" in second
        assert "Question 0?" not in second

    def test_a_card_of_an_objective_has_the_button(self, database: Database) -> None:
        office = Office(database)
        ada_asks(office)
        for command in ("show O1", "show KR1.1"):
            office.say("cy", command)
            assert "comments.open" in [each.action for each in office.card("cy").buttons]
            assert office.card("cy").about in command


def _talk(office: Office, who: str) -> Card:
    office.say(who, "comment O1")
    return office.card(who)
