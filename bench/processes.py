"""Child processes of the benchmarks: started, waited for, weighed and stopped."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
_STARTED = re.compile(r'"port": ?(\d+)')
DEADLINE = 60.0
"""Seconds a child may take to be ready, or to end."""


class ChildFailed(Exception):
    """A child process ended before it was ready; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Child:
    """A server that is ready: where, and how long after its start it said so."""

    process: "subprocess.Popen[str]"
    port: int
    seconds: float

    def peak_memory(self) -> float:
        """The most memory it has held so far, in MB (RSS)."""
        return peak_memory(self.process.pid)


def peak_memory(process: int | str = "self") -> float:
    """The most memory a process has held since it began its program, in MB (RSS)."""
    # Not getrusage: that also counts what the process held that this one was forked from.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1000 if found else 0.0


def environment(given: Mapping[str, str]) -> Mapping[str, str]:
    """This process's environment without anything that configures okrbot, and what is given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OKRBOT_", "SLACK_", "LARK_"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), **given}


def cores() -> tuple[int | None, int | None]:
    """A core for a server and another one for those who ask it; None where there is only one."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return None, None
    first, second, *_ = sorted(os.sched_getaffinity(0))
    return first, second


def _on(core: int | None) -> Callable[[], None] | None:
    """What a child does before its program begins, to stay on this core."""
    if core is None or sys.platform != "linux":
        return None
    return partial(os.sched_setaffinity, 0, {core})


@contextmanager
def serving(
    arguments: Sequence[str], folder: Path, given: Mapping[str, str], core: int | None = None
) -> Iterator[Child]:
    """A Python process that tells its port in a JSON line on stderr; stopped at the end."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=dict(environment(given)),
        preexec_fn=_on(core),
    )
    try:
        port = _port(process)
        yield Child(process, port, time.perf_counter() - started)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=DEADLINE)
        except subprocess.TimeoutExpired:
            process.kill()


def _port(process: "subprocess.Popen[str]") -> int:
    assert process.stderr is not None
    said: list[str] = []
    for line in process.stderr:
        said.append(line)
        found = _STARTED.search(line)
        if found:
            return int(found[1])
    raise ChildFailed("".join(said)[-2000:])


def run(arguments: Sequence[str], folder: Path, words: str = "", core: int | None = None) -> str:
    """What a Python process prints that reads `words`. Raises ChildFailed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        input=words,
        capture_output=True,
        text=True,
        cwd=folder,
        env=dict(environment({})),
        timeout=DEADLINE * 10,
        check=False,
        preexec_fn=_on(core),
    )
    if done.returncode:
        raise ChildFailed(done.stderr[-2000:])
    return done.stdout
