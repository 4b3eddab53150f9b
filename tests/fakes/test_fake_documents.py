"""The fakes refuse documents that the platforms refuse, and know who can open which."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from urllib.request import Request, urlopen

import pytest

from tests.drivers.clock import FixedClock
from tests.fakes import markdown
from tests.fakes.json_shapes import Json, as_list, as_object, as_objects, as_text
from tests.fakes.lark.documents import markdown_of
from tests.fakes.lark.server import FakeLark
from tests.fakes.lark_examples import NOW
from tests.fakes.lark_examples import Caller as LarkCaller
from tests.fakes.slack.calls import CORE_SCOPES
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack_examples import Caller, rich, section

DOCX = "/open-apis/docx/v1/documents"
WRITTEN = "# Head\n\nWords\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 |  |"
ALL_SCOPES = (*CORE_SCOPES, "canvases:write", "files:write", "im:write")


@pytest.fixture
def caller() -> Iterator[Caller]:
    fake = FakeSlack(FixedClock(NOW), ALL_SCOPES)
    fake.start()
    yield Caller(fake)
    fake.stop()


@pytest.fixture
def fake() -> Iterator[FakeLark]:
    fake = FakeLark(FixedClock(NOW))
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def lark(fake: FakeLark) -> Iterator[LarkCaller]:
    caller = LarkCaller(fake)
    yield caller
    caller.http.close()


class TestMarkdown:
    def test_what_is_escaped_means_nothing(self) -> None:
        harmless = r"\<!channel\> !\[\](\@U0ADA) \<at id=all\> http\://x \[y\](z) \@here"
        assert (markdown.pings(harmless), markdown.links(harmless)) == ([], [])

    def test_what_is_not_escaped_is_found(self) -> None:
        written = "<!channel> <@U0ADA> ![](@U0BO) <at id=all></at> @here"
        assert len(markdown.pings(written)) == 5
        assert markdown.links("[a](http://x.example/) and https://y.example") == [
            "http://x.example/",
            "https://y.example",
        ]

    def test_tables_and_their_cells(self) -> None:
        assert list(markdown.tables("x\n\n| a\\|b | c |\n|:-:|---|\n| d |\n")) == [
            [["a\\|b", "c"], ["d"]]
        ]


def canvas(caller: Caller, written: str = "words") -> str:
    content = {"type": "markdown", "markdown": written}
    made = caller.call("canvases.create", title="T", document_content=content)
    return as_text(made["canvas_id"])


class TestCanvases:
    @pytest.mark.parametrize(
        "written",
        [
            "x" * 1_048_577,
            "#### too deep",
            "<b>html</b>",
            "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * 100,
        ],
    )
    def test_markdown_that_canvases_do_not_take(self, caller: Caller, written: str) -> None:
        content = {"type": "markdown", "markdown": written}
        error = caller.error("canvases.create", document_content=content)
        assert error == "canvas_creation_failed"

    def test_only_who_was_sent_the_link_can_be_let_in(self, caller: Caller) -> None:
        name = canvas(caller)

        def let_in(**whom: Sequence[str]) -> str:
            return caller.error("canvases.access.set", canvas_id=name, access_level="read", **whom)

        assert let_in() == "invalid_parameters"
        assert let_in(user_ids=["U0ADA"], channel_ids=["C0GROWTH"]) == "invalid_parameters"
        assert let_in(user_ids=["U0ADA"]) == "failed_to_update_user_ids"
        assert let_in(channel_ids=["C0GROWTH"]) == "failed_to_update_channel_ids"
        assert let_in(channel_ids=["D0ADA"]) == "invalid_arguments"
        link: Json = {"type": "link", "url": f"https://test.slack.com/docs/T0OKR/{name}"}
        assert caller.post(rich(link), channel="U0ADA") == ""
        assert caller.fake.papers("ada") == []
        assert let_in(user_ids=["U0ADA"]) == ""
        assert caller.fake.papers("ada") == [("canvas", "words")]
        assert caller.fake.papers("bo") == []

    def test_a_canvas_that_names_people_notifies_them(self, caller: Caller) -> None:
        name = canvas(caller, "![](@U0ADA)")
        assert caller.fake.pings() == [(name, "@U0ADA")]

    def test_without_the_scope_there_is_none(self, caller: Caller) -> None:
        caller.fake.api.scopes.discard("canvases:write")
        assert caller.error("canvases.create", title="T") == "missing_scope"


class TestSlacksFiles:
    def upload(self, caller: Caller) -> str:
        place = caller.ask("files.getUploadURLExternal", filename="a.md", length="5")
        with urlopen(Request(as_text(place["upload_url"]), data=b"words"), timeout=10) as done:
            assert done.status == 200
        return as_text(place["file_id"])

    def complete(self, caller: Caller, name: str, **more: object) -> str:
        return caller.error("files.completeUploadExternal", files=[{"id": name}], **more)

    def test_a_file_is_shared_with_words_over_it(self, caller: Caller) -> None:
        name = self.upload(caller)
        assert self.complete(caller, name, channel_id="U0ADA") == "invalid_arguments"
        assert self.complete(caller, name, channels="U0ADA", blocks=[section("Read")]) == ""
        assert caller.fake.papers("ada") == [("file", "words")]
        assert caller.fake.read(caller.fake.shown("ada")[0]) == "Read\na.md"
        assert self.complete(caller, name, channels="U0ADA") == "file_not_found"

    def test_only_some_blocks_can_stand_over_a_file(self, caller: Caller) -> None:
        blocks = [{"type": "divider"}]
        error = self.complete(caller, self.upload(caller), channel_id="D0ADA", blocks=blocks)
        assert error == "internal_error"


class TestDocx:
    def converted(self, lark: LarkCaller) -> tuple[str, Json, str]:
        """A new document's id, the body for its blocks, and the path for them."""
        made = lark.http.post(DOCX, json={"title": "Report"}).json()["data"]["document"]
        asked = {"content_type": "markdown", "content": WRITTEN}
        found = lark.http.post(f"{DOCX}/blocks/convert", json=asked).json()["data"]
        name = as_text(made["document_id"])
        body: Json = {
            "index": -1,
            "children_id": found["first_level_block_ids"],
            "descendants": found["blocks"],
        }
        return name, body, f"{DOCX}/{name}/blocks/{name}/descendant"

    def cleaned(self, body: Json) -> Json:
        clean = deepcopy(body)
        for block in as_objects(clean["descendants"]):
            as_object(as_object(block.get("table")).get("property")).pop("merge_info", None)
        return clean

    def test_blocks_come_in_no_order_and_are_read_in_order(
        self, fake: FakeLark, lark: LarkCaller
    ) -> None:
        name, body, path = self.converted(lark)
        first = as_list(body["children_id"])[0]
        assert as_objects(body["descendants"])[0]["block_id"] != first
        for _ in range(2):
            answer = lark.http.post(f"{path}?client_token=once", json=self.cleaned(body)).json()
            assert answer["code"] == 0
        assert markdown_of(fake.store.documents[name]) == WRITTEN

    def test_what_a_table_tells_is_not_taken_back(self, lark: LarkCaller) -> None:
        _, body, path = self.converted(lark)
        answer = lark.http.post(path, json=body).json()
        assert (answer["code"], "merge_info" in answer["msg"]) == (1770001, True)

    def test_blocks_without_their_parents_are_refused(self, lark: LarkCaller) -> None:
        _, body, path = self.converted(lark)
        clean = self.cleaned(body)
        fewer = {**clean, "children_id": as_list(clean["children_id"])[:-1]}
        assert lark.http.post(path, json=fewer).json()["code"] == 1770001
        many = {**clean, "descendants": [{"block_id": str(n)} for n in range(1001)]}
        assert lark.http.post(path, json=many).json()["code"] == 1770001

    @pytest.mark.parametrize(
        ("member", "code"),
        [
            ({"member_type": "openid", "member_id": "ou_ada", "perm": "view"}, 0),
            ({"member_type": "openchat", "member_id": "oc_growth", "perm": "view"}, 0),
            ({"member_type": "openchat", "member_id": "oc_other", "perm": "view"}, 1063002),
            ({"member_type": "openid", "member_id": "oc_growth", "perm": "view"}, 1063001),
            ({"member_type": "openid", "member_id": "ou_ada", "perm": "see"}, 1063001),
        ],
    )
    def test_members(self, lark: LarkCaller, member: Json, code: int) -> None:
        name, _, _ = self.converted(lark)
        path = f"/open-apis/drive/v1/permissions/{name}/members?type=docx"
        assert lark.http.post(path, json=member).json()["code"] == code

    def test_a_scope_that_is_not_granted(self, fake: FakeLark, lark: LarkCaller) -> None:
        fake.api.directory.scopes["docx:document"] = False
        answer = lark.http.post(DOCX, json={"title": "Report"})
        assert (answer.status_code, answer.json()["code"]) == (400, 99991672)
        assert fake.rejections == []

    def test_a_file_message_shows_an_uploaded_file(self, fake: FakeLark, lark: LarkCaller) -> None:
        fields = {"file_type": "stream", "file_name": "a.md"}
        uploaded = lark.http.post(
            "/open-apis/im/v1/files", data=fields, files={"file": ("x", b"words")}
        ).json()["data"]
        for key, code in ((uploaded["file_key"], 0), ("file_v3_none", 230001)):
            body = {
                "receive_id": "ou_ada",
                "msg_type": "file",
                "content": f'{{"file_key":"{key}"}}',
            }
            path = "/open-apis/im/v1/messages?receive_id_type=open_id"
            assert lark.http.post(path, json=body).json()["code"] == code
        assert fake.papers("ada") == [("file", "words")]
        empty = lark.http.post(
            "/open-apis/im/v1/files", data=fields, files={"file": ("x", b"")}
        ).json()
        assert empty["code"] == 234010
