"""The example library: find examples by a word in either language, and begin with one."""

from chat.events import ButtonPressed
from chat.forms import FieldValue
from chat.replies import OpenForm, Reply, Show
from handlers.context import Context
from handlers.parsing import Words
from handlers.registration import Routes
from handlers.views.examples import topic_card, topics_card
from handlers.writing.new import empty_form
from okr import examples as library
from okr.errors import NotFound, message

routes = Routes()


@routes.command(
    "examples",
    "示例",
    "例子",
    "example",
    summary=message("example OKRs by industry and role"),
    usage=(("examples sales", message("a word in either language; “Use this” fills the form")),),
    writes=False,
)
def examples(ctx: Context, words: Words) -> Reply:
    if not words:
        return Show(topics_card(ctx.lang, library.topics()))
    found = library.search(words.plain, ctx.lang.code)
    if len(found) == 1:
        topic = found[0]
        return Show(topic_card(ctx.lang, topic, library.examples(topic.key, ctx.lang.code)))
    if not found:
        return Show(topics_card(ctx.lang, library.topics(), not_found=words.plain))
    return Show(topics_card(ctx.lang, found))


@routes.button("examples.open")
def open_topic(ctx: Context, event: ButtonPressed) -> Reply:
    key = event.values.get("option", "")
    for topic in library.topics():
        if topic.key == key:
            return Show(topic_card(ctx.lang, topic, library.examples(key, ctx.lang.code)))
    raise NotFound(message("These examples are no longer there. `/okr examples` shows all."))


@routes.button("examples.use", writes=True)
def use(ctx: Context, event: ButtonPressed) -> Reply:
    shown = library.examples(event.values.get("topic", ""), event.values.get("lang", "en"))
    index = event.values.get("index", "")
    if not index.isascii() or not index.isdecimal() or int(index[:4]) >= len(shown):
        raise NotFound(message("These examples are no longer there. `/okr examples` shows all."))
    example = shown[int(index[:4])]
    typed: dict[str, FieldValue] = {
        "title": example.objective,
        "key_results": "\n".join(example.key_results),
    }
    return OpenForm(empty_form(ctx).filled(typed))
