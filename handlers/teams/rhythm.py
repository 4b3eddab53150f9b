"""A team's week, in words and by form: its day and clock, names, and when members are prompted."""

import re
import unicodedata
from dataclasses import replace
from datetime import time

from chat.events import ButtonPressed, FormSubmitted
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.parsing import Words
from handlers.settings.words import read_time, read_weekday, read_zone
from handlers.teams.changes import card_of, check_changeable, named, rhythm_of, team_in
from handlers.teams.forms import routes
from handlers.views.team_rhythm import NO_DAY, Rhythm, rhythm_form
from okr.errors import Invalid, message
from storage import prompt_slots, team_days, teams
from storage.tables import TeamRow

_HAN_DAY = re.compile(r"(每?(?:周|星期|礼拜)[一二三四五六日天])\s*(.*)")
_NONE = frozenset({"none", "off", "default", "-", "–", "无", "没有", "默认", "取消"})
_ON = frozenset({"on", "yes", "show", "shown", "开", "开启", "是", "显示"})
_OFF = frozenset({"off", "no", "hide", "hidden", "关", "关闭", "否", "隐藏"})


def day(ctx: Context, words: Words) -> Reply:
    """`team day Growth Friday 16:00`."""
    row, rest = _team_and_rest(ctx, words, "team day Growth Friday 16:00")
    before = rhythm_of(ctx, row)
    weekday, at = _read_when(rest, "team day Growth Friday 16:00")
    _apply(ctx, row, replace(before, weekday=weekday or before.weekday, at=at or before.at))
    return Show(card_of(ctx, row))


def zone(ctx: Context, words: Words) -> Reply:
    """`team timezone Growth Europe/Berlin`."""
    row, rest = _team_and_rest(ctx, words, "team timezone Growth Europe/Berlin")
    chosen = "" if _folded(rest) in _NONE else read_zone(rest, row.timezone)
    _apply(ctx, row, replace(rhythm_of(ctx, row), timezone=chosen))
    return Show(card_of(ctx, row))


def names(ctx: Context, words: Words) -> Reply:
    """`team names Growth on`."""
    row, rest = _team_and_rest(ctx, words, "team names Growth on")
    typed = _folded(rest)
    if typed not in _ON | _OFF:
        raise Invalid(
            message("Write on or off, as in `{example}`."), example="team names Growth on"
        )
    _apply(ctx, row, replace(rhythm_of(ctx, row), names_shown=typed in _ON))
    return Show(card_of(ctx, row))


def prompts(ctx: Context, words: Words) -> Reply:
    """`team prompts Growth Monday 9:30`, or `none`."""
    row, rest = _team_and_rest(ctx, words, "team prompts Growth Monday 9:30")
    before = rhythm_of(ctx, row)
    if _folded(rest) in _NONE:
        after = replace(before, prompt_weekday=None, prompt_at=None)
    else:
        weekday, at = _read_when(rest, "team prompts Growth Monday 9:30")
        after = replace(
            before,
            prompt_weekday=weekday or before.prompt_weekday or prompt_slots.USUAL_WEEKDAY,
            prompt_at=at or before.prompt_at or prompt_slots.USUAL_TIME,
        )
    _apply(ctx, row, after)
    return Show(card_of(ctx, row))


@routes.button("team.rhythm", writes=True)
def open_rhythm(ctx: Context, event: ButtonPressed) -> Reply:
    row = check_changeable(ctx, team_in(ctx, event.values))
    return OpenForm(rhythm_form(ctx.lang, int(row.id or 0), row.name, rhythm_of(ctx, row)))


@routes.form("team.rhythm_save")
def save_rhythm(ctx: Context, event: FormSubmitted) -> Reply:
    row = check_changeable(ctx, team_in(ctx, event.values))
    before = rhythm_of(ctx, row)
    try:
        _apply(ctx, row, _filled(event, before))
    except Invalid as error:
        form = rhythm_form(ctx.lang, int(row.id or 0), row.name, before).filled(event.fields)
        return FieldErrors(form, {error.field or "at": ctx.lang.tr(error.source, **error.values)})
    return Replace(card_of(ctx, row))


def _filled(event: FormSubmitted, before: Rhythm) -> Rhythm:
    typed = {name: str(value).strip() for name, value in event.fields.items()}
    zone = typed.get("timezone", before.timezone)
    prompt_day = typed.get("prompt_day", NO_DAY)
    has_prompt = prompt_day != NO_DAY
    return replace(
        before,
        weekday=read_weekday(typed.get("weekday", "")),
        at=read_time(typed.get("at", "")),
        timezone=read_zone(zone, before.timezone) if zone else "",
        names_shown=event.fields.get("names") is True,
        prompt_weekday=read_weekday(prompt_day) if has_prompt else None,
        prompt_at=_prompt_time(typed.get("prompt_at", "")) if has_prompt else None,
    )


def _prompt_time(typed: str) -> time:
    try:
        return read_time(typed) if typed else prompt_slots.USUAL_TIME
    except Invalid as error:
        raise Invalid(error.source, field="prompt_at", **error.values) from None


def _apply(ctx: Context, row: TeamRow, after: Rhythm) -> None:
    row.weekly_weekday, row.weekly_at = after.weekday, after.at
    row.timezone, row.names_shown = after.timezone, after.names_shown
    row.prompt_weekday, row.prompt_at = after.prompt_weekday, after.prompt_at
    team_days.reckon(ctx.session, row, ctx.now)
    members = teams.member_ids(ctx.session, int(row.id or 0))
    prompt_slots.follow_teams(ctx.session, members, ctx.now)


def _team_and_rest(ctx: Context, words: Words, example: str) -> tuple[TeamRow, str]:
    """The team at the beginning (the longest name there is), and what follows. Raises Refused."""
    parts = words.plain.replace("，", " ").replace(",", " ").split()
    known = {each.key for each in teams.list_names(ctx.session, ctx.me.workspace_id)}
    for cut in range(min(len(parts), 12), 0, -1):
        name = " ".join(parts[:cut])
        if teams.name_key(name) in known:
            row = check_changeable(ctx, named(ctx, name, example))
            return row, " ".join(parts[cut:])
    return named(ctx, " ".join(parts[:1]), example), ""


def _read_when(typed: str, example: str) -> tuple[int | None, time | None]:
    """A weekday, a time or both: "Friday 16:00", "周五下午4点". Raises Invalid."""
    folded = unicodedata.normalize("NFKC", typed).strip()
    if not folded:
        raise Invalid(message("Which day and time? For example: `{example}`."), example=example)
    joined = _HAN_DAY.fullmatch(folded)
    first, rest = (joined[1], joined[2]) if joined else (folded.split()[0], "")
    if joined is None:
        rest = folded[len(first) :].strip().removeprefix("at ").strip()
    try:
        weekday = read_weekday(first)
    except Invalid:
        return None, read_time(folded)
    return weekday, read_time(rest) if rest else None


def _folded(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().casefold()
