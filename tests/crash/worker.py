"""A worker that kills itself at a chosen point of the protocol: `python -m tests.crash.worker POINT NTH [--no-keys]`.

The product has no hooks for this: the points are wrapped around it from outside. Killing is SIGKILL: nothing is tidied.
"""

import argparse
import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import django

django.setup()

from leitstand.connector_kit.contract import Connector, Step, StepResult  # noqa: E402
from leitstand.house import clock  # noqa: E402
from leitstand.publishing.core.circuit import Breaker  # noqa: E402
from leitstand.publishing.core.retry import BackOff  # noqa: E402
from leitstand.publishing.dispatch import running  # noqa: E402
from leitstand.publishing.dispatch.house_doors import HouseDoors  # noqa: E402
from leitstand.publishing.dispatch.journal import Journal  # noqa: E402
from leitstand.publishing.dispatch.pace import Pace  # noqa: E402
from tests.crash.worker_points import POINTS  # noqa: E402

# Lives quicker than the product, so that a test need not wait for it; the order of things is the same.
PACE: Final = Pace(
    lease=4.0,
    renew=1.0,
    poll=0.2,
    housekeeping=0.5,
    looks=(0.0, 0.3, 0.8),
    sure_after=0.8,
    batch=10,
    farewell=3.0,
    back_off=BackOff(base=timedelta(milliseconds=200), least=timedelta(milliseconds=50)),
    look_again=BackOff(base=timedelta(seconds=1), least=timedelta(milliseconds=500)),
    breaker=Breaker(after=1000),
)


class Probe:
    """Counts how often a point is passed and kills the process the nth time."""

    def __init__(self, point: str, nth: int) -> None:
        self.point = point
        self.left = nth

    def passes(self, point: str) -> None:
        """Die, if this is the place and the time."""
        if point == self.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class ProbedDoors(HouseDoors):
    """The house's doors, with probes around every call; `no_keys` has the network promise nothing."""

    def __init__(self, probe: Probe, *, no_keys: bool) -> None:
        super().__init__(clock.clock())
        self.probe = probe
        self.no_keys = no_keys

    async def open(self, channel: int) -> Connector:
        connector = await super().open(channel)
        publish, find, probe = connector.publish, connector.find_published, self.probe
        assert publish is not None
        assert find is not None

        async def probed(step: Step, *, key: str) -> StepResult:
            probe.passes("written")
            if probe.point == "called":
                asyncio.get_running_loop().call_later(0.002, probe.passes, "called")
            result = await publish(step, key=key)
            probe.passes("answered")
            return result

        async def looking(step: Step, *, key: str) -> StepResult | None:
            probe.passes("looking")
            return await find(step, key=key)

        keys = None if self.no_keys else connector.keys
        return replace(connector, publish=probed, find_published=looking, keys=keys)


def probe_journal(probe: Probe) -> None:
    """Put probes around the journal."""
    write, claim = Journal.write, Journal.claim

    async def claimed(self: Journal, channel: int) -> Any:
        rows = await claim(self, channel)
        if rows:
            probe.passes("claimed")
        return rows

    def noted(self: Journal, entry: Any) -> Any:
        future = write(self, entry)
        probe.passes("noted")
        return future

    Journal.claim, Journal.write = claimed, noted  # type: ignore[method-assign]


def probe_aftermath(probe: Probe) -> None:
    """Put a probe before the house is told."""
    tell: Callable[[Any], Awaitable[int]] = running.Aftermath.__call__

    async def told(self: Any) -> int:
        probe.passes("told")
        return await tell(self)

    running.Aftermath.__call__ = told  # type: ignore[method-assign]


async def main(arguments: argparse.Namespace) -> None:
    """Work until SIGTERM, or until the probe strikes."""
    probe = Probe(arguments.point, arguments.nth)
    probe_journal(probe)
    probe_aftermath(probe)
    ending = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ending.set)
    await running.run(ending=ending, doors=ProbedDoors(probe, no_keys=arguments.no_keys), pace=PACE)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("point", choices=[*POINTS, "never"])
    parser.add_argument("nth", type=int)
    parser.add_argument("--no-keys", action="store_true")
    asyncio.run(main(parser.parse_args()))
