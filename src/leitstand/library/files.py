"""Where the bytes lie: every file under its own hash, so that equal files are stored once and never change."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings


class TooBig(ValueError):
    """More bytes arrived than are allowed."""


def folder() -> Path:
    """Return the folder of all files, made on first use."""
    path = Path(settings.MEDIA_FOLDER)
    path.mkdir(parents=True, exist_ok=True)
    return path


def path_of(sha256: str) -> Path:
    """Return where the file with this hash lies."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise ValueError("not a hash")
    return folder() / sha256[:2] / sha256


def workshop() -> Path:
    """Return the folder for files that are still being made; what lies there for long was left by a crash."""
    path = folder() / "workshop"
    path.mkdir(exist_ok=True)
    return path


def new_file(suffix: str = "") -> Path:
    """Return a fresh, empty file in the workshop."""
    handle, name = tempfile.mkstemp(suffix=suffix, dir=workshop())
    os.close(handle)
    return Path(name)


def keep(made: Path) -> tuple[str, int]:
    """Move a file of the workshop to its place under its hash; returns hash and size."""
    digest = hashlib.sha256()
    size = 0
    with made.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
            size += len(piece)
    sha256 = digest.hexdigest()
    place = path_of(sha256)
    place.parent.mkdir(exist_ok=True)
    made.replace(place)
    place.chmod(0o640)
    return sha256, size


def drop(sha256: str) -> None:
    """Delete the file with this hash, whoever else may lean on it: ask first. One that is gone already is no error."""
    path_of(sha256).unlink(missing_ok=True)


def adopt(arrived: str) -> Path:
    """Move a file that has arrived elsewhere on the disk into the workshop, without copying where that is possible."""
    path = new_file()
    shutil.move(arrived, path)
    return path


def take_in(pieces: Iterable[bytes], *, most: int) -> Path:
    """Write what arrives to the workshop, a piece at a time; raises TooBig beyond `most` bytes, keeping nothing."""
    path = new_file()
    try:
        with path.open("wb") as file:
            for piece in _at_most(pieces, most):
                file.write(piece)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _at_most(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise TooBig(str(most))
        yield piece
