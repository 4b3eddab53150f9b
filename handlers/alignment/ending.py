"""What is said at once: an end of an alignment or of a request was put away, or is back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from handlers.alignment import cards, news
from handlers.context import Context
from handlers.views.in_step_ended import Ended, back_card, ended_card
from okr.alignment import Alignment, AlignmentState, End
from okr.facts import Objective
from storage import alignment_changes, alignments, leads


@dataclass(frozen=True, slots=True)
class Tie:
    """An alignment or a request, seen from the end that changed: `is_upper` or the lower one."""

    alignment: Alignment
    is_upper: bool

    @property
    def changed(self) -> End:
        """The end that changed."""
        return self.alignment.upper if self.is_upper else self.alignment.lower

    @property
    def other(self) -> End:
        """The end that did not."""
        return self.alignment.lower if self.is_upper else self.alignment.upper

    @property
    def is_asked(self) -> bool:
        """Whether it is a request that nobody has agreed to."""
        return self.alignment.state is not AlignmentState.ACCEPTED


def tell_at_once(
    ctx: Context, ended: Sequence[Tie], back: Sequence[Tie], whole: Objective | None
) -> None:
    """What is archived or brought back is said at once, and takes its changes with it.

    A request has nothing to answer meanwhile, and its whole time once it is back. `whole` is the
    objective, where it is not one key result alone.
    """
    for tie in (*ended, *back):
        if tie.is_asked:
            _show(ctx, tie, is_back=tie in back)
    for ties, is_back in ((ended, False), (back, True)):
        heard = [each for each in ties if _hears(each, is_back=is_back)]
        for _, group in groupby(sorted(heard, key=_addressee), key=_addressee):
            _tell(ctx, list(group), whole, is_back=is_back)
    if touched := [each.alignment.id for each in (*ended, *back)]:
        news.refresh_all(ctx.session, touched, ctx.now)


def _show(ctx: Context, tie: Tie, *, is_back: bool) -> None:
    row = alignments.lock(ctx.session, tie.alignment.id)
    if row is not None and is_back:
        alignment_changes.wait(ctx.session, row, ctx.now)
    cards.show_request(ctx.session, tie.alignment.id, ctx.now)


def _hears(tie: Tie, *, is_back: bool) -> bool:
    """Whether it is news to the other side: nobody misses what they had not answered yet."""
    if not tie.is_asked or tie.is_upper:
        return True
    return tie.alignment.state is AlignmentState.COUNTERED and not is_back


def _addressee(tie: Tie) -> tuple[int, bool, bool]:
    return news.reader_of(tie.alignment, is_upper=tie.is_upper).id, tie.is_upper, tie.is_asked


def _tell(ctx: Context, ties: Sequence[Tie], whole: Objective | None, *, is_back: bool) -> None:
    """One message for what ties the same person to it in the same way."""
    reader_id, is_upper, is_asked = _addressee(ties[0])
    end = ties[0].changed
    if whole is not None:
        end = replace(end, position=None, title=whole.title, owner=whole.owner)
    if reader_id in (ctx.me.id, end.owner.id) or not leads.list_reachable(ctx.session, [reader_id]):
        return
    seen = Ended(end, [each.other for each in ties], ctx.me.name, is_upper, is_asked)
    what = ("asked-" if is_asked else "") + ("back" if is_back else "ended")
    card_for = back_card if is_back else ended_card
    key = f"in-step-{what}:{end.name}:{end.objective_id}:{reader_id}:{int(ctx.now.timestamp())}"
    ctx.tell(reader_id, key, lambda reader, lang: card_for(lang, seen))
