"""What Slack would get for a card or a form, for people who want to look at it."""

from bot.slack import render
from bot.slack.carry import Carried
from bot.slack.render_form import form_view
from chat.cards import Card
from chat.forms import Form

_TENANT = "T0PREVIEW"


def preview(shown: Card | Form) -> object:
    """The message, or the modal, as a JSON tree."""
    if isinstance(shown, Form):
        return form_view(shown, _TENANT, Carried(shown.action, shown.values))
    return render.message(shown, _TENANT)
