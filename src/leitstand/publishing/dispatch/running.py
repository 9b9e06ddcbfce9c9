"""What `leitstand worker` starts: the engine with the house's own database, clock and channels."""

import asyncio
import random

from django.db import connection
from psycopg.conninfo import make_conninfo

from leitstand.house import clock
from leitstand.publishing.dispatch.aftermath import Aftermath
from leitstand.publishing.dispatch.doors import Doors
from leitstand.publishing.dispatch.engine import Engine
from leitstand.publishing.dispatch.house_doors import HouseDoors
from leitstand.publishing.dispatch.pace import Pace


def conninfo() -> str:
    """Return the address of Django's database as psycopg wants it."""
    settings = connection.settings_dict
    told = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        **settings["OPTIONS"],
    }
    return make_conninfo(**{name: str(value) for name, value in told.items() if value not in ("", None)})


async def run(
    *, ending: asyncio.Event | None = None, doors: Doors | None = None, pace: Pace | None = None, name: str = ""
) -> int:
    """Send until `ending` is set or the task is cancelled; returns how many publications went out.

    `doors` None: the house's own channels.
    """
    with Aftermath(clock.clock()) as aftermath:
        engine = Engine(
            conninfo(),
            doors=doors or HouseDoors(clock.clock()),
            clock=clock.clock(),
            chance=random.Random(),  # noqa: S311 - spreads repeats over time, guards nothing
            aftermath=aftermath,
            pace=pace,
            name=name,
        )
        if ending is not None:
            engine.ending = ending
        await engine.run()
    return engine.sent
