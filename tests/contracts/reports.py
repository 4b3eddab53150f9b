"""The largest report there is: 12 objectives, 40 key results, 15 people, every text at its most."""

from datetime import UTC, date, datetime

from okr.facts import (
    Confidence,
    Cycle,
    KeyResult,
    Measure,
    Objective,
    PersonName,
    Span,
    Standing,
    State,
)
from okr.follow_up import ActionItem, ActionSource, ActionState
from okr.measures import Direction, Kind
from okr.report_facts import ReportFacts, TeamOfReport, WeekCheckIn, WeeklyReport
from okr.reports import weekly_report

WEEK = "2026-W48"
TODAY = date(2026, 11, 27)
_CYCLE = Cycle(1, "2026 Q4", Span(date(2026, 10, 1), date(2026, 12, 31)))
_OBJECTIVES, _KEY_RESULTS, _PEOPLE = 12, 40, 15


def _words(language: str, size: int, tag: int) -> str:
    """A text of that size in which every word is there once; with what platforms mind."""
    if language == "zh":
        piece = "".join(chr(0x4E00 + (tag * 37 + each * 13) % 5000) for each in range(40))
    else:
        piece = " ".join(f"w{tag}x{each}" for each in range(60)) + ' "quoted" \\ <!channel> *b* '
    return (f"T{tag} " + piece * (size // len(piece) + 1))[:size].strip()


def largest(language: str, *, text: int = 3_000, title: int = 500) -> WeeklyReport:
    """Three checked in on every key result, one of them with everything; all have long names."""
    people = [
        PersonName(
            each, (f"成员{each}" * 10 if language == "zh" else f"Person {each} " * 5).strip()
        )
        for each in range(1, _PEOPLE + 1)
    ]
    measure = Measure(Kind.NUMBER, Direction.INCREASE, 3.6, 50_000_000.0, None, "sign-ups")
    key_results = [
        KeyResult(
            id=each,
            objective_id=each % _OBJECTIVES + 1,
            number=each % _OBJECTIVES + 1,
            position=each // _OBJECTIVES + 1,
            title=_words(language, title, each),
            measure=measure,
            current=1.0,
            standing=Standing(0.1, has_value=True),
            weight=None,
            due_on=None,
            owner=people[each % _PEOPLE],
            state=State.PUBLISHED,
        )
        for each in range(1, _KEY_RESULTS + 1)
    ]
    objectives = [
        Objective(
            id=number,
            number=number,
            title=_words(language, title, 100 + number),
            state=State.PUBLISHED,
            owner=people[0] if number <= 8 else people[number],
            cycle=_CYCLE,
            progress=0.5,
            key_results=tuple(each for each in key_results if each.number == number),
        )
        for number in range(1, _OBJECTIVES + 1)
    ]
    check_ins = [
        WeekCheckIn(
            id=each.id * 10 + place,
            key_result_id=each.id,
            by=people[(each.id + place) % _PEOPLE],
            week=WEEK,
            at=datetime(2026, 11, 24, 9, place, tzinfo=UTC),
            value=12_345_678.25 + place,
            confidence=Confidence.MEDIUM,
            note=_words(language, text, 1000 + each.id * 10 + place),
            risk=_words(language, text, 2000 + each.id * 10 + place),
            support=_words(language, text, 3000 + each.id * 10 + place),
            support_from=people[1],
            next_step=_words(language, text, 4000 + each.id * 10 + place),
            next_step_on=date(2026, 12, 1),
        )
        for each in key_results
        for place in range(3)
    ]
    items = [
        ActionItem(
            each,
            each,
            _words(language, text, 5000 + each),
            people[each % _PEOPLE],
            people[0],
            date(2026, 12, 1),
            ActionState.OPEN,
            ActionSource.TODO,
            "KR1.1",
        )
        for each in range(1, 61)
    ]
    team = TeamOfReport(1, "Growth", people[0], tuple(people))
    facts = ReportFacts(team, tuple(objectives), check_ins=tuple(check_ins), items=tuple(items))
    return weekly_report(facts, WEEK, TODAY)
