"""All rules about one line, in the order in which they are shown."""

from okr.coach.copied import judge_copied
from okr.coach.findings import Finding, Limits, Line
from okr.coach.language import can_judge
from okr.coach.measurable import judge_measure
from okr.coach.objectives import judge_objective
from okr.coach.reading import reading_of
from okr.coach.several import judge_several
from okr.coach.surroundings import judge_alone, judge_number, judge_support
from okr.coach.targets import judge_ease
from okr.quantities import Quantity

_DEFAULT = Limits()


def judge(line: Line, limits: Limits = _DEFAULT, quantity: Quantity | None = None) -> list[Finding]:
    """What the coach has to say; [] for a good line and for one that it cannot judge.

    `quantity` is what `okr.quantities.read` gave for the same text, where the caller has it.
    """
    if not can_judge(line.text):
        return []
    reading = reading_of(line, quantity)
    found: list[Finding] = []
    if reading.is_objective:
        found += judge_objective(reading)
    else:
        found += judge_measure(reading)
        found += judge_several(reading)
        found += judge_support(reading)
    found += judge_copied(reading)
    found += judge_ease(reading)
    found += judge_alone(reading)
    found += judge_number(reading, limits)
    return [finding for finding in found if finding.rule not in limits.switched_off]
