"""What was typed into a check-in form and could not be saved yet: kept until it is."""

from collections.abc import Mapping
from typing import Any

from chat.address import Account
from chat.forms import FieldValue
from handlers.context import Context
from storage import settings

KEPT = "checkin.kept"

Typed = Mapping[str, FieldValue]
"""Field name -> what stands in it, of one key result."""


def kept(ctx: Context, week: str) -> dict[int, Typed]:
    """What is kept of this week, by key result."""
    stored = settings.find(ctx.session, ctx.me.workspace_id, KEPT, ctx.me.id) or {}
    if stored.get("week") != week:
        return {}
    return {
        int(id): {name: _read(value) for name, value in typed.items()}
        for id, typed in stored["typed"].items()
    }


def keep(ctx: Context, week: str, typed: Mapping[int, Typed]) -> None:
    """Keep exactly this from now on."""
    if not typed and not settings.find(ctx.session, ctx.me.workspace_id, KEPT, ctx.me.id):
        return
    stored = {
        "week": week,
        "typed": {
            str(id): {name: _written(value) for name, value in fields.items()}
            for id, fields in typed.items()
        },
    }
    value = stored if typed else None
    settings.put(ctx.session, ctx.me.workspace_id, KEPT, value, ctx.me.id)


def _written(value: FieldValue) -> object:
    if isinstance(value, tuple):
        return [
            {"account": [each.platform, each.tenant, each.id]}
            if isinstance(each, Account)
            else each
            for each in value
        ]
    return value


def _read(stored: Any) -> FieldValue:
    if isinstance(stored, list):
        accounts = [Account(*each["account"]) for each in stored if isinstance(each, dict)]
        return tuple(accounts) or tuple(str(each) for each in stored)
    return stored if isinstance(stored, bool) else str(stored)
