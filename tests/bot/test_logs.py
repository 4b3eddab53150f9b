"""Logs are structured, have a stable action, and hold no token."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    yield
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def written(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_entry_is_one_json_object_with_its_action() -> None:
    stream = io.StringIO()
    logs.configure(stream=stream)
    structlog.get_logger().info("check_in.saved", person=7, name="小明")
    (entry,) = written(stream)
    assert (entry["action"], entry["person"], entry["name"]) == ("check_in.saved", 7, "小明")
    assert entry["level"] == "info"
    assert "timestamp" in entry


def test_a_librarys_message_keeps_its_logger_as_action() -> None:
    stream = io.StringIO()
    logs.configure(stream=stream)
    logging.getLogger("slack_bolt.App").warning("odd %s", "thing")
    logging.getLogger("slack_bolt.App").info("chatter")
    (entry,) = written(stream)
    assert (entry["action"], entry["message"]) == ("library.slack_bolt.App", "odd thing")


def test_a_terminal_gets_lines_for_people() -> None:
    stream = io.StringIO()
    logs.configure(stream=stream, as_json=False)
    structlog.get_logger().info("program.started", port=8080)
    assert "program.started" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-456-abcDEF",
        "xoxp-123-456-abcDEF",
        "xoxe.xoxp-1-Mi0yLTUxMjU",
        "xapp-1-A111-222-deadbeef",
        "t-g1044ghJRUIJJ5ELLMXI2KQWXCHLTZ",
        "Bearer abc.def-ghi",
        '"app_secret": "dskLLdkasdjlasdKK"',
        "app_secret=dskLLdkasdjlasdKK",
        "tenant_access_token: 'dskLLdkasdjlasdKK'",
        "postgresql://anna:dskLLdkasdjlasdKK@host/okr",
        "the plain value s3cr3t-value of a setting",
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_what_looks_like_a_secret_is_left_out(secret: str, as_json: bool) -> None:
    stream = io.StringIO()
    logs.configure(["s3cr3t-value"], stream, as_json=as_json)
    log = structlog.get_logger()
    log.error("slack.failed", headers={"list": [f"see {secret}"]}, detail=ValueError(secret))
    try:
        raise RuntimeError(f"refused {secret}")
    except RuntimeError:
        log.exception("slack.failed")
    logging.getLogger("httpx").error("called with %s", secret)
    said = stream.getvalue()
    assert logs.REDACTED in said
    for part in ("123-456", "Mi0yLTUx", "deadbeef", "g1044", "abc.def", "dskLL", "s3cr3t-value"):
        assert part not in said


def test_common_words_stay_as_they_are() -> None:
    stream = io.StringIO()
    logs.configure(stream=stream)
    words = "token expired; see https://example.com:443/t-shirt for O12 at 10:00 a-b"
    structlog.get_logger().info("x", words=words)
    assert written(stream)[0]["words"] == words
