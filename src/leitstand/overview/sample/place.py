"""Put a drawn picture into the library, as if somebody had uploaded it."""

from datetime import datetime

from leitstand.house.actor import Actor
from leitstand.kernel.post import Media
from leitstand.library.actions.take_in import take_in
from leitstand.library.files import new_file
from leitstand.library.queries import as_media


def place_picture(actor: Actor, data: bytes, *, name: str, alt: str, now: datetime) -> Media:
    """Return the picture as it stands in a plan."""
    path = new_file(".jpg")
    path.write_bytes(data)
    return as_media(take_in(actor, path, name=name, now=now, alt_text=alt))
