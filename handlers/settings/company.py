"""The company's own days off and days worked, and the country whose holidays it has; for admins."""

from datetime import date, timedelta
from enum import Enum, auto
from typing import assert_never

from chat.cards import Card
from chat.events import ButtonPressed, FormSubmitted
from chat.replies import FieldErrors, OpenForm, Replace, Reply, Show
from handlers.context import Context
from handlers.registration import Routes
from handlers.settings.words import read_country, take_date
from handlers.subcommands import take
from handlers.views.days import (
    NAME_LIMIT,
    WORKED,
    OwnDayShown,
    company_day_form,
    company_days_card,
)
from okr import permissions
from okr.errors import Invalid, message
from okr.quantities import read_date
from storage import company_days, settings
from storage.company_days import OwnDay
from storage.working_days import COUNTRY

routes = Routes()
"""What is typed is added to these in handlers/settings/settings.py."""

_FURTHEST = timedelta(days=3 * 366)


class _Subcommand(Enum):
    COUNTRY = auto()
    HOLIDAY = auto()
    WORKDAY = auto()
    REMOVE = auto()


_SUBCOMMANDS = {
    **dict.fromkeys(("country", "国家", "国家地区"), _Subcommand.COUNTRY),
    **dict.fromkeys(("holiday", "day off", "假日", "放假", "假期"), _Subcommand.HOLIDAY),
    **dict.fromkeys(("workday", "working day", "上班", "调休", "补班"), _Subcommand.WORKDAY),
    **dict.fromkeys(("remove", "delete", "删除", "移除", "取消"), _Subcommand.REMOVE),
}


def company(ctx: Context, typed: str) -> Reply:
    """What follows `settings company`. Raises Invalid, NotAllowed."""
    permissions.check_admin(ctx.me.actor)
    subcommand, rest = take(typed, _SUBCOMMANDS)
    match subcommand:
        case _Subcommand.COUNTRY:
            settings.put(ctx.session, ctx.me.workspace_id, COUNTRY, read_country(rest))
        case _Subcommand.HOLIDAY:
            _put(ctx, rest, is_working=False)
        case _Subcommand.WORKDAY:
            _put(ctx, rest, is_working=True)
        case _Subcommand.REMOVE:
            _remove(ctx, _day(ctx, rest))
        case None if typed.strip():
            raise Invalid(
                message(
                    "I know `settings company country …`, `settings company holiday …`, "
                    "`settings company workday …` and `settings company remove …`, not “{word}”."
                ),
                word=typed.strip()[:40],
            )
        case None:
            pass
        case _:
            assert_never(subcommand)
    return Show(_card(ctx))


def _put(ctx: Context, typed: str, *, is_working: bool) -> None:
    day, name = take_date(typed, ctx.today)
    if day is None:
        raise _no_day(typed)
    _save(ctx, _checked(ctx, day), name[:NAME_LIMIT], is_working=is_working)


def _day(ctx: Context, typed: str) -> date:
    day = read_date(typed, ctx.today)
    if day is None:
        raise _no_day(typed)
    return day


def _no_day(typed: str) -> Invalid:
    return Invalid(
        message("Which day is “{typed}”? Write it like {example}."),
        field="day",
        typed=typed.strip()[:40],
        example="2026-12-24",
    )


def _checked(ctx: Context, day: date) -> date:
    if day < ctx.today:
        raise Invalid(
            message("{day} is over. Name a day to come."), field="day", day=ctx.lang.date(day)
        )
    if day > ctx.today + _FURTHEST:
        raise Invalid(
            message("{day} is too far ahead. Name a day of the next three years."),
            field="day",
            day=ctx.lang.date(day),
        )
    return day


def _save(ctx: Context, day: date, name: str, *, is_working: bool) -> None:
    own = OwnDay(day, is_working, name)
    company_days.put(ctx.session, ctx.me.workspace_id, own)


def _remove(ctx: Context, day: date) -> None:
    if not company_days.remove(ctx.session, ctx.me.workspace_id, day):
        raise Invalid(
            message("{day} is no day of the company's own. `settings company` lists them."),
            day=ctx.lang.date(day),
        )


@routes.button("company.show")
def show(ctx: Context, _event: ButtonPressed) -> Reply:
    permissions.check_admin(ctx.me.actor)
    return Show(_card(ctx))


@routes.button("company.open", writes=True)
def open_form(ctx: Context, _event: ButtonPressed) -> Reply:
    permissions.check_admin(ctx.me.actor)
    return OpenForm(company_day_form(ctx.lang))


@routes.form("company.save")
def save(ctx: Context, event: FormSubmitted) -> Reply:
    permissions.check_admin(ctx.me.actor)
    try:
        day = _checked(ctx, _day(ctx, str(event.fields.get("day", ""))))
    except Invalid as error:
        form = company_day_form(ctx.lang).filled(event.fields)
        return FieldErrors(form, {"day": ctx.lang.tr(error.source, **error.values)})
    name = " ".join(str(event.fields.get("name", "")).split())[:NAME_LIMIT]
    _save(ctx, day, name, is_working=event.fields.get("what") == WORKED)
    return Replace(_card(ctx))


@routes.button("company.remove", writes=True)
def remove(ctx: Context, event: ButtonPressed) -> Reply:
    permissions.check_admin(ctx.me.actor)
    _remove(ctx, _day(ctx, event.values.get("option", "")))
    return Replace(_card(ctx))


def _card(ctx: Context) -> Card:
    workspace_id = ctx.me.workspace_id
    country = str(settings.find(ctx.session, workspace_id, COUNTRY) or "")
    found = company_days.list_from(ctx.session, workspace_id, ctx.today, limit=30)
    shown = [OwnDayShown(each.day, each.is_working, each.name) for each in found]
    return company_days_card(ctx.lang, country, shown)
