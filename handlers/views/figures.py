"""Figures in the reader's words: values with their units, measures, progress, status."""

from datetime import date

from chat.cards import Progress, Tone
from chat.locales import Language
from okr.facts import Confidence, KeyResult, Measure, Stage, State, Status
from okr.measures import Direction, Kind
from okr.quantities import read_number
from okr.splitting import needs_target


def value(lang: Language, measure: Measure, figure: float | None) -> str:
    """A figure with its unit: "12,000 sign-ups", "20%", "USD 1,200,000", "done"."""
    if figure is None:
        return "–"
    number = lang.number(figure)
    if measure.kind is Kind.MILESTONE:
        return _done(lang, measure, figure)
    if measure.kind is Kind.PERCENT:
        return f"{number}%"
    if measure.kind is Kind.MONEY:
        return f"{measure.unit} {number}".strip()
    return f"{number} {measure.unit}".strip()


def _done(lang: Language, measure: Measure, figure: float) -> str:
    if not 0 <= figure <= 1:  # recorded when it still had a figure
        return lang.number(figure)
    if measure.stages and 0 < figure < 1:
        return lang.percent(figure)
    return lang.tr("done") if figure >= 1 else lang.tr("not done")


def figure_text(lang: Language, figure: float | None) -> str:
    """A figure as a form shows it: in the reader's way where that says all of it."""
    if figure is None:
        return ""
    shown = lang.number(figure)
    return shown if read_number(shown) == figure else repr(figure)


def stage_name(lang: Language, stage: Stage) -> str:
    """A stage, and how much it counts where that is not once: "Build ×2"."""
    return stage.title if stage.weight == 1 else f"{stage.title} ×{lang.number(stage.weight)}"


def stage_count(lang: Language, measure: Measure) -> str:
    """How many stages are done: "2 of 5 stages"."""
    return lang.ntr(
        "{done} of {count} stage",
        "{done} of {count} stages",
        len(measure.stages),
        done=sum(stage.done for stage in measure.stages),
    )


def goal(lang: Language, measure: Measure) -> str:
    """What is to be reached, in one line: "from 3.6 to 4", "at most 300 ms", "done"."""
    if measure.kind is Kind.MILESTONE:
        if measure.stages:
            return lang.ntr("{count} stage", "{count} stages", len(measure.stages))
        return lang.tr("done or not done")
    target = value(lang, measure, measure.target)
    start = None if measure.start is None else value(lang, measure, measure.start)
    if needs_target(measure):
        return lang.tr("starts at {start}, target to be set", start=start)
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
    if measure.stages:
        return stage_count(lang, measure)
    if measure.kind is Kind.MILESTONE:
        return value(lang, measure, key_result.current)
    counts_from_nothing = measure.direction in (Direction.REACH, Direction.INCREASE)
    if counts_from_nothing and measure.start is None and measure.unit != "%":
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


def status_words(lang: Language, own: Status | None, proposed: Status, who: str = "") -> str:
    """The status in words: where the people's own word and the figures differ, both.

    `who` is whose word it is, where that is known.
    """
    figures = status_name(lang, proposed)
    if own is None or own is proposed:
        return figures
    word = status_name(lang, own)
    if who:
        return lang.tr(
            "{status} by the figures; {who} says {word}", status=figures, who=who, word=word
        )
    return lang.tr("{word} ({status} by the figures)", status=figures, word=word)


def key_result_bar(
    lang: Language,
    key_result: KeyResult,
    status: Status,
    *,
    who: str = "",
    silent_since: date | None = None,
) -> Progress:
    """A key result's bar with what it stands at, its status and how sure its owner is.

    `status` is what the figures say; `who` said otherwise, where anybody did; `silent_since` is
    the day of the last check-in of what is stale.
    """
    own = key_result.status
    if key_result.standing.has_value:
        words = [lang.percent(key_result.standing.ratio), now_of_goal(lang, key_result)]
        tone = _milestone_tone(key_result, status)
        if tone is None:
            words.append(status_words(lang, own, status, who))
            tone = tone_of(own or status)
        elif own is not None:
            words.append(status_name(lang, own))
            tone = tone_of(own)
    else:
        words = [lang.tr("no value yet"), goal(lang, key_result.measure)]
        tone = Tone.NEUTRAL
        if own is not None:
            words.append(status_name(lang, own))
            tone = tone_of(own)
    if key_result.confidence is not None:
        words.append(
            lang.tr("confidence {level}", level=confidence_name(lang, key_result.confidence))
        )
    if silent_since is not None:
        words.append(_stale(lang, key_result, silent_since))
    return Progress(key_result.standing.ratio, " · ".join(words), tone)


def _stale(lang: Language, key_result: KeyResult, since: date) -> str:
    day = lang.date(since, year=False)
    if key_result.checked_in_at is None:
        return lang.tr("stale: no check-in yet, published {day}", day=day)
    return lang.tr("stale: no check-in since {day}", day=day)


def _milestone_tone(key_result: KeyResult, status: Status) -> Tone | None:
    """The colour of what is just done or not done; None where the status says more than that.

    Without stages there is no way from 0 to 100 % that it could be behind on.
    """
    measure = key_result.measure
    if measure.kind is not Kind.MILESTONE or measure.stages:
        return None
    if status is Status.DONE:
        return Tone.GOOD
    return Tone.WARNING if key_result.confidence is Confidence.LOW else Tone.NEUTRAL
