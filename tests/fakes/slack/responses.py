"""Message bodies that come back by themselves: slash-command answers and response addresses."""

from datetime import timedelta

from tests.fakes.json_shapes import Json, as_object, as_objects, as_text
from tests.fakes.slack.calls import Answer
from tests.fakes.slack.methods_chat import missing_file
from tests.fakes.slack.store import BOT_USER, Message, ResponseUrl, Store
from tests.fakes.slack.validate import Refusal, refused_message, refused_metadata

USES = 5
LASTS = timedelta(minutes=30)
_KNOWN = {
    "text",
    "blocks",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
    "metadata",
    "mrkdwn",
    "link_names",
    "parse",
}


def open_url(store: Store, base: str, url: ResponseUrl) -> str:
    """A new response address."""
    with store.lock:
        name = f"{store.number()}"
        store.response_urls[name] = url
    return f"{base}/response/{name}"


def respond(store: Store, name: str, body: object) -> Answer:
    """What a response address answers; the message is shown where it is taken."""
    with store.lock:
        url = store.response_urls.get(name)
        if url is None:
            return _refused(store, Refusal("no_service"), 404)
        if store.clock() - url.born > LASTS:
            return _refused(store, Refusal("expired_url"), 404)
        if url.uses >= USES:
            return _refused(store, Refusal("used_url"), 404)
        url.uses += 1
        refusal = show(store, url, body)
    return _refused(store, refusal, 400) if refusal else Answer("ok")


def _refused(store: Store, refusal: Refusal, status: int) -> Answer:
    store.reject(f"response_url {refusal}")
    return Answer({"ok": False, "error": refusal.code}, status)


def refused_body(store: Store, body: object) -> Refusal | None:
    """Why Slack does not take this as a message of an answer."""
    if not isinstance(body, dict):
        return Refusal("invalid_payload")
    strange = sorted(body.keys() - _KNOWN)
    if strange:
        return Refusal("invalid_payload", (f"unknown: {', '.join(strange)}",))
    if body.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        return Refusal("invalid_payload", ("response_type",))
    if "metadata" in body and (refusal := refused_metadata(body["metadata"])):
        return refusal
    if body.get("delete_original") is True:
        return None
    text, blocks = as_text(body.get("text")), body.get("blocks")
    return refused_message(text, blocks) or missing_file(store, blocks)


def show(store: Store, url: ResponseUrl, body: object) -> Refusal | None:
    """Show an answer where the command or press was; why not, if it is refused."""
    if refusal := refused_body(store, body):
        return refusal
    given = as_object(body)
    original = store.find(url.channel, url.message) if url.message else None
    if given.get("delete_original") is True:
        if original is None:
            return Refusal("message_not_found")
        original.is_deleted = True
        return None
    text, blocks = as_text(given.get("text")), as_objects(given.get("blocks"))
    if given.get("replace_original") is True and original is not None:
        store.edit(original, text, blocks)
    else:
        store.add(_message(store, url, given, text, blocks))
    return None


def _message(store: Store, url: ResponseUrl, given: Json, text: str, blocks: list[Json]) -> Message:
    is_public = given.get("response_type") == "in_channel"
    return Message(
        url.channel,
        store.moment(),
        BOT_USER,
        text,
        blocks,
        only_for="" if is_public else url.user,
        thread=as_text(given.get("thread_ts")),
        metadata=as_object(given.get("metadata")),
    )
