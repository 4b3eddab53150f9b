"""The check-in of a week: which key results it asks about, page by page, and what came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chat.address import Account
from chat.forms import Form, Group
from handlers.check_in import kept as check_in_kept
from handlers.check_in.kept import Typed
from handlers.check_in.pages import count_pages, first_page
from handlers.check_in.saving import Recorded
from handlers.context import Context
from handlers.views.check_in_form import Asked, Page, group_of, values_of, week_form
from handlers.views.objectives import id_of
from okr.errors import Invalid, message
from okr.facts import CheckIn, KeyResult, Objective
from okr.schedule import week_key
from storage import away, check_ins, key_results, people

MOST_IDS = 200
"""Key results that a form's values are believed to name."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How far a check-in of a week is: page by page, with the key results saved on the way.

    `passed` are the key results of the pages before.
    """

    week: str
    page: int = 1
    passed: frozenset[int] = frozenset()
    saved: frozenset[int] = frozenset()

    @property
    def values(self) -> Mapping[str, str]:
        """The flow as a form carries it; `flow_in` reads it."""
        return {
            "week": self.week,
            "page": str(self.page),
            "passed": ",".join(str(each) for each in sorted(self.passed)),
            "saved": ",".join(str(each) for each in sorted(self.saved)),
        }

    def with_saved(self, recorded: Sequence[Recorded]) -> "Flow":
        """The flow with these saved, too."""
        return replace(self, saved=self.saved | {each.key_result_id for each in recorded})

    def with_shown(self, came: Sequence[Asked]) -> "Flow":
        """The flow with the check-ins that stood in a form, too."""
        known = {each.key_result.id for each in came if each.check_in is not None}
        return replace(self, saved=self.saved | known)


def flow_in(values: Mapping[str, str]) -> Flow:
    """The flow that a form's values carry."""
    page = values.get("page", "1")
    return Flow(
        week=values.get("week", "")[:8],
        page=int(page) if _is_id(page) else 1,
        passed=frozenset(ids_in(values, "passed")),
        saved=frozenset(ids_in(values, "saved")),
    )


def ids_in(values: Mapping[str, str], name: str = "krs") -> list[int]:
    """The ids of key results that a form's values name."""
    found = values.get(name, "").split(",")[:MOST_IDS]
    return [int(each) for each in found if _is_id(each)]


def _is_id(words: str) -> bool:
    return words.isascii() and words.isdecimal() and len(words) < 10


def open_week(ctx: Context, asked_for: str) -> str:
    """The week a form writes to: the one it is of until the person's next prompt, then this one."""
    current = week_key(ctx.now, ctx.me.zone)
    before = week_key(ctx.now - timedelta(days=7), ctx.me.zone)
    if asked_for != before:
        return current
    slot = people.next_prompt_at(ctx.session, ctx.me.id)
    if slot is None:
        return before
    of_slot = week_key(slot, ctx.me.zone)
    is_asked_anew = of_slot > current or (of_slot == current and slot <= ctx.now)
    return current if is_asked_anew else before


def list_mine(
    ctx: Context, week: str, *, with_others: bool = True
) -> list[tuple[Objective, KeyResult]]:
    """Published key results of running cycles: mine, and `with_others` of whom I stand in for."""
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    owners = {ctx.me.id}
    if with_others:
        owners.update(away.list_owners(ctx.session, ctx.me.id, ctx.now))
    return key_results.list_of_people(ctx.session, owners, min(monday, ctx.today), ctx.today)


def asked_of(
    ctx: Context,
    found: Sequence[tuple[Objective, KeyResult]],
    week: str,
    *,
    with_suffix: bool = True,
) -> list[Asked]:
    """These key results as a form asks about them, with one's own check-ins of the week."""
    ids = [key_result.id for _, key_result in found]
    known = check_ins.latest_of_week(ctx.session, ids, ctx.me.id, week)
    return with_check_ins(ctx, found, known, with_suffix=with_suffix)


def with_check_ins(
    ctx: Context,
    found: Sequence[tuple[Objective, KeyResult]],
    known: Mapping[int, CheckIn],
    *,
    with_suffix: bool,
) -> list[Asked]:
    """These key results as a form asks about them, each with one of these check-ins."""
    return [
        Asked(
            objective,
            key_result,
            suffix=f"_{key_result.id}" if with_suffix else "",
            check_in=known.get(key_result.id),
            helper=_accounts(ctx, known.get(key_result.id)),
        )
        for objective, key_result in found
    ]


