"""What a person types after `/okr`: verb and rest, ids, people, and the lines of a new OKR."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chat.events import CommandGiven, Mention
from chat.text import split_mentions
from okr.ids import KeyResultId, ObjectiveId, parse

_SPACES = re.compile(r"\s+")
_HAN_START = re.compile(r"[\u3400-\u9fff]")
_OBJECTIVE_LABEL = re.compile(r"^(?:[oO]|目标|objective)\s*\d{0,2}\s*[:：]\s*", re.IGNORECASE)
_BULLET = re.compile(
    r"^(?:(?:kr|关键结果)\s*(?:\d{0,4}(?:\.\d{1,3})?|[一二三四五六七八九十]{1,3})\s*[:：、]\s*"
    r"|kr\s*\d{0,2}\.\s+"
    r"|[-–—•·*●▪‣]\s+|[-•·●▪‣](?=\D)|[(（]?\d{1,2}[.)、）]\s*(?!\d))",
    re.IGNORECASE,
)
_INLINE_KEY_RESULT = re.compile(r"(?<![\w.])(?=KR\s*\d{0,2}\s*[:：])", re.IGNORECASE)
_NAME_WORD = r"[^\s@＠,，。;；:：()（）!！?？、]{1,60}"
_NAME = re.compile(rf"(?<![\w.])[@＠]({_NAME_WORD})(?: ({_NAME_WORD}))?")


_ID_JOINED = re.compile(r"(?:o\d+|kr\d+\.\d+)(?=[\u3400-\u9fff])", re.IGNORECASE | re.ASCII)
"""An id with Chinese words right behind it, as in "O12到 2027 Q1"."""
_AROUND_IDS = " :,.;!?、。，：；！？“”‘’\"'()（）「」"


@dataclass(frozen=True, slots=True)
class Words:
    """The rest of a command after its verb, mentions still standing in it as tokens."""

    text: str
    mentions: tuple[Mention, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    aloud: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def plain(self) -> str:
        """The words with mentions as `@name`."""
        return "".join(
            part if isinstance(part, str) else f"@{self._name(part)}"
            for part in split_mentions(self.text)
        )

    def _name(self, index: int) -> str:
        return self.mentions[index].name if index < len(self.mentions) else "?"

    def named(self, text: str) -> "Words":
        """The same command with other words."""
        return replace(self, text=text.strip())

    def take_id(self) -> tuple[ObjectiveId | KeyResultId | None, "Words"]:
        """An id at the beginning, and what follows it."""
        head, _, rest = _split_once(self.text)
        found = parse(unicodedata.normalize("NFKC", head).strip(_AROUND_IDS))
        if found is None:
            # "O 12" and "KR 12.2" are written by hand now and then.
            second, _, after = _split_once(rest)
            if head.casefold() in ("o", "kr"):
                found = parse(unicodedata.normalize("NFKC", head + second))
                rest = after
            elif joined := _ID_JOINED.match(self.text):
                found, rest = parse(joined[0]), self.text[joined.end() :]
        return (found, self.named(rest)) if found else (None, self)

    def take_word(self) -> tuple[str, "Words"]:
        """The first word, and what follows it."""
        head, _, rest = _split_once(self.text)
        return head, self.named(rest)

    def lines(self) -> list["Words"]:
        """One Words for each line that says something; KR labels within a line begin a new one."""
        pieces = [
            piece for line in self.text.splitlines() for piece in _INLINE_KEY_RESULT.split(line)
        ]
        return [self.named(piece) for piece in pieces if piece.strip()]


def _split_once(text: str) -> tuple[str, str, str]:
    found = _SPACES.search(text)
    if not found:
        return text, "", ""
    return text[: found.start()], found.group(), text[found.end() :]


def words_of(event: CommandGiven) -> Words:
    """The command's words, `/okr` or `okr` in front of them left out."""
    text = re.sub(r"^[/／]?okr(?=\s|$)", "", event.text.strip(), flags=re.IGNORECASE).strip()
    return Words(text, event.mentions, event.channels, event.aloud)


def split_verb(words: Words, names: Sequence[str]) -> tuple[str | None, Words, str]:
    """The known verb at the beginning, the words after it, and the word that stood there.

    `names` are all verbs and aliases in lower case. Chinese verbs need no space after them.
    """
    head, rest = words.take_word()
    folded = unicodedata.normalize("NFKC", head).casefold().rstrip(":：")
    if folded in names:
        return folded, words.named(rest.text.lstrip(":：")), head
    whole = unicodedata.normalize("NFKC", words.text[:20]).casefold()
    for name in sorted(names, key=len, reverse=True):
        if _HAN_START.match(name) and whole.startswith(name):
            return name, words.named(words.text[len(name) :].lstrip(" :：")), name
    return None, rest, head


def without_bullet(line: Words) -> Words:
    """A line without its `-`, `•`, `1.`, `KR1:` or `O:`."""
    text = _OBJECTIVE_LABEL.sub("", line.text, count=1)
    return line.named(_BULLET.sub("", text, count=1))


def typed_names(text: str) -> list[tuple[int, str, str]]:
    """Every `@name` in a text: where it begins, its one word, and it with the next word."""
    return [
        (found.start(), found[1], f"{found[1]} {found[2]}" if found[2] else found[1])
        for found in _NAME.finditer(text)
    ]
