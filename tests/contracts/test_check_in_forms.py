"""Pages of the weekly form, with as much as anybody can type: every platform draws them whole."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.lark import limits as lark_limits
from bot.lark.render import render_form
from bot.lark.render_form import FormDrawing
from bot.lark.shrink import as_json, elements, size
from bot.slack import limits as slack_limits
from bot.slack.carry import Carried
from bot.slack.fit import written_size
from bot.slack.render_form import form_view
from chat.address import Account
from chat.forms import Form, Group, PersonField, TextField
from chat.locales import Language, language
from handlers.check_in.pages import count_pages, first_page
from handlers.views.check_in_form import Asked, Page, group_of, values_of, week_form
from okr.facts import Cycle, KeyResult, Measure, Objective, PersonName, Span, Stage, Standing, State
from okr.measures import Direction, Kind

TODAY = date(2026, 11, 23)
ADA = PersonName(1, "Ada")
CYCLE = Cycle(1, "2026 Q4", Span(date(2026, 10, 1), date(2026, 12, 31)))
OBJECTIVE = Objective(1, 12, "Win", State.PUBLISHED, ADA, CYCLE, 0.5)
PARTNERS = Measure(Kind.NUMBER, Direction.REACH, None, 100, None, "合作伙伴")
STAGED = Measure(
    stages=tuple(Stage(f"第{n}个阶段，需要完成很多事情才算真正完成" * 2) for n in range(20))
)
PEOPLE = tuple(f"ou_{n:032}" for n in range(200))
WORST = {
    "chinese": "长" * 1000,
    "emoji": "🚀" * 1000,
    "quotes": '"\\' * 500,
    "lines": "é字\n" * 333,
    "mark_up": "<*_" * 333,
}


def asked(id: int, measure: Measure = PARTNERS, title: str = "目标" * 100) -> Asked:
    key_result = KeyResult(
        id, 12, 12, id, title, measure, 0.5, Standing(0.5, True), None, None, ADA, State.PUBLISHED
    )
    return Asked(replace(OBJECTIVE, key_results=(key_result,)), key_result, suffix=f"_{id}")


def groups(lang: Language, measure: Measure, words: str, count: int = 12) -> list[Group]:
    """Groups of key results with these words in every text, and somebody picked."""
    drawn = []
    for place in range(count):
        group = group_of(lang, asked(place + 1, measure), TODAY, hints=place == 0)
        filled = tuple(
            replace(each, value=words)
            if isinstance(each, TextField)
            else replace(each, value=(Account("lark", "t", PEOPLE[0]),))
            if isinstance(each, PersonField)
            else each
            for each in group.fields
        )
        drawn.append(replace(group, fields=filled))
    return drawn


def page(lang: Language, drawn: list[Group], errors: Mapping[str, str]) -> Form:
    """The first page of them."""
    count = first_page(drawn, errors)
    flow = {"week": "2026-W48", "page": "1", "passed": "", "saved": ",".join("123456:7" * 12)}
    values = {**flow, **values_of([asked(place + 1) for place in range(count)])}
    ids = tuple(f"KR12.{place + 1}" for place in range(12))
    return week_form(lang, drawn[:count], Page(1, 12, ids, ids), values)


def every_error(drawn: list[Group]) -> dict[str, str]:
    """An error of some length at each field."""
    words = "“twelve-ish” 不是我能看懂的数字，请写成 12,000、3.6 或 20% 这样的形式。"
    return {each.name: words for group in drawn for each in Form("", "", "", (group,)).inputs}


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("measure", [PARTNERS, STAGED], ids=["figure", "stages"])
@pytest.mark.parametrize("words", ["", *WORST])
@pytest.mark.parametrize("wrong", [False, True])
def test_a_page_is_drawn_whole_on_every_platform(
    code: str, measure: Measure, words: str, wrong: bool
) -> None:
    lang, typed = language(code), WORST.get(words, "")
    drawn = groups(lang, measure, typed)
    errors = every_error(drawn) if wrong else {}
    form = page(lang, drawn, errors)
    shown = {name: said for name, said in errors.items() if name in {i.name for i in form.inputs}}
    general = {"": "Saved: KR12.1. Correct what is marked."} if wrong else {}

    view = form_view(form, "T1", Carried(), general | shown)
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    assert len(blocks) <= slack_limits.VIEW_BLOCKS
    assert written_size(view) <= slack_limits.VIEW_BYTES
    assert len(str(view["private_metadata"])) <= slack_limits.PRIVATE_METADATA
    drawn_texts = sum(each.get("element", {}).get("initial_value") == typed for each in blocks)
    texts = sum(isinstance(each, TextField) for each in form.inputs)
    assert drawn_texts == (texts if typed else 0)

    drawing = FormDrawing("t", errors=general | shown, candidates=PEOPLE)
    card = render_form(form, drawing)
    assert elements(card) <= lark_limits.ELEMENTS
    assert size(card) <= lark_limits.BODY
    json = as_json(card)
    assert json.count(as_json(typed)) >= (texts if typed else 0)
    assert json.count("multiline_text") >= texts
    for said in shown.values():
        assert json.count(as_json(said)[1:-1]) == len(shown)
    assert PEOPLE[10] in json, "there are people to pick from"


def test_usual_key_results_go_into_one_form() -> None:
    drawn = groups(language("zh"), PARTNERS, "")
    assert first_page(drawn, {}) >= 4
    assert count_pages(drawn[:4]) == 1
    short = groups(language("en"), PARTNERS, "Two shops sell it, and a third one asks for it. ")
    assert first_page(short[:3], every_error(short[:1])) == 3


def test_one_key_result_always_fits() -> None:
    drawn = groups(language("en"), STAGED, WORST["emoji"])
    assert first_page(drawn, every_error(drawn)) == 1
    assert count_pages(drawn) == 12
