"""What the coach says of a check-in: what has moved counts, not everything that was done."""

import re
from datetime import date

from okr.coach.findings import Finding, Line, Rule, Severity
from okr.coach.judging import judge
from okr.coach.language import can_judge
from okr.errors import message

_ACTIONS = message("This tells what you did; the others want to know what it has changed.")
_ACTIONS_ASK = message("What is nearer now than a week ago: a figure, a decision, a yes?")
_BEYOND = message("That is beyond the target already. Well done, or was the target an easy one?")
_BEYOND_ASK = message("Where would a daring target be now?")
_NO_RISK = message(
    "This lags behind, but no risk is named; whoever could help does not learn what it needs."
)
_NO_RISK_ASK = message("What stands in the way, and who could clear it?")
# Nothing, or a word for nothing: the field is filled in, the risk is not.
_NOTHING = re.compile(r"(?:none|no|nothing|nil|n/?a|无|没有|暂无|没|无风险|[-–—/.。x\s])*")

_BEYOND_FROM = 1.1
"""A tenth beyond the target is no longer chance."""


def judge_check_in(
    note: str, ratio: float | None, today: date, *, lags: bool = False, risk: str = ""
) -> list[Finding]:
    """Advice on a check-in: `ratio` is the key result's progress after it (1.25 for 125 %).

    `lags` says that it is at risk or off track, by its status or its figures; `risk` is what was
    written about risks.
    """
    found: list[Finding] = []
    if can_judge(note) and _is_list_of_actions(note, today):
        found.append(Finding(Rule.PROGRESS_IS_ACTIONS, Severity.ADVICE, _ACTIONS, _ACTIONS_ASK))
    if ratio is not None and ratio >= _BEYOND_FROM:
        found.append(Finding(Rule.VALUE_BEYOND_TARGET, Severity.ADVICE, _BEYOND, _BEYOND_ASK))
    if lags and _NOTHING.fullmatch(risk.strip().casefold()):
        found.append(Finding(Rule.RISK_IS_EMPTY, Severity.ADVICE, _NO_RISK, _NO_RISK_ASK))
    return found


def _is_list_of_actions(note: str, today: date) -> bool:
    """Every line of it says what was done, and none what came of it."""
    lines = [line.strip(" -•*·") for line in note.splitlines() if line.strip(" -•*·")]
    return bool(lines) and all(
        any(
            finding.rule == Rule.KEY_RESULT_IS_TODO
            for finding in judge(Line("key_result", line, today))
        )
        for line in lines[:5]
    )
