"""Figures, dates and measures from form fields: read as people write them, refused with a why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from chat.forms import FieldValue
from chat.locales import Language
from handlers.views.figures import figure_text
from handlers.views.writing_forms import STAGE_LIMIT, stage_lines
from okr.check_ins import LARGEST
from okr.errors import Invalid, message
from okr.facts import Measure, Stage
from okr.measures import Direction, Kind
from okr.quantities import read_date, read_number

_E = TypeVar("_E", bound=StrEnum)

MOST_STAGES = 20
_STAGE = re.compile(r"(.*)[|｜]([^|｜]*)")
_BULLET = re.compile(r"^\s*(?:[-–•*·]\s+|[✓○]\s*)")
TOO_LARGE = message("That figure is too large to be meant.")


def figure_field(
    lang: Language, fields: Mapping[str, FieldValue], name: str, before: float | None
) -> float | None:
    """The figure typed into a field, None when it is empty. Raises Invalid.

    What still reads as the form showed it is `before`, with all the decimals it did not show.
    """
    typed = str(fields.get(name, "") or "").strip()
    if typed == figure_text(lang, before):
        return before
    return figure(typed, name) if typed else None


def figure(typed: str, field: str) -> float:
    """A figure as people write it. Raises Invalid for what is none."""
    value = read_number(typed)
    if value is None and typed.strip().isdecimal():
        raise Invalid(TOO_LARGE, field=field)
    if value is None:
        raise Invalid(
            message("“{typed}” is not a figure I can read. Write it like 12,000 or 3.6 or 20%."),
            field=field,
            typed=typed[:40],
        )
    if abs(value) > LARGEST:
        raise Invalid(TOO_LARGE, field=field)
    return value


def date_field(fields: Mapping[str, FieldValue], name: str, today: date) -> date | None:
    """The day typed or picked, None when the field is empty. Raises Invalid."""
    typed = str(fields.get(name, "") or "").strip()
    if not typed:
        return None
    day = read_date(typed, today)
    if day is None:
        raise Invalid(
            message("There is no day “{typed}”. Write it like {example}."),
            field=name,
            typed=typed[:40],
            example=today.isoformat(),
        )
    return day


def changed_measure(lang: Language, fields: Mapping[str, FieldValue], before: Measure) -> Measure:
    """The measure the form describes. Raises Invalid where its parts do not fit together."""
    typed = _typed(lang, fields, before)
    if typed.kind is Kind.MILESTONE:
        _check_no_figure(typed, before)
        return Measure(stages=_stages(lang, fields, before.stages))
    _check_no_stages(lang, fields, before)
    if typed == before:
        return before
    if typed.direction is Direction.NONE:
        # A milestone that gets a figure has no direction yet: the plainest one is meant.
        _check_not_chosen(before)
        typed = replace(typed, direction=Direction.REACH)
    _check_bounds(typed)
    return replace(
        typed,
        high=typed.high if typed.direction is Direction.WITHIN else None,
        unit=_unit(typed),
    )


def _typed(lang: Language, fields: Mapping[str, FieldValue], before: Measure) -> Measure:
    return Measure(
        _choice(fields, "kind", Kind, before.kind),
        _choice(fields, "direction", Direction, before.direction),
        figure_field(lang, fields, "start", before.start),
        figure_field(lang, fields, "target", before.target),
        figure_field(lang, fields, "high", before.high),
        " ".join(str(fields.get("unit", "")).split()),
    )


def _unit(typed: Measure) -> str:
    if typed.kind is Kind.PERCENT:
        return "%"
    return "" if typed.unit == "%" else typed.unit


def _check_no_figure(typed: Measure, before: Measure) -> None:
    """A milestone drops the figures that were there; one typed just now is a contradiction."""
    now = (typed.direction, typed.start, typed.target, typed.high, typed.unit)
    then = (before.direction, before.start, before.target, before.high, before.unit)
    for new, old in zip(now, then, strict=True):
        if new != old and new not in (None, "", Direction.NONE):
            raise Invalid(
                message(
                    "A milestone has no figure. Choose number, percent or money as its kind, "
                    "or take the figure and the direction out again."
                ),
                field="kind",
            )


def _check_no_stages(lang: Language, fields: Mapping[str, FieldValue], before: Measure) -> None:
    if _stages(lang, fields, before.stages) != before.stages:
        raise Invalid(
            message("Only a milestone has stages: choose that as the kind."), field="kind"
        )


def _check_not_chosen(before: Measure) -> None:
    if before.direction is not Direction.NONE:
        raise Invalid(
            message("What is done or not done is a milestone: choose that as the kind."),
            field="direction",
        )


def _check_bounds(typed: Measure) -> None:
    if typed.target is None:
        raise Invalid(
            message("What figure is to be reached? Or choose the kind “milestone”."),
            field="target",
        )
    if typed.direction is Direction.WITHIN and (typed.high is None or typed.high < typed.target):
        raise Invalid(
            message("The upper bound must not be below the target, which is the lower one."),
            field="high",
        )
    if typed.start is not None:
        _check_way(typed.direction, typed.start, typed.target)


def _check_way(direction: Direction, start: float, target: float) -> None:
    if direction is Direction.INCREASE and start > target:
        raise Invalid(
            message("To raise it, the target must be above the start; or choose to lower it."),
            field="target",
        )
    if direction is Direction.DECREASE and start < target:
        raise Invalid(
            message("To lower it, the target must be below the start; or choose to raise it."),
            field="target",
        )


def reworded_measure(said: Measure, before: Measure) -> Measure:
    """The measure after new wording: what the words do not say stays as it was.

    Words without a figure change no figure; another kind or unit is another measure.
    """
    if said.target is None:
        return before
    if said.kind is not before.kind or (said.unit and before.unit and said.unit != before.unit):
        return said
    says_no_way = said.direction is Direction.REACH and before.direction is not Direction.WITHIN
    kept = replace(
        said,
        direction=before.direction if says_no_way else said.direction,
        start=before.start if said.start is None else said.start,
        unit=said.unit or before.unit,
    )
    return kept if kept.start == said.start else _on_its_way(kept, says_no_way=says_no_way)


def _on_its_way(measure: Measure, *, says_no_way: bool) -> Measure:
    """The measure with a start kept from before, where it still lies before the target."""
    ways = (Direction.INCREASE, Direction.DECREASE)
    start, target = measure.start or 0.0, measure.target or 0.0
    way = Direction.DECREASE if start > target else Direction.INCREASE
    if measure.direction not in ways or measure.direction is way or start == target:
        return measure
    return replace(measure, direction=way) if says_no_way else replace(measure, start=None)


def _stages(
    lang: Language, fields: Mapping[str, FieldValue], before: tuple[Stage, ...]
) -> tuple[Stage, ...]:
    """The stages typed, a line each; those of the same title stay done. Raises Invalid."""
    if "stages" not in fields:
        return before
    typed = str(fields["stages"] or "").strip()
    if typed == stage_lines(lang, before):
        return before
    lines = [line for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_STAGES:
        raise Invalid(
            message("These are {count} stages; {most} is the most."),
            field="stages",
            count=len(lines),
            most=MOST_STAGES,
        )
    done = {stage.title for stage in before if stage.done}
    stages = tuple(_stage(line, done) for line in lines)
    _check_different(stage.title for stage in stages)
    return stages


def stages_said(stages: Iterable[Stage]) -> str:
    """Stages in one line, the same in every language, for the history: "✓ Plan · Build ×2"."""
    return " · ".join(
        f"{'✓ ' if stage.done else ''}{stage.title}"
        f"{'' if stage.weight == 1 else f' ×{stage.weight:g}'}"
        for stage in stages
    )


def _stage(line: str, done: set[str]) -> Stage:
    weighted = _STAGE.fullmatch(line)
    name, weight = (weighted[1], weighted[2].strip()) if weighted else (line, "1")
    title = " ".join(_BULLET.sub("", name).split())
    if not title or len(title) > STAGE_LIMIT:
        raise Invalid(
            message("Each stage needs a title of at most {limit} characters: “{line}”."),
            field="stages",
            limit=STAGE_LIMIT,
            line=line.strip()[:80],
        )
    value = read_number(weight)
    if value is None or not 0 < value <= LARGEST:
        raise Invalid(
            message(
                "What stands after | is how much the stage counts, a figure above 0: “{line}”."
            ),
            field="stages",
            line=line.strip()[:80],
        )
    return Stage(title, value, title in done)


def _check_different(titles: Iterable[str]) -> None:
    seen: set[str] = set()
    for title in titles:
        if title in seen:
            raise Invalid(
                message("Two stages are called “{title}”. Give each its own title."),
                field="stages",
                title=title,
            )
        seen.add(title)


def _choice(fields: Mapping[str, FieldValue], name: str, values: type[_E], before: _E) -> _E:
    typed = str(fields.get(name, "") or before.value)
    try:
        return values(typed)
    except ValueError:
        raise Invalid(message("Choose one of the options."), field=name) from None
