"""What the page sends becomes neutral events."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground import limits, receive
from bot.playground.company import SAMPLE, Company, account
from bot.playground.receive import Refused, Submitted, Typed
from chat.address import Account, PlaceKind
from chat.events import CommandGiven, Mention
from chat.text import Channel, Person, Plain, cleaned, plain, split_mentions


def typed(text: str, place: str = "dm", who: str = "sofia") -> Typed:
    return receive.parsed(
        Typed, json.dumps({"as": who, "id": "1", "place": place, "text": text}).encode()
    )


def command(text: str, place: str = "dm") -> CommandGiven | None:
    said = typed(text, place)
    words = receive.typed_text(said)
    found = receive.command_in(words, receive.place_of(SAMPLE, "sofia", place))
    return None if found is None else receive.command_event(SAMPLE, said, found)


def command_text(text: str, place: str = "dm") -> str | None:
    event = command(text, place)
    return None if event is None else event.text


class TestCommands:
    @pytest.mark.parametrize(
        "said",
        ["/okr show O12", "/OKR   show O12", " /okr show O12", "／okr　show O12", "show O12"],
    )
    def test_in_the_own_chat_everything_is_a_command(self, said: str) -> None:
        assert command_text(said) == "show O12"

    def test_chinese_may_follow_without_a_space(self) -> None:
        assert command_text("/okr新建 上线") == "新建 上线"

    def test_a_longer_word_is_not_the_command(self) -> None:
        assert command_text("/okrs are fun", "growth") is None

    def test_lines_stay_lines(self) -> None:
        assert command_text("/okr new Launch\n50,000 sign-ups") == "new Launch\n50,000 sign-ups"

    def test_in_a_channel_people_talk_to_each_other(self) -> None:
        assert command_text("good morning", "growth") is None

    @pytest.mark.parametrize("said", ["@okrbot show", "＠OKRbot show", "/okr show"])
    def test_in_a_channel_the_bot_is_called(self, said: str) -> None:
        assert command_text(said, "growth") == "show"

    def test_a_call_in_a_channel_is_aloud_and_a_slash_is_not(self) -> None:
        aloud = [command("@okrbot show", "growth"), command("/okr show", "growth")]
        assert [event and event.aloud for event in aloud] == [True, False]
        own = command("@okrbot show")
        assert own is not None
        assert not own.aloud

    def test_nothing_after_the_name_is_an_empty_command(self) -> None:
        assert command_text("/okr") == ""

    def test_control_and_private_characters_are_gone(self) -> None:
        assert command_text("/okr sh\x00ow \ue0000\ue001 \u202e") == "show 0 "


class TestNames:
    def test_a_pretend_person_becomes_a_mention(self) -> None:
        event = command("/okr show @Mei Lin please")
        assert event is not None
        assert split_mentions(event.text) == ["show ", 0, " please"]
        assert event.mentions == (Mention(account("mei"), "Mei Lin"),)

    def test_case_and_chinese_names_and_ids(self) -> None:
        event = command("/okr show @mei lin，＠赵颖和 @JONAS")
        assert event is not None
        assert [mention.account.id for mention in event.mentions] == ["mei", "ying", "jonas"]

    def test_the_same_person_twice_is_one_mention(self) -> None:
        event = command("/okr @Mei Lin @Mei Lin")
        assert event is not None
        assert len(event.mentions) == 1
        assert split_mentions(event.text) == [0, " ", 0]

    def test_a_longer_word_or_an_address_is_no_person(self) -> None:
        event = command("/okr @Meinhard and x@mei.example")
        assert event is not None
        assert event.mentions == ()

    def test_odd_case_pairs_are_no_names(self) -> None:
        event = command("/okr @ſofia @K @İ")
        assert event is not None
        assert event.mentions == ()

    def test_a_channel_stands_as_its_name(self) -> None:
        event = command("/okr show #Growth and #nowhere")
        assert event is not None
        assert event.text == "show #growth and #nowhere"
        assert event.channels == (("growth", "growth"),)

    def test_what_was_said_keeps_the_words(self) -> None:
        said = receive.said_text(SAMPLE, "@mei in #growth: <b>")
        assert said == (
            Person("Mei Lin", (account("mei"),)),
            Plain(" in "),
            Channel("growth", "playground", "growth"),
            Plain(": <b>"),
        )

    @given(st.text(max_size=200))
    def test_any_text_gives_an_event(self, words: str) -> None:
        empty = Company("Empty", SAMPLE.people[:1], ())
        for company in (SAMPLE, empty):
            command = receive.Command(cleaned(words))
            event = receive.command_event(company, typed("", who="mei"), command)
            assert len(event.mentions) <= len(company.people)
            assert isinstance(plain(receive.said_text(company, words)), str)


class TestPlaces:
    def test_own_chat_home_and_channel(self) -> None:
        assert receive.place_of(SAMPLE, "mei", "dm").kind is PlaceKind.PERSON
        assert receive.place_of(SAMPLE, "mei", "home").kind is PlaceKind.HOME
        assert receive.place_of(SAMPLE, "mei", "growth").is_shared

    @pytest.mark.parametrize(("who", "place"), [("nobody", "dm"), ("mei", "nowhere")])
    def test_there_is_no_such_place(self, who: str, place: str) -> None:
        with pytest.raises(Refused, match="unknown"):
            receive.place_of(SAMPLE, who, place)


class TestForms:
    def submitted(self, **fields: object) -> Submitted:
        body = {"as": "mei", "id": "1", "action": "a.b", "values": {"id": "12"}, "fields": fields}
        return receive.parsed(Submitted, json.dumps(body).encode())

    def test_every_kind_of_answer(self) -> None:
        body = self.submitted(
            title={"kind": "text", "value": "Lau\x07nch"},
            value={"kind": "number", "value": "1.2万"},
            due={"kind": "date", "value": "2026-04-30"},
            cycle={"kind": "choice", "value": "3"},
            days={"kind": "many_choices", "value": ["1", "5"]},
            owner={"kind": "person", "value": ["lei"]},
            helpers={"kind": "people", "value": []},
            draft={"kind": "switch", "value": True},
        )
        event = receive.submission(SAMPLE, body, None)
        assert event.fields == {
            "title": "Launch",
            "value": "1.2万",
            "due": "2026-04-30",
            "cycle": "3",
            "days": ("1", "5"),
            "owner": (Account("playground", "playground", "lei"),),
            "helpers": (),
            "draft": True,
        }
        assert event.values == {"id": "12"}

    def test_a_person_there_is_not_is_refused(self) -> None:
        body = self.submitted(owner={"kind": "person", "value": ["nobody"]})
        with pytest.raises(Refused, match="unknown_person"):
            receive.submission(SAMPLE, body, None)


class TestRefusals:
    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"{",
            b"[]",
            b"\xff\xfe",
            b'{"as":"mei","id":"1","text":3}',
            b'{"as":"mei","id":"1","text":"x","more":1}',
            b'{"as":"mei","id":"","text":"x"}',
        ],
    )
    def test_what_is_not_understood_is_refused(self, raw: bytes) -> None:
        with pytest.raises(Refused, match="bad_request"):
            receive.parsed(Typed, raw)

    def test_a_message_that_is_too_long_says_so(self) -> None:
        with pytest.raises(Refused, match="too_long"):
            receive.typed_text(typed("x" * (limits.COMMAND + 1)))

    def test_an_answer_that_is_too_long_says_so(self) -> None:
        fields = {"a": {"kind": "text", "value": "x" * (limits.ANSWER + 1)}}
        body = {"as": "mei", "id": "1", "action": "a.b", "fields": fields}
        with pytest.raises(Refused, match="too_long"):
            receive.parsed(Submitted, json.dumps(body).encode())

    def test_a_message_id_is_one_of_ours(self) -> None:
        body = {"as": "mei", "id": "1", "action": "a.b", "message": "<script>"}
        with pytest.raises(Refused, match="bad_request"):
            receive.parsed(Submitted, json.dumps(body).encode())
