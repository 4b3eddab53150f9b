"""Word lists into sets and patterns."""

from collections.abc import Iterable

_VOWELS = "aeiou"


def split(text: str) -> tuple[str, ...]:
    """The words of a list; "_" stands for a space inside an entry."""
    return tuple(word.replace("_", " ") for word in text.split())


def forms(verb: str) -> tuple[str, str, str, str]:
    """A regular English verb: base, third person, past and -ing form."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    past = stem + "ed"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    return verb, third, past, stem + "ing"


def doubled(verb: str) -> tuple[str, str, str, str]:
    """A verb that doubles its last letter: plan, planned, planning."""
    return verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"


def inflected(regular: str, doubling: str = "", irregular: str = "") -> frozenset[str]:
    """Every form of the verbs; the irregular ones are given with all theirs."""
    found = {form for verb in regular.split() for form in forms(verb)}
    found |= {form for verb in doubling.split() for form in doubled(verb)}
    return frozenset(found | set(irregular.split()))


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words (patterns allowed), longest first."""
    return "|".join(sorted(set(words), key=len, reverse=True))


def latin(words: Iterable[str]) -> str:
    """The same for whole words in Latin letters; Chinese may touch them."""
    return rf"(?<![a-z-])(?:{either(words)})(?![a-z])"
