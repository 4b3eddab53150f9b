"""Which language a line is in, and whether the coach can say anything about it at all."""

import re

#: Longer lines are no objective and no key result any more; a Chinese character counts twice.
LONGEST = 500

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u06ff\u0700-\u1cff\u3041-\u30ff\u1100-\u11ff\uac00-\ud7af\ufb1d-\ufdff\ufe70-\ufeff]"
)
_TWO = 2
# Function words that English does not have, and what goals are made of, from six neighbours that
# share its letters (French, German, Spanish, Italian, Portuguese, Dutch).
_FOREIGN = frozenset(
    "le la les une des du et pour avec dans nos notre au aux par le clients équipe améliorer"
    " augmenter réduire atteindre lancer ventes der das und für mit auf von den dem nicht ein eine"
    " einen zu zur zum bis wir unsere kunden umsatz steigern erhöhen senken verbessern erreichen"
    " el los las para con por del una nuestro nuestra al mejorar aumentar reducir lograr clientes"
    " ventas il lo gli della di migliorare aumentare ridurre raggiungere vendite clienti os uma"
    " com não melhorar reduzir alcançar vendas nossos em het een voor met van onze verbeteren"
    " verhogen klanten omzet y e der die".split()
)


def language_of(text: str) -> str:
    """ "zh" where Chinese characters stand, "en" for other text in Latin letters, "" for neither.

    A third language gives "": another script, or the function words of a neighbour of English.
    """
    han = len(_HAN.findall(text))
    if len(_OTHER_SCRIPT.findall(text)) > han // 4:
        return ""
    if han:
        return "zh"
    words = [word.lower() for word in _LATIN_WORD.findall(text)]
    if not words:
        return ""
    foreign = sum(word in _FOREIGN for word in words)
    accented = sum(not word.isascii() and word not in _FOREIGN for word in words)
    strange = foreign + accented if foreign else 0
    return "" if strange >= _TWO and strange * 4 >= len(words) else "en"


def can_judge(text: str) -> bool:
    """Whether the rules have anything to go on.

    False for nothing, one character, only numbers, signs or emoji, a third language, and a text
    longer than `LONGEST`, which is no single line of an OKR.
    """
    text = text.strip()
    if len(text) > LONGEST or len(text) + len(_HAN.findall(text)) > LONGEST:
        return False
    letters = sum(character.isalpha() for character in text)
    return letters >= _TWO and language_of(text) != ""
