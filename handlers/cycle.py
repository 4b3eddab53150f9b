"""Cycles: list them, make one, choose the current one."""

from datetime import date

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.measuring import date_field
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.cycles import cycle_form, cycles_card
from okr import permissions
from okr.cycles import CycleKind, checked_span, name_of, span_of
from okr.errors import Invalid, message
from okr.facts import Span
from okr.quantities import read_date
from storage import cycles

routes = Routes()

_KINDS = {
    "month": CycleKind.MONTH,
    "月": CycleKind.MONTH,
    "月度": CycleKind.MONTH,
    "two-months": CycleKind.TWO_MONTHS,
    "双月": CycleKind.TWO_MONTHS,
    "quarter": CycleKind.QUARTER,
    "季度": CycleKind.QUARTER,
    "季": CycleKind.QUARTER,
    "half": CycleKind.HALF,
    "半年": CycleKind.HALF,
    "year": CycleKind.YEAR,
    "年": CycleKind.YEAR,
    "年度": CycleKind.YEAR,
}
_CREATE = ("create", "new", "add", "新建", "创建")
_LIST = ("list", "列表", "全部")
_CURRENT = ("current", "use", "当前", "使用")


@routes.command(
    "cycle",
    "周期",
    summary=message("cycles: which there are, and which one is written into"),
    usage=(
        ("cycle", message("all cycles, and which is the current one")),
        ("cycle create quarter", message("this quarter; also month, two-months, half, year")),
        ("cycle create 2026-05-01 2026-08-31 Summer", message("a span of your own, with a name")),
        ("cycle current 2026 Q4", message("write into this one from now on")),
    ),
)
def cycle(ctx: Context, words: Words) -> Reply:
    verb, rest = words.take_word()
    if verb.casefold() in _CREATE:
        permissions.check_admin(ctx.me.actor)
        return _create(ctx, rest) if rest else OpenForm(_form(ctx))
    if verb.casefold() in _CURRENT and rest:
        return _make_current(ctx, rest.plain)
    if not verb or verb.casefold() in (*_LIST, *_CURRENT):
        return Show(_card(ctx))
    raise Invalid(
        message("I know `cycle`, `cycle create …` and `cycle current …`, not “{word}”."),
        word=verb[:40],
    )


@routes.button("cycle.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    permissions.check_admin(ctx.me.actor)
    return OpenForm(_form(ctx))


@routes.button("cycle.use", writes=True)
def use(ctx: Context, event: ButtonPressed) -> Reply:
    permissions.check_admin(ctx.me.actor)
    chosen = str(event.values.get("option", ""))
    found = cycles.get(ctx.session, ctx.me.workspace_id, int(chosen)) if chosen.isdigit() else None
    if found is None or found.is_closed:
        raise Invalid(message("That cycle is closed. Choose one that is open."))
    cycles.make_current(ctx.session, ctx.me.workspace_id, found.id)
    return Replace(_card(ctx))


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
        _add(ctx, kind, span, name)
    except Invalid as error:
        form = _form(ctx).filled(event.fields)
        return FieldErrors(form, {error.field or "name": ctx.lang.tr(error.source, **error.values)})
    return Replace(_card(ctx))


def _create(ctx: Context, words: Words) -> Reply:
    head, rest = words.take_word()
    kind = _KINDS.get(head.casefold())
    if kind is not None:
        day = read_date(rest.text, ctx.today) if rest else ctx.today
        _add(ctx, kind, span_of(kind, day or ctx.today), "")
        return Show(_card(ctx))
    starts_on = _day(ctx, head)
    second, name = rest.take_word()
    _add(ctx, CycleKind.OWN, checked_span(starts_on, _day(ctx, second)), name.plain)
    return Show(_card(ctx))


def _day(ctx: Context, typed: str) -> date:
    day = read_date(typed, ctx.today) if typed else None
    if day is None:
        raise Invalid(
            message("There is no day “{typed}”. Write it like {example}."),
            typed=typed[:40],
            example=ctx.today.isoformat(),
        )
    return day


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
    if found is None or found.is_closed:
        known = [c.name for c in cycles.list_all(ctx.session, ctx.me.workspace_id)]
        raise Invalid(
            message("There is no cycle “{name}”. There are: {known}."),
            name=name[:60],
            known=", ".join(known[:10]) or "–",
        )
    cycles.make_current(ctx.session, ctx.me.workspace_id, found.id)
    return Show(_card(ctx))


def _card(ctx: Context) -> Card:
    current = ctx.current_cycle()
    return cycles_card(
        ctx.lang,
        cycles.list_all(ctx.session, ctx.me.workspace_id),
        current,
        may_change=ctx.me.actor.is_admin,
    )


def _form(ctx: Context) -> Form:
    return cycle_form(ctx.lang, ctx.today)
