"""Figures in the reader's words: values with their units, measures, progress, status."""

from chat.cards import Progress, Tone
from chat.locales import Language
from okr.check_ins import Status
from okr.facts import Confidence, KeyResult, Measure, State
from okr.measures import Direction, Kind


def value(lang: Language, measure: Measure, figure: float | None) -> str:
    """A figure with its unit: "12,000 sign-ups", "20%", "USD 1,200,000", "done"."""
    if figure is None:
        return "–"
    if measure.kind is Kind.MILESTONE:
        return lang.tr("done") if figure >= 1 else lang.tr("not done")
    number = lang.number(figure)
    if measure.kind is Kind.PERCENT:
        return f"{number}%"
    if measure.kind is Kind.MONEY:
        return f"{measure.unit} {number}".strip()
    return f"{number} {measure.unit}".strip()


def goal(lang: Language, measure: Measure) -> str:
    """What is to be reached, in one line: "from 3.6 to 4", "at most 300 ms", "done"."""
    if measure.kind is Kind.MILESTONE:
        if measure.stages:
            return lang.ntr("{count} stage", "{count} stages", len(measure.stages))
        return lang.tr("done or not done")
    target = value(lang, measure, measure.target)
    start = None if measure.start is None else value(lang, measure, measure.start)
    match measure.direction:
        case Direction.AT_LEAST:
            return lang.tr("at least {target}", target=target)
        case Direction.AT_MOST:
            return lang.tr("at most {target}", target=target)
        case Direction.WITHIN:
            return lang.tr(
                "within {low} and {high}", low=target, high=value(lang, measure, measure.high)
            )
        case Direction.DECREASE if start is None:
            return lang.tr("down to {target}", target=target)
        case _ if start is None:
            return lang.tr("reach {target}", target=target)
        case _:
            return lang.tr("from {start} to {target}", start=start, target=target)


def now_of_goal(lang: Language, key_result: KeyResult) -> str:
    """Where it stands beside what is to be reached."""
    measure = key_result.measure
    if key_result.current is None:
        return goal(lang, measure)
    if measure.kind is Kind.MILESTONE:
        return value(lang, measure, key_result.current)
    counts_from_nothing = measure.direction in (Direction.REACH, Direction.INCREASE)
    if counts_from_nothing and measure.start is None:
        current = lang.number(key_result.current)
        return lang.tr(
            "{current} of {target}", current=current, target=value(lang, measure, measure.target)
        )
    return lang.tr(
        "{current} now, {goal}",
        current=value(lang, measure, key_result.current),
        goal=goal(lang, measure),
    )


def direction_name(lang: Language, direction: Direction) -> str:
    """A direction as a form offers it."""
    match direction:
        case Direction.INCREASE:
            return lang.tr("raise from start to target")
        case Direction.DECREASE:
            return lang.tr("lower from start to target")
        case Direction.AT_LEAST:
            return lang.tr("keep at least")
        case Direction.AT_MOST:
            return lang.tr("keep at most")
        case Direction.WITHIN:
            return lang.tr("keep within two bounds")
        case Direction.REACH:
            return lang.tr("reach")
        case Direction.NONE:
            return lang.tr("no figure: done or not done")


def kind_name(lang: Language, kind: Kind) -> str:
    """A kind as a form offers it."""
    match kind:
        case Kind.NUMBER:
            return lang.tr("number")
        case Kind.PERCENT:
            return lang.tr("percent")
        case Kind.MONEY:
            return lang.tr("money")
        case Kind.MILESTONE:
            return lang.tr("milestone")


def confidence_name(lang: Language, confidence: Confidence) -> str:
    """How sure somebody is."""
    match confidence:
        case Confidence.HIGH:
            return lang.tr("high")
        case Confidence.MEDIUM:
            return lang.tr("medium")
        case Confidence.LOW:
            return lang.tr("low")


def state_name(lang: Language, state: State) -> str:
    """Where an objective stands in its life."""
    match state:
        case State.DRAFT:
            return lang.tr("draft")
        case State.PUBLISHED:
            return lang.tr("published")
        case State.ARCHIVED:
            return lang.tr("archived")
        case State.CLOSED:
            return lang.tr("closed")


def status_name(lang: Language, status: Status) -> str:
    """What figures and time say."""
    match status:
        case Status.ON_TRACK:
            return lang.tr("on track")
        case Status.AT_RISK:
            return lang.tr("at risk")
        case Status.OFF_TRACK:
            return lang.tr("off track")
        case Status.NO_VALUE:
            return lang.tr("no value yet")
        case Status.DONE:
            return lang.tr("reached")


def tone_of(status: Status) -> Tone:
    """The colour of a status."""
    match status:
        case Status.ON_TRACK | Status.DONE:
            return Tone.GOOD
        case Status.AT_RISK:
            return Tone.WARNING
        case Status.OFF_TRACK:
            return Tone.BAD
        case Status.NO_VALUE:
            return Tone.NEUTRAL


def objective_bar(lang: Language, progress: float | None) -> Progress:
    """An objective's bar; without key results there is no figure."""
    if progress is None:
        return Progress(None, lang.tr("no key results yet"))
    return Progress(progress, lang.percent(progress))


def key_result_bar(lang: Language, key_result: KeyResult, status: Status) -> Progress:
    """A key result's bar with what it stands at, its status and how sure its owner is."""
    if not key_result.standing.has_value:
        words = [lang.tr("no value yet"), goal(lang, key_result.measure)]
        return Progress(0.0, " · ".join(words))
    words = [
        lang.percent(key_result.standing.ratio),
        now_of_goal(lang, key_result),
        status_name(lang, status),
    ]
    if key_result.confidence is not None:
        words.append(
            lang.tr("confidence {level}", level=confidence_name(lang, key_result.confidence))
        )
    return Progress(key_result.standing.ratio, " · ".join(words), tone_of(status))
