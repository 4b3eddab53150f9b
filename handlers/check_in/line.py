"""A check-in typed in one line: value, confidence and note, then labelled parts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from handlers.check_in.filled import TOO_LONG, check_ahead, check_there
from handlers.check_in.reading import NOTHING_NEW, read
from handlers.context import Context
from handlers.lookup import UNKNOWN_PERSON, people_in
from handlers.parsing import Words
from handlers.views.check_in_form import TEXT_LIMIT
from okr.check_ins import Said
from okr.errors import Invalid, message
from okr.facts import KeyResult, PersonName, Status
from okr.quantities import read as quantity
from okr.quantities import read_date

_LABELS = {
    "note": ("progress", "key progress", "note", "进展", "关键进展"),
    "risk": ("risk", "risks", "challenge", "风险", "挑战"),
    "support": ("support", "help", "support needed", "支持", "需要支持", "所需支持"),
    "next_step": ("next", "next step", "next steps", "下一步", "下周", "计划"),
    "status": ("status", "状态"),
}
_PART_OF = {label: part for part, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(
    r"(?:(?<=[\s;；,，.。!！?？])|^)("
    + "|".join(sorted(map(re.escape, _PART_OF), key=len, reverse=True))
    + r")\s*[:：]",
    re.IGNORECASE,
)
_STATUS_WORDS = {
    "on track": Status.ON_TRACK,
    "at risk": Status.AT_RISK,
    "off track": Status.OFF_TRACK,
    "正常": Status.ON_TRACK,
    "进展正常": Status.ON_TRACK,
    "有风险": Status.AT_RISK,
    "落后": Status.OFF_TRACK,
    "明显落后": Status.OFF_TRACK,
}
_JOINT = " \t\n;；,，"


def understood(ctx: Context, key_result: KeyResult, words: Words) -> Said:
    """What the line says. Raises Invalid."""
    head, parts = _cut(words)
    said = read(key_result, head, ctx.today)
    for part, rest in parts:
        said = _with(ctx, said, part, rest)
    texts = (said.note, said.risk, said.support, said.next_step)
    if said.value is None and not any(texts):
        raise Invalid(NOTHING_NEW)
    for text in texts:
        if len(text) > TEXT_LIMIT:
            raise Invalid(TOO_LONG, length=len(text), limit=TEXT_LIMIT)
    return said


def _cut(words: Words) -> tuple[Words, list[tuple[str, Words]]]:
    """The words before the first label, and what follows each of them."""
    found = list(_LABEL.finditer(words.text))
    starts = [each.start() for each in found]
    ends = [*starts, len(words.text)][1:]
    head = words.named(words.text[: starts[0]].rstrip(_JOINT)) if found else words
    return head, list(_parts(words, found, ends))


def _parts(
    words: Words, found: list[re.Match[str]], ends: list[int]
) -> Iterator[tuple[str, Words]]:
    for label, end in zip(found, ends, strict=True):
        rest = words.named(words.text[label.end() : end].strip(_JOINT))
        if rest:
            yield _PART_OF[label[1].casefold()], rest


def _with(ctx: Context, said: Said, part: str, words: Words) -> Said:
    match part:
        case "risk":
            return replace(said, risk=_joined(said.risk, words.plain))
        case "support":
            text, person = _support(ctx, words)
            helper = person or said.support_from
            return replace(said, support=_joined(said.support, text), support_from=helper)
        case "next_step":
            due = quantity(words.plain, ctx.today).due or read_date(words.plain, ctx.today)
            if due is not None:
                check_ahead(due, ctx)
            text = _joined(said.next_step, words.plain)
            return replace(said, next_step=text, next_step_on=due or said.next_step_on)
        case "status":
            return replace(said, status=_status(words))
        case _:
            return replace(said, note=_joined(said.note, words.plain))


def _joined(before: str, text: str) -> str:
    return f"{before}\n{text}" if before else text


def _support(ctx: Context, words: Words) -> tuple[str, PersonName | None]:
    """What is needed, and of whom: the first one named. Raises Invalid for nobody known."""
    named = people_in(ctx, words, keeps_inner=True)
    if named.unknown and not named.people:
        raise Invalid(UNKNOWN_PERSON, name=named.unknown[0])
    if not named.people:
        return words.plain, None
    helper = named.people[0]
    check_there(ctx, helper)
    # With several names the words keep all of them: only the first one is asked.
    text = named.rest.plain if len(named.people) == 1 else words.plain
    return text.strip(_JOINT) or words.plain, helper


def _status(words: Words) -> Status:
    found = _STATUS_WORDS.get(words.plain.strip(" .。").casefold())
    if found is None:
        raise Invalid(
            message("“{word}” is no status. Write “on track”, “at risk” or “off track”."),
            word=words.plain[:40],
        )
    return found
