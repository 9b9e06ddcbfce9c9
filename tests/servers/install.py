"""Install what the tests against real servers need: Debian packages, and the Node modules of the Bluesky network.

Run it as often as you like: what is there is left alone, and when nothing is missing it only looks. It needs nothing but
the standard library. Without the rights to install, it says what is missing and succeeds, since the tests then skip those
servers with the same words; with ``CI=true`` a missing server is a failure, here and in the tests.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

NODE_FOLDER = Path(__file__).parent / "node"
TRYTON_PINNED = Path(__file__).parent / "tryton" / "requirements.txt"
TRYTON_PASSWORD = "a-long-password-9"
POLICY = Path("/usr/sbin/policy-rc.d")
SYSTEM_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])


@dataclass(frozen=True)
class Thing:
    """Something the tests use: how one sees that it is there, and the Debian packages that bring it."""

    name: str
    used_for: str
    seen_by: tuple[str, ...]  # commands, or patterns of files when they hold a slash; all of them must be there
    packages: tuple[str, ...]
    backports: bool = False  # take it from the release's backports where the release itself lacks it


THINGS = (
    Thing("gettext", "translations", ("msgfmt", "msgmerge", "xgettext"), ("gettext",)),
    Thing("chromium", "journeys in a browser", ("chromium",), ("chromium",)),
    Thing("postgresql", "Bluesky AppView", ("/usr/lib/postgresql/*/bin/postgres",), ("postgresql",)),
    Thing("node", "Bluesky", ("node", "npm"), ("nodejs", "npm")),
    Thing("compiler", "Node modules of Bluesky", ("g++", "make", "python3"), ("g++", "make", "python3")),
    Thing(
        "php",
        "WordPress",
        (
            "php",
            *(f"/usr/lib/php/*/{module}.so" for module in ("mysqli", "dom", "mbstring", "gd", "curl", "intl", "zip")),
        ),
        ("php-cli", "php-mysql", "php-xml", "php-mbstring", "php-gd", "php-curl", "php-intl", "php-zip"),
    ),
    Thing("mariadb", "WordPress", ("mariadbd", "mariadb", "mariadb-install-db"), ("mariadb-server",)),
    Thing(
        "wordpress",
        "company blog",
        ("/usr/share/wordpress/wp-load.php", "/usr/share/wordpress/wp-content/themes/twentytwentythree/style.css"),
        ("wordpress", "wordpress-theme-twentytwentythree"),
    ),
    Thing("snac", "Mastodon's API", ("snac",), ("snac2",), backports=True),
)


class NotToBeHad(Exception):
    """It cannot be installed here; the text says why."""


# --- what is there -------------------------------------------------------------------------------------------------------


def command(name: str) -> str | None:
    """Where the program `name` lies, the system's own folders included; None when it is not installed."""
    return shutil.which(name, path=SYSTEM_PATH)


def is_there(thing: Thing) -> bool:
    return all(any(Path("/").glob(sign[1:])) if "/" in sign else command(sign) is not None for sign in thing.seen_by)


