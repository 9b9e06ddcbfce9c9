"""Read the mailboxes the workspaces named, and make ideas of what is unread."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.channels.sessions import inside_is_allowed
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible
from leitstand.house.notices import notify
from leitstand.planning.actions.keep_intake import mailbox_of
from leitstand.planning.actions.take_mail import take_mail
from leitstand.planning.core.mailbox import Access
from leitstand.planning.imap import Mailbox, MailboxFault, open_mailbox
from leitstand.planning.models import IdeaIntake
from leitstand.planning.notices import MAILBOX_SILENT

Open = Callable[[Access, bool], AbstractContextManager[Mailbox]]
PROBLEMS: Final[dict[str, "str | Promise"]] = {
    "unreachable": _("The server does not answer. Check name, port and encryption."),
    "private": _("The server lies in the company's own network; an owner allows that in the settings."),
    "refused": _("The server refuses user name or password."),
    "folder": _("There is no such folder in the mailbox."),
    "broken": _("The connection broke off; it is tried again by itself."),
    "key": _("The key to the password is gone. Please enter the password again."),
}


def read_mailboxes(*, now: datetime, opener: Open = open_mailbox) -> int:
    """Read every mailbox that is switched on; return how many ideas came of it."""
    intakes = IdeaIntake.objects.filter(mailbox_is_on=True).select_related("workspace")
    return sum(read_mailbox(intake, now=now, opener=opener) for intake in intakes)


def read_mailbox(intake: IdeaIntake, *, now: datetime, opener: Open = open_mailbox) -> int:
    """Read one mailbox. A letter is marked as read once its idea is kept, so none is lost and none comes twice."""
    actor = Actor.house(intake.workspace)
    access = mailbox_of(intake)
    count, problem = 0, "" if access else "key"
    if access is not None:
        try:
            with opener(access, inside_is_allowed(intake.workspace)) as box:
                for number, content in box.unread():
                    count += take_mail(actor, content, now=now).ideas
                    box.mark_read(number)
        except MailboxFault as fault:
            problem = fault.kind
        except Impossible:
            problem = ""  # enough for today; the rest stays unread until tomorrow
    if problem and intake.mailbox_problem != problem:
        path = reverse("planning_intake", args=[intake.workspace.slug])
        notify(MAILBOX_SILENT, workspace=intake.workspace, now=now, about="mailbox", path=path)
    IdeaIntake.objects.filter(pk=intake.pk).update(mailbox_read_at=now, mailbox_problem=problem)
    return count
