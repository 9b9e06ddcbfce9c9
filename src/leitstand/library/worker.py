"""Hand work that takes long to the worker, once the present change is through."""

from typing import Final

from procrastinate.contrib.django import app

PREPARE_VIDEO: Final = "library.prepare_video"
MAKE_RENDITION: Final = "library.make_rendition"


def hand_to_worker(task: str, **arguments: str | int) -> None:
    """Put a task into the queue, in the present transaction."""
    app.configure_task(task).defer(**arguments)
