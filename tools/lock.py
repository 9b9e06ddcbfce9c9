"""Write requirements/*.lock from pyproject.toml: pinned, with hashes, without download addresses.

Versions that are locked already stay; `--upgrade` takes the newest of everything.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write the widest lock first; the smaller ones take their versions from it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = project["project"]["dependencies"]
    test = [*run, *project["dependency-groups"]["test"]]
    check = [*test, *project["dependency-groups"]["check"]]
    train = [*run, *project["dependency-groups"]["train"]]
    tool = project["dependency-groups"]["tool"]
    locks = ROOT / "requirements"
    for name, wanted, constrained in (
        ("check", check, False),
        ("test", test, True),
        ("run", run, True),
        ("train", train, True),
        ("tool", tool, False),
    ):
        with tempfile.NamedTemporaryFile("w", suffix=".in") as source:
            source.write("\n".join(wanted) + "\n")
            source.flush()
            command = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11"]
            command += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"]
            if constrained:
                command += ["--constraint", str(locks / "check.lock")]
            if "--upgrade" in sys.argv:
                command += ["--upgrade"]
            subprocess.run(
                [*command, "--output-file", str(locks / f"{name}.lock"), source.name],
                check=True,
                stdout=subprocess.DEVNULL,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
