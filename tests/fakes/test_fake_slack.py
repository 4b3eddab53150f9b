"""The fake workspace takes the messages and views that the real one takes, and no others."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from slack_sdk.errors import SlackApiError

from tests.drivers.clock import FixedClock
from tests.fakes.json_shapes import Json
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack_examples import (
    Caller,
    actions,
    button,
    modal,
    option,
    plain,
    question,
    rich,
    section,
    select,
    table,
)

NOW = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeSlack]:
    fake = FakeSlack(FixedClock(NOW))
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def caller(fake: FakeSlack) -> Caller:
    fake.store.messages.clear()
    fake.store.stacks.clear()
    fake.rejections.clear()
    return Caller(fake)


GOOD_MESSAGES: dict[str, list[Json]] = {
    "no blocks": [],
    "fifty blocks": [section()] * 50,
    "a table": [table(100, 20)],
    "twenty-five buttons": [actions(*[button() for _ in range(25)])],
    "a select of a hundred": [actions(select(*[f"{n}" for n in range(100)]))],
    "the longest button": [actions(button("x" * 75, value="v" * 2000))],
    "the longest section": [section("x" * 3000)],
    "rich text": [rich({"type": "text", "text": "x", "style": {"bold": True}})],
    "a linked word": [rich({"type": "link", "url": "https://example.com/a", "text": "a"})],
}


@pytest.mark.parametrize("name", GOOD_MESSAGES)
def test_good_messages_are_taken(caller: Caller, name: str) -> None:
    assert caller.post(*GOOD_MESSAGES[name]) == ""
    assert caller.fake.rejections == []


BAD_MESSAGES: dict[str, tuple[str, list[Json]]] = {
    "51 blocks": ("invalid_blocks", [section()] * 51),
    "a long section": ("invalid_blocks", [section("x" * 3001)]),
    "an empty text": ("invalid_blocks", [section("")]),
    "eleven fields": ("invalid_blocks", [{"type": "section", "fields": [plain("x")] * 11}]),
    "a long field": ("invalid_blocks", [{"type": "section", "fields": [plain("x" * 2001)]}]),
    "an empty section": ("invalid_blocks", [{"type": "section"}]),
    "a long header": ("invalid_blocks", [{"type": "header", "text": plain("x" * 151)}]),
    "a header in mrkdwn": (
        "invalid_blocks",
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    ),
    "eleven context elements": (
        "invalid_blocks",
        [{"type": "context", "elements": [plain("x")] * 11}],
    ),
    "26 actions": ("invalid_blocks", [actions(*[button()] * 26)]),
    "a long button": ("invalid_blocks", [actions(button("x" * 76))]),
    "a long value": ("invalid_blocks", [actions(button(value="v" * 2001))]),
    "a strange style": ("invalid_blocks", [actions(button(style="default"))]),
    "a strange property": ("invalid_blocks", [actions(button(disabled=True))]),
    "a strange element": ("invalid_blocks", [actions({"type": "slider"})]),
    "a text field among buttons": ("invalid_blocks", [actions({"type": "plain_text_input"})]),
    "a strange block": ("invalid_blocks", [{"type": "progress"}]),
    "a bad address": ("invalid_blocks", [actions(button(url="javascript:alert(1)"))]),
    "no options": ("invalid_blocks", [actions({"type": "static_select", "options": []})]),
    "101 options": ("invalid_blocks", [actions(select(*[f"{n}" for n in range(101)]))]),
    "a long option": ("invalid_blocks", [actions(select("x" * 76))]),
    "a long option value": (
        "invalid_blocks",
        [actions({"type": "static_select", "options": [option("x", "v" * 76)]})],
    ),
    "an initial option that is not there": (
        "invalid_blocks",
        [actions(select("a", initial_option=option("b")))],
    ),
    "six in the menu": (
        "invalid_blocks",
        [actions({"type": "overflow", "options": [option(f"{n}") for n in range(6)]})],
    ),
    "eleven checkboxes": (
        "invalid_blocks",
        [actions({"type": "checkboxes", "options": [option(f"{n}") for n in range(11)]})],
    ),
    "a long placeholder": ("invalid_blocks", [actions(select("a", placeholder=plain("x" * 151)))]),
    "a long question": (
        "invalid_blocks",
        [
            actions(
                button(
                    confirm={
                        "title": plain("x" * 101),
                        "text": plain("x"),
                        "confirm": plain("yes"),
                        "deny": plain("no"),
                    }
                )
            )
        ],
    ),
    "the same block id twice": (
        "invalid_blocks",
        [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}],
    ),
    "the same action id twice": (
        "invalid_blocks",
        [actions(button(action_id="a"), button(action_id="a"))],
    ),
    "a long block id": ("invalid_blocks", [{"type": "divider", "block_id": "x" * 256}]),
    "a picture without words": (
        "invalid_blocks",
        [{"type": "image", "image_url": "https://example.com/a.png"}],
    ),
    "a picture nobody uploaded": (
        "invalid_blocks",
        [{"type": "image", "slack_file": {"id": "F0NONE"}, "alt_text": "x"}],
    ),
    "an empty run": ("invalid_blocks", [rich({"type": "text", "text": ""})]),
    "no runs": ("invalid_blocks", [rich()]),
    "a mention of nobody": ("invalid_blocks", [rich({"type": "user", "user_id": "@ada"})]),
    "101 rows": ("invalid_blocks", [table(101, 1)]),
    "21 columns": ("invalid_blocks", [table(1, 21)]),
    "an empty cell": ("invalid_blocks", [table(words="")]),
    "a table of much text": ("invalid_blocks", [table(1, 11, "x" * 1000)]),
    "two tables": ("invalid_attachments", [table(), table()]),
    "much text": ("msg_blocks_too_long", [section("x" * 3000)] * 5),
    "a view's id as a block": ("invalid_blocks_format", ["V1"]),  # type: ignore[list-item]
}


@pytest.mark.parametrize("name", BAD_MESSAGES)
def test_bad_messages_are_refused(caller: Caller, name: str) -> None:
    code, blocks = BAD_MESSAGES[name]
    assert caller.post(*blocks) == code
    assert len(caller.fake.rejections) == 1
    assert caller.fake.store.messages == []


def test_a_refusal_says_where(caller: Caller) -> None:
    with pytest.raises(SlackApiError) as refused:
        caller.call("chat.postMessage", channel="C0GROWTH", blocks=[section("x" * 3001)])
    said = refused.value.response["response_metadata"]["messages"]
    assert said == ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("no_text", {"channel": "C0GROWTH", "text": " "}),
        ("channel_not_found", {"channel": "C0NOWHERE", "text": "x"}),
        ("channel_not_found", {"channel": "#growth", "text": "x"}),
        ("msg_too_long", {"channel": "C0GROWTH", "text": "x" * 40_001}),
        ("cannot_reply_to_message", {"channel": "C0GROWTH", "text": "x", "thread_ts": "1.0"}),
        ("invalid_metadata_format", {"channel": "C0GROWTH", "text": "x", "metadata": {"key": "k"}}),
    ],
)
def test_messages_need_a_place_and_words(caller: Caller, code: str, arguments: Json) -> None:
    assert caller.error("chat.postMessage", **arguments) == code


GOOD_VIEW = modal(question("title"))
BAD_VIEWS: dict[str, Json] = {
    "a title of 25": modal(title=plain("x" * 25)),
    "a submit of 25": modal(submit=plain("x" * 25)),
    "a close of 25": modal(close=plain("x" * 25)),
    "no title": {"type": "modal", "blocks": []},
    "questions without submit": {
        "type": "modal",
        "title": plain("Form"),
        "blocks": [question("title")],
    },
    "101 blocks": modal(*[section()] * 101),
    "a table": modal(table()),
    "much metadata": modal(private_metadata="x" * 3001),
    "a field said twice": modal(question("title"), question("title")),
    "a value longer than allowed": modal(
        question("a", {"type": "plain_text_input", "max_length": 3, "initial_value": "four"})
    ),
    "a date that is none": modal(
        question("a", {"type": "datepicker", "initial_date": "2026-02-31"})
    ),
    "two fields that want the cursor": modal(
        question("a", {"type": "plain_text_input", "focus_on_load": True}),
        question("b", {"type": "plain_text_input", "focus_on_load": True}),
    ),
    "a home view": {"type": "home", "blocks": []},
}


@pytest.mark.parametrize("name", BAD_VIEWS)
def test_bad_views_are_refused(caller: Caller, name: str) -> None:
    assert caller.view(BAD_VIEWS[name]) == "invalid_arguments"
    assert caller.fake.store.stacks == {}
    assert len(caller.fake.rejections) == 1


def test_a_view_over_250_kb_is_refused(caller: Caller) -> None:
    assert caller.view(modal(*[section("x" * 3000)] * 90)) == "view_too_large"


def test_a_trigger_opens_one_view_within_three_seconds(caller: Caller) -> None:
    trigger = caller.trigger()
    assert caller.error("views.open", trigger_id=trigger, view=GOOD_VIEW) == ""
    assert caller.error("views.open", trigger_id=trigger, view=GOOD_VIEW) == "exchanged_trigger_id"
    assert caller.error("views.open", trigger_id="1.2.x", view=GOOD_VIEW) == "invalid_trigger_id"
    old = caller.trigger()
    caller.fake.store.triggers[old].born -= 3.1
    assert caller.error("views.open", trigger_id=old, view=GOOD_VIEW) == "expired_trigger_id"


def test_three_modals_stand_on_each_other(caller: Caller) -> None:
    caller.view(GOOD_VIEW)
    store = caller.fake.store

    def push() -> str:
        top = caller.fake.people.top("ada")
        return caller.error("views.push", trigger_id=store.trigger("U0ADA", top.id), view=GOOD_VIEW)

    assert [push(), push(), push()] == ["", "", "push_limit_reached"]
    outside = caller.error("views.push", trigger_id=caller.trigger(), view=GOOD_VIEW)
    assert outside == "not_found"


def test_an_updated_view_keeps_what_was_typed_where_ids_are_the_same(caller: Caller) -> None:
    fresh = question("b", {"type": "plain_text_input", "initial_value": "mine"})
    caller.view(modal(question("a"), question("b")))
    view = caller.fake.people.top("ada")
    view.state["a"]["given"] = {"type": "plain_text_input", "value": "typed"}
    view.state["b"]["given"] = {"type": "plain_text_input", "value": "typed"}
    fresh["element"] = {**fresh["element"], "action_id": "new"}  # type: ignore[dict-item]
    update = {"view_id": view.id, "view": modal(question("a"), fresh)}
    assert caller.error("views.update", **update, hash="old") == "hash_conflict"
    assert caller.error("views.update", **update, hash=view.hash) == ""
    assert view.state["a"]["given"] == {"type": "plain_text_input", "value": "typed"}
    assert view.state["b"]["new"] == {"type": "plain_text_input", "value": "mine"}
