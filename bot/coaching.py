"""`okrbot coach --json`: lines of JSON in, what the coach and the reader make of them out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chat.locales import code_for, language
from okr.coach import Finding, Line, judge
from okr.measures import Direction
from okr.quantities import Quantity, read

Text = Annotated[str, Field(max_length=100_000)]
_KEEPS_UNDER = ("控制", "不超过", "以内", "limit", "cap", "within", "under", "below", "at most")


class Context(BaseModel):
    """What stands around a line."""

    model_config = ConfigDict(extra="ignore")
    manager_key_results: tuple[Text, ...] = ()
    siblings: int = 0
    mentions: tuple[Text, ...] = ()


class Asked(BaseModel):
    """One line to judge; all but kind and text may be left out."""

    model_config = ConfigDict(extra="ignore")
    id: str | int | None = None
    kind: Literal["objective", "key_result"]
    lang: str | None = None
    text: Text
    objective: Text | None = None
    today: date | None = None
    context: Context = Context()


def answers(lines: Iterable[str], today: date) -> Iterator[str]:
    """One line of JSON for each that says something; a line that cannot be read says why."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, today), ensure_ascii=False)


def _answer(line: str, today: date) -> Mapping[str, object]:
    try:
        asked = Asked.model_validate_json(line)
    except ValidationError as error:
        problems = [
            f"{'.'.join(map(str, each['loc'])) or 'line'}: {each['msg']}"
            for each in error.errors(include_input=False, include_url=False)
        ]
        return {"id": None, "error": "; ".join(problems)}
    day = asked.today or today
    quantity = read(asked.text, day)
    found = judge(
        Line(
            kind=asked.kind,
            text=asked.text,
            today=day,
            lang=asked.lang or "",
            objective=asked.objective or "",
            manager_key_results=asked.context.manager_key_results,
            siblings=asked.context.siblings,
            mentions=asked.context.mentions,
        ),
        quantity=quantity,
    )
    return {
        "id": asked.id,
        "findings": [_finding(each, asked) for each in found],
        "quantity": _quantity(quantity, asked.text),
    }


def _finding(finding: Finding, asked: Asked) -> Mapping[str, object]:
    lang = language(code_for(asked.lang, _detected(asked.text)))
    why = lang.tr(finding.why, **finding.values)
    question = lang.tr(finding.question, **finding.values)
    return {
        "rule": str(finding.rule),
        "severity": finding.severity.value,
        "why": f"{why} {question}",
        "suggestion": finding.suggestion,
    }


def _detected(text: str) -> str:
    return "zh" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"


def _quantity(quantity: Quantity, text: str) -> Mapping[str, object]:
    direction, target = quantity.direction, quantity.target
    if direction is Direction.WITHIN:
        # The outside contract has no "within": what is to be kept under is its upper bound.
        keeps_under = any(word in text.casefold() for word in _KEEPS_UNDER)
        direction = Direction.AT_MOST if keeps_under else Direction.AT_LEAST
        target = quantity.high if keeps_under else quantity.target
    return {
        "kind": quantity.kind.value,
        "direction": direction.value,
        "start": _figure(quantity.start),
        "target": _figure(target),
        "unit": quantity.unit,
        "due": quantity.due.isoformat() if quantity.due else None,
        "people": list(quantity.people),
    }


def _figure(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
