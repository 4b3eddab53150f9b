"""What a key result measures (its kind) and which way it should go (its direction)."""

from enum import StrEnum


class Kind(StrEnum):
    """What the value of a key result is.

    NUMBER is any count or amount with its own unit ("sign-ups", "ms", "家"); PERCENT is in points
    (20 means 20 %); MONEY is in whole units of an ISO 4217 currency; MILESTONE has no number, it is
    done or not done.
    """

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    MILESTONE = "milestone"


class Direction(StrEnum):
    """Which values are good.

    INCREASE and DECREASE move towards the target ("raise to", "降低至"), or by it ("by 30 %");
    AT_LEAST and AT_MOST stay on one side of it; WITHIN stays between two bounds; REACH is a plain
    level to arrive at ("50,000 sign-ups"); NONE goes with milestones.
    """

    INCREASE = "increase"
    DECREASE = "decrease"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    WITHIN = "within"
    REACH = "reach"
    NONE = "none"
