"""Where the time goes: a profile summed up by part of the program."""

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

_PARTS: tuple[tuple[str, str], ...] = (
    ("slack_bolt", "Bolt"),
    ("slack_sdk", "Bolt"),
    ("sqlalchemy", "SQLAlchemy"),
    ("sqlmodel", "SQLAlchemy"),
    ("pydantic", "pydantic"),
    ("babel", "Babel"),
    ("bot/slack/", "Slack adapter and drawing"),
    ("handlers/views/", "views"),
    ("handlers/", "handlers"),
    ("storage/", "queries"),
    ("chat/", "vocabulary"),
    ("okr/", "rules"),
    ("scheduler/", "scheduler"),
)
_DATABASE = "the database itself"
_REST = "the rest"

_Function = tuple[str, int, str]


def shares(work: Callable[[], object]) -> Sequence[str]:
    """Per cent of the time of `work` by part, largest first.

    A profiler slows calls of small functions down most, so these are shares, not times.
    """
    profile = cProfile.Profile()
    profile.enable()
    work()
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    times = _by_part(stats)
    whole = sum(times.values()) or 1.0
    ordered = sorted(times.items(), key=lambda item: -item[1])
    shown = [f"{part} {time / whole:.0%}" for part, time in ordered if time / whole >= 0.01]
    return ["where the time goes (profiled): " + ", ".join(shown)]


def _by_part(stats: Mapping[_Function, tuple[object, ...]]) -> Mapping[str, float]:
    times: defaultdict[str, float] = defaultdict(float)
    for function, (_, _, own, _, callers) in stats.items():
        if not function[0].startswith("~") or "sqlite3" in function[2]:
            times[_part(function)] += float(own)  # type: ignore[arg-type]
            continue
        # What is built into Python is the time of whoever calls it.
        assert isinstance(callers, dict)
        for caller, (_, _, part_of_own, _) in callers.items():
            times[_part(caller)] += float(part_of_own)
    return times


def _part(function: _Function) -> str:
    file, _, name = function
    if "sqlite3" in name:
        return _DATABASE
    return next((part for piece, part in _PARTS if piece in file), _REST)
