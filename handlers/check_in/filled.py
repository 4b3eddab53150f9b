"""What was filled into the fields of one key result, with an error for each that is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from chat.address import Account
from chat.events import FormSubmitted
from chat.forms import FieldValue, InputField
from handlers.check_in.reading import measured, value_typed
from handlers.context import Context
from handlers.views.check_in_form import TEXT_LIMIT, WORDS_OFFERED, Asked, fields_of, seen
from handlers.writing.measuring import date_field
from okr.check_ins import Said
from okr.errors import Invalid, message
from okr.facts import Confidence, KeyResult, PersonName, Stage, Status
from storage import people

_T = TypeVar("_T")
_Progress = tuple[float | None, tuple[Stage, ...] | None, bool]
"""Value, stages, and whether a value said before is taken back."""
_NO_PROGRESS: _Progress = (None, None, False)
NOTHING_NEW = message("Give a new value, or say under “Key progress” what has moved.")
TOO_LONG = message("This is {length} characters long; {limit} is the most.")


@dataclass(frozen=True, slots=True)
class Filled:
    """What was said; None for a group left as it stood. `errors`: field name -> what to do."""

    said: Said | None
    errors: Mapping[str, str]


@dataclass(slots=True)
class _Sheet:
    """The fields of one key result as they came back."""

    ctx: Context
    asked: Asked
    shown: Mapping[str, InputField]
    fields: Mapping[str, FieldValue]
    seen: str
    errors: dict[str, str] = field(default_factory=dict)

    def name(self, field: str) -> str:
        return f"{field}{self.asked.suffix}"

    def raw(self, field: str) -> FieldValue:
        """What came back; what the form did not ask for stands as it was shown."""
        name = self.name(field)
        return self.fields.get(name, self.shown[name].value)

    def words(self, field: str) -> str:
        return str(self.raw(field) or "").strip()

    def is_as_shown(self, field: str) -> bool:
        raw = self.raw(field)
        stood = self.shown[self.name(field)].value
        if isinstance(raw, str) and isinstance(stood, str):
            return raw.strip() == stood.strip()
        return (raw or ()) == (stood or ())

    def reading(self, field: str, read: Callable[[], _T], otherwise: _T) -> _T:
        """What `read` makes of the field; an error is kept, and `otherwise` given."""
        try:
            return read()
        except Invalid as error:
            words = self.ctx.lang.tr(error.source, **error.values)
            self.errors.setdefault(self.name(error.field or field), words)
            return otherwise


def filled(ctx: Context, asked: Asked, event: FormSubmitted) -> Filled:
    """What somebody says of this key result in a form."""
    shown = {each.name: each for each in fields_of(ctx.lang, asked, ctx.today)}
    was_seen = str(event.values.get(f"seen{asked.suffix}", ""))
    sheet = _Sheet(ctx, asked, shown, event.fields, was_seen)
    if not _is_touched(sheet):
        return Filled(None, {})
    value, stages, takes_back = sheet.reading("value", lambda: _progress(sheet), _NO_PROGRESS)
    said = Said(
        value=value,
        stages=stages,
        confidence=sheet.reading("confidence", lambda: _confidence(sheet), None),
        note=_text(sheet, "note"),
        risk=_text(sheet, "risk"),
        support=_text(sheet, "support"),
        support_from=sheet.reading("support_from", lambda: _helper(sheet), None),
        next_step=_text(sheet, "next_step"),
        next_step_on=sheet.reading("next_step_on", lambda: _due(sheet), None),
        status=_status(sheet),
        takes_back=takes_back,
    )
    _check_something(sheet, said)
    return Filled(said, sheet.errors)


def _is_touched(sheet: _Sheet) -> bool:
    """Whether anything is otherwise than the form showed it."""
    rest = ("confidence", "status", "note", "risk", "support", "next_step", "next_step_on")
    if not all(sheet.is_as_shown(name) for name in (*rest, "support_from")):
        return True
    key_result = sheet.asked.key_result
    if key_result.measure.stages:
        return _ticked(sheet) != _done_then(sheet)
    if sheet.seen or seen(key_result):
        return sheet.words("value") != sheet.seen
    return not sheet.is_as_shown("value")


def _progress(sheet: _Sheet) -> _Progress:
    """What has moved. Raises Invalid."""
    key_result, said = sheet.asked.key_result, sheet.asked.check_in
    if key_result.measure.stages:
        stages = _stages(sheet)
        value = None if stages is None else measured(key_result.measure, stages)
        return value, stages, False
    typed = sheet.words("value")
    before = None if said is None else said.value
    is_figure = not (sheet.seen or seen(key_result))
    if before is not None and is_figure and sheet.is_as_shown("value"):
        return None, None, False
    if not typed:
        return None, None, before is not None and is_figure
    if typed == sheet.seen != seen(key_result):
        # What still stands in the form as it was, while somebody else said more, says nothing.
        return None, None, False
    value, stages = value_typed(key_result, typed, sheet.ctx.today)
    return value, stages, False


def _ticked(sheet: _Sheet) -> frozenset[str]:
    raw = sheet.raw("stages")
    return frozenset(str(place) for place in raw) if isinstance(raw, tuple) else frozenset()


def _done_then(sheet: _Sheet) -> frozenset[str]:
    """The stages done when the form was drawn."""
    done = (sheet.seen or seen(sheet.asked.key_result)).partition(" ")[2]
    return frozenset(done.split(".") if done else ())


def _stages(sheet: _Sheet) -> tuple[Stage, ...] | None:
    """The stages with what was ticked and unticked in the form; None where that is nothing."""
    key_result: KeyResult = sheet.asked.key_result
    now = seen(key_result)
    if (sheet.seen or now).partition(" ")[0] != now.partition(" ")[0]:
        raise Invalid(
            message("Somebody has changed these stages meanwhile. Open the form once more."),
            field="stages",
        )
    before = key_result.measure.stages
    changed = _ticked(sheet) ^ _done_then(sheet)
    stages = tuple(
        replace(stage, done=stage.done is not (str(place) in changed))
        for place, stage in enumerate(before)
    )
    return None if stages == before and key_result.current is not None else stages


def _confidence(sheet: _Sheet) -> Confidence:
    try:
        return Confidence(sheet.words("confidence"))
    except ValueError:
        raise Invalid(message("Say how sure you are that it will be reached.")) from None


def _status(sheet: _Sheet) -> Status | None:
    typed = sheet.words("status")
    return next((each for each in WORDS_OFFERED if each.value == typed), None)


def _text(sheet: _Sheet, name: str) -> str:
    words = sheet.words(name)
    if len(words) > TEXT_LIMIT:
        said = sheet.ctx.lang.tr(TOO_LONG, length=len(words), limit=TEXT_LIMIT)
        sheet.errors[sheet.name(name)] = said
    return words


def _helper(sheet: _Sheet) -> PersonName | None:
    """Whom support is needed from. Raises Invalid for somebody unknown or gone."""
    before = sheet.asked.check_in.support_from if sheet.asked.check_in else None
    if sheet.is_as_shown("support_from"):
        # Somebody without an account here could not be shown, and is kept.
        return before if sheet.words("support") else None
    raw = sheet.raw("support_from")
    accounts = [each for each in raw if isinstance(each, Account)] if isinstance(raw, tuple) else []
    if not accounts:
        return None
    found = sheet.ctx.met.get(accounts[0])
    if found is None:
        raise Invalid(message("I do not know whom you picked. Pick somebody of this company."))
    check_there(sheet.ctx, found)
    if not sheet.words("support"):
        raise Invalid(message("What do you need of {name}?"), field="support", name=found.name)
    return found


def check_there(ctx: Context, person: PersonName) -> None:
    """Raises Invalid for somebody who has left."""
    if not people.is_active(ctx.session, person.id):
        raise Invalid(message("{name} has left. Ask somebody else."), name=person.name)


def _due(sheet: _Sheet) -> date | None:
    due = date_field({"next_step_on": sheet.words("next_step_on")}, "next_step_on", sheet.ctx.today)
    if due is None:
        return None
    is_as_shown, words = sheet.is_as_shown("next_step_on"), sheet.words("next_step")
    if not is_as_shown:
        check_ahead(due, sheet.ctx)
    if not words and is_as_shown:
        return None
    if not words:
        raise Invalid(
            message("What is the next step, to be done by {day}?"),
            field="next_step",
            day=sheet.ctx.lang.date(due),
        )
    return due


def check_ahead(due: date, ctx: Context) -> None:
    """Raises Invalid for a day that is over."""
    if due < ctx.today:
        raise Invalid(message("{day} is over. Choose a day to come."), day=ctx.lang.date(due))


def _check_something(sheet: _Sheet, said: Said) -> None:
    """An error where a check-in would say nothing but how sure somebody is."""
    before = sheet.asked.check_in
    has_value = said.value is not None or (before is not None and before.value is not None)
    words = (said.note, said.risk, said.support, said.next_step)
    if said.takes_back or not has_value:
        field = sheet.asked.value_field
        if not any(words) and field not in sheet.errors:
            sheet.errors[field] = sheet.ctx.lang.tr(NOTHING_NEW)
