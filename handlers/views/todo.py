"""Action items as cards: one, a list of them, what their owner and maker are told; their forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chat.address import Account
from chat.cards import Actions, Block, Button, Card, Divider, Note, Paragraph, Style, Tone
from chat.forms import DateField, Explanation, Form, PersonField, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text
from okr.action_items import is_overdue
from okr.follow_up import ActionItem, ActionState
from okr.ids import ActionId

PAGE = 6
TITLE_LIMIT = 500
REASON_LIMIT = 300
_LISTED = 300
"""Characters of a title in a list; `/okr todo A7` has all of them."""


def id_of(item: ActionItem) -> str:
    """An item's id as people say it."""
    return str(ActionId(item.number))


def item_card(
    lang: Language, item: ActionItem, today: date, *, may_change: bool, note: str = ""
) -> Card:
    """One item with what the reader can do with it; `note` says what just happened."""
    blocks: list[Block] = [Note(text(note))] if note else []
    blocks += [Paragraph(text(Bold(id_of(item)), f" {item.title}")), _small(lang, item, today)]
    if may_change:
        blocks.append(_buttons(lang, item, {}))
    return Card(f"{id_of(item)} · {owner_of(lang, item)}", tuple(blocks))


def owner_of(lang: Language, item: ActionItem) -> str:
    """Who does it, and that they have left where they have."""
    name = item.owner.name
    return lang.tr("{name} (left)", name=name) if item.owner_left else name


def given_card(lang: Language, item: ActionItem, giver: str, today: date) -> Card:
    """What the owner gets when somebody else made or handed them an item."""
    return Card(
        lang.tr("{name} gave you an action item", name=giver),
        (
            Paragraph(text(Bold(id_of(item)), f" {item.title}")),
            _small(lang, item, today),
            _buttons(lang, item, {}),
        ),
    )


def due_card(lang: Language, item: ActionItem, today: date) -> Card:
    """The reminder on the due day."""
    title = lang.tr("Due today: {id}", id=id_of(item))
    if item.due_on is not None and item.due_on < today:
        title = lang.tr("Due {day}: {id}", day=lang.date(item.due_on, year=False), id=id_of(item))
    return Card(
        title,
        (
            Paragraph(text(Bold(id_of(item)), f" {item.title}")),
            _small(lang, item, today),
            _buttons(lang, item, {}),
        ),
    )


def closed_card(lang: Language, item: ActionItem, who: str) -> Card:
    """What its maker, its owner or who raised the risk hears when it is done or dropped."""
    is_done = item.state is ActionState.DONE
    title = lang.tr("{name} dropped {id}", name=who, id=id_of(item))
    if is_done:
        title = lang.tr("{name} has done {id}", name=who, id=id_of(item))
    blocks: list[Block] = [Paragraph(text(Bold(id_of(item)), f" {item.title}"))]
    if item.reason:
        blocks.append(Paragraph(lang.text("Reason: {reason}", reason=item.reason)))
    return Card(title, tuple(blocks), Tone.GOOD if is_done else Tone.NEUTRAL)


@dataclass(frozen=True, slots=True)
class ItemList:
    """A page of somebody's or a team's open items.

    `whose` goes with every button, so that the same list comes back; `changeable` are the ids of
    those the reader may change.
    """

    title: str
    items: Sequence[ActionItem]
    changeable: frozenset[int]
    page: int
    total: int
    with_owner: bool
    whose: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def items_card(lang: Language, found: ItemList, today: date) -> Card:
    """Open items, overdue first."""
    blocks: list[Block] = [Note(text(found.note))] if found.note else []
    for item in found.items:
        title = shortened(item.title, _LISTED)
        blocks.append(Paragraph(text(Bold(id_of(item)), f" {title}")))
        blocks.append(_small(lang, item, today, with_owner=found.with_owner))
        if item.id in found.changeable:
            place = {**found.whose, "page": str(found.page)}
            blocks.append(_buttons(lang, item, place))
    if not found.items:
        blocks.append(Paragraph(text(lang.tr("Nothing open."))))
        example = lang.tr("/okr todo call the partner @Bo by Friday")
        blocks.append(Note(lang.text("Write one: {example}", example=Bold(example))))
    shown = found.page * PAGE + len(found.items)
    if shown < found.total:
        more = Button(lang.tr("More"), "todo.page", {**found.whose, "page": str(found.page + 1)})
        note = lang.tr("{shown} of {total}", shown=shown, total=found.total)
        blocks += [Divider(), Note(text(note)), Actions((more,))]
    return Card(found.title, tuple(blocks))


def _small(lang: Language, item: ActionItem, today: date, *, with_owner: bool = True) -> Note:
    """When, who, what for: in a line."""
    words = [_when(lang, item, today)]
    if with_owner:
        words.append(owner_of(lang, item))
    if item.by != item.owner:
        words.append(lang.tr("from {name}", name=item.by.name))
    if item.key_result:
        words.append(item.key_result)
    return Note(text(" · ".join(words)))


def _when(lang: Language, item: ActionItem, today: date) -> str:
    match item.state:
        case ActionState.DONE:
            return lang.tr("✓ done")
        case ActionState.DROPPED if item.reason:
            return lang.tr("dropped: {reason}", reason=item.reason)
        case ActionState.DROPPED:
            return lang.tr("dropped")
        case ActionState.OPEN:
            return _due(lang, item.due_on, today)


def _due(lang: Language, due_on: date | None, today: date) -> str:
    if due_on is None:
        return lang.tr("no date")
    if due_on == today:
        return lang.tr("due today")
    day = lang.date(due_on)
    if is_overdue(due_on, today):
        return lang.tr("overdue since {day}", day=day)
    return lang.tr("due {day}", day=day)


def _buttons(lang: Language, item: ActionItem, place: Mapping[str, str]) -> Actions:
    values = {"item": str(item.id), **place}
    if item.state is not ActionState.OPEN:
        return Actions((Button(lang.tr("Open again"), "todo.reopen", values),))
    done = Style.PLAIN if place else Style.PRIMARY
    return Actions(
        (
            Button(lang.tr("Done"), "todo.done", values, done),
            Button(
                lang.tr("Give to somebody…") if item.owner_left else lang.tr("Move…"),
                "todo.move",
                values,
            ),
            Button(lang.tr("Drop"), "todo.drop", values),
        )
    )


def move_form(
    lang: Language, item: ActionItem, owner: tuple[Account, ...], values: Mapping[str, str]
) -> Form:
    """Another day, or another person."""
    return Form(
        action="todo.move_save",
        title=lang.tr("Action item {id}", id=id_of(item)),
        submit=lang.tr("Save"),
        cancel=lang.tr("Cancel"),
        values=values,
        parts=(
            Explanation(text(Bold(id_of(item)), f" {item.title}")),
            DateField("due", lang.tr("By when"), item.due_on.isoformat() if item.due_on else ""),
            PersonField("owner", lang.tr("Who"), owner),
        ),
    )


def drop_form(lang: Language, item: ActionItem, values: Mapping[str, str]) -> Form:
    """Why it is not done."""
    return Form(
        action="todo.drop_save",
        title=lang.tr("Drop {id}?", id=id_of(item)),
        submit=lang.tr("Drop it"),
        cancel=lang.tr("Cancel"),
        values=values,
        parts=(
            Explanation(text(Bold(id_of(item)), f" {item.title}")),
            TextField("reason", lang.tr("Why?"), required=True, max_length=REASON_LIMIT),
        ),
    )
