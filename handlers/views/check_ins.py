"""What stands after a check-in: figures before and after, status, whom it asks, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from chat.cards import Actions, Block, Button, Card, Note, Paragraph, Tone
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.coaching import Said, advice
from handlers.views.figures import confidence_name, objective_bar, status_name, value
from handlers.views.objectives import id_of, key_result_blocks, names
from handlers.views.weekly import choices
from okr.facts import CheckIn, KeyResult, Objective, PersonName
from okr.ids import ObjectiveId

MOST_SHOWN = 8
MOST_QUESTIONED = 4
_SHORT = 300
"""Characters of each text of an older check-in; the newest one is shown whole."""
BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One key result after a check-in; `before` is its value then."""

    objective: Objective
    key_result: KeyResult
    before: float | None = None
    asked: tuple[PersonName, ...] = ()
    said: tuple[Said, ...] = ()
    unchanged: int = 0
    """How many check-ins in a row said that nothing has changed."""
    who: str = ""
    """Whose word the status is, where it was just said."""


def checked_in_card(lang: Language, outcomes: Sequence[Outcome], today: date, week: str) -> Card:
    """Where key results and objectives stand after a check-in, and what the coach says of it."""
    blocks: list[Block] = []
    for each in outcomes[:MOST_SHOWN]:
        blocks += _outcome(lang, each, today)
    hidden = [id_of(each.key_result) for each in outcomes[MOST_SHOWN:]]
    if hidden:
        blocks.append(Note(text(lang.tr("Checked in, too: {ids}", ids=", ".join(hidden)))))
    blocks += objective_lines(lang, [each.objective for each in outcomes])
    blocks += _advice(lang, outcomes)
    return Card(_title(lang, outcomes), (*blocks, _what_next(lang, outcomes, week)), Tone.GOOD)


def under_way_card(
    lang: Language,
    outcomes: Sequence[Outcome],
    still_open: Sequence[KeyResult],
    today: date,
    week: str,
) -> Card:
    """A check-in left in the middle: what is saved, what the coach says of it, what is left."""
    blocks: list[Block] = []
    for each in outcomes[:MOST_SHOWN]:
        blocks += _outcome(lang, each, today)
    blocks += _advice(lang, outcomes)
    ids = [id_of(each.key_result) for each in outcomes[MOST_SHOWN:]]
    if ids:
        blocks.append(Note(text(lang.tr("Checked in, too: {ids}", ids=", ".join(ids)))))
    left = ", ".join(id_of(each) for each in still_open)
    blocks.append(Paragraph(text(lang.tr("Not checked in yet: {ids}", ids=left))))
    return Card(lang.tr("Your weekly check-in"), (*blocks, choices(lang, week)))


def _advice(lang: Language, outcomes: Sequence[Outcome]) -> list[Block]:
    return [
        block
        for each in outcomes[:MOST_SHOWN]
        for said in each.said
        for block in advice(lang, said)
    ]


def _title(lang: Language, outcomes: Sequence[Outcome]) -> str:
    if len(outcomes) == 1:
        return lang.tr("{id} checked in", id=id_of(outcomes[0].key_result))
    return lang.ntr(
        "{count} key result checked in", "{count} key results checked in", len(outcomes)
    )


def _outcome(lang: Language, outcome: Outcome, today: date) -> list[Block]:
    key_result = outcome.key_result
    blocks = key_result_blocks(lang, outcome.objective, key_result, today, outcome.who)
    lines = []
    if key_result.current is not None and outcome.before not in (None, key_result.current):
        measure = key_result.measure
        then, now = (value(lang, measure, each) for each in (outcome.before, key_result.current))
        lines.append(f"{then} → {now}")
    if outcome.asked:
        lines.append(lang.tr("{names} will be asked for an answer.", names=names(outcome.asked)))
    if lines:
        blocks.append(Note(text(" · ".join(lines))))
    return blocks


def objective_lines(lang: Language, objectives: Sequence[Objective]) -> list[Block]:
    """Each objective once, with its bar."""
    blocks: list[Block] = []
    for each in list({each.id: each for each in objectives}.values())[:MOST_SHOWN]:
        blocks.append(Paragraph(text(Bold(str(ObjectiveId(each.number))), f" {each.title}")))
        blocks.append(objective_bar(lang, each.progress))
    return blocks


def _what_next(lang: Language, outcomes: Sequence[Outcome], week: str) -> Actions:
    edit = Button(lang.tr("Edit"), "checkin.week", {"week": week})
    if len(outcomes) == 1:
        values = {"kr": id_of(outcomes[0].key_result), "week": week}
        edit = Button(lang.tr("Edit"), "checkin.open", values)
    number = str(outcomes[0].objective.number)
    return Actions((edit, Button(lang.tr("Show it all"), "show.open", {"o": number})))


