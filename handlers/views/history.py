"""The history of an objective: who changed what, from what to what."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, tzinfo

from chat.cards import Actions, Block, Button, Card, Note, Paragraph
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.figures import (
    confidence_name,
    direction_name,
    kind_name,
    state_name,
    status_name,
)
from okr.facts import Change, Confidence, Objective, State, Status
from okr.ids import ObjectiveId
from okr.measures import Direction, Kind


def history_card(
    lang: Language,
    objective: Objective,
    changes: Sequence[Change],
    zone: tzinfo,
    page: int,
    total: int,
) -> Card:
    """One page of changes, newest first, with the wording at publishing beside today's."""
    name = str(ObjectiveId(objective.number))
    blocks: list[Block] = []
    if page == 0:
        blocks += _frozen(lang, objective)
    for change in changes:
        blocks.append(
            Paragraph(
                text(
                    Bold(change.subject),
                    f" {action_name(lang, change.action)} · {change.by.name} · "
                    f"{lang.moment(change.at, zone)}",
                )
            )
        )
        details = _details(lang, change)
        if details:
            blocks.append(Note(text(details)))
    shown = page * 10 + len(changes)
    if shown < total:
        blocks.append(Note(text(lang.tr("{shown} of {total}", shown=shown, total=total))))
        blocks.append(
            Actions(
                (
                    Button(
                        lang.tr("Earlier"),
                        "show.history",
                        {"o": str(objective.number), "page": str(page + 1)},
                    ),
                )
            )
        )
    return Card(lang.tr("History of {id}", id=name), tuple(blocks))


def _frozen(lang: Language, objective: Objective) -> list[Block]:
    pairs = [(objective.published_title, objective.title)]
    pairs += [(each.published_title, each.title) for each in objective.key_results]
    return [
        Paragraph(lang.text("At publishing: “{then}” – today: “{today}”", then=then, today=today))
        for then, today in pairs
        if then is not None and then != today
    ]


_NAMES: Mapping[str, Callable[[Language, str], str]] = {
    "state": lambda lang, value: state_name(lang, State(value)),
    "kind": lambda lang, value: kind_name(lang, Kind(value)),
    "direction": lambda lang, value: direction_name(lang, Direction(value)),
    "confidence": lambda lang, value: confidence_name(lang, Confidence(value)),
    "status": lambda lang, value: status_name(lang, Status(value)),
    "due_on": lambda lang, value: lang.date(date.fromisoformat(value)),
}


def action_name(lang: Language, action: str) -> str:
    """What was done."""
    names = {
        "created": lang.tr("written"),
        "edited": lang.tr("edited"),
        "published": lang.tr("published"),
        "archived": lang.tr("archived"),
        "restored": lang.tr("brought back"),
        "moved": lang.tr("moved"),
        "carried_over": lang.tr("carried over"),
        "copied": lang.tr("copied"),
        "checked_in": lang.tr("checked in"),
        "aligned": lang.tr("changed in the talk about alignment"),
    }
    return names.get(action, action)


def field_name(lang: Language, field: str) -> str:
    """A changed field."""
    names = {
        "title": lang.tr("wording"),
        "kind": lang.tr("kind"),
        "direction": lang.tr("direction"),
        "start": lang.tr("start"),
        "target": lang.tr("target"),
        "high": lang.tr("upper bound"),
        "unit": lang.tr("unit"),
        "due_on": lang.tr("due"),
        "weight": lang.tr("weight"),
        "owner": lang.tr("owner"),
        "cycle": lang.tr("cycle"),
        "copied_from": lang.tr("from"),
        "state": lang.tr("state"),
        "value": lang.tr("value"),
        "confidence": lang.tr("confidence"),
        "collaborators": lang.tr("collaborators"),
        "stages": lang.tr("stages"),
        "status": lang.tr("status"),
        "note": lang.tr("key progress"),
        "risk": lang.tr("risk"),
        "support": lang.tr("support needed"),
        "next_step": lang.tr("next step"),
        "proposed_by": lang.tr("proposed by"),
    }
    return names.get(field, field)


def _details(lang: Language, change: Change) -> str:
    fields = dict.fromkeys([*change.before, *change.after])
    return "; ".join(
        f"{field_name(lang, field)}: {_said(lang, field, change.before.get(field))}"
        f" → {_said(lang, field, change.after.get(field))}"
        for field in fields
    )


def _said(lang: Language, field: str, value: str | float | None) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, str) and field in _NAMES:
        return _NAMES[field](lang, value)
    return lang.number(value) if isinstance(value, int | float) else shortened(value, 120)
