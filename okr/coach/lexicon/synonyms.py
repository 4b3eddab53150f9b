"""Words that goals use for the same thing, so that a copy is seen behind another word."""

_GROUPS = (
    "customer client account buyer shopper",
    "employee staff colleague",
    "revenue sales turnover",
    "sign win land acquire close",
    "deliver ship",
    "cost spend expense",
    "partner reseller distributor",
    "defect bug error fault",
    "quick fast",
)
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST = 3


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _SHORTEST:
            return word.removesuffix(ending)
    return word


_SAME = {_stem(word): _stem(group.split()[0]) for group in _GROUPS for word in group.split()}


def stem(word: str) -> str:
    """An English word without its ending, and one of several words for the same thing."""
    found = _stem(word)
    return _SAME.get(found, found)
