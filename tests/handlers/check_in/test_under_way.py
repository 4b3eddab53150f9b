"""A check-in that is left in the middle: what was saved stands on the card it was opened from."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlmodel import col, select

from chat.address import MessageRef
from chat.events import FormSubmitted
from chat.forms import FieldValue
from chat.plain_text import card_text
from chat.replies import FieldErrors, OpenForm, Replace
from handlers.reception import Reception
from handlers.router import build_router
from storage import outbox
from storage.database import Database
from storage.people import Defaults
from storage.tables import OutboxRow
from tests.handlers.office import Office

ACTIONS = "Prepare the demo for the customer"
PROMPT = MessageRef("slack", "T1", "D1", "17.1")


@pytest.fixture
def many(office: Office) -> Office:
    """Ada has fifteen key results: three pages."""
    lines = "\n".join(f"{number + 5} partners in {number}" for number in range(15))
    office.say("ada", f"new Win\n{lines}")
    office.say("ada", "publish O1")
    return office


@pytest.fixture
def covered(sqlite_url: str) -> Iterator[Office]:
    """Where a form takes the place of the card it is opened from."""
    database = Database(sqlite_url)
    office = Office(database, platform="lark")
    office.reception = Reception(
        database,
        build_router(),
        office.clock,
        Defaults("en", "UTC", frozenset()),
        look_ups={},
        forms_in_messages=frozenset({"lark"}),
    )
    office.say("ada", "new Win\n5 partners\n6 shops")
    office.say("ada", "publish O1")
    yield office
    database.dispose()


def submit(office: Office, number: int, **answers: FieldValue) -> str:
    """Submit Ada's form, which she opened from the prompt."""
    form = office.form("ada")
    fields = {each.name: each.value for each in form.inputs}
    event = FormSubmitted(
        id=f"from-prompt-{number}",
        sender=office.account("ada"),
        place=office.place("ada"),
        action=form.action,
        values=form.values,
        fields={**fields, **answers},
        message=replace(PROMPT, platform=office.platform),
    )
    return office.hear("ada", office.reception(event))


def leave_form(office: Office) -> str:
    """Press Cancel in a form that took a card's place."""
    form = office.form("ada")
    return office.press("ada", "forms.cancel", {**form.values, "form": form.action})


def on_prompt(office: Office) -> list[str]:
    """What is to be said on the prompt's card, first to last."""
    with office.database.read() as session:
        edits = select(OutboxRow).where(col(OutboxRow.edit_id).is_not(None))
        rows = session.exec(edits.order_by(col(OutboxRow.id))).all()
        assert all((row.edit_channel, row.edit_id) == ("D1", "17.1") for row in rows)
        bodies = [outbox.load_body(row.body_kind, row.body) for row in rows]
    return [card_text(body) for body in bodies if not isinstance(body, str)]  # type: ignore[arg-type]


