"""The scopes that the app asks for, as the console's bulk import takes them."""

import json
from importlib.resources import files


def scopes() -> str:
    """The JSON to paste into *Permissions & Scopes* → *Batch import*."""
    return files("manifests").joinpath("lark-scopes.json").read_text(encoding="utf-8")


def tenant_scopes() -> frozenset[str]:
    """The names of the scopes that the app asks for."""
    return frozenset(json.loads(scopes())["scopes"]["tenant"])
