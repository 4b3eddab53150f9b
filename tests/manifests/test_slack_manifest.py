"""The Slack manifest is one that Slack takes, in both variants."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from bot.slack.doctor import CORE_SCOPES, IN_MANIFEST, OPTIONAL_SCOPES
from bot.slack.manifest import PLACEHOLDER, manifest

DATA = Path(__file__).parents[3] / "shared" / "data"
SCHEMAS = "https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/"
OWN = "https://okr.example.org"


def parsed(url: str | None) -> dict[str, object]:
    found = yaml.safe_load(manifest(url))
    assert isinstance(found, dict)
    return found


def at(tree: object, *path: str) -> object:
    for name in path:
        assert isinstance(tree, Mapping)
        tree = tree.get(name)
    return tree


def shared(name: str) -> dict[str, object]:
    """One of Slack's published files."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the project")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("url", [None, OWN])
def test_it_validates_against_the_official_schema(url: str | None) -> None:
    registry: Registry[bool | Mapping[str, object]] = Registry().with_resources(
        (SCHEMAS + name, Resource.from_contents(shared(name), DRAFT7))
        for name in ("manifest.schema.1.0.0.json", "manifest.schema.2.0.0.json")
    )
    schema = shared("manifest.schema.json")
    validator = Draft7Validator(schema, registry=registry)
    assert [error.message for error in validator.iter_errors(parsed(url))] == []


def test_scopes_and_events_exist_and_events_have_their_scopes() -> None:
    facts = shared("slack-api.json")
    methods, events = facts["methods"], facts["events"]
    assert isinstance(methods, dict)
    assert isinstance(events, dict)
    known = {scope for method in methods.values() for scope in method["bot_scopes"]}
    known |= {scope.replace(".", ":") for scopes in events.values() for scope in scopes}
    scopes = at(parsed(None), "oauth_config", "scopes", "bot")
    assert isinstance(scopes, list)
    assert set(scopes) - {"commands"} <= known
    subscribed = at(parsed(None), "settings", "event_subscriptions", "bot_events")
    assert isinstance(subscribed, list)
    for name in subscribed:
        assert name in events
        assert {scope.replace(".", ":") for scope in events[name]} <= set(scopes)


def test_the_scopes_are_the_core_ones_and_optional_ones_that_say_so() -> None:
    assert at(parsed(None), "oauth_config", "scopes") == {
        "bot": [*CORE_SCOPES, *IN_MANIFEST],
        "bot_optional": list(IN_MANIFEST),
    }
    assert set(IN_MANIFEST) <= OPTIONAL_SCOPES.keys()


def test_the_variant_with_an_address_has_it_everywhere() -> None:
    for url in (OWN, OWN + "/", OWN + "/slack/events"):
        found = parsed(url)
        assert at(found, "settings", "socket_mode_enabled") is False
        assert at(found, "settings", "interactivity", "request_url") == OWN + "/slack/events"
        assert manifest(url).count(OWN + "/slack/events") == 3
        assert PLACEHOLDER not in manifest(url)


def test_the_socket_mode_variant_has_no_address() -> None:
    assert at(parsed(None), "settings", "socket_mode_enabled") is True
    assert "/slack/events" not in manifest(None)


def test_people_and_channels_in_a_command_arrive_as_such() -> None:
    [command] = parsed(None)["features"]["slash_commands"]  # type: ignore[index]
    assert command["command"] == "/okr"
    assert command["should_escape"] is True


@pytest.mark.parametrize("url", ["okr.example.org", "https://a b", 'https://x"\ny: z', ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        manifest(url)
