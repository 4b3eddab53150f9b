"""A risk gets an answer: who is asked, what they can do, and what the asker then sees."""

import threading
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.lark import render as lark_render
from bot.slack import render as slack_render
from chat.events import ButtonPressed
from chat.forms import Form
from chat.locales import language
from chat.plain_text import card_text
from chat.replies import FieldErrors
from handlers.views.risks import Part, RiskList, RiskSeen, risk_card, risks_card
from okr.facts import PersonName
from okr.follow_up import Risk, RiskAnswer, RiskState
from storage import people
from storage.tables import OutboxRow, PersonRow, RiskRow
from tests.handlers.office import Office

RISK = "checkin KR1.1 12,000 risk: the supplier is late"
WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def team(launched: Office) -> Office:
    """Cy leads Ada; everybody reads English."""
    launched.say("bo", "settings language en")
    launched.say("cy", "team create Growth {cy} {ada}")
    return launched


def cards_for(office: Office, who: str, word: str) -> list[str]:
    """What was said to somebody with this word in it, oldest first."""
    return [each for each in office.waiting_for(who) if word in each]


def last_for(office: Office, who: str) -> str:
    return office.waiting_for(who)[-1]


def values(risk: int = 1) -> dict[str, str]:
    return {"risk": str(risk)}


def answer(office: Office, who: str, words: str, risk: int = 1) -> str:
    office.press(who, "risks.answer", values(risk))
    return office.fill(who, answer=words)


def answer_form(office: Office, who: str) -> Form:
    office.press(who, "risks.answer", values())
    return office.form(who)


def forward(office: Office, who: str, to: str, word: str = "", risk: int = 1) -> str:
    office.say(to, "home")
    office.press(who, "risks.forward", values(risk))
    return office.fill(who, person=(office.account(to),), word=word)


# -- asking ----------------------------------------


def test_the_lead_and_who_was_named_are_asked(team: Office) -> None:
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    for who in ("bo", "cy"):
        (card,) = cards_for(team, who, "supplier")
        assert "Ada Li needs support on KR1.1" in card
        assert "50,000 sign-ups" in card
        assert "24%" in card
        assert "the supplier is late" in card
        assert "a second one" in card
        assert "[Answer]" in card
        assert "[Take it over]" in card
        assert "[Forward]" in card


def test_who_leads_and_is_named_is_asked_once(team: Office) -> None:
    team.say("ada", f"{RISK} support: a second one {{cy}}")
    assert len(cards_for(team, "cy", "supplier")) == 1


def test_everybody_reads_in_their_own_language(team: Office) -> None:
    team.say("bo", "设置 语言 zh")
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    (card,) = cards_for(team, "bo", "supplier")
    assert "需要支持" in card


def test_nobody_to_ask_is_said_and_can_be_mended(launched: Office) -> None:
    launched.say("ada", RISK)
    (card,) = cards_for(launched, "ada", "Nobody is asked yet")
    assert "named nobody" in card
    launched.say("bo", "settings language en")
    said = forward(launched, "ada", "bo", "you know them")
    assert "Asked: Bo Chen" in said
    (card,) = cards_for(launched, "bo", "supplier")
    assert "Ada Li sees a risk on KR1.1" in card


def test_nobody_is_asked_about_a_draft(office: Office) -> None:
    office.say("cy", "team create Growth {cy} {ada}")
    office.say("ada", "new Secret\n50 partners {bo}")
    office.say("ada", "checkin KR1.1 5 risk: the supplier is late support: help {bo}")
    assert cards_for(office, "cy", "supplier") == []
    assert cards_for(office, "bo", "supplier") == []
    assert "Nothing waits" in office.say("cy", "risks")


def test_who_left_is_not_asked(team: Office) -> None:
    with team.database.write() as session:
        cy = people.find_me(session, team.account("cy"))
        assert cy is not None
        session.get_one(PersonRow, cy.id).is_active = False
    team.say("ada", RISK)
    assert cards_for(team, "cy", "supplier") == []
    assert len(cards_for(team, "ada", "Nobody is asked yet")) == 1


