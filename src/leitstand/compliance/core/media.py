"""What the record of a picture or film holds, and what was done to it. Pure."""

from typing import Final

OF_MEDIA: Final = ("record.", "licence.", "asset.", "release.", "music.")
"""How the facts begin that stand in the record of a picture or film."""

OF_ONE_FILE: Final = frozenset({"asset.edits", "record.twin_open"})
"""What holds for one file alone, also where several share a record: what was done to it."""
OWN_WORK: Final = {"licence.type": "own"}
"""What is told of a file by saying: we made it ourselves."""


def with_crop(edits: object) -> list[str]:
    """Return what was done to a file (the fact asset.edits, as told), with a crop among it."""
    return sorted({"crop", *(edits if isinstance(edits, list) else ())})