def _accounts(ctx: Context, check_in: CheckIn | None) -> tuple[Account, ...]:
    if check_in is None or check_in.support_from is None:
        return ()
    return ctx.accounts((check_in.support_from,))[:1]


def page_of(ctx: Context, flow: Flow, rest: Sequence[Asked], typed: Mapping[int, Typed]) -> Form:
    """The next page: as many of the rest as fit, with what was typed before and not saved."""
    # What was said in another way since it was typed is not written over by it.
    fresh = {each.key_result.id for each in rest if _is_of_now(each, typed)}
    typed = {id: fields for id, fields in typed.items() if id in fresh}
    groups = _groups(ctx, rest, typed)
    count = first_page(groups, {})
    page = Page(
        flow.page,
        flow.page + count_pages(groups[count:]),
        saved=_names(ctx, flow),
    )
    return week_form(ctx.lang, groups[:count], page, _values(flow, rest[:count], typed))


def page_again(
    ctx: Context,
    flow: Flow,
    came: Sequence[Asked],
    later: Sequence[Asked],
    typed: Mapping[int, Typed],
    errors: Mapping[int, Mapping[str, str]],
) -> tuple[Form, dict[str, str]]:
    """The page once more with the errors at their fields, all that was typed in it.

    Where that is more than fits, what is saved or was left empty gives way, then what is wrong
    further below: it is kept and comes next.
    """
    said = {name: words for each in errors.values() for name, words in each.items()}
    groups = _groups(ctx, came, typed)
    shown = list(came)
    if first_page(groups, said) < len(came):
        shown = [each for each in came if each.key_result.id in errors]
        groups = _groups(ctx, shown, typed)
        shown = shown[: first_page(groups, said)]
        groups = groups[: len(shown)]
    ids = {each.key_result.id for each in shown}
    waiting = [each for each in came if each.key_result.id in errors.keys() - ids]
    passed = {each.key_result.id for each in came} - ids - errors.keys()
    flow = replace(flow, passed=flow.passed | passed)
    page = Page(
        flow.page,
        flow.page + count_pages(_groups(ctx, [*waiting, *later], typed)),
        waiting=tuple(id_of(each.key_result) for each in waiting),
    )
    form = week_form(ctx.lang, groups, page, _values(flow, shown, typed))
    named = {name for each in ids & errors.keys() for name in errors[each]}
    return form, {name: words for name, words in said.items() if name in named}


def _values(flow: Flow, shown: Sequence[Asked], typed: Mapping[int, Typed]) -> Mapping[str, str]:
    """What a page carries; what was typed goes by what its form showed as done."""
    values = {**flow.values, **values_of(shown)}
    for each in shown:
        fields = typed.get(each.key_result.id, {})
        was_seen = fields.get(f"seen{each.suffix}")
        if was_seen:
            values[f"seen{each.suffix}"] = str(was_seen)
        if f"of{each.suffix}" in fields:
            values[f"of{each.suffix}"] = str(fields[f"of{each.suffix}"])
    return values


def _is_of_now(asked: Asked, typed: Mapping[int, Typed]) -> bool:
    """Whether what was typed was typed over what is still the newest check-in."""
    of = typed.get(asked.key_result.id, {}).get(f"of{asked.suffix}", "")
    return of == (str(asked.check_in.id) if asked.check_in else "")


def _groups(ctx: Context, asked: Sequence[Asked], typed: Mapping[int, Typed]) -> list[Group]:
    groups = []
    for place, each in enumerate(asked):
        group = group_of(ctx.lang, each, ctx.today, hints=place == 0)
        groups.append(_with(group, typed.get(each.key_result.id, {})))
    return groups


def _with(group: Group, typed: Typed) -> Group:
    (filled_group,) = Form("", "", "", (group,)).filled(typed).parts
    assert isinstance(filled_group, Group)
    return filled_group


def _names(ctx: Context, flow: Flow) -> tuple[str, ...]:
    """The ids of what was saved on the way."""
    mine = check_ins.latest_of_week(ctx.session, flow.saved, ctx.me.id, flow.week)
    found = key_results.list_by_ids(ctx.session, ctx.me.workspace_id, mine)
    return tuple(id_of(key_result) for _, key_result in found)


def start(ctx: Context, asked_for: str) -> Form:
    """The first page of a week. Raises Invalid where there is nothing to check in on."""
    week = open_week(ctx, asked_for)
    rest = asked_of(ctx, list_mine(ctx, week), week)
    if not rest:
        raise Invalid(
            message("You have no published key results in a running cycle. Write some: `/okr new`.")
        )
    return page_of(ctx, Flow(week), rest, check_in_kept.kept(ctx, week))
