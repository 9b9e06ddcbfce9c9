"""Join the rooms' routers to the API: /api/v1/<slug>/…, each room's `router` in its api.py."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final

from ninja import NinjaAPI

from leitstand.house.api import api

ROOMS: Final = ("planning", "publishing", "channels", "library", "measurement")


def joined() -> NinjaAPI:
    """Return the API with the router of every room that has one."""
    for room in ROOMS:
        name = f"leitstand.{room}.api"
        if find_spec(name) is not None:
            api.add_router("/{workspace}", import_module(name).router)
    return api
