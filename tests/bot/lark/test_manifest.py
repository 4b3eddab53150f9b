"""What the console imports and what its guide says fit what the code does."""

import json
from importlib.resources import files

from bot.lark.dispatch import KNOWN
from bot.lark.manifest import scopes, tenant_scopes

GUIDE = files("manifests").joinpath("lark.md").read_text(encoding="utf-8")


def test_the_scopes_have_the_consoles_shape() -> None:
    content = json.loads(scopes())
    assert set(content) == {"scopes"}
    assert set(content["scopes"]) == {"tenant", "user"}
    names = content["scopes"]["tenant"]
    assert len(names) == len(set(names)) == len(tenant_scopes())


def test_the_guide_explains_every_scope_and_event() -> None:
    assert not [name for name in tenant_scopes() | KNOWN if f"`{name}`" not in GUIDE]
