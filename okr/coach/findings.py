"""What goes into the coach and what comes out: a line, the company's limits, a finding."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; neither ever stops anybody from publishing."""

    ADVICE = "advice"
    STRONG = "strong"


class Rule(StrEnum):
    """The stable codes: the guide's table of mistakes, and results that share one line."""

    OBJECTIVE_IS_A_PHRASE = "objective-is-a-phrase"
    OBJECTIVE_WITHOUT_DIRECTION = "objective-without-direction"
    OBJECTIVE_TOO_FINE = "objective-too-fine"
    OBJECTIVE_ROUTINE = "objective-routine"
    COPIED_FROM_MANAGER = "copied-from-manager"
    KEY_RESULT_IS_TODO = "key-result-is-todo"
    KEY_RESULT_NOT_MEASURABLE = "key-result-not-measurable"
    KEY_RESULT_WEAK_SUPPORT = "key-result-weak-support"
    KEY_RESULT_HOLDS_SEVERAL = "key-result-holds-several"
    TOO_MANY_OBJECTIVES = "too-many-objectives"
    TOO_MANY_KEY_RESULTS = "too-many-key-results"
    NO_COLLABORATOR = "no-collaborator"
    EASY_TARGET = "easy-target"
    NOT_FOLLOWED = "not-followed"
    ALWAYS_FULL_SCORE = "always-full-score"
    INVENTED_PROJECT = "invented-project"
    PROGRESS_IS_ACTIONS = "progress-is-actions"
    VALUE_BEYOND_TARGET = "value-beyond-target"
    RISK_IS_EMPTY = "risk-is-empty"
    TARGET_MISSING = "target-missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of advice.

    `rule` is a `Rule`; `why` and `question` are English source texts for the catalogues, with
    `values` for their placeholders; `suggestion` is in the language of the line, "" where none can
    be made, and holds "XX" wherever the person has to fill something in.
    """

    rule: str
    severity: Severity
    why: str
    question: str
    suggestion: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """An objective or a key result as it was typed, and what stands around it.

    `kind` is "objective" or "key_result"; `lang` is "en", "zh" or "" to find out; `objective` is
    the text a key result stands under; `siblings` counts the others of its kind beside it;
    `mentions` are people named outside the text.
    """

    kind: str
    text: str
    today: date
    lang: str = ""
    objective: str = ""
    manager_key_results: tuple[str, ...] = ()
    siblings: int = 0
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What a company may change: how many are too many, and which rules it does not want."""

    objectives: int = 5
    key_results: int = 5
    key_results_hint: int = 4
    switched_off: frozenset[str] = frozenset()
