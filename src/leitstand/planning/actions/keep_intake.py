"""Open, close and renew the link for colleagues; say its words; name the mailbox."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.channels.secrets import Unreadable, seal, unseal
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.tokens import hash_of, new_token
from leitstand.planning.core.mailbox import Access, faults_of
from leitstand.planning.models import IdeaIntake


def intake_of(actor: Actor) -> IdeaIntake:
    """Return how ideas reach this workspace; a workspace that never asked has a closed door."""
    found = IdeaIntake.objects.filter(workspace=actor.workspace).first()
    return found or IdeaIntake(workspace=actor.workspace)


def link_of(intake: IdeaIntake) -> str:
    """Return the link for colleagues; empty where there is none, or where its key is gone."""
    if not intake.is_open or not intake.link_sealed:
        return ""
    try:
        token = unseal(intake.link_sealed)["token"]
    except Unreadable:
        return ""
    return str(settings.PUBLIC_URL) + reverse("planning_public_intake", args=[token])


@transaction.atomic
def open_intake(actor: Actor, *, now: datetime) -> IdeaIntake:
    """Open the link, or renew it: the one before leads nowhere from now on."""
    actor.require(Permission.MANAGE_WORKSPACE)
    intake = _locked(actor)
    token = new_token()
    intake.is_open, intake.renewed_at = True, now
    intake.token_hash, intake.link_sealed = hash_of(token), seal({"token": token})
    intake.save()
    audit.record(actor, "planning.open_intake", intake, now=now)
    return intake


@transaction.atomic
def close_intake(actor: Actor, *, now: datetime) -> IdeaIntake:
    """Close the link; opening it again makes a new one."""
    actor.require(Permission.MANAGE_WORKSPACE)
    intake = _locked(actor)
    intake.is_open, intake.token_hash, intake.link_sealed = False, "", b""
    intake.save()
    audit.record(actor, "planning.close_intake", intake, now=now)
    return intake


@transaction.atomic
def keep_intake_words(actor: Actor, *, welcome: str, consent: str, now: datetime) -> IdeaIntake:
    """Say in the company's own words what the page asks for and to what a contributor agrees."""
    actor.require(Permission.MANAGE_WORKSPACE)
    intake = _locked(actor)
    intake.welcome, intake.consent = welcome.strip()[:2000], consent.strip()[:2000]
    intake.save()
    audit.record(actor, "planning.keep_intake_words", intake, now=now)
    return intake


@transaction.atomic
def keep_mailbox(actor: Actor, access: Access, *, is_on: bool, now: datetime) -> IdeaIntake:
    """Name the mailbox that is read for ideas; an empty password keeps the one that is known."""
    actor.require(Permission.MANAGE_WORKSPACE)
    intake = _locked(actor)
    known = mailbox_of(intake)
    password = access.password or (known.password if known and known.host == access.host else "")
    wanted = Access(access.host.strip(), access.port, access.security, access.user.strip(), password, access.folder)
    words = {
        "host": _("Please enter the server, such as imap.company.com."),
        "port": _("Please enter a port between 1 and 65535."),
        "user": _("Please enter the user name."),
        "password": _("Please enter the password."),
        "security": _("Please choose how the connection is encrypted."),
    }
    if faults := faults_of(wanted):
        raise Invalid({name: words[name] for name in faults})
    intake.mailbox_sealed = seal(wanted.told())
    intake.mailbox_is_on, intake.mailbox_problem = is_on, ""
    intake.save()
    audit.record(actor, "planning.keep_mailbox", intake, now=now, details={"is_on": is_on})
    return intake


def mailbox_of(intake: IdeaIntake) -> Access | None:
    """Return the mailbox with its password; None where none is named or its key is gone."""
    if not intake.mailbox_sealed:
        return None
    try:
        return Access.of(unseal(intake.mailbox_sealed))
    except Unreadable:
        return None


def _locked(actor: Actor) -> IdeaIntake:
    found, _made = IdeaIntake.objects.select_for_update().get_or_create(workspace=actor.workspace)
    return found
