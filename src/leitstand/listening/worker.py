"""Hand work to the worker, in the present transaction; what waits already takes it along."""

from contextlib import suppress
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

WORK: Final = "listening.work_off"
LOOK_BACK: Final = "listening.look_back"
FETCH: Final = "listening.fetch_now"
LEARN: Final = "listening.learn"


def wake(task: str = WORK) -> None:
    """Have a task done soon; several wishes at the same time are one."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(task, queueing_lock=task).defer()
