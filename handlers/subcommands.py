"""The second word of a command (`team create`, `周期新建`): from what is typed to what is meant."""

import unicodedata
from collections.abc import Mapping
from typing import TypeVar

_T = TypeVar("_T")

_ENDS_WORD = frozenset(" \t\n:：,，")
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"


def take(text: str, table: Mapping[str, _T], *, joined: bool = True) -> tuple[_T | None, str]:
    """What the text begins with, and what follows it; (None, the text) for nothing known.

    The table's names are in lower case; the longest wins. Chinese names need no space after them
    unless `joined` is false.
    """
    text = text.strip()
    for name in sorted(table, key=len, reverse=True):
        head, rest = text[: len(name)], text[len(name) :]
        if unicodedata.normalize("NFKC", head).casefold() != name:
            continue
        is_joined = joined and _FIRST_HAN <= name[-1] <= _LAST_HAN
        if not rest or rest[0] in _ENDS_WORD or is_joined:
            return table[name], rest.strip("".join(_ENDS_WORD))
    return None, text
