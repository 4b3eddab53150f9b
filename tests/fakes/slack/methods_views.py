"""views.*: modals in a stack of three, one home view a person."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from time import process_time

from tests.fakes.json_shapes import Json, as_object, as_objects, as_text
from tests.fakes.slack.calls import ApiError, Call
from tests.fakes.slack.methods_chat import missing_file
from tests.fakes.slack.modal import carried_over
from tests.fakes.slack.store import APP, BOT, TEAM, Store, Trigger, View
from tests.fakes.slack.validate import Refusal, refused_view

STACK = 3
TRIGGER_SECONDS = 3.0
Method = Callable[[Store, Call], Json]


def view_object(view: View) -> Json:
    """A view as answers and payloads show it."""
    absent: Json = dict.fromkeys(("title", "submit", "close"))
    return {
        "id": view.id,
        "team_id": TEAM,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        **absent,
        **view.content,
        "state": {"values": deepcopy(view.state)},
        "hash": view.hash,
        "root_view_id": view.root,
        "previous_view_id": view.previous or None,
        "app_id": APP,
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
    }


def new_view(store: Store, user: str, content: Json) -> View:
    """A view with its own id, not yet before anybody."""
    filled = {**deepcopy(content), "blocks": store.with_ids(as_objects(content.get("blocks")))}
    view = View(f"V{store.number():08d}", user, filled, str(store.number()))
    view.state = carried_over({}, view.blocks)
    view.root = view.id
    return view


def renew(store: Store, view: View, content: Json) -> None:
    """Put other content into a view; what is typed stays where the ids are the same."""
    view.content = {
        **deepcopy(content),
        "blocks": store.with_ids(as_objects(content.get("blocks"))),
    }
    view.hash = str(store.number())
    view.state = carried_over(view.state, view.blocks)
    view.errors = {}


def push(store: Store, view: View) -> None:
    """Put a view on top of the person's stack; raises ApiError when three are there."""
    stack = store.stacks.setdefault(view.user, [])
    if len(stack) >= STACK:
        raise ApiError("push_limit_reached")
    if stack:
        view.root, view.previous = stack[0].id, stack[-1].id
    stack.append(view)


def checked_view(store: Store, given: object, *kinds: str, instead_of: View | None = None) -> Json:
    """The view, if Slack takes it; raises ApiError."""
    refusal = refused_view(given, *kinds) or missing_file(store, given)
    if refusal:
        raise ApiError(refusal)
    content = as_object(given)
    external = as_text(content.get("external_id"))
    others = (view for view in store.views() if view is not instead_of)
    if external and any(view.content.get("external_id") == external for view in others):
        raise ApiError("duplicate_external_id")
    return content


def _given(store: Store, call: Call, kind: str, instead_of: View | None = None) -> Json:
    if call.value("view") is None:
        raise ApiError(Refusal("invalid_arguments", ("[ERROR] missing required field: view",)))
    return checked_view(store, call.value("view"), kind, instead_of=instead_of)


def _taken(store: Store, call: Call) -> Trigger:
    trigger = store.triggers.get(call.required("trigger_id"))
    if trigger is None:
        raise ApiError("invalid_trigger_id")
    if trigger.is_used:
        raise ApiError("exchanged_trigger_id")
    if process_time() - trigger.born > TRIGGER_SECONDS:
        raise ApiError("expired_trigger_id")
    trigger.is_used = True
    return trigger


def _open(store: Store, call: Call) -> Json:
    content = _given(store, call, "modal")
    trigger = _taken(store, call)
    view = new_view(store, trigger.user, content)
    store.stacks[trigger.user] = [view]
    return {"view": view_object(view)}


def _push(store: Store, call: Call) -> Json:
    content = _given(store, call, "modal")
    trigger = _taken(store, call)
    stack = store.stacks.get(trigger.user, [])
    if not trigger.view or all(view.id != trigger.view for view in stack):
        raise ApiError(Refusal("not_found", ("views.push wants a trigger of an open modal",)))
    view = new_view(store, trigger.user, content)
    push(store, view)
    return {"view": view_object(view)}


def _update(store: Store, call: Call) -> Json:
    name, external = call.text("view_id"), call.text("external_id")
    for view in store.views():
        if name == view.id or (external and external == view.content.get("external_id")):
            break
    else:
        raise ApiError("not_found")
    _check_hash(call, view)
    renew(store, view, _given(store, call, as_text(view.content.get("type")), view))
    return {"view": view_object(view)}


def _publish(store: Store, call: Call) -> Json:
    user = call.required("user_id")
    view = store.homes.get(user)
    content = _given(store, call, "home", view)
    if store.person(user) is None:
        raise ApiError(Refusal("invalid_arguments", ("[ERROR] invalid user_id",)))
    if view is None:
        view = store.homes[user] = new_view(store, user, content)
    else:
        _check_hash(call, view)
        renew(store, view, content)
    return {"view": view_object(view)}


def _check_hash(call: Call, view: View) -> None:
    if call.text("hash") and call.text("hash") != view.hash:
        raise ApiError("hash_conflict")


METHODS: Mapping[str, Method] = {
    "views.open": _open,
    "views.push": _push,
    "views.update": _update,
    "views.publish": _publish,
}
