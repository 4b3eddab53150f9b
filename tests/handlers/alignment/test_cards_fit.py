"""The longest cards and forms of alignment are whole on every platform, in both languages."""

import json
from datetime import UTC, date, datetime

import pytest

from bot.lark import preview as lark_preview
from bot.lark import render as lark_render
from bot.slack import preview as slack_preview
from bot.slack import render as slack_render
from chat.cards import Option
from chat.locales import language
from handlers.views.alignment import (
    PAGE,
    AlignmentList,
    AlignmentSeen,
    Part,
    alignment_card,
    alignments_card,
)
from handlers.views.alignment_forms import (
    MOST_TARGETS,
    counter_form,
    decline_form,
    refuse_form,
    request_form,
    reword_form,
)
from handlers.views.alignment_talk import earlier_card, talk_card
from handlers.views.alignment_wish import SHORT_LIMIT, WHAT_LIMIT
from okr.alignment import Alignment, AlignmentState, Counter, End, Turn, TurnKind, Wish
from okr.facts import Cycle, KeyResult, Measure, Objective, PersonName, Span, Standing, State
from okr.measures import Direction, Kind

ADA, BO = PersonName(1, "Ada " * 20), PersonName(2, "Bo " * 20)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CYCLE = Cycle(1, "2026 Q4", Span(date(2026, 10, 1), date(2026, 12, 31)))
LOWER = Objective(
    2,
    2,
    "目标" * 250,
    State.DRAFT,
    ADA,
    CYCLE,
    None,
    tuple(
        KeyResult(
            place,
            2,
            2,
            place,
            "结果" * 250,
            Measure(Kind.NUMBER, Direction.INCREASE, 0, 20, None, "partners"),
            None,
            Standing(0, has_value=False),
            None,
            None,
            ADA,
            State.DRAFT,
        )
        for place in range(1, 21)
    ),
)
WISH = Wish("字" * WHAT_LIMIT, *["字" * SHORT_LIMIT] * 4)


def seen(state: AlignmentState, part: Part) -> AlignmentSeen:
    alignment = Alignment(
        1,
        End(2, 2, None, LOWER.title, ADA, State.DRAFT, 1),
        End(1, 1, 3, "上级" * 250, BO, State.PUBLISHED, 1),
        state,
        ADA,
        WISH,
        Counter(1, "新" * 500, 40, "话" * 500),
        "因" * 500,
        NOW,
        NOW,
        NOW,
        NOW,
        BO,
    )
    last = Turn(TurnKind.REOPENED, ADA, NOW, "再" * 500)
    return AlignmentSeen(
        alignment, part, UTC, LOWER, last, is_gone=True, lead=BO, stands_in_for=ADA
    )


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("state", AlignmentState)
@pytest.mark.parametrize("part", Part)
def test_every_card_is_whole(code: str, state: AlignmentState, part: Part) -> None:
    lang, each = language(code), seen(state, part)
    turns = [Turn(kind, ADA, NOW, "再" * 800) for kind in TurnKind]
    listed = AlignmentList("Alignment", (("Waiting for you", [each] * PAGE),), "")
    for card in (
        alignment_card(lang, each, "x" * 200),
        alignments_card(lang, listed),
        talk_card(lang, each.alignment, turns * 3, UTC),
        earlier_card(lang, each),
    ):
        assert slack_render.is_whole(card, "T1")
        assert lark_render.is_whole(card, tenant="t1", shared=False)


@pytest.mark.parametrize("code", ["en", "zh"])
def test_every_form_can_be_drawn(code: str) -> None:
    lang, each = language(code), seen(AlignmentState.COUNTERED, Part.ASKER)
    options = [Option("选" * 70, f"KR{number}.1") for number in range(MOST_TARGETS)]
    for form in (
        request_form(lang, LOWER, WISH, options=options, is_open=True, hidden=3),
        reword_form(lang, each),
        counter_form(lang, each),
        refuse_form(lang, each, "结果" * 250),
        decline_form(lang, each),
    ):
        for platform in (slack_preview, lark_preview):
            drawn = json.dumps(platform.preview(form), ensure_ascii=False)
            assert all(each.label[:20] in drawn for each in form.inputs), platform
