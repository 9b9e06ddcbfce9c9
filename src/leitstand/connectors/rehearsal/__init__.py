"""The rehearsal network (Probebühne): a complete made-up network on this machine, to learn, demonstrate and test with.

MANIFEST and connect() are what the house uses; `stage` is the network itself, a server of its own.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leitstand.connectors.rehearsal.connector import MANIFEST, connect

__all__ = ["MANIFEST", "connect"]


def __getattr__(name: str) -> object:
    # The stage lives in this package and runs as a small process of its own: what only the house needs (the HTTP client
    # above all) is loaded when the house asks for it.
    if name in __all__:
        return getattr(import_module(f"{__name__}.connector"), name)
    raise AttributeError(name)