def test_the_same_said_again_asks_nobody_twice(team: Office) -> None:
    team.say("ada", RISK)
    team.say("ada", "checkin KR1.1 13,000 risk: The supplier is late.")
    (card,) = cards_for(team, "cy", "sees a risk")
    assert "The supplier is late." in card
    assert team.say("cy", "risks").count("[Answer]") == 1


# -- the check-in changes ----------------------------------------


def edit(office: Office, **answers: str) -> str:
    """Change this week's check-in in its form."""
    office.say("ada", "checkin KR1.1")
    names = {field.name for field in office.form("ada").inputs}
    typed = {name if name in names else f"{name}_1": words for name, words in answers.items()}
    return office.fill("ada", **typed)


def test_other_words_in_the_same_week_change_the_cards(team: Office) -> None:
    team.say("ada", RISK)
    edit(team, risk="the supplier is gone", confidence="high")
    assert "the supplier is gone" in last_for(team, "cy")
    assert "the supplier is gone" in team.say("cy", "risks")
    assert team.say("cy", "risks").count("[Answer]") == 1


def test_emptied_the_risk_is_withdrawn_and_cards_say_so(team: Office) -> None:
    team.say("ada", RISK)
    edit(team, risk="", confidence="high")
    card = last_for(team, "cy")
    assert "Ada Li took this back" in card
    assert "[Answer]" not in card
    assert "took this back" in team.press("cy", "risks.answer", values())
    assert "Nothing waits" in team.say("cy", "risks")
    team.travel(WEDNESDAY)
    assert cards_for(team, "cy", "waits for your answer") == []


def test_an_answer_written_meanwhile_still_arrives(team: Office) -> None:
    team.say("ada", RISK)
    team.press("cy", "risks.answer", values())
    form = team.form("cy")
    edit(team, risk="", confidence="high")
    team.replies["cy"] = FieldErrors(form, {})
    said = team.fill("cy", answer="Take ours")
    assert "was told what you said all the same" in said
    assert "Take ours" in last_for(team, "ada")
    assert "before the answer came" in last_for(team, "ada")


def test_another_person_named_is_asked_instead(team: Office) -> None:
    team.say("root", "home")
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    team.say("ada", "checkin KR1.1 13,000 risk: the supplier is late support: a second one {root}")
    assert "asks somebody else now" in last_for(team, "bo")
    assert "[Answer]" in last_for(team, "root")
    assert "did not ask you" in team.press("bo", "risks.answer", values())


# -- answering ----------------------------------------


def test_the_asker_sees_the_answer_where_they_asked(team: Office) -> None:
    team.say("ada", RISK)
    said = answer(team, "cy", "I call them today")
    assert "Answered by Cy Diaz" in said
    card = last_for(team, "ada")
    assert "Cy Diaz answered you on KR1.1" in card
    assert "I call them today" in card
    assert "the supplier is late" in card


def test_in_a_channel_the_asker_alone_sees_it(team: Office) -> None:
    team.say("ada", RISK, channel="C1", aloud=True)
    answer(team, "cy", "I call them today")
    assert "I call them today" in team.waiting_in("C1")[-1]
    with team.database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.address_id == "C1")).all()
    said = [row for row in rows if "I call them" in row.body]
    assert [row.only_for for row in said] == ["Uada"]


def test_the_others_read_who_answered_and_can_add(team: Office) -> None:
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    answer(team, "cy", "I call them today")
    card = last_for(team, "bo")
    assert "Answered by Cy Diaz" in card
    assert "I call them today" in card
    assert "[Add an answer]" in card
    assert "Nothing waits" in team.say("bo", "risks")
    assert "I know another" in answer(team, "bo", "I know another")
    assert "I know another" in last_for(team, "ada")
    own = team.say("ada", "risks")
    assert "I call them today" in own
    assert "I know another" in own


def test_an_answer_can_be_changed_and_the_same_is_not_sent_twice(team: Office) -> None:
    team.say("ada", RISK)
    answer(team, "cy", "I call them today")
    before = len(team.waiting_for("ada"))
    answer(team, "cy", "I call them today")
    assert len(team.waiting_for("ada")) == before
    team.press("cy", "risks.answer", values())
    assert "You answered already" in str(team.form("cy").parts)
    team.fill("cy", answer="I call them tomorrow")
    assert "Cy Diaz changed their answer" in last_for(team, "ada")
    assert "I call them today" not in team.say("ada", "risks")


