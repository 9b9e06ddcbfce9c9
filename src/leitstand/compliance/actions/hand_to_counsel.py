"""Hand a thing to counsel as one document, keep the answer that comes back, delete both."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from smtplib import SMTPException
from typing import Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from leitstand.compliance.core.dossier import Dossier
from leitstand.compliance.dossiers import dossier_of
from leitstand.compliance.keeping import drop_files, take_proof
from leitstand.compliance.models import Handover
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.mail import mail_is_set
from leitstand.house.zones import day_in

How = Literal["mail", "print"]


@transaction.atomic
def hand_to_counsel(
    actor: Actor, subject: str, *, how: How, address: str, question: str, wanted_by: date | None, now: datetime
) -> Handover:
    """Keep the document as it is now, and send it by mail where `how` says so. Raises Invalid at the field.

    Where the mail server refuses, nothing is kept: nobody has got it.
    """
    actor.require(Permission.WRITE)
    dossier = dossier_of(actor, subject)
    told = address.strip()
    errors: dict[str, str] = {}
    if how == "mail" and not mail_is_set():
        errors["address"] = _("No mail can be sent from here yet. Print the document instead.")
    elif how == "mail":
        try:
            validate_email(told)
        except ValidationError:
            errors["address"] = _("Please enter a whole e-mail address.")
    if len(question) > 4000:
        errors["question"] = _("At most %(count)d characters, please.") % {"count": 4000}
    if wanted_by is not None and wanted_by < day_in(actor.workspace, now):
        errors["wanted_by"] = _("This day is over.")
    if errors:
        raise Invalid(errors)
    made = Handover.objects.create(
        workspace=actor.workspace,
        subject=subject,
        title=dossier.title[:200],
        document=dossier.to_json(),
        question=question.strip(),
        address=told if how == "mail" else "",
        wanted_by=wanted_by,
        handed_by=actor.person,
        handed_at=now,
    )
    audit.record(actor, "compliance.hand_to_counsel", made, now=now, details={"how": how, "about": subject})
    if how == "mail":
        _send(actor, made)
    return made


def _send(actor: Actor, handover: Handover) -> None:
    context = {
        "handover": handover,
        "document": Dossier.from_json(handover.document),
        "workspace": actor.workspace,
        "person": actor.person,
        "base": str(settings.PUBLIC_URL),
    }
    subject = _("Please assess: %(title)s") % {"title": handover.title}
    answer_to = [actor.person.email] if actor.person and actor.person.email else []
    body = render_to_string("compliance/mail/counsel.txt", context)
    letter = EmailMultiAlternatives(" ".join(subject.split()), body, None, [handover.address], reply_to=answer_to)
    letter.attach_alternative(render_to_string("compliance/mail/counsel.html", context), "text/html")
    try:
        letter.send()
    except (SMTPException, OSError) as failed:
        raise Invalid({"address": _("The mail server did not take it. Try again later, or print it.")}) from failed


@transaction.atomic
def keep_answer(
    actor: Actor,
    handover: Handover,
    *,
    answer: str,
    file_name: str = "",
    chunks: Iterable[bytes] = (),
    now: datetime,
) -> None:
    """Keep what counsel answered, as text, as a file, or both; a later answer takes the place of the former one."""
    actor.require(Permission.WRITE)
    actor.own(handover)
    if not answer.strip() and not file_name:
        raise Invalid({"answer": _("Write down what was answered, or add the file.")})
    if len(answer) > 10_000:
        raise Invalid({"answer": _("At most %(count)d characters, please.") % {"count": 10_000}})
    locked = Handover.objects.select_for_update().get(pk=handover.pk)
    if file_name:
        former = locked.sha256
        locked.sha256, locked.size = take_proof(chunks)
        locked.file_name = file_name[-200:]
        transaction.on_commit(partial(drop_files, [former]))
    locked.answer, locked.answered_at, locked.answered_by = answer.strip(), now, actor.person
    locked.save()
    audit.record(actor, "compliance.keep_answer", locked, now=now, details={"sha256": locked.sha256})


@transaction.atomic
def drop_handover(actor: Actor, handover: Handover, *, now: datetime) -> None:
    """Delete what was handed over with its answer: people are not named for ever. An answer must be there, or the date over."""
    actor.require(Permission.APPROVE)
    actor.own(handover)
    if handover.answered_at is None and handover.wanted_by and handover.wanted_by >= day_in(actor.workspace, now):
        raise Impossible(_("The answer is still awaited."), code="awaited")
    audit.record(actor, "compliance.drop_handover", handover, now=now)
    sha256 = handover.sha256
    handover.delete()
    transaction.on_commit(partial(drop_files, [sha256]))
