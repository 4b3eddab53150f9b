"""Carry an unfinished objective of the last cycle over into the current one."""

from chat.events import ButtonPressed
from chat.replies import Reply, Show
from handlers.context import Context
from handlers.lookup import number_in
from handlers.registration import Routes
from handlers.views.coaching import coach_blocks
from handlers.views.writing import understood_card
from handlers.writing import carrying, coaching
from okr.errors import Invalid, message
from okr.ids import ObjectiveId

routes = Routes()


@routes.button("carry.run", writes=True)
def run(ctx: Context, event: ButtonPressed) -> Reply:
    number = number_in(event.values, "option" if "option" in event.values else "o")
    earlier = {each.number: each for each in carrying.unfinished(ctx)}.get(number)
    if earlier is None:
        raise Invalid(
            message("{id} is not an unfinished objective of yours from the last cycle."),
            id=str(ObjectiveId(number)),
        )
    objective = carrying.carry_over(ctx, earlier)
    advice = coach_blocks(ctx.lang, coaching.about(ctx, objective), objective.number)
    return Show(understood_card(ctx.lang, objective, ctx.today, advice=advice))
