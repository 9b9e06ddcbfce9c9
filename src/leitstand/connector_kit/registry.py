"""The register of networks: a tuple of packages, imported on first use and checked at start."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Final, cast

from leitstand.connector_kit.contract import Connect
from leitstand.connector_kit.manifest import Manifest

ENTRY_POINT_GROUP: Final = "leitstand.connectors"
BUILT_IN: Final = (
    "leitstand.connectors.rehearsal",
    "leitstand.connectors.bluesky",
    "leitstand.connectors.mastodon",
    "leitstand.connectors.wordpress",
    "leitstand.connectors.linkedin",
    "leitstand.connectors.facebook",
    "leitstand.connectors.instagram",
    "leitstand.connectors.youtube",
    "leitstand.connectors.telegram",
    "leitstand.connectors.xing",
    "leitstand.connectors.xcorp",
    "leitstand.connectors.threads",
    "leitstand.connectors.pinterest",
    "leitstand.connectors.googlebusiness",
    "leitstand.connectors.whatsapp",
    "leitstand.connectors.rss",
    "leitstand.connectors.reddit",
    "leitstand.connectors.tiktok",
)


class UnknownNetwork(LookupError):
    """No connector of this name is installed."""


@cache
def _packages() -> tuple[str, ...]:
    return (*BUILT_IN, *(point.value for point in entry_points(group=ENTRY_POINT_GROUP)))


@cache
def _found() -> dict[str, tuple[Manifest, Connect]]:
    found: dict[str, tuple[Manifest, Connect]] = {}
    for package in _packages():
        module = import_module(package)
        manifest, connect = getattr(module, "MANIFEST", None), getattr(module, "connect", None)
        if not isinstance(manifest, Manifest) or not callable(connect):
            raise TypeError(f"{package} must offer MANIFEST and connect")
        if manifest.slug in found:
            raise ValueError(f"two connectors are called {manifest.slug}")
        found[manifest.slug] = (manifest, cast("Connect", connect))
    return found


def packages() -> dict[str, str]:
    """Return the package of each network, in the order of the register."""
    return {cast("Manifest", import_module(package).MANIFEST).slug: package for package in _packages()}


def manifests() -> Iterator[Manifest]:
    """Yield every network the house knows, in the order of the register."""
    for manifest, _ in _found().values():
        yield manifest


def manifest(slug: str) -> Manifest:
    """Return the manifest of one network; raises UnknownNetwork."""
    return _entry(slug)[0]


def connect(slug: str) -> Connect:
    """Return the network's connect function; raises UnknownNetwork."""
    return _entry(slug)[1]


def _entry(slug: str) -> tuple[Manifest, Connect]:
    try:
        return _found()[slug]
    except KeyError:
        raise UnknownNetwork(slug) from None