def test_a_card_passed_on_by_hand_answers_nothing(team: Office) -> None:
    team.say("root", "home")
    team.say("ada", RISK)
    for action in ("risks.answer", "risks.take", "risks.forward"):
        said = team.press("root", action, values())
        assert "Ada Li did not ask you" in said
        assert "Cy Diaz" in said
    assert "others answer it" in team.press("ada", "risks.answer", values())


def test_what_was_typed_stays_when_somebody_is_asked_no_more(team: Office) -> None:
    team.say("root", "home")
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    team.press("bo", "risks.answer", values())
    form = team.form("bo")
    team.say("ada", "checkin KR1.1 1 risk: the supplier is late support: a second one {root}")
    team.replies["bo"] = FieldErrors(form, {})
    assert "did not ask you" in team.fill("bo", answer="Take ours")
    assert [field.value for field in team.form("bo").inputs] == ["Take ours"]


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
def test_an_empty_or_endless_answer_is_refused_and_kept(team: Office, words: str) -> None:
    team.say("ada", RISK)
    assert answer(team, "cy", words).startswith("answer: ")
    assert [field.value for field in team.form("cy").inputs] == [words]


@pytest.mark.parametrize("risk", ["", "²", "999", "9" * 40])
def test_an_odd_button_is_answered_plainly(team: Office, risk: str) -> None:
    for action in ("risks.answer", "risks.take", "risks.forward", "risks.open"):
        assert "no longer there" in team.press("cy", action, {"risk": risk})


def test_answers_at_the_same_time_are_both_kept(team: Office) -> None:
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    together = threading.Barrier(2, timeout=30)

    def write(who: str) -> None:
        form = answer_form(team, who)
        together.wait()
        team.replies[who] = FieldErrors(form, {})
        team.fill(who, answer=f"from {who}")

    writers = [threading.Thread(target=write, args=(who,)) for who in ("bo", "cy")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    own = team.say("ada", "risks")
    assert "from bo" in own
    assert "from cy" in own
    assert len(cards_for(team, "ada", "answered you on KR1.1")) == 2


# -- taking over and forwarding ----------------------------------------


def test_taken_over_it_is_an_action_item(team: Office) -> None:
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    team.press("cy", "risks.take", values())
    said = team.fill("cy", what="Call the supplier", due="2026-11-27")
    assert "Cy Diaz takes it over: A1 Call the supplier, by 27 Nov 2026" in said
    assert "[Add an answer]" in said
    assert "Cy Diaz takes it over: KR1.1" in last_for(team, "ada")
    assert "Cy Diaz takes it over: A1" in last_for(team, "bo")
    mine = team.say("cy", "todo")
    assert "A1 Call the supplier" in mine
    assert "KR1.1" in mine
    assert "took it over already: A1" in team.press("bo", "risks.take", values())
    team.press("cy", "todo.done", {"item": "1"})
    assert "Cy Diaz has done A1" in last_for(team, "ada")


def test_taken_over_twice_it_is_one_item_and_dropped_it_can_be_taken_again(team: Office) -> None:
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    team.press("cy", "risks.take", values())
    form = team.form("cy")
    team.fill("cy", what="Call the supplier", due="2026-11-27")
    team.replies["cy"] = FieldErrors(form, {})
    assert "A1 Call the supplier" in team.fill("cy", what="Call them", due="2026-11-27")
    assert "A2" not in team.say("cy", "todo")
    team.press("cy", "todo.drop", {"item": "1"})
    team.fill("cy", reason="I have no time")
    assert "I have no time" in last_for(team, "ada")
    assert "A1 Call the supplier · dropped" in team.say("ada", "risks")
    team.press("bo", "risks.take", values())
    assert "Bo Chen takes it over: A2" in team.fill("bo", what="Call them", due="2026-11-27")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"what": "", "due": "2026-11-27"}, "what"),
        ({"what": "Call", "due": ""}, "due"),
        ({"what": "Call", "due": "2026-11-20"}, "due"),
        ({"what": "Call", "due": "soonish"}, "due"),
    ],
)
def test_a_step_without_what_or_when_is_refused_and_kept(
    team: Office, answers: dict[str, str], field: str
) -> None:
    team.say("ada", RISK)
    team.press("cy", "risks.take", values())
    assert team.fill("cy", **answers).startswith(f"{field}: ")
    assert {each.name: each.value for each in team.form("cy").inputs} == answers


