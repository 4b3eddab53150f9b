"""What is wrong with the environment is named, all of it at once, and never a secret's value."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, demo_settings, load_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def findings(monkeypatch: pytest.MonkeyPatch, **variables: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **variables)
    return caught.value.findings


def test_an_empty_environment_gives_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch)
    assert settings.okrbot_database_url == "sqlite:///okrbot.db"
    assert (settings.okrbot_host, settings.okrbot_port) == ("127.0.0.1", 8080)
    assert (settings.has_slack, settings.has_lark, settings.admins) == (False, False, frozenset())


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, OKRBOT_PORT="", OKRBOT_TIMEZONE="").okrbot_port == 8080


def test_a_file_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("OKRBOT_PORT=9000\nOKRBOT_LOCALE=zh-CN\n", encoding="utf-8")
    settings = load(monkeypatch, OKRBOT_PORT="9001")
    assert (settings.okrbot_port, settings.okrbot_locale) == (9001, "zh")


def test_a_file_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes(b"OKRBOT_LOCALE=\xff\xfe\n")
    assert ".env" in findings(monkeypatch)[0]


@pytest.mark.parametrize(
    "credentials",
    [
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"},
        {"LARK_APP_ID": "cli_1", "LARK_APP_SECRET": "s"},
        {
            "LARK_APP_ID": "cli_1",
            "LARK_APP_SECRET": "s",
            "LARK_MODE": "http",
            "LARK_ENCRYPT_KEY": "k",
        },
        {"LARK_APP_ID": "c", "LARK_APP_SECRET": "s", "LARK_DOMAIN": "http://127.0.0.1:1234/"},
    ],
)
def test_whole_credentials_are_accepted(
    monkeypatch: pytest.MonkeyPatch, credentials: dict[str, str]
) -> None:
    settings = load(monkeypatch, **credentials)
    assert settings.has_slack or settings.has_lark


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (
            {"SLACK_BOT_TOKEN": "xoxb-1"},
            {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"},
        ),
        ({"SLACK_APP_TOKEN": "xapp-1"}, {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}),
        ({"SLACK_SIGNING_SECRET": "s"}, {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"}),
        ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xapp-1"}, {"SLACK_BOT_TOKEN", "xoxb-"}),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"}, {"SLACK_APP_TOKEN", "xapp-"}),
        ({"SLACK_BOT_TOKEN": "xoxb-1 2", "SLACK_APP_TOKEN": "xapp-1"}, {"SLACK_BOT_TOKEN"}),
        ({"LARK_APP_ID": "cli_1"}, {"LARK_APP_ID", "LARK_APP_SECRET"}),
        ({"LARK_APP_SECRET": "s"}, {"LARK_APP_ID", "LARK_APP_SECRET"}),
        ({"LARK_ENCRYPT_KEY": "s"}, {"LARK_APP_ID", "LARK_APP_SECRET", "LARK_ENCRYPT_KEY"}),
        (
            {"LARK_APP_ID": "cli_1", "LARK_APP_SECRET": "s", "LARK_MODE": "http"},
            {"LARK_MODE", "LARK_ENCRYPT_KEY", "LARK_VERIFICATION_TOKEN"},
        ),
        ({"LARK_MODE": "websocket"}, {"LARK_MODE", "ws", "http"}),
        ({"LARK_DOMAIN": "open.feishu.cn"}, {"LARK_DOMAIN", "https://"}),
        ({"SLACK_API_URL": "slack"}, {"SLACK_API_URL", "https://"}),
        ({"OKRBOT_PORT": "eighty"}, {"OKRBOT_PORT", "65535"}),
        ({"OKRBOT_PORT": "65536"}, {"OKRBOT_PORT", "65535"}),
        ({"OKRBOT_TIMEZONE": "Mars/Olympus"}, {"OKRBOT_TIMEZONE", "Europe/Berlin"}),
        ({"OKRBOT_TIMEZONE": "../../etc/passwd"}, {"OKRBOT_TIMEZONE"}),
        ({"OKRBOT_LOCALE": "tlh"}, {"OKRBOT_LOCALE", "en", "zh"}),
        ({"OKRBOT_ADMINS": "slack:U1, anna"}, {"OKRBOT_ADMINS", "anna", "slack:U"}),
        ({"OKRBOT_ADMINS": "teams:U1"}, {"OKRBOT_ADMINS", "teams:U1"}),
        ({"OKRBOT_DATABASE_URL": "okrbot.db"}, {"OKRBOT_DATABASE_URL", "sqlite:///"}),
        ({"OKRBOT_DATABASE_URL": "mysql://h/d"}, {"OKRBOT_DATABASE_URL", "mysql"}),
        ({"OKRBOT_DATABASE_URL": "sqlite://"}, {"OKRBOT_DATABASE_URL", "memory"}),
        ({"OKRBOT_DATABASE_URL": "postgresql+psycopg://h:port/d"}, {"OKRBOT_DATABASE_URL"}),
    ],
)
def test_what_is_wrong_names_the_variable_and_the_way_out(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: set[str]
) -> None:
    said = "\n".join(findings(monkeypatch, **given))
    assert {name for name in named if name not in said} == set()


def test_every_finding_comes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = findings(
        monkeypatch,
        OKRBOT_PORT="x",
        OKRBOT_TIMEZONE="x",
        SLACK_APP_TOKEN="xapp-1",
        LARK_APP_ID="cli_1",
    )
    assert [line.split()[0] for line in said] == [
        "OKRBOT_PORT",
        "OKRBOT_TIMEZONE",
        "SLACK_BOT_TOKEN",
        "LARK_APP_SECRET",
    ]


def test_no_finding_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "hunter2hunter2"
    said = "\n".join(
        findings(
            monkeypatch,
            SLACK_BOT_TOKEN=secret,
            SLACK_APP_TOKEN=secret,
            LARK_APP_SECRET=secret,
            OKRBOT_DATABASE_URL=f"mysql://anna:{secret}@h/d",
        )
    )
    assert secret not in said


def test_nothing_that_shows_settings_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(
        monkeypatch,
        SLACK_BOT_TOKEN="xoxb-hidden",
        SLACK_APP_TOKEN="xapp-hidden",
        OKRBOT_DATABASE_URL="postgresql+psycopg://anna:hidden@h/d",
    )
    assert "hidden" not in repr(settings)
    assert set(settings.secrets) == {"xoxb-hidden", "xapp-hidden", "hidden"}


@pytest.mark.parametrize("short", ["postgres://h/d", "postgresql://h/d"])
def test_the_short_address_of_postgresql_gets_its_driver(
    monkeypatch: pytest.MonkeyPatch, short: str
) -> None:
    settings = load(monkeypatch, OKRBOT_DATABASE_URL=short)
    assert settings.okrbot_database_url == "postgresql+psycopg://h/d"


def test_admins_are_pairs_of_platform_and_account(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, OKRBOT_ADMINS="slack:U1, lark:ou_2,playground:dana,")
    assert settings.admins == {("slack", "U1"), ("lark", "ou_2"), ("playground", "dana")}


def test_the_demo_knows_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "not even a token")
    monkeypatch.setenv("OKRBOT_HOST", "0.0.0.0")
    settings = demo_settings("sqlite:///demo.db", 8765)
    assert (settings.has_slack, settings.has_lark) == (False, False)
    assert settings.okrbot_host == "127.0.0.1"
