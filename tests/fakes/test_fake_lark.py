"""The fake open platform refuses what the real one refuses, limits, fails and remembers."""

import json
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import httpx
import pytest

from tests.drivers.clock import FixedClock
from tests.fakes.json_shapes import Json
from tests.fakes.lark.cards import CardRefused, check_card
from tests.fakes.lark.server import FakeLark
from tests.fakes.lark_examples import (
    EVERYTHING,
    MARKDOWN,
    NOW,
    OPTIONS,
    SUBMIT,
    TABLE,
    Caller,
    button,
    card,
    field,
    form,
    words,
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def fake(clock: FixedClock) -> Iterator[FakeLark]:
    fake = FakeLark(clock)
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def caller(fake: FakeLark) -> Iterator[Caller]:
    caller = Caller(fake)
    yield caller
    caller.http.close()


class TestCards:
    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            (card({**MARKDOWN, "colour": "red"}), "unknown property colour"),
            ({**card(), "footer": {}}, "unknown property footer"),
            (card({"tag": "action", "actions": []}), "no longer support tag action"),
            (card({"tag": "blink"}), "not supported tag"),
            (card(form(TABLE)), "table in form"),
            (card(form({"tag": "form", "name": "g", "elements": [SUBMIT]})), "form in form"),
            (
                card({"tag": "column_set", "columns": [{"tag": "column", "elements": [TABLE]}]}),
                "table",
            ),
            (card(*[TABLE] * 6), "table number over limit"),
            (card(form(field("x"), field("x"))), "name is not unique"),
            (card(form({"tag": "input"})), "lacks a name"),
            (card({"tag": "form", "name": "f", "elements": [field()]}), "submit"),
            (card(field(required=True)), "for forms only"),
            (card(form(field(max_length=1001))), "max_length"),
            (card(form(field(placeholder=words("x" * 101)))), "placeholder"),
            (card(*[MARKDOWN] * 201), "element number over limit"),
            (card({"tag": "button", "text": words("x")}), "does nothing"),
            (card(button(behaviors=[{"type": "open_url", "default_url": "x:y"}])), "URL"),
            (card({"tag": "select_static", "options": OPTIONS, "initial_option": "no"}), "initial"),
            (card({"tag": "select_static", "options": OPTIONS * 2}), "same value"),
            (card({"tag": "img", "img_key": "img_none", "alt": words("x")}), "image keys"),
            ({**card(), "header": {"title": words("x"), "template": "pink"}}, "template"),
            ({**card(), "config": {"update_multi": False}}, "update_multi"),
            ({**card(), "schema": "1.0"}, "schema"),
            ({"elements": []}, "no longer support"),
        ],
    )
    def test_what_the_platform_refuses_is_refused(self, wrong: Json, why: str) -> None:
        with pytest.raises(CardRefused, match=why):
            check_card(wrong)

    def test_a_form_with_every_field_is_taken(self) -> None:
        check_card(card(EVERYTHING, MARKDOWN, TABLE, button(), {"tag": "hr"}))

    def test_markdown_tables_count_as_tables(self) -> None:
        table: Json = {"tag": "markdown", "content": "| a | b |\n|---|---|\n| 1 | 2 |"}
        with pytest.raises(CardRefused, match="table number"):
            check_card(card(*[table] * 6))


