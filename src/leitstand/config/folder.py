"""The data folder: where it lies, its secrets, and the lock that lets only one Leitstand use it."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil
from cryptography.fernet import Fernet

ENVIRONMENT: Final = "LEITSTAND_DATA"
_ANSWERING: Final = "answering.json"


class FolderInUse(RuntimeError):
    """Another Leitstand runs on this data folder."""


def data_folder() -> Path:
    """Return the data folder: LEITSTAND_DATA, else the system's place for root, else the person's own."""
    told = os.environ.get(ENVIRONMENT)
    if told:
        return Path(told).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/leitstand")
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "leitstand"


def ensure(folder: Path) -> Path:
    """Make the folder with the places inside it; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in ("media", "secrets", "rehearsal"):
        (folder / place).mkdir(exist_ok=True)
    (folder / "secrets").chmod(0o700)
    (folder / "media").chmod(0o700)
    return folder


def secret(folder: Path, name: str) -> str:
    """Return a secret of this installation; made on first use, readable by its owner only."""
    path = folder / "secrets" / name
    if path.exists():
        return path.read_text().strip()
    value = Fernet.generate_key().decode() if name.startswith("fernet") else secrets.token_urlsafe(50)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster; its secret holds
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(value)
    return value


def secret_keys(folder: Path, name: str) -> list[str]:
    """Return the keys of a file, the newest first: what is hidden with an old one can still be read."""
    secret(folder, name)
    return (folder / "secrets" / name).read_text().split()


def write_keys(folder: Path, name: str, keys: list[str]) -> None:
    """Put other keys into a file, at once or not at all."""
    path = folder / "secrets" / name
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text("\n".join(keys))
    draft.replace(path)


@contextmanager
def answering(folder: Path, addresses: Mapping[str, str]) -> Iterator[None]:
    """Note where this Leitstand answers, for commands beside it, for as long as the block runs."""
    note = folder / _ANSWERING
    note.write_text(json.dumps({"process": os.getpid(), "addresses": dict(addresses)}))
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def addresses(folder: Path) -> dict[str, str]:
    """Return where the Leitstand that runs on this folder answers, by the names of the settings; empty if none runs."""
    try:
        told = json.loads((folder / _ANSWERING).read_text())
    except (OSError, ValueError):
        return {}
    if not psutil.pid_exists(told["process"]):  # it was killed and could not take its note away
        return {}
    return {str(name): str(address) for name, address in told["addresses"].items()}


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock for as long as the block runs; raises FolderInUse where somebody else holds it."""
    ensure(folder)
    with (folder / "leitstand.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise FolderInUse(lock.read().strip()) from None
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield
