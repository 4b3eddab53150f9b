"""The Slack app manifest, for HTTP with the program's own address or for Socket Mode."""

import re
from importlib.resources import files

PLACEHOLDER = "https://okrbot.example.com/slack/events"
_PATH = "/slack/events"
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/%\[\]-]+")


def manifest(url: str | None) -> str:
    """The manifest as YAML. `url` is where the program is reached, with or without the path;
    None gives Socket Mode, which needs no address. Raises ValueError for what is no address."""
    template = files("manifests").joinpath("slack.yaml").read_text(encoding="utf-8")
    if url is None:
        kept = [line for line in template.splitlines(keepends=True) if PLACEHOLDER not in line]
        return "".join(kept).replace("socket_mode_enabled: false", "socket_mode_enabled: true")
    if _ADDRESS.fullmatch(url) is None:
        raise ValueError(f"{url!r} is not an address such as https://okr.example.com")
    return template.replace(PLACEHOLDER, url.rstrip("/").removesuffix(_PATH) + _PATH)
