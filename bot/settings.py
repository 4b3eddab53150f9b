"""The environment, read here and nowhere else; what is wrong with it is named, all at once."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from chat.locales import LANGUAGES, code_for

_ADMIN = re.compile(r"slack:[UW][A-Za-z0-9]+|lark:ou_\S+|playground:\S+")
_DATABASE_ADVICE = "give sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"


class SettingsError(Exception):
    """What is wrong with the environment; `findings` has one line a variable.

    No finding repeats the value of a secret, so they may be printed and logged.
    """

    def __init__(self, *findings: str) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


class Settings(BaseSettings):
    """Every variable of the outside contract, by its name in lower case.

    Each value is well-formed by itself; `load_settings` also finds half-given credentials.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    okrbot_database_url: str = Field(default="sqlite:///okrbot.db", repr=False)
    okrbot_host: str = "127.0.0.1"
    okrbot_port: int = Field(default=8080, ge=0, le=65535)
    okrbot_timezone: str = "UTC"
    okrbot_locale: str = "en"
    okrbot_admins: str = ""

    slack_bot_token: str = Field(default="", repr=False)
    slack_app_token: str = Field(default="", repr=False)
    slack_signing_secret: str = Field(default="", repr=False)
    slack_api_url: str = "https://slack.com/api/"

    lark_app_id: str = ""
    lark_app_secret: str = Field(default="", repr=False)
    lark_encrypt_key: str = Field(default="", repr=False)
    lark_verification_token: str = Field(default="", repr=False)
    lark_mode: str = "ws"
    lark_domain: str = "https://open.feishu.cn"
    lark_email_managed: bool = False

    @field_validator("okrbot_database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        # Hosting services hand out both short forms; without a driver's name SQLAlchemy would
        # look for one that is not installed.
        value = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", value)
        try:
            url = make_url(value)
        except (ArgumentError, ValueError):
            raise ValueError(f"is not a database address; {_DATABASE_ADVICE}") from None
        if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
            raise ValueError(f"names {url.drivername!r}, which is not known; {_DATABASE_ADVICE}")
        if url.drivername.startswith("sqlite") and url.database in (None, "", ":memory:"):
            raise ValueError("names a database in memory, which would be lost; give a file")
        return value

    @field_validator("okrbot_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError):
            raise ValueError(f"{value!r} is not an IANA time zone such as Europe/Berlin") from None
        return value

    @field_validator("okrbot_locale")
    @classmethod
    def _known_locale(cls, value: str) -> str:
        code = code_for(value, default="")
        if not code:
            raise ValueError(f"{value!r} has no catalogue; give one of {', '.join(LANGUAGES)}")
        return code

    @field_validator("okrbot_admins")
    @classmethod
    def _known_admins(cls, value: str) -> str:
        for entry in filter(None, (entry.strip() for entry in value.split(","))):
            if not _ADMIN.fullmatch(entry):
                raise ValueError(
                    f"{entry!r} is nobody's account; give slack:U… or lark:ou_…, commas between"
                )
        return value

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: str) -> str:
        return _token(value, "xoxb-", "the Bot User OAuth Token")

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: str) -> str:
        return _token(value, "xapp-", "the App-Level Token with connections:write")

    @field_validator("slack_api_url")
    @classmethod
    def _slack_address(cls, value: str) -> str:
        return _web_address(value).rstrip("/") + "/"

    @field_validator("lark_domain")
    @classmethod
    def _lark_address(cls, value: str) -> str:
        return _web_address(value).rstrip("/")

    @field_validator("lark_mode")
    @classmethod
    def _known_mode(cls, value: str) -> str:
        if value not in ("ws", "http"):
            raise ValueError("must be ws (long connection) or http (webhook)")
        return value

    @property
    def has_slack(self) -> bool:
        """Whether Slack is configured."""
        return bool(self.slack_bot_token)

    @property
    def has_lark(self) -> bool:
        """Whether Lark is configured."""
        return bool(self.lark_app_id)

    @property
    def admins(self) -> frozenset[tuple[str, str]]:
        """(platform, account id) of everybody OKRBOT_ADMINS names."""
        pairs = (entry.strip().partition(":") for entry in self.okrbot_admins.split(","))
        return frozenset((platform, name) for platform, _, name in pairs if platform)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value given, for the logs to leave out."""
        given = (
            self.slack_bot_token,
            self.slack_app_token,
            self.slack_signing_secret,
            self.lark_app_secret,
            self.lark_encrypt_key,
            self.lark_verification_token,
            str(make_url(self.okrbot_database_url).password or ""),
        )
        return tuple(secret for secret in given if secret)


def load_settings(env_file: str | None = ".env") -> Settings:
    """The settings from the environment and `.env`. Raises SettingsError with every finding."""
    settings, findings = _read(env_file)
    found = [*findings.values()]
    found += [line for names, line in _half_given(settings) if not findings.keys() & names]
    if found:
        raise SettingsError(*found)
    return settings


def demo_settings(database_url: str, port: int) -> Settings:
    """Settings of the demo: on this machine only, and no platform whatever the environment says."""
    nothing = dict.fromkeys(
        (
            "okrbot_admins",
            "slack_bot_token",
            "slack_app_token",
            "slack_signing_secret",
            "lark_app_id",
            "lark_app_secret",
            "lark_encrypt_key",
            "lark_verification_token",
        ),
        "",
    )
    settings, findings = _read(
        ".env",
        okrbot_database_url=database_url,
        okrbot_host="127.0.0.1",
        okrbot_port=port,
        slack_api_url="https://slack.com/api/",
        lark_mode="ws",
        lark_domain="https://open.feishu.cn",
        **nothing,
    )
    if findings:
        raise SettingsError(*findings.values())
    return settings


def _read(env_file: str | None, **fixed: object) -> tuple[Settings, dict[str, str]]:
    """The settings, wrong ones at their defaults, and what is wrong by the field's name."""
    try:
        return _settings(env_file, fixed), {}
    except ValidationError as error:
        findings = {
            str(detail["loc"][0]): f"{str(detail['loc'][0]).upper()} {_words(detail['msg'])}"
            for detail in error.errors(include_input=False, include_url=False)
        }
    defaults = {name: Settings.model_fields[name].default for name in findings}
    return _settings(env_file, {**fixed, **defaults}), findings