def test_forwarded_another_is_asked_and_the_first_no_longer_waits(team: Office) -> None:
    team.say("ada", RISK)
    said = forward(team, "cy", "bo", "you know them best")
    assert "Forwarded to Bo Chen" in said
    card = last_for(team, "bo")
    assert "Cy Diaz forwarded this to you: you know them best" in card
    assert "[Answer]" in card
    assert "Nothing waits" in team.say("cy", "risks")
    answer(team, "bo", "Done, they deliver tomorrow")
    assert "Bo Chen answered you" in last_for(team, "ada")
    assert "Answered by Bo Chen" in last_for(team, "cy")
    team.travel(WEDNESDAY)
    assert cards_for(team, "cy", "waits for your answer") == []


def test_it_is_forwarded_to_somebody_new(team: Office) -> None:
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    assert "Ada Li is the one who asks" in forward(team, "cy", "ada")
    assert "Bo Chen was asked already" in forward(team, "cy", "bo")
    assert "Cy Diaz was asked already" in forward(team, "cy", "cy")
    team.press("cy", "risks.forward", values())
    assert team.fill("cy", person=(), word="hm").startswith("person: Choose somebody")
    fields = {each.name: each.value for each in team.form("cy").inputs}
    assert fields["word"] == "hm"


# -- nudges ----------------------------------------


def test_two_working_days_without_an_answer_are_nudged_once(team: Office) -> None:
    team.say("ada", RISK)  # Monday, 01:00 for Cy, who is reminded in the morning
    team.travel(datetime(2026, 11, 25, 16, 30, tzinfo=UTC))
    assert cards_for(team, "cy", "waits for your answer") == []
    team.travel(datetime(2026, 11, 25, 17, 30, tzinfo=UTC))
    (nudge,) = cards_for(team, "cy", "waits for your answer")
    assert "has been waiting for two working days" in nudge
    assert "[Answer]" in nudge
    assert "unanswered for two working days" in team.say("ada", "risks")
    team.travel(datetime(2026, 12, 4, 9, 30, tzinfo=UTC))
    assert len(cards_for(team, "cy", "has been waiting for two working days")) == 1
    answer(team, "cy", "At last")
    assert "Answered by Cy Diaz" in cards_for(team, "cy", "A risk waits for your answer")[-1]


def test_who_is_off_has_longer(team: Office) -> None:
    with team.database.write() as session:
        for row in session.exec(select(PersonRow)):
            row.country = "US"  # Thanksgiving on Thursday
    team.clock.set(datetime(2026, 11, 25, 17, tzinfo=UTC))
    team.say("ada", RISK)
    team.travel(datetime(2026, 11, 30, 16, 30, tzinfo=UTC))
    assert cards_for(team, "cy", "waits for your answer") == []
    team.travel(datetime(2026, 11, 30, 18, tzinfo=UTC))
    assert len(cards_for(team, "cy", "waits for your answer")) == 1


def test_an_answer_in_time_is_not_nudged(team: Office) -> None:
    team.say("ada", f"{RISK} support: a second one {{bo}}")
    answer(team, "cy", "I call them today")
    team.travel(datetime(2026, 12, 1, 9, tzinfo=UTC))
    for who in ("bo", "cy"):
        assert cards_for(team, who, "waits for your answer") == []


