"""Staying in step: changes are noted for people at the other ends, who confirm or talk again."""

from collections.abc import Mapping, Sequence

from chat.cards import Button, Card
from chat.events import ButtonPressed, FormSubmitted
from chat.replies import OpenForm, Replace, Reply, Show
from handlers.alignment import cards, ending, news
from handlers.alignment.ending import Tie
from handlers.answers import page_in
from handlers.context import Context
from handlers.form_errors import form_errors
from handlers.registration import Routes
from handlers.risks.lookup import words_in
from handlers.views.in_step import (
    MOST,
    WORD_LIMIT,
    NewsSeen,
    talk_form,
    waiting_card,
)
from okr.alignment import Alignment, AlignmentState, NewsState
from okr.errors import Invalid, NotAllowed, NotFound, Refused, message
from okr.facts import Objective
from okr.in_step import News, drift, is_there, owners_of
from storage import alignment_news, alignments, people
from storage.alignment_news import RUNNING
from storage.tables import AlignmentNews

routes = Routes()


def changed(
    ctx: Context, before: Objective, after: Objective | None, agreed: int | None = None
) -> None:
    """An objective was changed, archived (`after` None) or brought back: whoever is aligned with
    it will hear.

    `agreed` is an alignment whose two people agree on this very change, or talk about it.
    """
    ctx.session.flush()
    if after is not None:
        _hand_over(ctx, before, after)
    ended, back = list[Tie](), list[Tie]()
    for tie in _ties(ctx, before.id):
        was = before.state in RUNNING and _is_there(before, tie)
        stands = after is not None and _is_there(after, tie)
        if was and not stands:
            ended.append(tie)
        elif stands and not was:
            back.append(tie)
        elif after is not None and stands and tie.alignment.id != agreed:
            _note(ctx, tie, before, after)
    is_whole = after is None or before.state not in RUNNING
    ending.tell_at_once(ctx, ended, back, before if is_whole else None)


def _note(ctx: Context, tie: Tie, before: Objective, after: Objective) -> None:
    """What is agreed is to be confirmed; what is still talked about shows what is true now."""
    is_upper = tie.is_upper
    moved = drift(before, after, tie.alignment.upper.position if is_upper else None)
    if tie.alignment.state is AlignmentState.ACCEPTED:
        news.note(
            ctx.session, tie.alignment, moved, is_upper=is_upper, by_id=ctx.me.id, now=ctx.now
        )
    elif moved.differences:
        cards.show_request(ctx.session, tie.alignment.id, ctx.now)


def _is_there(objective: Objective, tie: Tie) -> bool:
    return is_there(objective, tie.alignment.upper.position if tie.is_upper else None)


def _ties(ctx: Context, objective_id: int) -> list[Tie]:
    """What is agreed or asked with this objective at one end and something that goes on at the
    other."""
    below = alignments.list_of_upper(ctx.session, [objective_id]).get(objective_id, ())
    above = alignments.list_of_lower(ctx.session, [objective_id]).get(objective_id, ())
    ties = [*(Tie(each, True) for each in below), *(Tie(each, False) for each in above)]
    return sorted(
        (each for each in ties if each.other.state in RUNNING),
        key=lambda each: each.alignment.id,
    )


def _hand_over(ctx: Context, before: Objective, after: Objective) -> None:
    """What waits for a former owner waits for the new one: requests, and changes to confirm."""
    was, now = owners_of(before), owners_of(after)
    moved = {position for position, owner in now.items() if was.get(position, owner) != owner}
    if not moved:
        return
    found: list[int] = []
    for each in alignments.list_of_upper(ctx.session, [after.id]).get(after.id, ()):
        owner = now.get(each.upper.position)
        if each.upper.position in moved and owner is not None and owner != each.asked:
            alignments.move_answerer(ctx.session, each.id, owner.id, ctx.now)
            _show_moved(ctx, each, each.asked.id)
        found.append(each.id)
    for each in alignments.list_of_lower(ctx.session, [after.id]).get(after.id, ()):
        if None in moved and each.asker != after.owner:
            alignments.move_asker(ctx.session, each.id, after.owner.id, ctx.now)
            _show_moved(ctx, each, each.asker.id)
        found.append(each.id)
    news.follow(ctx.session, found, ctx.now)


def _show_moved(ctx: Context, alignment: Alignment, from_id: int) -> None:
    if alignment.state is not AlignmentState.ACCEPTED:
        cards.show_moved(ctx.session, alignment.id, from_id, ctx.now)
        cards.show_request(ctx.session, alignment.id, ctx.now)


