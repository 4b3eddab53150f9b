"""What the program may answer to a card callback, as the platform checks it."""

import json
from collections.abc import Set
from dataclasses import dataclass

from tests.fakes.json_shapes import Json, as_object, as_text
from tests.fakes.lark.cards import BODY_LIMIT, CardRefused, check_card
from tests.fakes.lark.checks import languages, one_of, shape, string

LATE, WRONG_STATUS, WRONG_SHAPE, WRONG_CARD = 200341, 200671, 200672, 200673

_TOAST = shape(
    {
        "type": one_of("info", "success", "error", "warning"),
        "content": string(shortest=1),
        "i18n": languages(string()),
    },
    ("content",),
)
_ANSWER = shape(
    {
        "toast": _TOAST,
        "card": shape({"type": one_of("raw"), "data": lambda _: ""}, ("type", "data")),
    }
)


class AnswerRefused(Exception):
    """The client shows an error instead of the answer."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True)
class CallbackAnswer:
    """A right answer: what pops up, and the card that takes the old one's place."""

    kind: str = ""
    toast: str = ""
    card: Json | None = None


def read_answer(answer: object, images: Set[str]) -> CallbackAnswer:
    """The answer. Raises AnswerRefused."""
    if problem := _ANSWER({} if answer is None else answer):
        raise AnswerRefused(WRONG_SHAPE, problem)
    body = as_object(answer)
    card: Json | None = None
    if "card" in body:
        data = as_object(body["card"])["data"]
        if len(json.dumps(data, ensure_ascii=False).encode()) > BODY_LIMIT:
            raise AnswerRefused(WRONG_CARD, "the card is too large")
        try:
            card = check_card(data, images)
        except CardRefused as refused:
            raise AnswerRefused(WRONG_CARD, str(refused)) from None
    toast = as_object(body.get("toast"))
    return CallbackAnswer(as_text(toast.get("type")) or "info", as_text(toast.get("content")), card)
