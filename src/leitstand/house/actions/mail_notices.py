"""Mail somebody the notices of one kind that have gathered."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from leitstand.house.language import language_for
from leitstand.house.models import Membership, Notification
from leitstand.house.notices import kind_of

UNRECORDED: Final = "A letter tells what the trail already holds."
MOST: Final = 20


def mail_notices(person: int, workspace: int, kind: str, *, now: datetime) -> int:
    """Send one letter with what is unread and not yet mailed; return how many notices it held."""
    member = Membership.objects.filter(person=person, workspace=workspace).select_related("person", "workspace").first()
    if member is None or not member.person.is_active or not member.person.mail_notifications:
        return 0
    with transaction.atomic():
        waiting = list(
            Notification.objects.select_for_update()
            .filter(person=person, workspace=workspace, kind=kind, read_at=None, mailed_at=None)
            .order_by("at")
        )
        if not waiting:
            return 0
        with translation.override(language_for(member.person, member.workspace)):
            told = [
                (
                    kind_of(one).title_for(one.params),
                    kind_of(one).text_for(one.params),
                    f"{settings.PUBLIC_URL}{one.path}" if one.path else "",
                )
                for one in waiting[:MOST]
            ]
            more = len(waiting) - len(told)
            subject = told[0][0]
            if len(waiting) > 1:
                subject += ngettext(" and %(n)d more", " and %(n)d more", len(waiting) - 1) % {"n": len(waiting) - 1}
            context = {"notices": told, "more": more, "workspace": member.workspace, "url": settings.PUBLIC_URL}
            body = render_to_string("house/mail/notices.txt", context)
        # Marked before it is sent, in one transaction: a refusal of the mail server undoes the mark, and it is tried again.
        Notification.objects.filter(pk__in=[one.pk for one in waiting]).update(mailed_at=now)
        send_mail(f"[{member.workspace.name}] {subject}".replace("\n", " "), body, None, [member.person.email])
    return len(waiting)
