"""Another figure in a wording: "20 partners by 31 Dec" with 30 is "30 partners by 31 Dec"."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from okr.quantities.reading import read

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SHARE = re.compile(r"\d ?[/∕] ?\d")
_MOST_DECIMALS = 6


def with_target(wording: str, target: float, today: date) -> str | None:
    """The wording with this target in the place of its own, and nothing else of it changed.

    None where the figure stands elsewhere as well, or in words, or where the new wording would
    be read as anything else.
    """
    before = read(wording, today)
    if before.target is None or before.target == target or not before.spans:
        return None
    start, end = before.spans[0]
    found = _DIGITS.findall(wording[start:end])
    if _SHARE.search(wording) or len(found) != 1 or _DIGITS.findall(wording).count(found[0]) != 1:
        return None
    figure = _figure(found[0], before.target, target)
    if figure is None:
        return None
    changed = wording[:start] + wording[start:end].replace(found[0], figure) + wording[end:]
    after = read(changed, today)
    same = replace(after, target=before.target, spans=before.spans)
    return changed if after.target == target and same == before else None


def _figure(written: str, value: float, target: float) -> str | None:
    """The new figure as the old one is written: its magnitude, decimals and commas."""
    try:
        old = Decimal(written.replace(",", ""))
        new = Decimal(repr(target)) * old / Decimal(repr(value))
    except (InvalidOperation, ZeroDivisionError):
        return None
    decimals = -int(old.as_tuple().exponent)
    while decimals < _MOST_DECIMALS and round(new, decimals) != new:
        decimals += 1
    is_grouped = "," in written or (len(written) < 4 and decimals == 0 and abs(new) >= 10_000)
    return f"{round(new, decimals):,f}" if is_grouped else f"{round(new, decimals):f}"
