"""The check of the catalogues finds what a reader would stumble over."""

from pathlib import Path

import pytest

from tools.check_translations import check, updated
from tools.messages import Found, Key, find_messages

HEADER = b"""msgid ""
msgstr ""
"Language: zh_Hans_CN\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def found(*keys: Key) -> Found:
    return Found({key: ["handlers/x.py"] for key in keys})


def in_code(folder: Path, code: str) -> Found:
    (folder / "handlers").mkdir()
    (folder / "handlers" / "x.py").write_text(code, encoding="utf-8")
    return find_messages(folder, ["handlers"])


@pytest.mark.parametrize(
    ("code", "keys"),
    [
        ("lang.tr('one')", [Key("one")]),
        ("ctx.lang.text('one {who}', who=x)", [Key("one {who}")]),
        ("language('zh').tr('one')", [Key("one")]),
        ("lang.ntr('{count} day', '{count} days', 3)", [Key("{count} day", "{count} days")]),
        ("lang.tr('a' if x else 'b')", [Key("a"), Key("b")]),
        ("raise Invalid(message('one'), field='x')", [Key("one")]),
        ("lang.tr('twice'), lang.tr('twice')", [Key("twice")]),
        ("lang.tr(known)", []),
        ("text('plain words')", []),
        ("payload.text('key')", []),
    ],
)
def test_every_marked_text_is_found(tmp_path: Path, code: str, keys: list[Key]) -> None:
    assert list(in_code(tmp_path, code).places) == keys


@pytest.mark.parametrize(
    "code",
    [
        "from okr.errors import Invalid\nraise Invalid('not marked')",
        "lang.tr(f'{name} is gone')",
    ],
)
def test_a_text_that_hides_is_a_problem(tmp_path: Path, code: str) -> None:
    assert len(in_code(tmp_path, code).problems) == 1


@pytest.mark.parametrize(
    ("entry", "key", "problem"),
    [
        ("", Key("one"), "no translation"),
        ('msgid "one"\nmsgstr ""\n', Key("one"), "no translation"),
        ('#, fuzzy\nmsgid "one"\nmsgstr "一"\n', Key("one"), "fuzzy"),
        ('msgid "{a} b"\nmsgstr "乙"\n', Key("{a} b"), "lacks {a}"),
        ('msgid "b"\nmsgstr "{a} 乙"\n', Key("b"), "has {a}"),
        ('msgid "{a}"\nmsgstr "{a"\n', Key("{a}"), "no format"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(entry: str, key: Key, problem: str) -> None:
    (said,) = check(HEADER + entry.encode(), found(key))
    assert problem in said


def test_an_entry_nobody_uses_is_said() -> None:
    (said,) = check(HEADER + 'msgid "old"\nmsgstr "旧"\n'.encode(), found())
    assert "old" in said


def test_a_complete_catalogue_passes() -> None:
    entries = (
        'msgid "one {a}"\nmsgstr "一 {a}"\n\n'
        'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} 天"\n'
    )
    keys = found(Key("one {a}"), Key("{count} day", "{count} days"))
    assert list(check(HEADER + entries.encode(), keys)) == []


def test_updating_keeps_translations_and_changes_nothing_twice() -> None:
    before = HEADER + 'msgid "old"\nmsgstr "旧"\n\nmsgid "kept"\nmsgstr "留"\n'.encode()
    after = updated(before, found(Key("new"), Key("kept")))
    assert b'msgid "old"' not in after
    assert 'msgid "kept"\nmsgstr "留"'.encode() in after
    assert after.index(b'"new"') < after.index(b'"kept"')
    assert updated(after, found(Key("new"), Key("kept"))) == after
