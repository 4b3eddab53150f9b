"""The review questions in words, and what a comment says in the reader's language."""

from typing import assert_never

from chat.locales import Language
from okr.comments import ReviewPrompt, review_prompt
from okr.follow_up import Comment


def label(lang: Language, prompt: ReviewPrompt, *, is_key_result: bool) -> str:
    """What stands on the button that asks it."""
    match prompt:
        case ReviewPrompt.CLEAR:
            return lang.tr("Is it clear?")
        case ReviewPrompt.SERVES:
            return lang.tr("Does it serve the business?")
        case ReviewPrompt.CARRIES if is_key_result:
            return lang.tr("Does it carry the objective?")
        case ReviewPrompt.CARRIES:
            return lang.tr("Do the key results carry it?")
        case ReviewPrompt.TOGETHER:
            return lang.tr("Who works with whom?")
        case _:
            assert_never(prompt)


def question(lang: Language, prompt: ReviewPrompt, *, is_key_result: bool) -> str:
    """What is asked."""
    match prompt:
        case ReviewPrompt.CLEAR:
            return lang.tr("Would somebody from another team read this and know what is meant?")
        case ReviewPrompt.SERVES:
            return lang.tr("What does the business gain when this is reached?")
        case ReviewPrompt.CARRIES if is_key_result:
            return lang.tr("Can this be reached and the objective be missed all the same?")
        case ReviewPrompt.CARRIES:
            return lang.tr("When every key result is reached, is the objective reached, too?")
        case ReviewPrompt.TOGETHER:
            return lang.tr("Who works on this with whom, and do all of them know?")
        case _:
            assert_never(prompt)


def words_of(lang: Language, comment: Comment) -> str:
    """What was said; a review question in the reader's language, whoever asked it in theirs."""
    prompt = review_prompt(comment.prompt)
    if prompt is None:
        return comment.text
    _, _, more = comment.text.partition("\n")
    asked = question(lang, prompt, is_key_result=comment.about.startswith("KR"))
    return f"{asked}\n{more}" if more else asked
