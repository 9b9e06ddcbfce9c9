"""The bytes of pictures and videos: files in a folder, or in memory where there is none."""

from pathlib import Path


class Vault:
    """Keeps files under their id; a file grows until all of it has arrived."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / "media" if folder else None
        self._held: dict[str, bytearray] = {}
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)

    def size(self, name: str) -> int:
        """Return how many bytes of a file have arrived."""
        if self._folder is None:
            return len(self._held.get(name, b""))
        path = self._folder / name
        return path.stat().st_size if path.exists() else 0

    def append(self, name: str, piece: bytes) -> None:
        """Add a piece to the end of a file."""
        if self._folder is None:
            self._held.setdefault(name, bytearray()).extend(piece)
            return
        with (self._folder / name).open("ab") as file:
            file.write(piece)

    def read(self, name: str, count: int = -1) -> bytes:
        """Return a file's bytes, or only its beginning."""
        if self._folder is None:
            held = self._held.get(name, b"")
            return bytes(held if count < 0 else held[:count])
        with (self._folder / name).open("rb") as file:
            return file.read(count)

    def path(self, name: str) -> Path | None:
        """Return where a file lies; None where it is held in memory."""
        return self._folder / name if self._folder else None

    def drop(self, name: str) -> None:
        """Forget a file."""
        self._held.pop(name, None)
        if self._folder:
            (self._folder / name).unlink(missing_ok=True)

    def keep_only(self, names: set[str]) -> None:
        """Forget every file that nobody knows any more."""
        if self._folder:
            for path in self._folder.iterdir():
                if path.name not in names:
                    path.unlink()