def unchanged_card(lang: Language, outcomes: Sequence[Outcome], reason: str, week: str) -> Card:
    """What was left as it is, and a question where that goes on for weeks."""
    ids = ", ".join(id_of(each.key_result) for each in outcomes)
    blocks: list[Block] = [
        Paragraph(text(Bold(ids), "  ", lang.tr("Nothing changed: {reason}", reason=reason)))
    ]
    for each in [each for each in outcomes if each.unchanged >= 3][:MOST_QUESTIONED]:
        blocks += _question(lang, each)
    change = Button(lang.tr("Something did change"), "checkin.week", {"week": week})
    blocks.append(Actions((change,)))
    title = lang.ntr("{count} key result unchanged", "{count} key results unchanged", len(outcomes))
    return Card(title, tuple(blocks), Tone.GOOD)


def _question(lang: Language, outcome: Outcome) -> list[Block]:
    id = id_of(outcome.key_result)
    said = lang.tr("unchanged {count} times in a row.", count=outcome.unchanged)
    question = lang.tr("Is it still the right one? Can it be measured every week? Who could help?")
    title = shortened(outcome.key_result.title, 200)
    return [
        Paragraph(text("❓ ", Bold(id), f" {title}: {said} {question}")),
        Actions(
            (
                Button(lang.tr("Edit {id}", id=id), "edit.open", {"option": id}),
                Button(lang.tr("Show {id}", id=id), "show.key_result", {"kr": id}),
            )
        ),
    ]


def sparkline(values: Sequence[float]) -> str:
    """Figures as bars of text, the lowest and the highest at the ends of the scale."""
    low, high = min(values), max(values)
    if low == high:
        return BARS[len(BARS) // 2] * len(values)
    steps = len(BARS) - 1
    return "".join(BARS[round((each - low) / (high - low) * steps)] for each in values)


def way_so_far(lang: Language, key_result: KeyResult, values: Sequence[float]) -> list[Block]:
    """The values of all check-ins as a line; nothing before there are two."""
    if len(values) < 2:
        return []
    first, last = (value(lang, key_result.measure, each) for each in (values[0], values[-1]))
    return [Paragraph(text(Bold(sparkline(values)), f"  {first} → {last}"))]


def check_in_lines(
    lang: Language, key_result: KeyResult, check_ins: Sequence[CheckIn], zone: tzinfo
) -> list[Block]:
    """Check-ins, newest first, each with all that was said."""
    return [
        Paragraph(text(*_line(lang, key_result, each, zone, most=_SHORT if place else 0)))
        for place, each in enumerate(check_ins)
    ]


def _line(
    lang: Language, key_result: KeyResult, check_in: CheckIn, zone: tzinfo, *, most: int
) -> list[str | Bold]:
    def cut(words: str) -> str:
        return shortened(words, most) if most else words

    figure = "" if check_in.value is None else value(lang, key_result.measure, check_in.value)
    said = f"  {cut(check_in.note)}" if check_in.note else ""
    if check_in.is_unchanged:
        said = "  " + lang.tr("Nothing changed: {reason}", reason=cut(check_in.note))
    elif check_in.is_empty:
        said = lang.tr("empty: neither a figure nor a word")
    more = "".join(f"\n{line}" for line in _more(lang, check_in, cut_to=most))
    small = " · ".join(_small(lang, check_in, zone))
    return [Bold(figure), f"{said}  " if figure or said else "", f"({small})", more]


def _small(lang: Language, check_in: CheckIn, zone: tzinfo) -> list[str]:
    words = [lang.moment(check_in.at, zone), check_in.by.name]
    if check_in.confidence is not None:
        words.append(
            lang.tr("confidence {level}", level=confidence_name(lang, check_in.confidence))
        )
    if check_in.status is not None and check_in.status is not check_in.proposed:
        words.append(status_name(lang, check_in.status))
    return words


def _more(lang: Language, check_in: CheckIn, *, cut_to: int) -> list[str]:
    def cut(words: str) -> str:
        return shortened(words, cut_to) if cut_to else words

    lines = []
    if check_in.risk:
        lines.append(lang.tr("Risk: {words}", words=cut(check_in.risk)))
    if check_in.support:
        words = cut(check_in.support)
        if check_in.support_from is not None:
            words = f"{words} (@{check_in.support_from.name})"
        lines.append(lang.tr("Support needed: {words}", words=words))
    if check_in.next_step:
        words = cut(check_in.next_step)
        if check_in.next_step_on is not None:
            words = f"{words} ({lang.date(check_in.next_step_on)})"
        lines.append(lang.tr("Next: {words}", words=words))
    return lines