class TestSending:
    def test_a_refused_card_is_remembered(self, fake: FakeLark, caller: Caller) -> None:
        answer = caller.send(card({**MARKDOWN, "colour": "red"}))
        assert (answer.status_code, answer.json()["code"]) == (400, 230099)
        assert "unknown property colour" in str(fake.rejections[0])
        assert fake.from_bot("ada") == []

    def test_a_body_over_thirty_kilobytes_is_refused(self, fake: FakeLark, caller: Caller) -> None:
        answer = caller.send(card({"tag": "markdown", "content": "x" * 31_000}))
        assert answer.json()["code"] == 230025
        assert len(fake.rejections) == 1

    def test_the_same_uuid_is_one_message_for_an_hour(
        self, fake: FakeLark, caller: Caller, clock: FixedClock
    ) -> None:
        first = caller.send(card(MARKDOWN), uuid="k").json()["data"]["message_id"]
        assert caller.send(card(MARKDOWN), uuid="k").json()["data"]["message_id"] == first
        assert len(fake.from_bot("ada")) == 1
        clock.advance(timedelta(minutes=61))
        assert caller.send(card(MARKDOWN), uuid="k").json()["data"]["message_id"] != first

    def test_an_edit_replaces_the_card_and_keeps_the_old_one(
        self, fake: FakeLark, caller: Caller, clock: FixedClock
    ) -> None:
        message_id = caller.send(card(MARKDOWN)).json()["data"]["message_id"]
        new = {"content": json.dumps(card({"tag": "hr"}))}
        path = f"/open-apis/im/v1/messages/{message_id}"
        assert caller.http.patch(path, json=new).json()["code"] == 0
        message = fake.from_bot("ada")[0]
        assert "hr" in message.content
        assert "hello" in message.edits[0].content
        clock.advance(timedelta(days=15))
        caller.renew()
        assert caller.http.patch(path, json=new).json()["code"] == 230031

    def test_nobody_edits_what_somebody_else_wrote(self, fake: FakeLark, caller: Caller) -> None:
        message = fake.store.add("oc_p2p_ada", "ou_ada", "text", '{"text":"hi"}')
        path = f"/open-apis/im/v1/messages/{message.id}"
        answer = caller.http.patch(path, json={"content": json.dumps(card())})
        assert answer.json()["code"] == 230071

    def test_a_picture_can_be_shown_once_it_is_uploaded(self, caller: Caller) -> None:
        uploaded = caller.http.post(
            "/open-apis/im/v1/images",
            data={"image_type": "message"},
            files={"image": ("x.png", b"\x89PNG\r\n\x1a\nbytes", "image/png")},
        ).json()
        key = uploaded["data"]["image_key"]
        assert caller.send(card({"tag": "img", "img_key": key, "alt": words("x")})).is_success

    def test_markup_that_notifies_is_seen_and_escaped_markup_is_not(
        self, fake: FakeLark, caller: Caller
    ) -> None:
        caller.send(card({"tag": "markdown", "content": "&lt;at id=all&gt;&lt;/at&gt;"}))
        assert fake.pings() == []
        caller.send(card({"tag": "markdown", "content": "<at id=all></at>"}))
        assert [who for _, who in fake.pings()] == ["all"]

    def test_unknown_receivers_are_refused(self, caller: Caller) -> None:
        assert caller.send(card(MARKDOWN), to="ou_nobody").json()["code"] == 230001


class TestEndpoints:
    def test_contacts_tell_name_email_and_zone_but_no_language(self, caller: Caller) -> None:
        user = caller.http.get("/open-apis/contact/v3/users/ou_bo?user_id_type=open_id").json()
        shown = user["data"]["user"]
        assert (shown["name"], shown["time_zone"]) == ("Bo Chen", "Asia/Shanghai")
        assert "locale" not in shown
        batch = "/open-apis/contact/v3/users/batch?user_ids=ou_ada&user_ids=ou_cy"
        assert len(caller.http.get(batch).json()["data"]["items"]) == 2

    def test_bot_info_has_no_data_and_chats_have(self, caller: Caller) -> None:
        info = caller.http.get("/open-apis/bot/v3/info").json()
        assert info["bot"]["open_id"] == "ou_bot"
        assert "data" not in info
        chats = caller.http.get("/open-apis/im/v1/chats").json()["data"]["items"]
        assert {chat["name"] for chat in chats} == {"growth", "product"}
        scopes = caller.http.get("/open-apis/application/v6/scopes").json()["data"]["scopes"]
        assert all(scope["grant_status"] == 1 for scope in scopes)

    def test_a_document_takes_converted_markdown(self, fake: FakeLark, caller: Caller) -> None:
        docx = "/open-apis/docx/v1/documents"
        made = caller.http.post(docx, json={"title": "Report"}).json()["data"]["document"]
        converted = caller.http.post(
            f"{docx}/blocks/convert", json={"content_type": "markdown", "content": "one\n\ntwo"}
        ).json()["data"]
        document_id = made["document_id"]
        body = {
            "children_id": converted["first_level_block_ids"],
            "descendants": converted["blocks"],
        }
        put = caller.http.post(
            f"{docx}/{document_id}/blocks/{document_id}/descendant", json=body
        ).json()
        assert put["code"] == 0
        assert len(fake.store.documents[document_id].blocks) == 3

    def test_paths_that_are_not_there_are_mistakes(self, fake: FakeLark, caller: Caller) -> None:
        assert caller.http.get("/open-apis/im/v9/nothing").status_code == 404
        assert len(fake.rejections) == 1


