"""Folding of typed text so that one pattern reads both writing systems, with positions kept."""

import re

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(character): ord(plain)
    for plain, characters in {
        " ": "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\r\n\f\v",
        "-": "\u2010\u2011\u2012\u2013\u2014\u2212",
        "~": "\u301c",
        "¥": "\uffe5",
        "£": "\uffe1",
        "'": "\u2018\u2019",
        '"': "\u201c\u201d",
        "≥": "\u2a7e\u2267",
        "≤": "\u2a7d\u2266",
    }.items()
    for character in characters
}

# "4.0，4 月 30 日": a Chinese comma between figures parts them, unless it groups thousands.
_LIST_COMMA = re.compile(r"(?<=\d)(?:，(?=\d)(?!\d{3}(?!\d))|,(?=\d{1,2} ?月))")

#: What stands where something was taken out: it is no letter, digit, space or punctuation.
MASK = "\x01"

_ADDRESS = re.compile(r"[\w-]{1,64}\.[a-z]{2}")
_PERSON = re.compile(r"@ ?([^\W_][\w.'’·-]{0,63}(?:、[^\W_][\w.'’·-]{0,63}(?=[\s、,;。)@]|$))*)")
_MENTION = re.compile("[\ue000-\uf8ff]\\d{1,6}[\ue000-\uf8ff]")
# What may follow a name in Chinese text without a space ("@李雷负责", "@王芳和@李雷").
_AFTER_NAME = re.compile(r"(?:负责(?!人)|跟进|协助|牵头|主导|配合|一起|共同|完成|和$|与$|及$)")


def fold(text: str) -> str:
    """The text in lower case and half width, every character at its old position."""
    folded = _LIST_COMMA.sub(";", text).translate(_FOLDED)
    lowered = folded.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in folded)


def blank(text: str, spans: list[tuple[int, int]], filler: str = " ") -> str:
    """The text with the spans (in order, apart) overwritten by the filler, of the same length."""
    if not spans:
        return text
    parts, position = [], 0
    for start, end in spans:
        parts += [text[position:start], filler * (end - start)]
        position = end
    return "".join([*parts, text[position:]])


def take_people(text: str, folded: str) -> tuple[tuple[str, ...], str]:
    """The names written after @, in order, and the folded text without them.

    Addresses (`ann@example.org`) are no people; platform mention tokens are blanked as well.
    """
    if "@" not in folded and folded.isascii():
        return (), folded
    names: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _PERSON.finditer(folded):
        before = folded[match.start() - 1 : match.start()]
        if before.isascii() and before.isalnum() and _ADDRESS.match(folded, match.start(1)):
            continue
        end = match.end()
        if cut := _AFTER_NAME.search(folded, match.start(1) + 1, end):
            end = cut.start()
        names += [name.rstrip(".-'’") for name in text[match.start(1) : end].split("、")]
        spans.append((match.start(), end))
    left = blank(folded, spans)
    return tuple(dict.fromkeys(filter(None, names))), _MENTION.sub(
        lambda token: " " * len(token.group()), left
    )
