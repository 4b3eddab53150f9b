"""A second process that delivers, to be killed; its platform is the test's own, over a socket."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Client, Connection, Listener

from chat.address import Account, MessageRef, Profile
from chat.platform import Outgoing
from scheduler.delivery import Delivery
from storage.database import Database
from tests.scheduler.fakes import UNLIMITED, FakeClock, FakePlatform


class RemotePlatform:
    """The platform of another process; a connection for each thread."""

    name = "slack"
    pace = UNLIMITED

    def __init__(self, port: int) -> None:
        self._port = port
        self._local = threading.local()

    def deliver(self, outgoing: Outgoing) -> MessageRef:
        message = self._ask("deliver", outgoing)
        assert isinstance(message, MessageRef)
        return message

    def find_delivered(self, outgoing: Outgoing) -> MessageRef | None:
        message = self._ask("find_delivered", outgoing)
        assert message is None or isinstance(message, MessageRef)
        return message

    def look_up(self, account: Account) -> Profile | None:
        return None

    def _ask(self, method: str, outgoing: Outgoing) -> object:
        if not hasattr(self._local, "connection"):
            self._local.connection = Client(("127.0.0.1", self._port))
        self._local.connection.send((method, outgoing))
        return self._local.connection.recv()


@contextmanager
def serving(platform: FakePlatform) -> Iterator[tuple[int, list[threading.Thread]]]:
    """Lets other processes use the platform: the port, and a thread for each connection so far."""
    listener = Listener(("127.0.0.1", 0), backlog=64)
    threads: list[threading.Thread] = []
    closing = threading.Event()

    def accept() -> None:
        while True:
            connection = listener.accept()
            if closing.is_set():
                connection.close()
                return
            threads.append(threading.Thread(target=_serve, args=(platform, connection)))
            threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    address = listener.address
    assert isinstance(address, tuple)
    try:
        yield int(address[1]), threads
    finally:
        closing.set()
        Client(listener.address).close()
        accepting.join(20)
        listener.close()


def _serve(platform: FakePlatform, connection: Connection) -> None:
    with connection:
        while True:
            try:
                method, outgoing = connection.recv()
                connection.send(getattr(platform, method)(outgoing))
            except (EOFError, OSError):
                return


def main() -> None:
    """Deliver until killed: the database's URL and the platform's port are the arguments."""
    url, port = sys.argv[1:]
    Delivery(Database(url), {"slack": RemotePlatform(int(port))}, FakeClock()).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
