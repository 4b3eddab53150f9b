"""A whole bot as a process of its own, on a clock that runs faster, without a pace to keep.

The arguments are the moment that its clock shows at a second of the machine's clock (both in
seconds since 1970). It is configured by the environment like `okrbot serve`.
"""

import sys
import threading
import time
from datetime import UTC, datetime, timedelta

from bot.app import build
from bot.settings import Settings
from chat.platform import Pace

SPEED = 20
"""Seconds on its clock in one of the machine's: a lease of thirty ends while a test can wait."""
_UNLIMITED = Pace(per_second=10_000.0, per_minute=1_000_000, address_gap=0.0)


def main() -> None:
    """Run until killed."""
    shown, at = (float(argument) for argument in sys.argv[1:])
    start = datetime.fromtimestamp(shown, UTC)

    def clock() -> datetime:
        return start + timedelta(seconds=(time.time() - at) * SPEED)

    program = build(Settings(_env_file=None), clock=clock)
    for connection in program.connections:
        connection.pace = _UNLIMITED
    program.start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
