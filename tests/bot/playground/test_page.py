"""The page's files: what can be said of them without a browser."""

import re
from pathlib import Path

import pytest

from bot.playground import connect, receive

PAGE = Path(connect.__file__).parent / "page"
MODULES = sorted(PAGE.glob("*.js"))
FILES = sorted(each for each in PAGE.iterdir() if each.is_file())


def words(language: str) -> dict[str, str]:
    source = (PAGE / "words.js").read_text(encoding="utf-8")
    body = source.split(f"export const {language} = {{", 1)[1].split("\n};", 1)[0]
    return dict(re.findall(r'^  (\w+): "(.*)",$', body, re.MULTILINE))


def test_both_languages_say_everything() -> None:
    english, chinese = words("english"), words("chinese")
    assert english.keys() == chinese.keys()
    assert len(english) > 60
    for key, saying in english.items():
        holes = set(re.findall(r"{\w+}", saying))
        assert set(re.findall(r"{\w+}", chinese[key])) == holes, key


def test_every_word_that_is_used_is_there_and_every_word_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in FILES if path.name != "words.js"]
    used = set(re.findall(r'(?:word\(|data-word=)"(\w+)"', "".join(sources)))
    assert used <= words("english").keys()
    backend = "".join(path.read_text("utf-8") for path in PAGE.parent.glob("*.py"))
    said = "".join(sources) + backend + "theme_auto theme_dark theme_light"
    assert [key for key in words("english") if not re.search(rf"\b{key}\b", said)] == []


def test_every_refusal_has_words() -> None:
    backend = "".join(path.read_text("utf-8") for path in PAGE.parent.glob("*.py"))
    codes = set(re.findall(r'Refused\("(\w+)"', backend))
    assert len(codes) >= 6
    assert codes <= words("english").keys()
    assert issubclass(receive.Refused, Exception)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.name))
def test_no_module_reads_mark_up_or_runs_text(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert forbidden not in source
    assert len(source.splitlines()) < 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    source = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|@import|url\(", source)


def test_the_page_has_no_inline_script_or_style() -> None:
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert "<style" not in html
    assert not re.search(r"\s(style|on\w+)=", html)
