"""What an objective is to hang on, who answers for it, and whether it may be asked."""

from dataclasses import dataclass

from handlers.alignment.cards import stand_in
from handlers.context import Context
from handlers.lookup import key_result_by_id, objective_by_number
from okr.alignment import Alignment, check_asks, check_pair, circle
from okr.errors import Invalid, message
from okr.facts import KeyResult, Objective, PersonName
from okr.ids import KeyResultId, ObjectiveId, parse
from storage import alignments, leads


@dataclass(frozen=True, slots=True)
class Target:
    """What an objective is to hang on; `asked` answers, in the place of `owner` who has left."""

    objective: Objective
    key_result: KeyResult | None
    owner: PersonName
    asked: PersonName

    @property
    def name(self) -> str:
        """Its id as people write it."""
        number = self.objective.number
        if self.key_result is None:
            return str(ObjectiveId(number))
        return str(KeyResultId(number, self.key_result.position))

    def line(self, ctx: Context) -> str:
        """What a form says of it, and who is asked where the owner has left."""
        title = self.key_result.title if self.key_result else self.objective.title
        said = f"→ {self.name} {title} · {self.owner.name} · {self.objective.cycle.name}"
        if self.asked == self.owner:
            return said
        gone = ctx.lang.tr(
            "{owner} is no longer here; {name} is asked in their place.",
            owner=self.owner.name,
            name=self.asked.name,
        )
        return f"{said}\n{gone}"


def target_named(ctx: Context, typed: str) -> Target:
    """What is meant, and who is asked. Raises Refused."""
    id = parse(typed)
    if id is None:
        raise Invalid(
            message("“{typed}” is no id. Write O3 or KR3.1."), field="other", typed=typed[:40]
        )
    key_result = None
    if isinstance(id, KeyResultId):
        objective, key_result, _ = key_result_by_id(ctx, id)
    else:
        objective, _ = objective_by_number(ctx, id.number)
    owner = key_result.owner if key_result else objective.owner
    if leads.list_reachable(ctx.session, [owner.id]):
        return Target(objective, key_result, owner, owner)
    lead = stand_in(ctx.session, owner.id, set())
    if lead is None:
        raise Invalid(
            message(
                "{owner} is no longer here and has no lead who could answer for {id}. "
                "An admin can give it to somebody: `/okr move {objective}`."
            ),
            owner=owner.name,
            id=typed,
            objective=str(ObjectiveId(objective.number)),
        )
    return Target(objective, key_result, owner, lead)


def check_new(ctx: Context, lower: Objective, target: Target) -> Alignment | None:
    """What is asked or agreed between the two already. Raises Refused where it may not be."""
    check_asks(ctx.me.id, lower)
    check_pair(lower, target.objective, target.key_result)
    key_result_id = target.key_result.id if target.key_result else None
    there = alignments.find_live(ctx.session, lower.id, target.objective.id, key_result_id)
    if there is not None:
        return there
    edges = alignments.list_edges(ctx.session, ctx.me.workspace_id)
    if path := circle(lower.id, target.objective.id, edges):
        numbers = alignments.numbers_of(ctx.session, path)
        raise Invalid(
            message(
                "That would be a circle: {path}. Each hangs on the next. "
                "Take one of them off first, or align to something else."
            ),
            path=" → ".join(str(ObjectiveId(numbers[each])) for each in path),
        )
    return None
