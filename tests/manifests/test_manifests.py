"""What `okrbot manifest` prints is what the platforms take."""

import json
from typing import Any

import pytest
import yaml

import manifests
from manifests import ManifestError


def addresses(manifest: dict[str, Any]) -> list[str | None]:
    settings = manifest["settings"]
    return [
        *(command.get("url") for command in manifest["features"]["slash_commands"]),
        settings["event_subscriptions"].get("request_url"),
        settings["interactivity"].get("request_url"),
    ]


def test_without_an_address_slack_uses_socket_mode() -> None:
    manifest = yaml.safe_load(manifests.slack())
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert set(addresses(manifest)) == {None}


@pytest.mark.parametrize(
    "url",
    [
        "https://okr.example.com",
        "https://okr.example.com/",
        "https://okr.example.com/slack/events",
    ],
)
def test_with_an_address_slack_delivers_there(url: str) -> None:
    manifest = yaml.safe_load(manifests.slack(url))
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert set(addresses(manifest)) == {"https://okr.example.com/slack/events"}


def test_both_ways_ask_for_the_same() -> None:
    ours, theirs = yaml.safe_load(manifests.slack()), yaml.safe_load(manifests.slack("https://a.b"))
    assert ours["oauth_config"] == theirs["oauth_config"]
    assert (
        ours["settings"]["event_subscriptions"]["bot_events"]
        == theirs["settings"]["event_subscriptions"]["bot_events"]
    )


@pytest.mark.parametrize("url", ["okr.example.com", "http://okr.example.com", "https://a b", ""])
def test_an_address_slack_would_refuse_is_refused(url: str) -> None:
    with pytest.raises(ManifestError, match="https://"):
        manifests.slack(url)


def test_larks_scopes_are_json() -> None:
    assert json.loads(manifests.lark())["scopes"]["tenant"]
