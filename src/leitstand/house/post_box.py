"""Hand a notice over to the worker that mails it; notices of one kind within five minutes become one letter."""

from contextlib import suppress
from datetime import timedelta
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from leitstand.house.mail import mail_is_set
from leitstand.house.models import Notification

GATHERED: Final = timedelta(minutes=5)
TASK: Final = "house.mail_notices"


def post(notification: Notification) -> None:
    """See to it that a notice is mailed, unless the person does not wish it or the house cannot."""
    person = notification.person
    if not mail_is_set() or not person.mail_notifications:
        return
    letter = app.configure_task(
        TASK,
        queueing_lock=f"{TASK}:{person.pk}:{notification.workspace_id}:{notification.kind}",
        schedule_in={"seconds": int(GATHERED.total_seconds())},
    )
    # A letter that already waits takes this notice with it; the refusal must not undo the caller's transaction.
    with suppress(AlreadyEnqueued), transaction.atomic():
        letter.defer(person=person.pk, workspace=notification.workspace_id, kind=notification.kind)
