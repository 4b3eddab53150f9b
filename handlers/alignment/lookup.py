"""From a card or form of an alignment to the alignment itself, and who may say what to it."""

from chat.forms import FieldValue
from chat.replies import Replace, Reply
from handlers.alignment.cards import seen_by, sees
from handlers.context import Context
from handlers.views.alignment import AlignmentSeen, alignment_card
from okr.alignment import Alignment, AlignmentState, Wish
from okr.errors import Invalid, NotAllowed, NotFound, message
from storage import alignments, objectives
from storage.tables import AlignmentRow

_OPEN = (AlignmentState.ASKED, AlignmentState.COUNTERED)
FIELDS = ("what", "importance", "urgency", "how", "to_do")


def alignment_in(values: object) -> int:
    """The alignment's id in a button's values. Raises NotFound."""
    found = values.get("alignment", "") if hasattr(values, "get") else ""
    if isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) < 10:
        return int(found)
    raise no_such()


def no_such() -> NotFound:
    """What a button of no alignment is answered with."""
    return NotFound(message("That request is no longer there. `/okr align` shows what waits."))


def id_of(row: AlignmentRow) -> int:
    """The row's id, which a written row has."""
    return int(row.id or 0)


def locked(ctx: Context, values: object) -> AlignmentRow:
    """The alignment that a button or form is for, locked. Raises NotFound."""
    row = alignments.lock(ctx.session, alignment_in(values))
    if row is None or row.workspace_id != ctx.me.workspace_id:
        raise no_such()
    return row


def current(ctx: Context, alignment_id: int) -> Alignment:
    """The alignment as it now stands. Raises NotFound."""
    ctx.session.flush()
    found = alignments.find(ctx.session, ctx.me.workspace_id, alignment_id)
    if found is None:
        raise no_such()
    return found


def seen_now(ctx: Context, alignment_id: int) -> AlignmentSeen:
    """The alignment as it now stands for this person. Raises NotFound where they may not know."""
    found = current(ctx, alignment_id)
    if ctx.me.id not in people_of(found) and not _is_public(ctx, found):
        raise no_such()
    return seen_by(ctx.session, found, ctx.me)


def people_of(found: Alignment) -> set[int]:
    """Whose talk it is."""
    asked = {found.asked.id, found.upper.owner.id}
    return {found.asker.id, found.lower.owner.id, *asked}


def _is_public(ctx: Context, found: Alignment) -> bool:
    """Whether others may know of it: it was not taken back, and both ends are theirs to see."""
    ends = objectives.list_by_ids(ctx.session, [found.lower.objective_id, found.upper.objective_id])
    taken_back = found.state is AlignmentState.WITHDRAWN
    return not taken_back and all(sees(ctx.session, ctx.me, each) for each in ends)


def check_answers(ctx: Context, found: Alignment) -> None:
    """Raises NotAllowed unless this person is the one who answers."""
    if ctx.me.id not in (found.asked.id, found.upper.owner.id):
        raise NotAllowed(
            message("{asked} is asked: only they can answer that."), asked=found.asked.name
        )


def check_asked_it(ctx: Context, found: Alignment) -> None:
    """Raises NotAllowed unless this person is the one who asked."""
    if ctx.me.id not in (found.asker.id, found.lower.owner.id):
        raise NotAllowed(message("Only {asker}, who asked, can do that."), asker=found.asker.name)


def check_state(found: Alignment, *states: AlignmentState) -> None:
    """Raises Invalid saying what stands, where the talk has gone on since the card was read."""
    if found.state not in states or not found.waits:
        source, values = overtaken(found)
        raise Invalid(source, **values)


def overtaken(found: Alignment) -> tuple[str, dict[str, str]]:
    """What is said to somebody who comes too late, as a source text with its values."""
    by = (found.answered_by or found.asked).name
    ends = {"lower": found.lower.name, "upper": found.upper.name}
    if found.put_away is not None and found.state in _OPEN:
        said = message("{id} is archived or closed: there is nothing to answer.")
        return said, {"id": found.put_away.name}
    match found.state:
        case AlignmentState.WITHDRAWN:
            said = message("{name} took this back: there is nothing to answer any more.")
            return said, {"name": found.asker.name}
        case AlignmentState.ACCEPTED:
            said = message("{name} accepted it already: {lower} hangs on {upper}.")
            return said, {"name": by, **ends}
        case AlignmentState.DECLINED:
            return message("{name} declined it already."), {"name": by}
        case AlignmentState.COUNTERED:
            said = message("{name} proposed a change already; {asker} has it now.")
            return said, {"name": by, "asker": found.asker.name}
        case AlignmentState.ASKED:
            return message("{name} has the request now."), {"name": found.asked.name}


def stands(ctx: Context, found: Alignment) -> Reply:
    """The card as it stands, for a button of one that was overtaken."""
    source, values = overtaken(found)
    seen = seen_now(ctx, found.id)
    return Replace(alignment_card(ctx.lang, seen, ctx.lang.tr(source, **values)))


def is_over_for(found: Alignment, state: AlignmentState) -> bool:
    """Whether a button that is for this state comes too late."""
    return found.state is not state or not found.waits


def after(ctx: Context, alignment_id: int) -> Reply:
    """The card as it stands after what this person did."""
    return Replace(alignment_card(ctx.lang, seen_now(ctx, alignment_id)))


def words_in(fields: object, name: str, limit: int) -> str:
    """What was typed into a field. Raises Invalid when it is too long; nothing is cut."""
    found: FieldValue = fields.get(name, "") if hasattr(fields, "get") else ""
    typed = str(found or "").strip()
    if len(typed) > limit:
        raise Invalid(
            message("That is {length} characters long; {limit} is the most."),
            field=name,
            length=len(typed),
            limit=limit,
        )
    return typed


def wish_in(fields: object, what_limit: int, limit: int) -> Wish:
    """The wish that a form's fields say. Raises Invalid naming the field."""
    said = {
        name: words_in(fields, name, what_limit if name == "what" else limit) for name in FIELDS
    }
    if not said["what"]:
        raise Invalid(message("Say what you ask."), field="what")
    return Wish(**said)
