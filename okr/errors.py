"""Refusals: an error carries a message to translate and the values that go into it."""


def message(source: str) -> str:
    """Marks an English source text for the catalogues and gives it back unchanged."""
    return source


class Refused(Exception):
    """What a person asked cannot be done; the message says why and what to do instead.

    `source` is the English text with `{placeholders}`; the reader's language is chosen later.
    """

    def __init__(self, source: str, **values: object) -> None:
        super().__init__(source)
        self.source = source
        self.values = values


class NotFound(Refused):
    """There is no such thing, or none this person may know of."""


class NotAllowed(Refused):
    """The thing exists, but this person may not do that to it."""


class Invalid(Refused):
    """Something typed cannot be used; `field` names the form field it belongs to."""

    def __init__(self, source: str, field: str = "", **values: object) -> None:
        super().__init__(source, **values)
        self.field = field
