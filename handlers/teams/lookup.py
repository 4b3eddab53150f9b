"""From what somebody typed or mentioned to a team: its name, or the channel it talks in."""

from handlers.context import Context
from handlers.parsing import Words
from handlers.teams.changes import named
from storage import teams
from storage.tables import TeamRow


def find_team(ctx: Context, words: Words) -> TeamRow | None:
    """The team that the words name and nothing else, or whose channel they name."""
    row = teams.find_by_name(ctx.session, ctx.me.workspace_id, words.plain)
    if row is not None or not words.channels:
        return row
    sender = ctx.event.sender
    channel_id, name = words.channels[0]
    if words.plain.strip().lstrip("#＃") != name:
        return None
    return teams.find_by_channel(ctx.session, sender.platform, sender.tenant, channel_id)


def team_named(ctx: Context, words: Words, example: str) -> TeamRow:
    """The same. Raises Invalid without a name, NotFound for an unknown one."""
    return find_team(ctx, words) or named(ctx, words.plain, example)
