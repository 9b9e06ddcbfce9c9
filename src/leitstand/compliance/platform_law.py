"""What data tells of networks, trade mark registers, authorities, measures and grounds, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from leitstand.channels.core.platforms import Platform, platform, platforms
from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.names import Grounds, grounds_of
from leitstand.compliance.core.platforms import Named, PlatformLaw, named_of, platform_laws_of
from leitstand.compliance.core.raw import Table
from leitstand.connector_kit import registry


def _file(name: str) -> Table:
    told = files("leitstand.compliance").joinpath(f"platforms/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(told)


@cache
def platform_laws() -> Mapping[str, PlatformLaw]:
    """Return what the law finds noteworthy of each network, by the network's own id."""
    return platform_laws_of(_file("networks"))


def law_of_network(network: str) -> PlatformLaw | None:
    """Return it for a connector's slug; None where nothing is known."""
    known = platform(network)
    return platform_laws().get(known.id if known else network)


def name_of(network: str) -> str:
    """Return what a network is called."""
    known = platform(network)
    if known:
        return known.name
    try:
        return registry.manifest(network).name
    except registry.UnknownNetwork:
        return network


def claimable() -> tuple[Platform, ...]:
    """Return the networks on which a name can be taken, in the order of the pages."""
    return tuple(one for one in platforms() if one.id in platform_laws())


@cache
def registers() -> Mapping[str, Named]:
    """Return where trade marks are looked up."""
    return named_of(_file("registers")["register"], "registers", "name")


@cache
def measures() -> Mapping[str, Named]:
    """Return the ways to run a profile with less data."""
    return named_of(_file("measures")["measure"], "measures", "words")


@cache
def grounds() -> Grounds:
    """Return the grounds of the law for a name."""
    return grounds_of(_file("grounds"))


@cache
def authorities() -> Mapping[str, tuple[str, str]]:
    """Return the data protection authorities by Land: name of the Land, name of the authority."""
    found = {}
    for key, one in tame.table(_file("authorities")["authority"], "authorities").items():
        told = tame.table(one, f"authority {key}")
        found[key] = (tame.text(told["land"], key), tame.text(told["name"], key))
    return found
