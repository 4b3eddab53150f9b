"""The command line says what it can do, quickly, and what is wrong, in plain lines."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import main
from bot.reports import as_json_line, as_line, moment
from bot.settings import Settings
from bot.web import listen
from scheduler.due import Due

ROOT = Path(__file__).parents[2]
COMMANDS = ("demo", "serve", "migrate", "doctor", "due", "requeue", "backup", "manifest")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> int:
    """The exit code of one command, run in this process."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    code = ended.value.code
    return code if isinstance(code, int) else 0


def okrbot(folder: Path, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """One command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    said = capsys.readouterr().out
    assert {command for command in COMMANDS if command not in said} == set()


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys\nsys.argv = ['okrbot', '--help']\nfrom bot.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pydantic', 'sqlalchemy', 'starlette', 'uvicorn', 'babel', 'alembic', 'httpx',"
        " 'slack_bolt', 'slack_sdk', 'lark_oapi', 'apscheduler', 'structlog', 'rich'}\n"
        "print('loaded:', *sorted(heavy & sys.modules.keys()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines()[-1].strip() == "loaded:"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("okrbot ")


def test_an_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demon") == 2
    assert "demon" in capsys.readouterr().err


class TestServe:
    def test_it_needs_a_platform(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert run("serve") == 2
        said = capsys.readouterr().err
        for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "LARK_APP_ID", "LARK_APP_SECRET"):
            assert name in said
        assert "okrbot demo" in said
        assert list(tmp_path.iterdir()) == []

    def test_half_given_credentials_start_nothing(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hidden")
        assert run("serve") == 2
        said = capsys.readouterr().err
        assert "SLACK_SIGNING_SECRET" in said
        assert "hidden" not in said
        assert list(tmp_path.iterdir()) == []

    def test_a_database_without_tables_is_sent_to_migrate(self, tmp_path: Path) -> None:
        process = okrbot(tmp_path, "serve", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="secret")
        _, said = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "okrbot migrate" in said
        assert "Traceback" not in said


class TestMigrate:
    def test_it_may_run_twice(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert run("migrate") == run("migrate") == 0
        assert capsys.readouterr().out.count("schema") == 2
        assert (tmp_path / "okrbot.db").exists()

    def test_a_database_that_does_not_answer_is_one_plain_message(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OKRBOT_DATABASE_URL", "postgresql://anna:hidden@127.0.0.1:1/okr")
        assert run("migrate") == 1
        said = capsys.readouterr().err
        assert "does not answer" in said
        assert "hidden" not in said


class TestDoctor:
    def test_what_failed_ends_with_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("doctor") == 1
        assert "run okrbot migrate" in capsys.readouterr().out

    def test_a_database_in_order_ends_with_zero(self, capsys: pytest.CaptureFixture[str]) -> None:
        run("migrate")
        capsys.readouterr()
        assert run("doctor", "--json") == 0
        found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert {"database", "schema", "time zones"} <= {check["name"] for check in found}

    def test_wrong_settings_are_findings_too(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OKRBOT_PORT", "eighty")
        assert run("doctor", "--json") == 2
        (check,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert (check["name"], check["outcome"]) == ("settings", "failed")
        assert "OKRBOT_PORT" in check["detail"]


class TestDue:
    def test_with_nobody_there_nothing_is_due(self, capsys: pytest.CaptureFixture[str]) -> None:
        run("migrate")
        capsys.readouterr()
        assert run("due", "--at", "2026-04-06T09:00", "--json") == 0
        assert capsys.readouterr().out == ""

    def test_a_moment_that_cannot_be_read_is_shown_one(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("due", "--at", "Monday") == 2
        assert "2026-04-06T09:00" in capsys.readouterr().err

    @pytest.mark.parametrize("far", ["9999-12-31T23:00", "0001-01-01T00:00+12:00"])
    def test_a_moment_beyond_the_calendar_is_refused(
        self, capsys: pytest.CaptureFixture[str], far: str
    ) -> None:
        run("migrate")
        assert run("due", "--at", far) == 2
        assert "too far away" in capsys.readouterr().err

    def test_a_database_without_tables_is_sent_to_migrate(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run("due", "--at", "2026-04-06T09:00") == 1
        assert "okrbot migrate" in capsys.readouterr().err

    def test_with_no_platform_everybody_is_listed_and_told_so(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("migrate")
        run("due", "--at", "2026-04-06T09:00")
        assert "No platform is configured" in capsys.readouterr().err
        for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
            monkeypatch.setenv(name, "xoxb-1")
        run("due", "--at", "2026-04-06T09:00")
        assert capsys.readouterr().err == ""

    def test_without_an_offset_the_moment_is_on_the_programs_clock(self) -> None:
        assert moment("2026-04-06T09:00", "Asia/Shanghai") == moment("2026-04-06T01:00Z", "UTC")

    def test_each_prompt_is_one_line(self) -> None:
        at = moment("2026-04-06T01:00Z", "UTC")
        local = at.astimezone(ZoneInfo("Asia/Shanghai"))
        found = Due(at, local, "weekly", "小明", "lark", "ou_1", "weekly:2026-W15:7")
        assert as_line(found) == "2026-04-06 09:00 CST  weekly  小明 (lark:ou_1)"
        line = json.loads(as_json_line(found))
        assert (line["at"], line["local"]) == (
            "2026-04-06T01:00:00+00:00",
            "2026-04-06T09:00:00+08:00",
        )
        assert line["person"] == {"name": "小明", "platform": "lark", "external_id": "ou_1"}
        assert (line["kind"], line["key"]) == ("weekly", "weekly:2026-W15:7")


def test_requeue_says_what_went_back(capsys: pytest.CaptureFixture[str]) -> None:
    run("migrate")
    capsys.readouterr()
    assert run("requeue", "--dry-run") == 0
    assert capsys.readouterr().out == "0 would go back into the queue\n"
    assert run("requeue", "--since", "yesterday") == 2
    assert "2026-04-06T09:00" in capsys.readouterr().err


def test_backup_writes_the_file_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run("migrate")
    assert run("backup", "copy.db") == 0
    assert (tmp_path / "copy.db").stat().st_size > 0
    assert run("backup", "copy.db") == 1
    assert "--force" in capsys.readouterr().err
    assert run("backup", "copy.db", "--force") == 0


def test_manifests_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("manifest", "slack", "--url", "https://okr.example.com") == 0
    assert "https://okr.example.com/slack/events" in capsys.readouterr().out
    assert run("manifest", "slack", "--url", "okr.example.com") == 1
    assert "https://" in capsys.readouterr().err
    assert run("manifest", "lark") == 0
    assert json.loads(capsys.readouterr().out)


class TestDemo:
    def test_it_says_where_the_page_is_and_ends_cleanly(self, tmp_path: Path) -> None:
        process = okrbot(tmp_path, "demo", "--port", "0", "--database", "my demo.db")
        bound = threading.Timer(90, process.kill)
        bound.start()
        assert process.stdout is not None
        line = process.stdout.readline()
        address = next((word for word in line.split() if word.startswith("http://")), "")
        assert address, process.communicate()
        with urllib.request.urlopen(f"{address}/readyz", timeout=30) as answer:
            assert json.load(answer)["ready"] is True
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
        bound.cancel()
        assert process.returncode == 0
        assert "Traceback" not in said
        assert (tmp_path / "my demo.db").exists()

    def test_a_port_in_use_names_the_option(self, tmp_path: Path) -> None:
        with closing(listen("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            process = okrbot(tmp_path, "demo", "--port", str(port))
            _, said = process.communicate(timeout=90)
        assert process.returncode == 1
        assert f"127.0.0.1:{port}" in said
        assert "okrbot demo --port" in said
        assert "Traceback" not in said
