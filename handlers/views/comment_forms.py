"""The forms of comments: say something, answer, ask on."""

from collections.abc import Mapping, Sequence

from chat.cards import Option
from chat.forms import ChoiceField, Explanation, Form, FormPart, SwitchField, TextField
from chat.locales import Language
from chat.text import Bold, shortened, text
from handlers.views.comment_words import label, words_of
from handlers.views.comments import TITLE, Thing
from okr.comments import ReviewPrompt
from okr.follow_up import Comment

COMMENT_LIMIT = 1000
_LATELY = 2
"""Of what was said before, so many stand over the field."""


def comment_form(
    lang: Language,
    thing: Thing,
    said: Sequence[Comment],
    prompts: Sequence[ReviewPrompt],
    values: Mapping[str, str],
    *,
    is_owner: bool,
) -> Form:
    """Something to say of a thing; `values` of the list it is opened from bring that list back."""
    parts: list[FormPart] = [Explanation(text(Bold(thing.id), f" {shortened(thing.title, TITLE)}"))]
    for each in said[-_LATELY:]:
        words = shortened(words_of(lang, each), TITLE)
        parts.append(Explanation(text(Bold(each.author.name), f": {words}")))
    parts.append(
        TextField(
            "text",
            lang.tr("Your comment"),
            required=is_owner or not prompts,
            multiline=True,
            max_length=COMMENT_LIMIT,
        )
    )
    if not is_owner:
        parts += _asking(lang, thing, prompts)
    return Form(
        action="comments.save",
        title=lang.tr("Comment on {id}", id=thing.id),
        submit=lang.tr("Comment"),
        cancel=lang.tr("Cancel"),
        values={**values, "about": thing.id},
        parts=tuple(parts),
    )


def _asking(lang: Language, thing: Thing, prompts: Sequence[ReviewPrompt]) -> list[FormPart]:
    name = thing.owner.name
    fields: list[FormPart] = [
        SwitchField(
            "question",
            lang.tr("A question: it stays open until {name} answers", name=shortened(name, 30)),
            hint=lang.tr("What ends in ? is one anyway."),
        )
    ]
    if prompts:
        is_key_result = thing.key_result is not None
        options = tuple(
            Option(label(lang, each, is_key_result=is_key_result), each.value) for each in prompts
        )
        fields.append(ChoiceField("prompt", lang.tr("Or ask one of these"), options))
    return fields


def answer_form(
    lang: Language,
    comment: Comment,
    values: Mapping[str, str],
    action: str = "replying.save_answer",
) -> Form:
    """The answer to a comment; `values` of the list it stood in bring that list back."""
    said = f" {comment.author.name}: {words_of(lang, comment)}"
    return Form(
        action=action,
        title=lang.tr("Answer {name}", name=shortened(comment.author.name, 12)),
        submit=lang.tr("Answer"),
        cancel=lang.tr("Cancel"),
        values={**values, "comment": str(comment.id)},
        parts=(
            Explanation(text(Bold(comment.about), said)),
            TextField(
                "answer",
                lang.tr("Your answer"),
                required=True,
                multiline=True,
                max_length=COMMENT_LIMIT,
            ),
        ),
    )


def ask_on_form(lang: Language, comment: Comment) -> Form:
    """Another question after an answer."""
    by = comment.answered_by.name if comment.answered_by else "–"
    return Form(
        action="replying.save_ask_on",
        title=lang.tr("Ask on · {id}", id=comment.about),
        submit=lang.tr("Ask"),
        cancel=lang.tr("Cancel"),
        values={"comment": str(comment.id)},
        parts=(
            Explanation(text(Bold(comment.about), f" {words_of(lang, comment)}")),
            Explanation(text(Bold(f"↳ {by}"), f" {comment.answer}")),
            TextField(
                "text",
                lang.tr("Your question"),
                required=True,
                multiline=True,
                max_length=COMMENT_LIMIT,
            ),
        ),
    )
