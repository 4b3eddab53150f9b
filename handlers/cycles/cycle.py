"""Cycles: list them, make one, choose the current one."""

from collections.abc import Sequence
from enum import Enum, auto

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.answers import page_in
from handlers.context import Context
from handlers.cycles.words import near, read_cycle
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.subcommands import take
from handlers.views.cycles import can_be_current, cycle_form, cycles_card, is_over
from handlers.writing.measuring import date_field
from okr import permissions
from okr.cycles import CycleKind, checked_span, name_of, span_of
from okr.errors import Invalid, message
from okr.facts import Cycle, Span
from storage import cycles

routes = Routes()

_MOST_NAMED = 10


class _Subcommand(Enum):
    LIST = auto()
    CREATE = auto()
    CURRENT = auto()


_SUBCOMMANDS = {
    **dict.fromkeys(("list", "all", "列表", "全部", "所有"), _Subcommand.LIST),
    **dict.fromkeys(("create", "new", "add", "新建", "创建"), _Subcommand.CREATE),
    **dict.fromkeys(("current", "use", "当前", "使用", "切换"), _Subcommand.CURRENT),
}


@routes.command(
    "cycle",
    "周期",
    summary=message("cycles: which there are, and which one is written into"),
    usage=(
        ("cycle", message("all cycles, and which is the current one")),
        ("cycle create quarter", message("this quarter; also month, two-months, half, year")),
        ("cycle create quarter next", message("the one after it")),
        ("cycle create 2026-05-01 2026-08-31 Summer", message("a span of your own, with a name")),
        ("cycle current 2026 Q4", message("write into this one from now on")),
    ),
)
def cycle(ctx: Context, words: Words) -> Reply:
    subcommand, rest = take(words.plain, _SUBCOMMANDS)
    match subcommand:
        case _Subcommand.CREATE:
            permissions.check_admin(ctx.me.actor)
            return _create(ctx, rest) if rest else OpenForm(_form(ctx))
        case _Subcommand.CURRENT if rest:
            return _make_current(ctx, rest)
        case None if words:
            raise Invalid(
                message("I know `cycle`, `cycle create …` and `cycle current …`, not “{word}”."),
                word=words.plain[:40],
            )
        case _:
            return Show(_card(ctx))


@routes.button("cycle.page", writes=True)
def page(ctx: Context, event: ButtonPressed) -> Reply:
    return Show(_card(ctx, page_in(event.values)))


@routes.button("cycle.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    permissions.check_admin(ctx.me.actor)
    return OpenForm(_form(ctx))


@routes.button("cycle.use", writes=True)
def use(ctx: Context, event: ButtonPressed) -> Reply:
    permissions.check_admin(ctx.me.actor)
    chosen = str(event.values.get("option", ""))
    known = cycles.list_all(ctx.session, ctx.me.workspace_id)
    found = next((each for each in known if str(each.id) == chosen), None)
    return Replace(_use(ctx, found))


@routes.form("cycle.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    permissions.check_admin(ctx.me.actor)
    try:
        kind = CycleKind(str(event.fields.get("kind", CycleKind.QUARTER.value)))
        starts_on = date_field(event.fields, "starts_on", ctx.today) or ctx.today
        ends_on = date_field(event.fields, "ends_on", ctx.today)
        if kind is CycleKind.OWN and ends_on is None:
            raise Invalid(message("When does it end?"), field="ends_on")
        name = " ".join(str(event.fields.get("name", "")).split())
        span = (
            checked_span(starts_on, ends_on)
            if kind is CycleKind.OWN and ends_on is not None
            else span_of(kind, starts_on)
        )
        _add(ctx, kind, near(span, ctx.today), name)
    except Invalid as error:
        form = _form(ctx).filled(event.fields)
        return FieldErrors(form, {error.field or "name": ctx.lang.tr(error.source, **error.values)})
    return Replace(_card(ctx))


def _create(ctx: Context, typed: str) -> Reply:
    _add(ctx, *read_cycle(typed, ctx.today))
    return Show(_card(ctx))


def _add(ctx: Context, kind: CycleKind, span: Span, name: str) -> None:
    name = name or name_of(kind, span)
    if len(name) > 60:
        raise Invalid(message("A name has 60 characters at most."), field="name")
    if cycles.by_name(ctx.session, ctx.me.workspace_id, name):
        raise Invalid(message("There is a cycle “{name}” already."), field="name", name=name)
    cycles.add(ctx.session, ctx.me.workspace_id, name, kind, span, ctx.now)


def _make_current(ctx: Context, name: str) -> Reply:
    permissions.check_admin(ctx.me.actor)
    found = cycles.by_name(ctx.session, ctx.me.workspace_id, name)
    if found is None:
        raise Invalid(
            message("There is no cycle “{name}”. There are: {known}."),
            name=name[:60],
            known=_names(cycles.list_all(ctx.session, ctx.me.workspace_id)),
        )
    return Show(_use(ctx, found))


def _use(ctx: Context, chosen: Cycle | None) -> Card:
    """People write into this cycle from now on. Raises Invalid, and the earlier choice stays."""
    if chosen is None or chosen.is_closed:
        raise Invalid(message("That cycle is closed. Choose one that is open."))
    if is_over(chosen, ctx.today):
        known = cycles.list_all(ctx.session, ctx.me.workspace_id)
        raise Invalid(
            message("{name} is over. These are not: {known}. A new one: `cycle create quarter`."),
            name=chosen.name,
            known=_names([each for each in known if can_be_current(each, ctx.today)]),
        )
    cycles.make_current(ctx.session, ctx.me.workspace_id, chosen.id)
    return _card(ctx)


def _names(known: Sequence[Cycle]) -> str:
    names = [each.name for each in known[:_MOST_NAMED]]
    if len(known) > _MOST_NAMED:
        names.append("… (`/okr cycle`)")
    return ", ".join(names) or "–"


def _card(ctx: Context, page: int = 0) -> Card:
    current = ctx.current_cycle()
    return cycles_card(
        ctx.lang,
        cycles.list_all(ctx.session, ctx.me.workspace_id),
        current,
        ctx.today,
        page=page,
        may_change=ctx.me.actor.is_admin,
    )


def _form(ctx: Context) -> Form:
    return cycle_form(ctx.lang, ctx.today)
