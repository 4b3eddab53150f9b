"""The cards of an alignment meeting with as much in them as anybody could write."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.lark import render as lark_render
from bot.slack import render as slack_render
from chat.cards import Card
from chat.locales import language
from handlers.views.align_meeting import Looking, during_card, reading_card
from handlers.views.align_preparation import before_card, drafts_card, names_card, owed_card
from handlers.views.meeting import State as Held
from handlers.views.revisions import list_card, owner_card
from okr.align_meeting import Preparation, Revision
from okr.alignment import Alignment, AlignmentState, End, Wish
from okr.facts import Cycle, KeyResult, Measure, Objective, PersonName, Span, Standing, State
from okr.follow_up import Comment, Meeting, MeetingKind

BEGAN = datetime(2026, 11, 23, 9, tzinfo=UTC)
CYCLE = Cycle(1, "2026 Q4", Span(date(2026, 10, 1), date(2026, 12, 31)))
PEOPLE = tuple(PersonName(id, "欧阳修远" * 3 + str(id)) for id in range(1, 41))
ADA = PEOPLE[0]
LONG = "风" * 300


def key_result(number: int, position: int) -> KeyResult:
    return KeyResult(
        number * 100 + position,
        number,
        number,
        position,
        LONG,
        Measure(),
        None,
        Standing(0, has_value=False),
        None,
        date(2026, 12, 1),
        ADA,
        State.PUBLISHED,
    )


def objective(number: int, state: State = State.PUBLISHED) -> Objective:
    key_results = tuple(key_result(number, position) for position in range(1, 31))
    return Objective(number, number, LONG, state, ADA, CYCLE, None, key_results)


def request(number: int) -> Alignment:
    lower = End(1, 1, None, LONG, ADA, State.PUBLISHED, 1)
    upper = End(number, number, 2, LONG, PEOPLE[1], State.PUBLISHED, 1)
    return Alignment(
        number,
        lower,
        upper,
        AlignmentState.ASKED,
        PEOPLE[1],
        Wish(),
        None,
        "",
        BEGAN,
        None,
        answerer=ADA,
    )


def full() -> Looking:
    meeting = Meeting(
        1,
        1,
        "增长团队",
        "2026-W48",
        ADA,
        BEGAN,
        BEGAN,
        is_reading=True,
        kind=MeetingKind.ALIGN,
        cycle=CYCLE,
        objective_id=1,
    )
    published = tuple(objective(number) for number in range(1, 60))
    drafts = tuple(objective(number, State.DRAFT) for number in range(60, 90))
    comments = tuple(
        Comment(
            id,
            "O1",
            ADA,
            "风" * 1000,
            BEGAN,
            answer="答" * 1000,
            answered_by=ADA,
            answered_at=BEGAN,
            for_whom=ADA,
            is_question=True,
        )
        for id in range(50)
    )
    asked = tuple(replace(each, answered_by=None, answered_at=None) for each in comments)
    requests = tuple(request(number) for number in range(2, 40))
    revisions = tuple(
        Revision(1, number, number, LONG, ADA, "改" * 500, PEOPLE[1], BEGAN)
        for number in range(1, 60)
    )
    return Looking(
        Held(meeting, (), comments, (), reported=0, expected=0),
        Preparation(PEOPLE, published + drafts, questions=asked, requests=requests),
        date(2026, 11, 23),
        published[0],
        {1: requests},
        {1: requests},
        revisions,
        names_shown=True,
    )


def cards(code: str) -> list[Card]:
    lang, looking = language(code), full()
    assert looking.here is not None
    owed = looking.preparation.owed()[ADA]
    settled = [replace(each, is_done=True, answer="因" * 500) for each in looking.revisions]
    return [
        before_card(lang, looking),
        during_card(lang, looking, UTC),
        reading_card(lang, looking, looking.here),
        owed_card(lang, looking, replace(owed, has_nothing=True)),
        drafts_card(lang, looking, looking.preparation.drafts),
        names_card(lang, looking),
        list_card(lang, looking.meeting, looking.revisions),
        list_card(lang, looking.meeting, settled),
        owner_card(lang, looking.meeting, looking.revisions, reader=ADA, is_nudge=True),
        owner_card(lang, looking.meeting, settled, reader=ADA),
    ]


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("number", range(10))
def test_the_fullest_card_fits_every_platform(code: str, number: int) -> None:
    card = cards(code)[number]
    assert slack_render.is_whole(card, "T1")
    assert lark_render.is_whole(card, tenant="t1", shared=True)
