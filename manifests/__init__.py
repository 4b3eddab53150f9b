"""What Slack and Lark must be told to install the bot, and how a system keeps it running."""

import re
from importlib.resources import files

SLACK_PATH = "/slack/events"
"""Where Slack delivers everything in HTTP mode."""

_EXAMPLE = "https://okrbot.example.com"
"""The address in the file, which is for HTTP as it stands."""


class ManifestError(Exception):
    """The manifest cannot be given for this address; the message says why."""


def slack(url: str | None = None) -> str:
    """Slack's app manifest: for Socket Mode, or with the service's public address for HTTP."""
    manifest = _read("slack.yaml")
    if url is None:
        return _over_socket(manifest)
    if not re.fullmatch(r"https://[^\s/\"'#]+(/[^\s\"'#]*)?", url):
        raise ManifestError("--url must be the public address, such as https://okr.example.com")
    return manifest.replace(_EXAMPLE, url.rstrip("/").removesuffix(SLACK_PATH))


def lark() -> str:
    """Lark's scopes, as the developer console imports them in bulk."""
    return _read("lark-scopes.json")


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _over_socket(manifest: str) -> str:
    # Edited as text, so that order and comments stay.
    kept = [line for line in manifest.splitlines() if _EXAMPLE not in line]
    return "\n".join(kept).replace("socket_mode_enabled: false", "socket_mode_enabled: true") + "\n"
