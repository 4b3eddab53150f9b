"""The writing coach: the mistakes of OKR writing as rules, pure and without any service."""

from okr.coach.findings import Finding, Limits, Line, Rule, Severity
from okr.coach.judging import judge
from okr.coach.language import can_judge

__all__ = ["Finding", "Limits", "Line", "Rule", "Severity", "can_judge", "judge"]
