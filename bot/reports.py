"""How the command line reads a moment and writes what falls due then."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.failures import WrongArgument
from scheduler.due import Due

_YEARS = range(2000, 2101)


def moment(written: str, zone: str) -> datetime:
    """An ISO 8601 moment, aware; one without an offset is on that zone's clock."""
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise WrongArgument(
            f"{written!r} is no moment; write it like 2026-04-06T09:00 or 2026-04-06T09:00+02:00"
        ) from None
    if read.year not in _YEARS:
        # Nothing is planned there, and the calendar ends a little further on.
        raise WrongArgument(f"{written!r} is too far away; name a moment of this century")
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))


def as_line(found: Due) -> str:
    """One line for people: when on their clock, what, and to whom."""
    local = found.local.strftime("%Y-%m-%d %H:%M %Z")
    return f"{local}  {found.kind}  {found.name} ({found.platform}:{found.external_id})"


def as_json_line(found: Due) -> str:
    """One line for programs."""
    return json.dumps(found.as_json(), ensure_ascii=False)
