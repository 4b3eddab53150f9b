"""The colours of a tree's picture, light and dark."""

from dataclasses import dataclass
from typing import assert_never

from chat.cards import Tone


@dataclass(frozen=True, slots=True)
class Colours:
    """What everything is drawn in; words stand on `paper`, `box` or `chip` at 4.5:1 or more."""

    paper: str
    box: str
    edge: str
    line: str
    text: str
    soft: str
    chip: str
    chip_text: str
    track: str
    neutral: str
    good: str
    warning: str
    bad: str

    def of(self, tone: Tone | None) -> str:
        """The colour of a status."""
        match tone:
            case Tone.GOOD:
                return self.good
            case Tone.WARNING:
                return self.warning
            case Tone.BAD:
                return self.bad
            case Tone.NEUTRAL | None:
                return self.neutral
            case _:
                assert_never(tone)


LIGHT = Colours(
    paper="#ffffff",
    box="#f7f6f3",
    edge="#cfcac0",
    line="#8d8a83",
    text="#1d2126",
    soft="#565c66",
    chip="#e3e8fb",
    chip_text="#2c47b0",
    track="#dedad2",
    neutral="#3451c6",
    good="#22793a",
    warning="#9a5200",
    bad="#c0262d",
)
DARK = Colours(
    paper="#1b1e24",
    box="#262b34",
    edge="#48505e",
    line="#7b8494",
    text="#ecebe6",
    soft="#b0b7c3",
    chip="#323c63",
    chip_text="#c3cfff",
    track="#434a57",
    neutral="#9db1ff",
    good="#69d08a",
    warning="#ffba66",
    bad="#ff8f8f",
)
