"""A line as the rules see it: folded, its people and its quantity taken out, its clauses apart."""

import re
from dataclasses import dataclass

from okr.coach.findings import Line
from okr.coach.language import language_of
from okr.coach.lexicon.variants import TO_SIMPLIFIED
from okr.quantities import Quantity, read
from okr.quantities.text import fold, take_people

_LABEL = re.compile(
    r"^[\s>*•·-]*(?:(?:kr|o|目标|关键结果) ?\d{0,2}(?:\.\d)? ?[:：、.)]"
    r"|[(（]?\d{1,2}[.)）、](?=\D))\s*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?<!\d)[,，]|[,，](?!\d)|[;。；、]|[:：](?!\d)|(?<!\d)[:：]|\.(?=\s)|,? and"
    r" (?=[a-z\d$€£¥])|并且?(?!购|发)|同时"
    r"|以及|且"
)
_RESULT = re.compile(
    r"(?<!\d)[,，]|[,，](?!\d)|[;。；]|,? and (?=[a-z\d$€£¥])|并且?(?!购|发)|同时|以及"
)
_BESIDE_HAN = re.compile("(?<=[\u3400-\u9fff,;:、()]) +| +(?=[\u3400-\u9fff])")
_WORD = re.compile(r"[a-z0-9][a-z0-9'&:/-]*")
_ENDS = " \t\r\n.。,，;；!！"


@dataclass(frozen=True, slots=True)
class Reading:
    """`folded` is lower case and half width without labels and people; `said` is the text as it was
    typed without label, people and final punctuation; `words` are the Latin words of `folded`."""

    line: Line
    folded: str
    said: str
    lang: str
    quantity: Quantity
    people: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def is_objective(self) -> bool:
        """Whether it is an objective, not a key result."""
        return self.line.kind == "objective"


def reading_of(line: Line, quantity: Quantity | None = None) -> Reading:
    """Read the line once for all rules; `quantity` saves a second reading where it is known."""
    text = line.text.strip()
    if quantity is None:
        quantity = read(text, line.today)
    whole = fold(text)
    people, folded = take_people(text, whole)
    said = "".join(a for a, b, c in zip(text, whole, folded, strict=True) if b == c)
    folded = _LABEL.sub("", folded, count=1).strip(_ENDS)
    lang = line.lang or language_of(text)
    folded = compact(folded)
    return Reading(
        line, folded, _LABEL.sub("", said, count=1).strip(_ENDS), lang, quantity,
        people or quantity.people, tuple(_WORD.findall(folded)),
    )  # fmt: skip


def compact(folded: str) -> str:
    """In simplified characters, without the spaces beside them that people set as they like."""
    if folded.isascii():
        return folded
    return _BESIDE_HAN.sub("", folded.translate(TO_SIMPLIFIED))


def clauses(folded: str) -> list[str]:
    """The parts between punctuation and joining words; "50,000" stays whole."""
    return [part for piece in _CLAUSE.split(folded) if (part := piece.strip())]


_SAYING_NOTHING = frozenset(
    "the and for rate rates from with into than per under over below above least most more less"
    " not each all"
    " are was our their its that this new by to of in on at up down end"
    " reach reaches raise rises rise fall falls reduce cut increase grow grows lift lower bring"
    "".split()
)
_CHANGING = frozenset("升降增减达到至从由为于超高低率数量额度缩短提以上下内均月年日每个的")
_TOKEN = re.compile("[a-z][a-z-]{2,}|[\u4e00-\u9fff]+")


def content(folded: str) -> frozenset[str]:
    """The words of a clause that name things: Latin words, and pairs of Chinese characters."""
    found: set[str] = set()
    for match in _TOKEN.finditer(folded):
        token = match.group()
        if token.isascii():
            found.add(token.removesuffix("s"))
        else:
            pairs = (token[place : place + 2] for place in range(len(token) - 1))
            found |= {pair for pair in pairs if not _CHANGING & set(pair)}
    return frozenset(found - _SAYING_NOTHING)


def parted(said: str) -> list[str]:
    """The results of a line that holds several, each as it was typed."""
    parts = [part for piece in _RESULT.split(said) for part in _enumerated(piece.strip())]
    return [part.removeprefix("and ") for part in parts if part]


def _enumerated(piece: str) -> list[str]:
    """What a Chinese list comma parts, where each part has a figure of its own."""
    parts = [part.strip() for part in piece.split("、")]
    has_figures = all(any(character.isdecimal() for character in part) for part in parts)
    return parts if has_figures else [piece]