class TestTheCardBehindTheForm:
    def test_after_a_page_it_shows_what_was_saved_and_what_is_left(self, many: Office) -> None:
        many.say("ada", "checkin")
        submit(many, 1, value_1="1", confidence_1="high", note_1="Signed the first")
        assert isinstance(many.replies["ada"], OpenForm)
        (card,) = on_prompt(many)
        assert "Your weekly check-in" in card
        assert "1 of 5 partners" in card
        assert "Not checked in yet: KR1.2, KR1.3" in card
        assert "Fill in" in card

    def test_the_coach_is_heard_there_though_the_next_page_is_left(self, many: Office) -> None:
        many.say("ada", "checkin")
        submit(many, 1, value_1="1", confidence_1="high", note_1=ACTIONS)
        (card,) = on_prompt(many)
        assert "KR1.1" in card
        assert "💡" in card or "❗" in card

    def test_a_page_with_an_error_shows_what_of_it_was_saved(self, many: Office) -> None:
        many.say("ada", "checkin")
        submit(many, 1, value_1="1", confidence_1="high", value_2="many", confidence_2="low")
        assert isinstance(many.replies["ada"], FieldErrors)
        (card,) = on_prompt(many)
        assert "1 of 5 partners" in card
        assert "KR1.2" in card.partition("Not checked in yet")[2]

    def test_a_page_that_saves_nothing_leaves_it_as_it_is(self, many: Office) -> None:
        many.say("ada", "checkin")
        submit(many, 1)
        assert not on_prompt(many)

    def test_behind_the_coachs_step_it_is_answered_already(self, launched: Office) -> None:
        launched.say("ada", "checkin")
        submit(launched, 1, value_1="30000", confidence_1="high", note_1=ACTIONS)
        assert launched.form("ada").title == "The coach says"
        (card,) = on_prompt(launched)
        assert "KR1.1 checked in" in card
        assert "60%" in card
        assert "💡" not in card

    def test_what_was_said_on_the_way_never_comes_last(self, launched: Office) -> None:
        launched.say("ada", "checkin")
        submit(launched, 1, value_1="30000", confidence_1="high", note_1=ACTIONS)
        said = submit(launched, 2, note_1="Two shops sell it")
        assert isinstance(launched.replies["ada"], Replace)
        assert on_prompt(launched)[-1] == said

    def test_a_form_of_a_command_stands_over_no_card(self, launched: Office) -> None:
        launched.say("ada", "checkin")
        launched.fill("ada", value_1="30000", confidence_1="high", note_1=ACTIONS)
        assert not on_prompt(launched)

    def test_without_a_second_form_the_answer_is_enough(self, launched: Office) -> None:
        launched.say("ada", "checkin")
        submit(launched, 1, value_1="30000", confidence_1="high")
        assert isinstance(launched.replies["ada"], Replace)
        assert not on_prompt(launched)


class TestWhereTheFormTakesItsPlace:
    def test_nothing_is_written_over_the_form(self, covered: Office) -> None:
        covered.say("ada", "checkin")
        submit(covered, 1, value_1="2", confidence_1="high", value_2="many")
        submit(covered, 2, value_2="3", confidence_2="low", note_2=ACTIONS)
        assert covered.form("ada").title == "The coach says"
        assert not on_prompt(covered)

    def test_leaving_the_coachs_step_brings_what_was_saved(self, covered: Office) -> None:
        covered.say("ada", "checkin")
        submit(covered, 1, value_1="2", confidence_1="high", note_1=ACTIONS)
        said = leave_form(covered)
        assert isinstance(covered.replies["ada"], Replace)
        assert "KR1.1 checked in" in said
        assert "💡" not in said

    def test_leaving_after_something_was_saved_brings_what_is_left(self, covered: Office) -> None:
        covered.say("ada", "checkin")
        submit(covered, 1, value_1="2", confidence_1="high", value_2="many")
        said = leave_form(covered)
        assert "2 of 5 partners" in said
        assert "Not checked in yet: KR1.2" in said

    def test_leaving_with_nothing_saved_brings_home(self, covered: Office) -> None:
        covered.say("ada", "checkin")
        assert "My OKRs" in leave_form(covered)
        covered.say("ada", "edit O1")
        assert "My OKRs" in leave_form(covered)
        assert "My OKRs" in covered.press("ada", "forms.cancel")


def test_the_coach_is_heard_once(launched: Office) -> None:
    launched.say("ada", "checkin")
    launched.fill("ada", value_1="30000", confidence_1="high", note_1=ACTIONS)
    said = launched.fill("ada")
    assert "KR1.1 checked in" in said
    assert "💡" not in said
    assert "❗" not in said


def test_typed_in_a_line_the_coach_is_heard_on_the_card(launched: Office) -> None:
    said = launched.say("ada", f"checkin KR1.1 30000 high {ACTIONS}")
    assert "💡" in said or "❗" in said


def test_an_empty_check_in_names_the_field(launched: Office) -> None:
    launched.say("ada", "checkin KR1.1")
    said = launched.fill("ada", confidence="high")
    assert "under “Key progress” what has moved" in said