def _settings(env_file: str | None, fixed: dict[str, object]) -> Settings:
    try:
        return Settings(_env_file=env_file, **fixed)  # type: ignore[arg-type]  # checked by pydantic
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read: {error}") from error


def _words(pydantic_says: str) -> str:
    if pydantic_says.startswith("Value error, "):
        return pydantic_says.removeprefix("Value error, ")
    if "boolean" in pydantic_says:
        return "must be true or false"
    return "must be a whole number from 0 to 65535"


def _token(value: str, begins: str, name: str) -> str:
    if value and not value.startswith(begins):
        raise ValueError(f"must be {name}, which begins with {begins}")
    if any(character.isspace() for character in value):
        raise ValueError("has a space or a line break inside")
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise ValueError(f"{value!r} is not an address that begins with https://")
    return value


def _half_given(settings: Settings) -> Iterator[tuple[set[str], str]]:
    """Credentials that miss their other half: the fields concerned, and what to do."""
    given = {name for name in Settings.model_fields if getattr(settings, name)}
    if settings.slack_bot_token and not given & {"slack_app_token", "slack_signing_secret"}:
        yield (
            {"slack_bot_token", "slack_app_token", "slack_signing_secret"},
            "SLACK_BOT_TOKEN is set; also set SLACK_APP_TOKEN (Socket Mode)"
            " or SLACK_SIGNING_SECRET (HTTP)",
        )
    for name in ("slack_app_token", "slack_signing_secret"):
        if name in given and not settings.slack_bot_token:
            yield (
                {name, "slack_bot_token"},
                f"SLACK_BOT_TOKEN is missing, while {name.upper()} is set",
            )
    lark = ("lark_app_id", "lark_app_secret")
    rest = ("lark_encrypt_key", "lark_verification_token")
    for name in lark:
        others = [other for other in (*lark, *rest) if other != name and other in given]
        if name not in given and others:
            names = " and ".join(other.upper() for other in others)
            verb = "is" if len(others) == 1 else "are"
            yield {name, *others}, f"{name.upper()} is missing, while {names} {verb} set"
    if settings.lark_mode == "http" and "lark_app_id" in given and not given & {*rest}:
        yield (
            {"lark_mode", *rest},
            "LARK_MODE is http; also set LARK_ENCRYPT_KEY (advised) or LARK_VERIFICATION_TOKEN,"
            " or deliveries could come from anybody",
        )
