"""A form card as the client shows it: its fields, what stands in them, what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.fakes.json_shapes import Json, as_list, as_object, as_objects, as_text
from tests.fakes.lark.reading import Names, children, lines, text_of

_FIELDS = (
    "input",
    "select_static",
    "multi_select_static",
    "select_person",
    "multi_select_person",
    "date_picker",
    "checker",
)
_MARK = "⚠"


@dataclass
class FieldView:
    """One field: its element, the label before it, and the error after it."""

    element: Json
    label: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return as_text(self.element.get("name"))

    @property
    def tag(self) -> str:
        return as_text(self.element.get("tag"))

    @property
    def required(self) -> bool:
        return self.element.get("required") is True

    @property
    def options(self) -> dict[str, str]:
        """Option value -> its label."""
        return {
            as_text(option.get("value")): as_text(as_object(option.get("text")).get("content"))
            for option in as_objects(self.element.get("options"))
        }

    @property
    def standing(self) -> object:
        """What stands in it before anybody types: "", [] or False where nothing does."""
        element = self.element
        match self.tag:
            case "input":
                return as_text(element.get("default_value"))
            case "select_static":
                place = element.get("initial_index")
                if isinstance(place, int):
                    return list(self.options)[place - 1]
                return as_text(element.get("initial_option"))
            case "select_person":
                return as_text(element.get("initial_option"))
            case "date_picker":
                return as_text(element.get("initial_date"))
            case "checker":
                return element.get("checked") is True
            case _:
                return as_list(element.get("selected_values"))


@dataclass
class FormView:
    """A form on a card; `errors` are those that belong to no field."""

    title: str
    text: str
    submit: Json
    fields: dict[str, FieldView] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def form_on(card: Json, names: Names) -> FormView | None:
    """The form on a card, if there is one."""
    elements = as_objects(as_object(card.get("body")).get("elements"))
    form = next((one for one in elements if one.get("tag") == "form"), None)
    if form is None:
        return None
    inner = list(_flat(form))
    submit = next(one for one in inner if one.get("form_action_type") == "submit")
    title = text_of(as_object(card.get("header")).get("title"), names)
    view = FormView(title, "\n".join(lines(card, names)), submit)
    _fill(view, inner, names)
    return view


def _flat(element: Json) -> Iterator[Json]:
    for inner in children(element):
        yield inner
        yield from _flat(inner)


def _fill(view: FormView, elements: list[Json], names: Names) -> None:
    """Texts before a field are its label (the newest markdown), marked ones after it its error."""
    label = ""
    newest: FieldView | None = None
    for element in elements:
        if element.get("tag") in _FIELDS:
            own = element.get("text") or element.get("label")
            newest = FieldView(element, text_of(own, names) if own else label)
            view.fields[newest.name] = newest
            label = ""
        elif error := _error(element, names):
            if newest:
                newest.error = error
            else:
                view.errors.append(error)
        elif element.get("tag") == "markdown":
            label = text_of(element, names).removesuffix("*").rstrip()
        elif element.get("tag") == "div" and not label:
            label = text_of(element.get("text"), names)


def _error(element: Json, names: Names) -> str:
    body = as_object(element.get("text")) if element.get("tag") == "div" else element
    words = text_of(body, names) if body.get("tag") != "button" else ""
    if words.startswith(_MARK):
        return words.lstrip(_MARK + "\ufe0f ")
    return words if body.get("text_color") == "red" else ""