class TestOutages:
    def test_a_revoked_token_is_refused_until_a_new_one_is_fetched(
        self, fake: FakeLark, caller: Caller
    ) -> None:
        fake.api.tokens.revoke()
        assert caller.send(card(MARKDOWN)).json()["code"] == 99991663
        caller.renew()
        assert caller.send(card(MARKDOWN)).json()["code"] == 0
        assert fake.rejections == []

    def test_tokens_run_out_after_two_hours(self, caller: Caller, clock: FixedClock) -> None:
        clock.advance(timedelta(hours=2))
        assert caller.send(card(MARKDOWN)).json()["code"] == 99991663

    def test_a_lost_answer_leaves_the_message(self, fake: FakeLark, caller: Caller) -> None:
        fake.outages.drop_answer("/open-apis/im/v1/messages")
        with pytest.raises(httpx.TransportError):
            caller.send(card(MARKDOWN), uuid="k")
        assert len(fake.from_bot("ada")) == 1
        caller.send(card(MARKDOWN), uuid="k")
        assert len(fake.from_bot("ada")) == 1

    def test_a_gateway_page_is_html(self, fake: FakeLark, caller: Caller) -> None:
        fake.outages.html_502("/open-apis/im")
        answer = caller.send(card(MARKDOWN))
        assert answer.status_code == 502
        assert answer.headers["content-type"].startswith("text/html")

    def test_a_hanging_call_answers_once_released(self, fake: FakeLark, caller: Caller) -> None:
        held = fake.outages.hang("/open-apis/im")
        codes: list[int] = []
        waiting = Thread(target=lambda: codes.append(caller.send(card(MARKDOWN)).json()["code"]))
        waiting.start()
        assert fake.outages.hit.wait(5)
        assert codes == []
        held.set()
        waiting.join(5)
        assert codes == [0]


class TestLimits:
    def test_the_app_is_limited_by_the_second(
        self, fake: FakeLark, caller: Caller, clock: FixedClock
    ) -> None:
        fake.limits.on = True
        answers = [caller.http.get("/open-apis/bot/v3/info") for _ in range(51)]
        assert [a.status_code for a in answers] == [200] * 50 + [429]
        assert answers[-1].json()["code"] == 99991400
        assert int(answers[-1].headers["x-ogw-ratelimit-reset"]) == 1
        clock.advance(timedelta(seconds=1))
        assert caller.http.get("/open-apis/bot/v3/info").is_success
        assert fake.rejections == []

    def test_a_receiver_is_limited_to_five_a_second(self, fake: FakeLark, caller: Caller) -> None:
        fake.limits.on = True
        codes = [caller.send(card(MARKDOWN)).json()["code"] for _ in range(6)]
        assert codes == [0] * 5 + [230020]
        assert caller.send(card(MARKDOWN), to="ou_bo").json()["code"] == 0
