"""What the coach has to say to somebody about what they wrote, and what they switched off."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Context
from okr.check_ins import Said as CheckInSaid
from okr.check_ins import status_of
from okr.coach import Finding, Limits, Line, Rule, Severity, judge
from okr.coach.calendar import invented_project, not_followed, target_missing
from okr.coach.check_in import judge_check_in
from okr.facts import KeyResult, Objective, State, Status
from okr.ids import KeyResultId, ObjectiveId
from okr.splitting import needs_target
from storage import goals_above, objectives, settings

SWITCHED_OFF = "coach.off"
DISMISSED = "coach.dismissed"
LIMITS = "coach.limits"
MOST_DISMISSED = 500
LAGGING = frozenset({Status.AT_RISK, Status.OFF_TRACK})


@dataclass(frozen=True, slots=True)
class Said:
    """One finding and what it is about: an id such as O12 or KR12.2, and the text as it is."""

    subject: str
    text: str
    finding: Finding

    @property
    def is_strong(self) -> bool:
        """Whether it matters enough for a second look before publishing."""
        return self.finding.severity is Severity.STRONG


def limits_of(ctx: Context) -> Limits:
    """The company's limits, and the rules it or this person has switched off."""
    company = settings.find(ctx.session, ctx.me.workspace_id, LIMITS) or {}
    off = {*switched_off(ctx, company=True), *switched_off(ctx, company=False)}
    usual = Limits()
    return Limits(
        objectives=int(company.get("objectives", usual.objectives)),
        key_results=int(company.get("key_results", usual.key_results)),
        key_results_hint=min(
            usual.key_results_hint, int(company.get("key_results", usual.key_results))
        ),
        switched_off=frozenset(off),
    )


def switched_off(ctx: Context, *, company: bool) -> list[str]:
    """Rules nobody here, or this person, wants to hear of."""
    person_id = settings.EVERYBODY if company else ctx.me.id
    stored = settings.find(ctx.session, ctx.me.workspace_id, SWITCHED_OFF, person_id)
    known = {rule.value for rule in Rule}
    return [rule for rule in stored or [] if rule in known]


def switch_off(ctx: Context, rules: Sequence[str], *, company: bool) -> None:
    """Exactly these rules are off from now on, for this person or for everybody."""
    known = {rule.value for rule in Rule}
    person_id = settings.EVERYBODY if company else ctx.me.id
    chosen = [rule for rule in dict.fromkeys(rules) if rule in known]
    settings.put(ctx.session, ctx.me.workspace_id, SWITCHED_OFF, chosen, person_id)


def dismiss(ctx: Context, subject: str, rule: str) -> None:
    """Do not say this again about this one."""
    stored = settings.find(ctx.session, ctx.me.workspace_id, DISMISSED, ctx.me.id) or []
    kept = [*dict.fromkeys([*stored, f"{subject}:{rule}"])][-MOST_DISMISSED:]
    settings.put(ctx.session, ctx.me.workspace_id, DISMISSED, kept, ctx.me.id)


def stands_by_choice(ctx: Context, objective: Objective) -> bool:
    """Whether its owner has said that it needs to support no other."""
    dismissed = settings.find(ctx.session, ctx.me.workspace_id, DISMISSED, ctx.me.id) or []
    return f"{ObjectiveId(objective.number)}:{Rule.INVENTED_PROJECT}" in dismissed


def about(ctx: Context, objective: Objective) -> list[Said]:
    """All there is to say to its owner about an objective, strong advice first."""
    limits = limits_of(ctx)
    dismissed = set(settings.find(ctx.session, ctx.me.workspace_id, DISMISSED, ctx.me.id) or [])
    said = _of_objective(ctx, objective, limits)
    name = str(ObjectiveId(objective.number))
    if f"{name}:{Rule.INVENTED_PROJECT}" not in dismissed:
        said += _of_standing(ctx, objective, limits)
    for key_result in objective.key_results:
        said += _of_key_result(ctx, objective, key_result, limits)
    wanted = [
        each
        for each in said
        if f"{each.subject}:{each.finding.rule}" not in dismissed
        and each.finding.rule not in limits.switched_off
    ]
    return sorted(wanted, key=lambda each: each.finding.severity is not Severity.STRONG)


