"""The append-only file of JSON lines: what was written before an answer was given is there after any crash of the server."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

Event = dict[str, object]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Journal:
    """A file of events, one a line, readable by its owner only. Without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / "journal.jsonl" if folder else None
        self._file = -1
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def read(self) -> Iterator[Event]:
        """Yield every event; a last line that a crash tore apart is left out, it was never answered."""
        if self._path is None or not self._path.exists():
            return
        with self._path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    event = json.loads(line)
                except ValueError:
                    continue
                if isinstance(event, dict):
                    yield event

    def compact(self, events: Iterable[Event]) -> None:
        """Write the file anew with these events only, and open it for what comes."""
        if self._path is None:
            return
        fresh = self._path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            for event in events:
                file.write(_encode(event) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        self.close()
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND)

    def write(self, event: Event) -> None:
        """Append an event in one call, so that a killed server leaves whole lines."""
        if self._file >= 0:
            os.write(self._file, (_encode(event) + "\n").encode())

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
