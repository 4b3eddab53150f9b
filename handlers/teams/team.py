"""Teams: make one, put people in, name its lead, tie it to a channel; or leave it."""

import re

from chat.address import PlaceKind
from chat.replies import OpenForm, Reply, Show
from handlers.context import Context
from handlers.lookup import UNKNOWN_PERSON, people_in
from handlers.parsing import Words
from handlers.registration import CommandHandler
from handlers.subcommands import take
from handlers.teams import rhythm as team_rhythm
from handlers.teams.changes import (
    card_of,
    check_changeable,
    create,
    leave,
    name_lead,
    named,
    put_in,
    put_under,
    remove_members,
)
from handlers.teams.forms import list_card, routes, tie
from handlers.views.team_forms import team_form
from handlers.views.teams import left_card
from okr.errors import Invalid, message
from okr.facts import PersonName
from storage import teams
from storage.teams import TeamName, name_key

_JOINS_AT_END = re.compile(r"(?:[\s,，、;；:：&+]|(?<=\s)(?:and|和|与|及))+$", re.IGNORECASE)
_NO_TEAM = ("none", "-", "–", "无", "没有")


@routes.command(
    "team",
    "团队",
    summary=message("teams, their people, lead and channel"),
    usage=(
        ("team", message("all teams")),
        ("team create Growth", message("a new team; you lead it unless you name somebody")),
        ("team add Growth @person @person", message("put people in; `team remove` takes out")),
        ("team lead Growth @person", message("who leads it")),
        ("team channel Growth", message("typed in the channel where the team talks")),
        ("team parent Growth Company", message("which team it belongs to")),
        ("team day Growth Friday 16:00", message("when its digest and report go out")),
        ("team timezone Growth Europe/Berlin", message("its clock; otherwise its lead's")),
        ("team names Growth on", message("name in the channel who has not reported")),
        ("team prompts Growth Monday 9:30", message("when members without a choice are asked")),
        ("team leave Growth", message("take yourself out")),
    ),
)
def team(ctx: Context, words: Words) -> Reply:
    if not words:
        return _list(ctx, words)
    handler, rest = take(words.text, _SUBCOMMANDS, joined=False)
    # A team's name may begin with a Chinese word of ours: such a name comes first.
    if handler is None and not teams.find_by_name(ctx.session, ctx.me.workspace_id, words.plain):
        handler, rest = take(words.text, _SUBCOMMANDS)
    return handler(ctx, words.named(rest)) if handler else _show(ctx, words)


def _list(ctx: Context, _words: Words) -> Reply:
    return Show(list_card(ctx, 0))


def _show(ctx: Context, words: Words) -> Reply:
    return Show(card_of(ctx, named(ctx, words.plain, "team Growth")))


def _create(ctx: Context, words: Words) -> Reply:
    if not words:
        return OpenForm(team_form(ctx.lang))
    people, name = _people_and_team(ctx, words)
    return Show(card_of(ctx, create(ctx, name, people[0] if people else None, people)))


def _people_and_team(ctx: Context, words: Words) -> tuple[tuple[PersonName, ...], str]:
    """Who is named in the words, and the rest of them. Raises Invalid for unknown people."""
    found = people_in(ctx, words)
    if found.unknown:
        raise Invalid(UNKNOWN_PERSON, name=found.unknown[0])
    return found.people, _JOINS_AT_END.sub("", found.rest.plain)


def _add(ctx: Context, words: Words) -> Reply:
    people, name = _people_and_team(ctx, words)
    row = check_changeable(ctx, named(ctx, name, "team add Growth @…"))
    put_in(ctx, row, _somebody(people, f"team add {row.name} @…"))
    return Show(card_of(ctx, row))


def _remove(ctx: Context, words: Words) -> Reply:
    people, name = _people_and_team(ctx, words)
    row = check_changeable(ctx, named(ctx, name, "team remove Growth @…"))
    gone = _somebody(people, f"team remove {row.name} @…")
    remove_members(ctx, row, [person.id for person in gone])
    return Show(card_of(ctx, row))


def _somebody(people: tuple[PersonName, ...], example: str) -> tuple[PersonName, ...]:
    if not people:
        raise Invalid(message("Name people with @, as in `{example}`."), example=example)
    return people


def _lead(ctx: Context, words: Words) -> Reply:
    people, name = _people_and_team(ctx, words)
    row = check_changeable(ctx, named(ctx, name, "team lead Growth @…"))
    if len(people) != 1:
        example = f"team lead {row.name} @…"
        raise Invalid(message("Name one person with @, as in `{example}`."), example=example)
    name_lead(ctx, row, people[0])
    return Show(card_of(ctx, row))


def _channel(ctx: Context, words: Words) -> Reply:
    place = ctx.event.place
    if words.channels:
        channel_id, name = words.channels[0]
        team_name = words.plain.replace(f"#{name}", "").strip() or name
    elif place.kind is PlaceKind.CHANNEL:
        channel_id, team_name = place.id, words.plain
    else:
        raise Invalid(
            message("Type this in the channel where the team talks, or name the channel with #.")
        )
    row = check_changeable(ctx, named(ctx, team_name, "team channel Growth"))
    tie(ctx, row, channel_id)
    return Show(card_of(ctx, row))


def _parent(ctx: Context, words: Words) -> Reply:
    known = teams.list_names(ctx.session, ctx.me.workspace_id)
    child, rest = _child_and_parent(words.plain, known)
    row = check_changeable(ctx, named(ctx, child, "team parent Growth Company"))
    parent = None
    if rest.casefold() not in _NO_TEAM:
        wanted = named(ctx, rest, f"team parent {row.name} Company").id
        parent = next(each for each in known if each.id == wanted)
    put_under(ctx, row, parent, known)
    return Show(card_of(ctx, row))


def _child_and_parent(typed: str, known: list[TeamName]) -> tuple[str, str]:
    """Two names in a row, each of one word or more: cut where both sides are teams."""
    keys = {each.key for each in known}
    parts = typed.replace("，", " ").replace(",", " ").split()
    cuts = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))][:60]
    for child, parent in cuts:
        if name_key(child) in keys and (name_key(parent) in keys or parent in _NO_TEAM):
            return child, parent
    # For the refusal: a team of several words, and what follows it.
    found = [cut for cut in cuts if name_key(cut[0]) in keys]
    return found[-1] if found else (typed.strip(), "")


def _leave(ctx: Context, words: Words) -> Reply:
    row = named(ctx, words.plain, "team leave Growth")
    leave(ctx, row)
    return Show(left_card(ctx.lang, row.name))


_SUBCOMMANDS: dict[str, CommandHandler] = {
    word: handler
    for handler, words in (
        (_list, ("list", "all", "列表", "全部", "所有")),
        (_show, ("show", "查看")),
        (_create, ("create", "new", "新建", "创建")),
        (_add, ("add", "添加", "加入", "增加")),
        (_remove, ("remove", "移除", "移出")),
        (_lead, ("lead", "负责人")),
        (_channel, ("channel", "频道", "群")),
        (_parent, ("parent", "上级", "归属")),
        (team_rhythm.day, ("day", "日子", "周报日", "例会日")),
        (team_rhythm.zone, ("timezone", "time zone", "时区")),
        (team_rhythm.names, ("names", "名单", "姓名")),
        (team_rhythm.prompts, ("prompts", "prompt", "提醒", "提问")),
        (_leave, ("leave", "退出", "离开")),
    )
    for word in words
}
