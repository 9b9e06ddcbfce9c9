"""Run every benchmark, or the ones named: `python -m benchmarks sending pages size`."""

import subprocess
import sys

ALL = ("sending", "pages", "size", "importing", "law", "tone", "listening", "likeness", "service", "kpis")


def main(names: list[str]) -> int:
    """Run them one after another, each in a process of its own."""
    chosen = [name for name in names if name in ALL] or list(ALL)
    return max(subprocess.call([sys.executable, "-m", f"benchmarks.{name}"]) for name in chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