def node_modules() -> Path:
    """Where the Node modules for exactly this lock file lie, or will lie once they are installed.

    Outside the checkout, since compiling them takes minutes and a fresh clone shall not pay again.
    """
    cache = Path(
        os.environ.get("LEITSTAND_TEST_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "leitstand"
    )
    lock = hashlib.sha256((NODE_FOLDER / "package-lock.json").read_bytes()).hexdigest()
    return cache.expanduser() / "servers" / f"node-{lock[:16]}" / "node_modules"


# --- Debian packages -----------------------------------------------------------------------------------------------------


def run(*words: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    """Run a command quietly; when it fails, the end of what it said becomes the reason."""
    done = subprocess.run(
        words,
        check=False,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        said = done.stdout.decode(errors="replace").strip().splitlines()
        raise NotToBeHad(f"{words[0]} failed: " + " | ".join(said[-4:]))


def apt(*words: str) -> None:
    run("apt-get", "-q", "-y", *words, env={"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"})


@contextmanager
def no_service_starts() -> Iterator[None]:
    """Keep Debian from starting the daemons it installs: the tests start their own, on ports of their own."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def release() -> str:
    """The code name of this Debian or Ubuntu release ("bookworm"); empty when the system does not tell."""
    try:
        told = Path("/etc/os-release").read_text()
    except OSError:
        return ""
    found = re.search(r'^VERSION_CODENAME="?([a-z]+)"?', told, re.MULTILINE)
    return found[1] if found else ""


def with_backports(source: str, codename: str, *, deb822: bool) -> str | None:
    """One entry of the machine's package sources, turned to the backports of its release; None when it is no base for that.

    >>> with_backports("deb [arch=amd64] MIRROR bookworm main contrib", "bookworm", deb822=False)
    'deb [arch=amd64] MIRROR bookworm-backports main'
    >>> with_backports("deb-src MIRROR bookworm main", "bookworm", deb822=False) is None
    True
    """
    if not deb822:
        found = re.fullmatch(r"(deb\s+(?:\[[^]]*\]\s+)?\S+\s+)(\S+)\s+(.*)", source.strip())
        if not found or found[2] != codename or "main" not in found[3].split():
            return None
        return f"{found[1]}{codename}-backports main"
    fields: dict[str, str] = {}
    name = ""
    for line in source.splitlines():
        if line.startswith("#"):
            continue
        if line[:1].isspace():  # a continued field, such as a key that stands in the file itself
            fields[name] += "\n" + line
        elif ":" in line:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            fields[name] = value.strip()
    usable = (
        "deb" in fields.get("types", "").split()
        and codename in fields.get("suites", "").split()
        and "main" in fields.get("components", "").split()
        and fields.get("enabled", "yes").lower() != "no"
    )
    if not usable:
        return None
    fields |= {"types": "deb", "suites": f"{codename}-backports", "components": "main"}
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def backports_source(codename: str) -> tuple[str, str]:
    """The name and text of a sources file with the backports of this machine's own mirror."""
    for path in sorted(Path("/etc/apt").glob("sources.list.d/*.sources")):
        for entry in re.split(r"\n\s*\n", path.read_text()):
            if found := with_backports(entry, codename, deb822=True):
                return "leitstand-backports.sources", found
    for path in [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt").glob("sources.list.d/*.list"))]:
        for line in path.read_text().splitlines() if path.exists() else ():
            if found := with_backports(line, codename, deb822=False):
                return "leitstand-backports.list", found + "\n"
    raise NotToBeHad(f"the package sources of this machine name no release {codename!r} whose backports could be asked")


def known_to_apt(package: str) -> bool:
    told = subprocess.run(
        ["apt-cache", "policy", package], check=False, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    )
    return bool(re.search(r"^\s*Candidate: (?!\(none\))", told.stdout, re.MULTILINE))


def install_from_backports(thing: Thing) -> None:
    """Ask the release's backports for it, for this one time: the machine's own list of sources stays as it was."""
    if "ID=ubuntu" in Path("/etc/os-release").read_text().splitlines():
        raise NotToBeHad(
            f"{' '.join(thing.packages)} is not in this Ubuntu release, and Ubuntu's backports do not carry it"
        )
    name, text = backports_source(release())
    path = Path("/etc/apt/sources.list.d") / name
    path.write_text(text)
    try:
        apt("update")
        apt("install", "--no-install-recommends", *thing.packages)
    finally:
        path.unlink()


def install_packages(thing: Thing) -> None:
    """Install a thing from the release itself, or from its backports where the thing says so."""
    if os.geteuid() != 0:
        raise NotToBeHad(f"only root may: apt-get install {' '.join(thing.packages)}")
    if command("apt-get") is None:
        raise NotToBeHad(f"no apt-get here; on Debian it comes with: {' '.join(thing.packages)}")
    if not all(known_to_apt(package) for package in thing.packages):
        apt("update")
    if thing.backports and not all(known_to_apt(package) for package in thing.packages):
        install_from_backports(thing)
        return
    try:
        apt("install", "--no-install-recommends", *thing.packages)
    except NotToBeHad:  # an old list names versions that the mirror no longer has
        apt("update")
        apt("install", "--no-install-recommends", *thing.packages)


# --- Node modules --------------------------------------------------------------------------------------------------------


def install_node_modules() -> None:
    """Install the modules of the lock file beside their final place, and move them there when they are whole."""
    npm = command("npm")
    if npm is None or command("node") is None:
        raise NotToBeHad("no node and npm here")
    final = node_modules().parent
    final.parent.mkdir(parents=True, exist_ok=True)
    with (
        (final.parent / "install.lock").open("w") as lock,
        tempfile.TemporaryDirectory(dir=final.parent, prefix="new-") as new,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        if node_modules().is_dir():  # another run of this script was faster
            return
        for name in ("package.json", "package-lock.json"):
            shutil.copy(NODE_FOLDER / name, new)
        # one module is compiled here; with the headers of the system's own Node nothing has to be fetched for that
        headers = {"npm_config_nodedir": "/usr"} if Path("/usr/include/node/node.h").exists() else {}
        run(npm, "ci", "--no-audit", "--no-fund", "--omit=dev", cwd=Path(new), env={**headers, "JOBS": "max"})
        Path(new).chmod(0o755)
        Path(new).rename(final)
        Path(new).mkdir()  # for the context manager to remove


# --- Tryton --------------------------------------------------------------------------------------------------------------


def tryton_home() -> Path:
    """Where a Tryton of exactly these versions lies with its ready-made database, or will lie once it is installed."""
    cache = Path(
        os.environ.get("LEITSTAND_TEST_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "leitstand"
    )
    pinned = hashlib.sha256(TRYTON_PINNED.read_bytes()).hexdigest()
    return cache.expanduser() / "servers" / f"tryton-{pinned[:16]}"


def install_tryton() -> None:
    """Install Tryton into a folder of its own and prepare a database with its module for leads, which takes a minute."""
    home = tryton_home()
    home.parent.mkdir(parents=True, exist_ok=True)
    with (home.parent / "tryton.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (home / "ready").exists():  # another run of this script was faster
            return
        shutil.rmtree(home, ignore_errors=True)
        run(sys.executable, "-m", "venv", str(home / "venv"))
        run(str(home / "venv/bin/pip"), "install", "--quiet", "--requirement", str(TRYTON_PINNED))
        (home / "db").mkdir()
        (home / "db" / "crm.sqlite").touch()
        (home / "password").write_text(TRYTON_PASSWORD)
        (home / "prepare.conf").write_text(f"[database]\nuri = sqlite://\npath = {home / 'db'}\n")
        admin = [str(home / "venv/bin/trytond-admin"), "-c", str(home / "prepare.conf"), "-d", "crm"]
        told = {"TRYTONPASSFILE": str(home / "password")}
        run(*admin, "--all", "--email", "admin@example.com", env=told)
        run(*admin, "-u", "sale_opportunity", "--activate-dependencies", env=told)
        (home / "ready").touch()


# --- one line per thing --------------------------------------------------------------------------------------------------


def bring(name: str, used_for: str, there: Callable[[], bool], get: Callable[[], None]) -> bool:
    """See to one thing, say in one line what became of it, and tell whether it is there now."""
    began = time.monotonic()
    outcome, good = "there", True
    if not there():
        try:
            get()
            outcome = f"installed in {time.monotonic() - began:.0f} s"
            if not there():
                outcome, good = "installed, and yet not to be seen", False
        except (NotToBeHad, OSError) as reason:
            outcome, good = f"missing: {reason}", False
    print(f"{name:<13} {used_for:<24} {outcome}", flush=True)
    return good


def main() -> int:
    """Bring everything; the exit status is 0 unless something is missing and CI=true."""
    with no_service_starts() if os.geteuid() == 0 and command("apt-get") else nullcontext():
        good = [
            bring(thing.name, thing.used_for, partial(is_there, thing), partial(install_packages, thing))
            for thing in THINGS
        ]
    good.append(bring("node modules", "Bluesky", lambda: node_modules().is_dir(), install_node_modules))
    good.append(bring("tryton", "CRM", (tryton_home() / "ready").exists, install_tryton))
    return 1 if not all(good) and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
