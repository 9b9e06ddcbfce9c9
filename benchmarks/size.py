"""How much memory everything takes, and how fast it starts: `leitstand up` with the sample company.

    python -m benchmarks.size

First start, second start, PSS of every process cold and after every page was opened, PostgreSQL included.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.installation import ROOT, pss_of, tree_of
from benchmarks.pages import PAGES, measure

PEER = "peer: 350 MB cold, 490 warm, 610 after the big pages; aim: everything warm under 300 MB"


def start(folder: Path) -> tuple[subprocess.Popen[str], float, str]:
    """Start, wait for the line that says it runs; return the process, the seconds, and the sign-in link."""
    environment = {**os.environ, "LEITSTAND_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("DATABASE_URL", None)
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "leitstand.config.cli", "up", "--sample", "--port", "18700"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    took = 0.0
    for line in process.stdout:
        if "Leitstand runs" in line:
            took = time.monotonic() - began
        if found := re.search(r"http\S+/anmelden/link/\S+", line):
            return process, took, found.group()
    raise RuntimeError("it did not start")


def memory(process: subprocess.Popen[str], folder: Path) -> list[tuple[str, int]]:
    """Return name and PSS of every process, PostgreSQL with all its children as one."""
    postgres = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
    rows = [("postgresql", sum(pss_of(pid) for pid in tree_of(postgres)))]
    for pid in tree_of(process.pid):
        words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        if (comm := Path(f"/proc/{pid}/comm").read_text().strip()).startswith("leit-"):
            words = f" {comm.removeprefix('leit-')}"
        name = next(
            (word for word in ("rehearsal", "worker", "web", "up") if f" {word}" in words or f".{word}" in words), words
        )
        rows.append((name, pss_of(pid)))
    return rows


def show(title: str, rows: list[tuple[str, int]]) -> None:
    """Print one table."""
    print(f"{title}: {sum(size for _, size in rows) / 1e6:.0f} MB")
    for name, size in rows:
        print(f"  {name:12} {size / 1e6:6.1f} MB")


def main() -> int:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp(prefix="leitstand-size-"))
    folder.chmod(0o755)
    try:
        process, first, _ = start(folder)
        stop(process)
        process, second, link = start(folder)
        try:
            print(f"first start with sample {first:.1f} s, second start {second:.1f} s (aim: under 5 s)")
            time.sleep(5)
            show("cold", memory(process, folder))
            session = sign_in(link)
            for _ in range(3):
                for path, _, _ in PAGES.values():
                    if "{" not in path:
                        measure(18700, f"/w/klarblick/{path}", session, 3)
            show("warm", memory(process, folder))
            print(PEER)
        finally:
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def sign_in(link: str) -> str:
    """Use the one-time link and return the session key."""
    import httpx

    with httpx.Client(follow_redirects=True, trust_env=False) as client:
        page = client.get(link)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        if token and "sessionid" not in client.cookies:
            client.post(link, data={"csrfmiddlewaretoken": token.group(1)}, headers={"Referer": link})
        return client.cookies["sessionid"]


def stop(process: subprocess.Popen[str]) -> None:
    """Stop as Ctrl+C does."""
    process.send_signal(signal.SIGINT)
    process.wait(40)


if __name__ == "__main__":
    sys.exit(main())
