"""The page's API over real HTTP."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.checks import Outcome
from chat.events import ButtonPressed, ChatEntered, CommandGiven, FormSubmitted, HomeOpened
from tests.bot.playground.showcase import EVERY_FIELD
from tests.bot.playground.world import NOW, World, served_world


@pytest.fixture
def it() -> Iterator[World]:
    with served_world(admins="playground:lei") as served:
        yield served


class TestThePage:
    def test_it_comes_with_all_its_parts_and_lets_no_other_in(self, it: World) -> None:
        assert it.client is not None
        page = it.client.get("/")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]
        for name in ("main.js", "base.css", "icon.svg"):
            part = it.client.get(f"/playground/page/{name}")
            assert part.status_code == 200
            assert "default-src 'self'" in part.headers["content-security-policy"]

    @pytest.mark.parametrize("name", ["nothing.js", "..%2Fconnect.py", "__init__.py"])
    def test_there_is_nothing_else(self, it: World, name: str) -> None:
        assert it.client is not None
        assert it.client.get(f"/playground/page/{name}").status_code == 404

    @pytest.mark.parametrize("path", ["/", "/playground/api/company", "/playground/events?as=mei"])
    def test_another_host_name_is_refused(self, it: World, path: str) -> None:
        assert it.client is not None
        assert it.client.get(path, headers={"host": "evil.example"}).status_code == 403

    def test_another_site_does_nothing(self, it: World) -> None:
        assert it.client is not None
        body = {"as": "mei", "id": "1", "text": "show"}
        answer = it.client.post(
            "/playground/api/say", json=body, headers={"origin": "https://evil.example"}
        )
        assert answer.status_code == 403
        assert it.intake.events == []

    def test_a_body_too_large_is_not_read(self, it: World) -> None:
        assert it.post("say", text="x" * 1_100_000).status_code == 413

    def test_company_and_commands(self, it: World) -> None:
        company = it.get("company").json()
        assert {person["language"] for person in company["people"]} == {"en", "zh"}
        assert len({person["timezone"] for person in company["people"]}) >= 3
        assert [person["id"] for person in company["people"] if person["admin"]] == ["lei", "robin"]
        assert any(person["leads"] for person in company["people"])
        assert company["previews"] == ["Slack", "Lark"]
        commands = it.get("commands").json()["commands"]
        assert commands[0]["verbs"] == {"en": "show", "zh": "查看"}

    def test_it_is_always_ready(self, it: World) -> None:
        assert it.playground.ready().outcome is Outcome.OK
        assert it.playground.doctor() == [it.playground.ready()]


class TestTalking:
    def test_a_command_is_shown_and_answered(self, it: World) -> None:
        reply = it.reply("say", text="/okr show")
        assert reply["kind"] == "message"
        said, answer = it.messages("sofia")
        assert (said["author"], said["content"]["text"]) == (
            "sofia",
            [{"span": "plain", "text": "/okr show"}],
        )
        assert (answer["author"], answer["content"]["type"]) == ("", "card")
        assert isinstance(it.intake.events[0], CommandGiven)

    def test_talk_in_a_channel_is_no_command(self, it: World) -> None:
        assert it.reply("say", place="growth", text="good morning @Mei Lin") == {"kind": "nothing"}
        assert it.intake.events == []
        assert len(it.messages("lei", "growth")) == 1

    def test_a_private_answer_in_a_channel_is_read_by_one(self, it: World) -> None:
        it.reply("say", place="growth", text="/okr show")
        assert [message["private"] for message in it.messages("sofia", "growth")] == [True, True]
        assert it.messages("lei", "growth") == []

    def test_a_public_answer_is_read_by_all(self, it: World) -> None:
        it.reply("say", place="growth", text="@okrbot public")
        assert len(it.messages("lei", "growth")) == 2

    def test_a_word_to_one_person_stands_in_the_chat(self, it: World) -> None:
        reply = it.reply("say", text="frobnicate")
        assert reply["message"]["content"]["type"] == "notice"

    def test_the_same_deed_twice_is_done_once(self, it: World) -> None:
        for _ in range(2):
            it.post("say", id="same", text="show")
        assert len(it.messages("sofia")) == 2
        assert len(it.intake.events) == 1

    def test_two_people_may_use_the_same_id(self, it: World) -> None:
        it.post("say", "mei", id="same", text="quiet")
        it.post("say", "lei", id="same", text="quiet")
        assert len(it.messages("mei")) == len(it.messages("lei")) == 1

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"text": " \n"}, "empty"),
            ({"text": "x" * 20_001}, "too_long"),
            ({"text": "x", "place": "nowhere"}, "unknown_place"),
            ({"text": 3}, "bad_request"),
        ],
    )
    def test_what_cannot_be_taken_is_told(self, it: World, body: dict[str, Any], code: str) -> None:
        answer = it.post("say", **body)
        assert answer.is_client_error
        assert answer.json() == {"error": code}

    def test_ten_thousand_characters_pass(self, it: World) -> None:
        assert it.reply("say", text="show " + "x" * 10_000)["kind"] == "message"


class TestActing:
    def test_a_card_is_replaced_where_it_stands(self, it: World) -> None:
        shown = it.reply("say", place="growth", text="@okrbot public")["message"]
        it.reply("press", place="growth", action="showcase.replace", message=shown["id"])
        _, after = it.messages("lei", "growth")
        assert after["id"] == shown["id"]
        assert after["edited"]
        assert "actions" not in [block["block"] for block in after["content"]["blocks"]]

    def test_an_old_button_works_after_a_restart(self, it: World) -> None:
        old = "m00000000000000aa"
        reply = it.reply("press", action="showcase.replace", values={"id": "12"}, message=old)
        assert reply["message"]["id"] == old
        event = it.intake.events[0]
        assert isinstance(event, ButtonPressed)
        assert event.message is not None
        assert event.message.id == old

    def test_a_card_of_another_is_not_acted_on(self, it: World) -> None:
        hers = it.reply("say", "mei", text="show")["message"]["id"]
        it.reply("press", "lei", action="showcase.replace", message=hers)
        assert it.messages("mei")[-1]["edited"] is False

    def test_a_form_comes_back_with_its_errors_and_all_that_was_typed(self, it: World) -> None:
        form = it.reply("press", action="showcase.form")["form"]
        assert form["title"] == EVERY_FIELD.title
        fields = {
            "title": {"kind": "text", "value": "My title"},
            "value": {"kind": "number", "value": "many"},
            "helpers": {"kind": "people", "value": ["mei", "lei"]},
        }
        reply = it.reply("submit", action=form["action"], values=form["values"], fields=fields)
        assert reply["kind"] == "errors"
        assert list(reply["errors"]) == ["value"]
        values = {part["name"]: part["value"] for part in reply["form"]["parts"] if "name" in part}
        assert values["title"] == "My title"
        assert values["helpers"] == ["mei", "lei"]

    def test_a_taken_form_replaces_the_card_it_came_from(self, it: World) -> None:
        shown = it.reply("say", text="show")["message"]["id"]
        fields = {"value": {"kind": "number", "value": "12,000"}}
        reply = it.reply("submit", action="showcase.form", fields=fields, message=shown)
        assert reply["message"]["id"] == shown
        assert isinstance(it.intake.events[-1], FormSubmitted)

    def test_the_home_pane(self, it: World) -> None:
        assert it.reply("home", place="home")["kind"] == "home"
        assert isinstance(it.intake.events[0], HomeOpened)
        reply = it.reply("press", place="home", action="showcase.replace")
        assert reply["kind"] == "home"
        assert it.messages("sofia") == []

    def test_entering(self, it: World) -> None:
        assert it.reply("enter") == {"kind": "nothing"}
        assert isinstance(it.intake.events[0], ChatEntered)

    def test_what_the_others_get(self, it: World) -> None:
        shown = it.reply("say", text="show")["message"]
        found = it.get("previews", **{"as": "sofia", "of": shown["id"]}).json()["previews"]
        assert found[0] == {"name": "Slack", "payload": {"slack": shown["content"]["title"]}}
        assert it.get("previews", **{"as": "lei", "of": shown["id"]}).status_code == 404
        form = it.reply("press", action="showcase.form")["form"]
        of_form = it.get("previews", **{"as": "sofia", "of": form["id"]}).json()["previews"]
        assert of_form[0]["payload"] == {"slack": EVERY_FIELD.title}


class TestTravelling:
    def travel(self, it: World, **body: str) -> httpx.Response:
        assert it.client is not None
        return it.client.post("/playground/api/travel", json={"as": "mei", **body})

    def test_the_clock_moves_and_the_program_is_told(self, it: World) -> None:
        moved = self.travel(it, move="monday").json()["clock"]
        assert moved == {"now": "2026-11-30T02:00:00+00:00", "real": False}
        assert it.travels == [it.clock()]
        assert self.travel(it, move="back").json()["clock"] == {
            "now": NOW.isoformat(),
            "real": True,
        }

    def test_nonsense_leaves_the_clock_alone(self, it: World) -> None:
        assert self.travel(it, move="at", at="soon").json() == {"error": "bad_date"}
        assert it.clock.now_is_real
        assert it.travels == []
