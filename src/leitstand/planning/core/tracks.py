"""The tracks of communication that one plan joins (guide 2.2, figure 9). Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Track(StrEnum):
    """What is done for a project, and where it is heard."""

    ORGANISATION = "organisation"
    WEB = "web"
    PRESS = "press"
    NEWSLETTER = "newsletter"
    MEDIA = "media"
    SOCIAL = "social"


_WORDS: Final[Mapping[Track, tuple[str, ...]]] = {
    Track.ORGANISATION: ("orga", "organisation", "organization", "planung", "event", "veranstaltung"),
    Track.WEB: ("web", "website", "webseite", "internet", "homepage", "online"),
    Track.PRESS: ("presse", "press", "pr", "pressearbeit", "presse/pr"),
    Track.NEWSLETTER: ("newsletter", "mailing", "e-mail", "email", "mail"),
    Track.MEDIA: (
        "medienprod", "medienproduktion", "media production", "mediaproduktion", "medien", "media", "video", "film",
        "foto", "grafik", "print",
    ),
    Track.SOCIAL: ("social media", "social", "social-media", "socialmedia", "soziale medien", "soziale netzwerke", "some"),
}  # fmt: skip
_TRACKS: Final = {word: track for track, words in _WORDS.items() for word in words}


def track_of(text: str) -> Track | None:
    """Return the track a word names, None where it names none."""
    return _TRACKS.get(text.casefold().strip(" .:-"))