def _of_objective(ctx: Context, objective: Objective, limits: Limits) -> list[Said]:
    subject = str(ObjectiveId(objective.number))
    beside = objectives.count_of_owner(
        ctx.session, objective.owner.id, objective.cycle.id, objective.owner.id
    )
    line = Line(
        kind="objective",
        text=objective.title,
        today=ctx.today,
        siblings=max(beside - 1, 0),
        mentions=tuple(person.name for person in objective.collaborators),
    )
    return [Said(subject, objective.title, finding) for finding in judge(line, limits)]


def _of_standing(ctx: Context, objective: Objective, limits: Limits) -> list[Said]:
    """Whether it helps anybody: asked where people above have OKRs and it hangs on none.

    Who keeps it as it is has a reason, and is asked no more.
    """
    is_open = objective.state in (State.DRAFT, State.PUBLISHED)
    if not is_open or Rule.INVENTED_PROJECT in limits.switched_off:
        return []
    alone = goals_above.stands_alone(ctx.session, objective)
    found = invented_project(has_parent=not alone, has_reason=False)
    return [Said(str(ObjectiveId(objective.number)), objective.title, found)] if found else []


def _of_key_result(
    ctx: Context, objective: Objective, key_result: KeyResult, limits: Limits
) -> list[Said]:
    subject = str(KeyResultId(key_result.number, key_result.position))
    people = (*objective.collaborators, *key_result.collaborators)
    line = Line(
        kind="key_result",
        text=key_result.title,
        today=ctx.today,
        objective=objective.title,
        siblings=len(objective.key_results) - 1,
        mentions=tuple(person.name for person in people),
    )
    found = judge(line, limits)
    missing = target_missing(needs_target(key_result.measure))
    found += [missing] if missing else []
    if objective.state is State.PUBLISHED and key_result.checked_in_at is not None:
        silence = not_followed(key_result.checked_in_at, ctx.now)
        found += [silence] if silence else []
    return [Said(subject, key_result.title, finding) for finding in _first_of_each(found)]


def _first_of_each(found: Sequence[Finding]) -> list[Finding]:
    return list({finding.rule: finding for finding in reversed(found)}.values())[::-1]


def about_text(ctx: Context, lines: Sequence[str]) -> list[Said]:
    """What there is to say about texts nobody has saved: the first is an objective."""
    limits = limits_of(ctx)
    title, key_results = lines[0], lines[1:]
    said = [
        Said("O", title, finding)
        for finding in judge(Line(kind="objective", text=title, today=ctx.today), limits)
    ]
    for index, text in enumerate(key_results, 1):
        line = Line(
            kind="key_result",
            text=text,
            today=ctx.today,
            objective=title,
            siblings=len(key_results) - 1,
        )
        said += [Said(f"KR{index}", text, finding) for finding in judge(line, limits)]
    return said


def about_check_in(
    ctx: Context, objective: Objective, key_result: KeyResult, check_in: CheckInSaid
) -> list[Said]:
    """Advice on a check-in that was just made; calls for support count as a risk that is named."""
    found = judge_check_in(
        check_in.note,
        key_result.standing.ratio if key_result.standing.has_value else None,
        ctx.today,
        lags=bool({key_result.status, status_of(objective, key_result, ctx.today)} & LAGGING),
        risk=check_in.risk or check_in.support,
    )
    if not found:
        return []  # nearly always, and what somebody switched off need not be looked up
    subject = str(KeyResultId(key_result.number, key_result.position))
    off = limits_of(ctx).switched_off
    return [Said(subject, check_in.note, finding) for finding in found if finding.rule not in off]
