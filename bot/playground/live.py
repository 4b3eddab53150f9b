"""Live updates: what happens is told to every open page as server-sent events."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from threading import Lock

from bot.playground import limits
from bot.playground.render import Json

Tree = Callable[[str], Json | None]
"""What one person's page is told (by the person's id); None where it is not for them."""


class _Listener:
    """One open page: its queue lives in the event loop, happenings come from any thread."""

    def __init__(self, person_id: str) -> None:
        self.person_id = person_id
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Json | None] = asyncio.Queue()

    def tell(self, happening: Json | None) -> None:
        """Put a happening into the queue; None ends the stream."""
        try:
            self._loop.call_soon_threadsafe(self._put, happening)
        except RuntimeError:  # the loop has ended, and the page with it
            return

    def _put(self, happening: Json | None) -> None:
        # A page that reads too slowly is sent away; it comes back and reads all anew.
        self._queue.put_nowait(happening if self._queue.qsize() < limits.BACKLOG else None)

    async def next(self) -> Json | None:
        """The next happening; raises TimeoutError after a heartbeat's silence."""
        async with asyncio.timeout(limits.HEARTBEAT):
            return await self._queue.get()


class TooManyListeners(Exception):
    """More pages listen than limits.LISTENERS."""


class Live:
    """All open pages."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: set[_Listener] = set()
        self._closed = False

    def tell(self, tree: Tree) -> None:
        """Tell every page for which `tree` gives something. Never blocks."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            happening = tree(listener.person_id)
            if happening is not None:
                listener.tell(happening)

    def open(self) -> None:
        """Take listeners (again)."""
        self._closed = False

    def close(self) -> None:
        """End every stream, so that the server can stop; later ones end at once."""
        with self._lock:
            self._closed = True
            listeners = list(self._listeners)
        for listener in listeners:
            listener.tell(None)

    async def stream(self, person_id: str) -> AsyncGenerator[str]:
        """Server-sent events for one page. Raises TooManyListeners at the first step."""
        listener = _Listener(person_id)
        with self._lock:
            if len(self._listeners) >= limits.LISTENERS:
                raise TooManyListeners
            self._listeners.add(listener)
        try:
            yield "retry: 1000\n\n"
            while not self._closed:
                try:
                    happening = await listener.next()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if happening is None:
                    return
                yield f"data: {json.dumps(happening, ensure_ascii=False)}\n\n"
        finally:
            with self._lock:
                self._listeners.discard(listener)
