"""What stands before a person on the fake Slack, in the drivers' words."""

from collections.abc import Iterator, Mapping

from bot.slack.carry import Carried
from tests.drivers.base import Seen, SeenForm
from tests.fakes.json_shapes import Json, as_object, as_text
from tests.fakes.slack.filling import standing_answer
from tests.fakes.slack.modal import inputs, standing
from tests.fakes.slack.reading import Pressable, pressables, words_of
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.store import Message, View

_ERROR = "⚠ "
"""Begins the line that the bot draws above a field when a form comes back with errors."""


class Eyes:
    """Reads the fake's store as people do."""

    def __init__(self, fake: FakeSlack) -> None:
        self._fake = fake

    def all(self, who: str, place: str) -> list[Seen]:
        """Everything of the bot's that this person sees there, oldest first."""
        seen = [self.seen(message) for message in self._fake.shown(who, place)]
        return [*seen, *map(self.seen, self._over_all(who))]

    def newest(self, who: str, place: str) -> Seen:
        """What was shown or changed last, or the modal before it that asks nothing."""
        if over_all := self._over_all(who):
            return self.seen(over_all[-1])
        there = self._fake.shown(who, place)
        newest = max(there, key=lambda message: message.changed, default=None)
        return self.seen(newest) if newest else Seen("")

    def seen(self, standing: Message | View) -> Seen:
        """A message or home view."""
        is_private = isinstance(standing, View) or bool(standing.only_for)
        is_direct = isinstance(standing, Message) and standing.channel.startswith("D")
        return Seen(
            self._fake.read(standing),
            [pressable.label for pressable in pressables(standing.blocks)],
            private=is_private or is_direct,
        )

    def view(self, who: str) -> View | None:
        """The modal on top before this person."""
        stack = self._fake.store.stacks.get(self._fake.store.people[who].id, [])
        return stack[-1] if stack else None

    def _over_all(self, who: str) -> list[View]:
        """The modals that ask nothing: they tell, wherever the person is."""
        stack = self._fake.store.stacks.get(self._fake.store.people[who].id, [])
        return [view for view in stack if "submit" not in view.content]

    def asking(self, who: str) -> View | None:
        """The uppermost modal that asks something."""
        stack = self._fake.store.stacks.get(self._fake.store.people[who].id, [])
        return next((view for view in reversed(stack) if "submit" in view.content), None)

    def home(self, who: str) -> View | None:
        """The person's home view."""
        return self._fake.store.homes.get(self._fake.store.people[who].id)

    def pressable(self, who: str, label: str, place: str) -> tuple[Message | View, Pressable]:
        """The newest button or option with this label: in the open modal, else at the place.

        The home view counts as a part of "dm". Raises LookupError.
        """
        there: list[str] = []
        for holder in self._holders(who, place):
            for pressable in pressables(holder.blocks):
                if pressable.label == label:
                    return holder, pressable
                there.append(pressable.label)
        raise LookupError(f"{who} sees no {label!r} at {place}; there are {there}")

    def _holders(self, who: str, place: str) -> Iterator[Message | View]:
        if view := self.view(who):
            yield view
        yield from sorted(
            self._fake.shown(who, place), key=lambda message: message.changed, reverse=True
        )
        if place == "dm" and (home := self.home(who)):
            yield home

    def form(self, who: str) -> SeenForm | None:
        """The form in the uppermost modal that is one."""
        view = self.asking(who)
        if view is None:
            return None
        fields = inputs(view.blocks)
        return SeenForm(
            title=words_of(view.content.get("title"), self._fake.name),
            labels={
                name: words_of(block.get("label"), self._fake.name)
                for name, (block, _) in fields.items()
            },
            values={
                name: self._value(view, block, element) for name, (block, element) in fields.items()
            },
            errors={**self._drawn_errors(view), **view.errors},
            text=self._fake.read(view),
        )

    def typed(self, who: str, answers: Mapping[str, object]) -> dict[str, object]:
        """The answers as the fake takes them: option values the way they stand in the modal."""
        view = self.asking(who)
        if view is None:
            raise LookupError(f"no form is open before {who}")
        long = Carried.load(as_text(view.content.get("private_metadata"))).long
        written = {value: f"~{place}" for place, value in enumerate(long)}

        def one(answer: object) -> object:
            return written.get(answer, answer) if isinstance(answer, str) else answer

        return {
            name: [one(each) for each in answer]
            if isinstance(answer, list | tuple)
            else one(answer)
            for name, answer in answers.items()
        }

    def _value(self, view: View, block: Json, element: Json) -> object:
        answer = standing_answer(self._fake.store, element, standing(view.state, block, element))
        carried = Carried.load(as_text(view.content.get("private_metadata")))
        if as_text(element.get("action_id")).startswith("switch"):
            return bool(answer)
        if isinstance(answer, tuple):
            return [carried.option_value(each) for each in answer]
        if "select" in as_text(element.get("type")):
            return carried.option_value(as_text(answer))
        return answer

    def _drawn_errors(self, view: View) -> dict[str, str]:
        """Lines above a field that say what is wrong with it."""
        found: dict[str, str] = {}
        above = ""
        for block in view.blocks:
            if block.get("type") == "input" and above.startswith(_ERROR):
                found[as_text(block.get("block_id"))] = above.removeprefix(_ERROR)
            is_line = as_object(block).get("type") == "rich_text"
            above = self._fake.read(View("", "", {"blocks": [block]}, "")) if is_line else ""
        return found
