"""`python -m bench [name…]`: measure, and print every figure beside its budget."""

import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import structlog

from bench.report import Report

NAMES = (
    "show",
    "checkin",
    "growth",
    "tree",
    "prompts",
    "reminders",
    "delivery",
    "start",
    "coach",
    "picture",
)


def main(names: list[str]) -> int:
    """Run the benchmarks named, or all; 2 for a name nobody knows."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"python -m bench [{' | '.join(NAMES)}]", file=sys.stderr)
        return 2
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    over = 0
    for name in names or NAMES:
        measure: Callable[[Path], Report] = import_module(f"bench.{name}").measure
        with tempfile.TemporaryDirectory(prefix="okrbot-bench-") as folder:
            report = measure(Path(folder))
        print(*report.lines(), sep="\n", flush=True)
        over += sum(not row.is_kept for row in report.rows)
    print(f"{over} over budget" if over else "every figure inside its budget")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
