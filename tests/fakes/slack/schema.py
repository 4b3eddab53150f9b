"""Rules for JSON whose shape is fixed: each yields Slack's words for what it refuses."""

from collections.abc import Callable, Iterator, Mapping, Sequence

Rule = Callable[[object, str], Iterator[str]]
"""Takes a value and its JSON pointer, yields what is wrong with it."""


def wrong(words: str, path: str) -> str:
    """A finding as Slack writes it."""
    return f"{words} [json-pointer:{path}]"


def string(most: int, least: int = 1) -> Rule:
    """A string of `least` to `most` characters."""

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield wrong("must be a string", path)
        elif len(value) > most:
            yield wrong(f"must be less than {most + 1} characters", path)
        elif len(value) < least:
            yield wrong(f"must be more than {least - 1} characters", path)

    return check


def matching(test: Callable[[str], bool], words: str, most: int = 3000) -> Rule:
    """A string that passes a test; `words` say what it must be."""
    length = string(most)

    def check(value: object, path: str) -> Iterator[str]:
        yield from length(value, path)
        if isinstance(value, str) and value and not test(value):
            yield wrong(words, path)

    return check


def integer(least: int, most: int) -> Rule:
    """A whole number within bounds."""

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield wrong("must be an integer", path)
        elif not least <= value <= most:
            yield wrong(f"must be from {least} to {most}", path)

    return check


def boolean(value: object, path: str) -> Iterator[str]:
    """true or false."""
    if not isinstance(value, bool):
        yield wrong("must be a boolean", path)


def anything(_value: object, _path: str) -> Iterator[str]:
    """Whatever there is."""
    return iter(())


def one_of(*known: str) -> Rule:
    """One of several words."""

    def check(value: object, path: str) -> Iterator[str]:
        if value not in known:
            yield wrong(f"must be one of {', '.join(known)}", path)

    return check


def array(item: Rule, most: int, least: int = 1) -> Rule:
    """A list of `least` to `most` items."""

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield wrong("must be an array", path)
            return
        if len(value) > most:
            yield wrong(f"no more than {most} items allowed", path)
        if len(value) < least:
            yield wrong(f"no less than {least} items allowed", path)
        for place, each in enumerate(value):
            yield from item(each, f"{path}/{place}")

    return check


def record(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    also: Sequence[Rule] = (),
) -> Rule:
    """An object of these properties and no others; `type` is checked by `tagged`."""
    known = {**required, **(optional or {})}

    def check(value: object, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield wrong("must be an object", path)
            return
        for name in required:
            if name not in value:
                yield wrong(f"missing required field: {name}", path)
        for name, inner in value.items():
            if name in known:
                yield from known[name](inner, f"{path}/{name}")
            elif name != "type":
                yield wrong(f"additional property: {name}", path)
        for rule in also:
            yield from rule(value, path)

    return check


def tagged(variants: Mapping[str, Rule]) -> Rule:
    """An object whose `type` names the rule it follows."""

    def check(value: object, path: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in variants:
            yield wrong(f"unsupported type: {kind}", f"{path}/type")
        else:
            yield from variants[kind](value, path)

    return check