def test_what_is_put_away_is_not_nudged(team: Office) -> None:
    team.say("ada", RISK)
    team.say("ada", "archive O1")
    team.travel(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert cards_for(team, "cy", "waits for your answer") == []


# -- lists ----------------------------------------


def test_lists_are_paged(team: Office) -> None:
    for number in range(7):
        team.say("ada", f"checkin KR1.1 {number} risk: trouble number {number}")
    first = team.say("cy", "风险")
    assert "trouble number 0" in first
    assert "trouble number 5" not in first
    assert "[More]" in first
    second = team.press("cy", "risks.page", {"page": "1"})
    assert "trouble number 6" in second
    assert "[More]" not in second
    assert "trouble number 6" in team.say("ada", "risks")
    assert "trouble number 0" in team.press("ada", "risks.page", {"page": "1"})


def test_a_teams_open_risks_are_for_its_leads_and_admins(team: Office) -> None:
    team.say("root", "team create Company")
    team.say("cy", "team parent Growth Company")
    team.say("ada", RISK)
    for who in ("cy", "root"):
        said = team.say(who, "risks #Growth")
        assert "the supplier is late" in said
        assert "Asked: Cy Diaz" in said
    assert "Ada Li sees a risk" in team.press("root", "risks.open", values())
    assert "Only the lead of Growth" in team.say("bo", "risks Growth")
    assert "There is no team" in team.say("cy", "risks Nope")
    answer(team, "cy", "Yes")
    assert "No open risks" in team.say("cy", "risks Growth")


def test_home_counts_what_waits(team: Office) -> None:
    assert "risk" not in team.home("cy")
    team.say("ada", RISK)
    said = team.home("cy")
    assert "1 risk waits for your answer" in said
    button = next(each for each in team.card("cy").buttons if each.action == "risks.show")
    assert "the supplier is late" in team.press("cy", button.action, button.values)


def test_a_press_is_private(team: Office) -> None:
    team.say("ada", RISK)
    pressed = ButtonPressed(
        id="open",
        sender=team.account("cy"),
        place=team.place("cy", "C1"),
        action="risks.open",
        values=values(),
    )
    reply = team.reception(pressed)
    assert getattr(reply, "private", False) is True


def test_what_was_taken_back_is_shown_to_nobody_else(team: Office) -> None:
    team.say("ada", RISK)
    team.say("root", "home")
    assert "Nobody" not in team.press("root", "risks.open", {"risk": "1"})
    with team.database.write() as session:
        session.get_one(RiskRow, 1).state = RiskState.WITHDRAWN
    assert "no longer there" in team.press("root", "risks.open", {"risk": "1"})
    assert "took this back" in team.press("cy", "risks.open", {"risk": "1"})


def test_an_archived_key_result_keeps_nobody_waiting(team: Office) -> None:
    team.say("ada", RISK)
    assert "Waiting for you" in team.say("cy", "risks")
    assert "1 risk waits" in team.home("cy")
    team.press("ada", "archive.key_result", {"kr": "KR1.1"})
    assert "Waiting for you" not in team.say("cy", "risks")
    assert "1 risk waits" not in team.home("cy")
    assert "No open risks." in team.say("cy", "risks Growth")
    assert "KR1.1" in team.say("ada", "risks")


def test_as_many_answers_as_people_give_fit_every_platform() -> None:
    name = PersonName(1, "欧阳修远" * 3)
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    answers = tuple(RiskAnswer(name, now, "答" * 1000) for _ in range(30))
    for count in (0, 4, 5, 30):
        asked = Risk(
            1,
            "KR12.2",
            "标" * 500,
            name,
            "风" * 1000,
            "帮" * 1000,
            RiskState.OPEN,
            now,
            asked=(name,) * 40,
            answers=answers[:count],
        )
        seen = RiskSeen(asked, Part.WAITS, now.date(), UTC, forwarded_by="Bo", word="词" * 500)
        for code in ("en", "zh"):
            lang = language(code)
            found = RiskList("Risks", (("Waiting for you", [seen] * 5),), "", None)
            for card in (risk_card(lang, seen), risks_card(lang, found)):
                assert slack_render.is_whole(card, "T1")
                assert lark_render.is_whole(card, tenant="t1", shared=False)
    assert "… and 22 more" in card_text(risk_card(language("en"), seen))
    assert "… and 28 more" in card_text(risks_card(language("en"), found))
