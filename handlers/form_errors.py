"""A form that comes back with what is wrong in it, and with all that was typed."""

from chat.events import FormSubmitted
from chat.forms import Form
from chat.replies import FieldErrors
from handlers.context import Context
from okr.errors import Invalid, Refused


def form_errors(ctx: Context, form: Form, event: FormSubmitted, error: Refused) -> FieldErrors:
    """The form with all that was typed; what belongs to no field stands at the first."""
    field = error.field if isinstance(error, Invalid) else ""
    first = next(each.name for each in form.inputs)
    words = ctx.lang.tr(error.source, **error.values)
    return FieldErrors(form.filled(event.fields), {field or first: words})
