"""Sample documents, and the switches that decide how a platform takes them."""

from dataclasses import replace

from chat.documents import Document, escape
from tests.contracts import words
from tests.contracts.samples import HOSTILE
from tests.contracts.stage import Stage
from tests.drivers.lark import LarkLongConnection, LarkWebhook
from tests.drivers.playground import PlaygroundDriver
from tests.drivers.slack import SlackHttp, SlackSocket

CUT = "the rest is in the export"
REPORT = Document(
    title="Week 48 of Growth",
    markdown=(
        "Two of three key results **moved**, see [the guide](https://guide.example/weekly).\n\n"
        "## O1 Launch the A app\n\n"
        "| Key result | Progress | Risk |\n| --- | --- | --- |\n"
        "| KR1 50,000 sign-ups | 24% \\| on track<br>+3 points | none |\n"
        "| KR2 评分达到 4.0 | 3.8 | 人手不足，需要支持 |\n\n"
        "## Action items\n\n- Bo Chen: ask for a designer, 30 Nov\n- Ada Li: 修复登录"
    ),
    file_name="growth-2026-W48",
    intro="The weekly report is ready.",
    open_label="Open the report",
    cut_note=CUT,
)
FACTS = (
    "Launch the A app",
    "50,000 sign-ups",
    "24% | on track",
    "+3 points",
    "人手不足，需要支持",
    "修复登录",
)
HOSTILE_REPORT = replace(
    REPORT,
    markdown=(
        f"{escape(HOSTILE)}\n\n## {escape(HOSTILE)}\n\n- {escape(HOSTILE)}\n\n"
        f"| {escape(HOSTILE)} | x |\n| --- | --- |\n| y | {escape(HOSTILE)} |\n\n"
        f"**{escape(HOSTILE)}**"
    ),
)
LONG_REPORT = replace(
    REPORT,
    markdown="\n\n".join(
        (
            "\n".join(
                ["| 关键结果 | 进展 | 风险 | 下周 |", "| --- | --- | --- | --- |"]
                + [f"| 关键结果{n} | 完成{n}% | 人手不足 | 下一步{n} |" for n in range(700)]
            ),
            *(f"## 第{n}部分\n\n" + f"第{n}段：" + "本周进展顺利。" * 200 for n in range(40)),
        )
    ),
)
assert len(LONG_REPORT.markdown.encode()) > 200_000

CANVAS, FILE = "canvases:write", "files:write"
DOCX = ("docx:document", "docx:document.block:convert", "docs:permission.member:create")
LARK_FILE = "im:resource"
BEST = {"slack": "canvas", "lark": "docx", "playground": "page"}


def allow_all(stage: Stage) -> None:
    """Slack's optional scopes are not there unless somebody gave them."""
    if isinstance(stage.driver, SlackHttp | SlackSocket):
        stage.driver.fake.api.scopes |= {CANVAS, FILE}


def forbid(stage: Stage, *scopes: str) -> None:
    """Take scopes away, after everything else was given."""
    allow_all(stage)
    match stage.driver:
        case SlackHttp() | SlackSocket():
            stage.driver.fake.api.scopes -= set(scopes)
        case LarkWebhook() | LarkLongConnection():
            stage.driver.fake.api.directory.scopes |= dict.fromkeys(scopes, False)
        case PlaygroundDriver():
            pass


def no_documents(stage: Stage) -> None:
    """Neither canvases nor cloud documents."""
    forbid(stage, CANVAS, *DOCX)


def words_only(stage: Stage) -> None:
    """No files either."""
    forbid(stage, CANVAS, FILE, *DOCX, LARK_FILE)


def send(stage: Stage, document: Document, place: str = "dm", key: str = "report") -> None:
    """Put a document into the outbox for Ada or a channel, and wait."""
    address = stage.address("ada") if place == "dm" else stage.address(place=place)
    stage.desk.send(address, document, key=key)
    stage.settle()


def assert_arrived_once(stage: Stage, kind: str, place: str = "dm") -> None:
    """The report stands there as a document of this kind, and nothing else does."""
    assert stage.papers("ada", place) == [(kind, REPORT.markdown)]
    assert stage.count("ada", place) == 1
    assert stage.desk.waiting() == 0
    assert stage.desk.dead() == {}


def assert_said(stage: Stage, place: str = "dm") -> None:
    """The facts stand in the one message there."""
    assert words.missing(iter(FACTS), [stage.see("ada", place).text]) == []
    assert stage.papers("ada", place) == []
    assert stage.count("ada", place) == 1
