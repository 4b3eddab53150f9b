"""Rules by the calendar and by what was scored, not by the text of a line."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from okr.coach.findings import Finding, Rule, Severity
from okr.errors import message

_NOT_FOLLOWED = message(
    "No check-in for {days} days. Looking at it once a week keeps it alive and shows early what is"
    " stuck."
)
_NOT_FOLLOWED_ASK = message("How far is it, and what stands in the way?")
_FULL = message(
    "The last {count} scores were all full. That is pleasant, but the targets may not have asked"
    " enough; about 0.7 is what a daring target reaches."
)
_FULL_ASK = message("Where could you aim higher next time?")
_INVENTED = message(
    "This stands by itself: it supports no other objective and gives no reason. Not every cycle"
    " needs a new project."
)
_INVENTED_ASK = message("Whom or what does it help, and would anybody miss it?")
_EARLY = message("All targets were reached with much of the cycle left; they may have been easy.")
_EASY = message("The target {target} is no further than what is already there ({present}).")
_EASY_ASK = message("What would make you stretch a little and still be possible?")

_NO_TARGET = message("It ends where it begins: a target is still to be set.")
_NO_TARGET_ASK = message("How far should it get this time?")

#: The guide asks for weekly notes; two missed ones are worth a word.
PATIENCE = timedelta(days=14)
_FULL_SCORE = 1.0
_ALWAYS = 3
_EARLY_SHARE = 0.75


def not_followed(last_check_in: datetime, now: datetime) -> Finding | None:
    """No check-in for two weeks, in aware times; before the first, give the day of publishing."""
    silence = now - last_check_in
    if silence < PATIENCE:
        return None
    return Finding(
        Rule.NOT_FOLLOWED, Severity.ADVICE, _NOT_FOLLOWED, _NOT_FOLLOWED_ASK,
        values={"days": silence.days},
    )  # fmt: skip


def always_full_score(scores: Sequence[float]) -> Finding | None:
    """At least three scores of past objectives (0 to 1), every one of them full."""
    if len(scores) < _ALWAYS or any(score < _FULL_SCORE for score in scores):
        return None
    return Finding(
        Rule.ALWAYS_FULL_SCORE, Severity.ADVICE, _FULL, _FULL_ASK, values={"count": len(scores)}
    )


def invented_project(has_parent: bool, has_reason: bool) -> Finding | None:
    """An objective that supports nothing and gives no reason; asked, never claimed."""
    if has_parent or has_reason:
        return None
    return Finding(Rule.INVENTED_PROJECT, Severity.ADVICE, _INVENTED, _INVENTED_ASK)


def easy_target(present: float, target: float, *, less_is_better: bool = False) -> Finding | None:
    """The value that is already there has reached the target."""
    if present > target if less_is_better else present < target:
        return None
    return Finding(
        Rule.EASY_TARGET, Severity.ADVICE, _EASY, _EASY_ASK,
        values={"target": f"{target:g}", "present": f"{present:g}"},
    )  # fmt: skip


def target_missing(needs_target: bool) -> Finding | None:
    """A figure that ends where it begins, as where the next part of a goal is begun."""
    if not needs_target:
        return None
    return Finding(Rule.TARGET_MISSING, Severity.STRONG, _NO_TARGET, _NO_TARGET_ASK)


def all_reached_early(reached: Sequence[bool], elapsed: float) -> Finding | None:
    """All key results reached before three quarters of the cycle (`elapsed`, 0 to 1) are over."""
    if not reached or not all(reached) or elapsed >= _EARLY_SHARE:
        return None
    return Finding(Rule.EASY_TARGET, Severity.ADVICE, _EARLY, _EASY_ASK)
