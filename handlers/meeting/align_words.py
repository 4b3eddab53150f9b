"""From what follows `/okr meeting align` to a team, a cycle and minutes of reading."""

from handlers.context import Context
from handlers.lookup import open_cycle
from handlers.meeting.opening import READING, minutes_in, team_here
from okr.errors import Invalid, message
from okr.facts import Cycle
from storage import cycles, teams
from storage.tables import TeamRow

_MOST_WORDS = 12


def meant(ctx: Context, typed: str) -> tuple[TeamRow, Cycle | None, int]:
    """The team named, or that of this channel; the cycle named; how long it reads.

    Raises Invalid.
    """
    minutes, names = READING, typed
    found = _named(ctx, typed)
    if found is None:  # "10", but not the cycle "2027"
        minutes, names = minutes_in(typed)
        found = _named(ctx, names)
    if found is None:
        raise Invalid(
            message(
                "I know neither a team nor a cycle “{name}”. "
                "`/okr team` and `/okr cycle` list them."
            ),
            name=names[:60],
        )
    row, cycle = found
    row = row or team_here(ctx, "/okr meeting align Growth")
    return row, None if cycle is None else open_cycle(cycle), minutes


def _named(ctx: Context, typed: str) -> tuple[TeamRow | None, Cycle | None] | None:
    """A team and a cycle, either alone or none, in whatever order; None for anything else."""
    words = typed.split()
    if not words:
        return None, None
    workspace_id = ctx.me.workspace_id
    for cut in range(min(len(words), _MOST_WORDS), -1, -1):
        one, other = " ".join(words[:cut]), " ".join(words[cut:])
        for name, cycle_name in ((one, other), (other, one)):
            team = teams.find_by_name(ctx.session, workspace_id, name) if name else None
            cycle = cycles.by_name(ctx.session, workspace_id, cycle_name) if cycle_name else None
            if bool(name) == bool(team) and bool(cycle_name) == bool(cycle):
                return team, cycle
    return None
