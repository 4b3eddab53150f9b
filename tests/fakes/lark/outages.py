"""Switches that break the platform for a while, by path."""

from collections import Counter
from threading import Event, Lock

_PATIENCE = 30.0


class Outages:
    """What is broken: each switch takes the beginning of a path and how many times it applies."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._html: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._errors: dict[str, list[tuple[int, int]]] = {}
        self._hanging: dict[str, Event] = {}
        self.hit = Event()
        """Set when a hanging request has arrived."""

    def html_502(self, path: str, times: int = 1) -> None:
        """Answer with a gateway's HTML page."""
        self._html[path] += times

    def error(self, path: str, code: int, status: int = 400) -> None:
        """Answer once with this code."""
        self._errors.setdefault(path, []).append((code, status))

    def drop_answer(self, path: str, times: int = 1) -> None:
        """Do what is asked, then lose the answer."""
        self._dropped[path] += times

    def hang(self, path: str) -> Event:
        """Do not answer until the event is set."""
        self.hit.clear()
        self._hanging[path] = Event()
        return self._hanging[path]

    def release(self) -> None:
        """End every hanging request."""
        for event in self._hanging.values():
            event.set()
        self._hanging.clear()

    def takes_html(self, path: str) -> bool:
        """Whether this request gets the HTML page."""
        return self._take(self._html, path)

    def takes_drop(self, path: str) -> bool:
        """Whether this request's answer is lost."""
        return self._take(self._dropped, path)

    def takes_error(self, path: str) -> tuple[int, int] | None:
        """The (code, status) this request gets, if any."""
        for begin, waiting in self._errors.items():
            if path.startswith(begin) and waiting:
                return waiting.pop(0)
        return None

    def wait(self, path: str) -> None:
        """Hang as long as the switch says."""
        for begin, event in list(self._hanging.items()):
            if path.startswith(begin):
                self.hit.set()
                event.wait(_PATIENCE)

    def _take(self, counter: Counter[str], path: str) -> bool:
        with self._lock:
            for begin, left in counter.items():
                if left and path.startswith(begin):
                    counter[begin] -= 1
                    return True
            return False
