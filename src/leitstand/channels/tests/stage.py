"""The rehearsal network as a process of its own, for tests whose server runs in threads."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PASSWORD = "a-password-nobody-guesses"


class Stage:
    """Where the network answers, and the password it asks for."""

    def __init__(self, address: str) -> None:
        self.address, self.password = address, PASSWORD


@contextmanager
def running() -> Iterator[Stage]:
    """Start it on a free port, and stop it at the end."""
    words = [sys.executable, "-m", "leitstand.connectors.rehearsal.stage", "--port", "0", "--password", PASSWORD]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        printed = process.stdout.readline().split()
        yield Stage(next(word for word in printed if word.startswith("http")).rstrip("/"))
    finally:
        process.terminate()
        process.wait(10)
