"""What the screens of the library offer."""

from typing import Final

from django.conf import settings

# Shapes that networks like, as people say them.
SHAPES: Final = {"1:1": 1.0, "4:5": 0.8, "16:9": 16 / 9, "1.91:1": 1.91, "9:16": 9 / 16, "3:2": 1.5}


def upload_most() -> int:
    """Return how many bytes a file may have."""
    return int(settings.UPLOAD_MAX_BYTES)
