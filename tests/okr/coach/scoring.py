"""Precision, recall and false alarms of the coach on labelled lines."""

from collections import Counter
from dataclasses import dataclass, field

from okr.coach import Rule, judge
from tests.okr.coach.lines import Labelled


@dataclass(frozen=True)
class Score:
    """Counts per rule, good lines and false alarms per language, and what went wrong."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    good: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def precision(self, rule: str) -> float:
        """Right ones among those found; 1 where nothing was found."""
        found = self.right[rule] + self.wrong[rule]
        return self.right[rule] / found if found else 1.0

    def recall(self, rule: str) -> float:
        """Found ones among those that are there; 1 where there is none."""
        there = self.positives(rule)
        return self.right[rule] / there if there else 1.0

    def positives(self, rule: str) -> int:
        """How many lines have the mistake."""
        return self.right[rule] + self.missed[rule]

    def false_alarms(self, lang: str) -> float:
        """The share of good lines that got any finding."""
        return self.alarms[lang] / self.good[lang] if self.good[lang] else 0.0


def score(lines: list[Labelled]) -> Score:
    """Judge every line and compare."""
    result = Score()
    for labelled in lines:
        found = {finding.rule for finding in judge(labelled.line)}
        wrong = found - labelled.codes - labelled.allowed
        result.right.update(found & labelled.codes)
        result.wrong.update(wrong)
        result.missed.update(labelled.codes - found)
        if not labelled.codes:
            result.good[labelled.line.lang] += 1
            result.alarms[labelled.line.lang] += bool(wrong)
        if wrong or labelled.codes - found:
            surplus, lacking = ", ".join(sorted(wrong)), ", ".join(sorted(labelled.codes - found))
            result.faults.append(f"+[{surplus}] -[{lacking}] {labelled.source}")
    return result


RULES = tuple(rule for rule in Rule)