@routes.button("in_step.waiting")
def show_waiting(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(_list(ctx, page_in(event.values)))


@routes.button("in_step.page")
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Replace(_list(ctx, page_in(event.values)))


@routes.button("in_step.confirm", writes=True)
def confirm(ctx: Context, event: ButtonPressed) -> Reply:
    """Still in step: with one change, or with all that the card shows."""
    pressed = _pressed(event.values)
    is_late = False
    for row, seen, version in _locked(ctx, pressed):
        if not seen.waits:
            continue
        if seen.version != version:
            is_late = True
            continue
        row.state, row.answered_at = NewsState.CONFIRMED, ctx.now
        alignments.confirm(ctx.session, seen.alignment_id, ctx.me.id, ctx.now)
    ctx.session.flush()
    return Replace(_after(ctx, pressed, event.values, changed_meanwhile=is_late))


@routes.button("in_step.talk", writes=True)
def open_talk(ctx: Context, event: ButtonPressed) -> Reply:
    seen, values = _asked(ctx, event.values)
    if not seen.waits:
        return Replace(_after(ctx, _pressed(values), values))
    return OpenForm(talk_form(ctx.lang, seen, values))


@routes.form("in_step.talk_save")
def save_talk(ctx: Context, event: FormSubmitted) -> Reply:
    seen, values = _asked(ctx, event.values)
    if seen.waits:
        try:
            word = words_in(event.fields, "word", WORD_LIMIT)
            if not word:
                raise Invalid(message("Say in a few words what it is about."), field="word")
        except Refused as error:
            return form_errors(ctx, talk_form(ctx.lang, seen, values), event, error)
        _reopen(ctx, seen, word)
    return Replace(_after(ctx, _pressed(values), values))


def _reopen(ctx: Context, seen: News, word: str) -> None:
    row = alignment_news.lock(ctx.session, seen.id)
    if row is not None:
        row.state, row.answered_at = NewsState.REOPENED, ctx.now
    alignments.reopen(ctx.session, seen.alignment_id, ctx.me.id, word, ctx.now)
    ctx.session.flush()
    news.settle(ctx.session, seen.alignment_id, ctx.now)
    cards.show_request(ctx.session, seen.alignment_id, ctx.now)


_Pressed = Sequence[tuple[int, str]]
"""Ids of changes, each with the version that stood on the card."""


def _pressed(values: Mapping[str, str]) -> _Pressed:
    """Which changes a button is for. Raises NotFound."""
    ids, versions = values.get("news", "").split(","), values.get("v", "").split(",")
    if len(ids) != len(versions) or not all(
        each.isascii() and each.isdecimal() and len(each) < 10 for each in ids
    ):
        raise _no_such()
    return [(int(id), version) for id, version in zip(ids, versions, strict=True)][:MOST]


def _no_such() -> NotFound:
    return NotFound(message("That change is no longer there. `/okr` shows what waits for you."))


def _locked(ctx: Context, pressed: _Pressed) -> list[tuple[AlignmentNews, News, str]]:
    """The changes as they now are, locked. Raises NotFound, and NotAllowed for somebody else's."""
    known = [alignment_news.find(ctx.session, id) for id, _ in pressed]
    # Alignments before people before changes, as everywhere: nobody waits in a circle.
    for alignment_id in sorted({each.alignment_id for each in known if each is not None}):
        alignments.lock(ctx.session, alignment_id)
    alignment_news.lock_person(ctx.session, ctx.me.id)
    found = []
    for id, version in pressed:
        row, seen = alignment_news.lock(ctx.session, id), alignment_news.find(ctx.session, id)
        if row is None or seen is None:
            continue
        if row.person_id != ctx.me.id:
            raise _not_yours(ctx, seen)
        found.append((row, seen, version))
    if not found:
        raise _no_such()
    return found


def _not_yours(ctx: Context, seen: News) -> Refused:
    # Who has nothing to do with it does not learn what it is about.
    if ctx.me.id not in (seen.own.owner.id, seen.changed.owner.id):
        return _no_such()
    name = people.names_of(ctx.session, [seen.person_id])[seen.person_id].name
    return NotAllowed(message("{name} is asked whether this is still in step."), name=name)


def _asked(ctx: Context, values: Mapping[str, str]) -> tuple[News, Mapping[str, str]]:
    """The one change that a form is for, and what says where its button stood."""
    (_, seen, _), *_ = _locked(ctx, _pressed(values))
    kept = {name: values[name] for name in ("news", "v", "at", "page") if name in values}
    return seen, kept


def _after(
    ctx: Context, pressed: _Pressed, values: Mapping[str, str], *, changed_meanwhile: bool = False
) -> Card:
    """The card or list that the button stood on, as it now is; the other one follows."""
    answered = [alignment_news.find(ctx.session, id) for id, _ in pressed]
    for sent_at in sorted({each.told_at for each in answered if each and each.told_at}):
        news.refresh(ctx.session, ctx.me.id, sent_at, ctx.now)
    told_at = news.told_at_of(values)
    if told_at is not None:
        return news.card_of(ctx.session, ctx.me, told_at, changed_meanwhile=changed_meanwhile)
    return _list(ctx, page_in(values), changed_meanwhile=changed_meanwhile)


def _list(ctx: Context, page: int, *, changed_meanwhile: bool = False) -> Card:
    """A page of what waits for this person."""
    total = alignment_news.count_open(ctx.session, ctx.me.id)
    page = min(page, max(0, (total - 1) // MOST))
    found = alignment_news.list_open(ctx.session, ctx.me.id, MOST, page * MOST)
    more = Button(ctx.lang.tr("More"), "in_step.page", {"page": str(page + 1)})
    hidden = total - page * MOST - len(found)
    here = {"page": str(page)}
    seen = NewsSeen(found, ctx.me.zone, here, hidden, more, changed_meanwhile)
    return waiting_card(ctx.lang, seen)
