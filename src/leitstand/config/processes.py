"""One process tree: start children, restart those that die, stop all of them cleanly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from leitstand.config.forks import Forked

STOP_SECONDS: Final = 15.0
# A child that lived shorter than this has failed; it is restarted ever more slowly.
STEADY_SECONDS: Final = 30.0
SLOWEST_SECONDS: Final = 20.0


@dataclass(slots=True)
class Child:
    """One process of the tree: a sub-command with its arguments, forked off or in an interpreter of its own (which may be silent)."""

    name: str
    arguments: Sequence[str]
    is_forked: bool = False
    is_silent: bool = False
    process: "subprocess.Popen[bytes] | Forked | None" = None
    started: float = 0.0
    failures: int = 0
    start_again: float = 0.0

    def start(self) -> None:
        """Start the process in the tree's own group, so that a terminal's Ctrl+C reaches only the parent."""
        if self.is_forked:
            self.process = Forked(self.name, list(self.arguments))
        else:
            words = [sys.executable, "-m", "leitstand.config.cli", *self.arguments]
            said = subprocess.DEVNULL if self.is_silent else None  # what goes wrong is heard all the same
            self.process = subprocess.Popen(words, start_new_session=True, stdout=said)
        self.started = time.monotonic()

    def run(self) -> int:
        """Start it, wait for its end, and return how it ended."""
        self.start()
        return self.process.wait() if self.process is not None else 0

    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self.process is not None and self.process.poll() is None


class Tree:
    """The children of one `leitstand up`."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = list(children)

    def start(self) -> None:
        """Start every child."""
        for child in self.children:
            child.start()

    def tend(self) -> list[str]:
        """Restart what has died, each time a little later; return what is worth telling."""
        told = []
        moment = time.monotonic()
        for child in self.children:
            if child.is_running():
                continue
            if child.process is not None:
                lived = moment - child.started
                child.failures = 0 if lived > STEADY_SECONDS else child.failures + 1
                wait = min(SLOWEST_SECONDS, 0.25 * 2**child.failures) if child.failures else 0.0
                child.start_again = moment + wait
                told.append(f"{child.name} ended with {child.process.returncode}; starting it again in {wait:.0f} s")
                child.process = None
            if child.process is None and moment >= child.start_again:
                child.start()
        return told

    def kill(self, name: str) -> None:
        """End a child that does not answer any more; `tend` starts it again."""
        for child in self.children:
            if child.name == name and child.process is not None and child.is_running():
                _signal(child.process, signal.SIGKILL)

    def stop(self) -> None:
        """Ask every child to end, wait, and end those that do not."""
        running = [child.process for child in self.children if child.process is not None and child.is_running()]
        for process in running:
            _signal(process, signal.SIGTERM, group=False)
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait(5)


def _signal(process: "subprocess.Popen[bytes] | Forked", number: int, *, group: bool = True) -> None:
    try:
        if group:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
    except ProcessLookupError:
        return
