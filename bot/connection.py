"""What the program asks of a platform beyond chat.platform.Platform: its routes and its life."""

from collections.abc import Sequence
from typing import Protocol

from starlette.routing import BaseRoute

from bot.checks import Check
from chat.platform import Platform


class Connection(Platform, Protocol):
    """One platform, connected."""

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """What it serves over HTTP; nothing where it calls out by itself."""
        ...

    def start(self) -> None:
        """Begin to receive; returns at once."""
        ...

    def stop(self) -> None:
        """Take nothing new and finish what is in hand within 10 seconds."""
        ...

    def ready(self) -> Check:
        """Whether deliveries can arrive and be answered."""
        ...

    def doctor(self) -> list[Check]:
        """What `okrbot doctor` says of it; asks the platform itself."""
        ...
