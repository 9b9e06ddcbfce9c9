"""`python -m leitstand.connectors.rehearsal.stage`: the rehearsal network as a process of its own."""

import sys

# This process speaks plain HTTP on the machine itself and should be small beside the product: TLS stays out of it (asyncio
# and aiohttp both do without), which saves a fifth of its memory.
for name in ("ssl", "_hashlib"):
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]

import argparse  # noqa: E402
import os  # noqa: E402
from pathlib import Path  # noqa: E402

from leitstand.connectors.rehearsal.stage.faults import BadFault, Fault, rule_from_words  # noqa: E402
from leitstand.connectors.rehearsal.stage.serve import DEFAULT_PORT, run  # noqa: E402
from leitstand.connectors.rehearsal.stage.stage import DEFAULT_PASSWORD  # noqa: E402


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m leitstand.connectors.rehearsal.stage", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes any that is free")
    parser.add_argument("--folder", type=Path, help="where posts and files are kept; without it they are forgotten")
    parser.add_argument("--password", default=os.environ.get("LEITSTAND_REHEARSAL_PASSWORD", DEFAULT_PASSWORD))
    parser.add_argument("--seed", default="leitstand", help="the same seed gives the same people doing the same things")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="KIND[,name=value...]",
        help=f"switch a fault on from the start, as in accept_then_time_out,share=0.1,seed=7; kinds: {', '.join(Fault)}",
    )
    asked = parser.parse_args()
    try:
        faults = [rule_from_words(words) for words in asked.fault]
    except BadFault as error:
        parser.error(str(error))
    admin_key = os.environ.get("LEITSTAND_REHEARSAL_ADMIN_KEY", "")
    run(asked.host, asked.port, asked.folder, faults, password=asked.password, admin_key=admin_key, seed=asked.seed)


if __name__ == "__main__":
    main()
