"""Whether every catalogue says everything the code says; with `--update` new texts are added."""

import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from tools.messages import Found, Key, find_messages

ROOT = Path(__file__).parent.parent
CATALOGUES = ROOT / "chat" / "locales"


def main() -> None:
    """Check all catalogues, or bring them up to date first."""
    found = find_messages(ROOT)
    problems = list(found.problems)
    files = sorted(CATALOGUES.glob("*.po"))
    for file in files:
        if "--update" in sys.argv[1:]:
            file.write_bytes(updated(file.read_bytes(), found))
        problems += [f"{file.name}: {problem}" for problem in check(file.read_bytes(), found)]
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(found.places)} texts, complete in {len(files)} catalogue(s) beside English")


def check(source: bytes, found: Found) -> Iterator[str]:
    """What is missing, unsure, unused or with other placeholders in a catalogue's file."""
    entries = _entries(source)
    for key in found.places:
        entry = entries.get(key)
        if entry is None or not all(_translations(entry)):
            yield f"no translation of {key.one!r}"
        elif entry.fuzzy:
            yield f"unsure (fuzzy) translation of {key.one!r}"
        else:
            yield from _wrong_placeholders(key, entry)
    for key in entries.keys() - found.places.keys():
        yield f"nothing says {key.one!r} any more"


def updated(source: bytes, found: Found) -> bytes:
    """The catalogue's file with new texts in, unused ones out, in the order of the code.

    There are no line numbers and no dates in it, so that it changes only with the texts.
    """
    old = read_po(BytesIO(source))
    entries = _entries(source)
    new = Catalog(locale=old.locale)
    for key, files in found.places.items():
        entry = entries.get(key)
        new.add(
            (key.one, key.many) if key.many else key.one,
            entry.string if entry else "",
            locations=[(file, 0) for file in files],
            flags={"fuzzy"} if entry and entry.fuzzy else set(),
            user_comments=entry.user_comments if entry else (),
        )
    body = BytesIO()
    write_po(body, new, width=100, omit_header=True, include_lineno=False)
    return _header(old).encode() + body.getvalue()


def _header(catalogue: Catalog) -> str:
    lines = (
        f"Language: {catalogue.locale_identifier}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalogue.plural_forms}",
    )
    quoted = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{quoted}\n'


def _entries(source: bytes) -> Mapping[Key, Message]:
    entries = {}
    for entry in read_po(BytesIO(source)):
        if entry.id:
            one, many = (entry.id, "") if isinstance(entry.id, str) else entry.id
            entries[Key(one, many)] = entry
    return entries


def _translations(entry: Message) -> tuple[str, ...]:
    string = entry.string
    return (string,) if isinstance(string, str) else tuple(string or ("",))


def _wrong_placeholders(key: Key, entry: Message) -> Iterator[str]:
    allowed = _placeholders(key.one) | _placeholders(key.many)
    # A singular may say "one" instead of {count}.
    needed = allowed - {"count"} if key.many else allowed
    for translation in _translations(entry):
        try:
            given = _placeholders(translation)
        except ValueError as error:
            yield f"{translation!r} is no format: {error}"
            continue
        for name in sorted(needed - given):
            yield f"{translation!r} lacks {{{name}}}"
        for name in sorted(given - allowed):
            yield f"{translation!r} has {{{name}}}, which its source has not"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


if __name__ == "__main__":
    main()
