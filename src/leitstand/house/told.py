"""Read a value as templates do."""

from collections.abc import Mapping


def told(thing: object, name: str) -> object:
    """Read a value from an object or a dictionary alike, as templates do."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
