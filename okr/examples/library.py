"""The library: one TOML file a topic in `data/`, read once, on first use.

A file's name is the topic's stable key. It holds `kind` ("industry" or "function"), `place` (where
the topic stands in a list), `[names]` with a list for each language (the name people see first,
then other words for it), and for each language one `[[en]]`, `[[zh]]` … table an objective with its
`key_results`. What a reader must replace is written `xx`, who should help `@role`. A new file or a
new language in the files needs no code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

TopicKind = Literal["industry", "function"]

#: The language that every file has, and that others fall back to.
SOURCE_LANGUAGE = "en"

_KINDS: tuple[TopicKind, ...] = ("industry", "function")


@dataclass(frozen=True, slots=True)
class Example:
    """An objective with its key results, as a person would type them; `topic` is a topic's key."""

    topic: str
    objective: str
    key_results: tuple[str, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Topic:
    """An industry or a function; `names` holds, by language, its name and then other words."""

    key: str
    kind: TopicKind
    names: Mapping[str, tuple[str, ...]]

    def name(self, lang: str) -> str:
        """The name to show, in English where the language has none."""
        return self.names.get(lang, self.names[SOURCE_LANGUAGE])[0]


def topics() -> tuple[Topic, ...]:
    """All topics, industries first, in the order of their `place`."""
    return tuple(topic for topic, _ in _library().values())


def examples(topic_key: str, lang: str) -> tuple[Example, ...]:
    """The topic's examples in the language ("en", "zh"), in English where there are none.

    A key without a topic gives none: a button may be older than the library.
    """
    if topic_key not in _library():
        return ()
    _, by_language = _library()[topic_key]
    return by_language.get(lang) or by_language[SOURCE_LANGUAGE]


def all_examples(topic_key: str) -> tuple[Example, ...]:
    """The topic's examples in every language."""
    _, by_language = _library()[topic_key]
    return tuple(example for found in by_language.values() for example in found)


@cache
def _library() -> Mapping[str, tuple[Topic, Mapping[str, tuple[Example, ...]]]]:
    # Imported here because most runs of the program never look at an example.
    import tomllib
    from importlib.resources import files

    placed = []
    for file in files(__package__).joinpath("data").iterdir():
        if file.name.endswith(".toml"):
            key = file.name.removesuffix(".toml")
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            topic, by_language = read_topic(key, content)
            placed.append((_KINDS.index(topic.kind), content["place"], key, topic, by_language))
    placed.sort(key=lambda entry: entry[:3])
    return MappingProxyType({entry[2]: (entry[3], entry[4]) for entry in placed})


def read_topic(
    key: str, content: Mapping[str, object]
) -> tuple[Topic, Mapping[str, tuple[Example, ...]]]:
    """A file's topic and its examples by language; ValueError names what is wrong with the file."""
    match content:
        case {"kind": "industry" | "function" as kind, "place": int(), "names": dict(names)}:
            topic = Topic(
                key, kind, MappingProxyType({lang: tuple(words) for lang, words in names.items()})
            )
        case _:
            raise ValueError(f"examples/data/{key}.toml: kind, place or names are missing")
    by_language = {lang: _examples(key, lang, content.get(lang)) for lang in topic.names}
    return topic, MappingProxyType(by_language)


def _examples(key: str, lang: str, tables: object) -> tuple[Example, ...]:
    found = []
    for table in tables if isinstance(tables, list) else ():
        match table:
            case {"objective": str(objective), "key_results": [*key_results]}:
                found.append(Example(key, objective, tuple(map(str, key_results)), lang))
            case _:
                raise ValueError(f"examples/data/{key}.toml: a table [[{lang}]] is not complete")
    if not found:
        raise ValueError(f"examples/data/{key}.toml: no examples for {lang}")
    return tuple(found)
