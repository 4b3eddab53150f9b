"""What Slack does with the program's answer to a delivery."""

from tests.fakes.json_shapes import Json, as_object, as_text, parsed
from tests.fakes.slack.calls import ApiError
from tests.fakes.slack.methods_views import checked_view, new_view, push, renew
from tests.fakes.slack.modal import inputs
from tests.fakes.slack.responses import refused_body, show
from tests.fakes.slack.store import ResponseUrl, Store, View
from tests.fakes.slack.transport import Reply


def to_command(store: Store, where: ResponseUrl, reply: Reply, *, again: bool) -> None:
    """A slash command's answer is shown where it was given; `again` if that has happened."""
    if not reply.body:
        return
    body: object = {"text": reply.body}
    if reply.is_json:
        body = _json(store, "command", reply)
    with store.lock:
        refusal = refused_body(store, body) if again else show(store, where, body)
    if refusal:
        store.reject(f"answer to a command: {refusal}")


def to_nothing(store: Store, kind: str, reply: Reply) -> None:
    """Deliveries whose answer Slack does not read; whoever sends words there is mistaken."""
    if reply.body.strip() not in ("", "{}", "ok"):
        store.reject(f"answer to {kind}: nobody reads {reply.body[:200]}")


def to_submission(store: Store, view: View, reply: Reply) -> None:
    """A submitted modal closes, shows errors, or gives way to another."""
    answer = _json(store, "view_submission", reply) if reply.body else {}
    action = as_text(answer.get("response_action"))
    with store.lock:
        try:
            _acted(store, view, action, answer)
        except ApiError as error:
            store.reject(f"answer to view_submission ({action}): {error.refusal}")


def _acted(store: Store, view: View, action: str, answer: Json) -> None:
    stack = store.stacks.get(view.user, [])
    is_open = view in stack
    match action:
        case "":
            if answer:
                raise ApiError("response_action is missing")
            if is_open:
                stack.remove(view)
        case "clear":
            stack.clear()
        case "errors":
            _show_errors(view, as_object(answer.get("errors")))
        case "update":
            content = checked_view(store, answer.get("view"), "modal", instead_of=view)
            if is_open:
                renew(store, view, content)
        case "push":
            content = checked_view(store, answer.get("view"), "modal")
            if is_open:
                push(store, new_view(store, view.user, content))
        case _:
            raise ApiError(f"unknown response_action {action}")


def _show_errors(view: View, errors: Json) -> None:
    if not errors:
        raise ApiError("errors are empty")
    known = inputs(view.blocks)
    strange = sorted(errors.keys() - known.keys())
    if strange:
        raise ApiError(f"errors name no input block: {', '.join(strange)}")
    if not all(isinstance(words, str) and words for words in errors.values()):
        raise ApiError("errors must be words")
    view.errors = {name: as_text(words) for name, words in errors.items()}


def _json(store: Store, kind: str, reply: Reply) -> Json:
    try:
        body = parsed(reply.body)
    except ValueError:
        body = None
    if not isinstance(body, dict) or not reply.is_json:
        store.reject(f"answer to {kind}: not JSON: {reply.body[:200]}")
        return {}
    return body
