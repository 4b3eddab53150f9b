"""What Lark would get for a card or a form, for people who want to look at it."""

from bot.lark.render import render_card, render_form
from bot.lark.render_form import FormDrawing
from chat.cards import Card
from chat.forms import Form

_TENANT = "preview"


def preview(shown: Card | Form) -> object:
    """The card as a JSON tree; pictures stand as their words, since nothing is uploaded."""
    if isinstance(shown, Form):
        return render_form(shown, FormDrawing(_TENANT))
    return render_card(shown, tenant=_TENANT, shared=False)
